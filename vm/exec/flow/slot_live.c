/* slot_live.c - see slot_live.h.
 * Passes over the code from its end until nothing changes: one for code without
 * loops, else as many as loops are nested, and one more. */
#include "vm/exec/flow/slot_live.h"

#include "vm/bytecode/attribute.h"
#include "vm/bytecode/bytecode.h"

#include <string.h>

enum { MAX_WORDS = 8 };

static u64 *live_at(const SlotLive *s, u32 bci)
{
    return s->live + (size_t)bci * s->words;
}

/* False: the code cannot be decoded, or has a subroutine. */
static bool find_starts(SlotLive *s)
{
    u32 length, code_length = s->method->bytecode_length;
    s->starts = ARENA_ARRAY(&s->arena, u32, code_length);
    for (u32 bci = 0; bci < code_length; bci += length) {
        length = opcode_length(s->code, code_length, bci);
        if (length == 0 || bytecode_is_jsr(s->code[bci]))
            return false;
        s->starts[s->count++] = bci;
    }
    return true;
}

/* What is live at bci is live behind the other instruction. A pass comes to what lies before it later. */
static void join_live(SlotLive *s, u32 from_bci, i64 bci)
{
    if (bci < 0 || bci >= s->method->bytecode_length)
        return;
    s->goes_back |= bci <= from_bci;
    const u64 *from = live_at(s, (u32)bci);
    for (u32 i = 0; i < s->words; i++)
        s->current[i] |= from[i];
}

/* What a handler reads is live at each instruction in its range, even before a store of that instruction,
 * since the exception may be raised before it. */
static void join_handlers(SlotLive *s, u32 bci)
{
    HandlerRow row;
    for (Handlers it = attribute_handlers(s->method); attribute_next_handler(&it, &row);)
        if (attribute_covers(&row, bci))
            join_live(s, bci, row.handler);
}

static void write_local(SlotLive *s, u32 local)
{
    if (local < s->method->max_locals)
        s->current[local / 64] &= ~((u64)1 << local % 64);
}

static void read_local(SlotLive *s, u32 local)
{
    if (local < s->method->max_locals)
        s->current[local / 64] |= (u64)1 << local % 64;
}

/* The second cell of a long or double is left out, because only references matter. */
static void apply(SlotLive *s, const u8 *at)
{
    u32 op = bytecode_op(at);
    if (bytecode_is_store(op))
        write_local(s, bytecode_local(at));
    else if (bytecode_names_local(op))
        read_local(s, bytecode_local(at));
}

static void join_successors(SlotLive *s, u32 bci, u32 length)
{
    i64 next;
    for (Successors it = bytecode_successors(s->code, bci, length); bytecode_next_successor(&it, &next);)
        join_live(s, bci, next);
}

static void run_pass(SlotLive *s)
{
    size_t bytes = s->words * sizeof(u64);
    for (u32 i = s->count; i-- > 0;) {
        u32 bci = s->starts[i], next = i + 1 < s->count ? s->starts[i + 1] : s->method->bytecode_length;
        memset(s->current, 0, bytes);
        join_successors(s, bci, next - bci);
        apply(s, s->code + bci);
        join_handlers(s, bci);
        u64 *live = live_at(s, bci);
        if (memcmp(live, s->current, bytes) != 0) {
            memcpy(live, s->current, bytes);
            s->changed = true;
        }
    }
}

void slot_live_begin(SlotLive *s, const Method *method)
{
    u32 words = (method->max_locals + 63u) / 64;
    *s = (SlotLive){.method = method, .code = method_bytecode(method), .words = words};
    arena_init_scratch(&s->arena);
    if (s->words == 0 || s->words > MAX_WORDS || !find_starts(s))
        return;
    s->live = ARENA_ARRAY(&s->arena, u64, (size_t)method->bytecode_length * s->words);
    s->current = ARENA_ARRAY(&s->arena, u64, s->words);
    do {
        s->changed = false;
        run_pass(s);
    } while (s->changed && s->goes_back);
}

void slot_live_end(SlotLive *s)
{
    arena_free(&s->arena);
}
