/* prepare.c - see prepare.h.
 * The order of work: mark, decode, fuse, lay out (anew with far branches if need be), write, publish. */
#include "classloader/prepare/prepare.h"

#include "classloader/link/resolve.h"
#include "classloader/load/loader.h"
#include "classloader/prepare/positions.h"
#include "classloader/prepare/prepare_parts.h"
#include "vm/base/panic.h"
#include "vm/base/region.h"
#include "vm/base/state.h"
#include "vm/bytecode/bytecode.h"
#include "vm/model/doors.h"
#include "vm/model/throw.h"

#include <string.h>

SNAPSHOT_STATE(rebuilt) bool prepare_plain;

/* ---- layout ---- */

static i32 distance_to(const Preparation *p, const Insn *insn, u32 bci)
{
    return (i32)(p->insns[p->first[bci]].unit - insn->unit);
}

/* Has the instruction a branch of 16 bits? Of a fused form, only the last part can branch. */
static bool has_short_branch(const Insn *insn, u32 *ret_target)
{
    *ret_target = insn[insn->parts - 1].target;
    return strcmp(opcode_format(opcode_info(insn->op)->parts[insn->parts - 1]), "b") == 0;
}

/* Gives every instruction its unit, and counts units and instructions. False: a branch is too long for 16
 * bits. */
static bool lay_out(Preparation *p, u32 *ret_units, u32 *ret_rows)
{
    u32 unit = 0, count = 0;
    for (u32 i = 0; i < p->count; i += p->insns[i].parts, count++) {
        p->insns[i].unit = unit;
        unit += opcode_units(p->insns[i].op);
    }
    *ret_units = unit;
    *ret_rows = count;
    if (unit <= INT16_MAX)
        return true;
    for (u32 i = 0; i < p->count; i += p->insns[i].parts) {
        u32 target;
        if (!has_short_branch(&p->insns[i], &target))
            continue;
        i32 distance = distance_to(p, &p->insns[i], target);
        if (distance != (i16)distance)
            return false;
    }
    return true;
}

/* ---- writing ---- */

static u16 *write_wide(u16 *at, i32 value)
{
    at[0] = (u16)value;
    at[1] = (u16)((u32)value >> 16);
    return at + 2;
}

/* start: the prepared instruction from which branch distances count. */
static u16 *write_operands(const Preparation *p, const Insn *start, const Insn *part, u32 op, u16 *at)
{
    i32 operands[] = {part->a, part->b};
    u32 next = 0;
    for (const char *letter = opcode_format(op); *letter; letter++)
        switch (*letter) {
        case 'b': *at++ = (u16)distance_to(p, start, part->target); break;
        case 'B': at = write_wide(at, distance_to(p, start, part->target)); break;
        case 'I': at = write_wide(at, operands[next++]); break;
        case 'w':
            *at++ = part->wide_op;
            at = write_wide(at, part->a);
            *at++ = (u16)part->b;
            break;
        default: *at++ = (u16)operands[next++]; break;
        }
    return at;
}

static void write_insn(const Preparation *p, const Insn *insn, u16 *at)
{
    const OpcodeInfo *info = opcode_info(insn->op);
    *at++ = insn->op;
    for (u32 i = 0; i < insn->parts; i++)
        at = write_operands(p, insn, insn + i, info->parts[i], at);
}

static PositionRow position_row(const Insn *insn)
{
    const OpcodeInfo *info = opcode_info(insn->op);
    u32 throw_bci = insn[insn->parts - 1].bci;
    for (u32 i = 0; i < insn->parts; i++)
        if (opcode_info(info->parts[i])->flags & OPF_THROW)
            throw_bci = insn[i].bci;
    return (PositionRow){(u16)insn->unit, (u16)insn->bci, (u8)(insn->unit >> 16),
                         (u8)(throw_bci - insn->bci)};
}

