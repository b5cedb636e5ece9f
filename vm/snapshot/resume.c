/* resume.c - see snapshot.h, resume.h: what belongs to the process that goes on, not to the one that wrote.
 * The README's table says of each row why it is there. */
#include "vm/snapshot/resume.h"

#include "classloader/load/loader.h"
#include "gc/heap.h"
#include "stdlib/jvm/jvm_signal.h"
#include "stdlib/release/late.h"
#include "vm/base/trace.h"
#include "vm/exec/thread/java_thread.h"
#include "vm/exec/thread/thread.h"
#include "vm/library/thread_object.h"
#include "vm/model/call.h"
#include "vm/model/loader_data.h"
#include "vm/snapshot/crac.h"
#include "vm/snapshot/library.h"
#include "vm/snapshot/snapshot_parts.h"
#include "vm/snapshot/snapshot.h"
#include "vm/string/strings.h"

#include <string.h>
#include <time.h>

bool resume_knows_release(void)
{
    return release->feature == 17 || release->feature == 25;
}

/* ---- natives that note ids in variables of their library ---- */

static const struct {
    const char *holder, *name;
} natives[] = {
    {"java/io/FileDescriptor", "initIDs"},       {"java/io/FileInputStream", "initIDs"},
    {"java/io/FileOutputStream", "initIDs"},     {"java/io/UnixFileSystem", "initIDs"},
    {"java/io/RandomAccessFile", "initIDs"},     {"java/util/zip/Inflater", "initIDs"},
    {"java/util/zip/Deflater", "initIDs"},       {"sun/nio/ch/IOUtil", "initIDs"},
    {"sun/nio/ch/FileChannelImpl", "initIDs"},   {"sun/nio/ch/FileDispatcherImpl", "init"},
    {"sun/nio/fs/UnixNativeDispatcher", "init"}, {"java/util/zip/Inflater", "initIDs"},
    {"jdk/internal/misc/VM", "initialize"},      {"sun/nio/ch/NativeThread", "init"},
    {"java/lang/ProcessHandleImpl", "initNative"}, {"java/lang/ProcessHandleImpl$Info", "initIDs"},
    {"java/lang/ProcessImpl", "init"},           {"java/net/Inet4Address", "init"},
    {"java/net/Inet6Address", "init"},           {"java/net/InetAddress", "init"},
};

bool resume_calls_again(const Method *m)
{
    for (size_t i = 0; i < COUNT_OF(natives); i++)
        if (strcmp(m->holder->name->text, natives[i].holder) == 0 &&
            strcmp(m->name->text, natives[i].name) == 0)
            return true;
    return false;
}

/* ---- classes that each process initializes for itself ---- */

/* When a program has run in the machine: is the class initialized again, is what it holds of no matter, or is
 * that a reason not to write? Before any program has run, it always is one. */
typedef enum OfProcess { REFUSED, AGAIN, KEPT } OfProcess;

static const struct {
    const char *name;
    OfProcess in_application;
} of_process[] = {
    /* In this order, and before other Java code draws a random number from what every start would share. */
    {"jdk/internal/util/random/RandomSupport", AGAIN},
    {"java/util/concurrent/ThreadLocalRandom", AGAIN},
    {"java/io/DeleteOnExitHook", REFUSED},
    {"java/io/File$TempDirectory", REFUSED},
    {"java/lang/Math$RandomNumberGeneratorHolder", AGAIN},
    {"java/lang/ProcessEnvironment", AGAIN},
    {"java/lang/ProcessHandleImpl", AGAIN},
    {"java/lang/ProcessImpl", KEPT},
    {"java/lang/StrictMath$RandomNumberGeneratorHolder", AGAIN},
    {"java/nio/file/TempFileHelper", REFUSED},
    {"java/security/SecureRandom", KEPT}, /* instances are refused */
    {"java/util/Random", KEPT},
    {"java/util/SplittableRandom", AGAIN},
    {"java/util/TimeZone", KEPT}, /* a step renews it */
    {"java/util/UUID$Holder", REFUSED},
    {"java/util/concurrent/ForkJoinPool", KEPT}, /* its threads are refused */
    {"sun/management/VMManagementImpl", REFUSED},
    {"sun/net/spi/DefaultProxySelector", REFUSED},
    {"sun/nio/ch/NativeThread", KEPT},
    {"sun/security/provider/NativePRNG", REFUSED},
    {"sun/security/provider/SeedGenerator", REFUSED},
    {"sun/util/locale/provider/LocaleProviderAdapter", KEPT},
};

