/* exception.c - see exception.h and vm/model/throw.h: throwables are made and become pending.
 * exception_trace.c makes their traces, exception_text.c has the texts of what instructions throw. */
#include "vm/exec/throw/exception.h"

#include "classloader/load/loader.h"
#include "gc/heap.h"
#include "vm/base/console.h"
#include "vm/base/panic.h"
#include "vm/base/state.h"
#include "vm/base/trace.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/model/doors.h"
#include "vm/string/strings.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { MESSAGE_SIZE = 4096 };

/* ---- making throwables ---- */

/* An instance made by the constructor that takes a String, or by the one without parameters when there is no
 * message. NULL: another exception is pending. */
static Object *make_throwable(Thread *t, Symbol *class_name, const char *message)
{
    Class *c = loader_load(t, boot_loader, class_name);
    if (!c || !class_initialize(t, c))
        return NULL;
    Method *constructor =
        class_declared_method(c, SYM(init), message ? SYM(string_void_signature) : SYM(void_signature));
    if (!constructor)
        panic("%s has no constructor %s", class_name->text, message ? "(String)" : "()");
    Object *throwable = heap_new_object(t, c);
    Object *string = throwable && message ? string_from_any_utf8(t, message) : NULL;
    if (!throwable || (message && !string))
        return NULL;
    Value args[2] = {{.l = throwable}, {.l = string}};
    return call_method(t, constructor, args, NULL) ? throwable : NULL;
}

void throw_text(Thread *t, Symbol *class_name, const char *message)
{
    t->exception = NULL;
    Object *throwable = make_throwable(t, class_name, message);
    if (!throwable) {
        if (!t->exception)
            panic("cannot create %s", class_name->text);
        return;
    }
    TRACE(EXCEPTIONS, "Exception <a '%s'%s%s> thrown", class_name->text, message ? ": " : "",
          message ? message : "");
    trace_event("throw", class_name->text, 0);
    t->exception = throwable;
}

void throw_new(Thread *t, Symbol *class_name, const char *format, ...)
{
    char message[MESSAGE_SIZE];
    if (format) {
        va_list args;
        va_start(args, format);
        vsnprintf(message, sizeof message, format, args);
        va_end(args);
    }
    throw_text(t, class_name, format ? message : NULL);
}

void throw_with_cause(Thread *t, Symbol *class_name, const char *format, ...)
{
    char message[MESSAGE_SIZE];
    Object *cause = t->exception;
    if (format) {
        va_list args;
        va_start(args, format);
        vsnprintf(message, sizeof message, format, args);
        va_end(args);
    }
    throw_text(t, class_name, format ? message : NULL);
    Object *throwable = t->exception;
    if (!cause || !WK_METHOD(Throwable_initCause) ||
        symbol_from(object_class(throwable)->name->text) != class_name)
        return;
    t->exception = NULL;
    Value args[2] = {{.l = throwable}, {.l = cause}};
    if (call_virtual(t, WK_METHOD(Throwable_initCause), args, NULL))
        t->exception = throwable;
}

/* ---- out of memory ---- */

static const char *const oom_texts[] = {
    "Java heap space", "Metaspace", "Requested array size exceeds VM limit",
    ("unable to create native thread: possibly out of memory or process/resource "
     "limits reached")};

SNAPSHOT_STATE(saved) static struct {
    /* One for each text, made at boot, for when there is no memory to make another. The last serves any other
     * text. */
    Object *preallocated[COUNT_OF(oom_texts) + 1];
} state;

void exception_reset(void)
{
    STATE_CLEAR(state);
    exception_trace_reset();
}

bool exception_preallocate(Thread *t)
{
    for (size_t i = 0; i < COUNT_OF(state.preallocated); i++) {
        heap_add_root(&state.preallocated[i]);
        state.preallocated[i] = heap_new_object(t, WK(OutOfMemoryError));
        if (!state.preallocated[i])
            return false;
        if (i == COUNT_OF(oom_texts))
            break;
        Object *message = string_from_host(t, oom_texts[i]);
        if (!message)
            return false;
        ref_store(state.preallocated[i], WK_FIELD(Throwable_detailMessage), message);
    }
    return true;
}

static Object *preallocated_for(const char *what)
{
    for (size_t i = 0; i < COUNT_OF(oom_texts); i++)
        if (strcmp(what, oom_texts[i]) == 0)
            return state.preallocated[i];
    return state.preallocated[COUNT_OF(oom_texts)];
}

/* Is it memory of the VM's that has run out (and not threads of the host, for example)? */
static bool is_exhaustion(const char *what)
{
    return strncmp(what, "unable to create", 16) != 0;
}

void throw_out_of_memory(Thread *t, const char *what)
{
    static _Thread_local bool making;
    Object *spare = preallocated_for(what);
    if (!spare) { /* during boot: no Java code could catch the error */
        console_print("Error occurred during initialization of VM\njava.lang.OutOfMemoryError: %s\n", what);
        fflush(console_out());
        _exit(1);
    }
    trace_event("throw", "OutOfMemoryError", 0);
    if (!making && is_exhaustion(what))
        out_of_memory_report(t, what);
    if (making) { /* there was no memory for the error itself */
        t->exception = spare;
        return;
    }
    making = true;
    throw_text(t, SYM(x_OutOfMemoryError), what);
    making = false;
}
