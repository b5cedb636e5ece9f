/* intrinsic_copy.c - templates: System.arraycopy
 * A text that code names is copied without a call: how many bytes, and from where, is known. */
#include "jit/emit.h"
#include "jit/intrinsic.h"
#include "vm/library/wellknown.h"

enum { MOST_BYTES = 16 };
/* The arguments, by how many others are above. */
enum { COUNT, TO_INDEX, TO, FROM_INDEX, FROM, ARGUMENTS };

typedef struct KnownCopy {
    i32 from, count; /* bytes of the array that is known */
} KnownCopy;

static bool is_bytes(const Object *array)
{
    return array && object_class(array) == wk_primitive_array[T_BYTE];
}

/* A few bytes of an array that is known, and they are there. */
static bool find_known(const Compilation *c, KnownCopy *ret)
{
    i64 from, count;
    const Object *array = operand_object(c, FROM);
    if (!is_bytes(array) || !operand_is_constant(c, FROM_INDEX, &from) ||
        !operand_is_constant(c, COUNT, &count))
        return false;
    *ret = (KnownCopy){(i32)from, (i32)count};
    return from >= 0 && count > 0 && count <= MOST_BYTES && from + count <= array_length(array);
}

/* The target is an array of bytes, and has room from the index on. */
static void check_target(Compilation *c, const KnownCopy *copy, Reg to, Reg index, Reg room, Cold *cold)
{
    if (!(c->not_null >> to & 1)) {
        x64_test_rr(&c->x, 8, to, to);
        x64_jcc(&c->x, COND_E, &cold->label);
    }
    if (operand_class(c, TO) != wk_primitive_array[T_BYTE]) {
        x64_alu_mi(&c->x, ALU_CMP, 4, mem(to, (i32)offsetof(Object, class_ref)),
                   low_address(wk_primitive_array[T_BYTE]));
        x64_jcc(&c->x, COND_NE, &cold->label);
    }
    x64_load(&c->x, 4, room, mem(to, ARRAY_LENGTH_OFFSET));
    x64_alu_ri(&c->x, ALU_SUB, 4, room, copy->count);
    x64_jcc(&c->x, COND_B, &cold->label);
    x64_alu_rr(&c->x, ALU_CMP, 4, index, room);
    x64_jcc(&c->x, COND_A, &cold->label);
}

static void load_piece(Compilation *c, u32 size, Reg to, Mem from)
{
    if (size < 4)
        x64_load_zero(&c->x, size, to, from);
    else
        x64_load(&c->x, size, to, from);
}

/* Two pieces at most, which may overlap; both are read before either is written. */
static void copy_pieces(Compilation *c, const KnownCopy *copy, Reg from, Reg to, Reg index, const Reg *pieces)
{
    u32 size = copy->count >= 8 ? 8 : copy->count >= 4 ? 4 : copy->count >= 2 ? 2 : 1;
    i32 last = copy->count - (i32)size, start = ARRAY_DATA_OFFSET + copy->from;
    load_piece(c, size, pieces[0], mem(from, start));
    if (last)
        load_piece(c, size, pieces[1], mem(from, start + last));
    x64_store(&c->x, size, mem_indexed(to, index, 1, ARRAY_DATA_OFFSET), pieces[0]);
    if (last)
        x64_store(&c->x, size, mem_indexed(to, index, 1, ARRAY_DATA_OFFSET + last), pieces[1]);
}

/* The index is one of an int, whose upper half is zero. */
void intrinsic_copy(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    KnownCopy copy;
    if (!find_known(c, &copy)) {
        intrinsic_leaf(c, row, entry);
        return;
    }
    Reg from = operand_hold(c, FROM), to = operand_hold(c, TO), index = operand_hold(c, TO_INDEX);
    Reg pieces[] = {operand_new_register(c), operand_new_register(c)};
    Cold *cold = emit_cold_call(c, entry);
    check_target(c, &copy, to, index, pieces[0], cold);
    copy_pieces(c, &copy, from, to, index, pieces);
    operand_release(c, pieces[0]);
    operand_release(c, pieces[1]);
    for (u32 i = 0; i < ARGUMENTS; i++)
        operand_drop(c);
    emit_meet_call(c, cold, '\0');
}
