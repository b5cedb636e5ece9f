/* define_parts.h - what the files define*.c share; define.h is the door
 * In:     a parsed ClassFile
 * Out:    a Class. Between them stands the draft: a Class without vtable on the C stack, whose tables move
 *         from scratch to the loader's arena step by step.
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
    Class c; /* last: its vtable follows, in the class that it becomes */
} Draft;

/* -- define_supers.c: interfaces, then the superclass, as HotSpot orders it; all checks of JVMS 5.3.5 on
 * them. Sets super, interfaces, depth, display, secondaries (scratch memory) and the flags that are
 * inherited. */
bool define_load_supers(Draft *d);

/* -- define_mirror.c: c->mirror, once java.lang.Class is usable; before that nothing happens. False: out of
 * memory. */
bool define_make_mirror(Thread *t, Class *c);

#endif
