/* emit_const.c - templates: constants and what ldc loads */
#include "jit/emit.h"

#include "vm/model/pool.h"

void emit_nop(Compilation *c, u32 op)
{
    (void)c;
    (void)op;
}

void emit_aconst_null(Compilation *c, u32 op)
{
    (void)op;
    operand_push_constant(c, 'A', 0);
}

void emit_iconst(Compilation *c, u32 op)
{
    operand_push_constant(c, 'I', (i32)op - OP_iconst_0);
}

void emit_lconst(Compilation *c, u32 op)
{
    operand_push_constant(c, 'J', op - OP_lconst_0);
}

void emit_fconst(Compilation *c, u32 op)
{
    Value value = {0};
    value.f = (float)(op - OP_fconst_0);
    operand_push_constant(c, 'F', (i64)value.raw);
}

void emit_dconst(Compilation *c, u32 op)
{
    operand_push_constant(c, 'D', (i64)(Value){.d = op - OP_dconst_0}.raw);
}

void emit_push(Compilation *c, u32 op)
{
    (void)op;
    operand_push_constant(c, 'I', bytecode_immediate(c->frame->code + c->bci));
}

/* ---- ldc ---- */

static void emit_link_constant(Compilation *c, Cold *cold)
{
    cold_save(c, cold);
    x64_mov_ri(&c->x, RSI, low_address(c->frame->method));
    x64_mov_ri(&c->x, RDX, low_address(cold->pointer));
    compile_call_gate(c, GATE_link_constant);
    cold_restore(c, cold);
    x64_jmp(&c->x, &cold->back);
}

/* A constant that the instruction resolves when it first runs. */
static void push_unresolved(Compilation *c, char letter, CacheEntry *entry)
{
    emit_test_state(c, entry, CACHE_CONSTANT, emit_link_constant);
    Mem from = mem_absolute((u32)(uintptr_t)&entry->bits);
    if (is_float_letter(letter)) {
        Xmm xmm = operand_new_xmm(c);
        x64_fload(&c->x, size_of_letter(letter), xmm, from);
        operand_push_xmm(c, letter, xmm);
        return;
    }
    Reg reg = operand_new_register(c);
    x64_load(&c->x, size_of_letter(letter), reg, from);
    operand_push_register(c, letter, reg);
}

void emit_ldc(Compilation *c, u32 op)
{
    (void)op;
    const ConstPool *pool = &c->frame->method->holder->pool;
    u32 index = bytecode_pool_index(c->frame->code + c->bci);
    switch (pool_tag(pool, index) & CP_TAG_MASK) {
    case CP_INTEGER: operand_push_constant(c, 'I', pool->entries[index].i); return;
    case CP_FLOAT: operand_push_constant(c, 'F', (u32)pool->entries[index].i); return;
    case CP_LONG: operand_push_constant(c, 'J', pool->entries[index].j); return;
    case CP_DOUBLE: operand_push_constant(c, 'D', pool->entries[index].j); return;
    default: break;
    }
    CacheEntry *entry = emit_entry(c, USE_CONSTANT);
    char letter = effect_of(pool, c->frame->code + c->bci).pushed;
    if (!entry)
        return;
    if (cache_state(entry) == CACHE_CONSTANT)
        operand_push_constant(c, letter, (i64)entry->bits);
    else
        push_unresolved(c, letter, entry);
}
