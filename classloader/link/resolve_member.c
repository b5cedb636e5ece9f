/* resolve_member.c - see resolve.h: fields and methods (JVMS 5.4.3.2-5.4.3.4, 6.5 invokespecial).
 * The member that a pool entry denotes is found once. What an instruction demands of it (static or not,
 * final) is checked at each linking, because one entry may serve several kinds of instruction. */
#include "classloader/link/access_member.h"
#include "classloader/link/remembered.h"
#include "classloader/link/resolve.h"

#include "classloader/load/access.h"
#include "classloader/load/constraint.h"
#include "classloader/load/loader.h"
#include "classloader/load/module.h"
#include "vm/base/region.h"
#include "vm/bytecode/form.h"
#include "vm/library/wellknown.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 512, METHOD_SIZE = 2048, PLACE_SIZE = 2048 };

/* ---- texts ---- */

static const char *reference_text(const Class *in, const Symbol *name, const Symbol *desc, char *buffer)
{
    return method_external_of(in->name, name, desc, true, buffer, METHOD_SIZE);
}

static const char *text_of(const Method *m, char *buffer)
{
    return method_external_signature(m, buffer, METHOD_SIZE);
}

static const char *access_word(u16 access)
{
    return access & ACC_PRIVATE ? "private " : access & ACC_PROTECTED ? "protected " : "";
}

/* Says that the nest host which the class names could not be loaded. */
static void describe_missing_host(const Class *c, char *text, size_t size)
{
    char c_text[NAME_SIZE], error_text[NAME_SIZE];
    const Object *error = remembered_error(c, c->nest_host_index);
    class_binary_name(c, c_text, sizeof c_text);
    Object *message = ref_load(error, WK_FIELD(Throwable_detailMessage));
    char *utf8 = message ? string_to_utf8(message) : NULL;
    snprintf(text, size, "Nest host resolution of %s with host %s failed: %s%s%s", c_text,
             pool_class_name(&c->pool, c->nest_host_index)->text,
             class_binary_name(object_class(error), error_text, sizeof error_text), utf8 ? ": " : "",
             utf8 ? utf8 : "");
    free(utf8);
}

/* Why a class is not of the nest that it claims; empty when it claims none. */
static void describe_nest_problem(const Class *c, char *text, size_t size)
{
    text[0] = '\0';
    if (!c->nest_host_index || c->nest_host != c)
        return;
    u8 tag = pool_tag(&c->pool, c->nest_host_index);
    if (tag & CP_FAILED)
        describe_missing_host(c, text, size);
    if (!(tag & CP_RESOLVED))
        return;
    const Class *host = region_pointer(c->pool.entries[c->nest_host_index].ref);
    const char *why = host->kind != CLASS_INSTANCE     ? "host is not an instance class"
                      : !access_same_package(host, c) ? "types are in different packages"
                                                       : "current type is not listed as a nest member";
    char c_text[NAME_SIZE], host_text[NAME_SIZE], c_loader[NAME_SIZE], host_loader[NAME_SIZE];
    snprintf(text, size, "Type %s (loader: %s) is not a nest member of type %s (loader: %s): %s",
             class_binary_name(c, c_text, sizeof c_text), loader_name(c->loader, c_loader, sizeof c_loader),
             class_binary_name(host, host_text, sizeof host_text),
             loader_name(host->loader, host_loader, sizeof host_loader), why);
}

static void throw_no_access(Thread *t, Class *accessor, Class *declaring, u16 access, const char *what)
{
    char accessor_text[NAME_SIZE], place[PLACE_SIZE], ours[METHOD_SIZE] = "", theirs[METHOD_SIZE] = "";
    if (access & ACC_PRIVATE) {
        describe_nest_problem(accessor, ours, sizeof ours);
        describe_nest_problem(declaring, theirs, sizeof theirs);
    }
    bool has_problem = ours[0] || theirs[0];
    THROW(t, IllegalAccessError, "class %s tried to access %s%s (%s)%s%s%s%s%s",
          class_binary_name(accessor, accessor_text, sizeof accessor_text), access_word(access), what,
          module_describe_pair(accessor, declaring, place, sizeof place), has_problem ? ", (" : "", ours,
          ours[0] && theirs[0] ? ", " : "", theirs, has_problem ? ")" : "");
}

