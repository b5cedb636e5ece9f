/* moka_vm.c - see moka_room.h and vm/moka.h: a machine's start and end.
 * The machine boots on a thread of its own, which is Java's "main" until it has booted, for the host's may
 * have a small stack. */
#include "vm/embed/moka_room.h"

#include "classloader/load/loader.h"
#include "gc/heap.h"
#include "stdlib/jni/jni_env.h"
#include "vm/base/state.h"
#include "vm/exec/thread/thread_control.h"
#include "vm/host/home.h"
#include "vm/host/options.h"
#include "vm/libjvm.h"
#include "vm/model/throw.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { BOOT_STACK = 8 * 1024 * 1024, TEXT_ROOM = 4096, SECOND = 1000000000, MOMENT = 1000000 };

SNAPSHOT_STATE(host) MokaMachine moka_machine;

SNAPSHOT_STATE(host) static struct {
    jint code; /* JNI_CreateJavaVM's */
    JavaVMInitArgs args;
    char text[TEXT_ROOM]; /* what the VM has told meanwhile */
    size_t text_length;
} boot;

uint32_t moka_version(void)
{
    return MOKA_VERSION;
}

/* ---- the host's hooks ---- */

static int log_for_host(FILE *stream, const char *format, va_list args)
{
    bool is_err = stream == stderr;
    if (!(is_err ? moka_machine.err : moka_machine.out))
        return vfprintf(stream, format, args);
    char *text;
    int length = vasprintf(&text, format, args);
    if (length < 0)
        return length;
    moka_stream_write(is_err, text, (size_t)length);
    free(text);
    return length;
}

/* While the machine boots its words are kept for the error; afterwards they go where Java's output goes. */
static int print_for_host(FILE *stream, const char *format, va_list args)
{
    if (atomic_load(&moka_machine.phase) != MOKA_BOOTING)
        return log_for_host(stream, format, args);
    int used = vsnprintf(boot.text + boot.text_length, TEXT_ROOM - boot.text_length, format, args);
    boot.text_length += used < 0 ? 0 : (size_t)used;
    if (boot.text_length >= TEXT_ROOM)
        boot.text_length = TEXT_ROOM - 1;
    return used;
}

/* Java's Runtime.halt, IN_NATIVE: what is below the halt, handlers included, is left. */
static bool halt_as_value(jint code)
{
    Thread *t = thread_current();
    moka_machine.exit_code = code;
    atomic_store(&moka_machine.has_exited, true);
    thread_enter_vm(t);
    THROW(t, Error, "System.exit");
    t->passes_handlers = true;
    thread_leave_vm(t);
    return true;
}

static void tell_fatal(void)
{
    if (moka_machine.fatal)
        moka_machine.fatal(moka_machine.user,
                           "a fault of the machine or of native code; hs_err_pid*.log tells more");
}

/* ---- options ---- */

/* Of a host that was compiled with a shorter structure the missing members are zero. */
static moka_options read_options(const moka_options *given)
{
    moka_options options = {0};
    if (given)
        memcpy(&options, given, given->size < sizeof options ? given->size : sizeof options);
    return options;
}

static moka_error *choose_home(const char *wanted)
{
    static const char debian[] = "/usr/lib/jvm/java-17-openjdk-amd64";
    if (wanted && !home_choose(wanted))
        return moka_error_new(MOKA_NOT_FOUND, "no JDK at %s", wanted);
    if (!home_find() && !home_choose("/usr/lib/jvm/default-java") && !home_choose(debian))
        return moka_error_new(MOKA_NOT_FOUND, "no JDK: set JAVA_HOME or moka_options.java_home");
    return NULL;
}

/* The options as JNI_CreateJavaVM takes them. */
typedef struct Arguments {
    JavaVMOption *options;
    jint count;
    char class_path[16384], heap[32], stack[32], snapshot[4200];
    HostManners manners;
} Arguments;

static void add(Arguments *arguments, const char *text, void *extra)
{
    arguments->options[arguments->count++] = (JavaVMOption){(char *)(uintptr_t)text, extra};
}

static moka_error *write_class_path(Arguments *arguments, const moka_options *options)
{
    char *at = arguments->class_path, *end = at + sizeof arguments->class_path;
    at = stpcpy(at, "-Djava.class.path=");
    for (size_t i = 0; i < options->class_path_count; i++) {
        if (i)
            *at++ = ':';
        moka_error *error =
            moka_source_path(&moka_machine.vm, &options->class_path[i], at, (size_t)(end - at) - 1);
        if (error)
            return error;
        at += strlen(at);
    }
    return NULL;
}

