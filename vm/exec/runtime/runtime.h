/* runtime.h - declares the routines that runtime.def lists
 * Used by: interp.c, later the emitters. Flags are for those who must know what a call may do.
 */
#ifndef MOKA_VM_EXEC_RUNTIME_RUNTIME_H
#define MOKA_VM_EXEC_RUNTIME_RUNTIME_H

#include "vm/model/frame.h"
#include "vm/model/thread.h"

enum { RTF_THROW = 1 << 0, RTF_GC = 1 << 1 };

#define RT(name, result, arguments, flags) result rt_##name arguments;
#define RT_LEAF(name, result, arguments)    result rt_##name arguments;
#include "vm/model/runtime.def"
#undef RT
#undef RT_LEAF

/* The constant-cache entry of the instruction at pc in the innermost frame. */
static inline CacheEntry *runtime_entry(const Thread *t, const u16 *pc)
{
    return &frame_method(t->fp)->cache[pc[1]];
}

/* Publishes a cache entry: whoever reads the new opcode reads the finished entry (architecture D8). */
static inline void runtime_quicken(u16 *pc, u32 op)
{
    __atomic_store_n(pc, (u16)op, __ATOMIC_RELEASE);
}

#endif
