/* parse_method.c - see parse_parts.h.
 * Methods and their Code (JVMS 4.6, 4.7.3): flags, descriptors, exception tables, debug tables. The verifier
 * checks the instructions. */
#include "classloader/parse/parse_parts.h"

#include <stdlib.h>

enum { MAX_CODE_LENGTH = 65535, MAX_ARG_SLOTS = 255, OPCODE_RETURN = 0xB1 };

/* ---- Access flags (4.6) ---- */

static bool one_bit_at_most(u32 bits)
{
    return (bits & (bits - 1)) == 0;
}

static bool legal_init_flags(Parser *p, u32 flags)
{
    u32 forbidden = ACC_STATIC | ACC_FINAL | ACC_SYNCHRONIZED | ACC_NATIVE | ACC_ABSTRACT;
    if (p->major >= JAVA_1_5)
        forbidden |= ACC_BRIDGE;
    return !(flags & forbidden);
}

static bool legal_interface_flags(Parser *p, u32 flags)
{
    bool strict = flags & ACC_STRICT;
    if (p->major >= JAVA_8) {
        if (!(flags & (ACC_PUBLIC | ACC_PRIVATE)))
            return false;
        if (flags & (ACC_NATIVE | ACC_PROTECTED | ACC_FINAL | ACC_SYNCHRONIZED))
            return false;
        if (flags & ACC_ABSTRACT)
            return !(flags & (ACC_PRIVATE | ACC_STATIC)) && !(strict && p->major < JAVA_17);
        return true;
    }
    u32 forbidden = ACC_STATIC | ACC_FINAL | ACC_NATIVE;
    if (p->major >= JAVA_1_5)
        forbidden |= ACC_PRIVATE | ACC_PROTECTED | ACC_SYNCHRONIZED | ACC_STRICT;
    return (flags & ACC_PUBLIC) && (flags & ACC_ABSTRACT) && !(flags & forbidden);
}

static bool legal_class_method_flags(Parser *p, u32 flags)
{
    if (!(flags & ACC_ABSTRACT))
        return true;
    u32 forbidden = ACC_FINAL | ACC_NATIVE | ACC_PRIVATE | ACC_STATIC;
    if (p->major >= JAVA_1_5)
        forbidden |= ACC_SYNCHRONIZED;
    if (p->major >= JAVA_1_5 && p->major < JAVA_17)
        forbidden |= ACC_STRICT;
    return !(flags & forbidden);
}

static bool check_flags(Parser *p, u32 flags, const Symbol *name)
{
    bool in_interface = p->file->access & ACC_INTERFACE, legal;
    u32 visibility = flags & (ACC_PUBLIC | ACC_PRIVATE | ACC_PROTECTED);
    if (!p->verify && in_interface && (flags & ACC_STATIC) && p->major < JAVA_8)
        return fail_set(p->fail, SYM(x_VerifyError), bytes_offset(&p->in),
                        "Illegal static method %s in interface %s", name->text, p->class_name->text);
    if (!p->verify)
        return true;
    if (name == SYM(init))
        legal = legal_init_flags(p, flags) && one_bit_at_most(visibility);
    else if (in_interface)
        legal = legal_interface_flags(p, flags) && (p->major < JAVA_1_5 || one_bit_at_most(visibility));
    else
        legal = legal_class_method_flags(p, flags) && one_bit_at_most(visibility);
    return legal || parse_bad_text(p, "Method %s in class %s has illegal modifiers: 0x%X", name->text,
                                   p->class_name->text, flags);
}

/* ---- LocalVariableTable and LocalVariableTypeTable (4.7.13, 4.7.14) ---- */

typedef struct LocalTable {
    Attribute attrs[2]; /* the first and, usually alone, the last of them */
    u64 *keys;          /* start << 48 | length << 32 | name << 16 | slot, of all tables of one kind */
    u32 count, capacity;
} LocalTable;

typedef struct CodeTables {
    LocalTable variables, types;
} CodeTables;

