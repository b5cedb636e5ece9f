/* live_frame.c - see live_frame.h.
 * The bytecode tells which cells hold references. Every other cell is shown as 64 raw bits, as the reference
 * VM's interpreter does; a long or double is in the second of its two cells. */
#include "stdlib/reflect/live_frame.h"

#include "gc/heap.h"
#include "stdlib/reflect/reflect.h"
#include "vm/base/vec.h"
#include "vm/bytecode/effect.h"
#include "vm/exec/flow/slot_types.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"

enum { MODE_INTERPRETED = 1 };

typedef struct Cells {
    VEC(Slot) values;
    VEC(u8) types; /* SlotType */
} Cells;

static void add_cell(Cells *cells, Slot value, SlotType type)
{
    vec_push(&cells->values, type == SLOT_UNKNOWN || type == SLOT_HALF ? 0 : value);
    vec_push(&cells->types, (u8)type);
}

static void free_cells(Cells *cells)
{
    vec_free(&cells->values);
    vec_free(&cells->types);
}

static Object *primitive(Thread *t, Slot bits)
{
    Value argument = {.raw = bits}, result = {0};
    return call_method(t, WK_METHOD(LiveStackFrameInfo_asPrimitive), &argument, &result) ? result.l : NULL;
}

static Object *array_of(Thread *t, const Cells *cells)
{
    Object *array = reflect_new_array(t, WK(Object), (i32)cells->values.count);
    for (u32 i = 0; array && i < cells->values.count; i++) {
        Slot value = cells->values.items[i];
        bool is_reference = cells->types.items[i] == SLOT_REF;
        Object *element = is_reference ? (Object *)(uintptr_t)value : primitive(t, value);
        if (t->exception)
            return NULL;
        ref_array_set(array, (i32)i, element);
    }
    return array;
}

/* A native method's locals are its arguments. */
static void note_arguments(const FrameWalk *walk, Cells *locals)
{
    const Method *m = walk->method;
    u32 index = 0;
    if (!method_is_static(m))
        add_cell(locals, *walk_local(walk, index++), SLOT_REF);
    for (SigIter it = sig_begin(m->desc); sig_next(&it);) {
        if (type_slots(it.type) == 2)
            add_cell(locals, *walk_local(walk, index++), SLOT_HALF);
        add_cell(locals, *walk_local(walk, index++), type_is_ref(it.type) ? SLOT_REF : SLOT_INT);
    }
}

/* The arguments of the call that the frame is in belong to the callee. */
static u32 outgoing_cells(const Method *m, u32 bci)
{
    const u8 *at = method_bytecode(m) + bci;
    if (*at < OP_invokevirtual || *at > OP_invokedynamic)
        return 0;
    return effect_of(&m->holder->pool, at).popped;
}

static void note_interpreted(const FrameWalk *walk, Cells *locals, Cells *operands)
{
    const Method *m = walk->method;
    SlotTypes types;
    slot_types_begin(&types, m);
    u32 bci = walk_bci(walk);
    const SlotState *state = types.failed ? NULL : &types.states[bci];
    bool is_known = state && state->types;
    for (u32 i = 0; i < m->max_locals; i++) {
        /* Of a long or double the first cell, which slot_types names, is empty here; the second has the
         * value. */
        SlotType type = is_known ? (SlotType)state->types[i] : SLOT_UNKNOWN;
        if (type == SLOT_LONG || type == SLOT_DOUBLE)
            type = SLOT_HALF;
        else if (type == SLOT_HALF)
            type = SLOT_LONG;
        add_cell(locals, *walk_local(walk, i), type);
    }
    u32 outgoing = outgoing_cells(m, bci);
    u32 depth = is_known && state->depth > outgoing ? state->depth - outgoing : 0;
    for (u32 k = 0; k < depth; k++)
        add_cell(operands, walk->fp[-(i64)m->frame_slots - 1 - (i64)k],
                 (SlotType)state->types[m->max_locals + k]);
    slot_types_end(&types);
}

static Object *monitors_of(Thread *t, const FrameWalk *walk)
{
    i32 count = 0, next = 0;
    const Thread *owner = walk->thread;
    for (u32 i = 0; i < thread_lock_count(owner); i++)
        count += owner->locks[i].fp == walk_frame_pointer(walk);
    Object *array = reflect_new_array(t, WK(Object), count);
    for (u32 i = 0; array && i < thread_lock_count(owner); i++)
        if (owner->locks[i].fp == walk_frame_pointer(walk))
            ref_array_set(array, next++, owner->locks[i].object);
    return array;
}

static bool put(const Thread *t, Object *info, u32 offset, Object *value)
{
    if (t->exception)
        return false;
    ref_store(info, offset, value);
    return true;
}

bool live_frame_fill(Thread *t, const FrameWalk *walk, Object *info)
{
    Cells locals = {0}, operands = {0};
    if (method_is_native(walk->method))
        note_arguments(walk, &locals);
    else
        note_interpreted(walk, &locals, &operands);
    bool filled = put(t, info, WK_FIELD(LiveStackFrameInfo_monitors), monitors_of(t, walk)) &&
                  put(t, info, WK_FIELD(LiveStackFrameInfo_locals), array_of(t, &locals)) &&
                  put(t, info, WK_FIELD(LiveStackFrameInfo_operands), array_of(t, &operands));
    if (filled)
        *FIELD_AT(info, WK_FIELD(LiveStackFrameInfo_mode), i32) = MODE_INTERPRETED;
    free_cells(&locals);
    free_cells(&operands);
    return filled;
}
