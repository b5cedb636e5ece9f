/* lives.c - a host that makes machines one after the other, and sees what each leaves in the process
 * In:     lives LIBJVM CASE ARGUMENT...
 *         rounds N CLASSPATH CLASS [OPTION...]  N machines, each runs CLASS's main; "-" for none
 *         state FILE CLASSPATH CLASS [OPTION...]  after one machine, the variables of FILE ("offset size
 *             name" in hex, relative to the library) that are not zero
 *         host CLASSPATH CLASS [OPTION...]  what a machine must leave as it is, compared before and after
 *         reused CLASSPATH CLASS  the host opens files whose numbers a program had before
 *         failed CLASSPATH CLASS  starts that fail in several ways, and good ones in between
 *         ignored CLASSPATH  options that JNI's ignoreUnrecognized lets pass, and others
 *         stacks CLASSPATH [OPTION...]  threads with small stacks attach and call
 *         busy CLASSPATH  calls of the host's threads under way at the end
 * Out:    lines for tests/suites/39_lives
 */
#include "tests/embed/host.h"

#include <dirent.h>
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static HostCreate create;
static jint (*created)(JavaVM **, jsize, jsize *);

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static JavaVM *vm_of(JNIEnv *env)
{
    JavaVM *vm;
    if ((*env)->GetJavaVM(env, &vm) != JNI_OK)
        host_fail("no JavaVM");
    return vm;
}

/* A machine that runs the class; its end. The times are added up. */
static void live(const char *class_path, const char *class_name, char **options, int count,
                 double *ret_create, double *ret_destroy)
{
    double start = now_ms();
    JNIEnv *env = host_create(create, class_path, options, count);
    *ret_create += now_ms() - start;
    if (strcmp(class_name, "-") != 0)
        host_run_main(env, class_name, NULL, 0);
    JavaVM *vm = vm_of(env);
    start = now_ms();
    if ((*vm)->DestroyJavaVM(vm) != JNI_OK)
        host_fail("DestroyJavaVM");
    *ret_destroy += now_ms() - start;
    jsize left = 1;
    created(NULL, 0, &left);
    if (left != 0)
        host_fail("a machine is left");
}

/* ---- rounds ---- */

static void case_rounds(char **argv, int argc)
{
    double creating = 0, destroying = 0;
    int rounds = atoi(argv[0]);
    long early = 0;
    for (int i = 1; i <= rounds; i++) {
        live(argv[1], argv[2], argv + 3, argc - 3, &creating, &destroying);
        if (i * 10 == rounds || rounds < 10)
            early = host_resident_kb();
    }
    printf("rounds %d create %.2f destroy %.2f early %ld late %ld\n", rounds, creating / rounds,
           destroying / rounds, early, host_resident_kb());
}

/* ---- state ---- */

static bool is_zero(const char *at, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (at[i])
            return false;
    return true;
}

static void case_state(char **argv, int argc)
{
    Dl_info info;
    double unused = 0;
    unsigned long offset, size;
    char name[256];
    live(argv[1], argv[2], argv + 3, argc - 3, &unused, &unused);
    FILE *file = fopen(argv[0], "r");
    if (!file || !dladdr((void *)create, &info))
        host_fail(argv[0]);
    while (fscanf(file, "%lx %lx %255s", &offset, &size, name) == 3)
        if (!is_zero((const char *)info.dli_fbase + offset, size))
            printf("left %s\n", name);
    fclose(file);
    printf("looked\n");
}

/* ---- the host's surroundings ---- */

enum { SIGNALS = 65, SA_RESTORER = 0x04000000 /* libc sets it with whatever handler */ };

typedef struct Surroundings {
    struct sigaction actions[SIGNALS];
    sigset_t mask;
    char locale[256], folder[1024];
    unsigned mxcsr;
    unsigned short x87;
    int error;
    struct rlimit files;
    long fds, open;
} Surroundings;

/* Descriptors that are open; the folder's own is among them each time. */
static long count_open(void)
{
    long count = 0;
    DIR *folder = opendir("/proc/self/fd");
    while (folder && readdir(folder))
        count++;
    closedir(folder);
    return count;
}

