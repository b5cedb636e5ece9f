/* jvm_class_nest.c - see jvm_entry.h. What belongs to a class: InnerClasses (JVMS 4.7.6), EnclosingMethod
 * (4.7.7), NestHost and NestMembers (4.7.28, 4.7.29), PermittedSubclasses (4.7.31). */
#include "classloader/link/access_member.h"
#include "classloader/load/access.h"
#include "stdlib/jvm/class/jvm_entry.h"

#include "classloader/link/resolve.h"
#include "classloader/load/loader.h"
#include "stdlib/jvm/jvm_border.h"
#include "stdlib/reflect/mirror.h"
#include "stdlib/reflect/reflect.h"
#include "vm/base/vec.h"
#include "vm/bytecode/attribute.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"

typedef VEC(Class *) ClassList;

static Class *class_of(jclass handle)
{
    return mirror_class(border_get(handle));
}

static Object *mirror_array(Thread *t, const ClassList *list)
{
    Object *array = reflect_new_array(t, WK(Class), (i32)list->count);
    for (u32 i = 0; array && i < list->count; i++)
        ref_array_set(array, (i32)i, list->items[i]->mirror);
    return array;
}

/* --- inner classes --- */

static bool names(const Class *user, u16 pool_index, const Class *c)
{
    return pool_index && pool_class_name(&user->pool, pool_index) == c->name;
}

/* Both class files must say that `inner` is a member of `outer`. */
static bool check_agreement(Thread *t, Class *outer, const Class *inner, bool must_be_member)
{
    InnerRow row;
    for (Rows it = attribute_inner_classes(outer); attribute_next_inner(&it, &row);)
        if (names(outer, row.inner, inner) && (!must_be_member || names(outer, row.outer, outer)))
            return true;
    char a[512], b[512];
    THROW(t, IncompatibleClassChangeError, "%s and %s disagree on InnerClasses attribute",
          class_binary_name(outer, a, sizeof a), class_binary_name(inner, b, sizeof b));
    return false;
}

static bool list_declared(Thread *t, Class *c, ClassList *ret_list)
{
    InnerRow row;
    for (Rows it = attribute_inner_classes(c); attribute_next_inner(&it, &row);) {
        if (!row.inner || !names(c, row.outer, c))
            continue;
        Class *inner = resolve_class(t, c, row.inner);
        if (!inner || !check_agreement(t, c, inner, true))
            return false;
        vec_push(ret_list, inner);
    }
    return true;
}

jobjectArray JVM_GetDeclaredClasses(JNIEnv *env, jclass class)
{
    JVM_ENTER(env);
    ClassList list = {0};
    jobjectArray result = NULL;
    if (list_declared(t, class_of(class), &list))
        result = border_local(t, mirror_array(t, &list));
    vec_free(&list);
    JVM_LEAVE();
    return result;
}

/* A local or anonymous class has no declaring class, but its file and that of the class around it must agree,
 * too. */
static Class *declaring_class(Thread *t, Class *c)
{
    InnerRow row;
    if (!attribute_own_inner(c, &row))
        return NULL;
    u16 outer_index = row.outer ? row.outer : attribute_enclosing_method(c).class;
    Class *outer = outer_index ? resolve_class(t, c, outer_index) : NULL;
    return outer && check_agreement(t, outer, c, row.outer != 0) && row.outer ? outer : NULL;
}

jclass JVM_GetDeclaringClass(JNIEnv *env, jclass class)
{
    JVM_ENTER(env);
    const Class *outer = declaring_class(t, class_of(class));
    jclass result = outer ? border_local(t, outer->mirror) : NULL;
    JVM_LEAVE();
    return result;
}

jstring JVM_GetSimpleBinaryName(JNIEnv *env, jclass class)
{
    JVM_ENTER(env);
    const Class *c = class_of(class);
    InnerRow row;
    bool named = attribute_own_inner(c, &row) && row.name;
    Object *name = named ? string_from_symbol(t, pool_symbol(&c->pool, row.name)) : NULL;
    jstring result = border_local(t, name);
    JVM_LEAVE();
    return result;
}

/* An Object[] {Class, name, descriptor}; the last two are null outside of methods. NULL for top-level and
 * member classes. */
