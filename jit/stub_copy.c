/* stub_copy.c - see stub_copy.h.
 * Texts are put together of pieces of a few bytes, for which the way into C takes longer than the copy. All
 * bytes are read before the first is written, since the places may overlap. */
#include "jit/stub_copy.h"

#include "vm/model/class.h"
#include "vm/model/object.h"

enum { MOST_BYTES = 16 };

/* Both are arrays of bytes. */
static void check_classes(X64 *x, Label *slow)
{
    x64_test_rr(x, 8, RDI, RDI);
    x64_jcc(x, COND_E, slow);
    x64_test_rr(x, 8, RDX, RDX);
    x64_jcc(x, COND_E, slow);
    x64_load(x, 4, RAX, mem(RDI, (i32)offsetof(Object, class_ref)));
    x64_alu_rm(x, ALU_CMP, 4, RAX, mem(RDX, (i32)offsetof(Object, class_ref)));
    x64_jcc(x, COND_NE, slow);
    x64_alu_mi(x, ALU_CMP, 1, mem(RAX, (i32)offsetof(Class, kind)), CLASS_PRIM_ARRAY);
    x64_jcc(x, COND_NE, slow);
    x64_alu_mi(x, ALU_CMP, 1, mem(RAX, (i32)offsetof(Class, element_type)), T_BYTE);
    x64_jcc(x, COND_NE, slow);
}

/* The r8d elements from the index on are there. As numbers without a sign, negative ones are too large. */
static void check_range(X64 *x, Reg array, Reg index, Label *slow)
{
    x64_load(x, 4, R10, mem(array, ARRAY_LENGTH_OFFSET));
    x64_alu_rr(x, ALU_SUB, 4, R10, R8);
    x64_jcc(x, COND_B, slow);
    x64_alu_rr(x, ALU_CMP, 4, index, R10);
    x64_jcc(x, COND_A, slow);
}

static void done(X64 *x)
{
    x64_alu_rr(x, ALU_XOR, 4, RAX, RAX);
    x64_ret(x);
}

/* From `size` to twice as many: two pieces that overlap. */
static void copy_two(X64 *x, u32 size)
{
    x64_load(x, size, RAX, mem(RDI, 0));
    x64_load(x, size, R10, mem_indexed(RDI, R8, 1, -(i32)size));
    x64_store(x, size, mem(RDX, 0), RAX);
    x64_store(x, size, mem_indexed(RDX, R8, 1, -(i32)size), R10);
    done(x);
}

/* One to three: the first, the last and the one in the middle. */
static void copy_few(X64 *x)
{
    x64_mov_rr(x, 4, R11, R8);
    x64_shift_imm(x, SHIFT_SHR, 4, R11, 1);
    x64_load_zero(x, 1, RAX, mem(RDI, 0));
    x64_load_zero(x, 1, RSI, mem_indexed(RDI, R11, 1, 0));
    x64_load_zero(x, 1, R10, mem_indexed(RDI, R8, 1, -1));
    x64_store(x, 1, mem(RDX, 0), RAX);
    x64_store(x, 1, mem_indexed(RDX, R11, 1, 0), RSI);
    x64_store(x, 1, mem_indexed(RDX, R8, 1, -1), R10);
    done(x);
}

void stub_copy_bytes(X64 *x, Label *slow)
{
    Label four = label_new(), few = label_new(), none = label_new();
    check_classes(x, slow);
    x64_alu_ri(x, ALU_CMP, 4, R8, MOST_BYTES);
    x64_jcc(x, COND_A, slow);
    check_range(x, RDI, RSI, slow);
    check_range(x, RDX, RCX, slow);
    x64_lea(x, 8, RDI, mem_indexed(RDI, RSI, 1, ARRAY_DATA_OFFSET));
    x64_lea(x, 8, RDX, mem_indexed(RDX, RCX, 1, ARRAY_DATA_OFFSET));
    x64_alu_ri(x, ALU_CMP, 4, R8, 4);
    x64_jcc(x, COND_B, &few);
    x64_alu_ri(x, ALU_CMP, 4, R8, 8);
    x64_jcc(x, COND_B, &four);
    copy_two(x, 8);
    x64_bind(x, &four);
    copy_two(x, 4);
    x64_bind(x, &few);
    x64_test_rr(x, 4, R8, R8);
    x64_jcc(x, COND_E, &none);
    copy_few(x);
    x64_bind(x, &none);
    done(x);
}
