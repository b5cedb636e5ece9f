/* class_init.c - class_initialize of call.h: the twelve steps of JVMS 5.5 for classes and interfaces.
 * States change under one of a few locks chosen by the class's address; nobody holds one while running Java,
 * allocating or waiting for the world. */
#include "classloader/define/define.h"
#include "classloader/link/link.h"
#include "gc/heap.h"
#include "vm/base/host_wait.h"
#include "vm/base/state.h"
#include "vm/base/trace.h"
#include "vm/library/thread_object.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"
#include "vm/thread/thread_state.h"

#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 16 };

typedef struct InitBucket {
    pthread_mutex_t lock;
    pthread_cond_t changed;
} InitBucket;

SNAPSHOT_STATE(host) static struct {
    InitBucket buckets[BUCKETS];
    u32 sequence; /* of the trace's lines */
} state = {.buckets = {[0 ... BUCKETS - 1] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER}}};

static InitBucket *bucket_of(const Class *c)
{
    return &state.buckets[(uintptr_t)c / 64 % BUCKETS];
}

/* Step 2: waits until no other thread initializes the class. */
static void wait_while_initializing(Thread *t, Class *c, InitBucket *bucket)
{
    t->awaited_class = c;
    thread_block_begin(t);
    pthread_mutex_lock(&bucket->lock);
    while (class_state(c) == CLASS_INITIALIZING && c->init_thread != t->id)
        host_wait(&bucket->changed, &bucket->lock);
    pthread_mutex_unlock(&bucket->lock);
    /* The lock is free by now: this may wait for the end of a stop, and threads in Java take the lock. */
    thread_block_end(t);
    t->awaited_class = NULL;
}

typedef enum Claim { CLAIM_MINE, CLAIM_DONE, CLAIM_FAILED, CLAIM_WAIT } Claim;

static Claim claim_locked(Thread *t, Class *c)
{
    switch (class_state(c)) {
    case CLASS_INITIALIZED: return CLAIM_DONE;
    case CLASS_FAILED: return CLAIM_FAILED;
    case CLASS_INITIALIZING: return c->init_thread == t->id ? CLAIM_DONE : CLAIM_WAIT;
    default:
        c->init_thread = t->id;
        __atomic_store_n(&c->state, CLASS_INITIALIZING, __ATOMIC_RELEASE);
        return CLAIM_MINE;
    }
}

/* Steps 1 to 6, without the setting of constant values. */
static Claim claim(Thread *t, Class *c)
{
    InitBucket *bucket = bucket_of(c);
    for (;;) {
        pthread_mutex_lock(&bucket->lock);
        Claim result = claim_locked(t, c);
        pthread_mutex_unlock(&bucket->lock);
        if (result != CLAIM_WAIT)
            return result;
        wait_while_initializing(t, c, bucket);
    }
}

/* Steps 10 and 12. */
static void finish(Class *c, ClassState reached)
{
    InitBucket *bucket = bucket_of(c);
    pthread_mutex_lock(&bucket->lock);
    __atomic_store_n(&c->state, reached, __ATOMIC_RELEASE);
    c->init_thread = 0;
    pthread_cond_broadcast(&bucket->changed);
    pthread_mutex_unlock(&bucket->lock);
}

/* Step 7 for interfaces: a superinterface's own superinterfaces first, and only those that declare a default
 * method. */
static bool initialize_superinterfaces(Thread *t, const Class *c)
{
    for (u32 i = 0; i < c->interface_count; i++) {
        Class *interface = c->interfaces[i];
        if (!initialize_superinterfaces(t, interface))
            return false;
        if ((interface->flags & CLASS_HAS_DEFAULTS) && !class_initialize(t, interface))
            return false;
    }
    return true;
}

static bool initialize_supers(Thread *t, Class *c)
{
    if (class_is_interface(c))
        return true;
    if (c->super && !class_initialize(t, c->super))
        return false;
    return !(c->flags & CLASS_SUPER_HAS_DEFAULTS) || initialize_superinterfaces(t, c);
}

