/* intrinsic_unsafe.c - jdk.internal.misc.Unsafe: accesses of fields and elements, atomics, fences.
 * The processor keeps loads in order with loads and stores with stores; only a volatile store, and a full
 * fence, wait. With a null base the offset is an absolute address, whose memory may be gone: the access
 * itself does not look which it is. */
#include "jit/emit.h"
#include "jit/intrinsic.h"

/* Base and offset, as they stay until the instruction's end. offset REG_NONE: it is `constant`. */
typedef struct Access {
    Reg base, offset;
    i32 constant;
} Access;

/* Unsafe itself, with `above` values above it. */
static void check_receiver(Compilation *c, u32 above)
{
    if (operand_object(c, above))
        return;
    Reg receiver = emit_hold_object(c, above);
    c->held &= ~(1u << receiver);
}

/* `above`: values above the offset. */
static Access hold_access(Compilation *c, u32 above)
{
    i64 value;
    check_receiver(c, above + 2);
    Access a = {.offset = REG_NONE};
    a.base = operand_hold(c, above + 1);
    if (operand_is_constant(c, above, &value) && value == (i32)value)
        a.constant = (i32)value;
    else
        a.offset = operand_hold(c, above);
    return a;
}

/* For the instruction that is emitted next. */
static Mem address_of(Compilation *c, const Access *a)
{
    compile_note_access(c, cold_throw_label(c, GATE_throw_unsafe_fault));
    return a->offset == REG_NONE ? mem(a->base, a->constant) : mem_indexed(a->base, a->offset, 1, 0);
}

static void drop_values(Compilation *c, u32 count)
{
    while (count-- > 0)
        operand_drop(c);
}

static Type type_of(const Intrinsic *row)
{
    return (Type)(row->detail & INTRINSIC_TYPE);
}

static u32 size_of(Type type)
{
    return 1u << type_shift(type);
}

/* ---- loads and stores ---- */

/* A boolean is what is not 0. */
static void load(Compilation *c, Type type, Reg reg, Mem from)
{
    switch (type) {
    case T_BOOLEAN:
        x64_alu_mi(&c->x, ALU_CMP, 1, from, 0);
        x64_setcc(&c->x, COND_NE, reg);
        x64_extend_zero(&c->x, 1, reg, reg);
        break;
    case T_BYTE:
    case T_SHORT: x64_load_signed(&c->x, size_of(type), reg, from); break;
    case T_CHAR: x64_load_zero(&c->x, 2, reg, from); break;
    default: x64_load(&c->x, size_of(type), reg, from); break;
    }
}

void intrinsic_get(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)entry;
    Type type = type_of(row);
    char letter = effect_letter(type);
    Access a = hold_access(c, 0);
    Xmm xmm = is_float_letter(letter) ? operand_new_xmm(c) : XMM0;
    Reg reg = is_float_letter(letter) ? REG_NONE : operand_new_register(c);
    if (is_float_letter(letter))
        x64_fload(&c->x, size_of(type), xmm, address_of(c, &a));
    else
        load(c, type, reg, address_of(c, &a));
    drop_values(c, 3);
    if (is_float_letter(letter))
        operand_push_xmm(c, letter, xmm);
    else
        operand_push_register(c, letter, reg);
}

static void put(Compilation *c, const Intrinsic *row, bool is_volatile)
{
    Type type = type_of(row);
    u32 value = operand_hold(c, 0); /* an Xmm for F and D */
    Access a = hold_access(c, 1);
    if (is_float_letter(effect_letter(type)))
        x64_fstore(&c->x, size_of(type), address_of(c, &a), (Xmm)value);
    else
        x64_store(&c->x, size_of(type), address_of(c, &a), (Reg)value);
    if (is_volatile)
        x64_fence(&c->x);
    drop_values(c, 4);
}

void intrinsic_put(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)entry;
    put(c, row, false);
}

void intrinsic_put_volatile(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)entry;
    put(c, row, true);
}

/* ---- atomics, on int, long, reference, byte and short ---- */

/* What the locked instruction has left is a value of the type. */
static void finish_atomic(Compilation *c, Type type, Reg result)
{
    emit_narrow_register(c, type, result);
    operand_push_register(c, effect_letter(type), result);
}

/* cmpxchg compares with rax and leaves there what it has found. */
void intrinsic_compare_and_set(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)entry;
    bool returns_found = row->detail & INTRINSIC_RETURNS_FOUND;
    Type type = type_of(row);
    operand_hold_in(c, 1, RAX);
    Access a = hold_access(c, 2);
    Reg value = operand_hold(c, 0);
    x64_lock_cmpxchg(&c->x, size_of(type), address_of(c, &a), value);
    if (!returns_found) {
        x64_setcc(&c->x, COND_E, RAX);
        x64_extend_zero(&c->x, 1, RAX, RAX);
        type = T_INT;
    }
    drop_values(c, 5);
    operand_claim(c, RAX);
    finish_atomic(c, type, RAX);
    if (!returns_found)
        operand_note_bit(c);
}

/* `swap` leaves in its register what was in memory. */
static void exchange(Compilation *c, const Intrinsic *row, void (*swap)(X64 *x, u32 size, Mem at, Reg value))
{
    Type type = type_of(row);
    Reg value = operand_hold(c, 0);
    Access a = hold_access(c, 1);
    Reg result = operand_new_register(c);
    x64_mov_rr(&c->x, 8, result, value);
    swap(&c->x, size_of(type), address_of(c, &a), result);
    drop_values(c, 4);
    finish_atomic(c, type, result);
}

void intrinsic_get_and_add(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)entry;
    exchange(c, row, x64_lock_xadd);
}

void intrinsic_get_and_set(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)entry;
    exchange(c, row, x64_xchg);
}

/* ---- fences ---- */

/* Of loads or of stores: the processor keeps their order, and code is emitted in the bytecode's. */
void intrinsic_order(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)row;
    (void)entry;
    check_receiver(c, 0);
    operand_drop(c);
}

void intrinsic_full_fence(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    intrinsic_order(c, row, entry);
    x64_fence(&c->x);
}