static void write_manners(Arguments *arguments, u32 flags)
{
    arguments->manners = (HostManners){
        .no_signals = !(flags & MOKA_HANDLE_SIGNALS),
        .no_environment = !(flags & MOKA_READ_ENVIRONMENT),
        .halt = flags & MOKA_EXIT_PROCESS ? NULL : halt_as_value,
        .log = log_for_host,
    };
    add(arguments, "moka.host", &arguments->manners);
    add(arguments, "vfprintf", (void *)(uintptr_t)print_for_host);
    add(arguments, "abort", (void *)(uintptr_t)tell_fatal);
}

static moka_error *write_arguments(Arguments *arguments, const moka_options *options)
{
    enum { OWN = 8 };
    arguments->options = calloc(options->argument_count + OWN, sizeof *arguments->options);
    if (!arguments->options)
        return moka_error_no_memory();
    write_manners(arguments, options->flags);
    moka_error *error = write_class_path(arguments, options);
    add(arguments, arguments->class_path, NULL);
    snprintf(arguments->heap, sizeof arguments->heap, "-Xmx%zu", options->max_heap);
    snprintf(arguments->stack, sizeof arguments->stack, "-Xss%zu", options->stack_size);
    snprintf(arguments->snapshot, sizeof arguments->snapshot, "-Xsnapshot:file=%s",
             options->snapshot ? options->snapshot : "");
    if (options->snapshot && *options->snapshot)
        add(arguments, arguments->snapshot, NULL);
    if (options->max_heap)
        add(arguments, arguments->heap, NULL);
    if (options->stack_size)
        add(arguments, arguments->stack, NULL);
    for (size_t i = 0; i < options->argument_count; i++)
        add(arguments, options->arguments[i], NULL);
    return error;
}

static void note_options(const moka_options *options)
{
    moka_machine.trace_frames = options->trace_frames;
    moka_machine.patience = options->patience ? options->patience : SECOND;
    moka_machine.user = options->user;
    moka_machine.out = options->out;
    moka_machine.err = options->err;
    moka_machine.in = options->in;
    moka_machine.fatal = options->fatal;
}

/* ---- creating ---- */

static void *run_boot(void *unused)
{
    JNIEnv *env;
    boot.code = JNI_CreateJavaVM(&moka_machine.java_vm, (void **)&env, &boot.args);
    if (boot.code == JNI_OK)
        (*moka_machine.java_vm)->DetachCurrentThread(moka_machine.java_vm);
    return unused;
}

static bool run_on_large_stack(void *(*run)(void *))
{
    pthread_t thread;
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, BOOT_STACK);
    bool started = pthread_create(&thread, &attr, run, NULL) == 0;
    pthread_attr_destroy(&attr);
    return started && pthread_join(thread, NULL) == 0;
}

/* What the VM has told, as one line; its last line end is left out. *ret_options_are_good: it was no
 * complaint about them. */
static const char *boot_text(bool *ret_options_are_good)
{
    static const char prefix[] = "Error occurred during initialization of VM\n";
    char *text = boot.text;
    *ret_options_are_good = strncmp(text, prefix, sizeof prefix - 1) == 0;
    if (*ret_options_are_good)
        text += sizeof prefix - 1;
    size_t length = strlen(text);
    if (length && text[length - 1] == '\n')
        text[length - 1] = '\0';
    return *text ? text : "the machine cannot start";
}

static moka_error *boot_machine(const Arguments *arguments)
{
    bool options_are_good;
    boot.args = (JavaVMInitArgs){JNI_VERSION_10, arguments->count, arguments->options, JNI_FALSE};
    boot.text_length = 0;
    boot.text[0] = '\0';
    if (!run_on_large_stack(run_boot))
        return moka_error_no_memory();
    if (boot.code == JNI_EEXIST)
        return moka_error_new(MOKA_STATE, "the process has a machine made by JNI_CreateJavaVM");
    if (boot.code == JNI_OK)
        return NULL;
    const char *text = boot_text(&options_are_good);
    return moka_error_new(options_are_good ? MOKA_UNSUPPORTED : MOKA_BAD_ARGUMENT, "%s", text);
}

static moka_error *finish_machine(moka_vm *vm)
{
    moka_value loader = {0};
    moka_error *error = moka_attach(vm, NULL);
    if (!error)
        error = moka_invoke(vm, "java/lang/ClassLoader.getSystemClassLoader", NULL, 0, &loader);
    vm->loader = (HandleRef)(void *)loader.object;
    moka_name_forget(vm); /* what the boot loader has found */
    atomic_store(&moka_machine.objects, 0);
    if (!error)
        error = moka_thread_give_context(vm);
    return error ? error : moka_stream_install(vm);
}

