/* define_supers.c - see define_parts.h.
 * Loads what a class extends and implements; the errors are those of JVMS 5.3.5 (steps 3 and 4), with
 * HotSpot's texts. */
#include "classloader/define/define_parts.h"

#include "classloader/load/access.h"
#include "classloader/load/loader.h"
#include "classloader/load/module.h"
#include "vm/bytecode/attribute.h"
#include "vm/library/wellknown.h"
#include "vm/model/throw.h"

#include <string.h>

enum { NAME_SIZE = 512, PLACE_SIZE = 2048 };

/* ---- Checks ---- */

/* JVMS 5.3.5: a sealed class names its direct subclasses. */
static bool is_permitted(const Class *super, const Class *c)
{
    if (!super->permitted_subclasses)
        return true;
    if (module_of_class(super) != module_of_class(c))
        return false;
    if (!(c->access & ACC_PUBLIC) && !access_same_package(super, c))
        return false;
    return attribute_lists_class(super, super->permitted_subclasses, c->name);
}

static bool check_access(Draft *d, const Class *super, const char *role)
{
    const Class *c = &d->c;
    char name[NAME_SIZE], super_name[NAME_SIZE], place[PLACE_SIZE];
    if ((c->flags & CLASS_TRUSTED) || access_class_allowed(c, super))
        return true;
    if (access_module_problem(c, super, place, sizeof place)) {
        THROW(d->t, IllegalAccessError, "%s check failed: %s",
              class_is_interface(super) ? "superinterface" : "superclass access", place);
        return false;
    }
    THROW(d->t, IllegalAccessError, "class %s cannot access its %s %s (%s)",
          class_binary_name(c, name, sizeof name), role,
          class_binary_name(super, super_name, sizeof super_name),
          module_describe_pair(c, super, place, sizeof place));
    return false;
}

/* Subclasses of MagicAccessorImpl are trusted, so only core reflection may define them. */
static bool check_reflection_super(Draft *d, const Class *super)
{
    const Class *c = &d->c;
    const Object *loader = c->loader->java_loader;
    const Class *root = WK(MagicAccessorImpl); /* not in every release */
    if (!(super->flags & CLASS_TRUSTED) || !root || super->package != root->package || !loader ||
        object_is_instance(loader, WK(DelegatingClassLoader)))
        return true;
    char name[NAME_SIZE], super_name[NAME_SIZE], loader_text[NAME_SIZE];
    THROW(d->t, IllegalAccessError, "class %s loaded by %s cannot access jdk/internal/reflect superclass %s",
          class_binary_name(c, name, sizeof name), loader_name(c->loader, loader_text, sizeof loader_text),
          class_binary_name(super, super_name, sizeof super_name));
    return false;
}

static bool check_super(Draft *d, const Class *super)
{
    char name[NAME_SIZE], super_name[NAME_SIZE];
    class_binary_name(&d->c, name, sizeof name);
    class_binary_name(super, super_name, sizeof super_name);
    if (class_is_interface(super)) {
        THROW(d->t, IncompatibleClassChangeError, "class %s has interface %s as super class", name,
              super_name);
        return false;
    }
    if (super->access & ACC_FINAL) {
        THROW(d->t, IncompatibleClassChangeError, "class %s cannot inherit from final class %s", name,
              super_name);
        return false;
    }
    if (!is_permitted(super, &d->c)) {
        THROW(d->t, IncompatibleClassChangeError, "class %s cannot inherit from sealed class %s", name,
              super_name);
        return false;
    }
    return check_reflection_super(d, super) &&
           check_access(d, super, super->access & ACC_ABSTRACT ? "abstract superclass" : "superclass");
}

static bool check_is_interface(Draft *d, const Class *interface)
{
    char name[NAME_SIZE], other[NAME_SIZE], place[PLACE_SIZE];
    if (class_is_interface(interface))
        return true;
    THROW(d->t, IncompatibleClassChangeError,
          "class %s can not implement %s, because it is not an interface (%s)",
          class_binary_name(&d->c, name, sizeof name), class_binary_name(interface, other, sizeof other),
          module_describe_class(interface, false, place, sizeof place));
    return false;
}

static bool check_interface(Draft *d, const Class *interface)
{
    char name[NAME_SIZE], other[NAME_SIZE];
    if (is_permitted(interface, &d->c))
        return check_access(d, interface, "superinterface");
    THROW(d->t, IncompatibleClassChangeError, "class %s cannot %s sealed interface %s",
          class_binary_name(&d->c, name, sizeof name), class_is_interface(&d->c) ? "extend" : "implement",
          class_binary_name(interface, other, sizeof other));
    return false;
}

/* ---- Loading ---- */

/* place: NULL for a hidden class, which cannot be its own superclass since nobody finds it by name. */
static Class *load_super(Draft *d, LoaderPlace *place, Symbol *name)
{
    return place ? loader_load_super(d->t, place, name) : loader_load(d->t, d->c.loader, name);
}

static bool load_all(Draft *d, LoaderPlace *place)
{
    const ClassFile *file = &d->file;
    Class *c = &d->c;
    c->interface_count = file->interface_count;
    c->interfaces = ARENA_ARRAY(&d->scratch, Class *, file->interface_count);
    for (u32 i = 0; i < file->interface_count; i++) {
        c->interfaces[i] = load_super(d, place, pool_class_name(&file->pool, file->interfaces[i]));
        if (!c->interfaces[i] || !check_is_interface(d, c->interfaces[i]))
            return false;
    }
    if (file->super_name)
        c->super = load_super(d, place, file->super_name);
    return c->super || !file->super_name;
}

