/* jni_misc.c - see jni_env.h. JNI 4.4.1, 4.4.13 to 4.4.16: versions, registering natives, monitors, direct
 * buffers. */
#include "stdlib/jni/jni_env.h"

#include "classloader/load/loader.h"
#include "classloader/parse/parse.h"
#include "stdlib/reflect/mirror.h"
#include "stdlib/reflect/reflect.h"
#include "stdlib/release/late.h"
#include "vm/base/state.h"
#include "vm/base/trace.h"
#include "vm/exec/call/native.h"
#include "vm/exec/thread/monitor.h"
#include "vm/exec/walk/walk.h"
#include "vm/model/call.h"
#include "vm/model/throw.h"

#include <stdio.h>
#include <string.h>

SNAPSHOT_STATE(rebuilt) JavaVM *jni_java_vm;

jint jni_GetVersion(JNIEnv *env)
{
    (void)env;
    return (jint)release->jni_version;
}

jint jni_GetJavaVM(JNIEnv *env, JavaVM **ret_vm)
{
    (void)env;
    *ret_vm = jni_java_vm;
    return JNI_OK;
}

jboolean jni_IsVirtualThread(JNIEnv *env, jobject object)
{
    JVM_ENTER(env);
    Object *thread = border_get(object);
    bool is_virtual =
        thread && WK(BaseVirtualThread) && object_is_instance(thread, WK(BaseVirtualThread));
    JVM_LEAVE();
    return is_virtual;
}

/* --- registering natives --- */

static void throw_not_native(Thread *t, const Class *c, const JNINativeMethod *native, const Method *m)
{
    char text[1024];
    const Symbol *name = symbol_find(native->name, strlen(native->name));
    const Symbol *desc = symbol_find(native->signature, strlen(native->signature));
    if (m)
        THROW(t, NoSuchMethodError, "Method '%s' is not declared as native",
              method_external_signature(m, text, sizeof text));
    else if (name && desc && parse_is_method_descriptor(desc->text, desc->length, NULL))
        THROW(t, NoSuchMethodError, "Method '%s' name or signature does not match",
              method_external_of(c->name, name, desc, true, text, sizeof text));
    else
        THROW(t, NoSuchMethodError, "Method %s.%s%s not found", class_external_name(c, text, sizeof text),
              native->name, native->signature);
}

/* "java.lang.Thread.yield" */
static const char *external_name(const Method *m, char *buffer, size_t size)
{
    char holder[512];
    snprintf(buffer, size, "%s.%s", class_external_name(m->holder, holder, sizeof holder), m->name->text);
    return buffer;
}

/* A program may replace a native method of the platform's, but there is a warning; the platform itself may
 * without. */
static void warn_of_platform_method(const Method *m, const Class *caller)
{
    char text[1024];
    if (!m->holder->loader->host->is_platform_or_boot ||
        (caller && caller->loader->host->is_platform_or_boot))
        return;
    trace_warning("jni,resolve",
                  "Re-registering of platform native method: %s%s from code in a different classloader",
                  external_name(m, text, sizeof text), m->desc->text);
}

static bool register_native(Thread *t, Class *c, const Class *caller, const JNINativeMethod *native)
{
    const Symbol *name = symbol_find(native->name, strlen(native->name));
    const Symbol *desc = symbol_find(native->signature, strlen(native->signature));
    Method *m = name && desc ? class_declared_method(c, name, desc) : NULL;
    if (m && method_is_native(m)) {
        warn_of_platform_method(m, caller);
        native_register(m, native->fnPtr, caller == c);
        return true;
    }
    throw_not_native(t, c, native, m);
    return false;
}

jint jni_RegisterNatives(JNIEnv *env, jclass class, const JNINativeMethod *natives, jint count)
{
    JVM_ENTER(env);
    Class *c = mirror_class(border_get(class));
    bool ok = true;
    FrameWalk walk = walk_begin(t);
    const Class *caller = walk_valid(&walk) ? walk.method->holder : NULL;
    for (jint i = 0; ok && i < count; i++)
        ok = register_native(t, c, caller, &natives[i]);
    JVM_LEAVE();
    return ok ? JNI_OK : JNI_ERR;
}

jint jni_UnregisterNatives(JNIEnv *env, jclass class)
{
    JVM_ENTER(env);
    native_unregister(mirror_class(border_get(class)));
    JVM_LEAVE();
    return JNI_OK;
}

/* --- monitors --- */

typedef bool (*MonitorAction)(Thread *t, Object *object);

static jint on_monitor(JNIEnv *env, jobject handle, MonitorAction action)
{
    JVM_ENTER(env);
    Object *object = border_get(handle);
    bool ok = false;
    if (object)
        ok = action(t, object);
    else
        THROW(t, NullPointerException, NULL);
    JVM_LEAVE();
    return ok ? JNI_OK : JNI_ERR;
}

jint jni_MonitorEnter(JNIEnv *env, jobject object)
{
    return on_monitor(env, object, monitor_enter);
}

jint jni_MonitorExit(JNIEnv *env, jobject object)
{
    return on_monitor(env, object, monitor_exit);
}

/* --- direct buffers --- */

jobject jni_NewDirectByteBuffer(JNIEnv *env, void *address, jlong capacity)
{
    JVM_ENTER(env);
    jobject result = border_local(t, reflect_new_direct_buffer(t, address, capacity));
    JVM_LEAVE();
    return result;
}

/* A field of java.nio.Buffer in a direct buffer; NULL: the object is none. */
static void *direct_field(Thread *t, Object *buffer, LateField id)
{
    Class *direct = late_class(t, LATE_CLASS_DirectBuffer),
          *base = direct ? late_class(t, LATE_CLASS_Buffer) : NULL;
    if (!base || !object_is_instance(buffer, direct) || !object_is_instance(buffer, base))
        return NULL;
    u32 offset = late_field(t, id);
    return offset ? object_at(buffer, offset) : NULL;
}

void *jni_GetDirectBufferAddress(JNIEnv *env, jobject handle)
{
    JVM_ENTER(env);
    const jlong *address = direct_field(t, border_get(handle), LATE_FIELD_Buffer_address);
    void *result = address ? (void *)(uintptr_t)*address : NULL;
    JVM_LEAVE();
    return result;
}

jlong jni_GetDirectBufferCapacity(JNIEnv *env, jobject handle)
{
    JVM_ENTER(env);
    const jint *capacity = direct_field(t, border_get(handle), LATE_FIELD_Buffer_capacity);
    jlong result = capacity ? *capacity : -1;
    JVM_LEAVE();
    return result;
}
