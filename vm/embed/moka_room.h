/* moka_room.h - what the files behind vm/moka.h share
 * In:     calls of the host on any thread, IN_NATIVE or not attached
 * Out:    errors as owned values; results in plain memory or global references
 * Uses:   stdlib/jni for what is not hot; vm/libjvm.c for the machine's life
 * Owner:  a moka_vm is malloc's; found methods and bindings belong to it and end with it
 * Locks:  one for each moka_vm's tables and one for the calls under a limit: leaves
 * Keeps:  a function of the room crosses by moka_begin, MOKA_ENTER, moka_leave, and no exception stays
 *         pending; what was pending before is put aside meanwhile and is pending again afterwards
 * Tests:  tests/suites/39_embedding
 */
#ifndef MOKA_VM_EMBED_MOKA_ROOM_H
#define MOKA_VM_EMBED_MOKA_ROOM_H

#include "vm/base/base.h"
#include "vm/exec/thread/thread.h"
#include "vm/model/class.h"
#include "vm/model/method.h"
#include "vm/moka.h"
#include "vm/thread/handles.h"

#include <jni.h>
#include <pthread.h>

/* ---- the machine ---- */

enum { MOKA_NAME_BUCKETS = 64 };

/* Where a machine stands. A process has one at a time. MOKA_ENDED: something of it could not be ended, and
 * there is no other. */
typedef enum MokaPhase { MOKA_FRESH, MOKA_BOOTING, MOKA_LIVE, MOKA_ENDING, MOKA_ENDED } MokaPhase;

struct moka_vm {
    moka_vm *machine; /* itself, or the one that the space lies in */
    HandleRef loader; /* the class loader that names are looked up in */
    pthread_mutex_t lock;
    moka_method *methods[MOKA_NAME_BUCKETS]; /* found ones, by name */
    struct MokaBinding *bindings;            /* native methods and implementations */
    struct MokaShape *shapes;                /* classes made for moka_implement */
    int *files;                              /* class path in memory: descriptors, closed at the end */
    u32 file_count;
};

/* What the process's machine was created with, and how it is. */
typedef struct MokaMachine {
    moka_vm vm;
    _Atomic u32 phase; /* MokaPhase */
    u64 number;        /* of machines that this process has had */
    JavaVM *java_vm;
    u32 trace_frames;
    i64 patience;
    moka_write *out, *err;
    moka_read *in;
    moka_fatal *fatal;
    void *user;
    _Atomic bool has_exited; /* System.exit was called, with exit_code */
    i32 exit_code;
    _Atomic u64 objects; /* references given to the host and not yet released */
} MokaMachine;

extern MokaMachine moka_machine;

/* ---- crossing ---- */

/* A visit of the calling thread to the machine. */
typedef struct MokaVisit {
    Thread *t;
    HandleFrame frame; /* local references made meanwhile end with it */
    HandleRef pending; /* what was pending before */
} MokaVisit;

/* Attaches the calling thread if need be. Still IN_NATIVE afterwards. NULL, or why there can be no visit. */
moka_error *moka_begin(MokaVisit *visit, moka_vm *vm);
void moka_enter(MokaVisit *visit);
void moka_leave(MokaVisit *visit);
/* The class path's loader becomes what libraries find as the calling thread's context. */
moka_error *moka_thread_give_context(moka_vm *vm);
void moka_thread_reset(void);

#define MOKA_ENTER(visit)                                                                                    \
    do {                                                                                                     \
        thread_enter_vm((visit)->t);                                                                         \
        moka_enter(visit);                                                                                   \
    } while (0)

/* ---- memory and text for the host: moka_text.c ---- */

/* allocate: NULL for malloc. */
void moka_memory_init(moka_allocate *allocate, void *user);
/* From the host's allocator, which each block remembers. NULL: no memory. */
void *moka_memory(size_t size);
void moka_memory_free(void *block);
/* Any UTF-8, with U+FFFD for what is ill-formed. NULL: OutOfMemoryError is pending. */
Object *moka_string_of(Thread *t, const char *text, size_t length);
/* Standard UTF-8 with a NUL behind it, from moka_memory. NULL: no memory. */
char *moka_text_of_string(const Object *string, size_t *ret_length);

/* ---- errors: moka_error.c ---- */

moka_error *moka_error_new(moka_kind kind, const char *format, ...) PRINTF_LIKE(2, 3);
moka_error *moka_error_no_memory(void);
/* Of System.exit. */
moka_error *moka_error_exit(void);
/* The exception that is pending, IN_JAVA; nothing is pending afterwards. */
moka_error *moka_error_of_pending(Thread *t);
/* Makes what the error tells pending, IN_JAVA, as moka_rethrow does. */
void moka_error_throw(Thread *t, const moka_error *error);

/* ---- names: moka_name.c, IN_JAVA ---- */