/* ---- fields ---- */

static bool check_field_constraint(Thread *t, Class *accessor, const Field *f)
{
    const char *type;
    size_t length;
    LoaderData *theirs = f->holder->loader;
    ConstraintResult result = constraint_add_descriptor(f->desc, accessor->loader, theirs, &type, &length);
    if (result == CONSTRAINT_KEPT)
        return true;
    if (result == CONSTRAINT_NO_MEMORY) {
        throw_out_of_memory(t, "Metaspace");
        return false;
    }
    char type_text[NAME_SIZE], accessor_text[NAME_SIZE], holder_text[NAME_SIZE], accessor_loader[NAME_SIZE],
        holder_loader[NAME_SIZE], accessor_place[PLACE_SIZE], holder_place[PLACE_SIZE];
    symbol_dotted(type_text, sizeof type_text, type, length);
    class_binary_name(accessor, accessor_text, sizeof accessor_text);
    class_binary_name(f->holder, holder_text, sizeof holder_text);
    THROW(t, LinkageError,
          "loader constraint violation: when resolving field \"%s\" of type %s, the class loader %s of the "
          "current class, %s, and the class loader %s for the field's defining class, %s, have different "
          "Class objects for type %s (%s; %s)",
          f->name->text, type_text, loader_name(accessor->loader, accessor_loader, sizeof accessor_loader),
          accessor_text, loader_name(theirs, holder_loader, sizeof holder_loader), holder_text, type_text,
          module_describe_class(accessor, true, accessor_place, sizeof accessor_place),
          module_describe_class(f->holder, true, holder_place, sizeof holder_place));
    return false;
}

static Field *find_field(Thread *t, Class *in, Symbol *name, Symbol *desc, Class *accessor)
{
    Field *f = in->kind == CLASS_INSTANCE ? class_find_field(in, name, desc) : NULL;
    if (!f) {
        char holder[NAME_SIZE], type[NAME_SIZE];
        THROW(t, NoSuchFieldError, RELEASE_TEXT(no_such_field), name->text,
              class_external_name(in, holder, sizeof holder), method_external_type(desc, type, sizeof type));
        return NULL;
    }
    if (!accessor)
        return f;
    if (!access_member_allowed(accessor, f->holder, in, f->access)) {
        char holder_text[NAME_SIZE], what[2 * NAME_SIZE];
        snprintf(what, sizeof what, "field %s.%s",
                 class_binary_name(f->holder, holder_text, sizeof holder_text), f->name->text);
        throw_no_access(t, accessor, f->holder, f->access, what);
        return NULL;
    }
    return f;
}

static bool check_static_field(Thread *t, const Field *f, bool is_static)
{
    if (((f->access & ACC_STATIC) != 0) == is_static)
        return true;
    char holder_text[NAME_SIZE];
    THROW(t, IncompatibleClassChangeError, "Expected %s field %s.%s", is_static ? "static" : "non-static",
          class_binary_name(f->holder, holder_text, sizeof holder_text), f->name->text);
    return false;
}

/* Throws the reason why form_may_put says no. */
static void throw_no_put(Thread *t, const Field *f, const Method *accessor)
{
    bool is_static = (f->access & ACC_STATIC) != 0;
    const char *kind = is_static ? "static" : "non-static";
    char field_class[NAME_SIZE], accessor_class[NAME_SIZE];
    class_binary_name(f->holder, field_class, sizeof field_class);
    if (f->holder != accessor->holder)
        THROW(t, IllegalAccessError,
              "Update to %s final field %s.%s attempted from a different class (%s) than the field's "
              "declaring class",
              kind, field_class, f->name->text,
              class_binary_name(accessor->holder, accessor_class, sizeof accessor_class));
    else
        THROW(t, IllegalAccessError,
              "Update to %s final field %s.%s attempted from a different method (%s) than the initializer "
              "method %s ",
              kind, field_class, f->name->text, accessor->name->text, is_static ? "<clinit>" : "<init>");
}

