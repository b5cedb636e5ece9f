/* npe_flow.h - which instruction pushed each operand of a method's bytecode (JVMS 2.6.2, 6.5)
 * In:     a method with Code, and the instruction that is asked about
 * Out:    for each instruction that was reached: the bytecode index of the pusher of each stack slot, and the
 *         locals that may have been assigned
 * Uses:   effect.h method.h
 * Used by: npe_message.c
 * Owner:  a scratch arena inside NpeFlow.
 * Locks:  none
 * Effects: none: never loads, throws or touches the heap
 * Keeps:  passes go over all that was reached, in the code's order, until the instruction asked about is
 *         next or no other is reached. So what a loop's end brings back to its start counts only if a pass
 *         has been there before. The texts show it, for operands that stay on the stack and for parameters
 *         that a loop assigns.
 * Tests:  tests/unit/npe_message_test.c
 */
#ifndef MOKA_VM_EXEC_FLOW_NPE_FLOW_H
#define MOKA_VM_EXEC_FLOW_NPE_FLOW_H

#include "vm/base/arena.h"
#include "vm/model/method.h"

enum {
    NPE_FLOW_UNKNOWN = 0xFFFF, /* several pushers, a caught exception, or code that is not reached */
    NPE_FLOW_LOCALS = 64       /* assignments to further locals are not followed */
};

/* The operand stack before an instruction. */
typedef struct NpeFlowState {
    u16 *pushers; /* pushers[0] is the bottom; NULL: not reached */
    u64 written;  /* bit per local that some path assigned */
    u16 depth;
} NpeFlowState;

typedef struct NpeFlow {
    const Method *method;
    const u8 *code;
    u32 length;
    u32 asked;
    NpeFlowState *states; /* by bytecode index */
    NpeFlowState current; /* of the instruction that is interpreted; room for max_stack */
    u32 current_bci;
    u32 work_left;
    bool reached_more; /* an instruction, in this pass */
    bool failed;       /* not verifiable, or too much work */
    Arena arena;
} NpeFlow;

/* Finds what is known before the instruction at asked_bci. False: nothing is. */
bool npe_flow_run(NpeFlow *flow, const Method *method, u32 asked_bci);
/* Frees what npe_flow_run has made, whatever its answer was. */
void npe_flow_end(NpeFlow *flow);
/* The bytecode index of the instruction that pushed the operand `slot` slots below the top, as it is before
 * bci; or NPE_FLOW_UNKNOWN. */
u32 npe_flow_pusher(const NpeFlow *flow, u32 bci, u32 slot);
/* May the local have been assigned before bci? True for locals that are not followed; iinc assigns
 * nothing. */
bool npe_flow_is_written(const NpeFlow *flow, u32 bci, u32 local);

#endif
