/* boot.c - see boot.h.
 * The class library relies on the order: Java code of each step may rely on all steps before it. */
#include "vm/boot.h"

#include "classloader/define/define.h"
#include "classloader/link/indy.h"
#include "classloader/load/loader.h"
#include "classloader/source/source.h"
#include "classloader/verify/verify.h"
#include "gc/heap.h"
#include "jit/jit.h"
#include "stdlib/attach/attach_listener.h"
#include "stdlib/attach/perf_data.h"
#include "stdlib/ffi/ffi.h"
#include "stdlib/jni/check/jni_check.h"
#include "stdlib/jni/jni_env.h"
#include "stdlib/jvm/jvm_library.h"
#include "stdlib/jvm/jvm_signal.h"
#include "stdlib/management/management.h"
#include "stdlib/native/perf_counter.h"
#include "stdlib/native/registry.h"
#include "stdlib/native/unsafe_memory.h"
#include "stdlib/release/release.h"
#include "vm/base/console.h"
#include "vm/base/cpu.h"
#include "vm/base/region.h"
#include "vm/base/trace.h"
#include "vm/compile_linked.h"
#include "vm/crash.h"
#include "vm/exec/call/native.h"
#include "vm/exec/thread/unblock.h"
#include "vm/exec/flow/stack_map.h"
#include "vm/exec/interp/interp.h"
#include "vm/exec/record/record.h"
#include "vm/exec/runtime/runtime.h"
#include "vm/exec/thread/java_thread.h"
#include "vm/exec/thread/thread.h"
#include "vm/exec/thread/thread_end.h"
#include "vm/exec/thread/thread_hold.h"
#include "vm/exec/throw/exception.h"
#include "vm/fault.h"
#include "vm/heap_dump_files.h"
#include "vm/host/exit.h"
#include "vm/host/home.h"
#include "vm/host/options.h"
#include "vm/host/options_compiler.h"
#include "vm/host/surroundings.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/model/symbol.h"
#include "vm/snapshot/snapshot.h"
#include "vm/snapshot/tool.h"
#include "vm/snapshot/touched.h"
#include "vm/string/strings.h"

#include <dlfcn.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    SMALLEST_REGION = 16 * 1024 * 1024,
    DEFAULT_STACK = 1024 * 1024,
    SMALLEST_HEAP = 2 * 1024 * 1024
};

/* ---- the host side: memory, tables, the image ---- */

static void check_heap_sizes(void)
{
    if (options.heap_maximum && options.heap_maximum < SMALLEST_HEAP)
        options_exit_during_init("Too small maximum heap");
    if (options.heap_maximum && options.heap_initial > options.heap_maximum)
        options_exit_during_init("Initial heap size set to a larger value than the maximum heap size");
    if (options.heap_maximum > (size_t)1 << 46)
        options_exit_without_memory("Could not reserve enough space for %zuKB object heap",
                                    options.heap_maximum / KB);
}

static bool given(FlagId flag)
{
    return option_flags[flag].origin != ORIGIN_DEFAULT;
}

/* A flag of 0 % becomes a tiny share, since in HeapOptions 0 stands for the default. */
static double flag_percent(FlagId flag)
{
    double percent = strtod(option_flags[flag].text, NULL);
    return percent > 0 ? percent : 1e-9;
}

/* The older form of such a flag (4 for 25 %) counts where only that one is given. */
static double share_percent(FlagId percentage, FlagId fraction)
{
    bool is_fraction = given(fraction) && !given(percentage) && option_flags[fraction].number > 0;
    return is_fraction ? 100.0 / (double)option_flags[fraction].number : flag_percent(percentage);
}