static void add_key(Parser *p, LocalTable *table, u64 key)
{
    if (table->count == table->capacity) {
        u32 capacity = table->capacity ? table->capacity * 2 : 32;
        u64 *larger = ARENA_ARRAY(p->scratch, u64, capacity);
        for (u32 i = 0; i < table->count; i++)
            larger[i] = table->keys[i];
        table->keys = larger;
        table->capacity = capacity;
    }
    table->keys[table->count++] = key;
}

static bool check_local(Parser *p, const Method *m, u64 row, u32 desc_slot, bool is_type, const char *kind)
{
    u32 start = (u16)(row >> 48), length = (u16)(row >> 32), name_index = (u16)(row >> 16),
        desc_index = (u16)row;
    if (start >= m->bytecode_length)
        return parse_bad(p, "Invalid start_pc %u in %s", start, kind);
    if (start + length > m->bytecode_length)
        return parse_bad(p, "Invalid length %u in %s", length, kind);
    Symbol *name = parse_utf8(p, name_index), *desc = parse_utf8(p, desc_index);
    if (!name)
        return parse_bad(p, "Name index %u in %s has bad constant type", name_index, kind);
    if (!desc)
        return parse_bad(p, "Signature index %u in %s has bad constant type", desc_index, kind);
    if (!parse_check_field_name(p, name))
        return false;
    u32 last = desc_slot;
    if (!is_type) {
        if (!parse_check_field_desc(p, name, desc))
            return false;
        last += type_slots(type_of_char(desc->text[0])) - 1;
    }
    return last < m->max_locals || parse_bad(p, "Invalid index %u in %s", desc_slot, kind);
}

static bool parse_local_table(Parser *p, const Method *m, const Attribute *a, LocalTable *table)
{
    const char *kind = symbol_known[a->id]->text;
    bool is_type = a->id == SYM_attr_LocalVariableTypeTable;
    if (!p->verify)
        return true;
    u32 count = bytes_u16(&p->in);
    if (a->length != 2 + 10 * count)
        return parse_bad(p, "%s has wrong length", kind);
    for (u32 i = 0; i < count; i++) {
        u64 row = bytes_u64(&p->in);
        u32 slot = bytes_u16(&p->in);
        if (!check_local(p, m, row, slot, is_type, kind))
            return false;
        add_key(p, table, (row & ~(u64)0xFFFF) | slot);
    }
    return parse_ok(p);
}

static const char *key_name(const Parser *p, u64 key)
{
    return pool_symbol(&p->file->pool, (u16)(key >> 16))->text;
}

