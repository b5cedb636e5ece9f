/* verify_map.c - see verify_parts.h: StackMapTable (JVMS 4.7.4).
 * A frame says how it differs from the one before, so frames share what they have in common: cells are copied
 * only where a frame adds some. */
#include "classloader/verify/verify_text.h"

#include "vm/bytecode/attribute.h"

#include <string.h>

enum {
    SAME_1 = 64,
    RESERVED = 128,
    SAME_1_EXTENDED = 247,
    CHOP = 248,
    SAME_EXTENDED = 251,
    APPEND = 252,
    FULL = 255,
};
/* verification_type_info; below them tags of one cell without operand */
enum { ITEM_DOUBLE = 3, ITEM_LONG = 4, ITEM_UNINIT_THIS = 6, ITEM_OBJECT = 7, ITEM_UNINIT = 8 };

typedef struct Decoder {
    Verifier *v;
    Bytes in;
    TypeFrame frame; /* the latest */
    VType *cells;    /* being filled */
    u32 count;
    bool bad_uninit; /* an uninitialized type that names no `new`: told at the frame's end, as by HotSpot */
} Decoder;

static Bytes open_map(const Verifier *v)
{
    return attribute_info(v->c, v->m->stack_map);
}

static bool bad(Decoder *d, Problem problem)
{
    return verify_fail_code(d->v, d->in.failed ? PROBLEM_MAP_CUT : problem, 0);
}

/* ---- types ---- */

static bool decode_object(Decoder *d, VType *ret_type)
{
    const ConstPool *pool = &d->v->c->pool;
    u32 index = bytes_u16(&d->in);
    if (d->in.failed || index == 0 || index >= pool->count ||
        (pool_tag(pool, index) & CP_TAG_MASK) != CP_CLASS)
        return bad(d, PROBLEM_MAP_CLASS);
    return verify_class_constant(d->v, index, ret_type);
}

static bool decode_uninit(Decoder *d, VType *ret_type)
{
    u32 bci = bytes_u16(&d->in);
    if (d->in.failed)
        return bad(d, PROBLEM_MAP_CUT);
    d->bad_uninit |= bci >= d->v->length || !(d->v->marks[bci] & MARK_NEW);
    *ret_type = d->bad_uninit ? VT_TOP : vtype_uninit(bci);
    return true;
}

static bool decode_type(Decoder *d, VType *ret_type)
{
    static const VType simple[] = {VT_TOP,  VT_INT,  VTYPE(V_FLOAT),      VT_DOUBLE,
                                   VT_LONG, VT_NULL, VTYPE(V_UNINIT_THIS)};
    u32 tag = bytes_u8(&d->in);
    if (d->in.failed)
        return bad(d, PROBLEM_MAP_CUT);
    if (tag == ITEM_OBJECT)
        return decode_object(d, ret_type);
    if (tag == ITEM_UNINIT)
        return decode_uninit(d, ret_type);
    if (tag >= COUNT_OF(simple))
        return bad(d, PROBLEM_MAP_TYPE);
    *ret_type = simple[tag];
    return true;
}

/* Behind the `kept` cells that d->cells holds already; the array has room for two each. */
static bool decode_cells(Decoder *d, u32 kept, u32 types, u32 limit)
{
    d->count = kept;
    for (; types > 0; types--) {
        VType type;
        if (!decode_type(d, &type))
            return false;
        d->cells[d->count++] = type;
        if (vtype_is_wide(type))
            d->cells[d->count++] = vtype_second(type);
    }
    return d->count <= limit || bad(d, PROBLEM_MAP_ARRAY);
}

/* ---- frames ---- */

static bool decode_stack(Decoder *d, u32 types)
{
    d->cells = ARENA_ARRAY(&d->v->method_arena, VType, 2 * types);
    if (!decode_cells(d, 0, types, d->v->m->max_stack))
        return false;
    d->frame.stack = d->cells;
    d->frame.depth = d->count;
    return true;
}

/* `kept` cells of the frame before, then `types` more. */
static bool decode_locals(Decoder *d, u32 kept, u32 types)
{
    d->cells = ARENA_ARRAY(&d->v->method_arena, VType, kept + 2 * types);
    memcpy(d->cells, d->frame.locals, kept * sizeof(VType));
    if (!decode_cells(d, kept, types, d->v->m->max_locals))
        return false;
    d->frame.locals = d->cells;
    d->frame.local_count = d->count;
    return true;
}

/* flagThisUninit exactly when a local says so. */
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

static bool decode_full(Decoder *d)
{
    if (!decode_locals(d, 0, bytes_u16(&d->in)))
        return false;
    find_flag(d);
    u32 types = bytes_u16(&d->in);
    return d->in.failed ? bad(d, PROBLEM_MAP_CUT) : decode_stack(d, types);
}