/* There is one collector whatever is asked for, but who asks for two is mistaken. */
static void check_collectors(void)
{
    if (OPTION_FLAG(UseSerialGC) + OPTION_FLAG(UseParallelGC) + OPTION_FLAG(UseG1GC) + OPTION_FLAG(UseZGC) +
            OPTION_FLAG(UseShenandoahGC) + OPTION_FLAG(UseEpsilonGC) >
        1)
        options_exit_during_init("Multiple garbage collectors selected");
    if (!given(FLAG_ParallelGCThreads) || OPTION_FLAG(ParallelGCThreads) > 0 || OPTION_FLAG(UseSerialGC) ||
        OPTION_FLAG(UseEpsilonGC))
        return;
    if (OPTION_FLAG(UseParallelGC)) {
        fprintf(console_err(), "The Parallel GC can not be combined with -XX:ParallelGCThreads=0\n");
        exit_failed_start(JNI_ERR);
    }
    options_exit_during_init("The flag -XX:+%s can not be combined with -XX:ParallelGCThreads=0",
                             OPTION_FLAG(UseZGC)            ? "UseZGC"
                             : OPTION_FLAG(UseShenandoahGC) ? "UseShenandoahGC"
                                                            : "UseG1GC");
}

/* -XX:+UseSerialGC asks for no thread but the one that collects. */
static u32 marker_count(void)
{
    if (OPTION_FLAG(UseSerialGC))
        return 1;
    i64 count = OPTION_FLAG(ActiveProcessorCount);
    if (given(FLAG_ParallelGCThreads))
        count = OPTION_FLAG(ParallelGCThreads);
    return count > 0 && count <= UINT16_MAX ? (u32)count : 0;
}

static void start_heap(void)
{
    check_collectors();
    check_heap_sizes();
    HeapOptions heap = {
        .initial = options.heap_initial,
        .maximum = options.heap_maximum,
        .memory_limit = OPTION_FLAG(MaxRAM) ? (size_t)OPTION_FLAG(MaxRAM) : 1,
        .ignore_groups = !OPTION_FLAG(UseContainerSupport),
        .maximum_percent = share_percent(FLAG_MaxRAMPercentage, FLAG_MaxRAMFraction),
        .small_percent = share_percent(FLAG_MinRAMPercentage, FLAG_MinRAMFraction),
        .initial_percent = given(FLAG_InitialRAMPercentage) || given(FLAG_InitialRAMFraction)
                               ? share_percent(FLAG_InitialRAMPercentage, FLAG_InitialRAMFraction)
                               : 0,
        .markers = marker_count(),
        .overhead_limit = OPTION_FLAG(UseParallelGC) && OPTION_FLAG(UseGCOverheadLimit),
        .free_percent_least = (u32)OPTION_FLAG(MinHeapFreeRatio),
        .free_percent_most = (u32)OPTION_FLAG(MaxHeapFreeRatio),
        .stress_interval = (u64)OPTION_FLAG(GCStressInterval),
        .fail_at = (u64)OPTION_FLAG(GCStressFailAt),
        .stress_later = OPTION_FLAG(GCStressAfterBoot),
        .verify = OPTION_FLAG(GCStressVerify) || OPTION_FLAG(VerifyAfterGC) || OPTION_FLAG(VerifyDuringGC),
        .poison = OPTION_FLAG(GCStressPoison),
        .keep_loaders = !OPTION_FLAG(ClassUnloading),
        .soft_millis_per_mb = OPTION_FLAG(SoftRefLRUPolicyMSPerMB),
    };
    const char *error;
    if (!gc_init(&heap, &error))
        options_exit_during_init("%s", error);
    strings_init(!OPTION_FLAG(CompactStrings));
    if (heap_maximum() < SMALLEST_HEAP)
        options_exit_during_init("Too small maximum heap");
    options_set_ergonomic("MaxHeapSize", (i64)heap_maximum());
    options_set_ergonomic("InitialHeapSize", (i64)heap_initial());
}

