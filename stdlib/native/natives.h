/* natives.h - declares the tables that natives.def lists, and how their rows are written
 * Used by: registry.c, and each n_<class>.c for its own table
 */
#ifndef MOKA_STDLIB_NATIVE_NATIVES_H
#define MOKA_STDLIB_NATIVE_NATIVES_H

#include "stdlib/native/registry.h"

#define NATIVE_TABLE(name) extern const NativeRow name[];
#include "stdlib/native/natives.def"
#undef NATIVE_TABLE

/* A row of a table: class, name, descriptor, NativeIntrinsic. */
#define NATIVE(class_name, name, desc, function)                                                             \
    {                                                                                                        \
        class_name, name, desc, (void *)(function), false, 0, 0                                              \
    }
/* The same for a method that exists, or is native, only since a release or only up to one. */
#define NATIVE_SINCE(since, class_name, name, desc, function)                                                \
    {                                                                                                        \
        class_name, name, desc, (void *)(function), false, since, 0                                          \
    }
#define NATIVE_UNTIL(until, class_name, name, desc, function)                                                \
    {                                                                                                        \
        class_name, name, desc, (void *)(function), false, 0, until                                          \
    }

/* registerNatives()V of classes all of whose natives are in these tables: it has nothing to do. */
u64 n_register_nothing(Thread *t, const Slot *args);

#endif
