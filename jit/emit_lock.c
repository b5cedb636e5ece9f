/* emit_lock.c - templates: monitorenter, monitorexit, and the locks of synchronized methods that are inlined
 * The usual case stands in place and leaves registers as they are. Behind the main path comes the lock that
 * the thread holds already; what is rarer still, or throws, is a gate's. */
#include "jit/deopt.h"
#include "jit/emit.h"
#include "jit/stub_locks.h"

typedef void LockPart(X64 *x, const LockCode *l, Label *other);

/* rax is claimed, and the object does not move any more. */
static LockCode *begin_lock(Compilation *c, Reg object, bool is_of_method)
{
    LockCode *l = ARENA_NEW(&c->scratch, LockCode);
    *l = (LockCode){object, operand_new_register(c), operand_new_register(c),
                    (i32)sizeof(Slot) * (i32)c->frame->base, is_of_method};
    return l;
}

/* For a hostile mode each lock is a gate's. */
static void emit_part(Compilation *c, LockPart *part, const LockCode *l, Label *other)
{
    if (UNLIKELY(deopt_is_hostile()))
        x64_jmp(&c->x, other);
    else
        part(&c->x, l, other);
}

static void emit_lock(Compilation *c, LockPart *usual, LockCode *l, void (*rare)(Compilation *c, Cold *cold))
{
    Cold *cold = cold_new_call(c, rare);
    cold->pointer = l;
    cold->regs[0] = l->is_of_method ? REG_NONE : l->object;
    emit_part(c, usual, l, &cold->label);
    x64_bind(&c->x, &cold->back);
    operand_release(c, l->top);
    operand_release(c, l->other);
    operand_release(c, RAX);
}

/* ---- in cold code ---- */

/* The thread holds the lock already; else operands go to their slots, for a gate. */
static void try_nested(Compilation *c, Cold *cold, LockPart *nested)
{
    Label slow = label_new();
    emit_part(c, nested, cold->pointer, &slow);
    x64_jmp(&c->x, &cold->back);
    x64_bind(&c->x, &slow);
    cold_save(c, cold);
}

static void go_back(Compilation *c, Cold *cold)
{
    cold_restore(c, cold);
    x64_jmp(&c->x, &cold->back);
}

static void emit_rare_monitor(Compilation *c, Cold *cold, LockPart *nested, Stub gate)
{
    try_nested(c, cold, nested);
    x64_mov_rr(&c->x, 8, RSI, cold->regs[0]);
    compile_call_final_gate(c, gate, 1);
    go_back(c, cold);
}

static void emit_rare_enter(Compilation *c, Cold *cold)
{
    emit_rare_monitor(c, cold, stub_lock_enter_nested, GATE_lock);
}

static void emit_rare_exit(Compilation *c, Cold *cold)
{
    emit_rare_monitor(c, cold, stub_lock_leave_nested, GATE_unlock);
}

static void load_frame(Compilation *c, const Cold *cold)
{
    const LockCode *l = cold->pointer;
    x64_lea(&c->x, 8, RDX, mem(RBP, -l->below));
}

static void emit_rare_begin(Compilation *c, Cold *cold)
{
    try_nested(c, cold, stub_lock_enter_nested);
    x64_mov_rr(&c->x, 8, RSI, cold->regs[0]);
    load_frame(c, cold);
    compile_call_gate(c, GATE_lock_inlined); /* the method begins once more, with the lock */
    go_back(c, cold);
}

static void emit_rare_end(Compilation *c, Cold *cold)
{
    try_nested(c, cold, stub_lock_leave_nested);
    x64_mov_ri(&c->x, RSI, low_address(c->frame->method));
    load_frame(c, cold);
    compile_call_gate_point(c, GATE_leave_inlined);
    go_back(c, cold);
}

/* ---- templates ---- */

void emit_monitor(Compilation *c, u32 op)
{
    bool enters = op == OP_monitorenter;
    operand_claim(c, RAX);
    Reg object = operand_hold(c, 0);
    LockCode *l = begin_lock(c, object, false);
    cold_null_check(c, object);
    emit_lock(c, enters ? stub_lock_enter : stub_lock_leave, l, enters ? emit_rare_enter : emit_rare_exit);
    operand_drop(c);
}

/* Of static methods the object is the class's mirror. */
Reg emit_hold_lock(Compilation *c, const Method *m)
{
    operand_claim(c, RAX);
    if (!method_is_static(m))
        return operand_hold(c, m->param_count);
    Reg mirror = operand_new_register(c);
    x64_load(&c->x, 8, mirror, mem_absolute((u32)(uintptr_t)&m->holder->mirror));
    return mirror;
}

void emit_begin_synchronized(Compilation *c, Reg object)
{
    c->bci = 0;
    emit_lock(c, stub_lock_enter, begin_lock(c, object, false), emit_rare_begin);
    if (method_is_static(c->frame->method))
        operand_release(c, object);
}

void emit_end_synchronized(Compilation *c)
{
    operand_claim(c, RAX);
    Reg object = operand_new_register(c);
    emit_lock(c, stub_lock_leave, begin_lock(c, object, true), emit_rare_end);
    operand_release(c, object);
}