static void start_class_path(const char *home)
{
    char *error;
    if (!source_init(home, &error))
        options_exit_during_init("%s", error);
    for (u32 i = 0; i < options.patch_count; i++) {
        char *module = strdup(options.patches[i]), *paths = strchr(module, '=');
        *paths++ = '\0';
        for (char *path; paths && (path = strsep(&paths, ":"));)
            if (*path)
                source_patch_module(module, path);
        free(module);
    }
    char *rest = options.boot_append ? strdup(options.boot_append) : NULL, *save = rest;
    for (char *entry; save && (entry = strsep(&save, ":"));)
        if (*entry)
            source_append_boot_path(entry);
    free(rest);
}

/* Natives of the boot loader's classes are looked up in libjava, which must stay loaded as long as the VM.
 * Its names are kept local, for a program's library has a JNI_OnLoad of its own. */
static void open_libjava(const char *home)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/lib/libjava.so", home);
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library)
        options_exit_during_init("Unable to load native library: %s", dlerror());
    native_set_boot_library(library);
}

/* What HotSpot counts as metaspace takes up to twice the room here, with the names and the prepared code that
 * it has elsewhere. With less than the least it does not start either. */
static size_t metadata_limit(void)
{
    enum { LEAST_METADATA = 384 * 1024 };
    size_t limit = (size_t)OPTION_FLAG(MaxMetaspaceSize);
    if (!given(FLAG_MaxMetaspaceSize) || limit >= REGION_MOST / 2)
        return REGION_MOST;
    if (limit < LEAST_METADATA)
        options_exit_during_init("OutOfMemoryError: Metaspace");
    limit = ALIGN_UP(2 * limit, REGION_CHUNK);
    return limit > SMALLEST_REGION ? limit : SMALLEST_REGION;
}

/* The build that checks every store of a reference would not see machine code's. */
#ifdef MOKA_CHECK_STORES
enum { CHECKS_STORES = true };
#else
enum { CHECKS_STORES = false };
#endif

/* C functions that stand for methods of the library. */
static u32 refused_functions(void)
{
    u32 refused = OPTION_FLAG(UseCRC32Intrinsics) ? 0u : CPU_FOR_CRC32;
    refused |= OPTION_FLAG(UseCRC32CIntrinsics) ? 0u : CPU_FOR_CRC32C;
    refused |= OPTION_FLAG(UseAdler32Intrinsics) ? 0u : CPU_FOR_ADLER32;
    refused |= OPTION_FLAG(UseMD5Intrinsics) ? 0u : CPU_FOR_MD5;
    refused |= OPTION_FLAG(UseSHA1Intrinsics) ? 0u : CPU_FOR_SHA1;
    refused |= OPTION_FLAG(UseSHA256Intrinsics) ? 0u : CPU_FOR_SHA256;
    refused |= OPTION_FLAG(UseSHA512Intrinsics) ? 0u : CPU_FOR_SHA512;
    refused |= OPTION_FLAG(UseAESIntrinsics) ? 0u : CPU_FOR_AES | CPU_FOR_AES_CTR;
    refused |= OPTION_FLAG(UseAESCTRIntrinsics) ? 0u : CPU_FOR_AES_CTR;
    refused |= OPTION_FLAG(UseGHASHIntrinsics) ? 0u : CPU_FOR_GHASH;
    refused |= OPTION_FLAG(UseBASE64Intrinsics) ? 0u : CPU_FOR_BASE64;
    refused |= OPTION_FLAG(UseMultiplyToLenIntrinsic) ? 0u : CPU_FOR_MULTIPLY;
    refused |= OPTION_FLAG(UseSquareToLenIntrinsic) ? 0u : CPU_FOR_SQUARE;
    refused |= OPTION_FLAG(UseMulAddIntrinsic) ? 0u : CPU_FOR_MUL_ADD;
    refused |= OPTION_FLAG(UseMontgomeryMultiplyIntrinsic) ? 0u : CPU_FOR_MONTGOMERY_MULTIPLY;
    refused |= OPTION_FLAG(UseMontgomerySquareIntrinsic) ? 0u : CPU_FOR_MONTGOMERY_SQUARE;
    return refused;
}

