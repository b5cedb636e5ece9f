/* gate.c - see gate.h.
 * The frame of a gate holds the six callee-saved registers as the interpreter has them, and a word for
 * alignment. No scan of the stack looks at it. */
#include "vm/exec/interp/gate.h"

#include <stddef.h>

/* The gates are naked functions: no C code in them uses the parameters. */
#pragma GCC diagnostic ignored "-Wunused-parameter"

#define PUSH(name)                                                                                           \
    "pushq %%" name "\n\t"                                                                                   \
    ".cfi_adjust_cfa_offset 8\n\t"                                                                           \
    ".cfi_rel_offset " name ", 0\n\t"

#define POP(name)                                                                                            \
    "popq %%" name "\n\t"                                                                                    \
    ".cfi_adjust_cfa_offset -8\n\t"                                                                          \
    ".cfi_restore " name "\n\t"

#define PASS(target)                                                                                         \
    __asm__ volatile(PUSH("rbp") PUSH("rbx") PUSH("r12") PUSH("r13") PUSH("r14") PUSH("r15")                 \
                     "subq $8, %%rsp\n\t"                                                                    \
                     ".cfi_adjust_cfa_offset 8\n\t"                                                          \
                     "movq %%rsp, %c0(%%rdi)\n\t"                                                            \
                     "xorl %%ebp, %%ebp\n\t"                                                                 \
                     "xorl %%ebx, %%ebx\n\t"                                                                 \
                     "xorl %%r12d, %%r12d\n\t"                                                               \
                     "xorl %%r13d, %%r13d\n\t"                                                               \
                     "xorl %%r14d, %%r14d\n\t"                                                               \
                     "xorl %%r15d, %%r15d\n\t"                                                               \
                     "call " target "\n\t"                                                                   \
                     "addq $8, %%rsp\n\t"                                                                    \
                     ".cfi_adjust_cfa_offset -8\n\t"                                                         \
                     POP("r15") POP("r14") POP("r13") POP("r12") POP("rbx") POP("rbp")                       \
                     "ret"                                                                                   \
                     :                                                                                       \
                     : "i"(offsetof(Thread, vm_high)))

#define RT(name, result, arguments, flags)                                                                   \
    __attribute__((naked)) result gate_##name arguments                                                      \
    {                                                                                                        \
        PASS("rt_" #name "@PLT");                                                                            \
    }
#define RT_LEAF(name, result, arguments)
#include "vm/exec/runtime/runtime.def"
#undef RT
#undef RT_LEAF

#define GATE(name, target, result, arguments)                                                                \
    __attribute__((naked)) result gate_##name arguments                                                      \
    {                                                                                                        \
        PASS(#target "@PLT");                                                                                \
    }
#include "vm/exec/interp/gates.def"
#undef GATE
