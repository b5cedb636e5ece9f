/* define_parts.h - what the files define*.c share; define.h is the door
 * In:     a parsed ClassFile
 * Out:    a Class. On the way there is a draft: a Class without vtable on the C stack, whose tables move from
 *         scratch memory to the loader's arena step by step.
 * Used by: define.c define_supers.c define_mirror.c define_array.c
 */
#ifndef MOKA_CLASSLOADER_DEFINE_DEFINE_PARTS_H
#define MOKA_CLASSLOADER_DEFINE_DEFINE_PARTS_H

#include "classloader/define/define.h"
#include "classloader/define/vtable.h"

typedef struct Draft {
    Thread *t;
    const DefineArgs *args;
    Arena scratch;
    Fail fail;
    ClassFile file;
    VtablePlan plan;
    Class c; /* the last member, since a Class ends with its vtable */
} Draft;

/* define_supers.c. Loads the interfaces and then the superclass, in HotSpot's order, and makes all checks of
 * JVMS 5.3.5 on them. Sets super, interfaces, depth, display, secondaries (scratch memory) and the flags that
 * are inherited.
 * False: an exception is pending. */
bool define_load_supers(Draft *d);

/* define_mirror.c. Sets c->mirror; does nothing before java.lang.Class is usable. False: out of memory,
 * pending. */
bool define_make_mirror(Thread *t, Class *c);

#endif
