/* host.h - how the hosts of this folder start a VM in their process and run a program's main
 * Keeps:  whatever is missing ends the host with exit code 2: it could not look.
 * Used by: blocked_calls.c invariants.c region_walk.c
 */
#ifndef MOKA_TESTS_EMBED_HOST_H
#define MOKA_TESTS_EMBED_HOST_H

#include <dlfcn.h>
#include <errno.h>
#include <jni.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { HOST_MAX_OPTIONS = 16 };

typedef jint (*HostCreate)(JavaVM **, void **, void *);

static inline _Noreturn void host_fail(const char *what)
{
    fprintf(stderr, "%s: %s\n", program_invocation_short_name, what);
    exit(2);
}

static inline long host_resident_kb(void)
{
    long all, resident;
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file || fscanf(file, "%ld %ld", &all, &resident) != 2)
        host_fail("no /proc/self/statm");
    fclose(file);
    return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

/* JNI_CreateJavaVM of the library, whose names are everybody's unless HOST_LOCAL is set. */
static inline HostCreate host_open(const char *libjvm)
{
    void *library = dlopen(libjvm, RTLD_NOW | (getenv("HOST_LOCAL") ? RTLD_LOCAL : RTLD_GLOBAL));
    if (!library)
        host_fail(dlerror());
    HostCreate create = (HostCreate)dlsym(library, "JNI_CreateJavaVM");
    if (!create)
        host_fail("no JNI_CreateJavaVM");
    return create;
}

static inline JNIEnv *host_create(HostCreate create, const char *class_path, char *const *options, int count)
{
    char path_option[4096];
    snprintf(path_option, sizeof path_option, "-Djava.class.path=%s", class_path);
    JavaVMOption all[HOST_MAX_OPTIONS] = {{.optionString = path_option}};
    JavaVMInitArgs args = {.version = JNI_VERSION_1_8, .nOptions = 1, .options = all};
    if (count >= HOST_MAX_OPTIONS)
        host_fail("too many options");
    for (int i = 0; i < count; i++)
        all[args.nOptions++].optionString = options[i];
    JavaVM *vm;
    JNIEnv *env;
    if (create(&vm, (void **)&env, &args) != JNI_OK)
        host_fail("no VM");
    return env;
}

/* The class's natives are registered first. */
static inline void host_run_main(JNIEnv *env, const char *class_name, const JNINativeMethod *natives,
                                 int count)
{
    jclass c = (*env)->FindClass(env, class_name);
    jmethodID run = c ? (*env)->GetStaticMethodID(env, c, "main", "([Ljava/lang/String;)V") : NULL;
    jclass string = run ? (*env)->FindClass(env, "java/lang/String") : NULL;
    jobjectArray arguments = string ? (*env)->NewObjectArray(env, 0, string, NULL) : NULL;
    if (arguments && (count == 0 || (*env)->RegisterNatives(env, c, natives, count) == JNI_OK))
        (*env)->CallStaticVoidMethod(env, c, run, arguments);
    if ((*env)->ExceptionCheck(env)) {
        (*env)->ExceptionDescribe(env);
        host_fail(class_name);
    }
}

#endif
