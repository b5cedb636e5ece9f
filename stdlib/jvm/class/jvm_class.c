/* jvm_class.c - see jvm_entry.h. What a class is: name, kind, modifiers, attributes that Java parses,
 * assertion status. */
#include "stdlib/jvm/class/jvm_entry.h"

#include "gc/heap.h"
#include "stdlib/jvm/jvm_border.h"
#include "stdlib/reflect/mirror.h"
#include "stdlib/reflect/reflect.h"
#include "vm/bytecode/attribute.h"
#include "vm/host/options.h"
#include "vm/model/call.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"

#include <stdlib.h>
#include <string.h>

static Class *class_of(jclass handle)
{
    return mirror_class(border_get(handle));
}

/* --- name --- */

static Object *name_string(Thread *t, const Class *c)
{
    size_t size = c->name->length + 1u;
    char *text = malloc(size);
    if (!text) {
        throw_out_of_memory(t, "Native memory allocation");
        return NULL;
    }
    Object *string = string_from_utf8(t, class_binary_name(c, text, size), size - 1);
    free(text);
    return string;
}

/* The name is interned and kept in a field, so Class.getName comes here once. */
jstring JVM_InitClassName(JNIEnv *env, jclass class)
{
    JVM_ENTER(env);
    Object *mirror = border_get(class), *name = name_string(t, mirror_class(mirror));
    name = name ? string_intern(t, name) : NULL;
    if (name)
        ref_store(mirror, WK_FIELD(Class_name), name);
    jstring result = border_local(t, name);
    JVM_LEAVE();
    return result;
}

/* --- kind --- */

static Object *interfaces(Thread *t, const Class *c)
{
    if (class_is_array(c)) {
        Object *array = reflect_new_array(t, WK(Class), 2);
        if (array) {
            ref_array_set(array, 0, WK(Cloneable)->mirror);
            ref_array_set(array, 1, WK(Serializable)->mirror);
        }
        return array;
    }
    Object *array = reflect_new_array(t, WK(Class), c->interface_count);
    for (i32 i = 0; array && i < c->interface_count; i++)
        ref_array_set(array, i, c->interfaces[i]->mirror);
    return array;
}

jobjectArray JVM_GetClassInterfaces(JNIEnv *env, jclass class)
{
    JVM_ENTER(env);
    jobjectArray result = border_local(t, interfaces(t, class_of(class)));
    JVM_LEAVE();
    return result;
}

jboolean JVM_IsInterface(JNIEnv *env, jclass class)
{
    JVM_ENTER(env);
    bool result = class_is_interface(class_of(class));
    JVM_LEAVE();
    return result;
}

jboolean JVM_IsArrayClass(JNIEnv *env, jclass class)
{
    JVM_ENTER(env);
    bool result = class_is_array(class_of(class));
    JVM_LEAVE();
    return result;
}

jboolean JVM_IsPrimitiveClass(JNIEnv *env, jclass class)
{
    JVM_ENTER(env);
    bool result = class_is_primitive(class_of(class));
    JVM_LEAVE();
    return result;
}

jboolean JVM_IsHiddenClass(JNIEnv *env, jclass class)
{
    JVM_ENTER(env);
    bool result = (class_of(class)->flags & CLASS_IS_HIDDEN) != 0;
    JVM_LEAVE();
    return result;
}

/* Class.isRecord itself checks the superclass. */
jboolean JVM_IsRecord(JNIEnv *env, jclass class)
{
    JVM_ENTER(env);
    const Class *c = class_of(class);
    bool result = (c->flags & CLASS_IS_RECORD) && (c->access & ACC_FINAL);
    JVM_LEAVE();
    return result;
}

jint JVM_GetClassModifiers(JNIEnv *env, jclass class)
{
    JVM_ENTER(env);
    jint result = attribute_class_modifiers(class_of(class));
    JVM_LEAVE();
    return result;
}

jint JVM_GetClassAccessFlags(JNIEnv *env, jclass class)
{
    JVM_ENTER(env);
    jint result = class_of(class)->access;
    JVM_LEAVE();
    return result;
}

/* minor << 16 | major. */
jint JVM_GetClassFileVersion(JNIEnv *env, jclass class)
{
    JVM_ENTER(env);
    const Class *c = class_of(class);
    jint result = (jint)((u32)c->minor << 16 | c->major);
    JVM_LEAVE();
    return result;
}

/* --- attributes --- */

jstring JVM_GetClassSignature(JNIEnv *env, jclass class)
{
    JVM_ENTER(env);
    const Class *c = class_of(class);
    jstring result = NULL;
    if (c->kind == CLASS_INSTANCE && c->signature)
        result = border_local(t, string_from_symbol(t, pool_symbol(&c->pool, c->signature)));
    JVM_LEAVE();
    return result;
}

jbyteArray JVM_GetClassAnnotations(JNIEnv *env, jclass class)
{
    JVM_ENTER(env);
    const Class *c = class_of(class);
    jbyteArray result = border_local(t, reflect_attribute_bytes(t, c, c->annotations));
    JVM_LEAVE();
    return result;
}

jbyteArray JVM_GetClassTypeAnnotations(JNIEnv *env, jclass class)
{
    JVM_ENTER(env);
    const Class *c = class_of(class);
    jbyteArray result = border_local(t, reflect_attribute_bytes(t, c, c->type_annotations));
    JVM_LEAVE();
    return result;
}

