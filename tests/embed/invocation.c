/* invocation.c - a host that asks everything of the invocation interface, to be compared with another VM
 * In:     invocation LIBJVM CASE CLASSPATH [OPTION METHOD]
 *         hooks   a machine with the hooks vfprintf, exit and abort runs Hooks.METHOD
 *         returning  the same, but the exit hook returns
 *         versions   what is said of each version of the JNI
 *         attach     threads attach, nested and as daemons, and detach, also below Java frames
 *         below      the same, and Java's callee tries to end the machine
 * Out:    lines for tests/suites/39_hosts; what a hook is told is merged to whole lines
 */
#include "tests/embed/host.h"

#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

static HostCreate create;
static const char *libjvm;
static JavaVM *vm;

/* At once and past stdio, since the process may end in many ways. */
static void say(const char *format, ...)
{
    char text[8192];
    va_list args;
    va_start(args, format);
    int length = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (write(1, text, (size_t)length) != length)
        _exit(2);
}

/* ---- hooks ---- */

static bool exit_hook_returns;

static jint JNICALL hear(FILE *stream, const char *format, va_list args)
{
    static char line[100000];
    static size_t used;
    char text[100000];
    int length = vsnprintf(text, sizeof text, format, args);
    for (int i = 0; i < length && i < (int)sizeof text - 1; i++) {
        line[used++] = text[i];
        if (text[i] == '\n' || used == sizeof line) {
            say("%s| %.*s", stream == stdout ? "out" : "err", (int)used, line);
            used = 0;
        }
    }
    return length;
}

static void JNICALL hear_exit(jint code)
{
    say("exit hook %d\n", code);
    if (!exit_hook_returns)
        _exit(70);
}

static void JNICALL hear_abort(void)
{
    say("abort hook\n");
}

static void hear_end(void)
{
    say("atexit\n");
}

static void JNICALL break_down(JNIEnv *env, jclass c)
{
    (void)env, (void)c;
    raise(SIGSEGV);
}

static void JNICALL call_fatal(JNIEnv *env, jclass c)
{
    (void)c;
    (*env)->FatalError(env, "a native's");
}

static void run_hooks(JNIEnv *env, const char *method)
{
    static const JNINativeMethod natives[] = {{"crash", "()V", (void *)break_down},
                                              {"fatal", "()V", (void *)call_fatal}};
    jclass c = (*env)->FindClass(env, "Hooks");
    jmethodID m = c ? (*env)->GetStaticMethodID(env, c, method, "()V") : NULL;
    if (!m || (*env)->RegisterNatives(env, c, natives, 2) != JNI_OK)
        host_fail(method);
    (*env)->CallStaticVoidMethod(env, c, m);
    if ((*env)->ExceptionCheck(env))
        (*env)->ExceptionDescribe(env);
}

static void case_hooks(const char *class_path, char *option, const char *method)
{
    char path[4096];
    snprintf(path, sizeof path, "-Djava.class.path=%s", class_path);
    JavaVMOption options[] = {{"vfprintf", (void *)hear},
                              {"exit", (void *)hear_exit},
                              {"abort", (void *)hear_abort},
                              {path, NULL},
                              {"-Xmx64m", NULL},
                              {"-XX:-CreateCoredumpOnCrash", NULL},
                              {option, NULL}};
    JavaVMInitArgs args = {JNI_VERSION_1_8, 7, options, JNI_FALSE};
    JNIEnv *env;
    atexit(hear_end);
    jint code = create(&vm, (void **)&env, &args);
    say("create %d\n", code);
    if (code != JNI_OK)
        return;
    run_hooks(env, method);
    say("destroy %d\n", (*vm)->DestroyJavaVM(vm));
}

/* ---- versions ---- */

enum { LATER_VERSION = 0x00150000 }; /* 21's */

static const jint versions[] = {0,
                                1,
                                JNI_VERSION_1_1,
                                JNI_VERSION_1_2,
                                0x00010003,
                                JNI_VERSION_1_4,
                                0x00010005,
                                JNI_VERSION_1_6,
                                0x00010007,
                                JNI_VERSION_1_8,
                                JNI_VERSION_9,
                                JNI_VERSION_10,
                                0x000b0000,
                                0x000d0000,
                                0x00110000,
                                0x00120000,
                                0x7fffffff,
                                -1};

/* The second half is room for the arguments of JNI 1.1. */
static void ask_defaults(jint (*get)(void *), jint version)
{
    jint args[64];
    memset(args, 0x5a, sizeof args);
    args[0] = version;
    jint code = get(args);
    say("defaults %x: %d", version, code);
    for (int i = 0; i < 64; i++)
        if (args[i] != (i == 0 ? version : 0x5a5a5a5a))
            say(" [%d]=%d", i, args[i]);
    say("\n");
}

static void ask_create(jint version)
{
    JavaVMOption option = {"-Xmx64m", NULL};
    JavaVMInitArgs args = {version, 1, &option, JNI_FALSE};
    JavaVM *made = NULL;
    JNIEnv *env = NULL;
    jint code = create(&made, (void **)&env, &args);
    say("create %x: %d %d %d\n", version, code, made != NULL, env != NULL);
    if (code == JNI_OK && !vm)
        vm = made;
}

