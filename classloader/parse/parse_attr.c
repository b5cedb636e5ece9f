/* parse_attr.c - see parse_parts.h.
 * Attributes of classes and fields (JVMS 4.7): their form is checked and their offsets are kept. Whoever
 * needs the contents at run time reads them from the class file, whose indices are valid after these
 * checks. */
#include "classloader/parse/parse_parts.h"

#include "vm/base/map.h"

enum { MAX_ANNOTATION_DEPTH = 64, INNER_FLAGS = 0x763F };

bool parse_attribute(Parser *p, const char *what, Attribute *ret)
{
    u32 name_index = bytes_u16(&p->in);
    u32 length = bytes_u32(&p->in);
    if (!parse_ok(p))
        return false;
    const Symbol *name = parse_utf8(p, name_index);
    if (!name && p->verify)
        return parse_bad(p, what, name_index);
    u32 info = bytes_offset(&p->in);
    *ret = (Attribute){name ? symbol_id(name) : SYM_COUNT, info, length, (u64)info + length};
    return true;
}

bool parse_attribute_end(Parser *p, const Attribute *a)
{
    if (!parse_ok(p))
        return false;
    if (!parse_attribute_fits(p, a))
        return parse_truncated(p);
    p->in.at = p->in.start + a->end;
    return true;
}

bool parse_once(Parser *p, const Attribute *a, u32 *offset, const char *where)
{
    if (*offset)
        return parse_bad(p, "Multiple %s attributes%s", SYM_COUNT == a->id ? "" : symbol_known[a->id]->text,
                         where);
    *offset = a->info;
    return true;
}

bool parse_empty(Parser *p, const Attribute *a, const char *what)
{
    return a->length == 0 ||
           parse_bad(p, "Invalid %s %s attribute length %u", symbol_known[a->id]->text, what, a->length);
}

/* ---- Annotations (4.7.16): only those that the VM itself acts on ---- */

static void skip_element_value(Bytes *in, u32 depth)
{
    u8 tag = bytes_u8(in);
    if (depth > MAX_ANNOTATION_DEPTH) {
        in->failed = true;
    } else if (tag == 'e') {
        bytes_skip(in, 4);
    } else if (tag == '[') {
        for (u32 left = bytes_u16(in); left && !in->failed; left--)
            skip_element_value(in, depth + 1);
    } else if (tag == '@') {
        bytes_u16(in);
        for (u32 left = bytes_u16(in); left && !in->failed; left--) {
            bytes_u16(in);
            skip_element_value(in, depth + 1);
        }
    } else {
        bytes_u16(in);
    }
}

static u32 method_flag(SymbolId annotation)
{
    switch (annotation) {
    case SYM_anno_CallerSensitive: return METHOD_CALLER_SENSITIVE;
    case SYM_anno_Hidden:
    case SYM_anno_LambdaForm_Hidden: return METHOD_HIDDEN;
    case SYM_anno_LambdaForm_Compiled: return METHOD_LAMBDA_COMPILED | METHOD_HIDDEN;
    case SYM_anno_Scoped: return METHOD_SCOPED;
    case SYM_anno_ForceInline: return METHOD_FORCE_INLINE;
    case SYM_anno_DontInline: return METHOD_DONT_INLINE;
    case SYM_anno_IntrinsicCandidate: return METHOD_INTRINSIC_CANDIDATE;
    case SYM_anno_ReservedStackAccess: return METHOD_RESERVED_STACK;
    default: return 0;
    }
}

static u32 field_flag(SymbolId annotation)
{
    switch (annotation) {
    case SYM_anno_Stable: return FIELD_STABLE;
    case SYM_anno_Contended: return FIELD_CONTENDED;
    default: return 0;
    }
}

