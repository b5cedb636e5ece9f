/* libjvm.c - the invocation interface (JNI specification, chapter 5): JNI_CreateJavaVM and the JavaVM table.
 * Return codes and their order are HotSpot's. */
#include "vm/libjvm.h"

#include "stdlib/jni/jni_env.h"
#include "stdlib/release/release.h"
#include "vm/base/state.h"
#include "vm/boot.h"
#include "vm/exec/thread/java_thread.h"
#include "vm/exec/thread/thread.h"
#include "vm/exec/thread/thread_end.h"
#include "vm/exec/throw/exception.h"
#include "vm/host/exit.h"
#include "vm/host/options.h"
#include "vm/host/surroundings.h"
#include "vm/open_files.h"
#include "vm/snapshot/snapshot.h"
#include "vm/thread/handles.h"

#include <setjmp.h>
#include <stdatomic.h>
#include <time.h>

/* A process has one VM at a time. VM_ENDING: its end has begun. VM_ENDED: something of it could not be ended,
 * so there is no other; the launchers' VM ends so, too, because their process does. */
typedef enum VmState { VM_NONE, VM_CREATING, VM_LIVE, VM_ENDING, VM_ENDED } VmState;

enum { PATIENCE = 1000000000 };

SNAPSHOT_STATE(host) static struct {
    _Atomic VmState phase;
    JavaVM table; /* what hosts know the VM by */
    atomic_bool destroyed;   /* a thread is in DestroyJavaVM */
    _Atomic u32 attaching;   /* threads that are being attached: the end waits for them */
} state;

static const struct JNIInvokeInterface_ invoke_table;

static bool is_live(void)
{
    return atomic_load(&state.phase) == VM_LIVE && !exit_has_begun();
}

enum { DEFAULT_STACK_SIZE = 1024 * 1024 };

/* JNI 1.1's JavaVMInitArgs as far as libjli reads it: it asks for the stack size of the main thread. */
typedef struct InitArgs11 {
    jint version;
    char **properties;
    jint check_source;
    jint native_stack_size;
    jint java_stack_size;
} InitArgs11;

_Static_assert(offsetof(InitArgs11, java_stack_size) == 24, "libjli reads the stack size at byte 24");

/* Is this one of the versions that a VM may be asked for? 1.1 had no arguments of this form. Until there is a
 * machine, one that any release of the class library knows will do; its start is stricter. */
static bool supports_version(jint version)
{
    return version != JNI_VERSION_1_1 && release_knows_jni((u32)version);
}

JNIEXPORT jint JNICALL JNI_GetDefaultJavaVMInitArgs(void *args)
{
    InitArgs11 *old = args;
    if (old->version != JNI_VERSION_1_1)
        return supports_version(old->version) ? JNI_OK : JNI_ERR;
    old->version = JNI_VERSION_1_2; /* the one to ask for */
    old->java_stack_size = DEFAULT_STACK_SIZE;
    return JNI_ERR;
}

static jint start(void **ret_env, const JavaVMInitArgs *args)
{
    Thread *t;
    jint rc = options_parse(args);
    if (rc == JNI_OK)
        rc = boot_start(&t);
    if (rc == JNI_OK)
        *ret_env = t;
    return rc;
}

/* A start that fails deep inside comes back here (exit_failed_start). */
static jint create(void **ret_env, const JavaVMInitArgs *args)
{
    jmp_buf failed;
    surroundings_note();
    jni_java_vm = &state.table;
    jint rc = setjmp(failed);
    if (rc == 0) {
        exit_catch_failed_start(&failed);
        rc = start(ret_env, args);
    }
    exit_catch_failed_start(NULL);
    surroundings_end_start();
    bool is_clean = rc == JNI_OK || boot_undo();
    atomic_store(&state.phase, rc == JNI_OK ? VM_LIVE : is_clean ? VM_NONE : VM_ENDED);
    return rc;
}

JNIEXPORT jint JNICALL JNI_CreateJavaVM(JavaVM **ret_vm, void **ret_env, void *args)
{
    if (!supports_version(((const JavaVMInitArgs *)args)->version))
        return JNI_EVERSION;
    VmState before = VM_NONE;
    if (!atomic_compare_exchange_strong(&state.phase, &before, VM_CREATING))
        return before == VM_ENDED ? JNI_ERR : JNI_EEXIST;
    state.table = &invoke_table;
    *ret_vm = &state.table;
    jint rc = create(ret_env, args);
    if (rc != JNI_OK) {
        *ret_vm = NULL;
        *ret_env = NULL;
    }
    return rc;
}

JNIEXPORT jint JNICALL JNI_GetCreatedJavaVMs(JavaVM **ret_vms, jsize room, jsize *ret_count)
{
    VmState phase = atomic_load(&state.phase);
    bool live = phase == VM_LIVE || phase == VM_ENDING || exit_has_begun();
    if (ret_count)
        *ret_count = live;
    if (live && room > 0)
        *ret_vms = &state.table;
    return JNI_OK;
}

/* ---- threads of the host ---- */