/* AVX and SSE are levels; FMA is encoded as AVX is. */
static u32 refused_features(void)
{
    enum { SSE_WITH_ROUNDING = 4, AVX_OF_256_BITS = 2, AVX_OF_512_BITS = 3 };
    u32 refused = OPTION_FLAG(UseSSE) >= SSE_WITH_ROUNDING ? 0u : CPU_SSE41;
    refused |= OPTION_FLAG(UsePopCountInstruction) ? 0u : CPU_POPCNT;
    refused |= OPTION_FLAG(UseCountLeadingZerosInstruction) ? 0u : CPU_LZCNT;
    refused |= OPTION_FLAG(UseBMI1Instructions) ? 0u : CPU_TZCNT;
    refused |= OPTION_FLAG(UseCountTrailingZerosInstruction) ? 0u : CPU_TZCNT;
    refused |= OPTION_FLAG(UseFMA) && OPTION_FLAG(UseAVX) > 0 ? 0u : CPU_FMA;
    refused |= OPTION_FLAG(UseAVX) >= AVX_OF_256_BITS ? 0u : CPU_AVX2;
    refused |= OPTION_FLAG(UseAVX) >= AVX_OF_512_BITS ? 0u : CPU_WIDE_CLMUL | CPU_WIDE_AES | CPU_WIDE_BYTES;
    refused |= OPTION_FLAG(UseCLMUL) ? 0u : CPU_CLMUL | CPU_WIDE_CLMUL;
    refused |= OPTION_FLAG(UseAES) ? 0u : CPU_AES | CPU_WIDE_AES;
    refused |= OPTION_FLAG(UseSHA) ? 0u : CPU_SHA | CPU_FOR_SHA512 | CPU_FOR_SHA3;
    return refused | refused_functions();
}

/* -Xsnapshot:dump: the machine is to be the same whenever it is made, and so its threads run one after the
 * other, and what calls have met is noted, which machine code does not do. */
static bool writes_machine(void)
{
    return options.snapshot_out && !options.snapshot_app;
}

/* Methods that are recorded are interpreted, but their machine code is shown. */
static bool never_compiles(void)
{
    return writes_machine() || options.record;
}

/* Methods that are traced are interpreted. */
static void start_compiler(void)
{
    const char *error;
    JitOptions jit = {
        .is_off = !options_has_compiler() || options.trace_bytecode || CHECKS_STORES,
        .calls = never_compiles() ? UINT32_MAX : options_compile_calls(),
        .loops = never_compiles() ? UINT32_MAX : options_compile_loops(),
        .waits = options_compiles_at_once(),
        .cache_size = (size_t)OPTION_FLAG(ReservedCodeCacheSize),
        .commands = option_flags[FLAG_CompileCommand].text,
        .compile_only = option_flags[FLAG_CompileOnly].text,
        .command_file = option_flags[FLAG_CompileCommandFile].text,
        .print_code = options.print_code,
        .prints_compilations = OPTION_FLAG(PrintCompilation),
        .prints_cache = OPTION_FLAG(PrintCodeCache),
        .writes_perf_map = OPTION_FLAG(DumpPerfMapAtExit),
        .has_intrinsics = OPTION_FLAG(InlineNatives),
        .refused_features = refused_features(),
        .inlines = OPTION_FLAG(Inline),
        .inline_bytes = (u32)OPTION_FLAG(MaxInlineSize),
        .inline_depth = (u32)OPTION_FLAG(MaxInlineLevel),
        .deopt_every = (u32)OPTION_FLAG(JitDeoptEvery),
        .must_compile = OPTION_FLAG(JitMustCompile),
        .warn = options_warn,
    };
    if (!jit_init(&jit, &error))
        fprintf(console_err(), "moka: no machine code, everything is interpreted: %s\n", error);
}