static void case_versions(void)
{
    enum { COUNT = sizeof versions / sizeof *versions };
    jint (*get)(void *);
    *(void **)&get = dlsym(dlopen(libjvm, RTLD_NOW), "JNI_GetDefaultJavaVMInitArgs");
    JNIEnv *env;
    for (int i = 0; i < COUNT; i++)
        ask_defaults(get, versions[i]);
    ask_create(LATER_VERSION);
    for (int i = 0; i < COUNT && !vm; i++)
        ask_create(versions[i]);
    ask_create(JNI_VERSION_1_8);
    for (int i = 0; i < COUNT; i++) {
        env = NULL;
        jint code = (*vm)->GetEnv(vm, (void **)&env, versions[i]);
        say("env %x: %d %d\n", versions[i], code, env != NULL);
    }
    if ((*vm)->GetEnv(vm, (void **)&env, JNI_VERSION_1_8) == JNI_OK)
        say("version %x\n", (*env)->GetVersion(env));
    say("destroy %d\n", (*vm)->DestroyJavaVM(vm));
}

/* ---- attaching ---- */

static JNIEnv *env_of_thread(void)
{
    JNIEnv *env = NULL;
    jint code = (*vm)->GetEnv(vm, (void **)&env, JNI_VERSION_1_8);
    say("GetEnv %d %d\n", code, env != NULL);
    return env;
}

static JNIEnv *attach(bool daemon, JavaVMAttachArgs *args)
{
    JNIEnv *env = NULL;
    jint code = daemon ? (*vm)->AttachCurrentThreadAsDaemon(vm, (void **)&env, args)
                       : (*vm)->AttachCurrentThread(vm, (void **)&env, args);
    say("%s %d %d\n", daemon ? "AttachCurrentThreadAsDaemon" : "AttachCurrentThread", code, env != NULL);
    return env;
}

static void detach(void)
{
    say("DetachCurrentThread %d\n", (*vm)->DetachCurrentThread(vm));
}

/* Attach.METHOD(), which prints. */
static void run_attached(JNIEnv *env, const char *method)
{
    jclass c = (*env)->FindClass(env, "Attach");
    jmethodID m = c ? (*env)->GetStaticMethodID(env, c, method, "()V") : NULL;
    if (!m)
        host_fail(method);
    (*env)->CallStaticVoidMethod(env, c, m);
}

static bool ends_below;

/* Called by Java: its frames are below. */
static void JNICALL detach_below(JNIEnv *env, jclass c)
{
    (void)c;
    detach();
    JNIEnv *again = attach(false, NULL);
    say("the same %d, as daemon %d\n", again == env, attach(true, NULL) == env);
    if (ends_below)
        say("DestroyJavaVM %d\n", (*vm)->DestroyJavaVM(vm));
    run_attached(env, "show");
}

static void *visit(void *kind)
{
    JavaVMAttachArgs named = {JNI_VERSION_1_8, "the \xc3\xa4 one", NULL}, wrong = {0x1234, "wrong", NULL};
    JavaVMAttachArgs old = {JNI_VERSION_1_1, "old", NULL};
    say("-- %s\n", (const char *)kind);
    env_of_thread();
    detach();
    bool daemon = strstr(kind, "daemon") != NULL;
    JavaVMAttachArgs *args = strstr(kind, "named")   ? &named
                             : strstr(kind, "wrong") ? &wrong
                             : strstr(kind, "old")   ? &old
                                                     : NULL;
    JNIEnv *env = attach(daemon, args);
    if (env) {
        say("nested, the same %d\n", attach(!daemon, NULL) == env);
        run_attached(env, "show");
        run_attached(env, "below");
        if (strstr(kind, "pending"))
            run_attached(env, "fail");
        if (strstr(kind, "twice"))
            detach();
    }
    detach();
    env_of_thread();
    return NULL;
}

static void case_attach(const char *class_path)
{
    static const char *const kinds[] = {
        "plain", "daemon", "named", "named daemon", "wrong version", "old version", "pending exception",
        "twice"};
    static const JNINativeMethod natives[] = {{"detach", "()V", (void *)detach_below}};
    JNIEnv *env = host_create(create, class_path, NULL, 0);
    (*env)->GetJavaVM(env, &vm);
    jclass c = (*env)->FindClass(env, "Attach");
    if (!c || (*env)->RegisterNatives(env, c, natives, 1) != JNI_OK)
        host_fail("Attach");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        pthread_t thread;
        pthread_create(&thread, NULL, visit, (void *)kinds[i]);
        pthread_join(thread, NULL);
    }
    say("-- main\n");
    run_attached(env, "count");
    detach();
    env_of_thread();
    env = attach(false, NULL);
    run_attached(env, "show");
    detach();
    say("destroy %d\n", (*vm)->DestroyJavaVM(vm));
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return 2;
    libjvm = argv[1];
    create = host_open(libjvm);
    exit_hook_returns = strcmp(argv[2], "returning") == 0;
    if (strcmp(argv[2], "versions") == 0)
        case_versions();
    else if (strcmp(argv[2], "attach") == 0 || (ends_below = strcmp(argv[2], "below") == 0))
        case_attach(argv[3]);
    else
        case_hooks(argv[3], argv[4], argv[5]);
    return 0;
}