static bool decode_frame(Decoder *d, bool first)
{
    u32 kind = bytes_u8(&d->in);
    u32 delta = kind < SAME_1 ? kind : kind < RESERVED ? kind - SAME_1 : bytes_u16(&d->in);
    if (d->in.failed)
        return bad(d, PROBLEM_MAP_CUT);
    d->frame.bci = first ? delta : d->frame.bci + delta + 1;
    d->frame.depth = 0;
    if (kind < SAME_1 || kind == SAME_EXTENDED)
        return true;
    if (kind < RESERVED || kind == SAME_1_EXTENDED)
        return decode_stack(d, 1);
    if (kind < SAME_1_EXTENDED)
        return bad(d, PROBLEM_MAP_FRAME_TYPE);
    if (kind < SAME_EXTENDED)
        return chop(d, SAME_EXTENDED - kind);
    if (kind == FULL)
        return decode_full(d);
    if (!decode_locals(d, d->frame.local_count, kind - SAME_EXTENDED))
        return false;
    find_flag(d);
    return true;
}

bool map_decode(Verifier *v, const TypeFrame *initial)
{
    if (!v->m->stack_map)
        return true;
    Decoder d = {.v = v, .in = open_map(v), .frame = *initial};
    u32 count = bytes_u16(&d.in);
    if (count > bytes_left(&d.in))
        return bad(&d, PROBLEM_MAP_CUT);
    TypeFrame *frames = ARENA_ARRAY(&v->method_arena, TypeFrame, count);
    v->frames = frames;
    v->places = ARENA_ARRAY(&v->method_arena, u16, count);
    for (u32 i = 0; i < count; i++) {
        if (!decode_frame(&d, i == 0) || (d.bad_uninit && !bad(&d, PROBLEM_MAP_UNINIT)))
            return false;
        frames[i] = d.frame;
        v->place_count = i + 1;
        v->places[i] = (u16)d.frame.bci;
        if (d.frame.bci >= v->length || !(v->marks[d.frame.bci] & MARK_START))
            return verify_fail(v, PROBLEM_FRAME_OFFSET, &(Why){.kind = WHY_BAD_MAP, .frame = &frames[i]});
        v->marks[d.frame.bci] |= MARK_PLACE;
    }
    return bytes_left(&d.in) == 0 || bad(&d, PROBLEM_MAP_SIZE);
}

/* ---- printing ---- */

static void print_type(VerifyText *text, Bytes *in)
{
    static const char *const names[] = {"Top",  "Integer",          "Float", "Double", "Long",
                                        "Null", "UninitializedThis"};
    u32 tag = bytes_u8(in);
    if (tag == ITEM_OBJECT || tag == ITEM_UNINIT)
        text_add(text, "%s[#%u]", tag == ITEM_OBJECT ? "Object" : "Uninitialized", bytes_u16(in));
    else if (tag < COUNT_OF(names))
        text_add(text, "%s", names[tag]);
    else
        text_add(text, "BAD:%u", tag);
}

static void print_types(VerifyText *text, Bytes *in, u32 count)
{
    for (u32 i = 0; i < count && !in->failed; i++) {
        text_add(text, "%s", i ? "," : "");
        print_type(text, in);
    }
}

static void print_full(VerifyText *text, Bytes *in)
{
    text_add(text, "{");
    print_types(text, in, bytes_u16(in));
    text_add(text, "},{");
    print_types(text, in, bytes_u16(in));
    text_add(text, "}");
}

static const char *kind_name(u32 kind)
{
    return kind < SAME_1            ? "same_frame"
           : kind < RESERVED        ? "same_locals_1_stack_item_frame"
           : kind < SAME_1_EXTENDED ? "reserved_frame"
           : kind < CHOP            ? "same_locals_1_stack_item_extended"
           : kind < SAME_EXTENDED   ? "chop_frame"
           : kind < APPEND          ? "same_frame_extended"
           : kind < FULL            ? "append_frame"
                                    : "full_frame";
}

static void print_frame(VerifyText *text, Bytes *in, i64 *bci)
{
    u32 kind = bytes_u8(in);
    u32 delta = kind < SAME_1 ? kind : kind < RESERVED ? kind - SAME_1 : bytes_u16(in);
    *bci += delta + 1;
    text_add(text, "    %s(@%u", kind_name(kind), (u32)*bci);
    if (kind == FULL || (kind >= SAME_1 && kind <= SAME_1_EXTENDED) || kind >= APPEND)
        text_add(text, ",");
    if ((kind >= SAME_1 && kind < RESERVED) || kind == SAME_1_EXTENDED)
        print_type(text, in);
    else if (kind >= CHOP && kind < SAME_EXTENDED)
        text_add(text, ",%u", SAME_EXTENDED - kind);
    else if (kind == FULL)
        print_full(text, in);
    else if (kind >= APPEND)
        print_types(text, in, kind - SAME_EXTENDED);
    text_add(text, ")\n");
}

void map_print(const Verifier *v, VerifyText *text)
{
    if (!v->m->stack_map)
        return;
    Bytes in = open_map(v);
    i64 bci = -1;
    text_add(text, "  Stackmap Table:\n");
    for (u32 count = bytes_u16(&in); count > 0 && !in.failed; count--)
        print_frame(text, &in, &bci);
}
