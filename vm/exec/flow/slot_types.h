/* slot_types.h - what kind of value each local and operand of a method's bytecode holds (JVMS 4.10.2.2)
 * In:     a method with Code, taken as verified
 * Out:    for each instruction that is reached, one SlotType per local and operand: what holds on every path
 * Uses:   method.h effect.h
 * Used by: trace_bytecode.c stack_map.c
 * Owner:  a scratch arena inside SlotTypes.
 * Locks:  none
 * Effects: none: never loads, throws or touches the heap
 * Tests:  tests/unit/slot_types_test.c
 */
#ifndef MOKA_VM_EXEC_FLOW_SLOT_TYPES_H
#define MOKA_VM_EXEC_FLOW_SLOT_TYPES_H

#include "vm/base/arena.h"
#include "vm/model/method.h"

typedef enum SlotType {
    SLOT_UNKNOWN, /* not written on every path, or not with values of one kind */
    SLOT_INT,
    SLOT_FLOAT,
    SLOT_LONG,
    SLOT_DOUBLE,
    SLOT_REF,
    SLOT_RETURN, /* what jsr pushes */
    SLOT_HALF    /* of a long or double: the cell without the value */
} SlotType;

/* Before an instruction. A long or double is, in locals, SLOT_LONG and then SLOT_HALF; on the operand stack,
 * from the bottom up, SLOT_HALF and then SLOT_LONG: the value lies in the cell pushed last. */
typedef struct SlotState {
    u8 *types; /* max_locals of them, then the operands from the bottom up; NULL: not reached */
    u32 depth; /* operand cells */
} SlotState;

typedef struct SlotTypes {
    const Method *method;
    const u8 *code;
    SlotState *states; /* by bytecode index */
    SlotState current; /* of the instruction that is interpreted */
    u32 bci;
    bool changed;
    bool failed; /* the code does not hang together: nothing is known */
    bool has_subroutine; /* there is a jsr; values that differ between callers are unknown after each */
    Arena arena;
} SlotTypes;

/* Analyses the method: `states` and `failed` hold the answer until slot_types_end frees it. */
/* The letter of opcodes.def for a value of the type; '\0': it is none, or half of one. */
static inline char slot_type_letter(u8 type)
{
    switch ((SlotType)type) {
    case SLOT_INT: return 'I';
    case SLOT_LONG: return 'J';
    case SLOT_FLOAT: return 'F';
    case SLOT_DOUBLE: return 'D';
    case SLOT_REF: return 'A';
    default: return '\0';
    }
}

void slot_types_begin(SlotTypes *s, const Method *method);
void slot_types_end(SlotTypes *s);

#endif
