/* define_mirror.c - see define.h and define_parts.h.
 * Makes a class's java.lang.Class. Classes that are loaded before java.lang.Class itself get theirs
 * afterwards. */
#include "classloader/define/define_parts.h"

#include "classloader/define/layout.h"
#include "classloader/load/loader.h"
#include "classloader/load/module.h"
#include "gc/heap.h"
#include "vm/bytecode/attribute.h"
#include "vm/library/wellknown.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"

static bool mirrors_possible(void)
{
    return WK(Class) && WK_FIELD(Class_vm_class);
}

/* What later releases read in the mirror, where earlier ones ask a native. */
static void copy_facts(const Class *c, Object *mirror)
{
    if (WK_FIELD(Class_modifiers))
        *FIELD_AT(mirror, WK_FIELD(Class_modifiers), u16) = (u16)attribute_class_modifiers(c);
    if (WK_FIELD(Class_primitive))
        *FIELD_AT(mirror, WK_FIELD(Class_primitive), u8) = class_is_primitive(c);
    if (WK_FIELD(Class_protectionDomain) && c->protection_domain_ref)
        ref_store(mirror, WK_FIELD(Class_protectionDomain), loader_ref(c->loader, c->protection_domain_ref));
}

bool define_make_mirror(Thread *t, Class *c)
{
    if (!mirrors_possible() || c->mirror)
        return true;
    layout_statics(c);
    Object *mirror = heap_new_mirror(t, WK(Class), c);
    if (!mirror)
        return false;
    *FIELD_AT(mirror, WK_FIELD(Class_vm_class), u64) = (u64)(uintptr_t)c;
    if (c->loader->java_loader)
        ref_store(mirror, WK_FIELD(Class_classLoader), c->loader->java_loader);
    if (class_is_array(c))
        ref_store(mirror, WK_FIELD(Class_componentType), c->element->mirror);
    if (c->class_data_ref)
        ref_store(mirror, WK_FIELD(Class_classData), loader_ref(c->loader, c->class_data_ref));
    ref_store(mirror, WK_FIELD(Class_module), module_mirror_module(c));
    copy_facts(c, mirror);
    /* The reference table keeps the mirror: arrays and primitives are in no list of classes, and a class
     * being defined is not listed yet. */
    if (!roots_loader_add_ref(c->loader, mirror)) {
        throw_out_of_memory(t, "Metaspace");
        return false;
    }
    __atomic_store_n(&c->mirror, mirror, __ATOMIC_RELEASE);
    return true;
}

typedef struct EarlyWalk {
    Thread *t;
    bool failed;
} EarlyWalk;

static void make_early(Class *c, void *context)
{
    EarlyWalk *walk = context;
    if (!walk->failed && !define_make_mirror(walk->t, c))
        walk->failed = true;
}

bool define_early_mirrors(Thread *t)
{
    EarlyWalk walk = {t, false};
    for (Type type = T_BOOLEAN; type <= T_VOID; type++) {
        if (wk_primitive[type])
            make_early(wk_primitive[type], &walk);
        if (wk_primitive_array[type])
            make_early(wk_primitive_array[type], &walk);
    }
    loader_for_each_class(boot_loader, make_early, &walk);
    return !walk.failed;
}

/* ---- ConstantValue (JVMS 4.7.2, 5.5 step 6) ---- */

static bool set_constant(Thread *t, Class *c, const Field *field)
{
    const CpEntry *entry = &c->pool.entries[field->constant_value];
    void *at = object_at(c->mirror, field->offset);
    switch (field->type) {
    case T_BOOLEAN: *(u8 *)at = entry->i & 1; return true;
    case T_BYTE: *(i8 *)at = (i8)entry->i; return true;
    case T_SHORT:
    case T_CHAR: *(u16 *)at = (u16)entry->i; return true;
    case T_INT:
    case T_FLOAT: *(u32 *)at = (u32)entry->raw; return true;
    case T_LONG:
    case T_DOUBLE: *(u64 *)at = entry->raw; return true;
    default: break;
    }
    Object *string = string_intern_symbol(t, pool_symbol(&c->pool, entry->a));
    if (!string)
        return false;
    ref_store(c->mirror, field->offset, string);
    return true;
}

bool define_set_constant_values(Thread *t, Class *c)
{
    for (u32 i = 0; i < c->field_count; i++)
        if (c->fields[i].constant_value && (c->fields[i].access & ACC_STATIC) &&
            !set_constant(t, c, &c->fields[i]))
            return false;
    return true;
}
