/* intrinsic_number.c - templates: java.math.BigInteger */
#include "jit/emit.h"
#include "jit/intrinsic.h"
#include "vm/library/wellknown.h"

enum { PRODUCT = 1, Y_COUNT = 2, X_COUNT = 4 /* which from the top */ };

static Mem argument(const Compilation *c, u32 from_top)
{
    return home_of(c, c->frame->depth - from_top);
}

/* A new array takes the place of null: what the interpreter may do instead of the multiplication finds it
 * there, and makes no other. A sum that is no length is the leaf's to refuse. */
static void emit_make_product(Compilation *c, Cold *cold)
{
    Label none = label_new();
    cold_save(c, cold);
    x64_load(&c->x, 4, RDX, argument(c, X_COUNT));
    x64_alu_rm(&c->x, ALU_ADD, 4, RDX, argument(c, Y_COUNT));
    x64_jcc(&c->x, COND_O, &none);
    x64_jcc(&c->x, COND_S, &none);
    x64_mov_ri(&c->x, RSI, (i64)(uintptr_t)wk_primitive_array[T_INT]);
    compile_call_gate(c, GATE_new_array);
    x64_store(&c->x, 8, argument(c, PRODUCT), RAX);
    x64_bind(&c->x, &none);
    cold_restore(c, cold);
    x64_jmp(&c->x, &cold->back);
}

void intrinsic_multiply_to_len(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    operand_flush(c);
    Cold *cold = cold_new_call(c, emit_make_product);
    x64_alu_mi(&c->x, ALU_CMP, 8, argument(c, PRODUCT), 0);
    x64_jcc(&c->x, COND_E, &cold->label);
    x64_bind(&c->x, &cold->back);
    intrinsic_leaf(c, row, entry);
}