Field *resolve_field_reference(Thread *t, Class *holder, u32 pool_index)
{
    const ConstPool *pool = &holder->pool;
    if (resolve_is_settled(holder, pool_index))
        return region_pointer(resolve_settled(t, holder, pool_index));
    Class *in = resolve_class(t, holder, pool->entries[pool_index].a);
    if (!in)
        return NULL;
    Field *f =
        find_field(t, in, pool_member_name(pool, pool_index), pool_member_desc(pool, pool_index), holder);
    if (f && !check_field_constraint(t, holder, f))
        f = NULL;
    return region_pointer(resolve_settle(t, holder, pool_index, region_ref(f)));
}

Field *resolve_field(Thread *t, Class *holder, u32 pool_index, bool is_static, bool is_put,
                     const Method *accessor)
{
    Field *f = resolve_field_reference(t, holder, pool_index);
    if (!f || !check_static_field(t, f, is_static))
        return NULL;
    if (!is_put || !accessor || form_may_put(f, accessor))
        return f;
    throw_no_put(t, f, accessor);
    return NULL;
}

Field *resolve_field_named(Thread *t, Class *in, Symbol *name, Symbol *desc)
{
    return find_field(t, in, name, desc, NULL);
}

/* ---- method lookup ---- */

static Method *declared_instance_method(const Class *c, const Symbol *name, const Symbol *desc)
{
    Method *m = class_is_interface(c) ? class_declared_method(c, name, desc) : NULL;
    return m && !(m->access & (ACC_PRIVATE | ACC_STATIC)) ? m : NULL;
}

/* Of the superinterfaces of `in` that declare the method, does none extend the one that declares `m`? */
static bool is_maximally_specific(const Class *in, const Method *m)
{
    for (u32 i = 0; i < in->secondary_count; i++) {
        Class *other = in->secondaries[i];
        if (other != m->holder && class_is_subtype(other, m->holder) &&
            declared_instance_method(other, m->name, m->desc))
            return false;
    }
    return true;
}

/* JVMS 5.4.3.3: the only maximally-specific method that is not abstract, else any that is neither private nor
 * static. */
static Method *find_in_superinterfaces(const Class *in, const Symbol *name, const Symbol *desc)
{
    Method *any = NULL, *best = NULL;
    u32 concrete = 0;
    for (u32 i = 0; i < in->secondary_count; i++) {
        Method *m =
            in->secondaries[i] == in ? NULL : declared_instance_method(in->secondaries[i], name, desc);
        if (!m)
            continue;
        if (!any)
            any = m;
        if (!method_is_abstract(m) && is_maximally_specific(in, m)) {
            best = m;
            concrete++;
        }
    }
    return concrete == 1 ? best : any;
}

Method *resolve_lookup_method(Class *in, const Symbol *name, const Symbol *desc)
{
    if (in->kind != CLASS_INSTANCE)
        in = WK(Object);
    Method *m = class_find_method(in, name, desc);
    return m ? m : find_in_superinterfaces(in, name, desc);
}

Method *resolve_lookup_interface_method(Class *in, const Symbol *name, const Symbol *desc)
{
    Method *m = class_declared_method(in, name, desc);
    if (m)
        return m;
    m = class_declared_method(WK(Object), name, desc);
    if (m && (m->access & (ACC_PUBLIC | ACC_STATIC)) == ACC_PUBLIC)
        return m;
    return find_in_superinterfaces(in, name, desc);
}

/* JVMS 5.4.3.3 step 2a: for these names, MethodHandle and VarHandle have a method of any descriptor. */
static Method *find_polymorphic(const Class *in, const Symbol *name, ResolveKind kind)
{
    if (!(in->flags & CLASS_IS_METHOD_HANDLE))
        return NULL;
    for (u32 i = 0; i < in->method_count; i++) {
        Method *m = &in->methods[i];
        if (m->name == name && (m->flags & METHOD_POLYMORPHIC) &&
            method_is_static(m) == (kind == RESOLVE_STATIC))
            return m;
    }
    return NULL;
}

/* ---- methods ---- */

