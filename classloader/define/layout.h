/* layout.h - where fields stand: instance fields packed by size, references grouped; statics in the mirror
 * In:     Class with super and fields
 * Out:    offsets, instance_size, static_size, reference spans
 * Tests:  tests/unit/layout_test.c, tests/java/ObjectLayout.java
 */
#ifndef MOKA_CLASSLOADER_DEFINE_LAYOUT_H
#define MOKA_CLASSLOADER_DEFINE_LAYOUT_H

#include "vm/base/arena.h"
#include "vm/model/class.h"

/* Injected fields (release table) are part of c->fields already. Spans come from the arena. False: region
 * exhausted. */
bool layout_fields(Class *c, Arena *arena);
/* Statics stand behind the instance fields of java.lang.Class: before that is laid out this does nothing
 * (static_size stays 0) and is called again later. Arrays and primitives too get their mirror's size here. */
void layout_statics(Class *c);

void layout_reset(void);

#endif