static u32 annotation_flags(Parser *p, const Attribute *a, u32 (*flag)(SymbolId))
{
    if (!p->options->vm_annotations || !parse_attribute_fits(p, a))
        return 0;
    Bytes in = bytes_make(p->in.start + a->info, a->length);
    u32 flags = 0;
    for (u32 left = bytes_u16(&in); left && !in.failed; left--) {
        const Symbol *type = parse_utf8(p, bytes_u16(&in));
        if (type)
            flags |= flag(symbol_id(type));
        for (u32 pairs = bytes_u16(&in); pairs && !in.failed; pairs--) {
            bytes_u16(&in);
            skip_element_value(&in, 0);
        }
    }
    return flags;
}

u32 parse_method_annotations(Parser *p, const Attribute *a)
{
    return annotation_flags(p, a, method_flag);
}

u32 parse_field_annotations(Parser *p, const Attribute *a)
{
    return annotation_flags(p, a, field_flag);
}

/* ---- Fields (4.5) ---- */

static bool constant_fits(Parser *p, const Field *field, u32 index)
{
    u8 tag = p->file->pool.tags[index], wanted;
    switch (field->type) {
    case T_LONG: wanted = CP_LONG; break;
    case T_FLOAT: wanted = CP_FLOAT; break;
    case T_DOUBLE: wanted = CP_DOUBLE; break;
    case T_OBJECT:
        return (field->desc == SYM(string_signature) && tag == CP_STRING) ||
               parse_bad(p, "Bad string initial value");
    case T_ARRAY: return parse_bad(p, "Unable to set initial value %u", index);
    default: wanted = CP_INTEGER;
    }
    return tag == wanted || parse_bad(p, "Inconsistent constant value type");
}

static bool parse_constant_value(Parser *p, Field *field, const Attribute *a)
{
    if (field->constant_value)
        return parse_bad(p, "Duplicate ConstantValue attribute");
    if (a->length != 2)
        return parse_bad(p, "Invalid ConstantValue field attribute length %u", a->length);
    u32 index = bytes_u16(&p->in);
    if (index == 0 || index >= p->file->pool.count)
        return parse_bad(p, "Bad initial value index %u in ConstantValue attribute", index);
    field->constant_value = (u16)index;
    return constant_fits(p, field, index);
}

static bool parse_field_signature(Parser *p, Field *field, const Attribute *a)
{
    if (field->signature)
        return parse_bad(p, "Multiple Signature attributes for field");
    if (a->length != 2)
        return parse_bad(p, "Wrong size %u for field's Signature attribute", a->length);
    u32 index = bytes_u16(&p->in);
    if (!parse_utf8(p, index))
        return parse_bad(p, "Invalid Signature attribute at constant pool index %u", index);
    field->signature = (u16)index;
    return true;
}

bool parse_field_attributes(Parser *p, Field *field)
{
    u32 visible = 0, invisible = 0, type_visible = 0, type_invisible = 0;
    field->attributes = bytes_offset(&p->in);
    for (u32 left = bytes_u16(&p->in); left; left--) {
        Attribute a;
        bool good = true;
        if (!parse_attribute(p, "Invalid field attribute index %u", &a))
            return false;
        if (a.id == SYM_attr_ConstantValue && (field->access & ACC_STATIC))
            good = parse_constant_value(p, field, &a);
        else if (a.id == SYM_attr_Synthetic || a.id == SYM_attr_Deprecated)
            good = parse_empty(p, &a, "field");
        else if (p->major < JAVA_1_5)
            good = true;
        else if (a.id == SYM_attr_Signature)
            good = parse_field_signature(p, field, &a);
        else if (a.id == SYM_attr_RuntimeVisibleAnnotations)
            good = parse_once(p, &a, &visible, " for field");
        else if (a.id == SYM_attr_RuntimeInvisibleAnnotations)
            good = parse_once(p, &a, &invisible, " for field");
        else if (a.id == SYM_attr_RuntimeVisibleTypeAnnotations)
            good = parse_once(p, &a, &type_visible, " for field");
        else if (a.id == SYM_attr_RuntimeInvisibleTypeAnnotations)
            good = parse_once(p, &a, &type_invisible, " for field");
        if (a.id == SYM_attr_Synthetic)
            field->access |= ACC_SYNTHETIC;
        if (good && a.info == visible)
            field->flags |= (u8)parse_field_annotations(p, &a);
        if (!good || !parse_attribute_end(p, &a))
            return false;
    }
    return parse_ok(p);
}