/* The message about methods names the type in the form "p/C". */
static bool check_method_constraint(Thread *t, Class *accessor, const Method *m)
{
    const char *type;
    size_t length;
    LoaderData *theirs = m->holder->loader;
    ConstraintResult result = constraint_add_descriptor(m->desc, accessor->loader, theirs, &type, &length);
    if (result == CONSTRAINT_KEPT)
        return true;
    if (result == CONSTRAINT_NO_MEMORY) {
        throw_out_of_memory(t, "Metaspace");
        return false;
    }
    char method_text[METHOD_SIZE], accessor_loader[NAME_SIZE], holder_loader[NAME_SIZE],
        accessor_place[PLACE_SIZE], holder_place[PLACE_SIZE];
    THROW(t, LinkageError,
          "loader constraint violation: when resolving %smethod '%s' the class loader %s of the current "
          "class, %s, and the class loader %s for the method's defining class, %s, have different Class "
          "objects for the type %.*s used in the signature (%s; %s)",
          class_is_interface(m->holder) ? "interface " : "", text_of(m, method_text),
          loader_name(accessor->loader, accessor_loader, sizeof accessor_loader), accessor->name->text,
          loader_name(theirs, holder_loader, sizeof holder_loader), m->holder->name->text, (int)length, type,
          module_describe_class(accessor, true, accessor_place, sizeof accessor_place),
          module_describe_class(m->holder, true, holder_place, sizeof holder_place));
    return false;
}

/* Is the class an interface exactly when the reference says so? */
static bool check_class_kind(Thread *t, Class *in, Symbol *name, Symbol *desc, ResolveKind kind,
                             bool is_interface_ref)
{
    if (class_is_interface(in) == is_interface_ref)
        return true;
    char text[METHOD_SIZE];
    if (kind == RESOLVE_STATIC || kind == RESOLVE_SPECIAL)
        THROW(t, IncompatibleClassChangeError, "Method '%s' must be %s constant",
              reference_text(in, name, desc, text), is_interface_ref ? "Methodref" : "InterfaceMethodref");
    else
        THROW(t, IncompatibleClassChangeError, "Found %s %s, but %s was expected",
              is_interface_ref ? "class" : "interface", class_binary_name(in, text, sizeof text),
              is_interface_ref ? "interface" : "class");
    return false;
}

static bool check_method_access(Thread *t, Class *accessor, const Method *m, Class *in, const Symbol *desc)
{
    /* JLS 10.7: the clone method of arrays is public. */
    if (class_is_array(in) && m->name == SYM(clone))
        return true;
    if (access_member_allowed(accessor, m->holder, in, m->access))
        return true;
    char method_text[METHOD_SIZE], what[METHOD_SIZE + 16];
    snprintf(what, sizeof what, "method '%s'", reference_text(m->holder, m->name, desc, method_text));
    throw_no_access(t, accessor, m->holder, m->access, what);
    return false;
}

static Method *find_method(Thread *t, Class *in, Symbol *name, Symbol *desc, Class *accessor,
                           ResolveKind kind)
{
    Method *m = find_polymorphic(in, name, kind);
    if (!m)
        m = class_is_interface(in) ? resolve_lookup_interface_method(in, name, desc)
                                   : resolve_lookup_method(in, name, desc);
    if (!m) {
        char text[METHOD_SIZE];
        THROW(t, NoSuchMethodError, "'%s'", reference_text(in, name, desc, text));
        return NULL;
    }
    return !accessor || check_method_access(t, accessor, m, in, desc) ? m : NULL;
}

bool resolve_check_static(Thread *t, const Method *m, ResolveKind kind)
{
    if (method_is_static(m) == (kind == RESOLVE_STATIC))
        return true;
    char text[METHOD_SIZE];
    const char *expected = kind == RESOLVE_STATIC      ? "Expected static method"
                           : kind == RESOLVE_INTERFACE ? "Expected instance not static method"
                                                       : "Expecting non-static method";
    THROW(t, IncompatibleClassChangeError, "%s '%s'", expected, text_of(m, text));
    return false;
}

