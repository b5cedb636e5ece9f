/* moka.h - Java from C, without ceremony
 *
 * A machine (moka_vm) runs Java on OpenJDK's class library inside your process. What you need to know:
 *
 * ERRORS. A function that can fail returns moka_error *: NULL means success, anything else is yours to free.
 * Nothing is kept in globals or per thread, and no exception is ever left pending. After an error the output
 * arguments are zero.
 *
 * VALUES. Java's types are four here: whole numbers, real numbers, text, objects (moka_value). Numbers are
 * checked against the method's signature and converted only where nothing is lost; text is UTF-8 and crosses
 * by copy.
 *
 * OBJECTS. A moka_object * that a function gives you is yours until moka_release. The ones that your own C
 * functions get as arguments are lent until they return; moka_retain makes them yours. NULL is Java's null.
 *
 * NAMES. "pkg/Class.method(IJ)D", "pkg/Outer$Inner.field", "pkg/Class.<init>(I)V" for a constructor. What
 * begins with the parenthesis may be left out where the name is declared once. Names are looked up by the
 * machine's class path, on whatever thread and below whatever Java code you ask; never by a caller's loader.
 *
 * THREADS. Every function may be called by any thread at any time, unless it says otherwise. A thread is
 * attached by its first call, as a daemon, and detached when it ends. Its stack should have 256 KB; what does
 * not fit is a StackOverflowError, and one below 64 KB is refused. It must be on its own stack: on a
 * coroutine's, calls are refused (MOKA_STATE). The class path's loader is its context class loader.
 *
 * MANNERS. Unless moka_options asks for it, a machine installs no signal handler, changes no signal mask,
 * calls no exit() for System.exit, reads no environment variables but JAVA_HOME and MOKA_JDK_HOME, and leaves
 * stdio, locale and working directory alone. Two signals remain the host's business: SIGPIPE, which is
 * blocked on threads that Java starts, but kills the process when Java writes to a closed socket on a thread
 * of the host's, unless that ignores or blocks it; and SIGBUS, when a file shrinks that Java has mapped.
 *
 * Lengths are bytes and times nanoseconds unless said otherwise. No function is safe in a signal handler;
 * after fork() the child must not use the machine. Structures with `size` first: set it to sizeof
 * (MOKA_OPTIONS does), zero means "default" in every other member, later versions only add members at the
 * end.
 */
#ifndef MOKA_VM_MOKA_H
#define MOKA_VM_MOKA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define MOKA_API __attribute__((visibility("default")))
/* Returns an error that must be looked at. */
#define MOKA_CHECKED MOKA_API __attribute__((warn_unused_result))
#else
#define MOKA_API
#define MOKA_CHECKED
#endif

typedef struct moka_vm moka_vm;         /* a machine, or a space in it (moka_space) */
typedef struct moka_method moka_method; /* as long as its machine or space lives: nothing to free */
typedef struct moka_object moka_object; /* a reference to an object; see OBJECTS */

/* ---- errors ---- */

typedef enum moka_kind {
    MOKA_EXCEPTION = 1,    /* Java code threw; OutOfMemoryError and StackOverflowError, too */
    MOKA_NOT_FOUND = 2,    /* no such JDK, jar, class, method or field; or the name fits several */
    MOKA_BAD_ARGUMENT = 3, /* the call itself is wrong: a value's type or range, a name, an option */
    MOKA_NO_MEMORY = 4,    /* the process, not the Java heap, is out of memory */
    MOKA_INTERRUPTED = 5,  /* moka_interrupt, or the machine is being destroyed */
    MOKA_LIMIT = 6,        /* a moka_limit was reached: `message` names it */
    MOKA_EXIT = 7,         /* System.exit or Runtime.halt: `code`. What remains is moka_destroy */
    MOKA_STATE = 8,        /* not now: a second machine, one at its end, below Java code … */
    MOKA_UNSUPPORTED = 9,  /* this build, JDK or system cannot do it: `message` says why */
    MOKA_FATAL = 10        /* the machine has found itself broken. What remains is moka_destroy */
} moka_kind;

