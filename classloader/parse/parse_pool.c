/* parse_pool.c - see parse_parts.h.
 * The constant pool (JVMS 4.4) in three passes: entries may refer to later ones, so what they name is checked
 * when all are read, and names and descriptors after that. */
#include "classloader/parse/parse_parts.h"

#include "vm/base/utf8.h"

/* ---- First pass: tags and raw contents ---- */

static bool supported(Parser *p, u8 tag)
{
    u16 since = tag == CP_DYNAMIC ? JAVA_11 : JAVA_7;
    if (p->major >= since)
        return true;
    return parse_bad(p, "Class file version does not support constant tag %u", tag);
}

static bool read_utf8(Parser *p, CpEntry *entry)
{
    u32 length = bytes_u16(&p->in);
    const u8 *text = bytes_skip(&p->in, length);
    if (!text || !parse_need(p, 1)) /* a file never ends with a Utf8 */
        return parse_truncated(p);
    /* Checked for every class: whoever decodes the text later relies on its form. */
    if (!utf8_is_modified(text, length))
        return parse_bad(p, "Illegal UTF8 string in constant pool");
    Symbol *symbol = symbol_intern((const char *)text, length);
    if (!symbol)
        return fail_set(p->fail, SYM(x_OutOfMemoryError), bytes_offset(&p->in), "Metaspace");
    entry->ref = (u32)(uintptr_t)symbol;
    return true;
}

static bool read_entry(Parser *p, u8 tag, CpEntry *entry)
{
    switch (tag) {
    case CP_UTF8: return read_utf8(p, entry);
    case CP_INTEGER:
    case CP_FLOAT: entry->raw = bytes_u32(&p->in); return true;
    case CP_LONG:
    case CP_DOUBLE: entry->raw = bytes_u64(&p->in); return true;
    case CP_METHOD_TYPE:
        if (!supported(p, tag))
            return false;
        entry->a = bytes_u16(&p->in);
        return true;
    case CP_CLASS:
    case CP_STRING: entry->a = bytes_u16(&p->in); return true;
    case CP_METHOD_HANDLE:
        if (!supported(p, tag))
            return false;
        entry->a = bytes_u8(&p->in);
        entry->b = bytes_u16(&p->in);
        return true;
    case CP_DYNAMIC:
    case CP_INVOKE_DYNAMIC:
        if (!supported(p, tag))
            return false;
        entry->a = bytes_u16(&p->in);
        entry->b = bytes_u16(&p->in);
        p->bootstrap_needed = max_u32(p->bootstrap_needed, entry->a + 1u);
        return true;
    case CP_FIELDREF:
    case CP_METHODREF:
    case CP_INTERFACE_METHODREF:
    case CP_NAME_AND_TYPE:
        entry->a = bytes_u16(&p->in);
        entry->b = bytes_u16(&p->in);
        return true;
    case CP_MODULE:
    case CP_PACKAGE:
        if (p->major >= JAVA_9) {
            p->module_tag = tag;
            entry->a = bytes_u16(&p->in);
            return true;
        }
        return parse_bad(p, "Unknown constant tag %u", tag);
    default: return parse_bad(p, "Unknown constant tag %u", tag);
    }
}

static bool read_entries(Parser *p)
{
    ConstPool *pool = &p->file->pool;
    for (u32 i = 1; i < pool->count; i++) {
        u8 tag = bytes_u8(&p->in);
        if (!parse_ok(p) || !read_entry(p, tag, &pool->entries[i]))
            return false;
        pool->tags[i] = tag;
        if (tag == CP_LONG || tag == CP_DOUBLE) {
            if (++i >= pool->count) /* the entry takes two indices, and the second has no tag */
                return parse_bad(p, "Invalid constant pool entry %u", i - 1);
        }
    }
    return parse_ok(p);
}

/* ---- Second pass: what the indices name ---- */

static bool expect(Parser *p, u32 index, u8 tag)
{
    return LIKELY(parse_is_tag(p, index, tag)) || parse_bad(p, "Invalid constant pool index %u", index);
}

static bool check_handle_indices(Parser *p, u32 at, const CpEntry *entry)
{
    u32 ref = entry->b;
    if (ref == 0 || ref >= p->file->pool.count)
        return parse_bad(p, "Invalid constant pool index %u", ref);
    if (entry->a < 1 || entry->a > 9)
        return parse_bad(p, "Bad method handle kind at constant pool index %u", at);
    u8 tag = p->file->pool.tags[ref];
    bool static_or_special = entry->a == 6 || entry->a == 7;
    const char *wanted = NULL;
    if (entry->a <= 4)
        wanted = tag == CP_FIELDREF ? NULL : "field";
    else if (entry->a == 9)
        wanted = tag == CP_INTERFACE_METHODREF ? NULL : "interface method";
    else if (tag != CP_METHODREF &&
             !(static_or_special && tag == CP_INTERFACE_METHODREF && p->major >= JAVA_8))
        wanted = "method";
    if (!wanted)
        return true;
    return parse_bad_text(p, "Invalid constant pool index %u in class file %s (not a%s %s)", ref,
                          p->class_name->text, wanted[0] == 'i' ? "n" : "", wanted);
}

static bool check_indices(Parser *p, u32 at)
{
    const CpEntry *entry = &p->file->pool.entries[at];
    switch (p->file->pool.tags[at]) {
    case CP_CLASS:
    case CP_STRING:
    case CP_METHOD_TYPE:
    case CP_MODULE:
    case CP_PACKAGE: return expect(p, entry->a, CP_UTF8);
    case CP_FIELDREF:
    case CP_METHODREF:
    case CP_INTERFACE_METHODREF:
        return expect(p, entry->a, CP_CLASS) && expect(p, entry->b, CP_NAME_AND_TYPE);
    case CP_NAME_AND_TYPE: return expect(p, entry->a, CP_UTF8) && expect(p, entry->b, CP_UTF8);
    case CP_METHOD_HANDLE: return check_handle_indices(p, at, entry);
    case CP_DYNAMIC:
    case CP_INVOKE_DYNAMIC: return expect(p, entry->b, CP_NAME_AND_TYPE);
    default: return true;
    }
}