static void look(Surroundings *s)
{
    s->error = errno;
    for (int i = 1; i < SIGNALS; i++)
        sigaction(i, NULL, &s->actions[i]);
    pthread_sigmask(SIG_SETMASK, NULL, &s->mask);
    snprintf(s->locale, sizeof s->locale, "%s", setlocale(LC_ALL, NULL));
    if (!getcwd(s->folder, sizeof s->folder))
        host_fail("getcwd");
    __asm__("stmxcsr %0" : "=m"(s->mxcsr));
    __asm__("fnstcw %0" : "=m"(s->x87));
    getrlimit(RLIMIT_NOFILE, &s->files);
    s->fds = dup(0);
    close((int)s->fds);
    s->open = count_open();
}

static void compare(const char *when, const Surroundings *a, const Surroundings *b)
{
    for (int i = 1; i < SIGNALS; i++)
        if (a->actions[i].sa_handler != b->actions[i].sa_handler ||
            ((a->actions[i].sa_flags ^ b->actions[i].sa_flags) & ~SA_RESTORER))
            printf("%s: signal %d\n", when, i);
    for (int i = 1; i < SIGNALS; i++)
        if (sigismember(&a->mask, i) != sigismember(&b->mask, i))
            printf("%s: mask of signal %d\n", when, i);
    if (strcmp(a->locale, b->locale) != 0)
        printf("%s: locale %s, was %s\n", when, b->locale, a->locale);
    if (strcmp(a->folder, b->folder) != 0)
        printf("%s: folder\n", when);
    if ((a->mxcsr & 0xFFC0) != (b->mxcsr & 0xFFC0) || a->x87 != b->x87)
        printf("%s: control of floating point\n", when);
    if (a->files.rlim_cur != b->files.rlim_cur)
        printf("%s: limit of files\n", when);
    if (a->fds != b->fds || a->open != b->open)
        printf("%s: descriptors %ld %ld, were %ld %ld\n", when, b->fds, b->open, a->fds, a->open);
}

static void handle_nothing(int number)
{
    (void)number;
}

static void case_host(char **argv, int argc)
{
    double unused = 0;
    static Surroundings before, after;
    struct sigaction action = {.sa_handler = handle_nothing, .sa_flags = SA_NODEFER};
    for (int i = 10; i < SIGNALS; i += 3)
        sigaction(i, &action, NULL);
    sigaddset(&before.mask, SIGUSR2);
    sigaddset(&before.mask, SIGRTMAX - 2);
    pthread_sigmask(SIG_BLOCK, &before.mask, NULL);
    setvbuf(stdout, NULL, _IOFBF, 4096);
    unsigned control = 0x1F80 | 0x8000; /* flush to zero */
    __asm__("ldmxcsr %0" : : "m"(control));
    look(&before);
    for (int i = 0; i < 2; i++) {
        live(argv[0], argv[1], argv + 2, argc - 2, &unused, &unused);
        look(&after);
        compare("after", &before, &after);
    }
    printf("compared\n");
}

/* Sockets, since they are what a closed one could be taken for. */
static void case_reused(char **argv)
{
    enum { PAIRS = 32 };
    int ends[PAIRS][2];
    JNIEnv *env = host_create(create, argv[0], NULL, 0);
    JavaVM *vm = vm_of(env);
    host_run_main(env, argv[1], NULL, 0);
    for (int i = 0; i < PAIRS; i++)
        if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends[i]) != 0)
            host_fail("socketpair");
    if ((*vm)->DestroyJavaVM(vm) != JNI_OK)
        host_fail("DestroyJavaVM");
    for (int i = 0; i < PAIRS; i++)
        if (close(ends[i][0]) != 0 || close(ends[i][1]) != 0)
            printf("one was closed\n");
    printf("looked\n");
}

/* ---- starts that fail ---- */

static int words;

static jint JNICALL count_words(FILE *stream, const char *format, va_list args)
{
    char text[1024];
    (void)stream;
    vsnprintf(text, sizeof text, format, args);
    words += (int)strlen(text);
    return (jint)strlen(text);
}

