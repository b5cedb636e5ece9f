/* layout.h - where fields stand: instance fields packed by size, references grouped; statics in the mirror
 * In:     Class with super and fields
 * Out:    offsets, instance_size, static_size, reference spans
 * Tests:  tests/unit/layout_test.c, tests/java/ObjectLayout.java
 */
#ifndef MOKA_CLASSLOADER_DEFINE_LAYOUT_H
#define MOKA_CLASSLOADER_DEFINE_LAYOUT_H

#include "vm/base/arena.h"
#include "vm/model/class.h"

/* Places the instance fields, injected ones (release table) among them; the spans are allocated in the arena.
 * False: the arena's region is exhausted. */
bool layout_fields(Class *c, Arena *arena);
/* Places the statics, which are in the mirror behind java.lang.Class's own fields. Before that class is laid
 * out this does nothing (static_size stays 0) and is called again later. Arrays and primitives get their
 * mirror's size here, too. */
void layout_statics(Class *c);

/* java.lang.Class counts as not laid out. */
void layout_reset(void);

#endif