static bool load_guarded(Draft *d)
{
    if (d->args->hidden)
        return load_all(d, NULL);
    LoaderPlace place;
    loader_enter_place(d->t, &place, d->c.loader, d->file.name);
    bool loaded = load_all(d, &place);
    loader_leave_place(&place);
    return loaded;
}

/* ---- What is inherited ---- */

static u32 own_flags(const Class *c)
{
    if (c->loader->host != boot_loader)
        return 0;
    switch (symbol_id(c->name)) {
    case SYM_java_lang_Class: return CLASS_IS_MIRROR;
    case SYM_java_lang_ClassLoader: return CLASS_IS_LOADER;
    case SYM_java_lang_Cloneable: return CLASS_IS_CLONEABLE;
    case SYM_java_lang_ref_Reference: return CLASS_IS_REFERENCE;
    case SYM_jdk_internal_reflect_MagicAccessorImpl: return CLASS_TRUSTED;
    case SYM_java_lang_invoke_MethodHandle:
    case SYM_java_lang_invoke_VarHandle: return CLASS_IS_METHOD_HANDLE;
    case SYM_jdk_internal_vm_StackChunk: return CLASS_IS_CHUNK;
    default: return 0;
    }
}

static ReferenceKind own_reference_kind(const Class *c)
{
    if (c->loader->host != boot_loader)
        return REF_NONE;
    switch (symbol_id(c->name)) {
    case SYM_java_lang_ref_Reference: return REF_OTHER;
    case SYM_java_lang_ref_SoftReference: return REF_SOFT;
    case SYM_java_lang_ref_WeakReference: return REF_WEAK;
    case SYM_java_lang_ref_FinalReference: return REF_FINAL;
    case SYM_java_lang_ref_PhantomReference: return REF_PHANTOM;
    default: return REF_NONE;
    }
}

/* A class that declares an empty finalize() takes its instances out of finalization. */
static bool has_finalizer(const Class *c)
{
    if (!c->super || class_is_interface(c) || !define_options.finalizes)
        return false;
    if (c->flags & CLASS_HAS_FINALIZER)
        return true;
    return (c->super->flags & CLASS_HAS_FINALIZER) &&
           !class_declared_method(c, SYM(finalize), SYM(void_signature));
}

static void inherit(Class *c)
{
    static const u32 from_super = CLASS_IS_REFERENCE | CLASS_IS_LOADER | CLASS_TRUSTED | CLASS_IS_CLONEABLE;
    c->flags |= own_flags(c);
    ReferenceKind kind = own_reference_kind(c);
    if (c->super && !class_is_interface(c)) {
        c->flags |= c->super->flags & (from_super | CLASS_SUPER_HAS_DEFAULTS);
        if (kind == REF_NONE)
            kind = (ReferenceKind)c->super->reference_kind;
    }
    c->reference_kind = (u8)kind;
    for (u32 i = 0; i < c->interface_count; i++) {
        u32 flags = c->interfaces[i]->flags;
        c->flags |= flags & (CLASS_IS_CLONEABLE | CLASS_SUPER_HAS_DEFAULTS);
        if (flags & CLASS_HAS_DEFAULTS)
            c->flags |= CLASS_SUPER_HAS_DEFAULTS;
    }
    if (!has_finalizer(c))
        c->flags &= ~(u32)CLASS_HAS_FINALIZER;
    else
        c->flags |= CLASS_HAS_FINALIZER;
    if ((c->access & (ACC_ABSTRACT | ACC_INTERFACE)) || (c->flags & CLASS_IS_MIRROR))
        c->flags |= CLASS_DONT_ALLOCATE;
}

/* ---- Subtype tables ---- */

static void add_secondary(Class *c, Class *super)
{
    for (u32 i = 0; i < c->secondary_count; i++)
        if (c->secondaries[i] == super)
            return;
    c->secondaries[c->secondary_count++] = super;
}

static void add_secondaries_of(Class *c, const Class *other)
{
    for (u32 i = 0; i < other->secondary_count; i++)
        add_secondary(c, other->secondaries[i]);
}

static void make_secondaries(Draft *d)
{
    Class *c = &d->c;
    u32 most = 1 + (c->super ? c->super->secondary_count : 0);
    for (u32 i = 0; i < c->interface_count; i++)
        most += 1 + c->interfaces[i]->secondary_count;
    c->secondaries = ARENA_ARRAY(&d->scratch, Class *, most);
    if (c->super && !class_is_interface(c)) {
        add_secondaries_of(c, c->super);
        if (c->super->depth >= CLASS_DISPLAY)
            add_secondary(c, c->super);
    }
    for (u32 i = 0; i < c->interface_count; i++) {
        add_secondaries_of(c, c->interfaces[i]);
        add_secondary(c, c->interfaces[i]);
    }
}

static void make_display(Class *c)
{
    if (c->super)
        memcpy(c->display, c->super->display, sizeof c->display);
    c->depth = (u16)(c->super && !class_is_interface(c) ? c->super->depth + 1 : 0);
    /* make_class enters the class itself at display[depth], when it has an address. */
}

bool define_load_supers(Draft *d)
{
    Class *c = &d->c;
    if (!load_guarded(d))
        return false;
    if (c->super)
        c->flags |= c->super->flags & CLASS_TRUSTED;
    if (c->super && !check_super(d, c->super))
        return false;
    for (u32 i = 0; i < c->interface_count; i++)
        if (!check_interface(d, c->interfaces[i]))
            return false;
    inherit(c);
    make_display(c);
    make_secondaries(d);
    return true;
}