static moka_error *create(const moka_options *given)
{
    moka_options options = read_options(given);
    Arguments *arguments = calloc(1, sizeof *arguments);
    if (!arguments)
        return moka_error_no_memory();
    moka_memory_init(options.allocate, options.user);
    note_options(&options);
    moka_machine.number++;
    moka_machine.vm.machine = &moka_machine.vm;
    pthread_mutex_init(&moka_machine.vm.lock, NULL);
    moka_error *error = choose_home(options.java_home);
    if (!error)
        error = write_arguments(arguments, &options);
    if (!error)
        error = boot_machine(arguments);
    free(arguments->options);
    free(arguments);
    return error;
}

/* All but the number of machines so far. */
static void clear_machine(void)
{
    u64 number = moka_machine.number;
    STATE_CLEAR(moka_machine);
    moka_machine.number = number;
}

static moka_error *give_up(moka_error *error)
{
    moka_source_close(&moka_machine.vm);
    clear_machine();
    return error;
}

/* ---- the end ---- */

static void forget(moka_vm *vm)
{
    moka_native_forget(vm);
    moka_name_forget(vm);
    moka_source_close(vm);
    handles_delete_global(vm->loader);
    vm->loader = NULL;
}

static void rest(void)
{
    nanosleep(&(struct timespec){.tv_nsec = MOMENT}, NULL);
}

/* Java's threads have so long to end by themselves. */
static void wait_for_threads(void)
{
    i64 patience = moka_machine.patience;
    for (i64 waited = 0; thread_count() > thread_count_daemons(); waited += MOMENT) {
        if (patience >= 0 && waited >= patience)
            return;
        rest();
    }
}

/* IN_NATIVE. */
static void finish_destroying(moka_vm *vm, Thread *t)
{
    moka_native_end();
    forget(vm);
    libjvm_finish(t);
    clear_machine();
    moka_thread_reset();
}

/* Calls of the host's threads come back with an error. */
static moka_error *destroy_machine(moka_vm *vm)
{
    MokaVisit visit;
    u32 live = MOKA_LIVE;
    Thread *own = thread_current_living();
    if (own && own->fp)
        return moka_error_new(MOKA_STATE, "a machine is not destroyed from below Java code");
    moka_error *error = moka_attach(vm, NULL);
    if (error && error->kind != MOKA_EXIT)
        return error;
    moka_error_free(error);
    if (!atomic_compare_exchange_strong(&moka_machine.phase, &live, MOKA_ENDING))
        return moka_error_new(MOKA_STATE, "the machine is being destroyed, or has been");
    wait_for_threads();
    error = moka_begin(&visit, vm);
    if (error)
        return error;
    moka_limit_end();
    MOKA_ENTER(&visit);
    bool all_left = libjvm_stop(visit.t);
    moka_leave(&visit);
    if (all_left)
        finish_destroying(vm, visit.t);
    else
        atomic_store(&moka_machine.phase, MOKA_ENDED);
    return all_left ? NULL : moka_error_new(MOKA_STATE, "a thread sits in native code that does not return");
}

moka_error *moka_destroy(moka_vm *vm)
{
    if (!vm)
        return NULL;
    if (vm == vm->machine)
        return destroy_machine(vm);
    forget(vm);
    pthread_mutex_destroy(&vm->lock);
    free(vm);
    return NULL;
}

/* ---- the beginning of both ---- */

moka_error *moka_create(const moka_options *options, moka_vm **vm)
{
    u32 fresh = MOKA_FRESH;
    *vm = NULL;
    if (!atomic_compare_exchange_strong(&moka_machine.phase, &fresh, MOKA_BOOTING))
        return moka_error_new(MOKA_STATE, fresh == MOKA_ENDED ? "the machine before could not be ended"
                                                              : "the process has a machine");
    moka_error *error = create(options);
    if (error)
        return give_up(error);
    error = finish_machine(&moka_machine.vm);
    atomic_store(&moka_machine.phase, MOKA_LIVE);
    if (error)
        moka_error_free(destroy_machine(&moka_machine.vm));
    else
        *vm = &moka_machine.vm;
    return error;
}

/* ---- looking in ---- */

void moka_measure(moka_vm *vm, moka_statistics *statistics)
{
    (void)vm;
    moka_statistics all = {
        .size = statistics->size,
        .heap_used = heap_used(),
        .heap_size = heap_total(),
        .heap_max = heap_maximum(),
        .collections = heap_collections(),
        .objects = atomic_load(&moka_machine.objects),
        .threads = thread_count(),
        .classes = loader_count_loaded() - loader_count_unloaded(),
    };
    memcpy(statistics, &all, all.size < sizeof all ? all.size : sizeof all);
}

moka_error *moka_collect(moka_vm *vm)
{
    MokaVisit visit;
    moka_error *error = moka_begin(&visit, vm);
    if (error)
        return error;
    MOKA_ENTER(&visit);
    heap_collect(visit.t, GC_CAUSE_SYSTEM_GC);
    moka_leave(&visit);
    return NULL;
}