/* Attaches the calling thread, which is not attached yet. NULL: out of memory, or its java.lang.Thread could
 * not be made. */
static Thread *attach(const char *name, jobject group, bool daemon)
{
    Thread *t = daemon ? thread_attach_daemon() : thread_attach();
    if (!t)
        return NULL;
    thread_enter_vm(t);
    bool ok = java_thread_attach(t, name, handles_get((HandleRef)group));
    if (!ok)
        exception_print_pending(t);
    thread_leave_vm(t);
    if (ok)
        return t;
    thread_detach(t);
    return NULL;
}

/* The count is raised before the phase is looked at: who ends the machine sees one of them. */
static Thread *attach_if_live(const JavaVMAttachArgs *args, bool daemon)
{
    atomic_fetch_add(&state.attaching, 1);
    Thread *t = is_live() ? attach(args ? args->name : NULL, args ? args->group : NULL, daemon) : NULL;
    atomic_fetch_sub(&state.attaching, 1);
    return t;
}

/* Arguments of a version that is unknown do not count. */
static jint attach_current(void **ret_env, const JavaVMAttachArgs *args, bool daemon)
{
    Thread *t = thread_current_living();
    if (!is_live())
        return JNI_ERR;
    if (args && !supports_version(args->version))
        args = NULL;
    if (!t)
        t = attach_if_live(args, daemon);
    if (!t)
        return JNI_ERR;
    *ret_env = t;
    return JNI_OK;
}

static jint attach_current_thread(JavaVM *vm, void **ret_env, void *args)
{
    (void)vm;
    return attach_current(ret_env, args, false);
}

static jint attach_current_thread_as_daemon(JavaVM *vm, void **ret_env, void *args)
{
    (void)vm;
    return attach_current(ret_env, args, true);
}

static jint detach_current_thread(JavaVM *vm)
{
    (void)vm;
    Thread *t = thread_current_living();
    if (!is_live())
        return JNI_ERR;
    if (!t)
        return JNI_OK;
    if (t->fp)
        return JNI_ERR; /* Java frames are still there */
    thread_enter_vm(t);
    snapshot_note_application(t);
    thread_exit_java(t); /* a pending exception goes to the thread's handler */
    thread_leave_vm(t);
    thread_detach(t);
    return JNI_OK;
}

static jint get_env(JavaVM *vm, void **ret_env, jint version)
{
    (void)vm;
    bool in_boot = atomic_load(&state.phase) == VM_CREATING && !exit_has_begun();
    Thread *t = thread_current_living();
    *ret_env = NULL;
    if (!t || !(in_boot || is_live()))
        return JNI_EDETACHED;
    if (!release_knows_jni((u32)version))
        return JNI_EVERSION;
    *ret_env = t;
    return JNI_OK;
}

/* ---- the end ---- */

/* Attached threads are in the list afterwards, and there will be no more. */
static void refuse_threads(Thread *t)
{
    enum { MOMENT = 100000 };
    atomic_store(&state.phase, VM_ENDING);
    thread_block_begin_bare(t);
    while (atomic_load(&state.attaching))
        nanosleep(&(struct timespec){.tv_nsec = MOMENT}, NULL);
    thread_block_end(t);
}

bool libjvm_stop(Thread *t)
{
    boot_shutdown(t);
    refuse_threads(t);
    bool all_ended = thread_end_others(t, PATIENCE);
    if (all_ended)
        open_files_close(t);
    else
        atomic_store(&state.phase, VM_ENDED);
    return all_ended;
}

void libjvm_finish(Thread *t)
{
    boot_finish(t);
    jni_java_vm = NULL;
    atomic_store(&state.destroyed, false);
    atomic_store(&state.phase, VM_NONE);
}

static void end_machine(Thread *t)
{
    bool all_ended = false;
    if (options.host.is_launcher) { /* its process ends, and what the machine has with it */
        boot_shutdown(t);
        atomic_store(&state.phase, VM_ENDED);
    } else {
        all_ended = libjvm_stop(t);
    }
    thread_leave_vm(t);
    if (all_ended)
        libjvm_finish(t);
}

/* The shutdown hooks need a Java thread, so the caller becomes one if it is none. */
static jint destroy(JavaVM *vm)
{
    (void)vm;
    Thread *t = thread_current_living();
    if (!is_live() || (t && t->fp))
        return JNI_ERR;
    if (!t)
        t = attach_if_live(&(JavaVMAttachArgs){.name = (char[]){"DestroyJavaVM"}}, false);
    if (!t || atomic_exchange(&state.destroyed, true))
        return JNI_ERR;
    thread_enter_vm(t);
    if (t->exception)
        exception_print_pending(t);
    if (!snapshot_application_exits())
        thread_wait_for_non_daemons(t);
    end_machine(t);
    return JNI_OK;
}

static const struct JNIInvokeInterface_ invoke_table = {
    .DestroyJavaVM = destroy,
    .AttachCurrentThread = attach_current_thread,
    .DetachCurrentThread = detach_current_thread,
    .GetEnv = get_env,
    .AttachCurrentThreadAsDaemon = attach_current_thread_as_daemon,
};
