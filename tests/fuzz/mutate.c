/* mutate.c - see mutate.h.
 * Changes outside of code: flags, names, descriptors, pool entries, members, attributes. */
#include "tests/fuzz/mutate.h"

#include "vm/base/bytes.h"
#include "vm/model/pool.h"

#include <stdio.h>
#include <string.h>

static const char *const names[] = {
    "<init>",
    "<clinit>",
    "main",
    "run",
    "a",
    "",
    "toString",
    "finalize",
    "A",
    "x/y",
    "a.b",
    "[",
    "(",
    "equals",
    "Code",
    "StackMapTable",
    "Exceptions",
    "ConstantValue",
    "Signature",
    "BootstrapMethods",
    "InnerClasses",
    "EnclosingMethod",
    "NestHost",
    "NestMembers",
    "PermittedSubclasses",
    "Record",
    "Module",
    "Synthetic",
    "Deprecated",
    "SourceFile",
    "SourceDebugExtension",
    "RuntimeVisibleAnnotations",
    "AnnotationDefault",
    "RuntimeVisibleParameterAnnotations",
    "RuntimeVisibleTypeAnnotations",
    "MethodParameters",
    "LocalVariableTable",
    "LineNumberTable",
    "java/lang/Object",
    "java/lang/String",
    "java/lang/Runnable",
    "java/lang/Throwable",
    "java/lang/Cloneable",
    "java/lang/Enum",
    "java/lang/Record",
    "java/lang/Integer",
    "java/lang/Class",
    "java/lang/invoke/MethodHandle",
    "java/io/Serializable",
    "java/util/List",
    "java/lang/Error",
    "[Ljava/lang/Object;",
    "[I",
    "[[J",
    "no/such/Thing",
};
static const char *const descriptors[] = {
    "I",
    "J",
    "F",
    "D",
    "Z",
    "B",
    "C",
    "S",
    "V",
    "Ljava/lang/Object;",
    "Ljava/lang/String;",
    "[I",
    "[[D",
    "[Ljava/lang/String;",
    "Ljava/lang/Runnable;",
    "Lno/such/Thing;",
    "L;",
    "X",
    "()V",
    "()I",
    "(I)V",
    "(J)J",
    "(II)I",
    "(D)D",
    "(Ljava/lang/Object;)V",
    "()Ljava/lang/Object;",
    "(Ljava/lang/String;)V",
    "([I)V",
    "()",
    "(V)V",
    "([Ljava/lang/String;)V",
    "(Ljava/lang/Object;)Z",
    "(JD)V",
    "(IJI)J",
};

/* ---- random ---- */