void boot_init_rooms(void)
{
    const char *home = home_find();
    if (!home)
        options_exit_during_init("Moka cannot find a JDK: set JAVA_HOME");
    char message[4200];
    release = release_choose(home, message, sizeof message);
    if (!release)
        options_exit_during_init("%s", message);
    if (options.jni_version && !release_knows_jni(options.jni_version))
        exit_failed_start(JNI_EVERSION);
    if (options.snapshot_info)
        exit(snapshot_print_info(options.snapshot_info, options.snapshot_json) ? 0 : 1);
    snapshot_find(home);
    if (!base_init(metadata_limit()))
        options_exit_without_memory("Could not reserve enough space for metadata");
    interp_init();
    rt_math_init();
    start_compiler();
    bool restored = snapshot_open(home);
    if (!restored && !symbol_init())
        options_exit_without_memory("Could not reserve enough space for metadata");
    registry_init();
    unsafe_memory_init(!options.host.is_launcher);
    if (OPTION_FLAG(MaxFDLimit))
        surroundings_raise_file_limit();
    start_class_path(home);
    start_heap();
    if (OPTION_FLAG(PrintCommandLineFlags))
        options_print_changed_flags(console_out());
    thread_init(options.stack_size ? options.stack_size : DEFAULT_STACK);
    if (writes_machine())
        thread_hold_begin();
    if (restored)
        snapshot_restore_heap();
    else if (!loader_init())
        options_exit_without_memory("Could not reserve enough space for metadata");
    define_init((DefineOptions){.preview = options.enable_preview,
                                .finalizes = !options.no_finalization});
    exception_init((ExceptionOptions){.trace_limit = (i32)OPTION_FLAG(MaxJavaStackTraceDepth),
                                      .fills_traces = OPTION_FLAG(StackTraceInThrowable) != 0,
                                      .shows_hidden = OPTION_FLAG(ShowHiddenFrames) != 0});
    verify_init((VerifyOptions){.local = OPTION_FLAG(BytecodeVerificationLocal),
                                .remote = OPTION_FLAG(BytecodeVerificationRemote),
                                .rule = OPTION_FLAG(VerifyErrorRule),
                                .cross_check = OPTION_FLAG(VerifyCrossCheck)});
    if (options.trace_bytecode)
        interp_trace(*options.trace_bytecode ? options.trace_bytecode : NULL, options.trace_explain);
    if (options.record) {
        if (!record_is_requested())
            options_exit_during_init("-Xmoka:record is for `moka view`");
        record_start();
    }
    native_set_checking(OPTION_FLAG(CheckJNICalls) || OPTION_FLAG(RestoreMXCSROnJNICalls));
    thread_set_jni((const void *)(OPTION_FLAG(CheckJNICalls) ? jni_checked_table : jni_table));
}

/* A room is reset before the rooms that it uses. */
void boot_reset_rooms(void)
{
    jni_check_reset();
    ffi_reset();
    jit_reset();
    jni_reset();
    late_reset();
    native_reset();
    rt_math_reset();
    interp_reset();
    verify_reset();
    exception_reset();
    define_reset();
    indy_reset();
    loader_reset();
    stack_map_reset();
    unblock_reset();
    thread_reset();
    strings_reset();
    wellknown_reset(); /* the mirrors of primitive types are roots */
    gc_reset();
    source_reset();
    unsafe_memory_reset();
    perf_counter_reset();
    registry_reset();
    symbol_reset();
    snapshot_reset();
    base_reset();
    options_reset();
}

/* ---- the Java side ---- */