static SwitchTable *write_switch(Preparation *p, const Insn *insn)
{
    Switch s = bytecode_switch(p->code, insn->bci);
    u32 count = (u32)s.count, words = insn->op == OP_tableswitch ? count : 2 * count;
    SwitchTable *table = loader_alloc(p->t, p->holder->loader, sizeof(SwitchTable) + words * sizeof(i32));
    if (!table)
        return NULL;
    table->low = s.low;
    table->count = count;
    table->fallback = distance_to(p, insn, (u32)bytecode_switch_default(&s));
    i32 *word = table->rows;
    for (u32 row = 0; row < count; row++) {
        if (insn->op == OP_lookupswitch)
            *word++ = bytecode_switch_key(&s, row);
        *word++ = distance_to(p, insn, (u32)bytecode_switch_target(&s, row));
    }
    return table;
}

static bool write_switches(Preparation *p)
{
    for (u32 i = 0; i < p->count; i += p->insns[i].parts) {
        const Insn *insn = &p->insns[i];
        if (insn->op != OP_tableswitch && insn->op != OP_lookupswitch)
            continue;
        SwitchTable *table = write_switch(p, insn);
        if (!table)
            return false;
        p->cache[insn->a].bits = (u64)(uintptr_t)table;
        cache_publish(&p->cache[insn->a], CACHE_SWITCH);
    }
    return true;
}

static void write_rows(const Preparation *p, u16 *code, PositionTable *positions)
{
    for (u32 i = 0; i < p->count; i += p->insns[i].parts) {
        const Insn *insn = &p->insns[i];
        write_insn(p, insn, code + insn->unit);
        positions->rows[positions->count++] = position_row(insn);
    }
}

typedef struct PreparedCode {
    u16 *code;
    CacheEntry *cache;
    PositionTable *positions;
    MethodCounts *counts;
} PreparedCode;

static bool write_code(Preparation *p, u32 units, u32 rows, PreparedCode *ret_code)
{
    LoaderData *loader = p->holder->loader;
    ret_code->positions = loader_alloc(p->t, loader, sizeof(PositionTable) + rows * sizeof(PositionRow));
    ret_code->cache = p->cache_count ? loader_alloc(p->t, loader, p->cache_count * sizeof(CacheEntry)) : NULL;
    ret_code->code = loader_alloc(p->t, loader, units * sizeof(u16));
    ret_code->counts = loader_alloc_counts(p->t, loader);
    if (!ret_code->positions || (p->cache_count && !ret_code->cache) || !ret_code->code || !ret_code->counts)
        return false;
    if (!write_switches(p))
        return false;
    write_rows(p, ret_code->code, ret_code->positions);
    if (p->cache_count)
        memcpy(ret_code->cache, p->cache, p->cache_count * sizeof(CacheEntry));
    return true;
}

/* ---- entries ---- */

/* A getter is aload_0, getfield and a return of the field's own type, of the receiver, which the call has
 * found not to be null. Its entry reads the field without a frame; cache entry 0 says which. */
static bool prepare_getter(Preparation *p)
{
    const u8 *code = p->code;
    if (p->length != 5 || code[0] != OP_aload_0 || code[1] != OP_getfield || code[4] < OP_ireturn ||
        code[4] > OP_areturn || method_is_static(p->m) || p->m->arg_slots != 1)
        return false;
    u32 pool_index = bytecode_pool_index(code + 1);
    Field *f = resolve_known_field(p->holder, pool_index);
    if (!f || (f->access & ACC_STATIC) ||
        (type_is_ref((Type)f->type) ? T_OBJECT : f->type) !=
            (type_is_ref((Type)p->m->return_type) ? T_OBJECT : p->m->return_type))
        return false;
    u32 index = prepare_cache_entry(p, pool_index, USE_GETFIELD); /* this may move p->cache */
    CacheEntry *entry = &p->cache[index];
    entry->field = f;
    entry->offset = f->offset;
    entry->type = f->type;
    cache_publish(entry, CACHE_FIELD);
    return true;
}

static Entry entry_of(const Preparation *p, bool is_getter)
{
    const Method *m = p->m;
    if (m->access & ACC_SYNCHRONIZED)
        return ENTRY_BYTECODE_SYNC;
    if (is_getter)
        return ENTRY_GETTER;
    bool does_nothing = !form_of_return(m, OP_return, p->has_locks).registers;
    bool is_empty = p->length == 1 && p->code[0] == OP_return && does_nothing;
    return is_empty && !p->plain ? ENTRY_EMPTY : ENTRY_BYTECODE;
}

