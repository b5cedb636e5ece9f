/* moka_error.c - see moka_room.h and vm/moka.h: errors as values.
 * An error is one block with its texts behind it, so that nothing of the machine is needed to read or free
 * it. Only the exception itself is a reference, of which the block in front knows. */
#include "vm/embed/moka_room.h"

#include "stdlib/jni/jni_env.h"
#include "vm/exec/throw/exception.h"
#include "vm/library/wellknown.h"
#include "vm/base/state.h"
#include "vm/model/call.h"
#include "vm/string/strings.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CAUSES = 32, DEFAULT_FRAMES = 64 };

typedef struct ErrorBlock {
    HandleRef throwable; /* of the machine of that number */
    u64 machine;
    moka_error error;
    char texts[];
} ErrorBlock;

static const moka_error no_memory = {
    .kind = MOKA_NO_MEMORY, .message = "the process is out of memory", .trace = ""};

/* Nobody writes to it: freeing passes it over. */
moka_error *moka_error_no_memory(void)
{
    return (moka_error *)(uintptr_t)&no_memory;
}

static ErrorBlock *block_of(const moka_error *error)
{
    return (ErrorBlock *)((char *)(uintptr_t)error - offsetof(ErrorBlock, error));
}

/* NULL: the error is no exception, or its machine has ended. */
static HandleRef throwable_of(const moka_error *error)
{
    const ErrorBlock *block = error == &no_memory ? NULL : block_of(error);
    return block && block->machine == moka_machine.number ? block->throwable : NULL;
}

void moka_error_free(moka_error *error)
{
    while (error && error != &no_memory) {
        moka_error *cause = (moka_error *)(uintptr_t)error->cause;
        handles_delete_global(throwable_of(error));
        moka_memory_free(block_of(error));
        error = cause;
    }
}

/* Texts that an error is made of; NULL: it has none. */
typedef struct Texts {
    const char *message, *class_name, *detail, *trace;
} Texts;

static size_t room_of(const char *text)
{
    return text ? strlen(text) + 1 : 0;
}

static const char *copy(char **at, const char *text)
{
    if (!text)
        return NULL;
    char *start = *at;
    *at = stpcpy(start, text) + 1;
    return start;
}

static moka_error *make(moka_kind kind, Texts texts)
{
    ErrorBlock *block = moka_memory(sizeof *block + room_of(texts.message) + room_of(texts.class_name) +
                                    room_of(texts.detail) + room_of(texts.trace));
    if (!block)
        return moka_error_no_memory();
    char *at = block->texts;
    memset(block, 0, sizeof *block);
    block->error.kind = kind;
    block->error.message = copy(&at, texts.message);
    block->error.class_name = copy(&at, texts.class_name);
    block->error.detail = copy(&at, texts.detail);
    block->error.trace = copy(&at, texts.trace);
    return &block->error;
}

moka_error *moka_error_new(moka_kind kind, const char *format, ...)
{
    char text[2048];
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    return make(kind, (Texts){.message = text, .trace = ""});
}

moka_error *moka_error_exit(void)
{
    moka_error *error = moka_error_new(MOKA_EXIT, "Java has exited with code %d", moka_machine.exit_code);
    if (error != &no_memory)
        error->code = moka_machine.exit_code;
    return error;
}

/* ---- of exceptions ---- */

/* getMessage(), which a class may override; what it throws does not count. */
static Object *message_of(Thread *t, Object *throwable)
{
    Value receiver = {.l = throwable}, message = {0};
    if (t->passes_handlers || !call_virtual(t, WK_METHOD(Throwable_getMessage), &receiver, &message)) {
        t->exception = NULL;
        return ref_load(throwable, WK_FIELD(Throwable_detailMessage));
    }
    return message.l;
}

static char *trace_of(Object *throwable)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    Object *backtrace = ref_load(throwable, WK_FIELD(Throwable_backtrace));
    Method *m;
    u32 bci, limit = moka_machine.trace_frames ? moka_machine.trace_frames : DEFAULT_FRAMES;
    for (u32 i = 0; i < limit && exception_backtrace_element(backtrace, (i32)i, &m, &bci); i++)
        exception_print_frame(out, m, bci);
    return fclose(out) == 0 ? text : NULL;
}