static jint try_options(const char *class_path, char *first, char *second)
{
    char path[4096];
    snprintf(path, sizeof path, "-Djava.class.path=%s", class_path);
    JavaVMOption options[] = {{path, NULL}, {"vfprintf", (void *)count_words}, {first, NULL}, {second, NULL}};
    JavaVMInitArgs args = {JNI_VERSION_1_8, second ? 4 : first ? 3 : 2, options, JNI_FALSE};
    JavaVM *vm = (JavaVM *)&args;
    JNIEnv *env = (JNIEnv *)&args;
    words = 0;
    jint code = create(&vm, (void **)&env, &args);
    if (code == JNI_OK && (*vm)->DestroyJavaVM(vm) != JNI_OK)
        host_fail("DestroyJavaVM");
    if (code != JNI_OK && (vm || env))
        host_fail("a machine that is none");
    return code;
}

static void case_failed(char **argv)
{
    static const struct {
        char *first, *second;
    } tries[] = {{"-Xno-such-option", NULL},
                 {"-XX:NoSuchFlag=1", NULL},
                 {"-Xmx1k", NULL},
                 {"-Xmx100000g", NULL},
                 {"-Xmx64m", "-Xms65m"},
                 {"-XX:+UseSerialGC", "-XX:+UseG1GC"},
                 {"-Djava.system.class.loader=no.Such", NULL},
                 {"--add-modules=no.such", NULL},
                 {"--patch-module=java.base=x", "--patch-module=java.base=y"},
                 {"-agentlib:nosuch", NULL}};
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        jint code = try_options(argv[0], tries[i].first, tries[i].second);
        printf("%s %s: %d%s\n", tries[i].first, tries[i].second ? tries[i].second : "", code,
               words ? "" : ", no words");
        code = try_options(argv[0], NULL, NULL);
        if (code != JNI_OK)
            printf("the good one after it: %d\n", code);
        fflush(stdout);
    }
    char *home = strdup(getenv("JAVA_HOME"));
    setenv("JAVA_HOME", "/nowhere", 1);
    printf("no JDK: %d\n", try_options(argv[0], NULL, NULL));
    setenv("JAVA_HOME", home, 1);
    printf("a JDK: %d\n", try_options(argv[0], NULL, NULL));
    free(home);
}

static void case_ignored(char **argv)
{
    static char *const tries[] = {"-XX:NoSuch=1", "-XX:+NoSuch",     "", "_foo", "-Xnosuch",
                                  "--nosuch",     "-XX:+MaxHeapSize"};
    char path[4096];
    snprintf(path, sizeof path, "-Djava.class.path=%s", argv[0]);
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        JavaVMOption options[] = {{path, NULL}, {"vfprintf", (void *)count_words}, {tries[i], NULL}};
        JavaVMInitArgs args = {JNI_VERSION_1_8, 3, options, JNI_TRUE};
        JavaVM *vm;
        JNIEnv *env;
        words = 0;
        jint code = create(&vm, (void **)&env, &args);
        if (code == JNI_OK && (*vm)->DestroyJavaVM(vm) != JNI_OK)
            host_fail("DestroyJavaVM");
        printf("%s: %d%s\n", tries[i], code, words ? " and words" : "");
    }
}

/* ---- small stacks ---- */

typedef struct Visitor {
    JavaVM *vm;
    const char *outcome;
} Visitor;

static void *visit(void *context)
{
    Visitor *visitor = context;
    JNIEnv *env;
    if ((*visitor->vm)->AttachCurrentThread(visitor->vm, (void **)&env, NULL) != JNI_OK) {
        visitor->outcome = "refused";
        return NULL;
    }
    jclass c = (*env)->FindClass(env, "Busy");
    jmethodID m = c ? (*env)->GetStaticMethodID(env, c, "format", "()Ljava/lang/String;") : NULL;
    jobject text = m ? (*env)->CallStaticObjectMethod(env, c, m) : NULL;
    visitor->outcome = text ? "works" : "fails";
    if ((*env)->ExceptionCheck(env))
        (*env)->ExceptionDescribe(env);
    (*visitor->vm)->DetachCurrentThread(visitor->vm);
    return NULL;
}

