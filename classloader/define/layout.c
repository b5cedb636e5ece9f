/* layout.c - see layout.h.
 * The gap that alignment leaves at the end of a superclass is filled first. Then come references, which thus
 * form one run, and then the others from large to small, which needs no padding. */
#include "classloader/define/layout.h"

#include "vm/base/state.h"

#include <string.h>

/* Fields that are placed in one go: by size, and references apart. */
typedef enum Group { GROUP_REFS, GROUP_8, GROUP_4, GROUP_2, GROUP_1, GROUP_COUNT } Group;

static const u32 group_size[GROUP_COUNT] = {8, 8, 4, 2, 1};

SNAPSHOT_STATE(saved) static struct {
    u32 mirror_base; /* size of an instance of java.lang.Class, 0 until that class is laid out */
} state;

void layout_reset(void)
{
    STATE_CLEAR(state);
}

static Group group_of(const Field *field)
{
    if (type_is_ref((Type)field->type))
        return GROUP_REFS;
    static const Group by_shift[] = {GROUP_1, GROUP_2, GROUP_4, GROUP_8};
    return by_shift[type_shift((Type)field->type)];
}

static u32 all_fields(const Class *c)
{
    return (u32)c->field_count + c->injected_field_count;
}

/* Offset past the last byte that a field of c or of a superclass takes. */
static u32 used_end(const Class *c)
{
    u32 end = OBJECT_HEADER_SIZE;
    for (; c; c = c->super)
        for (u32 i = 0; i < all_fields(c); i++)
            if (!(c->fields[i].access & ACC_STATIC))
                end = max_u32(end, c->fields[i].offset + group_size[group_of(&c->fields[i])]);
    return end;
}

/* Is it one of Reference's fields that the collector follows by its own rules (gc/refs.h)? */
static bool is_collectors_own(const Class *c, const Field *field)
{
    return c->name == SYM(java_lang_ref_Reference) &&
           (symbol_is(field->name, "referent") || symbol_is(field->name, "discovered"));
}

typedef struct Cursor {
    Class *c;
    bool statics;
    u32 at;
} Cursor;

static bool is_open(const Cursor *cursor, const Field *field)
{
    return ((field->access & ACC_STATIC) != 0) == cursor->statics && field->offset == 0;
}

/* The next field of the group that has no place yet. */
static Field *next_open(const Cursor *cursor, Group group)
{
    for (u32 i = 0; i < all_fields(cursor->c); i++) {
        Field *field = &cursor->c->fields[i];
        if (is_open(cursor, field) && group_of(field) == group)
            return field;
    }
    return NULL;
}

static void place(Cursor *cursor, Field *field)
{
    field->offset = cursor->at;
    cursor->at += group_size[group_of(field)];
}

static void fill_gap(Cursor *cursor)
{
    while (cursor->at % 8 != 0) {
        Field *field = NULL;
        for (Group group = GROUP_4; group < GROUP_COUNT && !field; group++)
            if (cursor->at % group_size[group] == 0)
                field = next_open(cursor, group);
        if (field)
            place(cursor, field);
        else
            cursor->at++;
    }
}

static void place_group(Cursor *cursor, Group group)
{
    for (u32 i = 0; i < all_fields(cursor->c); i++) {
        Field *field = &cursor->c->fields[i];
        if (is_open(cursor, field) && group_of(field) == group)
            place(cursor, field);
    }
}

/* ---- Instances ---- */

static bool make_spans(Class *c, Arena *arena, u32 offset, u32 count)
{
    const Class *super = c->super;
    u32 inherited = super ? super->ref_span_count : 0;
    c->ref_spans = super ? super->ref_spans : NULL;
    c->ref_span_count = inherited;
    if (count == 0)
        return true;
    RefSpan *spans = ARENA_ARRAY(arena, RefSpan, inherited + 1);
    if (!spans)
        return false;
    if (inherited)
        memcpy(spans, super->ref_spans, inherited * sizeof *spans);
    RefSpan *last = inherited ? &spans[inherited - 1] : NULL;
    if (last && last->offset + last->count * sizeof(Object *) == offset) {
        last->count += count;
    } else {
        spans[inherited] = (RefSpan){offset, count};
        c->ref_span_count++;
    }
    c->ref_spans = spans;
    return true;
}

bool layout_fields(Class *c, Arena *arena)
{
    Cursor cursor = {c, false, used_end(c->super)};
    if (c->kind != CLASS_INSTANCE || class_is_interface(c))
        return true;
    fill_gap(&cursor);
    for (u32 i = 0; i < c->field_count; i++)
        if (is_open(&cursor, &c->fields[i]) && is_collectors_own(c, &c->fields[i]))
            place(&cursor, &c->fields[i]);
    u32 refs = cursor.at;
    place_group(&cursor, GROUP_REFS);
    u32 ref_count = (cursor.at - refs) / (u32)sizeof(Object *);
    for (Group group = GROUP_8; group < GROUP_COUNT; group++)
        place_group(&cursor, group);
    c->instance_size = (u32)ALIGN_UP(cursor.at, 8);
    if (c->super)
        c->instance_size = max_u32(c->instance_size, c->super->instance_size);
    if (c->name == SYM(java_lang_Class))
        state.mirror_base = c->instance_size;
    return make_spans(c, arena, refs, ref_count);
}

/* ---- Statics ---- */

void layout_statics(Class *c)
{
    Cursor cursor = {c, true, state.mirror_base};
    if (state.mirror_base == 0 || c->static_size != 0)
        return;
    c->static_ref_offset = cursor.at;
    place_group(&cursor, GROUP_REFS);
    c->static_ref_count = (cursor.at - state.mirror_base) / (u32)sizeof(Object *);
    for (Group group = GROUP_8; group < GROUP_COUNT; group++)
        place_group(&cursor, group);
    c->static_size = (u32)ALIGN_UP(cursor.at, 8);
}
