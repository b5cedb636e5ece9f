/* intrinsic_lang.c - templates: classes, threads, indices */
#include "jit/emit.h"
#include "jit/intrinsic.h"
#include "vm/exec/thread/identity_hash.h"
#include "vm/library/class_mirror.h"
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

/* The outcome of a guard, and counters of outcomes, which nobody reads but compilers. */
void intrinsic_profile_boolean(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)row;
    (void)entry;
    operand_drop(c);
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

/* ---- identity hashes (vm/exec/thread/monitor.h) ---- */

static void mix(Compilation *c, Reg hash, Reg scratch, u32 shift)
{
    x64_mov_rr(&c->x, 8, scratch, hash);
    x64_shift_imm(&c->x, SHIFT_SHR, 8, scratch, shift);
    x64_alu_rr(&c->x, ALU_XOR, 8, hash, scratch);
}

static void multiply(Compilation *c, Reg hash, Reg scratch, u64 factor)
{
    x64_mov_ri(&c->x, scratch, (i64)factor);
    x64_imul_rr(&c->x, 8, hash, scratch);
}

/* Null has none, nor has an object whose hash nobody asked for yet. */
void intrinsic_identity_hash(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)row;
    if (entry->use != USE_STATIC)
        emit_check_null(c, 0);
    Reg object = operand_hold(c, 0), hash = operand_new_register(c), scratch = operand_new_register(c);
    Cold *cold = emit_cold_call(c, entry);
    if (entry->use == USE_STATIC) {
        x64_test_rr(&c->x, 8, object, object);
        x64_jcc(&c->x, COND_E, &cold->label);
    }
    x64_test_mi(&c->x, 1, mem(object, (i32)offsetof(Object, lock_word)), LOCK_HASHED);
    x64_jcc(&c->x, COND_E, &cold->label);
    x64_mov_ri(&c->x, hash, (i64)identity_hash_secret());
    x64_alu_rr(&c->x, ALU_XOR, 8, hash, object);
    mix(c, hash, scratch, HASH_SHIFT_1);
    multiply(c, hash, scratch, HASH_FACTOR_1);
    mix(c, hash, scratch, HASH_SHIFT_2);
    multiply(c, hash, scratch, HASH_FACTOR_2);
    mix(c, hash, scratch, HASH_SHIFT_3);
    x64_alu_ri(&c->x, ALU_AND, 4, hash, INT32_MAX);
    x64_jcc(&c->x, COND_E, &cold->label);
    operand_release(c, scratch);
    operand_drop(c);
    operand_push_register(c, 'I', hash);
    emit_meet_call(c, cold, 'I');
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
    operand_note_bit(c);
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

/* ---- arrays by reflection, references ---- */

/* Component's mirror and length: of a class for which there is a class of arrays. */
void intrinsic_new_array(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)row;
    Reg mirror = operand_hold(c, 1), length = operand_hold(c, 0), class = operand_new_register(c);
    Cold *cold = emit_cold_call(c, entry);
    x64_test_rr(&c->x, 8, mirror, mirror);
    x64_jcc(&c->x, COND_E, &cold->label);
    x64_load(&c->x, 8, class, mem(mirror, (i32)WK_FIELD(Class_vm_class)));
    x64_load(&c->x, 8, class, mem(class, (i32)offsetof(Class, array)));
    x64_test_rr(&c->x, 8, class, class);
    x64_jcc(&c->x, COND_E, &cold->label);
    x64_test_rr(&c->x, 4, length, length);
    x64_jcc(&c->x, COND_S, &cold->label);
    operand_flush(c);
    x64_mov_rr(&c->x, 8, RSI, class);
    x64_load(&c->x, 4, RDX, home_of(c, c->frame->depth - 1));
    compile_call_gate(c, GATE_new_array);
    operand_release(c, class);
    operand_drop(c);
    operand_drop(c);
    operand_push_result(c, 'A');
    emit_meet_call(c, cold, 'A');
}

void intrinsic_array_length(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)row;
    Reg array = operand_hold(c, 0), result = operand_new_register(c);
    Cold *cold = emit_cold_call(c, entry);
    x64_test_rr(&c->x, 8, array, array);
    x64_jcc(&c->x, COND_E, &cold->label);
    x64_load(&c->x, 4, result, mem(array, (i32)offsetof(Object, class_ref)));
    x64_load_zero(&c->x, 1, result, mem(result, (i32)offsetof(Class, kind)));
    x64_alu_ri(&c->x, ALU_SUB, 4, result, CLASS_REF_ARRAY);
    x64_alu_ri(&c->x, ALU_CMP, 4, result, CLASS_PRIM_ARRAY - CLASS_REF_ARRAY);
    x64_jcc(&c->x, COND_A, &cold->label);
    x64_load(&c->x, 4, result, mem(array, ARRAY_LENGTH_OFFSET));
    operand_drop(c);
    operand_push_register(c, 'I', result);
    emit_meet_call(c, cold, 'I');
}

void intrinsic_refers_to(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)row;
    (void)entry;
    Reg object = operand_pop(c), reference = emit_pop_object(c), result = operand_new_register(c);
    x64_alu_rm(&c->x, ALU_CMP, 8, object, mem(reference, (i32)WK_FIELD(Reference_referent)));
    operand_release(c, object);
    operand_release(c, reference);
    push_condition(c, COND_E, result);
}
