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
    if (cache_state(entry) == CACHE_CONSTANT) {
        operand_push_constant(c, letter, (i64)entry->bits);
    } else { /* the instruction resolves it when it first runs */
        emit_test_state(c, entry, CACHE_CONSTANT);
        operand_push_loaded(c, letter, mem_absolute((u32)(uintptr_t)&entry->bits));
    }
}
