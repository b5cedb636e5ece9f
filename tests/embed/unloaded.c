/* unloaded.c - a JNI library that says when it is loaded and unloaded, for the suite 38_native_libraries
 * Its file's name tells what JNI_OnLoad does: "refused" returns a version that there is none of, "thrown"
 * throws, any other accepts. Out: lines on standard output.
 * Keeps:  `calls` counts since the library was mapped: it is 1 again only after a real dlclose.
 */
#include <dlfcn.h>
#include <jni.h>
#include <stdio.h>
#include <string.h>

static int calls;

static const char *file_name(void)
{
    Dl_info info;
    const char *slash = dladdr(&calls, &info) ? strrchr(info.dli_fname, '/') : NULL;
    return slash ? slash + 1 : "?";
}

static void say(const char *what, const char *more)
{
    printf("%s: %s%s\n", file_name(), what, more);
    fflush(stdout);
}

/* Registered by JNI_OnLoad; the other one is found by its name. */
static jint JNICALL registered(JNIEnv *env, jclass class)
{
    (void)env, (void)class;
    return 100 + ++calls;
}

JNIEXPORT jint JNICALL Java_Library_found(JNIEnv *env, jclass class)
{
    (void)env, (void)class;
    return ++calls;
}

JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM *vm, void *reserved)
{
    static const JNINativeMethod natives[] = {{"registered", "()I", (void *)registered}};
    JNIEnv *env = NULL;
    (void)reserved;
    if ((*vm)->GetEnv(vm, (void **)&env, JNI_VERSION_1_8) != JNI_OK)
        return JNI_ERR;
    say("JNI_OnLoad", calls ? ", but was loaded before" : "");
    if (strstr(file_name(), "refused"))
        return 0x00770000;
    if (strstr(file_name(), "thrown")) {
        jclass error = (*env)->FindClass(env, "java/lang/IllegalStateException");
        (*env)->ThrowNew(env, error, "by JNI_OnLoad");
        return JNI_VERSION_1_8;
    }
    /* The class of the loader that the library is being loaded for. */
    jclass library = (*env)->FindClass(env, "Library");
    if (!library || (*env)->RegisterNatives(env, library, natives, 1) != JNI_OK)
        return JNI_ERR;
    return JNI_VERSION_1_8;
}

/* Nobody's context: classes are those of the system class loader. */
JNIEXPORT void JNICALL JNI_OnUnload(JavaVM *vm, void *reserved)
{
    JNIEnv *env = NULL;
    (void)reserved;
    if ((*vm)->GetEnv(vm, (void **)&env, JNI_VERSION_1_8) != JNI_OK) {
        say("JNI_OnUnload", " by a thread that is not attached");
        return;
    }
    jclass seen = (*env)->FindClass(env, "Library");
    say("JNI_OnUnload", seen ? ", sees Library" : "");
    (*env)->ExceptionClear(env);
}