/* Plain memory: readable by any thread, also after the machine is gone. Texts are UTF-8. */
typedef struct moka_error {
    moka_kind kind;
    int32_t code;                   /* MOKA_EXIT: the exit code; otherwise 0 */
    const char *message;            /* one line for people; never NULL */
    const char *class_name;         /* MOKA_EXCEPTION: "java/io/IOException"; otherwise NULL */
    const char *detail;             /* MOKA_EXCEPTION: its getMessage(), or NULL */
    const char *trace;              /* "\tat …\n" per Java frame, trace_frames at most; or "" */
    const struct moka_error *cause; /* MOKA_EXCEPTION: its getCause(), freed with this one; or NULL */
} moka_error;

/* Takes NULL. Attaches nothing, needs no machine. */
MOKA_API void moka_error_free(moka_error *error);
/* The exception object itself, to be released; NULL if the error is no exception or of another machine. */
MOKA_API moka_object *moka_error_throwable(moka_vm *vm, const moka_error *error);

/* ---- machines ---- */

/* A part of a class path: a directory or jar on disk, or, with `bytes`, a jar or a single class file in
 * memory (which of them is seen from the bytes). Bytes are copied. `name` is the path, or what traces and
 * URLs call the bytes. */
typedef struct moka_source {
    const char *name;
    const void *bytes;
    size_t length;
} moka_source;

/* What Java prints, in the order printed and never two calls at once for one stream; and what the machine
 * itself says, such as -Xlog's lines, also while it starts. Called on the printing thread, which may hold
 * Java locks or have stopped all others: call no function of this file. */
typedef void moka_write(void *user, const char *bytes, size_t length);
/* Fills up to `room` bytes, may wait, returns their number; 0: end of input. */
typedef size_t moka_read(void *user, char *buffer, size_t room);
/* The machine has found a fault of its own, or of native code, and the process is about to abort(). For a
 * last log line; call nothing of this file. */
typedef void moka_fatal(void *user, const char *report);
/* Memory for errors and texts handed to the host: block NULL allocates, length 0 frees. Not for the Java
 * heap, which is mapped and bounded by max_heap. Any thread. NULL result: MOKA_NO_MEMORY. */
typedef void *moka_allocate(void *user, void *block, size_t length);

enum {
    MOKA_HANDLE_SIGNALS = 1,  /* as `java`: crash reports, thread dump at SIGQUIT, hooks at SIGTERM */
    MOKA_EXIT_PROCESS = 2,    /* System.exit and Runtime.halt end the process */
    MOKA_READ_ENVIRONMENT = 4 /* JAVA_TOOL_OPTIONS, _JAVA_OPTIONS and their like count */
};

typedef struct moka_options {
    size_t size;
    uint32_t flags;                /* MOKA_HANDLE_SIGNALS | … */
    uint32_t trace_frames;         /* in moka_error.trace; 0: 64 */
    const char *java_home;         /* the JDK; NULL: $JAVA_HOME, then as the launcher looks for one */
    const moka_source *class_path; /* none: the working directory, as for `java` */
    size_t class_path_count;
    const char *const *arguments; /* what `java` takes before the class: "-Dkey=value", "-Xlog:gc", … */
    size_t argument_count;
    size_t max_heap;       /* bytes of Java heap; 0: a quarter of what the process may use */
    size_t stack_size;     /* bytes of Java stack per thread, beside the host's own stack; 0: 1 MB */
    int64_t patience;      /* for Java's threads when moka_destroy comes; 0: 1 s, -1: for ever */
    void *user;            /* handed to the functions below */
    moka_write *out, *err; /* System.out, System.err and the machine's own lines; NULL: the process's */
    moka_read *in;         /* System.in; NULL: the process's */
    moka_fatal *fatal;
    moka_allocate *allocate;
    /* A file of `moka -Xsnapshot:dump=FILE -version`: the machine goes on from there, in milliseconds, if the
     * file fits library, JDK, options and environment; else it boots. Never written. NULL: it boots. */
    const char *snapshot;
} moka_options;

#define MOKA_VERSION 1
#define MOKA_OPTIONS ((moka_options){.size = sizeof(moka_options)})

/* The version of the library at hand: MOKA_VERSION of the header it was built with. */
MOKA_API uint32_t moka_version(void);

