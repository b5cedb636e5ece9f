/* prepare_decode.c - see prepare_parts.h.
 * Bytecode becomes Insns: one for each instruction except nops, two for a conditional branch backwards, which
 * is inverted over a jump. */
#include "classloader/prepare/prepare_parts.h"

#include "classloader/link/resolve.h"
#include "vm/bytecode/attribute.h"
#include "vm/bytecode/effect.h"

/* ---- marks ---- */

static bool mark(Preparation *p, i64 bci, u8 what)
{
    if (bci < 0 || bci >= p->length)
        return false;
    p->marks[bci] |= what;
    return true;
}

static bool mark_targets(Preparation *p, u32 bci)
{
    i64 target;
    for (Targets targets = bytecode_targets(p->code, bci); bytecode_next_target(&targets, &target);)
        if (!mark(p, target, MARK_TARGET))
            return false;
    return true;
}

/* Does the instruction become an inverted branch over a jump? One at the code's end has nothing behind it to
 * go to: control does not come there, and class files before version 50 may have it (JVMS 4.10.2.2). */
static bool is_inverted(const Preparation *p, u32 bci)
{
    enum { BRANCH_BYTES = 3 };
    bool is_last = bci + BRANCH_BYTES == p->length;
    return bytecode_is_conditional(p->code[bci]) &&
           (p->far || (!is_last && bytecode_branch_target(p->code, bci) <= bci));
}

static bool mark_instruction(Preparation *p, u32 bci, u32 length)
{
    p->has_locks |= p->code[bci] == OP_monitorenter;
    if (opcode_info(p->code[bci])->flags & OPF_CALL)
        p->marks[bci + length] |= MARK_RETURN;
    /* An inverted branch jumps to the instruction behind it, and so does the ret of a subroutine behind its
     * jsr. */
    bool marks_next = is_inverted(p, bci) || bytecode_is_jsr(p->code[bci]);
    return (!marks_next || mark(p, (i64)bci + length, MARK_TARGET)) && mark_targets(p, bci);
}

bool prepare_mark(Preparation *p)
{
    u32 instructions = 0, length;
    p->marks[0] |= MARK_TARGET;
    for (u32 bci = 0; bci < p->length; bci += length, instructions++) {
        length = opcode_length(p->code, p->length, bci);
        if (length == 0 || !mark_instruction(p, bci, length))
            return false;
    }
    HandlerRow row;
    for (Handlers it = attribute_handlers(p->m); attribute_next_handler(&it, &row);) {
        if (row.end > p->length || !mark(p, row.start, MARK_BORDER) || !mark(p, row.handler, MARK_TARGET))
            return false;
        p->marks[row.end] |= MARK_BORDER;
    }
    p->capacity = 2 * instructions + 1;
    return true;
}

/* ---- the constant cache ---- */

/* An entry is not shared by calls, which note their receivers in it, nor by instructions that keep more there
 * than the constant. */
static bool is_shared(CacheUse use)
{
    return !(use >= USE_VIRTUAL && use <= USE_DYNAMIC) && use != USE_SWITCH && use != USE_MULTI_ARRAY;
}

u32 prepare_cache_entry(Preparation *p, u32 pool_index, CacheUse use)
{
    u64 key = (u64)pool_index << 8 | use | 0x80; /* 0 would be no key */
    u32 known = is_shared(use) ? (u32)map_get_u64(&p->shared, key) : 0;
    if (known)
        return known - 1;
    if (p->cache_count == p->cache_capacity) {
        CacheEntry *old = p->cache;
        p->cache_capacity = p->cache_capacity * 2 + 8;
        p->cache = ARENA_ARRAY(&p->scratch, CacheEntry, p->cache_capacity);
        for (u32 i = 0; i < p->cache_count; i++)
            p->cache[i] = old[i];
    }
    CacheEntry *entry = &p->cache[p->cache_count];
    entry->pool_index = (u16)pool_index;
    entry->use = (u8)use;
    if (is_shared(use))
        map_put_u64(&p->shared, key, p->cache_count + 1);
    return p->cache_count++;
}

static u32 raw_constant(Preparation *p, u32 pool_index, u64 bits)
{
    u32 index = prepare_cache_entry(p, pool_index, USE_RAW);
    p->cache[index].bits = bits;
    cache_publish(&p->cache[index], CACHE_CONSTANT);
    return index;
}

static u32 call_entry(Preparation *p, u32 bci, u32 pool_index, CacheUse use)
{
    u32 index = prepare_cache_entry(p, pool_index, use);
    CacheEntry *entry = &p->cache[index];
    u32 params;
    Type type;
    u32 slots = sig_arg_slots(pool_member_desc(&p->holder->pool, pool_index), &params, &type);
    entry->arg_slots = (u16)(slots + (use != USE_STATIC && use != USE_DYNAMIC));
    entry->type = (u8)type;
    entry->bci = (u16)bci;
    return index;
}

/* ---- instructions ---- */

