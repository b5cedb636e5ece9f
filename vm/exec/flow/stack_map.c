/* stack_map.c - see stack_map.h.
 * A map has two bits for each local and operand of a method at one position: is it a live reference, is it a
 * dead one? It is made when a collection first meets the position. Dead references are overwritten, so
 * whoever looks at locals from outside finds null or an object that was never collected. */
#include "vm/exec/flow/stack_map.h"

#include "classloader/load/loader.h"
#include "classloader/prepare/positions.h"
#include "vm/base/map.h"
#include "vm/base/panic.h"
#include "vm/base/state.h"
#include "vm/base/vec.h"
#include "vm/exec/flow/slot_live.h"
#include "vm/exec/flow/slot_types.h"
#include "vm/library/wellknown.h"
#include "vm/model/loader_data.h"

#include <string.h>

enum { CELLS_PER_WORD = 64, MAX_WORDS = 1024 * 1024 /* of all maps: beyond that they are made anew */ };

/* The head of a map, one word. The bits of live cells follow it, then the bits of dead ones; in each, locals
 * come first and then operands from the bottom up. */
typedef struct StackMap {
    u32 method; /* region_ref */
    u32 cells;  /* 0 and not exact: nothing is known */
} StackMap;

_Static_assert(sizeof(StackMap) == sizeof(u64), "a map's head is one word");

SNAPSHOT_STATE(dropped) static struct {
    Map maps; /* place in code -> index of the head in words + 1 */
    VEC(u64) words;
    u64 inexact_frames;
} kept;
SNAPSHOT_STATE(rebuilt) static bool keeps_dead;

void stack_map_forget(void)
{
    map_free(&kept.maps);
    kept.words.count = 0;
}

void stack_map_reset(void)
{
    map_free(&kept.maps);
    vec_free(&kept.words);
    STATE_CLEAR(kept);
    keeps_dead = false;
}

void stack_map_keep_dead(bool keep)
{
    keeps_dead = keep;
}

typedef struct StackVisit {
    void (*visit)(void *start, void *end, bool exact, void *context);
    void *context;
    bool keeps_dead;
    Slot *lowest; /* the frame's lowest own slot; what is below belongs to younger frames, or to nobody */
} StackVisit;

u64 stack_inexact_frames(void)
{
    return kept.inexact_frames;
}

/* ---- making a map ---- */

static u32 words_for(u32 cells)
{
    return (cells + CELLS_PER_WORD - 1) / CELLS_PER_WORD;
}

static void set_bits(const Method *m, const SlotState *state, u32 bci, u64 *bits)
{
    SlotLive live;
    u32 cells = m->max_locals + state->depth;
    slot_live_begin(&live, m);
    for (u32 i = 0; i < cells; i++) {
        bool is_dead = i < m->max_locals && !slot_live_has(&live, bci, i);
        if (state->types[i] == SLOT_REF)
            bits[(is_dead ? words_for(cells) : 0) + i / CELLS_PER_WORD] |= (u64)1 << i % CELLS_PER_WORD;
    }
    slot_live_end(&live);
}

/* The instruction before which the frame's slots are as the map says; of a fused form that is its first
 * part. */
static u32 state_bci(const FrameWalk *frame)
{
    u32 bci = walk_bci(frame);
    if (frame->kind == CODE_INTERPRETED)
        positions_begins(frame->method, frame->pc, &bci);
    return bci;
}

/* What a map is kept by: the position in prepared code, or what machine code says of a method at a place. */
static u64 place_key(const FrameWalk *frame)
{
    return frame->kind == CODE_COMPILED ? (u64)(uintptr_t)&frame->point->places[frame->inner]
                                        : (u64)(uintptr_t)frame->pc;
}

static u32 add_map(const FrameWalk *frame)
{
    const Method *m = frame->method;
    u32 bci = state_bci(frame), head = kept.words.count;
    SlotTypes types;
    slot_types_begin(&types, m);
    const SlotState *state = &types.states[bci];
    bool known = !types.failed && !types.has_subroutine && state->types;
    ASSERT(known || types.has_subroutine);
    StackMap map = {(u32)(uintptr_t)m, known ? m->max_locals + state->depth : 0};
    vec_push(&kept.words, 0);
    memcpy(&kept.words.items[head], &map, sizeof map);
    for (u32 i = 0; i < 2 * words_for(map.cells); i++)
        vec_push(&kept.words, 0);
    if (known)
        set_bits(m, state, bci, &kept.words.items[head + 1]);
    slot_types_end(&types);
    map_put_u64(&kept.maps, place_key(frame), head + 1);
    return head;
}

static u32 find_map(const FrameWalk *frame)
{
    u32 found = (u32)map_get_u64(&kept.maps, place_key(frame));
    return found ? found - 1 : add_map(frame);
}

static StackMap read_head(u32 head)
{
    StackMap map;
    memcpy(&map, &kept.words.items[head], sizeof map);
    return map;
}

/* ---- frames ---- */

static void visit_slot(const StackVisit *v, Slot *slot)
{
    if (slot >= v->lowest)
        v->visit(slot, slot + 1, true, v->context);
}

/* The class of a running method must not be unloaded. */
static void visit_holder(const StackVisit *v, Method *m)
{
    Object **mirror = &m->holder->mirror;
    if (m->holder->loader != boot_loader)
        v->visit(mirror, mirror + 1, true, v->context);
}

