/* verify_map.c - see verify_parts.h: StackMapTable (JVMS 4.7.4).
 * A frame says how it differs from the one before, so frames share the cells that they have in common; cells
 * are copied only when a frame adds some. */
#include "classloader/verify/verify_text.h"

#include "vm/bytecode/attribute.h"

#include <string.h>

typedef struct Decoder {
    Verifier *v;
    TypeFrame frame; /* the latest */
    VType *cells;    /* being filled */
    u32 count;
    bool bad_uninit; /* an uninitialized type names no `new`; HotSpot reports that at the frame's end */
} Decoder;

static Frames open_map(const Verifier *v)
{
    return attribute_frames(attribute_info(v->c, v->m->stack_map));
}

static bool bad(Decoder *d, Problem problem)
{
    return verify_fail_code(d->v, problem, 0);
}

/* ---- types ---- */

static bool decode_object(Decoder *d, u32 index, VType *ret_type)
{
    const ConstPool *pool = &d->v->c->pool;
    if (index == 0 || index >= pool->count || (pool_tag(pool, index) & CP_TAG_MASK) != CP_CLASS)
        return bad(d, PROBLEM_MAP_CLASS);
    return verify_class_constant(d->v, index, ret_type);
}

static VType decode_uninit(Decoder *d, u32 bci)
{
    d->bad_uninit |= bci >= d->v->length || !(d->v->marks[bci] & MARK_NEW);
    return d->bad_uninit ? VT_TOP : vtype_uninit(bci);
}

static bool decode_type(Decoder *d, MapTypeRow row, VType *ret_type)
{
    static const VType simple[] = {
        [MAP_TOP] = VT_TOP,
        [MAP_INT] = VT_INT,
        [MAP_FLOAT] = VTYPE(V_FLOAT),
        [MAP_DOUBLE] = VT_DOUBLE,
        [MAP_LONG] = VT_LONG,
        [MAP_NULL] = VT_NULL,
        [MAP_UNINIT_THIS] = VTYPE(V_UNINIT_THIS),
    };
    if (row.tag == MAP_OBJECT)
        return decode_object(d, row.operand, ret_type);
    if (row.tag > MAP_UNINIT)
        return bad(d, PROBLEM_MAP_TYPE);
    *ret_type = row.tag == MAP_UNINIT ? decode_uninit(d, row.operand) : simple[row.tag];
    return true;
}

/* Decodes the types behind the `kept` cells of d->cells, which has room for two cells of each. */
static bool decode_cells(Decoder *d, u32 kept, Rows types, u32 limit)
{
    MapTypeRow row;
    d->count = kept;
    while (attribute_next_type(&types, &row)) {
        VType type;
        if (!decode_type(d, row, &type))
            return false;
        d->cells[d->count++] = type;
        if (vtype_is_wide(type))
            d->cells[d->count++] = vtype_second(type);
    }
    if (types.in.failed)
        return bad(d, PROBLEM_MAP_CUT);
    return d->count <= limit || bad(d, PROBLEM_MAP_ARRAY);
}

/* ---- frames ---- */

static bool decode_stack(Decoder *d, Rows types)
{
    d->cells = ARENA_ARRAY(&d->v->method_arena, VType, 2 * types.left);
    if (!decode_cells(d, 0, types, d->v->m->max_stack))
        return false;
    d->frame.stack = d->cells;
    d->frame.depth = d->count;
    return true;
}

/* The frame has `kept` cells of the frame before, and then these types. */
static bool decode_locals(Decoder *d, u32 kept, Rows types)
{
    d->cells = ARENA_ARRAY(&d->v->method_arena, VType, kept + 2 * types.left);
    memcpy(d->cells, d->frame.locals, kept * sizeof(VType));
    if (!decode_cells(d, kept, types, d->v->m->max_locals))
        return false;
    d->frame.locals = d->cells;
    d->frame.local_count = d->count;
    return true;
}

/* flagThisUninit is set exactly when a local is uninitializedThis. */
static void find_flag(Decoder *d)
{
    d->frame.this_uninit = false;
    for (u32 i = 0; i < d->frame.local_count; i++)
        d->frame.this_uninit |= d->frame.locals[i] == VTYPE(V_UNINIT_THIS);
}

static bool chop(Decoder *d, u32 types)
{
    TypeFrame *f = &d->frame;
    for (; types > 0; types--) {
        if (f->local_count == 0)
            return bad(d, PROBLEM_MAP_ARRAY);
        f->local_count -= 1 + vtype_is_second(f->locals[f->local_count - 1]);
    }
    find_flag(d);
    return true;
}

