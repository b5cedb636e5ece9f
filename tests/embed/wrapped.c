/* wrapped.c - the native methods of tests/suites/38_native_wrappers */
#include <jni.h>
#include <xmmintrin.h>

#define NATIVE(type, name) JNIEXPORT type JNICALL Java_Wrapped_##name

NATIVE(jint, add)(JNIEnv *env, jclass c, jint a, jint b)
{
    (void)env, (void)c;
    return a + b;
}

/* The caller looks at the low bits of the register alone. */
NATIVE(jint, dirtyBoolean)(JNIEnv *env, jclass c, jint bits)
{
    (void)env, (void)c;
    return bits;
}

NATIVE(jint, dirtyByte)(JNIEnv *env, jclass c, jint bits)
{
    (void)env, (void)c;
    return bits;
}

NATIVE(jint, dirtyChar)(JNIEnv *env, jclass c, jint bits)
{
    (void)env, (void)c;
    return bits;
}

NATIVE(jint, dirtyShort)(JNIEnv *env, jclass c, jint bits)
{
    (void)env, (void)c;
    return bits;
}

NATIVE(void, raise)(JNIEnv *env, jclass c, jstring text)
{
    (void)c;
    const char *chars = (*env)->GetStringUTFChars(env, text, NULL);
    (*env)->ThrowNew(env, (*env)->FindClass(env, "java/lang/IllegalStateException"), chars);
    (*env)->ReleaseStringUTFChars(env, text, chars);
}

/* A reference of that kind is left to the VM to end with the process. */
NATIVE(jobject, global)(JNIEnv *env, jclass c, jobject object)
{
    (void)c;
    return (*env)->NewGlobalRef(env, object);
}

NATIVE(jobject, weak)(JNIEnv *env, jclass c, jobject object)
{
    (void)c;
    return (*env)->NewWeakGlobalRef(env, object);
}

NATIVE(jobject, growing)(JNIEnv *env, jclass c, jobject object, jint count)
{
    (void)c;
    jobject last = object;
    if ((*env)->EnsureLocalCapacity(env, count + 16) != 0)
        return NULL;
    for (jint i = 0; i < count; i++)
        last = (*env)->NewLocalRef(env, object);
    return last;
}

static void run(JNIEnv *env, jobject runnable)
{
    jclass c = (*env)->FindClass(env, "java/lang/Runnable");
    (*env)->CallVoidMethod(env, runnable, (*env)->GetMethodID(env, c, "run", "()V"));
}

NATIVE(void, calls)(JNIEnv *env, jclass c, jobject runnable)
{
    (void)c;
    run(env, runnable);
    if ((*env)->ExceptionCheck(env))
        return;
}

NATIVE(jobject, callsAndReturns)(JNIEnv *env, jobject self, jobject runnable, jlong number, jdouble real,
                                 jobject back)
{
    run(env, runnable);
    if ((*env)->ExceptionCheck(env) || number >> 40 != 1 || real != 0.5 + (double)(number & 0xFF))
        return NULL;
    jclass c = (*env)->GetObjectClass(env, self);
    return (*env)->IsInstanceOf(env, self, c) ? back : NULL;
}

NATIVE(jint, rebound)(JNIEnv *env, jclass c, jint a)
{
    (void)env, (void)c;
    return a;
}

static jint JNICALL other(JNIEnv *env, jclass c, jint a)
{
    (void)env, (void)c;
    return -a;
}

NATIVE(void, rebind)(JNIEnv *env, jclass c, jboolean to_other)
{
    JNINativeMethod method = {"rebound", "(I)I", to_other ? (void *)other : (void *)Java_Wrapped_rebound};
    (*env)->RegisterNatives(env, c, &method, 1);
}

NATIVE(jint, lockedStatic)(JNIEnv *env, jclass c, jobject runnable)
{
    (void)c;
    run(env, runnable);
    return 1;
}

NATIVE(jint, locked)(JNIEnv *env, jobject self, jobject runnable)
{
    (void)self;
    run(env, runnable);
    return 2;
}

/* Flush to zero, denormals are zero, rounding up: with such modes Java would calculate otherwise. */
NATIVE(jdouble, flushesDenormals)(JNIEnv *env, jclass c, jdouble x)
{
    (void)env, (void)c;
    _mm_setcsr(_mm_getcsr() | 0x8000 | 0x0040 | 0x4000);
    return x;
}

NATIVE(void, down)(JNIEnv *env, jclass c, jint depth)
{
    (*env)->CallStaticVoidMethod(env, c, (*env)->GetStaticMethodID(env, c, "deep", "(I)V"), depth + 1);
    if ((*env)->ExceptionCheck(env))
        return;
}