static Insn *add(Preparation *p, u32 bci, u32 op)
{
    Insn *insn = &p->insns[p->count++];
    *insn = (Insn){.bci = bci, .op = (u16)op, .parts = 1};
    return insn;
}

static void add_operand(Preparation *p, u32 bci, u32 op, i32 a)
{
    add(p, bci, op)->a = a;
}

static void add_constant(Preparation *p, u32 bci, i32 value)
{
    add_operand(p, bci, value == (i16)value ? OP_push : OP_push_bits, value);
}

static void add_long_constant(Preparation *p, u32 bci, u32 pool_index, i64 value)
{
    if (value == (i16)value)
        add_operand(p, bci, OP_push2, (i32)value);
    else
        add_operand(p, bci, OP_push2_cached, (i32)raw_constant(p, pool_index, (u64)value));
}

static void add_ldc(Preparation *p, u32 bci, u32 pool_index)
{
    const ConstPool *pool = &p->holder->pool;
    u8 tag = pool_tag(pool, pool_index) & CP_TAG_MASK;
    if (tag == CP_INTEGER || tag == CP_FLOAT)
        add_constant(p, bci, pool->entries[pool_index].i);
    else if (tag == CP_LONG || tag == CP_DOUBLE)
        add_long_constant(p, bci, pool_index, pool->entries[pool_index].j);
    else
        add_operand(p, bci, p->code[bci] == OP_ldc2_w ? OP_ldc2_w : OP_ldc,
                    (i32)prepare_cache_entry(p, pool_index, USE_CONSTANT));
}

/* Adds an instruction whose pool index becomes the index of a cache entry. */
static void add_cached(Preparation *p, u32 bci, CacheUse use)
{
    add_operand(p, bci, p->code[bci], (i32)prepare_cache_entry(p, bytecode_pool_index(p->code + bci), use));
}

/* op: one of load, load2, store, store2, iinc, ret */
static void add_local(Preparation *p, u32 bci, u32 op, u32 index, i32 delta)
{
    i32 offset = method_local_offset(p->m, op == OP_load2 || op == OP_store2 ? index + 1 : index);
    bool fits = offset == (i16)offset;
    Insn *insn = add(p, bci, fits ? op : OP_wide);
    insn->wide_op = (u16)op;
    insn->a = offset;
    insn->b = delta;
}

/* Loads and stores, in five types and four short forms each, become one of load, load2, store, store2. */
static u32 local_form(u32 op)
{
    bool is_pair = effect_cells(bytecode_local_letter(op)) == 2;
    if (bytecode_is_load(op))
        return is_pair ? OP_load2 : OP_load;
    if (bytecode_is_store(op))
        return is_pair ? OP_store2 : OP_store;
    return op;
}

static void decode_local(Preparation *p, u32 bci)
{
    const u8 *at = p->code + bci;
    u32 op = bytecode_op(at);
    add_local(p, bci, local_form(op), bytecode_local(at), op == OP_iinc ? bytecode_immediate(at) : 0);
}

/* A backward branch must poll, and of branches only goto_back does. So a backward conditional branch is
 * inverted and jumps over a goto_back. */
static void add_branch(Preparation *p, u32 bci, u32 op, u32 length)
{
    u32 target = (u32)bytecode_branch_target(p->code, bci);
    u32 jump = p->far ? OP_goto_w : target <= bci ? OP_goto_back : OP_goto;
    if (op == OP_goto) {
        add(p, bci, jump)->target = target;
    } else if (op == OP_jsr) {
        add(p, bci, p->far ? OP_jsr_w : OP_jsr)->target = target;
    } else if (is_inverted(p, bci)) {
        add(p, bci, opcode_inverse(op))->target = bci + length;
        add(p, bci, jump)->target = target;
    } else {
        add(p, bci, op)->target = target;
    }
}

static void add_return(Preparation *p, u32 bci, u8 op)
{
    FormReturn form = form_of_return(p->m, op, p->has_locks);
    if (form.narrow != T_VOID && form.looks_for_locks)
        add(p, bci, form_narrow_op(form.narrow));
    add_operand(p, bci, form_return_op(op, form), p->m->arg_slots + 2);
}

/* The offset of a field that needs no linking goes into the code. */
static void add_field(Preparation *p, u32 bci, u8 op, u32 pool_index)
{
    bool is_put = op == OP_putfield;
    Field *f = resolve_known_field(p->holder, pool_index);
    bool direct = f && !(f->access & ACC_STATIC) && f->offset <= 0xFFFF;
    if (is_put && direct)
        direct = !form_is_volatile(f) && form_may_put(f, p->m);
    if (direct)
        add_operand(p, bci,
                    is_put ? form_put_op(OP_putfield_z_at, (Type)f->type)
                           : form_get_op(OP_getfield_b_at, (Type)f->type),
                    (i32)f->offset);
    else
        add_operand(p, bci, op,
                    (i32)prepare_cache_entry(p, pool_index, is_put ? USE_PUTFIELD : USE_GETFIELD));
}