/* The class's own initializer stores zeros, so these values are set after it has run. */
static bool set_unsafe_constants(Thread *t)
{
    Class *c = WK(UnsafeConstants);
    if (!class_initialize(t, c))
        return false;
    *FIELD_AT(c->mirror, WK_FIELD(UnsafeConstants_ADDRESS_SIZE0), i32) = 8;
    *FIELD_AT(c->mirror, WK_FIELD(UnsafeConstants_PAGE_SIZE), i32) = (i32)sysconf(_SC_PAGESIZE);
    *FIELD_AT(c->mirror, WK_FIELD(UnsafeConstants_BIG_ENDIAN), u8) = 0;
    *FIELD_AT(c->mirror, WK_FIELD(UnsafeConstants_UNALIGNED_ACCESS), u8) = 1;
    *FIELD_AT(c->mirror, WK_FIELD(UnsafeConstants_DATA_CACHE_LINE_FLUSH_SIZE), i32) = 0;
    return true;
}

static bool set_compact_strings(Thread *t)
{
    (void)t;
    *FIELD_AT(WK(String)->mirror, WK_FIELD(String_COMPACT_STRINGS), u8) = OPTION_FLAG(CompactStrings) != 0;
    return true;
}

/* Gives back most of what the start has read or used for a moment and will not need again: the image's class
 * files, scratch memory. Boot does it twice, so that the peak of resident memory is lower, too. */
static bool drop_start_memory(Thread *t)
{
    (void)t;
    source_drop_resident();
    malloc_trim(0);
    return true;
}

static bool run_phase2(Thread *t)
{
    Value args[2] = {{.i = 0}, {.i = 0}}, result = {0}; /* errors go to stdout, without a trace */
    if (!call_method(t, WK_METHOD(System_initPhase2), args, &result))
        return false;
    if (result.i != 0)
        exit_failed_start(JNI_ERR); /* Java has said why */
    return true;
}

/* A step on the Java side: a class to initialize, a static method to call, or a routine of the VM, which
 * returns false with an exception pending. What a release does not have is passed over. */
typedef struct JavaStep {
    Class *const *class;
    Method *const *method;
    bool (*run)(Thread *t);
} JavaStep;

#define INITIALIZE(id)                                                                                       \
    {                                                                                                        \
        .class = &WK(id)                                                                                     \
    }
#define CALL(id)                                                                                             \
    {                                                                                                        \
        .method = &WK_METHOD(id)                                                                             \
    }
#define RUN(routine)                                                                                         \
    {                                                                                                        \
        .run = routine                                                                                       \
    }

static const JavaStep java_steps[] = {
    RUN(release_load_classes),
    RUN(release_find_members),
    RUN(exception_preallocate),
    INITIALIZE(Object),
    INITIALIZE(String),
    RUN(set_compact_strings),
    INITIALIZE(System),
    INITIALIZE(Class),
    RUN(java_thread_create_main),
    INITIALIZE(Module),
    RUN(set_unsafe_constants),
    INITIALIZE(reflect_Method),
    INITIALIZE(Finalizer),
    CALL(System_initPhase1),
    INITIALIZE(OutOfMemoryError),
    INITIALIZE(NullPointerException),
    INITIALIZE(ClassCastException),
    INITIALIZE(ArrayStoreException),
    INITIALIZE(ArithmeticException),
    INITIALIZE(StackOverflowError),
    INITIALIZE(IllegalMonitorStateException),
    RUN(signal_start_dispatcher),
    INITIALIZE(MethodHandle),
    INITIALIZE(ResolvedMethodName),
    INITIALIZE(MemberName),
    INITIALIZE(MethodHandleNatives),
    RUN(drop_start_memory),
    RUN(run_phase2),
    CALL(System_initPhase3),
    CALL(ClassLoader_getSystemClassLoader),
    CALL(ClassLoader_getPlatformClassLoader),
    RUN(drop_start_memory),
};

static bool run_step(Thread *t, const JavaStep *step)
{
    Value ignored;
    if (step->class)
        return !*step->class || class_initialize(t, *step->class);
    if (step->method)
        return !*step->method || call_method(t, *step->method, NULL, &ignored);
    return step->run(t);
}

