/* intrinsic_lang.c - templates: classes, threads, indices */
#include "jit/emit.h"
#include "jit/intrinsic.h"
#include "vm/library/thread_object.h"
#include "vm/library/wellknown.h"

void intrinsic_get_class(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)row;
    (void)entry;
    Reg object = emit_pop_object(c), mirror = operand_new_register(c);
    x64_load(&c->x, 4, mirror, mem(object, (i32)offsetof(Object, class_ref)));
    x64_load(&c->x, 8, mirror, mem(mirror, (i32)offsetof(Class, mirror)));
    operand_release(c, object);
    operand_push_register(c, 'A', mirror);
}

void intrinsic_current_thread(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)row;
    (void)entry;
    operand_push_loaded(c, 'A', mem(R15, THREAD_CURRENT_OBJECT));
}

/* Index, length, and who makes the exception; the result is the index. detail: the size. */
void intrinsic_check_index(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    char letter = row->detail == 4 ? 'I' : 'J';
    Reg length = operand_hold(c, 1), index = operand_hold(c, 2);
    Cold *cold = emit_cold_call(c, entry);
    x64_test_rr(&c->x, row->detail, length, length);
    x64_jcc(&c->x, COND_S, &cold->label);
    x64_alu_rr(&c->x, ALU_CMP, row->detail, index, length);
    x64_jcc(&c->x, COND_AE, &cold->label);
    operand_drop(c);
    operand_drop(c);
    emit_meet_call(c, cold, letter);
}

/* ---- java.lang.Class ---- */

/* The class that the mirror on top of the stack stands for, in a register that is the caller's. */
static Reg pop_class(Compilation *c)
{
    Reg mirror = emit_pop_object(c), class = operand_new_register(c);
    x64_load(&c->x, 8, class, mem(mirror, (i32)WK_FIELD(Class_vm_class)));
    operand_release(c, mirror);
    return class;
}

static void push_condition(Compilation *c, Cond cond, Reg reg)
{
    x64_setcc(&c->x, cond, reg);
    x64_extend_zero(&c->x, 1, reg, reg);
    operand_push_register(c, 'I', reg);
}

/* Is the kind one from the lower to the upper byte of the detail? */
void intrinsic_class_kind(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)entry;
    u32 low = row->detail & 0xFF, high = row->detail >> 8;
    Reg class = pop_class(c);
    x64_load_zero(&c->x, 1, class, mem(class, (i32)offsetof(Class, kind)));
    x64_alu_ri(&c->x, ALU_SUB, 4, class, (i32)low);
    x64_alu_ri(&c->x, ALU_CMP, 4, class, (i32)(high - low));
    push_condition(c, COND_BE, class);
}

void intrinsic_class_is_interface(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)row;
    (void)entry;
    Reg class = pop_class(c);
    x64_test_mi(&c->x, 2, mem(class, (i32)offsetof(Class, access)), ACC_INTERFACE);
    push_condition(c, COND_NE, class);
}