/* --- what a loader attaches --- */

jobject JVM_GetProtectionDomain(JNIEnv *env, jclass class)
{
    JVM_ENTER(env);
    const Class *c = class_of(class);
    jobject result = c->loader ? border_local(t, loader_ref(c->loader, c->protection_domain_ref)) : NULL;
    JVM_LEAVE();
    return result;
}

/* The array is a copy, which the caller may change. */
jobjectArray JVM_GetClassSigners(JNIEnv *env, jclass class)
{
    JVM_ENTER(env);
    const Class *c = class_of(class);
    Object *signers = c->kind == CLASS_INSTANCE ? loader_ref(c->loader, c->signers_ref) : NULL;
    jobjectArray result = signers ? border_local(t, heap_clone(t, signers)) : NULL;
    JVM_LEAVE();
    return result;
}

void JVM_SetClassSigners(JNIEnv *env, jclass class, jobjectArray signers)
{
    JVM_ENTER(env);
    Class *c = class_of(class);
    if (c->kind == CLASS_INSTANCE) {
        if (c->signers_ref)
            roots_loader_set_ref(c->loader, c->signers_ref, border_get(signers));
        else
            c->signers_ref = roots_loader_add_ref(c->loader, border_get(signers));
        if (!c->signers_ref)
            throw_out_of_memory(t, "Metaspace");
    }
    JVM_LEAVE();
}

/* --- assertions (-ea, -da): first the class's own option counts, then its innermost package's, then the
 * default --- */

static bool row_matches(const AssertionRow *row, const char *name, size_t length, bool is_package)
{
    return row->name && row->is_package == is_package && strlen(row->name) == length &&
           memcmp(row->name, name, length) == 0;
}

static const AssertionRow *find_assertion_row(const char *name, size_t length, bool is_package)
{
    for (u32 i = options.assertion_count; i-- > 0;)
        if (row_matches(&options.assertions[i], name, length, is_package))
            return &options.assertions[i];
    return NULL;
}

static bool desired_assertion_status(const Class *c)
{
    const char *name = c->name->text;
    const AssertionRow *row = find_assertion_row(name, c->name->length, false);
    for (size_t length = c->name->length; !row && length > 0;) {
        while (length > 0 && name[length - 1] != '/')
            length--;
        length -= length > 0; /* the slash; classes without a package are in the one with the empty name */
        if (length > 0 || !strchr(name, '/'))
            row = find_assertion_row(name, length, true);
    }
    if (row)
        return row->enable;
    return c->loader == boot_loader ? options.system_assertions : options.user_assertions;
}

jboolean JVM_DesiredAssertionStatus(JNIEnv *env, jclass unused, jclass class)
{
    (void)unused;
    JVM_ENTER(env);
    const Class *c = class_of(class);
    bool result = c->kind == CLASS_INSTANCE && desired_assertion_status(c);
    JVM_LEAVE();
    return result;
}

/* Stores the options in their order, so that a later one of the same name wins in Java's maps; NULL stands
 * for the unnamed package. */
static bool fill_directives(Thread *t, Object *names, Object *flags, bool packages)
{
    i32 at = 0;
    for (u32 i = 0; i < options.assertion_count; i++) {
        const AssertionRow *row = &options.assertions[i];
        if (row->is_package != packages)
            continue;
        Object *name = NULL;
        if (row->name && *row->name) {
            const Symbol *symbol = symbol_from(row->name);
            name = symbol ? string_from_class_name(t, symbol) : NULL;
            if (!name)
                return false;
        }
        ref_array_set(names, at, name);
        ((u8 *)array_data(flags))[at++] = row->enable;
    }
    return true;
}

static i32 count_rows(bool packages)
{
    i32 count = 0;
    for (u32 i = 0; i < options.assertion_count; i++)
        count += options.assertions[i].is_package == packages;
    return count;
}

static bool add_directives(Thread *t, Object *directives, bool packages, u32 names_offset, u32 flags_offset)
{
    i32 count = count_rows(packages);
    Object *names = reflect_new_array(t, WK(String), count);
    Object *flags = names ? heap_new_array(t, wk_primitive_array[T_BOOLEAN], count) : NULL;
    if (!flags || !fill_directives(t, names, flags, packages))
        return false;
    ref_store(directives, names_offset, names);
    ref_store(directives, flags_offset, flags);
    return true;
}

static Object *assertion_directives(Thread *t)
{
    Class *c = WK(AssertionStatusDirectives);
    Object *directives = class_initialize(t, c) ? heap_new_object(t, c) : NULL;
    if (!directives)
        return NULL;
    *FIELD_AT(directives, WK_FIELD(AssertionStatusDirectives_deflt), u8) = options.user_assertions;
    bool ok = add_directives(t, directives, false, WK_FIELD(AssertionStatusDirectives_classes),
                             WK_FIELD(AssertionStatusDirectives_classEnabled)) &&
              add_directives(t, directives, true, WK_FIELD(AssertionStatusDirectives_packages),
                             WK_FIELD(AssertionStatusDirectives_packageEnabled));
    return ok ? directives : NULL;
}

jobject JVM_AssertionStatusDirectives(JNIEnv *env, jclass unused)
{
    (void)unused;
    JVM_ENTER(env);
    jobject result = border_local(t, assertion_directives(t));
    JVM_LEAVE();
    return result;
}