bool resume_is_of_process(const Class *c, bool in_application)
{
    for (size_t i = 0; i < COUNT_OF(of_process); i++)
        if (c->loader == boot_loader && strcmp(c->name->text, of_process[i].name) == 0)
            return !in_application || of_process[i].in_application == REFUSED;
    return false;
}

static bool initialize_again(Thread *t, const char *name)
{
    Class *c = loader_find_loaded(boot_loader, symbol_from(name));
    Method *m = c && class_state(c) == CLASS_INITIALIZED
                    ? class_declared_method(c, symbol_from("<clinit>"), symbol_from("()V"))
                    : NULL;
    return !m || call_method(t, m, NULL, NULL);
}

static bool initialize_classes(Thread *t)
{
    bool done = true;
    for (size_t i = 0; done && snapshot_header()->is_application && i < COUNT_OF(of_process); i++)
        done = of_process[i].in_application != AGAIN || initialize_again(t, of_process[i].name);
    return done;
}

static bool call_natives(Thread *t)
{
    return libraries_call_natives(t, 0);
}

/* ---- properties: the environment, the command line, the working directory, the user, the system ---- */

static bool set_init_level(Thread *t, i32 level)
{
    i32 *field = library_static(t, LATE_CLASS_VM, LATE_FIELD_VM_initLevel);
    if (field)
        *field = level;
    return field != NULL;
}

/* VM.saveProperties wants to be first, and before everything else. It also decides how much direct memory
 * there may be. */
static bool save_properties(Thread *t, Object *map)
{
    enum { BOOTED = 4 };
    return library_set_static(t, LATE_CLASS_VM, LATE_FIELD_VM_savedProps, NULL) && set_init_level(t, 0) &&
           library_call_static(t, LATE_METHOD_VM_saveProperties, map, NULL) && set_init_level(t, BOOTED);
}

static bool renew_properties(Thread *t)
{
    Object *map, *properties;
    return library_call_static(t, LATE_METHOD_SystemProps_initProperties, NULL, &map) &&
           library_call_static(t, LATE_METHOD_VersionProps_init, map, NULL) && save_properties(t, map) &&
           library_call_static(t, LATE_METHOD_System_createProperties, map, &properties) &&
           library_set_static(t, LATE_CLASS_System, LATE_FIELD_System_props, properties) &&
           library_call_static(t, LATE_METHOD_StaticProperty_clinit, NULL, NULL);
}

/* How much direct memory there may be is asked for anew. */
static bool renew_direct_memory(Thread *t)
{
    u8 *is_set = library_is_initialized(LATE_CLASS_Bits)
                     ? library_static(t, LATE_CLASS_Bits, LATE_FIELD_Bits_MEMORY_LIMIT_SET)
                     : NULL;
    if (is_set)
        *is_set = false;
    return !t->exception;
}

/* Java asks for it when it is first wanted. */
static bool renew_time_zone(Thread *t)
{
    return !library_is_initialized(LATE_CLASS_TimeZone) ||
           library_set_static(t, LATE_CLASS_TimeZone, LATE_FIELD_TimeZone_defaultTimeZone, NULL);
}

/* ---- what must differ from start to start ---- */

