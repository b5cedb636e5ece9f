/* jvm_stack.c - JVM_* entry points that look at the stack: traces, callers, StackWalker. */
#include "classloader/define/define.h"
#include "gc/heap.h"
#include "stdlib/jvm/jvm_border.h"
#include "stdlib/reflect/live_frame.h"
#include "stdlib/reflect/methodhandle.h"
#include "stdlib/reflect/mirror.h"
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

JNIEXPORT void JNICALL JVM_InitStackTraceElementArray(JNIEnv *env, jobjectArray elements, jobject throwable)
{
    JVM_ENTER(env);
    Object *array = border_get(elements), *thrown = border_get(throwable);
    if (!array || !thrown) {
        THROW(t, NullPointerException, NULL);
    } else {
        Object *backtrace = ref_load(thrown, WK_FIELD(Throwable_backtrace));
        if (array_length(array) != *FIELD_AT(thrown, WK_FIELD(Throwable_depth), i32))
            THROW(t, IndexOutOfBoundsException, NULL);
        for (i32 i = 0; !t->exception && i < array_length(array); i++) {
            Method *m;
            u32 bci;
            Object *element = ref_array_get(array, i);
            if (!element)
                THROW(t, NullPointerException, NULL);
            else if (backtrace && exception_backtrace_element(backtrace, i, &m, &bci))
                stack_trace_fill_element(t, element, m, bci);
        }
    }
    JVM_LEAVE();
}

JNIEXPORT void JNICALL JVM_InitStackTraceElement(JNIEnv *env, jobject element, jobject frame_info)
{
    JVM_ENTER(env);
    Object *info = border_get(frame_info);
    Method *m = member_name_target(ref_load(info, WK_FIELD(StackFrameInfo_memberName)));
    if (m)
        stack_trace_fill_element(t, border_get(element), m,
                                 (u32)*FIELD_AT(info, WK_FIELD(StackFrameInfo_bci), i32));
    else
        THROW(t, InternalError, "StackFrameInfo without a method");
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
    if (walk_valid(&walk)) /* SecurityManager.getClassContext itself */
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

/* The first loader on the stack that is neither boot nor platform: what ObjectInputStream resolves classes
 * with. */
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

JNIEXPORT void JNICALL JVM_EnsureMaterializedForStackWalk_func(JNIEnv *env, jobject vm, jobject value)
{
    (void)env, (void)vm, (void)value; /* values always stand in their slots */
}

/* ---- StackWalker ---- */

enum {
    WALK_CLASS_REFS = 0x2,
    WALK_GET_CALLER = 0x4,
    WALK_SHOW_HIDDEN = 0x20,
    WALK_LIVE = 0x100,
    FIRST_FRAME = 2
};

/* Lives on the native stack of callStackWalk while doStackWalk runs; its address is the anchor. */
typedef struct WalkAnchor {
    u64 magic;
    FrameWalk walk;
    i64 mode;
    bool need_methods;
} WalkAnchor;

static const u64 WALK_MAGIC = 0x6D6F6B612D77616C;

static bool walker_skips(const WalkAnchor *anchor)
{
    return !(anchor->mode & WALK_SHOW_HIDDEN) && walk_is_hidden(&anchor->walk);
}

static bool fill_frame(Thread *t, const WalkAnchor *anchor, Object *frames, i32 index)
{
    Method *m = anchor->walk.method;
    if (!anchor->need_methods) {
        ref_array_set(frames, index, m->holder->mirror);
        return true;
    }
    Object *info = ref_array_get(frames, index);
    Object *member = info ? ref_load(info, WK_FIELD(StackFrameInfo_memberName)) : NULL;
    if (!member) {
        THROW(t, InternalError, "StackWalker buffer without a StackFrameInfo");
        return false;
    }
    *FIELD_AT(info, WK_FIELD(StackFrameInfo_bci), i32) = (i32)walk_bci(&anchor->walk);
    return member_name_set_method(t, member, m, m->holder, MEMBER_DIRECT) &&
           (!(anchor->mode & WALK_LIVE) || live_frame_fill(t, &anchor->walk, info));
}

/* Fills frames[start..] with at most `batch` frames; the index after the last one filled. */
static i32 fetch_batch(Thread *t, WalkAnchor *anchor, Object *frames, i32 batch, i32 start)
{
    i32 next = start;
    for (; walk_valid(&anchor->walk) && next < start + batch; walk_next(&anchor->walk)) {
        if (walker_skips(anchor))
            continue;
        if ((anchor->mode & WALK_GET_CALLER) && next == start && start == FIRST_FRAME &&
            (anchor->walk.method->flags & METHOD_CALLER_SENSITIVE)) {
            THROW(t, UnsupportedOperationException,
                  "StackWalker::getCallerClass called from @CallerSensitive '%s' method",
                  anchor->walk.method->name->text);
            return next;
        }
        if (!fill_frame(t, anchor, frames, next))
            return next;
        next++;
    }
    return next;
}

static bool is_walker_frame(const Method *m)
{
    return m->holder == WK(StackWalker) || class_is_subtype(m->holder, WK(AbstractStackWalker));
}

static Object *call_stack_walk(Thread *t, Object *walker, i64 mode, i32 skip, i32 batch, i32 start,
                               Object *frames)
{
    if (!frames) {
        THROW(t, NullPointerException, "frames_array is NULL");
        return NULL;
    }
    WalkAnchor anchor = {WALK_MAGIC, walk_begin(t), mode, !(mode & (WALK_CLASS_REFS | WALK_GET_CALLER))};
    while (walk_valid(&anchor.walk) && is_walker_frame(anchor.walk.method))
        walk_next(&anchor.walk);
    for (i32 left = skip; left > 0 && walk_valid(&anchor.walk); walk_next(&anchor.walk))
        if (!walker_skips(&anchor))
            left--;
    i32 end = fetch_batch(t, &anchor, frames, batch, start);
    if (t->exception)
        return NULL;
    if (end <= start) {
        THROW(t, InternalError, "stack walk: decode failed");
        return NULL;
    }
    ref_array_set(frames, 0, thread_current_object(t));
    Value args[6] = {{.l = walker}, {.j = (i64)(uintptr_t)&anchor}, {.i = skip}, {.i = batch}, {.i = start},
                     {.i = end}};
    Value result = {0};
    bool ok = call_virtual(t, WK_METHOD(AbstractStackWalker_doStackWalk), args, &result);
    anchor.magic = 0;
    return ok ? result.l : NULL;
}

JNIEXPORT jobject JNICALL JVM_CallStackWalk(JNIEnv *env, jobject walker, jlong mode, jint skip, jint batch,
                                            jint start, jobjectArray frames)
{
    JVM_ENTER(env);
    jobject result =
        border_local(t, call_stack_walk(t, border_get(walker), mode, skip, batch, start, border_get(frames)));
    JVM_LEAVE();
    return result;
}

JNIEXPORT jint JNICALL JVM_MoreStackWalk(JNIEnv *env, jobject walker, jlong mode, jlong anchor_address,
                                         jint batch, jint start, jobjectArray frames)
{
    (void)walker, (void)mode;
    JVM_ENTER(env);
    WalkAnchor *anchor = (WalkAnchor *)(uintptr_t)anchor_address;
    i32 end = start;
    if (!anchor || anchor->magic != WALK_MAGIC || anchor->walk.thread != t)
        THROW(t, InternalError, "doStackWalk: corrupted buffers");
    else
        end = fetch_batch(t, anchor, border_get(frames), batch, start);
    JVM_LEAVE();
    return end;
}