/* ---- Classes: small attributes ---- */

static bool parse_source_file(Parser *p, const Attribute *a)
{
    if (a->length != 2)
        return parse_bad(p, "Wrong SourceFile attribute length");
    if (p->file->source_file)
        return parse_bad(p, "Multiple SourceFile attributes");
    u32 index = bytes_u16(&p->in);
    if (!parse_utf8(p, index))
        return parse_bad(p, "Invalid SourceFile attribute at constant pool index %u", index);
    p->file->source_file = (u16)index;
    return true;
}

static bool parse_class_signature(Parser *p, const Attribute *a)
{
    if (p->file->signature)
        return parse_bad(p, "Multiple Signature attributes");
    if (a->length != 2)
        return parse_bad(p, "Wrong Signature attribute length %u", a->length);
    u32 index = bytes_u16(&p->in);
    if (!parse_utf8(p, index))
        return parse_bad(p, "Invalid constant pool index %u in Signature attribute", index);
    p->file->signature = (u16)index;
    return true;
}

static bool parse_source_debug(Parser *p, const Attribute *a)
{
    p->file->source_debug_length = a->length;
    return parse_once(p, a, &p->file->source_debug, "");
}

static bool parse_enclosing_method(Parser *p, const Attribute *a)
{
    if (!parse_once(p, a, &p->file->enclosing_method, ""))
        return false;
    if (a->length != 4)
        return parse_bad(p, "Wrong EnclosingMethod attribute length %u", a->length);
    u32 class_index = bytes_u16(&p->in), method_index = bytes_u16(&p->in);
    if (class_index == 0)
        return parse_bad(p, "Invalid class index in EnclosingMethod attribute");
    if (!parse_is_tag(p, class_index, CP_CLASS))
        return parse_bad(p, "Invalid or out-of-bounds class index in EnclosingMethod attribute");
    if (method_index && !parse_is_tag(p, method_index, CP_NAME_AND_TYPE))
        return parse_bad(p, "Invalid or out-of-bounds method index in EnclosingMethod attribute");
    return true;
}

static bool parse_nest_host(Parser *p, const Attribute *a)
{
    if (p->file->nest_members)
        return parse_bad(p, "Conflicting NestMembers and NestHost attributes");
    if (p->file->nest_host_index)
        return parse_bad(p, "Multiple NestHost attributes");
    if (a->length != 2)
        return parse_bad(p, "Wrong NestHost attribute length");
    u32 index = bytes_u16(&p->in);
    if (!parse_is_tag(p, index, CP_CLASS))
        return parse_bad(p, "Nest-host class_info_index %u has bad constant type", index);
    p->file->nest_host_index = (u16)index;
    return true;
}

/* A count and so many class indices. */
static bool parse_class_list(Parser *p, const Attribute *a, const char *element)
{
    u32 count = bytes_u16(&p->in);
    if (!parse_need(p, 2u * count))
        return false;
    for (u32 i = 0; i < count; i++) {
        u32 index = bytes_u16(&p->in);
        if (!parse_is_tag(p, index, CP_CLASS))
            return parse_bad(p, "%s class_info_index %u has bad constant type", element, index);
    }
    return a->length == 2 + 2 * count || parse_bad(p, "Wrong %s attribute length", symbol_known[a->id]->text);
}

static bool note_nest_members(Parser *p, const Attribute *a)
{
    if (p->file->nest_host_index)
        return parse_bad(p, "Conflicting NestHost and NestMembers attributes");
    return parse_once(p, a, &p->file->nest_members, "");
}