static void add_call(Preparation *p, u32 bci, u8 op, u32 pool_index)
{
    static const u8 uses[] = {USE_VIRTUAL, USE_SPECIAL, USE_STATIC, USE_INTERFACE, USE_DYNAMIC};
    add_operand(p, bci, op, (i32)call_entry(p, bci, pool_index, (CacheUse)uses[op - OP_invokevirtual]));
}

static void add_multi(Preparation *p, u32 bci)
{
    u32 index = prepare_cache_entry(p, bytecode_pool_index(p->code + bci), USE_MULTI_ARRAY);
    p->cache[index].dimensions = p->code[bci + 3];
    add_operand(p, bci, OP_multianewarray, (i32)index);
}

/* Array instructions that move elements unchanged differ by the elements' size only. */
static u32 array_form(u8 op)
{
    switch (op) {
    case OP_iaload:
    case OP_faload: return OP_array_get4;
    case OP_laload:
    case OP_daload: return OP_array_get8;
    case OP_castore:
    case OP_sastore: return OP_array_put2;
    case OP_iastore:
    case OP_fastore: return OP_array_put4;
    case OP_lastore:
    case OP_dastore: return OP_array_put8;
    default: return op;
    }
}

static void decode_operands(Preparation *p, u32 bci, u32 length)
{
    const u8 *at = p->code + bci;
    switch (*at) {
    case OP_bipush:
    case OP_sipush: add_constant(p, bci, bytecode_immediate(at)); break;
    case OP_ldc:
    case OP_ldc_w:
    case OP_ldc2_w: add_ldc(p, bci, bytecode_pool_index(at)); break;
    case OP_goto:
    case OP_goto_w: add_branch(p, bci, OP_goto, length); break;
    case OP_jsr:
    case OP_jsr_w: add_branch(p, bci, OP_jsr, length); break;
    case OP_tableswitch:
    case OP_lookupswitch: add_operand(p, bci, *at, (i32)prepare_cache_entry(p, 0, USE_SWITCH)); break;
    case OP_getfield:
    case OP_putfield: add_field(p, bci, *at, bytecode_pool_index(at)); break;
    case OP_getstatic:
    case OP_putstatic:
        add_cached(p, bci, *at == OP_getstatic ? USE_GETSTATIC : USE_PUTSTATIC);
        break;
    case OP_anewarray: add_cached(p, bci, USE_ARRAY_CLASS); break;
    case OP_new: add_cached(p, bci, USE_NEW); break;
    case OP_checkcast:
    case OP_instanceof: add_cached(p, bci, USE_CLASS); break;
    case OP_newarray: add_operand(p, bci, *at, at[1]); break;
    case OP_multianewarray: add_multi(p, bci); break;
    default:
        if (*at >= OP_invokevirtual && *at <= OP_invokedynamic)
            add_call(p, bci, *at, bytecode_pool_index(at));
        else
            add_branch(p, bci, *at, length);
    }
}

static void decode_simple(Preparation *p, u32 bci, u8 op)
{
    if (op == OP_nop) {
        /* A nop is kept where control arrives, since an instruction must begin there, and at the end of the
         * code. */
        if (p->marks[bci] || bci + 1 == p->length || p->plain)
            add(p, bci, OP_nop);
    } else if (op == OP_aconst_null) {
        add_constant(p, bci, 0);
    } else if (op <= OP_iconst_5) {
        add_constant(p, bci, op - OP_iconst_0);
    } else if (op <= OP_lconst_1) {
        add_long_constant(p, bci, 0, op - OP_lconst_0);
    } else if (op <= OP_fconst_2) {
        static const i32 bits[] = {0, 0x3F800000, 0x40000000};
        add_constant(p, bci, bits[op - OP_fconst_0]);
    } else if (op <= OP_dconst_1) {
        add_long_constant(p, bci, 0, op == OP_dconst_0 ? 0 : 0x3FF0000000000000);
    } else if (op >= OP_ireturn && op <= OP_return) {
        add_return(p, bci, op);
    } else {
        add(p, bci, array_form(op));
    }
}

/* Does control arrive within the instruction? That happens only in code that nobody verified. */
static bool is_entered_within(const Preparation *p, u32 bci, u32 length)
{
    for (u32 i = 1; i < length; i++)
        if (p->marks[bci + i] & MARK_TARGET)
            return true;
    return false;
}

bool prepare_decode(Preparation *p)
{
    p->insns = ARENA_ARRAY(&p->scratch, Insn, p->capacity);
    u32 filled = 0, length;
    for (u32 bci = 0; bci < p->length; bci += length) {
        length = opcode_length(p->code, p->length, bci);
        if (is_entered_within(p, bci, length))
            return false;
        for (; filled <= bci; filled++)
            p->first[filled] = p->count;
        if (bytecode_names_local(bytecode_op(p->code + bci)))
            decode_local(p, bci);
        else if (length == 1)
            decode_simple(p, bci, p->code[bci]);
        else
            decode_operands(p, bci, length);
    }
    for (; filled <= p->length; filled++)
        p->first[filled] = p->count;
    /* There must be code, and cache indices have 16 bits. */
    return p->count > 0 && p->cache_count <= 0xFFFF;
}
