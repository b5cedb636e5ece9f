/* define.h - ClassFile -> Class: superclasses, layout, tables, mirror (JVMS 5.3.5)
 * Effects: may load superclasses (Java code runs), allocates on the heap. NULL = exception pending.
 */
#ifndef MOKA_CLASSLOADER_DEFINE_DEFINE_H
#define MOKA_CLASSLOADER_DEFINE_DEFINE_H

#include "classloader/load/define_args.h"
#include "classloader/parse/parse.h"
#include "vm/model/doors.h"
#include "vm/model/loader_data.h"

/* define_class and define_array_class are in vm/model/doors.h, what the first is told in define_args.h. */

/* JVMS 5.5, step 6: static fields with a ConstantValue; strings are interned. False: out of memory. */
bool define_set_constant_values(Thread *t, Class *c);
/* --enable-preview */
extern bool define_preview;
void define_init(bool preview);
void define_reset(void);
/* Boot: the primitive classes, then (once java.lang.Class is there) the mirrors of everything loaded before
 * it. */
bool define_primitives(Thread *t);
bool define_early_mirrors(Thread *t);

#endif