static bool note_permitted_subclasses(Parser *p, const Attribute *a)
{
    if (!parse_once(p, a, &p->file->permitted_subclasses, ""))
        return false;
    return !(p->file->access & ACC_FINAL) ||
           parse_bad_text(p, "PermittedSubclasses attribute in final class file %s", p->class_name->text);
}

/* ---- InnerClasses (4.7.6) ---- */

static bool check_inner_class(Parser *p, u32 inner, u32 outer, u32 name, u32 flags)
{
    const ConstPool *pool = &p->file->pool;
    if (!parse_is_tag(p, inner, CP_CLASS))
        return parse_bad(p, "inner_class_info_index %u has bad constant type", inner);
    if (outer && !parse_is_tag(p, outer, CP_CLASS))
        return parse_bad(p, "outer_class_info_index %u has bad constant type", outer);
    if (outer && pool_class_name(pool, outer)->text[0] == '[')
        return parse_bad(p, "Outer class is an array class");
    if (name && !parse_is_tag(p, name, CP_UTF8))
        return parse_bad(p, "inner_name_index %u has bad constant type", name);
    if (p->verify && inner == outer)
        return parse_bad(p, "Class is both outer and inner class");
    flags &= INNER_FLAGS | (p->major >= JAVA_9 ? ACC_MODULE : 0);
    if ((flags & ACC_INTERFACE) && p->major < JAVA_6)
        flags |= ACC_ABSTRACT;
    return parse_check_class_flags(p, flags);
}

static const Symbol *class_at(const Parser *p, u64 offset)
{
    u16 index = bytes_peek_u16(p->in.start + offset);
    return index ? pool_class_name(&p->file->pool, index) : NULL;
}

/* Does a class enclose itself, directly or through others? The walk leaves each name at most once. */
static bool is_circular(const Parser *p, const Attribute *a, u32 count)
{
    Map outer_of, walked;
    map_init(&outer_of, p->scratch);
    map_init(&walked, p->scratch);
    for (u32 i = 0; i < count; i++) {
        u64 row = a->info + 2 + 8 * (u64)i;
        const Symbol *inner = class_at(p, row), *outer = class_at(p, row + 2);
        if (outer && !map_get(&outer_of, inner))
            map_put(&outer_of, inner, outer);
    }
    for (u32 i = 0; i < count; i++) {
        const Symbol *name = class_at(p, a->info + 2 + 8 * (u64)i);
        for (; name && !map_get_u64(&walked, (uintptr_t)name); name = map_get(&outer_of, name))
            map_put_u64(&walked, (uintptr_t)name, i + 1);
        if (name && map_get_u64(&walked, (uintptr_t)name) == i + 1)
            return true;
    }
    return false;
}

static bool parse_inner_classes(Parser *p, const Attribute *a)
{
    u32 count = bytes_u16(&p->in);
    if (count > bytes_left(&p->in) / 8)
        return parse_truncated(p);
    u64 *keys = ARENA_ARRAY(p->scratch, u64, count), duplicate;
    for (u32 i = 0; i < count; i++) {
        u64 key = bytes_u64(&p->in);
        if (!check_inner_class(p, (u16)(key >> 48), (u16)(key >> 32), (u16)(key >> 16), (u16)key))
            return false;
        keys[i] = key;
    }
    bool strict = p->verify && p->major >= JAVA_1_5;
    if (strict && a->length != 2 + 8 * count)
        return parse_bad(p, "Wrong InnerClasses attribute length");
    if (strict && parse_find_duplicate(keys, count, &duplicate))
        return parse_bad(p, "Duplicate entry in InnerClasses attribute");
    if (p->verify && is_circular(p, a, count))
        p->file->inner_classes = 0; /* HotSpot then treats the attribute as absent */
    return true;
}

/* ---- BootstrapMethods (4.7.23) ---- */

static bool is_loadable(const Parser *p, u32 index)
{
    u8 tag = index < p->file->pool.count ? p->file->pool.tags[index] : 0;
    return (tag >= CP_INTEGER && tag <= CP_STRING) || (tag >= CP_METHOD_HANDLE && tag <= CP_DYNAMIC);
}

