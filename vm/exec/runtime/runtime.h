/* runtime.h - declares the routines that runtime.def lists; holds one that is too short for a call
 * Used by: interp.c, through the gates of gate.h
 * Keeps:  a row's flags say what a call may do: RTF_THROW, leave an exception pending; RTF_GC, collect, load
 *         classes or run Java code.
 */
#ifndef MOKA_VM_EXEC_RUNTIME_RUNTIME_H
#define MOKA_VM_EXEC_RUNTIME_RUNTIME_H

#include "vm/bytecode/cache.h"
#include "vm/model/frame.h"
#include "vm/model/thread.h"

enum { RTF_THROW = 1 << 0, RTF_GC = 1 << 1 };

/* Of leaves that return an i64: they have done nothing, and whoever calls them must take another way. Every
 * other result is not negative. */
enum { RT_REFUSED = -1 };

#define RT(name, result, arguments, flags) result rt_##name arguments;
#define RT_LEAF(name, result, arguments)    result rt_##name arguments;
#include "vm/exec/runtime/runtime.def"
#undef RT
#undef RT_LEAF

/* The object that a call of a synchronized method locks; args: argument slot 0. Around a function the
 * interpreter would spill its frame pointer, and the record of the new frame would wait for it. */
static inline Object *rt_lock_of(const Method *m, const Slot *args)
{
    return method_is_static(m) ? m->holder->mirror : (Object *)(uintptr_t)args[0];
}

void rt_math_init(void); /* the tables of log10 */
void rt_math_reset(void);

#endif
