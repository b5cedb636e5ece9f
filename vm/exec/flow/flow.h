/* flow.h - where control goes after an instruction of the class file (JVMS 6.5): for dataflow over a method
 * In:     bytecode that hangs together    Out: the bci of each instruction that may come next
 * Uses:   opcode.h                        Used by: slot_types.c slot_live.c
 * Effects: none
 * Keeps:  exceptions and `ret` are the callers': what they mean differs
 * Tests:  tests/unit/slot_types_test.c
 */
#ifndef MOKA_VM_EXEC_FLOW_FLOW_H
#define MOKA_VM_EXEC_FLOW_FLOW_H

#include "vm/base/base.h"

typedef void (*FlowVisit)(void *context, i64 bci);

/* length: that of the instruction at bci. A subroutine's return is no successor of the jsr. */
void flow_successors(const u8 *code, u32 bci, u32 length, FlowVisit visit, void *context);

#endif