/* Step 9. */
static bool run_initializer(Thread *t, Class *c)
{
    Method *m =
        c->flags & CLASS_HAS_CLINIT ? class_declared_method(c, SYM(clinit), SYM(void_signature)) : NULL;
    if (TRACE_ON(CLASS_INIT))
        TRACE(CLASS_INIT, "%u Initializing '%s'%s (0x%016lx)",
              __atomic_fetch_add(&state.sequence, 1, __ATOMIC_RELAXED), c->name->text, m ? "" : "(no method)",
              (unsigned long)(uintptr_t)c);
    return !m || call_method(t, m, NULL, NULL);
}

/* ---- failure ---- */

static char *host_text(Object *string)
{
    return string ? string_to_utf8(string) : NULL;
}

static void throw_record(Thread *t, Object *cause)
{
    char class_text[512];
    char *message = host_text(ref_load(cause, WK_FIELD(Throwable_detailMessage)));
    char *thread = host_text(thread_object_name(thread_current_object(t)));
    THROW(t, ExceptionInInitializerError, "Exception %s%s%s [in thread \"%s\"]",
          class_external_name(object_class(cause), class_text, sizeof class_text), message ? ": " : "",
          message ? message : "", thread ? thread : "");
    free(message);
    free(thread);
}

/* Records what later attempts have as their cause: an ExceptionInInitializerError that tells class, message,
 * thread and stack of the first failure, but keeps nothing of it alive. If it cannot be made, later attempts
 * have no cause. */
static void record_failure(Thread *t, Class *c, Object *cause)
{
    throw_record(t, cause);
    Object *record = t->exception;
    t->exception = NULL;
    if (!record || object_class(record) != WK(ExceptionInInitializerError))
        return;
    ref_store(record, WK_FIELD(Throwable_backtrace), ref_load(cause, WK_FIELD(Throwable_backtrace)));
    ref_store(record, WK_FIELD(Throwable_stackTrace), ref_load(cause, WK_FIELD(Throwable_stackTrace)));
    *FIELD_AT(record, WK_FIELD(Throwable_depth), i32) = *FIELD_AT(cause, WK_FIELD(Throwable_depth), i32);
    c->error_ref = roots_loader_add_ref(c->loader, record);
}

/* Makes an ExceptionInInitializerError with this cause pending, or the error of making it. */
static void throw_wrapped(Thread *t, Object *cause)
{
    Class *error_class = WK(ExceptionInInitializerError);
    Method *constructor = class_declared_method(error_class, SYM(init), SYM(throwable_void_signature));
    if (!class_initialize(t, error_class))
        return;
    Object *error = heap_new_object(t, error_class);
    Value args[2] = {{.l = error}, {.l = cause}};
    if (error && call_method(t, constructor, args, NULL))
        t->exception = error;
}

/* Steps 11 and 12; `is_own`: <clinit> itself threw, not the initialization of a superclass. */
static bool fail(Thread *t, Class *c, bool is_own)
{
    Object *thrown = t->exception;
    t->exception = NULL;
    record_failure(t, c, thrown);
    if (is_own && !object_is_instance(thrown, WK(Error)))
        throw_wrapped(t, thrown);
    else
        t->exception = thrown;
    finish(c, CLASS_FAILED);
    return false;
}

static bool throw_failed(Thread *t, Class *c)
{
    char class_text[512];
    class_external_name(c, class_text, sizeof class_text);
    Object *record = loader_ref(c->loader, c->error_ref);
    if (record) {
        t->exception = record;
        throw_with_cause(t, SYM(x_NoClassDefFoundError), "Could not initialize class %s", class_text);
    } else {
        THROW(t, NoClassDefFoundError, "Could not initialize class %s", class_text);
    }
    return false;
}

bool class_initialize(Thread *t, Class *c)
{
    if (class_is_initialized(c))
        return true;
    if (c->kind != CLASS_INSTANCE) {
        /* Arrays and primitives have no initializer, and initializing an array leaves its element's class
         * alone. */
        __atomic_store_n(&c->state, CLASS_INITIALIZED, __ATOMIC_RELEASE);
        return true;
    }
    if (class_state(c) < CLASS_LINKED && !link_class(t, c))
        return false;
    switch (claim(t, c)) {
    case CLAIM_DONE: return true;
    case CLAIM_FAILED: return throw_failed(t, c);
    default: break;
    }
    if (!define_set_constant_values(t, c) || !initialize_supers(t, c))
        return fail(t, c, false);
    if (!run_initializer(t, c))
        return fail(t, c, true);
    finish(c, CLASS_INITIALIZED);
    return true;
}