/* Boots a machine, tens of milliseconds without a snapshot. Options, NULL for all defaults, and all they
 * point to are read before it returns. A process has one machine at a time (MOKA_STATE), and after
 * moka_destroy another one, as often as it likes. After MOKA_NOT_FOUND (no JDK), MOKA_BAD_ARGUMENT (an
 * option) and MOKA_UNSUPPORTED (the options are good, but the machine cannot start: no memory, a JDK without
 * a table) nothing is left behind, and it may be tried again. */
MOKA_CHECKED moka_error *moka_create(const moka_options *options, moka_vm **vm);

/* Ends a machine: Java's threads have `patience` to end by themselves, then shutdown hooks run, and calls
 * in progress on other threads end with MOKA_INTERRUPTED. What moka_implement and moka_buffer were told
 * to release is released. Threads that Java has started end wherever they are, in system calls too
 * (pthread_cancel). Afterwards every pointer from the machine is dead but errors and texts, its memory is
 * given back, and there may be another machine. MOKA_STATE: called from below Java code, and nothing has
 * ended; or a thread sits in native code that does not return, and this was the process's last machine. For a
 * space: drops its classes as soon as no object of theirs is left. Takes NULL. */
MOKA_CHECKED moka_error *moka_destroy(moka_vm *vm);

/* Appends to the class path of a machine or space. */
MOKA_CHECKED moka_error *moka_add(moka_vm *vm, const moka_source *sources, size_t count);

/* A space: classes of its own, parent first, for a plug-in or a set of rules that comes and goes. It is used
 * like its machine, with the same heap and threads; only names are looked up in it. Objects pass freely
 * between the two. */
MOKA_CHECKED moka_error *moka_space(moka_vm *vm, const moka_source *sources, size_t count, moka_vm **space);

/* Runs `public static void main(String[])` of "pkg/Class". Returns when main does; other threads of Java's go
 * on. */
MOKA_CHECKED moka_error *moka_main(moka_vm *vm, const char *class_name, int argc, const char *const *argv);

/* ---- values ---- */

typedef enum moka_type {
    MOKA_NONE = 0,    /* void, or nothing yet */
    MOKA_INTEGER = 1, /* boolean (0 or 1), byte, char, short, int, long */
    MOKA_REAL = 2,    /* float, double */
    MOKA_TEXT = 3,    /* java.lang.String; text NULL is null */
    MOKA_OBJECT = 4   /* any other reference; object NULL is null */
} moka_type;

typedef struct moka_value {
    moka_type type;
    size_t length; /* MOKA_TEXT: bytes before the final NUL; a Java string may have NULs in it */
    union {
        int64_t integer;
        double real;
        const char *text;
        moka_object *object;
    };
} moka_value;

/* Frees what a result holds, text or object, and makes it MOKA_NONE. Not for arguments of your making. */
MOKA_API void moka_clear(moka_value *value);

static inline moka_value moka_integer(int64_t integer)
{
    moka_value v;
    v.type = MOKA_INTEGER, v.length = 0, v.integer = integer;
    return v;
}

static inline moka_value moka_real(double real)
{
    moka_value v;
    v.type = MOKA_REAL, v.length = 0, v.real = real;
    return v;
}

static inline moka_value moka_text_of(const char *text, size_t length)
{
    moka_value v;
    v.type = MOKA_TEXT, v.length = length, v.text = text;
    return v;
}

static inline moka_value moka_text(const char *text)
{
    return moka_text_of(text, text ? strlen(text) : 0);
}

static inline moka_value moka_ref(moka_object *object)
{
    moka_value v;
    v.type = MOKA_OBJECT, v.length = 0, v.object = object;
    return v;
}

/* ---- calls ----
 * Arguments: one moka_value per Java parameter, after the receiver for an instance method. They stay yours.
 * MOKA_INTEGER goes to any whole or real type in whose range it is (boolean: 0 or 1), MOKA_REAL to float and
 * double, MOKA_TEXT to String and what a String is an instance of, MOKA_OBJECT to any reference type that it
 * fits. Nothing is boxed. Anything else is MOKA_BAD_ARGUMENT, found before Java runs, and names the argument.
 *
 * Result: may be NULL. It is MOKA_TEXT if the method is declared to return String, MOKA_OBJECT for any other
 * reference, also one that happens to be a String. Text and objects in it are yours: moka_clear. A
 * constructor's result is the object.
 *
 * Instance methods are called virtually. Ill-formed UTF-8 and unpaired surrogates become U+FFFD, as in Java's
 * own conversions.
 */