Method *resolve_method_reference(Thread *t, Class *holder, u32 pool_index, ResolveKind kind)
{
    const ConstPool *pool = &holder->pool;
    if (resolve_is_settled(holder, pool_index))
        return region_pointer(resolve_settled(t, holder, pool_index));
    Class *in = resolve_class(t, holder, pool->entries[pool_index].a);
    if (!in)
        return NULL;
    Symbol *name = pool_member_name(pool, pool_index), *desc = pool_member_desc(pool, pool_index);
    bool is_interface_ref = (pool_tag(pool, pool_index) & CP_TAG_MASK) == CP_INTERFACE_METHODREF;
    Method *m = NULL;
    if (check_class_kind(t, in, name, desc, kind, is_interface_ref))
        m = find_method(t, in, name, desc, holder, kind);
    /* Types of a polymorphic call are the caller's alone. */
    if (m && !(m->flags & METHOD_POLYMORPHIC) && !check_method_constraint(t, holder, m))
        m = NULL;
    return region_pointer(resolve_settle(t, holder, pool_index, region_ref(m)));
}

static bool is_superclass(const Class *c, const Class *of)
{
    for (of = of->super; of; of = of->super)
        if (of == c)
            return true;
    return false;
}

/* JVMS 6.5 invokespecial: for a superclass's method, the lookup begins again at the direct superclass.
 * ACC_SUPER counts as set. */
static Method *select_special(Thread *t, Class *holder, Class *in, Method *m)
{
    char text[METHOD_SIZE], class_text[NAME_SIZE];
    if (m->flags & METHOD_IS_INIT) {
        if (m->holder == in)
            return m;
        THROW(t, NoSuchMethodError, "%s: method 'void %s' not found",
              class_binary_name(in, class_text, sizeof class_text), strstr(text_of(m, text), "<init>"));
        return NULL;
    }
    if (method_is_private(m))
        return m;
    Class *start = !class_is_interface(in) && is_superclass(in, holder) ? holder->super : in;
    Method *selected = class_is_interface(start) ? resolve_lookup_interface_method(start, m->name, m->desc)
                                                 : resolve_lookup_method(start, m->name, m->desc);
    if (selected && !method_is_abstract(selected))
        return selected;
    THROW(t, AbstractMethodError, "'%s'", text_of(m, text));
    return NULL;
}

Method *resolve_method(Thread *t, Class *holder, u32 pool_index, ResolveKind kind)
{
    Method *m = resolve_method_reference(t, holder, pool_index, kind);
    if (!m || !resolve_check_static(t, m, kind))
        return NULL;
    if (kind != RESOLVE_SPECIAL)
        return m;
    Class *in = resolve_class(t, holder, holder->pool.entries[pool_index].a);
    return in ? select_special(t, holder, in, m) : NULL;
}

Method *resolve_method_named(Thread *t, Class *in, Symbol *name, Symbol *desc, Class *accessor,
                             ResolveKind kind, bool *ret_itable)
{
    bool wants_interface = kind == RESOLVE_INTERFACE || ((kind != RESOLVE_VIRTUAL) && class_is_interface(in));
    if (!check_class_kind(t, in, name, desc, kind, wants_interface))
        return NULL;
    Method *m = find_method(t, in, name, desc, accessor, kind);
    if (!m || !resolve_check_static(t, m, kind))
        return NULL;
    if (kind == RESOLVE_SPECIAL)
        return select_special(t, in, in, m);
    if (ret_itable)
        *ret_itable = class_is_interface(m->holder) && m->itable_index >= 0 && !method_is_private(m);
    return m;
}

Field *resolve_known_field(Class *holder, u32 pool_index)
{
    const ConstPool *pool = &holder->pool;
    if (pool_tag(pool, pool_index) & CP_RESOLVED)
        return region_pointer(pool->entries[pool_index].ref);
    u32 class_index = pool->entries[pool_index].a;
    bool own = pool_tag(pool, class_index) & CP_RESOLVED
                   ? region_pointer(pool->entries[class_index].ref) == holder
                   : pool_class_name(pool, class_index) == holder->name;
    return own ? class_declared_field(holder, pool_member_name(pool, pool_index),
                                      pool_member_desc(pool, pool_index))
               : NULL;
}