static Slot *slot_of_cell(Slot *fp, const Method *m, u32 cell)
{
    return cell < m->max_locals ? fp + method_local_offset(m, cell)
                                : fp - m->frame_slots - 1 - (cell - m->max_locals);
}

static void visit_inexactly(const StackVisit *v, const FrameWalk *frame)
{
    Slot *record = walk_low(frame), *arguments = frame->fp + FRAME_RECORD_ABOVE;
    kept.inexact_frames++;
    if (v->lowest < record)
        v->visit(v->lowest, record, false, v->context);
    v->visit(arguments, walk_high(frame), false, v->context);
}

/* Where linkTo* has dropped its last argument the return address is, until the callee has a frame. */
static bool is_return_address(const FrameWalk *frame, const Slot *slot)
{
    return frame->kind == CODE_COMPILED && *slot == (Slot)(uintptr_t)frame->pc;
}

static void visit_exactly(const StackVisit *v, const FrameWalk *frame)
{
    const Method *m = frame->method;
    u32 head = find_map(frame);
    StackMap map = read_head(head);
    if (map.cells == 0 && m->max_locals + m->max_stack > 0) {
        visit_inexactly(v, frame);
        return;
    }
    bool keeps = v->keeps_dead || m->holder == WK(AccessController);
    u32 count = words_for(map.cells);
    for (u32 i = 0; i < 2 * count; i++)
        for (u64 bits = kept.words.items[head + 1 + i]; bits; bits &= bits - 1) {
            u32 cell = i % count * CELLS_PER_WORD + (u32)__builtin_ctzll(bits);
            Slot *slot = slot_of_cell(walk_frame_pointer(frame), m, cell);
            if (slot < v->lowest || is_return_address(frame, slot))
                continue;
            if (i < count || keeps)
                visit_slot(v, slot);
            else
                *slot = 0;
        }
}

/* Dead locals are kept for a trace, which prints all locals, and for an extended StackWalker, which shows
 * them. (visit_exactly also keeps those of AccessController.executePrivileged, some of which the VM itself
 * reads.) */
static bool keeps_dead_locals(void)
{
    const Class *c = loader_find_loaded(boot_loader, SYM(java_lang_LiveStackFrame));
    return keeps_dead || (c && class_state(c) > CLASS_LINKED);
}

/* Arguments that start at `at` and go down, by the method's descriptor. */
static void visit_arguments(const StackVisit *v, Slot *at, const Method *m)
{
    if (!method_is_static(m))
        visit_slot(v, at--);
    for (SigIter it = sig_begin(m->desc); sig_next(&it); at -= type_slots(it.type))
        if (type_is_ref(it.type))
            visit_slot(v, at);
}

/* In a call from C the arguments are this frame's until the callee has a frame of its own. */
static void visit_entry_frame(const StackVisit *v, const FrameWalk *frame)
{
    Method *callee = walk_callee(frame);
    if (!callee || v->lowest >= walk_low(frame))
        return;
    visit_holder(v, callee);
    visit_arguments(v, walk_low(frame) - 1, callee);
}

/* Machine code keeps live values where the interpreter has them, at every place that it returns to; those of
 * an inlined method where they would be had it been called. Its arguments are its caller's operands. */
static void visit_compiled_frame(StackVisit *v, const FrameWalk *frame)
{
    FrameWalk step = *frame;
    for (u32 i = 0; i < frame->point->count; i++) {
        step.inner = i;
        step.method = frame->point->places[i].method;
        visit_holder(v, step.method);
        visit_exactly(v, &step);
        v->lowest = walk_frame_pointer(&step) + FRAME_RECORD_ABOVE + step.method->arg_slots;
    }
}

static void visit_frame(StackVisit *v, const FrameWalk *frame)
{
    switch (frame->kind) {
    case CODE_ENTRY: visit_entry_frame(v, frame); break;
    case CODE_INTERPRETED:
        visit_holder(v, frame->method);
        visit_exactly(v, frame);
        break;
    case CODE_NATIVE:
        visit_holder(v, frame->method);
        visit_arguments(v, walk_high(frame) - 1, frame->method);
        break;
    case CODE_COMPILED: visit_compiled_frame(v, frame); break;
    }
}

void stack_map_visit(FrameWalk frames, Slot *sp,
                     void (*visit)(void *start, void *end, bool exact, void *context), void *context)
{
    if (kept.words.count > MAX_WORDS)
        stack_map_forget();
    StackVisit v = {visit, context, walk_valid(&frames) && keeps_dead_locals(), sp};
    for (; walk_valid(&frames); walk_next_frame(&frames)) {
        visit_frame(&v, &frames);
        v.lowest = walk_high(&frames);
    }
}

void stack_visit_references(Thread *t, void (*visit)(void *start, void *end, bool exact, void *context),
                            void *context)
{
    stack_map_visit(walk_frames(t), t->sp, visit, context);
}

void stack_forget_methods(bool (*is_dead)(const Method *m))
{
    u64 position, head;
    for (u32 i = 0; map_next(&kept.maps, &i, &position, &head);)
        if (is_dead((const Method *)(uintptr_t)read_head((u32)head - 1).method))
            map_remove_u64(&kept.maps, position);
}
