/* crowd.c - many threads of a host that come and go, call Java and are called by it, for as long as is asked
 * In:     crowd LIBJVM CLASSPATH SECONDS THREADS [OPTION...]
 *         Crowd.java there: its natives are below, its method `stub` gives a C function that calls Java
 * Out:    "visits N resident EARLY LATE", kilobytes after half of the time and at the end; whatever comes
 *         out wrong, at once
 */
#include "tests/embed/host.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { MAX_THREADS = 64, CALLS = 20, ELEMENTS = 16 };

typedef int Upcall(int);

static JavaVM *vm;
static jclass crowd;
static jmethodID square, fail, back, sort, together;
static Upcall *upcall;
static time_t deadline;
static atomic_long visits;

static void check(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "wrong: %s\n", what);
    abort();
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

/* ---- what Java calls ---- */

/* Back into Java, down to 0. */
static jint JNICALL down(JNIEnv *env, jclass c, jint depth)
{
    return depth == 0 ? 0 : 1 + (*env)->CallStaticIntMethod(env, c, back, depth - 1);
}

static void JNICALL throw_one(JNIEnv *env, jclass c, jint number)
{
    char text[32];
    (void)c;
    snprintf(text, sizeof text, "number %d", number);
    (*env)->ThrowNew(env, (*env)->FindClass(env, "java/lang/IllegalStateException"), text);
}

/* ---- what a visit does ---- */

static void call_simply(JNIEnv *env, uint32_t random)
{
    jint n = (jint)(random % 1000);
    check((*env)->CallStaticIntMethod(env, crowd, square, n) == n * n, "square");
}

static void call_deep(JNIEnv *env, uint32_t random)
{
    jint depth = (jint)(random % 40);
    check((*env)->CallStaticIntMethod(env, crowd, back, depth) == depth, "back and forth");
}

/* Java throws, a native throws, Java catches the native's. */
static void call_to_fail(JNIEnv *env, uint32_t random)
{
    jint result = (*env)->CallStaticIntMethod(env, crowd, fail, (jint)(random % 3), (jint)(random % 100));
    jthrowable thrown = (*env)->ExceptionOccurred(env);
    check((random % 3 == 2) == !thrown, "thrown");
    (*env)->ExceptionClear(env);
    check(thrown || result == (jint)(random % 100), "caught");
    (*env)->DeleteLocalRef(env, thrown);
}

static void call_with_array(JNIEnv *env, uint32_t random)
{
    jint values[ELEMENTS];
    jintArray array = (*env)->NewIntArray(env, ELEMENTS);
    for (int i = 0; i < ELEMENTS; i++)
        values[i] = (jint)next_random(&random);
    (*env)->SetIntArrayRegion(env, array, 0, ELEMENTS, values);
    jintArray sorted = (*env)->CallStaticObjectMethod(env, crowd, sort, array);
    jobject kept = (*env)->NewGlobalRef(env, sorted);
    (*env)->DeleteLocalRef(env, array);
    (*env)->DeleteLocalRef(env, sorted);
    jint *now = (*env)->GetIntArrayElements(env, kept, NULL);
    for (int i = 1; i < ELEMENTS; i++)
        check(now[i - 1] <= now[i], "sorted");
    (*env)->ReleaseIntArrayElements(env, kept, now, 0);
    (*env)->DeleteGlobalRef(env, kept);
}

static void call_under_lock(JNIEnv *env, uint32_t random)
{
    (void)random;
    check((*env)->MonitorEnter(env, crowd) == JNI_OK, "MonitorEnter");
    (*env)->CallStaticVoidMethod(env, crowd, together);
    check((*env)->MonitorExit(env, crowd) == JNI_OK, "MonitorExit");
}

static void call_stub(JNIEnv *env, uint32_t random)
{
    (void)env;
    if (upcall)
        check(upcall((int)(random % 1000)) == (int)(random % 1000) + 1, "upcall");
}

static void (*const calls[])(JNIEnv *, uint32_t) = {call_simply,     call_deep,       call_to_fail,
                                                    call_with_array, call_under_lock, call_stub};

