/* jvm_stack.c - JVM_* entry points that look at the stack: traces and callers.
 * StackWalker and the elements of traces are in stdlib/native/n_StackWalker.c. */
#include "classloader/define/define.h"
#include "gc/heap.h"
#include "stdlib/jvm/jvm_border.h"
#include "stdlib/reflect/stack_trace.h"
#include "vm/base/vec.h"
#include "vm/exec/throw/exception.h"
#include "vm/library/member_name.h"
#include "vm/model/call.h"

#include <string.h>

JNIEXPORT void JNICALL JVM_FillInStackTrace(JNIEnv *env, jobject throwable)
{
    JVM_ENTER(env);
    exception_fill_in_stack_trace(t, border_get(throwable));
    JVM_LEAVE();
}

JNIEXPORT jclass JNICALL JVM_GetCallerClass(JNIEnv *env)
{
    JVM_ENTER(env);
    Class *c = stack_trace_caller_class(t);
    jobject result = border_local(t, c ? c->mirror : NULL);
    JVM_LEAVE();
    return result;
}

JNIEXPORT jobjectArray JNICALL JVM_GetClassContext(JNIEnv *env)
{
    JVM_ENTER(env);
    VEC(Class *) classes = {0};
    FrameWalk walk = walk_begin(t);
    if (walk_valid(&walk)) /* SecurityManager.getClassContext itself is left out */
        walk_next(&walk);
    for (; walk_valid(&walk); walk_next(&walk))
        if (!method_is_native(walk.method) && !stack_trace_skips(walk.method))
            vec_push(&classes, walk.method->holder);
    Class *array_class = define_array_class(t, WK(Class));
    Object *array = array_class ? heap_new_array(t, array_class, (i32)classes.count) : NULL;
    for (u32 i = 0; array && i < classes.count; i++)
        ref_array_set(array, (i32)i, classes.items[i]->mirror);
    vec_free(&classes);
    jobject result = border_local(t, array);
    JVM_LEAVE();
    return result;
}

/* The first loader on the stack that is neither boot nor platform; ObjectInputStream resolves classes with
 * it. */
JNIEXPORT jobject JNICALL JVM_LatestUserDefinedLoader(JNIEnv *env)
{
    JVM_ENTER(env);
    Object *loader = NULL;
    for (FrameWalk walk = walk_begin(t); walk_valid(&walk) && !loader; walk_next(&walk)) {
        const Class *c = walk.method->holder;
        if (WK(MagicAccessorImpl) && class_is_subtype((Class *)c, WK(MagicAccessorImpl)))
            continue;
        Object *candidate = ref_load(c->mirror, WK_FIELD(Class_classLoader));
        if (candidate && !c->loader->host->is_platform_or_boot)
            loader = candidate;
    }
    jobject result = border_local(t, loader);
    JVM_LEAVE();
    return result;
}