static bool contains_key(const LocalTable *sorted, u64 key)
{
    u32 low = 0, high = sorted->count;
    while (low < high) {
        u32 middle = (low + high) / 2;
        if (sorted->keys[middle] == key)
            return true;
        if (sorted->keys[middle] < key)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

/* No variable may be there twice, and each generic type must belong to a variable. */
static bool check_locals(Parser *p, CodeTables *tables)
{
    u64 key;
    if (parse_find_duplicate(tables->variables.keys, tables->variables.count, &key))
        return parse_bad(p, "Duplicated LocalVariableTable attribute entry for '%s'", key_name(p, key));
    if (tables->variables.count == 0)
        return true;
    if (parse_find_duplicate(tables->types.keys, tables->types.count, &key))
        return parse_bad(p, "Duplicated LocalVariableTypeTable attribute entry for '%s'", key_name(p, key));
    for (u32 i = 0; i < tables->types.count; i++)
        if (!contains_key(&tables->variables, tables->types.keys[i]))
            return parse_bad_text(p, "LVTT entry for '%s' in class file %s does not match any LVT entry",
                                  key_name(p, tables->types.keys[i]), p->class_name->text);
    return true;
}

/* ---- Code ---- */

static bool parse_line_numbers(Parser *p, const Method *m, const Attribute *a)
{
    u32 count = bytes_u16(&p->in);
    if (a->length != 2 + 4 * count)
        return parse_bad(p, "LineNumberTable attribute has wrong length");
    for (u32 i = 0; i < count; i++) {
        if (bytes_u16(&p->in) >= m->bytecode_length)
            return parse_bad(p, "Invalid pc in LineNumberTable");
        bytes_u16(&p->in);
    }
    return true;
}

static bool parse_handlers(Parser *p, Method *m)
{
    m->handler_count = bytes_u16(&p->in);
    m->handlers = bytes_offset(&p->in);
    if (!parse_need(p, 8u * m->handler_count))
        return false;
    for (u32 i = 0; i < m->handler_count; i++) {
        u32 start = bytes_u16(&p->in), end = bytes_u16(&p->in), handler = bytes_u16(&p->in),
            type = bytes_u16(&p->in);
        /* Checked for trusted classes too: the unwinder and prepare rely on it. */
        if (start >= end || end > m->bytecode_length)
            return parse_bad(p, "Illegal exception table range");
        if (handler >= m->bytecode_length)
            return parse_bad(p, "Illegal exception table handler");
        if (type && !parse_is_tag(p, type, CP_CLASS))
            return parse_bad(p, "Catch type in exception table has bad constant type");
    }
    return parse_ok(p);
}

static bool parse_code_attributes(Parser *p, Method *m)
{
    CodeTables tables = {0};
    for (u32 left = bytes_u16(&p->in); left; left--) {
        Attribute a;
        bool good = true;
        if (!parse_attribute(p, "Invalid code attribute name index %u", &a))
            return false;
        if (a.id == SYM_attr_LineNumberTable)
            good = parse_line_numbers(p, m, &a);
        else if (a.id == SYM_attr_LocalVariableTable)
            good = parse_local_table(p, m, &a, &tables.variables);
        else if (a.id == SYM_attr_LocalVariableTypeTable && p->major >= JAVA_1_5)
            good = parse_local_table(p, m, &a, &tables.types);
        else if (a.id == SYM_attr_StackMapTable && p->major >= JAVA_6)
            good = parse_once(p, &a, &m->stack_map, "");
        if (!good || !parse_attribute_end(p, &a))
            return false;
    }
    return parse_ok(p) && (!p->verify || check_locals(p, &tables));
}

static bool parse_code(Parser *p, Method *m, const Attribute *a)
{
    if (m->bytecode)
        return parse_bad(p, "Multiple Code attributes");
    if (m->access & (ACC_NATIVE | ACC_ABSTRACT))
        return parse_bad(p, "Code attribute in native or abstract methods");
    m->max_stack = bytes_u16(&p->in);
    m->max_locals = bytes_u16(&p->in);
    u32 length = bytes_u32(&p->in);
    if (!parse_ok(p))
        return false;
    if (m->arg_slots > m->max_locals)
        return parse_bad(p, "Arguments can't fit into locals");
    if (length == 0 || length > MAX_CODE_LENGTH)
        return parse_bad(p, "Invalid method Code length %u", length);
    m->bytecode_length = length;
    m->bytecode = bytes_offset(&p->in);
    if (!parse_need(p, length + 2)) /* the code and the number of handlers */
        return false;
    const u8 *code = bytes_skip(&p->in, length);
    if (!parse_handlers(p, m) || !parse_code_attributes(p, m))
        return false;
    if (length == 1 && code[0] == OPCODE_RETURN)
        m->flags |= METHOD_EMPTY_BODY;
    return bytes_offset(&p->in) == a->end || parse_bad(p, "Code segment has wrong length");
}

/* ---- Attributes of methods ---- */

/* Where they are, of those that nothing else of the method tells: each may be there once. */
typedef struct Found {
    u32 exceptions, parameters, annotation_default;
    u32 visible, parameter_visible, type_visible;
    u32 invisible, parameter_invisible, type_invisible;
} Found;

static bool parse_exceptions(Parser *p, Found *found, const Attribute *a)
{
    if (!parse_once(p, a, &found->exceptions, ""))
        return false;
    u32 count = bytes_u16(&p->in);
    if (!parse_ok(p) || !parse_need(p, 2u * count))
        return false;
    for (u32 i = 0; i < count; i++) {
        u32 index = bytes_u16(&p->in);
        if (!parse_is_tag(p, index, CP_CLASS))
            return parse_bad(p, "Exception name has bad type at constant pool %u", index);
    }
    return a->length == 2 + 2 * count || parse_bad(p, "Exceptions attribute has wrong length");
}

/* Reflection reports bad names and flags in the attribute, when it is asked for them
 * (java.lang.reflect.MalformedParametersException). */
static bool parse_parameters(Parser *p, Found *found, const Attribute *a)
{
    if (!parse_once(p, a, &found->parameters, ""))
        return false;
    u32 count = a->length ? bytes_u8(&p->in) : 0;
    if (a->length != 1 + 4 * count)
        return parse_bad_text(p, "Invalid MethodParameters method attribute length %u in class file",
                              a->length);
    return true;
}

static bool parse_method_signature(Parser *p, Method *m, const Attribute *a)
{
    if (m->signature)
        return parse_bad(p, "Multiple Signature attributes for method");
    if (a->length != 2)
        return parse_bad(p, "Invalid Signature attribute length %u", a->length);
    u32 index = bytes_u16(&p->in);
    if (!parse_utf8(p, index))
        return parse_bad(p, "Invalid Signature attribute at constant pool index %u", index);
    m->signature = (u16)index;
    return true;
}

static bool parse_method_attribute(Parser *p, Method *m, const Attribute *a, Found *found)
{
    static const char where[] = " for method";
    switch (a->id) {
    case SYM_attr_Code: return parse_code(p, m, a);
    case SYM_attr_Exceptions: return parse_exceptions(p, found, a);
    case SYM_attr_MethodParameters: return parse_parameters(p, found, a);
    case SYM_attr_Synthetic: m->access |= ACC_SYNTHETIC; return parse_empty(p, a, "method");
    case SYM_attr_Deprecated: return parse_empty(p, a, "method");
    default: break;
    }
    if (p->major < JAVA_1_5)
        return true;
    switch (a->id) {
    case SYM_attr_Signature: return parse_method_signature(p, m, a);
    case SYM_attr_RuntimeVisibleAnnotations:
        m->flags |= parse_method_annotations(p, a);
        return parse_once(p, a, &found->visible, where);
    case SYM_attr_RuntimeInvisibleAnnotations: return parse_once(p, a, &found->invisible, where);
    case SYM_attr_RuntimeVisibleParameterAnnotations:
        return parse_once(p, a, &found->parameter_visible, where);
    case SYM_attr_RuntimeInvisibleParameterAnnotations:
        return parse_once(p, a, &found->parameter_invisible, where);
    case SYM_attr_RuntimeVisibleTypeAnnotations: return parse_once(p, a, &found->type_visible, where);
    case SYM_attr_RuntimeInvisibleTypeAnnotations: return parse_once(p, a, &found->type_invisible, where);
    case SYM_attr_AnnotationDefault: return parse_once(p, a, &found->annotation_default, where);
    default: return true;
    }
}

static bool parse_method_attributes(Parser *p, Method *m)
{
    Found found = {0};
    m->attributes = bytes_offset(&p->in);
    for (u32 left = bytes_u16(&p->in); left; left--) {
        Attribute a;
        if (!parse_attribute(p, "Invalid method attribute name index %u", &a) ||
            !parse_method_attribute(p, m, &a, &found) || !parse_attribute_end(p, &a))
            return false;
    }
    if (!parse_ok(p))
        return false;
    if (!m->bytecode && !(m->access & (ACC_NATIVE | ACC_ABSTRACT)))
        return parse_bad(p, "Absent Code attribute in method that is not native or abstract");
    return true;
}

/* ---- Methods ---- */

/* JVMS 2.9.2: which method named <clinit> is the initializer, and that only its ACC_STRICT and ACC_STATIC
 * count. */
static bool check_special_name(Parser *p, Method *m)
{
    if (m->name == SYM(init)) {
        if (p->file->access & ACC_INTERFACE)
            return parse_bad_text(p, "Interface cannot have a method named <init>, class file %s",
                                  p->class_name->text);
        m->flags |= METHOD_IS_INIT;
        return check_flags(p, m->access, m->name);
    }
    if (m->name != SYM(clinit))
        return check_flags(p, m->access, m->name);
    if (p->major < JAVA_7)
        m->access = (m->access & ACC_STRICT) | ACC_STATIC;
    else if (m->access & ACC_STATIC)
        m->access &= ACC_STRICT | ACC_STATIC;
    else
        return parse_bad(p, "Method <clinit> is not static");
    if (m->desc == SYM(void_signature)) {
        m->flags |= METHOD_IS_CLINIT;
        p->file->class_flags |= CLASS_HAS_CLINIT;
    } else if (p->major >= JAVA_7 && p->verify) {
        return parse_bad_text(p, "Method \"<clinit>\" in class %s has illegal signature \"%s\"",
                              p->class_name->text, m->desc->text);
    }
    return true;
}

static bool count_arguments(Parser *p, Method *m)
{
    u32 params;
    Type result;
    u32 slots = sig_arg_slots(m->desc, &params, &result) + !method_is_static(m);
    if (slots > MAX_ARG_SLOTS)
        return parse_bad(p, "Too many arguments in method signature");
    m->arg_slots = (u16)slots;
    m->param_count = (u8)params;
    m->return_type = (u8)result;
    if (type_is_ref(result))
        m->flags |= METHOD_RETURN_REF;
    return true;
}

static void note_in_class(Parser *p, const Method *m)
{
    bool is_instance = !method_is_static(m) && !method_is_abstract(m);
    if ((p->file->access & ACC_INTERFACE) && is_instance)
        p->file->class_flags |= CLASS_HAS_DEFAULTS;
    if (is_instance && m->name == SYM(finalize) && m->desc == SYM(void_signature) &&
        !(m->flags & METHOD_EMPTY_BODY))
        p->file->class_flags |= CLASS_HAS_FINALIZER;
}

static bool parse_method(Parser *p, Method *m, u32 slot)
{
    if (!parse_need(p, 8)) /* flags, name, descriptor, number of attributes */
        return false;
    m->access = bytes_u16(&p->in);
    u32 name_index = bytes_u16(&p->in), desc_index = bytes_u16(&p->in);
    m->slot = (u16)slot;
    m->vtable_index = VTABLE_NONE;
    m->itable_index = -1;
    m->name = parse_utf8(p, name_index);
    if (!m->name)
        return parse_bad(p, "Illegal constant pool index %u for method name", name_index);
    if (!parse_check_method_name(p, m->name))
        return false;
    m->desc = parse_utf8(p, desc_index);
    if (!m->desc)
        return parse_bad(p, "Illegal constant pool index %u for method signature", desc_index);
    if (!check_special_name(p, m) || !parse_check_method_desc(p, m->name, m->desc) ||
        !count_arguments(p, m) || !parse_method_attributes(p, m))
        return false;
    note_in_class(p, m);
    return true;
}

bool parse_methods(Parser *p)
{
    ClassFile *file = p->file;
    if (!parse_need(p, 2))
        return false;
    file->method_count = bytes_u16(&p->in);
    u32 length = parse_table_length(p, file->method_count, 8);
    file->methods = ARENA_ARRAY(p->scratch, Method, length);
    u64 *keys = ARENA_ARRAY(p->scratch, u64, length), duplicate;
    for (u32 i = 0; i < file->method_count; i++) {
        Method *m = &file->methods[i];
        if (!parse_method(p, m, i))
            return false;
        keys[i] = parse_member_key(m->name, m->desc);
    }
    if (p->verify && parse_find_duplicate(keys, file->method_count, &duplicate))
        return parse_bad_twice(p, "method", duplicate);
    return true;
}