/* Looks a method up and initializes its class, which may throw. */
MOKA_CHECKED moka_error *moka_find(moka_vm *vm, const char *name, const moka_method **method);
/* Runs it on the calling thread until it returns or throws. */
MOKA_CHECKED moka_error *moka_call(moka_vm *vm, const moka_method *method, const moka_value *arguments,
                                   size_t count, moka_value *result);
/* moka_find and moka_call in one; found names are remembered. */
MOKA_CHECKED moka_error *moka_invoke(moka_vm *vm, const char *name, const moka_value *arguments, size_t count,
                                     moka_value *result);

/* What a call may use up. Also the handle by which another thread ends it: keep it until the call has
 * returned. */
typedef struct moka_limit {
    size_t size;
    int64_t time;  /* nanoseconds of wall clock; 0: no limit */
    int64_t bytes; /* allocated in the Java heap by the calling thread, garbage included; 0: no limit */
} moka_limit;

/* moka_call under a limit. The end comes as an Error at the next method entry, loop, wait, sleep or park:
 * finally and catch clauses have 0.1 s to tidy up, then it is thrown again past all of them; Java's locks
 * are released either way. While a class is initialized both wait for 0.1 s, since a class whose
 * initializer was ended is of no use. What it cannot end is a system call or C function, or waiting to
 * enter a lock, for which it waits, and threads that the call started. Memory is looked at once in a
 * millisecond. Data that the call was changing may be half changed: give such code a space of its own and
 * drop it. Limits nest. A call that returns in spite of its limit has succeeded. */
MOKA_CHECKED moka_error *moka_call_within(moka_vm *vm, const moka_limit *limit, const moka_method *method,
                                          const moka_value *arguments, size_t count, moka_value *result);
/* Ends the calls that run under this limit with MOKA_INTERRUPTED. False: none does. Attaches nothing. */
MOKA_API bool moka_interrupt(moka_vm *vm, const moka_limit *limit);

/* "pkg/Class.field"; object NULL for a static field. As arguments and results of calls. */
MOKA_CHECKED moka_error *moka_field_get(moka_vm *vm, const char *name, moka_object *object,
                                        moka_value *result);
MOKA_CHECKED moka_error *moka_field_set(moka_vm *vm, const char *name, moka_object *object, moka_value value);

/* ---- C for Java ----
 * A C function has the signature that Java's suggests: bool, int8_t (byte), int16_t (short), uint16_t (char),
 * int32_t, int64_t, float, double, void. A String parameter is a const char *: UTF-8, lent, up to the first
 * NUL. Any other reference is a moka_object *, lent. As result every reference, String included, is a
 * moka_object * that the function gives away (one that was lent to it will do, too).
 *
 * First comes `moka_object *self` for an instance method, last `void *user`. A function that has no use for
 * `user` may leave it out, so that sin or getpid can be bound as they are. It runs on the Java thread
 * that calls it, may call everything in this file, and returns normally: no longjmp, no C++ exception.
 */

typedef void (*moka_function)(void);

/* Binds a method declared `native`, before or after its first call; function NULL unbinds. */
MOKA_CHECKED moka_error *moka_native(moka_vm *vm, const char *name, moka_function function, void *user);
/* An object whose class implements the interface method "pkg/Interface.method" by the function (no `self`).
 * `release`, unless NULL, is called once with `user`, on any thread, when the object is garbage or the
 * machine ends. */
MOKA_CHECKED moka_error *moka_implement(moka_vm *vm, const char *name, moka_function function, void *user,
                                        void (*release)(void *user), moka_object **object);
/* In a C function called by Java: this exception is thrown as soon as it returns; its result does not count.
 * False: no Java code called. A class that cannot be made is replaced by the error that says so. */