static moka_error *of_throwable(Thread *t, Object *throwable, moka_kind kind, const char *why)
{
    char class_name[1024], line[4096];
    size_t length;
    Object *text = message_of(t, throwable);
    char *detail = text ? moka_text_of_string(text, &length) : NULL, *trace = trace_of(throwable);
    class_external_name(object_class(throwable), class_name, sizeof class_name);
    snprintf(line, sizeof line, "%s%s%s", class_name, detail ? ": " : "", detail ? detail : "");
    Texts texts = {why ? why : line, object_class(throwable)->name->text, detail, trace ? trace : ""};
    moka_error *error = make(kind, texts);
    moka_memory_free(detail);
    free(trace);
    return error;
}

static Object *cause_of(Object *throwable)
{
    Object *cause = ref_load(throwable, WK_FIELD(Throwable_cause));
    return cause == throwable ? NULL : cause;
}

/* The causes' errors hang on each other as the causes do; a circle ends after some rounds. */
static moka_error *chain_of(Thread *t, HandleRef handle, moka_kind kind, const char *why)
{
    moka_error *first = of_throwable(t, handles_get(handle), kind, why), *last = first;
    HandleRef at = handles_local(t, cause_of(handles_get(handle)));
    for (u32 i = 0; at && last != &no_memory && i < MOST_CAUSES; i++) {
        moka_error *cause = of_throwable(t, handles_get(at), MOKA_EXCEPTION, NULL);
        last->cause = cause;
        last = cause;
        at = handles_local(t, cause_of(handles_get(at)));
    }
    return first;
}

/* Why the exception came, if the host is behind it. */
static moka_kind kind_of_pending(const Thread *t, const char **ret_why)
{
    const MokaLimited *limited = moka_limit_reached(t);
    *ret_why = limited ? limited->what : NULL;
    if (limited)
        return limited->reason;
    if (!t->passes_handlers)
        return MOKA_EXCEPTION;
    *ret_why = "the machine is being destroyed";
    return MOKA_INTERRUPTED;
}

moka_error *moka_error_of_pending(Thread *t)
{
    HandleRef handle = handles_local(t, t->exception);
    t->exception = NULL;
    if (atomic_load(&moka_machine.has_exited) && t->passes_handlers)
        return moka_error_exit();
    if (!handle)
        return moka_error_no_memory();
    const char *why;
    moka_kind kind = kind_of_pending(t, &why);
    moka_error *error = chain_of(t, handle, kind, why);
    if (error != &no_memory) {
        block_of(error)->throwable = handles_global(handles_get(handle));
        block_of(error)->machine = moka_machine.number;
    }
    return error;
}

moka_object *moka_error_throwable(moka_vm *vm, const moka_error *error)
{
    MokaVisit visit;
    bool failed;
    if (!error || !throwable_of(error))
        return NULL;
    moka_error *refused = moka_begin(&visit, vm);
    if (refused) {
        moka_error_free(refused);
        return NULL;
    }
    MOKA_ENTER(&visit);
    moka_object *object = moka_object_new(handles_get(throwable_of(error)), &failed);
    moka_leave(&visit);
    return object;
}

/* ---- back into Java ---- */

static const char *class_for(moka_kind kind)
{
    switch (kind) {
    case MOKA_NOT_FOUND: return "java/lang/LinkageError";
    case MOKA_BAD_ARGUMENT: return "java/lang/IllegalArgumentException";
    case MOKA_NO_MEMORY: return "java/lang/OutOfMemoryError";
    case MOKA_STATE: return "java/lang/IllegalStateException";
    case MOKA_UNSUPPORTED: return "java/lang/UnsupportedOperationException";
    default: return "java/lang/Error";
    }
}

void moka_error_throw(Thread *t, const moka_error *error)
{
    t->exception = NULL;
    Object *throwable = handles_get(throwable_of(error));
    if (throwable)
        t->exception = throwable;
    else
        throw_text(t, symbol_intern(class_for(error->kind), strlen(class_for(error->kind))), error->message);
}
