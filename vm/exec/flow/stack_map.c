/* stack_map.c - see stack_map.h.
 * A map is two bits per local and operand of a method at one position: a reference that is live, one that is
 * dead. It is made when a collection first meets the position. A dead one is overwritten: whoever looks at
 * locals from outside finds null or what was never collected. */
#include "vm/exec/flow/stack_map.h"

#include "classloader/load/loader.h"
#include "classloader/prepare/positions.h"
#include "vm/base/map.h"
#include "vm/base/panic.h"
#include "vm/base/vec.h"
#include "vm/exec/flow/slot_live.h"
#include "vm/exec/flow/slot_types.h"
#include "vm/exec/interp/trace_bytecode.h"
#include "vm/model/frame.h"
#include "vm/model/loader_data.h"
#include "vm/model/wellknown.h"

#include <string.h>

enum { CELLS_PER_WORD = 64, MAX_WORDS = 1024 * 1024 /* of all maps: beyond that they are made anew */ };

/* In words: a head, then the bits of live cells, then those of dead ones; locals first, then operands from
 * the bottom up. */
typedef struct StackMap {
    u32 method; /* region_ref */
    u32 cells;  /* 0 and not exact: nothing is known */
} StackMap;

_Static_assert(sizeof(StackMap) == sizeof(u64), "a map's head is one word");

static Map maps; /* position -> index of the head in words + 1 */
static VEC(u64) words;
static u64 inexact_frames;

typedef struct StackVisit {
    void (*visit)(void *start, void *end, bool exact, void *context);
    void *context;
    bool keeps_dead;
    Slot *lowest; /* of the frame's own slots: what is below belongs to younger frames, or to nobody */
} StackVisit;

u64 stack_inexact_frames(void)
{
    return inexact_frames;
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

static u32 add_map(const Method *m, const u16 *position)
{
    u32 bci, head = words.count;
    SlotTypes types;
    positions_begins(m, position, &bci);
    slot_types_begin(&types, m);
    const SlotState *state = &types.states[bci];
    bool known = !types.failed && !types.has_subroutine && state->types;
    ASSERT(known || types.has_subroutine);
    StackMap map = {(u32)(uintptr_t)m, known ? m->max_locals + state->depth : 0};
    vec_push(&words, 0);
    memcpy(&words.items[head], &map, sizeof map);
    for (u32 i = 0; i < 2 * words_for(map.cells); i++)
        vec_push(&words, 0);
    if (known)
        set_bits(m, state, bci, &words.items[head + 1]);
    slot_types_end(&types);
    map_put_u64(&maps, (u64)(uintptr_t)position, head + 1);
    return head;
}

static u32 find_map(const Method *m, const u16 *position)
{
    u32 found = (u32)map_get_u64(&maps, (u64)(uintptr_t)position);
    return found ? found - 1 : add_map(m, position);
}

static StackMap read_head(u32 head)
{
    StackMap map;
    memcpy(&map, &words.items[head], sizeof map);
    return map;
}

/* ---- frames ---- */

static void visit_slot(const StackVisit *v, Slot *slot)
{
    if (slot >= v->lowest)
        v->visit(slot, slot + 1, true, v->context);
}

/* A method runs: its class must not go. */
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

static void visit_inexactly(const StackVisit *v, Slot *fp, const Method *m)
{
    inexact_frames++;
    Slot *record = fp - FRAME_RECORD_BELOW, *arguments = fp + FRAME_RECORD_ABOVE;
    if (v->lowest < record)
        v->visit(v->lowest, record, false, v->context);
    v->visit(arguments, arguments + m->arg_slots, false, v->context);
}

static void visit_bytecode_frame(const StackVisit *v, Slot *fp, const Method *m)
{
    u32 head = find_map(m, frame_position(fp));
    StackMap map = read_head(head);
    if (map.cells == 0 && m->max_locals + m->max_stack > 0) {
        visit_inexactly(v, fp, m);
        return;
    }
    bool keeps = v->keeps_dead || m->holder == WK(AccessController);
    u32 count = words_for(map.cells);
    for (u32 i = 0; i < 2 * count; i++)
        for (u64 bits = words.items[head + 1 + i]; bits; bits &= bits - 1) {
            Slot *slot = slot_of_cell(fp, m, i % count * CELLS_PER_WORD + (u32)__builtin_ctzll(bits));
            if (i < count || keeps)
                visit_slot(v, slot);
            else if (slot >= v->lowest)
                *slot = 0;
        }
}

/* A trace prints all locals, and an extended StackWalker shows them. The VM itself reads some of
 * AccessController.executePrivileged (facts 6.5). */
static bool keeps_dead_locals(void)
{
    const Class *c = loader_find_loaded(boot_loader, SYM(java_lang_LiveStackFrame));
    return trace_bytecode_on || (c && class_state(c) > CLASS_LINKED);
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

/* A call from C: the callee has the arguments as soon as it has a frame. */
static void visit_entry_frame(const StackVisit *v, Slot *fp)
{
    Method *callee = frame_callee(fp);
    if (!callee || v->lowest >= fp - FRAME_RECORD_BELOW)
        return;
    visit_holder(v, callee);
    visit_arguments(v, fp - FRAME_RECORD_BELOW - 1, callee);
}

static void visit_method_frame(const StackVisit *v, Slot *fp, Method *m)
{
    visit_holder(v, m);
    if (method_is_native(m))
        visit_arguments(v, fp + FRAME_RETURN_PC + m->arg_slots, m);
    else
        visit_bytecode_frame(v, fp, m);
}

void stack_visit_references(Thread *t, void (*visit)(void *start, void *end, bool exact, void *context),
                            void *context)
{
    if (words.count > MAX_WORDS) {
        map_free(&maps);
        words.count = 0;
    }
    StackVisit v = {visit, context, t->fp && keeps_dead_locals(), t->sp};
    for (Slot *fp = t->fp; fp; fp = frame_caller(fp)) {
        Method *m = frame_method(fp);
        if (m)
            visit_method_frame(&v, fp, m);
        else
            visit_entry_frame(&v, fp);
        v.lowest = fp + FRAME_RECORD_ABOVE + (m ? m->arg_slots : 0);
    }
}

void stack_forget_methods(bool (*is_dead)(const Method *m))
{
    u64 position, head;
    for (u32 i = 0; map_next(&maps, &i, &position, &head);)
        if (is_dead((const Method *)(uintptr_t)read_head((u32)head - 1).method))
            map_remove_u64(&maps, position);
}