static bool run_java_steps(Thread *t)
{
    for (size_t i = 0; i < COUNT_OF(java_steps); i++)
        if (!run_step(t, &java_steps[i]))
            return false;
    return true;
}

/* -Xsnapshot:dump: the machine has no other purpose. */
static NORETURN void write_snapshot(Thread *t)
{
    const char *problem = snapshot_write(t, home_find(), options.snapshot_out);
    if (problem)
        fprintf(console_err(), "moka: no snapshot %s: %s\n", options.snapshot_out, problem);
    fflush(console_out());
    _exit(problem ? 1 : 0);
}

static void report_failed_start(Thread *t)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    if (out && t->exception) {
        exception_dump(out, t->exception);
        fputc('\n', out);
    }
    if (out)
        fclose(out);
    console_print("Error occurred during initialization of VM\n%s", text ? text : "");
    fflush(console_out());
    free(text);
}

jint boot_start(Thread **ret_thread)
{
    crash_init();
    boot_init_rooms();
    open_libjava(home_find());
    Thread *t = thread_attach();
    if (!t)
        options_exit_without_memory("Could not create the main thread");
    if (!options.host.no_signals)
        fault_install_handlers();
    thread_enter_vm(t);
    if (!(snapshot_is_used() ? snapshot_resume(t) : run_java_steps(t))) {
        report_failed_start(t);
        exit_failed_start(JNI_ERR);
    }
    management_note_start();
    heap_dump_files_init();
    signal_on_quit(attach_answers_quit);
    exit_call_before(attach_remove_file);
    exit_call_before(perf_data_remove_file);
    exit_call_before(touched_note);
    TRACE(STARTUP, "Create VM, %.3f ms", (double)trace_clock() / 1e6);
    if (OPTION_FLAG(PrintFlagsFinal))
        options_print_flags(console_out(), false);
    if (writes_machine())
        write_snapshot(t);
    snapshot_begin_application(t);
    attach_begin(t);
    perf_data_begin();
    heap_begin_stress();
    thread_leave_vm(t);
    *ret_thread = t;
    return JNI_OK;
}

void boot_shutdown(Thread *t)
{
    if (options.snapshot_app)
        snapshot_end_application(t);
    tool_write_list(t);
    if (class_state(WK(Shutdown)) == CLASS_INITIALIZED || class_initialize(t, WK(Shutdown)))
        call_method(t, WK_METHOD(Shutdown_shutdown), NULL, NULL);
    t->exception = NULL;
    record_finish(t);
    if (OPTION_FLAG(JitCompileLinked))
        compile_linked(t);
    jit_finish();
    attach_remove_file();
    perf_data_remove_file();
    touched_note();
}

/* ---- the end ---- */

/* Handlers are given back before the libraries that have them are closed. */
static void end_rooms(void)
{
    fault_remove_handlers();
    surroundings_give_back(home_find());
    signal_reset();
    attach_reset();
    perf_data_reset();
    exit_forget_acts();
    management_reset();
    jvm_library_close_all();
    boot_reset_rooms();
    malloc_trim(0);
}

void boot_finish(Thread *t)
{
    jvm_library_unload_all(jni_java_vm);
    thread_detach(t);
    end_rooms();
}

/* The start was left by a jump, so the thread is IN_JAVA or not. */
static bool end_threads(Thread *t)
{
    enum { PATIENCE = 1000000000 };
    if (atomic_load(&t->state) != THREAD_IN_JAVA)
        thread_enter_vm(t);
    t->exception = NULL;
    bool all_ended = thread_end_others(t, PATIENCE);
    thread_leave_vm(t);
    if (all_ended)
        thread_detach(t);
    return all_ended;
}

bool boot_undo(void)
{
    Thread *t = thread_current();
    if (t && !end_threads(t))
        return false;
    end_rooms();
    return true;
}