struct moka_method {
    moka_method *next; /* in its bucket */
    Method *method;
    u32 param_count; /* without the receiver */
    bool has_receiver, is_constructor;
    u8 result; /* Type */
    bool result_is_text;
    Class **classes; /* per parameter; NULL: a number, or not asked for yet */
    u8 *types;       /* Type per parameter */
    char *name;      /* as it was asked for */
};

/* The parts of a name: "pkg/Class", "method", "(I)V". */
typedef struct MokaName {
    const char *text;
    size_t class_length;
    const char *member;
    size_t member_length;
    const char *desc; /* NULL: left out */
} MokaName;

/* NULL, or MOKA_BAD_ARGUMENT. */
moka_error *moka_name_parse(const char *text, MokaName *ret_name);
/* Loads, without initializing. MOKA_NOT_FOUND if there is none. */
moka_error *moka_name_class(Thread *t, moka_vm *vm, const char *text, size_t length, Class **ret_class);
/* The one method that the name fits. */
moka_error *moka_name_method(Thread *t, moka_vm *vm, const char *text, Method **ret_method);
/* The one field, whose class is initialized. */
moka_error *moka_name_field(Thread *t, moka_vm *vm, const char *text, Field **ret_field);
/* As moka_find. */
moka_error *moka_name_find(Thread *t, moka_vm *vm, const char *text, const moka_method **ret_method);
/* The class of the method's i-th parameter, which is a reference. NULL: an exception is pending. */
Class *moka_name_parameter(Thread *t, const moka_method *method, u32 i);
void moka_name_forget(moka_vm *vm);

/* ---- values: moka_value.c, IN_JAVA ---- */

/* What a value goes to: a type, for a reference with its class. */
typedef struct MokaPlace {
    Type type;
    Class *class;
} MokaPlace;

/* NULL, or why the value does not fit: "a text is no int". *ret_error: an error of another kind, as no
 * memory. */
const char *moka_value_to_java(Thread *t, const moka_value *value, MokaPlace place, Value *ret,
                               moka_error **ret_error);
/* is_text: a reference is a String. NULL, or no memory. */
moka_error *moka_value_of_java(Type type, bool is_text, Value value, moka_value *ret);
/* The descriptor names java.lang.String. */
bool moka_value_is_string(const char *desc, size_t length);
/* A reference that the host owns. NULL for NULL; *ret_failed: no memory. */
moka_object *moka_object_new(Object *object, bool *ret_failed);
Object *moka_object_get(moka_object *object);

/* ---- calls: moka_call.c ---- */

/* IN_JAVA. */
moka_error *moka_call_method(Thread *t, const moka_method *method, const moka_value *arguments, size_t count,
                             moka_value *result);

/* ---- limits: moka_limit.c ---- */

/* A call under a limit, on its thread's stack. */
typedef struct MokaLimited {
    struct MokaLimited *next;  /* of all */
    struct MokaLimited *outer; /* of the thread */
    const moka_limit *limit;
    Thread *thread;
    HandleRef error;  /* thrown when the limit is reached */
    u64 bytes;        /* Thread.allocated_bytes at which it is reached; 0: never */
    i64 deadline;     /* CLOCK_MONOTONIC at which something is to be done; -1: nothing */
    i64 since;        /* when the limit was reached */
    moka_kind reason; /* 0: not reached */
    const char *what;
    u32 stage;
} MokaLimited;

/* The calling thread's innermost limit that has been reached; NULL: none. IN_NATIVE or IN_JAVA. */
const MokaLimited *moka_limit_reached(const Thread *t);
/* Ends everything that runs under a limit, and the thread that watches. */
void moka_limit_end(void);

/* ---- the machine's start and end ---- */

/* moka_source.c. A path for the class path; bytes become a file in memory, which vm->files has. */
moka_error *moka_source_path(moka_vm *vm, const moka_source *source, char *ret_path, size_t room);
void moka_source_close(moka_vm *vm);
/* moka_stream.c. Gives Java the host's streams. */
moka_error *moka_stream_install(moka_vm *vm);
/* To the host's function, which there is, one call at a time. */
void moka_stream_write(bool is_err, const char *bytes, size_t length);
/* moka_native.c. */
void moka_native_forget(moka_vm *vm);
/* The machine has stopped: calls what moka_implement and moka_buffer were told to call, for all that is left,
 * and frees what Java called by. */
void moka_native_end(void);

/* ---- classes made of bytes: moka_class.c ---- */

typedef struct MokaClassForm {
    const char *name, *super, *interface; /* interface: NULL none */
    const char *field;                    /* a long; NULL: none */
    struct {
        const char *name, *desc; /* native methods; name NULL: no more */
    } natives[3];
} MokaClassForm;

/* Defines it in the loader, NULL for the boot loader. IN_JAVA; NULL: an exception is pending. */
Class *moka_class_define(Thread *t, const MokaClassForm *form, Object *loader);

#endif