/* The order in which immutable sets and maps are gone through. No table depends on it. */
static bool renew_salt(Thread *t)
{
    i64 *salt = library_static(t, LATE_CLASS_ImmutableCollections, LATE_FIELD_ImmutableCollections_SALT32L);
    u8 *reverse = library_static(t, LATE_CLASS_ImmutableCollections, LATE_FIELD_ImmutableCollections_REVERSE);
    if (!salt || !reverse)
        return false;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    u64 mixed = ((u64)now.tv_sec * 1000000000u + (u64)now.tv_nsec) * 0x9E3779B97F4A7C15u;
    *salt = (i64)(mixed >> 32);
    *reverse = (*salt & 1) == 0;
    return true;
}

/* ---- signals and threads ---- */

static bool renew_signals(Thread *t)
{
    return library_set_static(t, LATE_CLASS_Terminator, LATE_FIELD_Terminator_handler, NULL) &&
           library_call_static(t, LATE_METHOD_Terminator_setup, NULL, NULL) && signal_start_dispatcher(t);
}

/* The program's end has run on a thread of another name. */
static bool rename_main(Thread *t)
{
    u32 name = late_field(t, LATE_FIELD_Thread_name);
    u32 number = name ? late_field(t, LATE_FIELD_Thread_tid) : 0;
    u32 loader = number ? late_field(t, LATE_FIELD_Thread_contextClassLoader) : 0;
    Object **system = loader ? library_static(t, LATE_CLASS_ClassLoader, LATE_FIELD_ClassLoader_scl) : NULL;
    Object *text = system ? string_from_host(t, "main") : NULL, *main = thread_carrier_object(t);
    if (!text)
        return false;
    ref_store(main, name, text);
    ref_store(main, loader, *system);
    *FIELD_AT(main, number, i64) = application_main_number();
    return true;
}

static bool renew_main(Thread *t)
{
    return !snapshot_header()->is_application || rename_main(t);
}

static bool tell_resources(Thread *t)
{
    if (snapshot_header()->is_application)
        crac_after_restore(t);
    return true;
}

static bool start_threads(Thread *t)
{
    u32 count;
    const u32 *threads = snapshot_section(SECTION_THREADS, sizeof *threads, &count);
    for (u32 i = 0; i < count; i++)
        if (!thread_start(t, (Object *)(uintptr_t)threads[i]))
            return false;
    return true;
}

/* ---- all of it, in order ---- */

static const struct {
    bool (*run)(Thread *t);
    const char *what;
} steps[] = {
#define STEP(run, what) {run, what},
#define STEPS                                                                                                \
    STEP(call_natives, "natives that note ids of classes in their library")                                  \
    STEP(initialize_classes, "the environment, the process, generators of random numbers")                   \
    STEP(renew_salt, "the order of immutable sets and maps")                                                 \
    STEP(renew_properties, "system properties: command line, user, folder, system")                          \
    STEP(renew_direct_memory, "the limit of direct memory")                                                  \
    STEP(files_renew_system, "the working directory of java.io.File")                                        \
    STEP(files_renew_nio, "the working directory of java.nio.file")                                          \
    STEP(files_open_again, "files that are read")                                                            \
    STEP(files_renew_descriptors, "whether standard streams append")                                         \
    STEP(files_renew_class_path, "the class path")                                                           \
    STEP(files_renew_library_paths, "where libraries are looked for")                                        \
    STEP(renew_time_zone, "the time zone")                                                                   \
    STEP(renew_main, "the main thread's name, number and loader")                                            \
    STEP(renew_signals, "handlers of signals")                                                               \
    STEP(start_threads, "the library's threads")                                                             \
    STEP(tell_resources, "resources of org.crac are told")
    STEPS
#undef STEP
};

const char *const resume_rows[] = {
#define STEP(run, what) what,
    STEPS NULL
#undef STEP
};

bool snapshot_resume(Thread *t)
{
    java_thread_take_main(t, (Object *)(uintptr_t)snapshot_header()->main_thread);
    for (size_t i = 0; i < COUNT_OF(steps); i++)
        if (!steps[i].run(t))
            return false;
    TRACE(SNAPSHOT, "the machine goes on after %.2f ms", (double)trace_clock() / 1e6);
    return true;
}