MOKA_API bool moka_throw(moka_vm *vm, const char *class_name, const char *message);
/* The same with what a call inside the C function returned, whatever its kind; frees the error. */
MOKA_API bool moka_rethrow(moka_vm *vm, moka_error *error);

/* ---- objects ---- */

/* Another reference to the object, to be released too; use the pointer returned. NULL gives NULL. */
MOKA_API moka_object *moka_retain(moka_vm *vm, moka_object *object);
/* Takes NULL, and does nothing with a lent one. Attaches nothing, so any thread may clean up. */
MOKA_API void moka_release(moka_vm *vm, moka_object *object);
/* Java's ==. Pointers say nothing: two may stand for one object. */
MOKA_API bool moka_same(moka_vm *vm, moka_object *a, moka_object *b);
/* instanceof "pkg/Class"; false for NULL and for a class that cannot be found. */
MOKA_API bool moka_is(moka_vm *vm, moka_object *object, const char *class_name);

/* A String as an object, for where text by copy will not do. */
MOKA_CHECKED moka_error *moka_string(moka_vm *vm, const char *text, size_t length, moka_object **string);
/* The object's toString() as MOKA_TEXT. */
MOKA_CHECKED moka_error *moka_describe(moka_vm *vm, moka_object *object, moka_value *text);

/* ---- arrays and buffers ---- */

/* `type`: a letter of ZBCSIJFD, a class ("java/lang/String") or an array ("[I"). Elements are 0 or null. */
MOKA_CHECKED moka_error *moka_array(moka_vm *vm, const char *type, size_t count, moka_object **array);
/* Elements, of an array or a direct ByteBuffer; 0 for anything else. */
MOKA_API size_t moka_count(moka_vm *vm, moka_object *array);
/* One element, as arguments and results of calls. MOKA_BAD_ARGUMENT: no such index. */
MOKA_CHECKED moka_error *moka_array_get(moka_vm *vm, moka_object *array, size_t index, moka_value *result);
MOKA_CHECKED moka_error *moka_array_set(moka_vm *vm, moka_object *array, size_t index, moka_value value);

typedef struct moka_span {
    void *data;   /* the elements themselves, not a copy; Java and C see each other's writes */
    size_t count; /* of elements */
    char type;    /* one of ZBCSIJFD; B for a buffer */
    moka_object *owner;
} moka_span;

/* The memory of an array of numbers or of a direct ByteBuffer, until moka_unpin. Stops no thread and no
 * collection: it may be kept for long, and Java may be called meanwhile. */
MOKA_CHECKED moka_error *moka_pin(moka_vm *vm, moka_object *array, moka_span *span);
MOKA_API void moka_unpin(moka_vm *vm, moka_span *span);
/* A direct ByteBuffer over memory of yours, 2 GB at most. `release` as for moka_implement, with `user`. */
MOKA_CHECKED moka_error *moka_buffer(moka_vm *vm, void *data, size_t length, void (*release)(void *user),
                                     void *user, moka_object **buffer);

/* ---- threads, and looking in ---- */

/* Not needed, only sooner: attaches the calling thread, under a name that Java sees (NULL: "Thread-n"). */
MOKA_CHECKED moka_error *moka_attach(moka_vm *vm, const char *name);
/* Before the thread ends, for one that will not call again. MOKA_STATE: below Java code. */
MOKA_CHECKED moka_error *moka_detach(moka_vm *vm);

typedef struct moka_statistics {
    size_t size;
    size_t heap_used; /* bytes of Java objects, garbage included */
    size_t heap_size; /* bytes mapped for them */
    size_t heap_max;  /* bytes allowed */
    uint64_t collections;
    size_t objects; /* references not yet released: look here for leaks */
    size_t threads; /* Java's and attached ones */
    size_t classes;
} moka_statistics;

/* Set `size` before. Attaches nothing. */
MOKA_API void moka_measure(moka_vm *vm, moka_statistics *statistics);
/* Collects garbage now; the releases of dead objects may come shortly afterwards. */
MOKA_CHECKED moka_error *moka_collect(moka_vm *vm);
/* The calling thread's JNIEnv *, for all that this file leaves out; NULL: no memory. A moka_object * is a
 * jobject (global if it is yours, local if it is lent), so the two interfaces mix. */
