/* define.h - ClassFile -> Class: superclasses, layout, tables, mirror (JVMS 5.3.5)
 * In:     the bytes of a class file and the loader that defines the class
 * Out:    the Class, published in the loader's table; NULL: an exception is pending
 * Owner:  the Class and its tables belong to the loader's arena
 * Locks:  none while superclasses are loaded; the loader's for its arena and table
 * Effects: may load superclasses and so run Java code, allocates on the heap
 * Tests:  tests/verify, tests/java, tests/unit/layout_test.c
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
/* --enable-preview; whether classes are asked for a finalizer (JEP 421). */
typedef struct DefineOptions {
    bool preview, finalizes;
} DefineOptions;
extern DefineOptions define_options;
void define_init(DefineOptions options);
void define_reset(void);
/* Boot: the primitive classes; then, once java.lang.Class is there, the mirrors of all classes loaded before
 * it. False: an exception is pending. */
bool define_primitives(Thread *t);
bool define_early_mirrors(Thread *t);

#endif