static Object *enclosing_method(Thread *t, Class *c)
{
    EnclosingMethod around = attribute_enclosing_method(c);
    if (!around.class)
        return NULL;
    Object *array = reflect_new_array(t, WK(Object), 3);
    Class *outer = array ? resolve_class(t, c, around.class) : NULL;
    if (!outer)
        return NULL;
    ref_array_set(array, 0, outer->mirror);
    if (around.method) {
        const CpEntry *entry = &c->pool.entries[around.method];
        ref_array_set(array, 1, string_from_symbol(t, pool_symbol(&c->pool, entry->a)));
        if (!t->exception)
            ref_array_set(array, 2, string_from_symbol(t, pool_symbol(&c->pool, entry->b)));
    }
    return t->exception ? NULL : array;
}

jobjectArray JVM_GetEnclosingMethodInfo(JNIEnv *env, jclass class)
{
    JVM_ENTER(env);
    jobjectArray result = border_local(t, enclosing_method(t, class_of(class)));
    JVM_LEAVE();
    return result;
}

/* --- nests and sealed classes --- */

static Class *nest_host(Thread *t, Class *c)
{
    return c->kind == CLASS_INSTANCE ? access_nest_host(t, c) : c;
}

jclass JVM_GetNestHost(JNIEnv *env, jclass class)
{
    JVM_ENTER(env);
    jclass result = border_local(t, nest_host(t, class_of(class))->mirror);
    JVM_LEAVE();
    return result;
}

/* A class that cannot be loaded is left out of lists; only the VM's own errors stay pending. */
static bool drop_linkage_error(Thread *t)
{
    Class *vm_error = loader_find_loaded(boot_loader, SYM(x_VirtualMachineError));
    if (vm_error && object_is_instance(t->exception, vm_error))
        return false;
    t->exception = NULL;
    return true;
}

typedef bool (*ClassFilter)(Thread *t, Class *holder, Class *c);

/* The classes that an attribute lists, if they can be resolved and the filter accepts them. */
static bool list_classes(Thread *t, Class *c, u32 info, ClassFilter accept, ClassList *ret_list)
{
    IndexList list = attribute_indices(c, info);
    for (u32 i = 0; i < list.count; i++) {
        Class *found = resolve_class(t, c, attribute_index(&list, i));
        if (!found && !drop_linkage_error(t))
            return false;
        if (found && accept(t, c, found))
            vec_push(ret_list, found);
    }
    return true;
}

static bool has_nest_host(Thread *t, Class *host, Class *c)
{
    return c->kind == CLASS_INSTANCE && access_nest_host(t, c) == host;
}

static Object *nest_members(Thread *t, Class *c)
{
    Class *host = nest_host(t, c);
    ClassList list = {0};
    vec_push(&list, host);
    Object *array = NULL;
    if (host->kind != CLASS_INSTANCE || !host->nest_members ||
        list_classes(t, host, host->nest_members, has_nest_host, &list))
        array = mirror_array(t, &list);
    vec_free(&list);
    return array;
}

jobjectArray JVM_GetNestMembers(JNIEnv *env, jclass class)
{
    JVM_ENTER(env);
    jobjectArray result = border_local(t, nest_members(t, class_of(class)));
    JVM_LEAVE();
    return result;
}

static bool is_instance_class(Thread *t, Class *holder, Class *c)
{
    (void)t, (void)holder;
    return c->kind == CLASS_INSTANCE;
}

/* NULL: the class is not sealed. */
static Object *permitted_subclasses(Thread *t, Class *c)
{
    if (c->kind != CLASS_INSTANCE || !c->permitted_subclasses)
        return NULL;
    ClassList list = {0};
    Object *array = NULL;
    if (list_classes(t, c, c->permitted_subclasses, is_instance_class, &list))
        array = mirror_array(t, &list);
    vec_free(&list);
    return array;
}

jobjectArray JVM_GetPermittedSubclasses(JNIEnv *env, jclass class)
{
    JVM_ENTER(env);
    jobjectArray result = border_local(t, permitted_subclasses(t, class_of(class)));
    JVM_LEAVE();
    return result;
}

jboolean JVM_AreNestMates(JNIEnv *env, jclass a, jclass b)
{
    JVM_ENTER(env);
    bool result = nest_host(t, class_of(a)) == nest_host(t, class_of(b));
    JVM_LEAVE();
    return result;
}

jboolean JVM_IsSameClassPackage(JNIEnv *env, jclass a, jclass b)
{
    JVM_ENTER(env);
    bool result = access_same_package(class_of(a), class_of(b));
    JVM_LEAVE();
    return result;
}
