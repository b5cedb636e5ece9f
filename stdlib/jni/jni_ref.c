/* jni_ref.c - see jni_env.h. JNI 4.4.4: global, weak and local references and local frames. */
#include "stdlib/jni/jni_env.h"

#include "vm/base/state.h"
#include "vm/host/options.h"
#include "vm/model/throw.h"

#include <pthread.h>
#include <stdlib.h>

/* --- local frames: where the local references ended at each PushLocalFrame of the thread --- */

typedef struct LocalFrame {
    struct LocalFrame *outer;
    const Slot *fp; /* frame and thread of the native method: they tell which frames were never popped */
    u32 thread_id;
    HandleFrame handles;
} LocalFrame;

static _Thread_local LocalFrame *local_frames;

SNAPSHOT_STATE(host) static struct {
    pthread_key_t at_thread_end; /* never deleted, since threads may still end */
    pthread_once_t once;
} state = {.once = PTHREAD_ONCE_INIT};

static void drop_all(void *innermost)
{
    for (LocalFrame *frame = innermost, *outer; frame; frame = outer) {
        outer = frame->outer;
        free(frame);
    }
    local_frames = NULL;
}

static void make_key(void)
{
    pthread_key_create(&state.at_thread_end, drop_all);
}

static void set_frames(LocalFrame *frame)
{
    local_frames = frame;
    pthread_setspecific(state.at_thread_end, frame);
}

/* The Java stack grows down, so a frame below the current one has returned. */
static bool is_stale(const LocalFrame *frame, const Thread *t)
{
    return frame->thread_id != t->id || (frame->fp && (!t->fp || frame->fp < t->fp));
}

static void drop_stale(const Thread *t)
{
    while (local_frames && is_stale(local_frames, t)) {
        LocalFrame *outer = local_frames->outer;
        free(local_frames);
        set_frames(outer);
    }
}

/* -XX:MaxJNILocalCapacity; 0 or less is no limit. */
static bool is_possible(jint capacity)
{
    i64 most = OPTION_FLAG(MaxJNILocalCapacity);
    return capacity >= 0 && (most <= 0 || capacity <= most);
}

jint jni_PushLocalFrame(JNIEnv *env, jint capacity)
{
    if (!is_possible(capacity))
        return JNI_ERR;
    JVM_ENTER(env);
    pthread_once(&state.once, make_key);
    drop_stale(t);
    LocalFrame *frame = malloc(sizeof *frame);
    if (frame) {
        *frame = (LocalFrame){local_frames, t->fp, t->id, handles_push_frame(t)};
        set_frames(frame);
    } else {
        throw_out_of_memory(t, "Native memory allocation");
    }
    JVM_LEAVE();
    return frame ? JNI_OK : JNI_ENOMEM;
}

jobject jni_PopLocalFrame(JNIEnv *env, jobject handle)
{
    JVM_ENTER(env);
    Object *object = border_get(handle);
    drop_stale(t);
    LocalFrame *frame = local_frames;
    if (frame) {
        handles_pop_frame(t, frame->handles);
        set_frames(frame->outer);
        free(frame);
    }
    jobject result = border_local(t, object);
    JVM_LEAVE();
    return result;
}

jint jni_EnsureLocalCapacity(JNIEnv *env, jint capacity)
{
    (void)env;
    return is_possible(capacity) ? JNI_OK : JNI_ERR;
}

/* --- references --- */

static jobject made(Thread *t, Object *object, HandleRef handle)
{
    if (object && !handle)
        throw_out_of_memory(t, "Native memory allocation");
    return (jobject)handle;
}

jobject jni_NewGlobalRef(JNIEnv *env, jobject handle)
{
    JVM_ENTER(env);
    Object *object = border_get(handle);
    jobject result = made(t, object, object ? handles_global(object) : NULL);
    JVM_LEAVE();
    return result;
}

void jni_DeleteGlobalRef(JNIEnv *env, jobject handle)
{
    JVM_ENTER(env);
    if (handle)
        handles_delete_global((HandleRef)handle);
    JVM_LEAVE();
}

jweak jni_NewWeakGlobalRef(JNIEnv *env, jobject handle)
{
    JVM_ENTER(env);
    Object *object = border_get(handle);
    jweak result = made(t, object, object ? handles_weak(object) : NULL);
    JVM_LEAVE();
    return result;
}

void jni_DeleteWeakGlobalRef(JNIEnv *env, jweak handle)
{
    JVM_ENTER(env);
    if (handle)
        handles_delete_weak((HandleRef)handle);
    JVM_LEAVE();
}

jobject jni_NewLocalRef(JNIEnv *env, jobject handle)
{
    JVM_ENTER(env);
    Object *object = border_get(handle);
    jobject result = made(t, object, handles_local(t, object));
    JVM_LEAVE();
    return result;
}

void jni_DeleteLocalRef(JNIEnv *env, jobject handle)
{
    JVM_ENTER(env);
    if (handle)
        handles_delete_local(t, (HandleRef)handle);
    JVM_LEAVE();
}

jboolean jni_IsSameObject(JNIEnv *env, jobject a, jobject b)
{
    JVM_ENTER(env);
    bool same = border_get(a) == border_get(b);
    JVM_LEAVE();
    return same;
}

jobjectRefType jni_GetObjectRefType(JNIEnv *env, jobject handle)
{
    static const jobjectRefType types[] = {
        [HANDLE_INVALID] = JNIInvalidRefType,
        [HANDLE_LOCAL] = JNILocalRefType,
        [HANDLE_GLOBAL] = JNIGlobalRefType,
        [HANDLE_WEAK] = JNIWeakGlobalRefType,
    };
    JVM_ENTER(env);
    HandleKind kind = handle ? handles_kind(t, (HandleRef)handle) : HANDLE_INVALID;
    JVM_LEAVE();
    return types[kind];
}