static void visit(uint32_t *seed)
{
    JNIEnv *env, *again;
    uint32_t random = next_random(seed);
    char name[32];
    snprintf(name, sizeof name, "visitor %u", random % 100);
    JavaVMAttachArgs args = {JNI_VERSION_1_8, random & 1 ? name : NULL, NULL};
    jint code = random & 2 ? (*vm)->AttachCurrentThread(vm, (void **)&env, &args)
                           : (*vm)->AttachCurrentThreadAsDaemon(vm, (void **)&env, &args);
    check(code == JNI_OK, "attach");
    check((*vm)->AttachCurrentThread(vm, (void **)&again, NULL) == JNI_OK && again == env, "nested attach");
    for (int i = 0; i < CALLS; i++) {
        random = next_random(seed);
        calls[random % (sizeof calls / sizeof *calls)](env, random >> 4);
        check(!(*env)->ExceptionCheck(env), "nothing is pending");
    }
    check((*vm)->DetachCurrentThread(vm) == JNI_OK, "detach");
    check((*vm)->GetEnv(vm, (void **)&again, JNI_VERSION_1_8) == JNI_EDETACHED, "detached");
}

static void *come_and_go(void *number)
{
    uint32_t seed = (uint32_t)(uintptr_t)number;
    while (time(NULL) < deadline) {
        visit(&seed);
        call_stub(NULL, next_random(&seed)); /* unattached */
        atomic_fetch_add(&visits, 1);
    }
    return NULL;
}

/* ---- the beginning and the end ---- */

static void find_methods(JNIEnv *env)
{
    static const JNINativeMethod natives[] = {{"down", "(I)I", (void *)down},
                                              {"throwOne", "(I)V", (void *)throw_one}};
    crowd = (*env)->FindClass(env, "Crowd");
    crowd = crowd ? (*env)->NewGlobalRef(env, crowd) : NULL;
    if (!crowd || (*env)->RegisterNatives(env, crowd, natives, 2) != JNI_OK)
        host_fail("Crowd");
    square = (*env)->GetStaticMethodID(env, crowd, "square", "(I)I");
    fail = (*env)->GetStaticMethodID(env, crowd, "fail", "(II)I");
    back = (*env)->GetStaticMethodID(env, crowd, "back", "(I)I");
    sort = (*env)->GetStaticMethodID(env, crowd, "sort", "([I)[I");
    together = (*env)->GetStaticMethodID(env, crowd, "together", "()V");
    jmethodID stub = (*env)->GetStaticMethodID(env, crowd, "stub", "()J");
    upcall = (Upcall *)(uintptr_t)(*env)->CallStaticLongMethod(env, crowd, stub);
    if ((*env)->ExceptionCheck(env)) {
        (*env)->ExceptionDescribe(env);
        host_fail("Crowd");
    }
}

static void end_machine(void)
{
    JNIEnv *env;
    check((*vm)->AttachCurrentThread(vm, (void **)&env, NULL) == JNI_OK, "attach for the end");
    (*env)->DeleteGlobalRef(env, crowd);
    check((*vm)->DestroyJavaVM(vm) == JNI_OK, "DestroyJavaVM");
}

int main(int argc, char **argv)
{
    if (argc < 5)
        return 2;
    int seconds = atoi(argv[3]), count = atoi(argv[4]);
    pthread_t threads[MAX_THREADS];
    JNIEnv *env = host_create(host_open(argv[1]), argv[2], argv + 5, argc - 5);
    (*env)->GetJavaVM(env, &vm);
    find_methods(env);
    (*vm)->DetachCurrentThread(vm);
    deadline = time(NULL) + seconds;
    for (int i = 0; i < count && i < MAX_THREADS; i++)
        if (pthread_create(&threads[i], NULL, come_and_go, (void *)(uintptr_t)(i + 1)) != 0)
            host_fail("pthread_create");
    usleep((useconds_t)seconds * 500000);
    long early = host_resident_kb();
    for (int i = 0; i < count && i < MAX_THREADS; i++)
        pthread_join(threads[i], NULL);
    long late = host_resident_kb();
    end_machine();
    printf("visits %ld resident %ld %ld\n", atomic_load(&visits), early, late);
    return 0;
}