/* splitmix64 */
u64 random_next(Random *r)
{
    u64 z = r->state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

/* Seeds a few steps of `state` apart would give one sequence, from different places on. */
Random random_from(u64 seed)
{
    Random r = {seed};
    return (Random){random_next(&r)};
}

u32 random_below(Random *r, u32 bound)
{
    return bound ? (u32)(random_next(r) % bound) : 0;
}

static bool one_in(Random *r, u32 n)
{
    return random_below(r, n) == 0;
}

/* ---- choosing ---- */

/* Some entry with the tag; 0: there is none. Any entry if tag is 0. */
static u16 pick_constant(const ClassModel *m, Random *r, u8 tag)
{
    u32 count = 0, chosen = 0;
    for (u32 i = 1; i < m->pool_count; i++)
        if ((tag == 0 || m->pool[i].tag == tag) && one_in(r, ++count))
            chosen = i;
    return (u16)chosen;
}

static u16 pick_name(ClassModel *m, Random *r)
{
    if (one_in(r, 2))
        return pick_constant(m, r, CP_UTF8);
    return class_model_utf8(m, names[random_below(r, COUNT_OF(names))]);
}

static u16 pick_descriptor(ClassModel *m, Random *r)
{
    if (one_in(r, 2))
        return pick_constant(m, r, CP_UTF8);
    return class_model_utf8(m, descriptors[random_below(r, COUNT_OF(descriptors))]);
}

static u16 pick_class(ClassModel *m, Random *r)
{
    u16 name = one_in(r, 3) ? pick_name(m, r) : 0;
    u8 data[2] = {(u8)(name >> 8), (u8)name};
    return name ? class_model_add(m, CP_CLASS, data, 2) : pick_constant(m, r, CP_CLASS);
}

static Members *pick_members(ClassModel *m, Random *r)
{
    return one_in(r, 3) && m->fields.count ? &m->fields : &m->methods;
}

static Member *pick_member(ClassModel *m, Random *r)
{
    Members *members = pick_members(m, r);
    return members->count ? &members->items[random_below(r, members->count)] : NULL;
}

static Attributes *pick_attributes(ClassModel *m, Random *r)
{
    Member *member = one_in(r, 2) ? pick_member(m, r) : NULL;
    return member ? &member->attributes : &m->attributes;
}

/* ---- class ---- */

static void flip_flag(ClassModel *m, Random *r, char *text)
{
    u16 bit = (u16)(1u << random_below(r, 16));
    Member *member = one_in(r, 4) ? NULL : pick_member(m, r);
    u16 *flags = member ? &member->access : &m->access;
    *flags ^= bit;
    snprintf(text, MUTATION_TEXT, "%s flags ^ 0x%04x", member ? "member" : "class", bit);
}

static void change_version(ClassModel *m, Random *r, char *text)
{
    m->major = (u16)(45 + random_below(r, 18));
    if (one_in(r, 4))
        m->minor = one_in(r, 2) ? 65535 : (u16)random_below(r, 4);
    snprintf(text, MUTATION_TEXT, "version %u.%u", m->major, m->minor);
}

static void change_this_or_super(ClassModel *m, Random *r, char *text)
{
    bool is_super = !one_in(r, 4);
    u16 index = one_in(r, 8) ? (u16)random_below(r, m->pool_count + 1) : pick_class(m, r);
    *(is_super ? &m->super_index : &m->this_index) = index;
    snprintf(text, MUTATION_TEXT, "%s class #%u", is_super ? "super" : "this", index);
}

static void change_interfaces(ClassModel *m, Random *r, char *text)
{
    if (m->interface_count && one_in(r, 2)) {
        u32 at = random_below(r, m->interface_count);
        m->interfaces[at] = m->interfaces[--m->interface_count];
        snprintf(text, MUTATION_TEXT, "interface removed");
        return;
    }
    u16 index = m->interface_count && one_in(r, 4) ? m->interfaces[0] : pick_class(m, r);
    m->interfaces =
        class_model_make_room(m->arena, m->interfaces, m->interface_count, m->interface_count, sizeof(u16));
    m->interfaces[m->interface_count++] = index;
    snprintf(text, MUTATION_TEXT, "interface #%u added", index);
}

/* ---- pool ---- */

static u8 *own_data(ClassModel *m, Constant *c)
{
    u8 *copy = arena_alloc(m->arena, c->size);
    memcpy(copy, c->data, c->size);
    c->data = copy;
    return copy;
}

static void set_u16(u8 *at, u16 value)
{
    at[0] = (u8)(value >> 8);
    at[1] = (u8)value;
}

/* The tag that the entry should have that an index of another entry leads to; 0: any. */
static u8 expected_tag(u8 tag, bool is_second)
{
    switch (tag) {
    case CP_CLASS:
    case CP_STRING:
    case CP_METHOD_TYPE:
    case CP_MODULE:
    case CP_PACKAGE:
    case CP_NAME_AND_TYPE: return CP_UTF8;
    case CP_FIELDREF:
    case CP_METHODREF:
    case CP_INTERFACE_METHODREF: return is_second ? CP_NAME_AND_TYPE : CP_CLASS;
    case CP_DYNAMIC:
    case CP_INVOKE_DYNAMIC: return is_second ? CP_NAME_AND_TYPE : 0;
    default: return 0;
    }
}

static void change_index(ClassModel *m, Random *r, u32 at, char *text)
{
    Constant *c = &m->pool[at];
    u8 *data = own_data(m, c);
    bool is_second = c->size == 4 && one_in(r, 2);
    u8 tag = expected_tag(c->tag, is_second);
    u16 index = one_in(r, 10) ? (u16)random_below(r, m->pool_count + 2) : pick_constant(m, r, tag);
    if (c->tag == CP_METHOD_HANDLE) {
        if (one_in(r, 2))
            data[0] = (u8)random_below(r, 11);
        else
            set_u16(data + 1, index);
    } else if ((c->tag == CP_DYNAMIC || c->tag == CP_INVOKE_DYNAMIC) && !is_second) {
        set_u16(data, (u16)random_below(r, 6));
    } else {
        set_u16(data + (is_second ? 2 : 0), index);
    }
    snprintf(text, MUTATION_TEXT, "constant #%u tag %u leads to #%u", at, c->tag, index);
}

static void change_utf8(ClassModel *m, Random *r, u32 at, char *text)
{
    Constant *c = &m->pool[at];
    if (one_in(r, 3) && c->size > 2) {
        u32 place = 2 + random_below(r, c->size - 2u);
        static const char odd[] = ";/.[()<>LIJDV$ax\x80\xC0\xF0";
        u8 letter = one_in(r, 2) ? (u8)random_next(r) : (u8)odd[random_below(r, sizeof odd - 1)];
        own_data(m, c)[place] = letter;
        snprintf(text, MUTATION_TEXT, "text #%u letter %u is 0x%02x", at, place - 2, letter);
        return;
    }
    u16 other = one_in(r, 2) ? pick_descriptor(m, r) : pick_name(m, r);
    c = &m->pool[at]; /* the pool may have grown */
    c->data = m->pool[other].data;
    c->size = m->pool[other].size;
    snprintf(text, MUTATION_TEXT, "text #%u is text #%u", at, other);
}

static void change_number(ClassModel *m, Random *r, u32 at, char *text)
{
    Constant *c = &m->pool[at];
    u8 *data = own_data(m, c);
    data[random_below(r, c->size)] ^= (u8)(1u << random_below(r, 8));
    snprintf(text, MUTATION_TEXT, "number #%u changed", at);
}

static void change_tag(ClassModel *m, Random *r, u32 at, char *text)
{
    static const u8 small[] = {CP_CLASS, CP_STRING, CP_METHOD_TYPE, CP_MODULE, CP_PACKAGE};
    static const u8 large[] = {
        CP_INTEGER,       CP_FLOAT,   CP_FIELDREF,      CP_METHODREF, CP_INTERFACE_METHODREF,
        CP_NAME_AND_TYPE, CP_DYNAMIC, CP_INVOKE_DYNAMIC};
    Constant *c = &m->pool[at];
    if (c->tag != CP_UTF8 && c->size == 2)
        c->tag = small[random_below(r, COUNT_OF(small))];
    else if (c->tag != CP_UTF8 && c->size == 4)
        c->tag = large[random_below(r, COUNT_OF(large))];
    else if (c->size == 8)
        c->tag ^= CP_LONG ^ CP_DOUBLE;
    snprintf(text, MUTATION_TEXT, "constant #%u has tag %u", at, c->tag);
}

static void change_pool(ClassModel *m, Random *r, char *text)
{
    u32 at = pick_constant(m, r, 0);
    u8 tag = m->pool[at].tag;
    if (at == 0 || tag == 0)
        return;
    if (one_in(r, 6))
        change_tag(m, r, at, text);
    else if (tag == CP_UTF8)
        change_utf8(m, r, at, text);
    else if (tag == CP_INTEGER || tag == CP_FLOAT || tag == CP_LONG || tag == CP_DOUBLE)
        change_number(m, r, at, text);
    else
        change_index(m, r, at, text);
}

/* ---- members ---- */

static void copy_or_remove_member(ClassModel *m, Random *r, char *text)
{
    Members *members = pick_members(m, r);
    const char *what = members == &m->fields ? "field" : "method";
    if (members->count == 0)
        return;
    u32 at = random_below(r, members->count);
    if (one_in(r, 2)) {
        members->count--;
        memmove(members->items + at, members->items + at + 1, (members->count - at) * sizeof(Member));
        snprintf(text, MUTATION_TEXT, "%s %u removed", what, at);
        return;
    }
    Member copy = members->items[at];
    bool renamed = !one_in(r, 3);
    if (renamed)
        copy.name = pick_name(m, r);
    members->items =
        class_model_make_room(m->arena, members->items, members->count, members->count, sizeof(Member));
    members->items[members->count++] = copy;
    snprintf(text, MUTATION_TEXT, "%s %u copied%s", what, at, renamed ? " and renamed" : "");
}

static void change_member(ClassModel *m, Random *r, char *text)
{
    Member *member = pick_member(m, r);
    if (!member)
        return;
    bool is_name = one_in(r, 2);
    u16 index = is_name ? pick_name(m, r) : pick_descriptor(m, r);
    *(is_name ? &member->name : &member->desc) = index;
    snprintf(text, MUTATION_TEXT, "member's %s is #%u", is_name ? "name" : "descriptor", index);
}

static void move_code(ClassModel *m, Random *r, char *text)
{
    if (m->methods.count < 2)
        return;
    u32 from = random_below(r, m->methods.count), to = random_below(r, m->methods.count);
    m->methods.items[to].attributes = m->methods.items[from].attributes;
    snprintf(text, MUTATION_TEXT, "method %u has the attributes of method %u", to, from);
}

/* ---- attributes ---- */

static void change_info(ClassModel *m, Random *r, Attribute *a, char *text)
{
    u8 *copy = arena_alloc(m->arena, a->size + 4);
    if (a->size)
        memcpy(copy, a->info, a->size);
    u32 kind = random_below(r, 5);
    if (kind == 0) {
        a->size += 2;
    } else if (kind == 1) {
        a->size -= min_u32(a->size, 1 + random_below(r, 2));
    } else if (a->size >= 2) {
        u32 at = random_below(r, a->size / 2) * 2;
        u16 value = kind == 2 ? pick_constant(m, r, 0)
                              : (u16)(bytes_peek_u16(copy + at) + (one_in(r, 2) ? 1 : 0xFFFF));
        set_u16(copy + at, value);
    }
    a->info = copy;
    snprintf(text, MUTATION_TEXT, "attribute named #%u: %s", a->name,
             kind == 0   ? "two bytes more"
             : kind == 1 ? "cut"
                         : "one index changed");
}

static void change_attributes(ClassModel *m, Random *r, char *text)
{
    Attributes *in = pick_attributes(m, r);
    if (in->count == 0)
        return;
    u32 at = random_below(r, in->count);
    Attribute *a = &in->items[at];
    switch (random_below(r, 5)) {
    case 0:
        in->items[at] = in->items[--in->count];
        snprintf(text, MUTATION_TEXT, "attribute %u removed", at);
        break;
    case 1: {
        Attributes *to = one_in(r, 2) ? in : pick_attributes(m, r);
        Attribute copy = *a;
        to->items = class_model_make_room(m->arena, to->items, to->count, to->count, sizeof copy);
        to->items[to->count++] = copy;
        snprintf(text, MUTATION_TEXT, "attribute named #%u copied", copy.name);
        break;
    }
    case 2:
        a->name = pick_name(m, r);
        snprintf(text, MUTATION_TEXT, "attribute %u is named #%u", at, a->name);
        break;
    default: change_info(m, r, a, text); break;
    }
}

/* ---- any of them ---- */

void mutate_structure(ClassModel *m, Random *r, char text[MUTATION_TEXT])
{
    static void (*const changes[])(ClassModel *, Random *, char *) = {
        flip_flag,     flip_flag,         change_version,    change_this_or_super, change_interfaces,
        change_pool,   change_pool,       change_pool,       change_pool,          copy_or_remove_member,
        change_member, change_attributes, change_attributes, change_attributes,    move_code,
    };
    text[0] = '\0';
    for (int attempts = 0; attempts < 8 && text[0] == '\0'; attempts++)
        changes[random_below(r, COUNT_OF(changes))](m, r, text);
}
