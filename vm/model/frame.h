/* frame.h - the one frame layout on the Java stack
 * The stack grows down; a slot is 8 bytes; rbp below is the frame pointer `fp`:
 *
 *   higher     argument 0 (the receiver), … last argument      pushed by the caller: its outgoing arguments
 *   fp[ 1]     return pc: FRAME_RETURN_*, or an address in machine code. It tells the kind of the caller's
 *              code, and where machine code goes on
 *   fp[ 0]     the caller's fp
 *   fp[-1]     Method*; NULL in an entry frame (a call from C)
 *   fp[-2]     bytecode position: the current instruction in prepared code (u16 *); native frames: 0; entry
 *              frames: the Method* that C calls, whose arguments follow
 *   fp[-3…]    other locals, then one spare slot for the spilled top of stack, then the operand stack
 *   lower      operand stack, its top = outgoing arguments
 *
 * fp[-2] names the instruction being executed; every call instruction is FRAME_CALL_UNITS long, so a return
 * goes on at fp[-2] + FRAME_CALL_UNITS. The interpreter stores fp[-2] before each call and before anything
 * that may walk, throw or collect.
 * Keeps:  at every point that can walk, throw, collect or deoptimise, live values are in their slots.
 * Tests:  tests/unit/frame_test.c
 */
#ifndef MOKA_VM_MODEL_FRAME_H
#define MOKA_VM_MODEL_FRAME_H

#include "vm/model/method.h"
#include "vm/model/value.h"

enum {
    FRAME_RETURN_PC = 1,
    FRAME_SAVED_FP = 0,
    FRAME_METHOD = -1,
    FRAME_POSITION = -2,
    FRAME_FIRST_LOCAL = -3,
    FRAME_RECORD_BELOW = 2, /* slots of the record below fp */
    FRAME_RECORD_ABOVE = 2, /* saved fp and return pc */
    FRAME_CALL_UNITS = 2    /* [opcode, cache index] */
};

/* fp[1] when the caller is no machine code. A frame does not tell its own kind, nor, if it is one of machine
 * code, its position: both follow from fp[1] of the frame above it (vm/exec/walk/walk.h). */
enum {
    /* The caller runs in the interpreter's loop. */
    FRAME_RETURN_INTERPRETER = 1,
    /* In an entry frame, which C has made. The caller is the frame whose code called C: a native method, or
     * one of the interpreter that is in a routine of the VM. Its position is in it. */
    FRAME_RETURN_C = 2,
    /* The caller is an entry frame, behind which C goes on. */
    FRAME_RETURN_ENTRY = 3
};

/* Is it an address in machine code? The stub through which that returns to the interpreter is one, too. */
static inline bool frame_is_machine_pc(u64 return_pc)
{
    return return_pc > FRAME_RETURN_ENTRY;
}

static inline Method *frame_method(const Slot *fp)
{
    return (Method *)(uintptr_t)fp[FRAME_METHOD];
}

/* NULL: the outermost frame. */
static inline Slot *frame_caller(const Slot *fp)
{
    return (Slot *)(uintptr_t)fp[FRAME_SAVED_FP];
}

/* The current instruction of an interpreted frame, in prepared code. */
static inline u16 *frame_position(const Slot *fp)
{
    return (u16 *)(uintptr_t)fp[FRAME_POSITION];
}

/* Makes the border on the stack at which C calls `callee`, whose arguments follow below. return_pc: the
 * Thread.machine_pc of the code that has called C. */
static inline void frame_make_entry(Slot *fp, const Slot *caller, u64 return_pc, const Method *callee)
{
    fp[FRAME_RETURN_PC] = return_pc;
    fp[FRAME_SAVED_FP] = (Slot)(uintptr_t)caller;
    fp[FRAME_METHOD] = 0;
    fp[FRAME_POSITION] = (Slot)(uintptr_t)callee;
}

/* The same for machine code: bytes from fp. */
enum {
    FRAME_ENTRY_RETURN = FRAME_RETURN_PC * (int)sizeof(Slot),
    FRAME_ENTRY_CALLER = FRAME_SAVED_FP * (int)sizeof(Slot),
    FRAME_ENTRY_NONE = FRAME_METHOD * (int)sizeof(Slot),
    FRAME_ENTRY_CALLEE = FRAME_POSITION * (int)sizeof(Slot)
};

static inline bool frame_is_entry(const Slot *fp)
{
    return frame_method(fp) == NULL;
}

/* The method that C calls through an entry frame. */
static inline Method *frame_callee(const Slot *fp)
{
    return (Method *)(uintptr_t)fp[FRAME_POSITION];
}

/* Arguments of a native or intrinsic method: args points at argument slot 0 (the highest address).
 * Slot indices count longs and doubles twice. */
static inline Object *arg_ref(const Slot *args, int slot)
{
    return (Object *)(uintptr_t)args[-slot];
}

static inline i32 arg_int(const Slot *args, int slot)
{
    return (i32)args[-slot];
}

static inline i64 arg_long(const Slot *args, int slot)
{
    return (i64)args[-slot - 1];
}

static inline float arg_float(const Slot *args, int slot)
{
    Value v = {(u32)args[-slot]};
    return v.f;
}

static inline double arg_double(const Slot *args, int slot)
{
    Value v = {args[-slot - 1]};
    return v.d;
}

#endif
