/* intrinsic.c - see intrinsic.h: the table, and calls of C functions. */
#include "jit/intrinsic.h"

#include "jit/directive.h"
#include "jit/emit.h"
#include "vm/base/panic.h"
#include "vm/base/state.h"
#include "vm/exec/runtime/library_field.h"
#include "vm/model/loader_data.h"

#include <string.h>

static const Intrinsic rows[] = {
#define INTRINSIC(holder, name, desc, template, detail, needs)                                              \
    {holder, name, desc, intrinsic_##template, (u32)(detail), needs},
#include "jit/intrinsic.def"
#undef INTRINSIC
};

enum { BUCKETS = 1024 };

/* Open addressing by the name: numbers of rows + 1, those of one method in the order of the table. */
SNAPSHOT_STATE(dropped) static struct {
    bool is_off;
    u16 buckets[BUCKETS];
} state;

static u32 hash_of(const char *name)
{
    u32 hash = 2166136261u; /* FNV-1a */
    for (; *name; name++)
        hash = (hash ^ (u8)*name) * 16777619u;
    return (hash ^ hash >> 16) % BUCKETS;
}

void intrinsic_init(bool is_off)
{
    _Static_assert(COUNT_OF(rows) < BUCKETS / 2, "the table stays sparse");
    state.is_off = is_off;
    for (u32 i = 0; i < COUNT_OF(rows); i++) {
        u32 at = hash_of(rows[i].name);
        while (state.buckets[at])
            at = (at + 1) % BUCKETS;
        state.buckets[at] = (u16)(i + 1);
    }
}

void intrinsic_reset(void)
{
    library_field_reset();
    STATE_CLEAR(state);
}

/* The first row of the method that the processor can run; NULL: none. */
static const Intrinsic *find(const Method *m)
{
    for (u32 at = hash_of(m->name->text); state.buckets[at]; at = (at + 1) % BUCKETS) {
        const Intrinsic *row = &rows[state.buckets[at] - 1];
        if (strcmp(row->name, m->name->text) == 0 && strcmp(row->desc, m->desc->text) == 0 &&
            strcmp(row->holder, m->holder->name->text) == 0 && cpu_has(row->needs))
            return row;
    }
    return NULL;
}

const Intrinsic *intrinsic_of(const Method *m)
{
    bool may_be = !state.is_off && m->holder->loader == boot_loader;
    return may_be && !directive_names(DIRECTIVE_DONT_INLINE, m) ? find(m) : NULL;
}

/* NULL: the receiver's class decides, or it is not known yet. */
static const Method *called_method(const CacheEntry *entry)
{
    CacheState s = cache_state(entry);
    return s == CACHE_STATIC || s == CACHE_BOUND ? entry->method : NULL;
}

bool intrinsic_site(Compilation *c, CacheEntry *entry)
{
    const Method *m = called_method(entry);
    const Intrinsic *row = m ? intrinsic_of(m) : NULL;
    if (row)
        row->emit(c, row, entry);
    return row != NULL;
}

/* ---- C functions ---- */

/* Of the call's cells, which are the topmost operands. */
static u32 first_cell(const Compilation *c, const CacheEntry *entry)
{
    return c->frame->depth - entry->arg_slots;
}

/* From their slots, behind `skipped` cells, to where the System V ABI wants them. */
static void load_arguments(Compilation *c, const CacheEntry *entry, u32 skipped)
{
    static const Reg integers[] = {RDI, RSI, RDX, RCX, R8, R9};
    u32 integer = 0, vector = 0;
    for (u32 cell = first_cell(c, entry) + skipped; cell < c->frame->depth; cell++) {
        char letter = c->frame->stack[cell].letter;
        if (c->frame->stack[cell].place == PLACE_HALF)
            continue;
        if (is_float_letter(letter))
            x64_fload(&c->x, size_of_letter(letter), (Xmm)vector++, home_of(c, cell));
        else
            x64_load(&c->x, size_of_letter(letter), integers[integer++], home_of(c, cell));
    }
    ASSERT(integer <= COUNT_OF(integers));
}

void intrinsic_leaf(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    char letter = effect_letter((Type)entry->type);
    if (entry->use != USE_STATIC)
        emit_check_null(c, entry->method->param_count);
    operand_flush_for_leaf(c, entry->arg_slots);
    load_arguments(c, entry, row->detail & INTRINSIC_WITHOUT_RECEIVER ? 1 : 0);
    compile_call_leaf(c, (Stub)(row->detail & INTRINSIC_STUB));
    if (row->detail & INTRINSIC_REFUSES) {
        Cold *cold = emit_cold_call(c, entry);
        x64_test_rr(&c->x, 8, RAX, RAX);
        x64_jcc(&c->x, COND_S, &cold->label);
        c->frame->depth -= entry->arg_slots;
        operand_push_result(c, letter);
        emit_meet_call(c, cold, letter);
        return;
    }
    c->frame->depth -= entry->arg_slots;
    operand_push_result(c, letter);
}