/* ---- Third pass: names and descriptors (4.2, 4.3, 4.4.2, 4.4.8) ---- */

static bool check_name_and_type(Parser *p, const CpEntry *entry)
{
    const ConstPool *pool = &p->file->pool;
    Symbol *name = pool_symbol(pool, entry->a), *desc = pool_symbol(pool, entry->b);
    if (desc->length == 0 || name->length == 0)
        return parse_bad_text(p, "Illegal zero length constant pool entry at %u in class %s",
                              desc->length == 0 ? entry->b : entry->a, p->class_name->text);
    if (desc->text[0] == '(')
        return parse_check_method_name(p, name) && parse_check_method_desc(p, name, desc);
    return parse_check_field_name(p, name) && parse_check_field_desc(p, name, desc);
}

/* The names and descriptors of NameAndType entries are checked with those entries. So since version 51 an
 * entry that refers to one asks only whether it is for a field or for a method. */
static bool check_field_use(Parser *p, u32 at)
{
    const ConstPool *pool = &p->file->pool;
    Symbol *name = pool_member_name(pool, at), *desc = pool_member_desc(pool, at);
    if (p->major < JAVA_7)
        return parse_check_field_name(p, name) && parse_check_field_desc(p, name, desc);
    return desc->length == 0 || desc->text[0] != '(' || parse_check_field_desc(p, name, desc);
}

static bool check_method_use(Parser *p, u32 at)
{
    const ConstPool *pool = &p->file->pool;
    Symbol *name = pool_member_name(pool, at), *desc = pool_member_desc(pool, at);
    if (p->major < JAVA_7)
        return parse_check_method_name(p, name) && parse_check_method_desc(p, name, desc);
    return desc->text[0] == '(' || parse_check_method_desc(p, name, desc);
}

static bool check_method_ref(Parser *p, u32 at)
{
    const ConstPool *pool = &p->file->pool;
    const Symbol *name = pool_member_name(pool, at);
    bool is_methodref = pool->tags[at] == CP_METHODREF;
    if (!check_method_use(p, at))
        return false;
    if (is_methodref && name->text[0] == '<' && name != SYM(init))
        return parse_bad(p, "Bad method name at constant pool index %u",
                         pool->entries[pool->entries[at].b].a);
    return true;
}

static bool check_handle_name(Parser *p, const CpEntry *entry)
{
    if (entry->a <= 4)
        return true;
    const ConstPool *pool = &p->file->pool;
    const Symbol *name = pool_member_name(pool, entry->b);
    u32 name_index = pool->entries[pool->entries[entry->b].b].a;
    if (entry->a == 8 && name != SYM(init))
        return parse_bad(p, "Bad constructor name at constant pool index %u", name_index);
    if (entry->a != 8 && (name == SYM(init) || name == SYM(clinit)))
        return parse_bad(p, "Bad method name at constant pool index %u", name_index);
    return true;
}

static bool check_dynamic(Parser *p, u32 at)
{
    const ConstPool *pool = &p->file->pool;
    Symbol *name = pool_member_name(pool, at), *desc = pool_member_desc(pool, at);
    if (pool->tags[at] == CP_INVOKE_DYNAMIC)
        return check_method_use(p, at);
    if (desc->text[0] == '(')
        return parse_bad_text(p, "CONSTANT_Dynamic \"%s\" in class %s has illegal signature \"%s\"",
                              name->text, p->class_name->text, desc->text);
    return true;
}

static bool check_contents(Parser *p, u32 at)
{
    const ConstPool *pool = &p->file->pool;
    const CpEntry *entry = &pool->entries[at];
    Symbol *name;
    switch (pool->tags[at]) {
    case CP_CLASS: return parse_check_class_name(p, pool_symbol(pool, entry->a));
    case CP_NAME_AND_TYPE: return check_name_and_type(p, entry);
    case CP_FIELDREF: return check_field_use(p, at);
    case CP_METHODREF:
    case CP_INTERFACE_METHODREF: return check_method_ref(p, at);
    case CP_METHOD_HANDLE: return check_handle_name(p, entry);
    case CP_METHOD_TYPE:
        name = symbol_from("type"); /* what HotSpot's message calls it */
        return parse_check_method_desc(p, name, pool_symbol(pool, entry->a));
    case CP_DYNAMIC:
    case CP_INVOKE_DYNAMIC: return check_dynamic(p, at);
    default: return true;
    }
}

bool parse_pool(Parser *p)
{
    ConstPool *pool = &p->file->pool;
    pool->count = bytes_u16(&p->in);
    if (!parse_ok(p))
        return false;
    if (pool->count == 0)
        return parse_bad(p, "Illegal constant pool size 0");
    pool->tags = ARENA_ARRAY(p->scratch, u8, pool->count);
    pool->entries = ARENA_ARRAY(p->scratch, CpEntry, pool->count);
    if (!read_entries(p))
        return false;
    if (p->module_tag && !p->options->modules) /* parse_class_flags refuses the file */
        return true;
    for (u32 i = 1; i < pool->count; i++)
        if (!check_indices(p, i))
            return false;
    for (u32 i = 1; i < pool->count; i++)
        if (!check_contents(p, i))
            return false;
    return true;
}
