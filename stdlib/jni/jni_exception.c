/* jni_exception.c - see jni_env.h. JNI 4.4.3: exceptions. */
#include "stdlib/jni/jni_env.h"

#include "classloader/link/resolve.h"
#include "stdlib/reflect/mirror.h"
#include "stdlib/reflect/reflect.h"
#include "vm/base/console.h"
#include "vm/bytecode/attribute.h"
#include "vm/exec/throw/exception.h"
#include "vm/exec/walk/walk.h"
#include "vm/host/exit.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/string/strings.h"

#include <stdio.h>
#include <stdlib.h>

void jni_throw_class(Thread *t, Class *c, const char *message)
{
    Symbol *desc = message ? SYM(string_void_signature) : SYM(void_signature);
    Method *constructor = resolve_method_named(t, c, SYM(init), desc, NULL, RESOLVE_SPECIAL, NULL);
    if (!constructor)
        return;
    Object *throwable = reflect_allocate(t, c);
    if (!throwable)
        return;
    Value args[2] = {{.l = throwable}, {0}};
    if (message) {
        args[1].l = string_from_any_utf8(t, message);
        if (!args[1].l)
            return;
    }
    if (call_method(t, constructor, args, NULL))
        t->exception = throwable;
}

jint jni_Throw(JNIEnv *env, jthrowable handle)
{
    JVM_ENTER(env);
    Object *throwable = border_get(handle);
    if (throwable)
        t->exception = throwable;
    else
        THROW(t, NullPointerException, NULL);
    JVM_LEAVE();
    return JNI_OK;
}

jint jni_ThrowNew(JNIEnv *env, jclass class, const char *message)
{
    JVM_ENTER(env);
    jni_throw_class(t, mirror_class(border_get(class)), message);
    JVM_LEAVE();
    return JNI_OK;
}

jthrowable jni_ExceptionOccurred(JNIEnv *env)
{
    JVM_ENTER(env);
    jthrowable result = border_local(t, t->exception);
    JVM_LEAVE();
    return result;
}

jboolean jni_ExceptionCheck(JNIEnv *env)
{
    const Thread *t = (const Thread *)(const void *)env;
    return t->exception != NULL;
}

void jni_ExceptionClear(JNIEnv *env)
{
    JVM_ENTER(env);
    t->exception = NULL;
    JVM_LEAVE();
}

/* The thread's name for a message, in the caller's buffer. */
static const char *thread_name(const Thread *t, char *buffer, size_t size)
{
    Object *name = thread_object_name(thread_current_object(t));
    char *text = name ? string_to_utf8(name) : NULL;
    snprintf(buffer, size, "%s", text ? text : "");
    free(text);
    return buffer;
}

void jni_ExceptionDescribe(JNIEnv *env)
{
    JVM_ENTER(env);
    if (t->exception && object_class(t->exception) == WK(ThreadDeath)) {
        t->exception = NULL;
    } else if (t->exception) {
        char name[256];
        fprintf(console_err(), "Exception in thread \"%s\" ", thread_name(t, name, sizeof name));
        exception_print_pending(t);
    }
    JVM_LEAVE();
}

static void print_frame(const FrameWalk *walk, FILE *out)
{
    const Method *m = walk->method;
    char name[512];
    fprintf(out, "\tat %s.%s(", class_external_name(m->holder, name, sizeof name), m->name->text);
    const char *file =
        m->holder->source_file ? pool_symbol(&m->holder->pool, m->holder->source_file)->text : NULL;
    if (method_is_native(m))
        fprintf(out, "Native Method)\n");
    else if (file && attribute_line(m, walk_bci(walk)) > 0)
        fprintf(out, "%s:%d)\n", file, attribute_line(m, walk_bci(walk)));
    else
        fprintf(out, "%s)\n", file ? file : "Unknown Source");
}

void jni_print_stack(Thread *t)
{
    for (FrameWalk walk = walk_begin(t); walk_valid(&walk); walk_next(&walk))
        print_frame(&walk, console_out());
}

void jni_fatal(Thread *t, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    console_print("FATAL ERROR in native method: ");
    vfprintf(console_out(), format, list);
    putc('\n', console_out());
    va_end(list);
    if (t)
        jni_print_stack(t);
    fflush(console_out());
    exit_abort();
}

void jni_FatalError(JNIEnv *env, const char *message)
{
    JVM_ENTER(env);
    jni_fatal(t, "%s", message ? message : "");
}