static void case_stacks(char **argv, int argc)
{
    static const int sizes[] = {16, 24, 32, 64, 96, 128, 156};
    JavaVM *vm = vm_of(host_create(create, argv[0], argv + 1, argc - 1));
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        pthread_t thread;
        pthread_attr_t attr;
        Visitor visitor = {.vm = vm, .outcome = "no thread"};
        pthread_attr_init(&attr);
        pthread_attr_setstacksize(&attr, (size_t)sizes[i] * 1024);
        if (pthread_create(&thread, &attr, visit, &visitor) == 0)
            pthread_join(thread, NULL);
        pthread_attr_destroy(&attr);
        printf("%d %s\n", sizes[i], visitor.outcome);
    }
}

/* ---- calls under way ---- */

typedef struct Caller {
    JavaVM *vm;
    const char *method;
    bool is_inside, came_back;
} Caller;

static void *call(void *context)
{
    Caller *caller = context;
    JNIEnv *env;
    JavaVM *vm = caller->vm;
    if ((*vm)->AttachCurrentThreadAsDaemon(vm, (void **)&env, NULL) != JNI_OK)
        host_fail("attach");
    jclass c = (*env)->FindClass(env, "Busy");
    jmethodID m = c ? (*env)->GetStaticMethodID(env, c, caller->method, "()V") : NULL;
    if (!m)
        host_fail("Busy");
    __atomic_store_n(&caller->is_inside, true, __ATOMIC_SEQ_CST);
    (*env)->CallStaticVoidMethod(env, c, m);
    __atomic_store_n(&caller->came_back, true, __ATOMIC_SEQ_CST);
    JNIEnv *again;
    while ((*vm)->GetEnv(vm, (void **)&again, JNI_VERSION_1_8) == JNI_OK)
        usleep(1000);
    return NULL;
}

static void case_busy(char **argv)
{
    static const char *const methods[] = {"spin", "sleep", "park", "await"};
    enum { CALLERS = sizeof methods / sizeof *methods };
    for (int round = 0; round < 5; round++) {
        Caller callers[CALLERS] = {0};
        pthread_t threads[CALLERS];
        JNIEnv *env = host_create(create, argv[0], NULL, 0);
        JavaVM *vm = vm_of(env);
        for (int i = 0; i < CALLERS; i++) {
            callers[i] = (Caller){.vm = vm, .method = methods[i]};
            pthread_create(&threads[i], NULL, call, &callers[i]);
        }
        for (int i = 0; i < CALLERS; i++)
            while (!__atomic_load_n(&callers[i].is_inside, __ATOMIC_SEQ_CST))
                usleep(1000);
        usleep(20000);
        if ((*vm)->DestroyJavaVM(vm) != JNI_OK)
            host_fail("DestroyJavaVM");
        for (int i = 0; i < CALLERS; i++)
            pthread_join(threads[i], NULL);
        JNIEnv *own;
        printf("round %d: env %d\n", round, (*vm)->GetEnv(vm, (void **)&own, JNI_VERSION_1_8));
    }
}

/* System.in is a pipe that nobody writes to. */
static void leave_input_open(void)
{
    int ends[2];
    if (pipe(ends) != 0 || dup2(ends[0], 0) < 0)
        host_fail("pipe");
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return 2;
    leave_input_open();
    create = host_open(argv[1]);
    *(void **)&created = dlsym(RTLD_DEFAULT, "JNI_GetCreatedJavaVMs");
    if (strcmp(argv[2], "rounds") == 0)
        case_rounds(argv + 3, argc - 3);
    else if (strcmp(argv[2], "state") == 0)
        case_state(argv + 3, argc - 3);
    else if (strcmp(argv[2], "host") == 0)
        case_host(argv + 3, argc - 3);
    else if (strcmp(argv[2], "reused") == 0)
        case_reused(argv + 3);
    else if (strcmp(argv[2], "failed") == 0)
        case_failed(argv + 3);
    else if (strcmp(argv[2], "ignored") == 0)
        case_ignored(argv + 3);
    else if (strcmp(argv[2], "stacks") == 0)
        case_stacks(argv + 3, argc - 3);
    else if (strcmp(argv[2], "busy") == 0)
        case_busy(argv + 3);
    else
        return 2;
    return 0;
}