MOKA_API void *moka_jni(moka_vm *vm);

/* The layout is part of the interface, also for languages that do not read this file. */
#if defined(__x86_64__) && (defined(__cplusplus) || __STDC_VERSION__ >= 201112L)
#ifdef __cplusplus
#define MOKA_LAYOUT(condition) static_assert(condition, #condition)
#else
#define MOKA_LAYOUT(condition) _Static_assert(condition, #condition)
#endif
MOKA_LAYOUT(sizeof(moka_value) == 24 && offsetof(moka_value, integer) == 16);
MOKA_LAYOUT(sizeof(moka_error) == 48 && offsetof(moka_error, message) == 8 &&
            offsetof(moka_error, cause) == 40);
MOKA_LAYOUT(sizeof(moka_source) == 24 && offsetof(moka_source, length) == 16);
MOKA_LAYOUT(offsetof(moka_options, java_home) == 16 && offsetof(moka_options, max_heap) == 56);
MOKA_LAYOUT(offsetof(moka_options, out) == 88 && sizeof(moka_options) == 136);
MOKA_LAYOUT(sizeof(moka_span) == 32 && offsetof(moka_span, owner) == 24);
MOKA_LAYOUT(sizeof(moka_limit) == 24 && offsetof(moka_limit, bytes) == 16);
MOKA_LAYOUT(sizeof(moka_statistics) == 64 && offsetof(moka_statistics, objects) == 40);
#undef MOKA_LAYOUT
#endif

#ifdef __cplusplus
}
#endif

/* ---- one convenience, C11 only ----
 * MOKA_ARGS(20, 2.5, "text", object, NULL) stands where `arguments, count` are expected, with 1 to 8
 * arguments; none is NULL, 0. What could lose something (size_t, unsigned long, long double) does not
 * compile: cast it.
 */

#ifndef __cplusplus

static inline moka_value moka_null(const void *nothing)
{
    (void)nothing;
    return moka_ref(NULL);
}

static inline moka_value moka_as_is(moka_value value)
{
    return value;
}

/* clang-format off */
#define MOKA_V(x) _Generic((x),                                                                              \
    _Bool: moka_integer, char: moka_integer, signed char: moka_integer, unsigned char: moka_integer,         \
    short: moka_integer, unsigned short: moka_integer, int: moka_integer, unsigned: moka_integer,            \
    long: moka_integer, long long: moka_integer, float: moka_real, double: moka_real,                        \
    char *: moka_text, const char *: moka_text, moka_object *: moka_ref, void *: moka_null,                  \
    moka_value: moka_as_is)(x)
#define MOKA_1(a) MOKA_V(a)
#define MOKA_2(a, ...) MOKA_V(a), MOKA_1(__VA_ARGS__)
#define MOKA_3(a, ...) MOKA_V(a), MOKA_2(__VA_ARGS__)
#define MOKA_4(a, ...) MOKA_V(a), MOKA_3(__VA_ARGS__)
#define MOKA_5(a, ...) MOKA_V(a), MOKA_4(__VA_ARGS__)
#define MOKA_6(a, ...) MOKA_V(a), MOKA_5(__VA_ARGS__)
#define MOKA_7(a, ...) MOKA_V(a), MOKA_6(__VA_ARGS__)
#define MOKA_8(a, ...) MOKA_V(a), MOKA_7(__VA_ARGS__)
#define MOKA_PICK(a, b, c, d, e, f, g, h, n, ...) n
#define MOKA_COUNT(...) MOKA_PICK(__VA_ARGS__, 8, 7, 6, 5, 4, 3, 2, 1, 0)
#define MOKA_JOIN(n, ...) MOKA_##n(__VA_ARGS__)
#define MOKA_LIST(n, ...) MOKA_JOIN(n, __VA_ARGS__)
#define MOKA_ARGS(...)                                                                                       \
    (const moka_value[]){MOKA_LIST(MOKA_COUNT(__VA_ARGS__), __VA_ARGS__)}, MOKA_COUNT(__VA_ARGS__)
/* clang-format on */

#endif
#endif
