/* attribute.c - see attribute.h. */
#include "vm/bytecode/attribute.h"

enum { PARAMETER_BYTES = 4 };

/* A cursor from an offset to the end of the class file. */
static Bytes open_at(const Class *c, u32 offset)
{
    return bytes_make(class_bytes(c) + offset, c->source_length - offset);
}

/* ---- attributes by name ---- */

Attributes attribute_table(const Class *c, u32 table)
{
    Attributes it = {.pool = &c->pool};
    if (!table)
        return it;
    it.in = open_at(c, table);
    it.left = bytes_u16(&it.in);
    return it;
}

/* Code's own attributes follow its exception table. */
Attributes attribute_of_code(const Method *m)
{
    u32 table = m->handlers + (u32)sizeof(HandlerRow) * m->handler_count;
    return attribute_table(m->holder, m->bytecode ? table : 0);
}

bool attribute_next(Attributes *it, AttributeRow *ret)
{
    if (it->left == 0)
        return false;
    it->left--;
    u32 name = bytes_u16(&it->in), length = bytes_u32(&it->in);
    ret->info = bytes_sub(&it->in, length);
    ret->name = ret->info.failed ? NULL : pool_symbol(it->pool, name);
    return !ret->info.failed;
}

u32 attribute_find(const Class *c, u32 table, const Symbol *name)
{
    AttributeRow row;
    for (Attributes it = attribute_table(c, table); attribute_next(&it, &row);)
        if (row.name == name)
            return (u32)(row.info.start - class_bytes(c));
    return 0;
}

u32 attribute_find_of_method(const Method *m, const Symbol *name)
{
    return attribute_find(m->holder, m->attributes, name);
}

u32 attribute_find_annotations(const Method *m, const Symbol *name)
{
    enum { JAVA_1_5 = 49 };
    return m->holder->major < JAVA_1_5 ? 0 : attribute_find_of_method(m, name);
}

u16 attribute_find_index(const Class *c, u32 table, const Symbol *name)
{
    u32 info = attribute_find(c, table, name);
    return info ? bytes_peek_u16(class_bytes(c) + info) : 0;
}

/* An attribute's length comes before its info. */
Bytes attribute_info(const Class *c, u32 info)
{
    Bytes in = open_at(c, info - 4);
    u32 length = bytes_u32(&in);
    return bytes_sub(&in, length);
}

/* ---- rows ---- */

Rows attribute_rows(Bytes info)
{
    Rows it = {.in = info};
    it.left = bytes_u16(&it.in);
    return it;
}

/* info: an offset of the class file; 0: no rows. */
static Rows rows_at(const Class *c, u32 info)
{
    return info ? attribute_rows(open_at(c, info)) : (Rows){.left = 0};
}

static bool begin_row(Rows *it)
{
    if (it->left == 0)
        return false;
    it->left--;
    return true;
}

bool attribute_next_line(Rows *it, LineRow *ret)
{
    if (!begin_row(it))
        return false;
    ret->start = bytes_u16(&it->in);
    ret->line = bytes_u16(&it->in);
    return !it->in.failed;
}

bool attribute_next_variable(Rows *it, VariableRow *ret)
{
    if (!begin_row(it))
        return false;
    ret->start = bytes_u16(&it->in);
    ret->length = bytes_u16(&it->in);
    ret->name = bytes_u16(&it->in);
    ret->desc = bytes_u16(&it->in);
    ret->local = bytes_u16(&it->in);
    return !it->in.failed;
}

const Symbol *attribute_variable_name(const ConstPool *pool, const VariableRow *row)
{
    bool is_named = row->name && row->name < pool->count && pool_tag(pool, row->name) == CP_UTF8;
    return is_named ? pool_symbol(pool, row->name) : NULL;
}

static const Symbol *search_variables(const ConstPool *pool, Rows table, u32 local, u32 bci)
{
    VariableRow row;
    while (attribute_next_variable(&table, &row)) {
        const Symbol *name = attribute_variable_name(pool, &row);
        if (row.local == local && bci >= row.start && bci - row.start < row.length && name)
            return name;
    }
    return NULL;
}

const Symbol *attribute_local_name(const Method *m, u32 local, u32 bci)
{
    const Symbol *found = NULL;
    AttributeRow attribute;
    for (Attributes it = attribute_of_code(m); !found && attribute_next(&it, &attribute);)
        if (attribute.name == SYM(attr_LocalVariableTable))
            found = search_variables(&m->holder->pool, attribute_rows(attribute.info), local, bci);
    return found;
}

/* Finds the row with the highest start_pc at or below bci; tables need not be sorted. Of several rows that
 * name bci itself the first counts, of several with a lower start_pc the last. */
static void search_lines(Rows table, u32 bci, i32 *best_pc, i32 *ret_line)
{
    LineRow row;
    while (attribute_next_line(&table, &row)) {
        bool better = row.start > *best_pc || (row.start == *best_pc && row.start != bci);
        if (row.start <= bci && better) {
            *best_pc = row.start;
            *ret_line = row.line;
        }
    }
}

i32 attribute_line(const Method *m, u32 bci)
{
    if (method_is_native(m))
        return -2;
    i32 line = -1, best_pc = -1;
    AttributeRow attribute;
    for (Attributes it = attribute_of_code(m); attribute_next(&it, &attribute);)
        if (attribute.name == SYM(attr_LineNumberTable))
            search_lines(attribute_rows(attribute.info), bci, &best_pc, &line);
    return line;
}

/* ---- stack maps ---- */

/* Each form begins at this frame_type. */
static const u8 form_begins[] = {
    [FRAME_SAME] = 0,   [FRAME_SAME_1] = 64,         [FRAME_RESERVED] = 128, [FRAME_SAME_1_EXTENDED] = 247,
    [FRAME_CHOP] = 248, [FRAME_SAME_EXTENDED] = 251, [FRAME_APPEND] = 252,   [FRAME_FULL] = 255,
};

