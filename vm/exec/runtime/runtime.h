/* runtime.h - declares the routines that runtime.def lists
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

#define RT(name, result, arguments, flags) result rt_##name arguments;
#define RT_LEAF(name, result, arguments)    result rt_##name arguments;
#include "vm/exec/runtime/runtime.def"
#undef RT
#undef RT_LEAF

#endif