static bool decode_frame(Decoder *d, const FrameRow *row)
{
    d->frame.bci = row->bci;
    d->frame.depth = 0;
    switch (row->form) {
    case FRAME_SAME:
    case FRAME_SAME_EXTENDED: return true;
    case FRAME_SAME_1:
    case FRAME_SAME_1_EXTENDED: return decode_stack(d, row->stack);
    case FRAME_RESERVED: return bad(d, PROBLEM_MAP_FRAME_TYPE);
    case FRAME_CHOP: return chop(d, row->chopped);
    case FRAME_APPEND:
    case FRAME_FULL: break;
    }
    if (!decode_locals(d, row->form == FRAME_FULL ? 0 : d->frame.local_count, row->locals))
        return false;
    find_flag(d);
    return row->form == FRAME_APPEND || decode_stack(d, row->stack);
}

bool map_decode(Verifier *v, const TypeFrame *initial)
{
    if (!v->m->stack_map)
        return true;
    Decoder d = {.v = v, .frame = *initial};
    Frames it = open_map(v);
    u32 count = it.rows.left;
    if (count > bytes_left(&it.rows.in))
        return bad(&d, PROBLEM_MAP_CUT);
    TypeFrame *frames = ARENA_ARRAY(&v->method_arena, TypeFrame, count);
    v->frames = frames;
    v->places = ARENA_ARRAY(&v->method_arena, u16, count);
    FrameRow row;
    for (u32 i = 0; attribute_next_frame(&it, &row); i++) {
        if (!decode_frame(&d, &row) || (d.bad_uninit && !bad(&d, PROBLEM_MAP_UNINIT)))
            return false;
        frames[i] = d.frame;
        v->place_count = i + 1;
        v->places[i] = (u16)d.frame.bci;
        if (d.frame.bci >= v->length || !(v->marks[d.frame.bci] & MARK_START))
            return verify_fail(v, PROBLEM_FRAME_OFFSET, &(Why){.kind = WHY_BAD_MAP, .frame = &frames[i]});
        v->marks[d.frame.bci] |= MARK_PLACE;
    }
    if (it.rows.in.failed)
        return bad(&d, PROBLEM_MAP_CUT);
    return bytes_left(&it.rows.in) == 0 || bad(&d, PROBLEM_MAP_SIZE);
}

/* ---- printing ---- */

static void print_type(VerifyText *text, MapTypeRow row)
{
    static const char *const names[] = {"Top",  "Integer",          "Float", "Double", "Long",
                                        "Null", "UninitializedThis"};
    if (row.tag == MAP_OBJECT || row.tag == MAP_UNINIT)
        text_add(text, "%s[#%u]", row.tag == MAP_OBJECT ? "Object" : "Uninitialized", row.operand);
    else if (row.tag < COUNT_OF(names))
        text_add(text, "%s", names[row.tag]);
    else
        text_add(text, "BAD:%u", row.tag);
}

static void print_types(VerifyText *text, Rows types)
{
    MapTypeRow row;
    for (bool first = true; attribute_next_type(&types, &row); first = false) {
        text_add(text, "%s", first ? "" : ",");
        print_type(text, row);
    }
}

static void print_frame(VerifyText *text, const FrameRow *row)
{
    static const char *const forms[] = {
        [FRAME_SAME] = "same_frame",         [FRAME_SAME_1] = "same_locals_1_stack_item_frame",
        [FRAME_RESERVED] = "reserved_frame", [FRAME_SAME_1_EXTENDED] = "same_locals_1_stack_item_extended",
        [FRAME_CHOP] = "chop_frame",         [FRAME_SAME_EXTENDED] = "same_frame_extended",
        [FRAME_APPEND] = "append_frame",     [FRAME_FULL] = "full_frame",
    };
    bool same = row->form == FRAME_SAME || row->form == FRAME_SAME_EXTENDED, full = row->form == FRAME_FULL;
    text_add(text, "    %s(@%u%s", forms[row->form], row->bci, same ? "" : full ? ",{" : ",");
    if (row->form == FRAME_CHOP)
        text_add(text, "%u", row->chopped);
    print_types(text, row->locals);
    text_add(text, "%s", full ? "},{" : "");
    print_types(text, row->stack);
    text_add(text, "%s)\n", full ? "}" : "");
}

void map_print(const Verifier *v, VerifyText *text)
{
    if (!v->m->stack_map)
        return;
    FrameRow row;
    text_add(text, "  Stackmap Table:\n");
    for (Frames it = open_map(v); attribute_next_frame(&it, &row);)
        print_frame(text, &row);
}