static bool parse_bootstrap_methods(Parser *p, const Attribute *a)
{
    if (a->length < 2)
        return parse_bad(p, "Invalid BootstrapMethods attribute length %u", a->length);
    if (!parse_once(p, a, &p->file->bootstrap_methods, ""))
        return false;
    if (!parse_attribute_fits(p, a))
        return parse_truncated(p);
    p->file->bootstrap_count = bytes_u16(&p->in);
    if (p->bootstrap_needed > p->file->bootstrap_count)
        return parse_bad(p, "Short length on BootstrapMethods");
    for (u32 i = 0; i < p->file->bootstrap_count; i++) {
        u32 method = bytes_u16(&p->in), arguments = bytes_u16(&p->in);
        if (!parse_ok(p))
            return false;
        if (!parse_is_tag(p, method, CP_METHOD_HANDLE))
            return parse_bad(p, "bootstrap_method_index %u has bad constant type", method);
        if (bytes_offset(&p->in) + 2 * arguments > a->end)
            return parse_bad(
                p, "Invalid BootstrapMethods num_bootstrap_methods or num_bootstrap_arguments value");
        for (u32 k = 0; k < arguments; k++) {
            u32 argument = bytes_u16(&p->in);
            if (!is_loadable(p, argument))
                return parse_bad(p, "argument_index %u has bad constant type", argument);
        }
    }
    return bytes_offset(&p->in) == a->end || parse_bad(p, "Bad length on BootstrapMethods");
}

/* ---- Record (4.7.30) ---- */

static bool parse_component_attribute(Parser *p, const Attribute *a, u32 seen[5])
{
    switch (a->id) {
    case SYM_attr_Signature:
        if (!parse_once(p, a, &seen[0], " for Record component"))
            return false;
        if (a->length != 2)
            return parse_bad(p, "Invalid Signature attribute length %u in Record component", a->length);
        u32 index = bytes_u16(&p->in);
        return parse_utf8(p, index) ||
               parse_bad(p, "Invalid Signature attribute at constant pool index %u", index);
    case SYM_attr_RuntimeVisibleAnnotations: return parse_once(p, a, &seen[1], " for Record component");
    case SYM_attr_RuntimeInvisibleAnnotations: return parse_once(p, a, &seen[2], " for Record component");
    case SYM_attr_RuntimeVisibleTypeAnnotations: return parse_once(p, a, &seen[3], " for Record component");
    case SYM_attr_RuntimeInvisibleTypeAnnotations: return parse_once(p, a, &seen[4], " for Record component");
    default: return true;
    }
}

static bool parse_component(Parser *p)
{
    if (!parse_need(p, 6)) /* name, descriptor, number of attributes */
        return false;
    u32 name_index = bytes_u16(&p->in), desc_index = bytes_u16(&p->in), seen[5] = {0};
    Symbol *name = parse_utf8(p, name_index), *desc = parse_utf8(p, desc_index);
    if (!name)
        return parse_bad(p, "Invalid constant pool index %u for name in Record attribute", name_index);
    if (!parse_check_field_name(p, name))
        return false;
    if (!desc)
        return parse_bad(p, "Invalid constant pool index %u for descriptor in Record attribute", desc_index);
    if (!parse_check_field_desc(p, name, desc))
        return false;
    for (u32 left = bytes_u16(&p->in); left; left--) {
        Attribute a;
        if (!parse_attribute(p, "Invalid Record attribute name index %u", &a) ||
            !parse_component_attribute(p, &a, seen) || !parse_attribute_end(p, &a))
            return false;
    }
    return parse_ok(p);
}

static bool parse_record(Parser *p, const Attribute *a)
{
    p->file->class_flags |= CLASS_IS_RECORD;
    for (u32 left = bytes_u16(&p->in); left; left--)
        if (!parse_component(p))
            return false;
    return bytes_offset(&p->in) == a->end || parse_bad(p, "Record attribute has wrong length");
}

