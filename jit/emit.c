/* emit.c - see emit.h: which template an opcode has. */
#include "jit/emit.h"

static Template *const templates[256] = {
    [OP_nop] = emit_nop,
    [OP_aconst_null] = emit_aconst_null,
    [OP_iconst_m1 ... OP_iconst_5] = emit_iconst,
    [OP_lconst_0 ... OP_lconst_1] = emit_lconst,
    [OP_fconst_0 ... OP_fconst_2] = emit_fconst,
    [OP_dconst_0 ... OP_dconst_1] = emit_dconst,
    [OP_bipush ... OP_sipush] = emit_push,
    [OP_ldc ... OP_ldc2_w] = emit_ldc,
    [OP_iload ... OP_aload_3] = emit_load,
    [OP_iaload ... OP_saload] = emit_array_load,
    [OP_istore ... OP_astore_3] = emit_store,
    [OP_iastore ... OP_dastore] = emit_array_store,
    [OP_aastore] = emit_aastore,
    [OP_bastore ... OP_sastore] = emit_array_store,
    [OP_pop ... OP_swap] = emit_shuffle,
    [OP_iadd ... OP_ladd] = emit_alu,
    [OP_fadd ... OP_dadd] = emit_sse,
    [OP_isub ... OP_lsub] = emit_alu,
    [OP_fsub ... OP_dsub] = emit_sse,
    [OP_imul ... OP_lmul] = emit_mul,
    [OP_fmul ... OP_dmul] = emit_sse,
    [OP_idiv ... OP_ldiv] = emit_div,
    [OP_fdiv ... OP_ddiv] = emit_sse,
    [OP_irem ... OP_lrem] = emit_div,
    [OP_frem ... OP_drem] = emit_frem,
    [OP_ineg ... OP_lneg] = emit_neg,
    [OP_fneg ... OP_dneg] = emit_fneg,
    [OP_ishl ... OP_lushr] = emit_shift,
    [OP_iand ... OP_lxor] = emit_alu,
    [OP_iinc] = emit_iinc,
    [OP_i2l] = emit_i2l,
    [OP_i2f ... OP_i2d] = emit_int_to_float,
    [OP_l2i] = emit_l2i,
    [OP_l2f ... OP_l2d] = emit_int_to_float,
    [OP_f2i ... OP_f2l] = emit_float_to_int,
    [OP_f2d] = emit_float_to_float,
    [OP_d2i ... OP_d2l] = emit_float_to_int,
    [OP_d2f] = emit_float_to_float,
    [OP_i2b ... OP_i2s] = emit_narrow,
    [OP_lcmp] = emit_lcmp,
    [OP_fcmpl ... OP_dcmpg] = emit_fcmp,
    [OP_ifeq ... OP_ifle] = emit_if,
    [OP_if_icmpeq ... OP_if_acmpne] = emit_if_compare,
    [OP_goto] = emit_goto,
    [OP_tableswitch] = emit_tableswitch,
    [OP_lookupswitch] = emit_lookupswitch,
    [OP_ireturn ... OP_return] = emit_return,
    [OP_getstatic] = emit_getstatic,
    [OP_putstatic] = emit_putstatic,
    [OP_getfield] = emit_getfield,
    [OP_putfield] = emit_putfield,
    [OP_invokevirtual ... OP_invokedynamic] = emit_invoke,
    [OP_new] = emit_new,
    [OP_newarray] = emit_newarray,
    [OP_anewarray] = emit_anewarray,
    [OP_arraylength] = emit_arraylength,
    [OP_athrow] = emit_athrow,
    [OP_checkcast] = emit_checkcast,
    [OP_instanceof] = emit_instanceof,
    [OP_monitorenter ... OP_monitorexit] = emit_monitor,
    [OP_multianewarray] = emit_multianewarray,
    [OP_ifnull ... OP_ifnonnull] = emit_if_null,
    [OP_goto_w] = emit_goto,
};

Template *emit_template(u32 op)
{
    return templates[op];
}

CacheEntry *emit_entry(Compilation *c, CacheUse use)
{
    const Method *m = c->frame->method;
    if (c->frame->entries[c->bci])
        return c->frame->entries[c->bci];
    u32 pool_index = bytecode_pool_index(c->frame->code + c->bci);
    for (u32 i = 0; i < m->cache_count; i++)
        if (m->cache[i].pool_index == pool_index && m->cache[i].use == use)
            return &m->cache[i];
    compile_fail(c, "no cache entry");
    return NULL;
}

void emit_link_gate(Compilation *c, const CacheEntry *entry, Stub gate)
{
    x64_mov_ri(&c->x, RSI, low_address(c->frame->method));
    x64_mov_ri(&c->x, RDX, low_address(entry));
    compile_call_gate(c, gate);
}

static void emit_link(Compilation *c, Cold *cold)
{
    cold_save_keeping(c, cold);
    x64_push_imm(&c->x, low_address(cold->pointer));
    compile_call_gate(c, GATE_link);
    cold_restore_keeping(c, cold);
    x64_jmp(&c->x, &cold->back);
}

void emit_test_state(Compilation *c, const CacheEntry *entry, CacheState state)
{
    Cold *cold = cold_new_call(c, emit_link);
    cold->pointer = entry;
    x64_alu_mi(&c->x, ALU_CMP, 1, mem_absolute((u32)(uintptr_t)&entry->state), (i32)state);
    x64_jcc(&c->x, COND_B, &cold->label);
    x64_bind(&c->x, &cold->back);
}

Reg emit_pop_object(Compilation *c)
{
    Reg object = operand_pop(c);
    cold_null_check(c, object);
    return object;
}

Reg emit_hold_object(Compilation *c, u32 under)
{
    Reg object = operand_hold(c, under);
    cold_null_check(c, object);
    return object;
}

void emit_check_null(Compilation *c, u32 under)
{
    if (!operand_class(c, under))
        emit_hold_object(c, under);
}