static FrameForm form_of(u32 type)
{
    FrameForm form = FRAME_FULL;
    while (type < form_begins[form])
        form--;
    return form;
}

bool attribute_next_type(Rows *it, MapTypeRow *ret)
{
    if (!begin_row(it))
        return false;
    ret->tag = bytes_u8(&it->in);
    ret->operand = ret->tag == MAP_OBJECT || ret->tag == MAP_UNINIT ? bytes_u16(&it->in) : 0;
    return !it->in.failed;
}

/* So many types, which are skipped here. */
static Rows take_types(Bytes *in, u32 count)
{
    Rows types = {*in, count}, it = types;
    MapTypeRow type;
    while (attribute_next_type(&it, &type)) {
    }
    *in = it.in;
    return types;
}

Frames attribute_frames(Bytes info)
{
    return (Frames){attribute_rows(info), 0};
}

bool attribute_next_frame(Frames *it, FrameRow *ret)
{
    Bytes *in = &it->rows.in;
    if (in->failed || !begin_row(&it->rows))
        return false;
    u32 type = bytes_u8(in);
    FrameForm form = form_of(type);
    u32 over = type - form_begins[form];
    u32 delta = form == FRAME_SAME || form == FRAME_SAME_1 ? over : bytes_u16(in);
    if (in->failed)
        return false;
    bool full = form == FRAME_FULL, one = form == FRAME_SAME_1 || form == FRAME_SAME_1_EXTENDED;
    *ret = (FrameRow){.form = form, .bci = it->next + delta};
    ret->chopped = form == FRAME_CHOP ? form_begins[FRAME_SAME_EXTENDED] - type : 0;
    ret->locals = take_types(in, form == FRAME_APPEND ? over + 1 : full ? bytes_u16(in) : 0);
    ret->stack = take_types(in, one ? 1 : full ? bytes_u16(in) : 0);
    it->next = ret->bci + 1;
    return true;
}

/* ---- lists ---- */

static IndexList read_indices(Bytes *in)
{
    u32 count = bytes_u16(in);
    return (IndexList){bytes_skip(in, 2u * count), count};
}

IndexList attribute_indices(const Class *c, u32 info)
{
    if (!info)
        return (IndexList){NULL, 0};
    Bytes in = open_at(c, info);
    return read_indices(&in);
}

bool attribute_lists_class(const Class *c, u32 info, const Symbol *name)
{
    IndexList list = attribute_indices(c, info);
    for (u32 i = 0; i < list.count; i++)
        if (pool_class_name(&c->pool, attribute_index(&list, i)) == name)
            return true;
    return false;
}

/* ---- inner classes ---- */

Rows attribute_inner_classes(const Class *c)
{
    return rows_at(c, c->inner_classes);
}

bool attribute_next_inner(Rows *it, InnerRow *ret)
{
    if (!begin_row(it))
        return false;
    ret->inner = bytes_u16(&it->in);
    ret->outer = bytes_u16(&it->in);
    ret->name = bytes_u16(&it->in);
    ret->access = bytes_u16(&it->in);
    return !it->in.failed;
}

bool attribute_own_inner(const Class *c, InnerRow *ret)
{
    for (Rows it = attribute_inner_classes(c); attribute_next_inner(&it, ret);)
        if (ret->inner && pool_class_name(&c->pool, ret->inner) == c->name)
            return true;
    return false;
}

i32 attribute_class_modifiers(const Class *c)
{
    InnerRow row;
    return (attribute_own_inner(c, &row) ? row.access : c->access) & ~ACC_SUPER;
}

EnclosingMethod attribute_enclosing_method(const Class *c)
{
    if (!c->enclosing_method)
        return (EnclosingMethod){0, 0};
    const u8 *info = class_bytes(c) + c->enclosing_method;
    return (EnclosingMethod){bytes_peek_u16(info), bytes_peek_u16(info + 2)};
}

/* ---- records and parameters ---- */

Rows attribute_components(const Class *c)
{
    return rows_at(c, c->record);
}

static void skip_attributes(Bytes *in)
{
    for (u32 left = bytes_u16(in); left && !in->failed; left--) {
        bytes_skip(in, 2);
        bytes_skip(in, bytes_u32(in));
    }
}

bool attribute_next_component(const Class *c, Rows *it, ComponentRow *ret)
{
    if (!begin_row(it))
        return false;
    ret->name = pool_symbol(&c->pool, bytes_u16(&it->in));
    ret->desc = pool_symbol(&c->pool, bytes_u16(&it->in));
    ret->attributes = (u32)(it->in.at - class_bytes(c));
    skip_attributes(&it->in);
    return !it->in.failed;
}

u32 attribute_parameter_count(const Class *c, u32 info)
{
    return info ? class_bytes(c)[info] : 0;
}

ParameterRow attribute_parameter(const Class *c, u32 info, u32 i)
{
    const u8 *at = class_bytes(c) + info + 1 + PARAMETER_BYTES * i;
    return (ParameterRow){bytes_peek_u16(at), bytes_peek_u16(at + 2)};
}

/* ---- bootstrap methods ---- */

static BootstrapRow read_bootstrap(Bytes *in)
{
    u16 method = bytes_u16(in);
    return (BootstrapRow){method, read_indices(in)};
}

BootstrapRow attribute_bootstrap(const Class *c, u32 i)
{
    Bytes in = open_at(c, c->bootstrap_methods);
    bytes_skip(&in, 2);
    while (i-- > 0)
        read_bootstrap(&in);
    return read_bootstrap(&in);
}