/* ---- All of a class ---- */

typedef struct Seen {
    u32 invisible, type_invisible;
} Seen;

static bool parse_class_attribute(Parser *p, const Attribute *a, Seen *seen)
{
    switch (a->id) {
    case SYM_attr_SourceFile: return parse_source_file(p, a);
    case SYM_attr_SourceDebugExtension: return parse_source_debug(p, a);
    case SYM_attr_InnerClasses: return parse_once(p, a, &p->file->inner_classes, "");
    case SYM_attr_Synthetic: p->file->access |= ACC_SYNTHETIC; return parse_empty(p, a, "classfile");
    case SYM_attr_Deprecated: return parse_empty(p, a, "classfile");
    default: break;
    }
    if (p->major < JAVA_1_5)
        return true;
    switch (a->id) {
    case SYM_attr_Signature: return parse_class_signature(p, a);
    case SYM_attr_EnclosingMethod: return parse_enclosing_method(p, a);
    case SYM_attr_RuntimeVisibleAnnotations: return parse_once(p, a, &p->file->annotations, "");
    case SYM_attr_RuntimeInvisibleAnnotations: return parse_once(p, a, &seen->invisible, "");
    case SYM_attr_RuntimeVisibleTypeAnnotations: return parse_once(p, a, &p->file->type_annotations, "");
    case SYM_attr_RuntimeInvisibleTypeAnnotations: return parse_once(p, a, &seen->type_invisible, "");
    case SYM_attr_BootstrapMethods: return p->major < JAVA_7 || parse_bootstrap_methods(p, a);
    case SYM_attr_NestHost: return p->major < JAVA_11 || parse_nest_host(p, a);
    case SYM_attr_NestMembers: return p->major < JAVA_11 || note_nest_members(p, a);
    case SYM_attr_Record: return p->major < JAVA_16 || parse_once(p, a, &p->file->record, "");
    case SYM_attr_PermittedSubclasses: return p->major < JAVA_17 || note_permitted_subclasses(p, a);
    default: return true;
    }
}

/* Goes back to the attribute whose info is at `info`. False: there is none (0). */
static bool reopen(Parser *p, u32 info, SymbolId id, Attribute *ret)
{
    if (info == 0)
        return false;
    u32 length = bytes_peek_u32(p->in.start + info - 4);
    *ret = (Attribute){id, info, length, (u64)info + length};
    p->in.at = p->in.start + info;
    return true;
}

/* HotSpot looks into these attributes when it has seen all of them. */
static bool parse_noted(Parser *p)
{
    ClassFile *file = p->file;
    const u8 *end = p->in.at;
    Attribute a;
    if (!file->inner_classes)
        file->enclosing_method = 0; /* HotSpot ignores EnclosingMethod without InnerClasses */
    if (reopen(p, file->inner_classes, SYM_attr_InnerClasses, &a) && !parse_inner_classes(p, &a))
        return false;
    if (reopen(p, file->nest_members, SYM_attr_NestMembers, &a) && !parse_class_list(p, &a, "Nest member"))
        return false;
    if (reopen(p, file->record, SYM_attr_Record, &a) && !parse_record(p, &a))
        return false;
    if (reopen(p, file->permitted_subclasses, SYM_attr_PermittedSubclasses, &a) &&
        !parse_class_list(p, &a, "Permitted subclass"))
        return false;
    p->in.at = end;
    return parse_ok(p);
}

bool parse_class_attributes(Parser *p)
{
    Seen seen = {0, 0};
    for (u32 left = bytes_u16(&p->in); left; left--) {
        Attribute a;
        if (!parse_attribute(p, "Attribute name has bad constant pool index %u", &a) ||
            !parse_class_attribute(p, &a, &seen) || !parse_attribute_end(p, &a))
            return false;
    }
    if (p->bootstrap_needed && !p->file->bootstrap_methods)
        return parse_bad(p, "Missing BootstrapMethods attribute");
    return parse_ok(p) && parse_noted(p);
}