static void publish(Preparation *p, const PreparedCode *prepared, u32 units, bool is_getter)
{
    Method *m = p->m;
    m->cache = prepared->cache;
    m->cache_count = p->cache_count;
    m->positions = prepared->positions;
    m->counts = region_ref(prepared->counts);
    m->code_units = units;
    m->frame_slots = 3 + (u32)m->max_locals - m->arg_slots;
    m->code_flags = p->has_locks ? CODE_LOCKS : 0;
    m->code = prepared->code;
    method_set_entry(m, entry_of(p, is_getter));
}

/* ---- the whole ---- */

/* Marks, decodes and fuses. False: the code does not decode. */
static bool decode(Preparation *p, bool *ret_is_getter)
{
    p->marks = ARENA_ARRAY(&p->scratch, u8, p->length + 1);
    p->first = ARENA_ARRAY(&p->scratch, u32, p->length + 1);
    map_init(&p->shared, &p->scratch);
    if (!prepare_mark(p))
        return false;
    *ret_is_getter = !p->plain && prepare_getter(p);
    if (!prepare_decode(p))
        return false;
    if (!p->plain)
        prepare_fuse(p);
    return true;
}

/* One attempt; *ret_far asks for another with far branches. */
static bool prepare_with(Preparation *p, bool *ret_far)
{
    bool is_getter;
    u32 units, rows;
    PreparedCode prepared;
    if (!decode(p, &is_getter)) {
        THROW(p->t, VerifyError, "(class: %s, method: %s signature: %s) Bad instruction",
              p->holder->name->text, p->m->name->text, p->m->desc->text);
        return false;
    }
    *ret_far = !lay_out(p, &units, &rows);
    if (*ret_far || !write_code(p, units, rows, &prepared))
        return false;
    publish(p, &prepared, units, is_getter);
    return true;
}

static Preparation begin(Thread *t, Method *m, bool plain, bool far)
{
    Preparation p = {.t = t,
                     .m = m,
                     .holder = m->holder,
                     .code = method_bytecode(m),
                     .length = m->bytecode_length,
                     .plain = plain,
                     .has_locks = (m->access & ACC_SYNCHRONIZED) != 0,
                     .far = far};
    arena_init_scratch(&p.scratch);
    return p;
}

static bool prepare_locked(Thread *t, Method *m)
{
    bool far = false, again, done;
    do {
        Preparation p = begin(t, m, prepare_plain, far);
        again = false;
        done = prepare_with(&p, &again);
        arena_free(&p.scratch);
        far = again;
    } while (again);
    return done;
}

/* ---- for people ---- */

static bool list_with(Preparation *p, Arena *scratch, PrepareListing *ret, bool *ret_far)
{
    bool is_getter;
    u32 rows;
    if (!decode(p, &is_getter))
        return false;
    *ret_far = !lay_out(p, &ret->units, &rows);
    if (*ret_far)
        return false;
    ret->code = ARENA_ARRAY(scratch, u16, ret->units);
    ret->positions = arena_alloc(scratch, sizeof(PositionTable) + rows * sizeof(PositionRow));
    write_rows(p, ret->code, ret->positions);
    return true;
}

bool prepare_listing(Thread *t, Method *m, Arena *scratch, PrepareListing *ret)
{
    bool far = false, again, done;
    loader_lock(t, m->holder->loader);
    do {
        Preparation p = begin(t, m, false, far);
        again = false;
        done = list_with(&p, scratch, ret, &again);
        arena_free(&p.scratch);
        far = again;
    } while (again);
    loader_unlock(t, m->holder->loader);
    return done;
}

bool prepare_method(Thread *t, Method *m)
{
    if (method_is_native(m))
        return true;
    LoaderData *loader = m->holder->loader;
    bool done = true;
    loader_lock(t, loader);
    if (__atomic_load_n(&m->entry, __ATOMIC_ACQUIRE) == ENTRY_UNPREPARED) {
        if (method_is_abstract(m))
            method_set_entry(m, ENTRY_ABSTRACT);
        else if (!native_bind_candidate(m))
            done = prepare_locked(t, m);
    }
    loader_unlock(t, loader);
    return done;
}
