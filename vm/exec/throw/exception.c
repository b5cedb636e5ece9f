/* exception.c - see exception.h and doors.h.
 * A backtrace is an Object[2]: a long[] of method reference << 32 | flags | bci, and the mirrors that keep
 * its classes alive. */
#include "vm/exec/throw/exception.h"

#include "classloader/define/define.h"
#include "classloader/load/loader.h"
#include "classloader/load/module.h"
#include "gc/heap.h"
#include "gc/strings.h"
#include "vm/base/panic.h"
#include "vm/base/region.h"
#include "vm/base/trace.h"
#include "vm/exec/throw/unwind.h"
#include "vm/model/wellknown.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MESSAGE_SIZE = 4096 };
enum { BACKTRACE_METHODS, BACKTRACE_MIRRORS, BACKTRACE_LENGTH };

ExceptionOptions exception_options = {.trace_limit = 1024, .fills_traces = true};

static const u64 TOP_WAS_HIDDEN = (u64)1 << 31; /* on the first element: bcis end below 2^16 */

/* -- making throwables
 * ------------------------------------------------------------------------------------------- */

/* An instance made by the constructor (String), or () without a message. NULL: something else is pending. */
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

/* -- out of memory
 * ------------------------------------------------------------------------------------------------- */

static const char *const oom_texts[] = {
    "Java heap space", "Metaspace", "Requested array size exceeds VM limit",
    ("unable to create native thread: possibly out of memory or process/resource "
     "limits reached")};
/* One of each, made at boot, for when there is no memory to make another. The last is for any other text. */
static Object *preallocated[COUNT_OF(oom_texts) + 1];

bool exception_preallocate(Thread *t)
{
    for (size_t i = 0; i < COUNT_OF(preallocated); i++) {
        heap_add_root(&preallocated[i]);
        preallocated[i] = heap_new_object(t, WK(OutOfMemoryError));
        if (!preallocated[i])
            return false;
        if (i == COUNT_OF(oom_texts))
            break;
        Object *message = string_from_host(t, oom_texts[i]);
        if (!message)
            return false;
        ref_store(preallocated[i], WK_FIELD(Throwable_detailMessage), message);
    }
    return true;
}

static Object *preallocated_for(const char *what)
{
    for (size_t i = 0; i < COUNT_OF(oom_texts); i++)
        if (strcmp(what, oom_texts[i]) == 0)
            return preallocated[i];
    return preallocated[COUNT_OF(oom_texts)];
}

/* Of memory that the VM manages: not of threads. */
static bool is_exhaustion(const char *what)
{
    return strncmp(what, "unable to create", 16) != 0;
}

void throw_out_of_memory(Thread *t, const char *what)
{
    static _Thread_local bool making;
    Object *spare = preallocated_for(what);
    if (!spare) { /* there is no library yet that could catch it */
        printf("Error occurred during initialization of VM\njava.lang.OutOfMemoryError: %s\n", what);
        fflush(stdout);
        _exit(1);
    }
    trace_event("throw", "OutOfMemoryError", 0);
    if (!making && is_exhaustion(what))
        out_of_memory_report(t, what);
    if (making) { /* the error itself did not fit */
        t->exception = spare;
        return;
    }
    making = true;
    throw_text(t, SYM(x_OutOfMemoryError), what);
    making = false;
}

/* -- stack traces (facts 6.1)
 * ----------------------------------------------------------------------------------------- */

static bool makes_throwable(const Method *m, Class *thrown, const Symbol *name)
{
    return m->name == name && class_is_subtype(thrown, m->holder);
}

/* Past the frames that only make the throwable: fillInStackTrace first, then the constructors. */
static FrameWalk skip_making(Thread *t, Class *thrown)
{
    FrameWalk walk = unwind_begin(t);
    while (unwind_valid(&walk) && makes_throwable(walk.method, thrown, SYM(fillInStackTrace)))
        unwind_next(&walk);
    while (unwind_valid(&walk) && makes_throwable(walk.method, thrown, SYM(init)))
        unwind_next(&walk);
    return walk;
}

static bool is_shown(const FrameWalk *walk)
{
    return exception_options.shows_hidden || !unwind_is_hidden(walk->method);
}

static i32 count_frames(FrameWalk walk, i32 *ret_mirrors)
{
    i32 count = 0;
    *ret_mirrors = 0;
    i32 limit = exception_options.trace_limit > 0 ? exception_options.trace_limit : INT32_MAX;
    for (const Class *last = NULL; unwind_valid(&walk) && count < limit; unwind_next(&walk)) {
        if (!is_shown(&walk))
            continue;
        count++;
        if (walk.method->holder->loader != boot_loader && walk.method->holder != last) {
            last = walk.method->holder;
            ++*ret_mirrors;
        }
    }
    return count;
}

static void store_frames(FrameWalk walk, Object *methods, Object *mirrors)
{
    i64 *rows = array_data(methods);
    i32 count = array_length(methods), next = 0, mirror = 0;
    bool hidden_top = unwind_valid(&walk) && !is_shown(&walk);
    for (const Class *last = NULL; unwind_valid(&walk) && next < count; unwind_next(&walk)) {
        if (!is_shown(&walk))
            continue;
        rows[next++] = (i64)((u64)region_ref(walk.method) << 32 | walk.bci);
        if (walk.method->holder->loader != boot_loader && walk.method->holder != last) {
            last = walk.method->holder;
            ref_array_set(mirrors, mirror++, walk.method->holder->mirror);
        }
    }
    if (hidden_top && count)
        rows[0] |= (i64)TOP_WAS_HIDDEN;
}

/* NULL: no memory for it (and nothing pending: a throwable without a trace is better than another throwable).
 */
static Object *make_backtrace(Thread *t, FrameWalk walk, i32 *ret_depth)
{
    i32 mirror_count;
    *ret_depth = count_frames(walk, &mirror_count);
    Class *objects = define_array_class(t, WK(Object));
    Object *backtrace = objects ? heap_new_array(t, objects, BACKTRACE_LENGTH) : NULL;
    Object *methods = backtrace ? heap_new_array(t, wk_primitive_array[T_LONG], *ret_depth) : NULL;
    Object *mirrors = methods && mirror_count ? heap_new_array(t, objects, mirror_count) : NULL;
    if (!methods || (mirror_count && !mirrors)) {
        t->exception = NULL;
        return NULL;
    }
    store_frames(walk, methods, mirrors);
    ref_array_set(backtrace, BACKTRACE_METHODS, methods);
    ref_array_set(backtrace, BACKTRACE_MIRRORS, mirrors);
    return backtrace;
}

void exception_fill_in_stack_trace(Thread *t, Object *throwable)
{
    if (!WK_FIELD(Throwable_backtrace) || !exception_options.fills_traces)
        return;
    i32 depth = 0;
    ref_store(throwable, WK_FIELD(Throwable_backtrace), NULL);
    Object *backtrace = make_backtrace(t, skip_making(t, object_class(throwable)), &depth);
    ref_store(throwable, WK_FIELD(Throwable_backtrace), backtrace);
    *FIELD_AT(throwable, WK_FIELD(Throwable_depth), i32) = backtrace ? depth : 0;
    Object *unassigned = ref_load(WK(Throwable)->mirror, WK_FIELD(Throwable_UNASSIGNED_STACK));
    ref_store(throwable, WK_FIELD(Throwable_stackTrace), unassigned);
}

i32 exception_backtrace_depth(Object *throwable)
{
    return *FIELD_AT(throwable, WK_FIELD(Throwable_depth), i32);
}

bool exception_backtrace_element(Object *backtrace, i32 index, Method **ret_method, u32 *ret_bci)
{
    Object *methods = backtrace ? ref_array_get(backtrace, BACKTRACE_METHODS) : NULL;
    if (!methods || index >= array_length(methods))
        return false;
    u64 row = ((const u64 *)array_data(methods))[index];
    *ret_method = region_pointer((u32)(row >> 32));
    *ret_bci = (u32)row & 0xFFFF;
    return true;
}

bool exception_top_hidden(Object *backtrace)
{
    Object *methods = backtrace ? ref_array_get(backtrace, BACKTRACE_METHODS) : NULL;
    return methods && array_length(methods) && (*(const u64 *)array_data(methods) & TOP_WAS_HIDDEN);
}

/* -- printing
 * ----------------------------------------------------------------------------------------------------------
 */

static void dump_frame(Method *m, u32 bci)
{
    char name[1024];
    const Class *c = m->holder;
    i32 line = method_line(m, bci);
    fprintf(stderr, "\tat %s.%s(", class_external_name(c, name, sizeof name), m->name->text);
    const char *file = c->source_file ? pool_symbol(&c->pool, c->source_file)->text : "Unknown Source";
    if (line == -2)
        fprintf(stderr, "Native Method)\n");
    else if (line > 0)
        fprintf(stderr, "%s:%d)\n", file, line);
    else
        fprintf(stderr, "%s)\n", file);
}

void exception_dump(Thread *t, Object *throwable)
{
    (void)t;
    char name[1024];
    Object *message = ref_load(throwable, WK_FIELD(Throwable_detailMessage));
    char *text = message ? string_to_utf8(message) : NULL;
    fprintf(stderr, "%s%s%s\n", class_external_name(object_class(throwable), name, sizeof name),
            text ? ": " : "", text ? text : "");
    free(text);
    Object *backtrace = ref_load(throwable, WK_FIELD(Throwable_backtrace));
    Method *m;
    u32 bci;
    for (i32 i = 0; exception_backtrace_element(backtrace, i, &m, &bci); i++)
        dump_frame(m, bci);
    Object *cause = ref_load(throwable, WK_FIELD(Throwable_cause));
    if (cause && cause != throwable) {
        fprintf(stderr, "Caused by: ");
        exception_dump(t, cause);
    }
}

void exception_print_pending(Thread *t)
{
    Object *throwable = t->exception;
    t->exception = NULL;
    Value receiver = {.l = throwable};
    if (!WK_METHOD(Throwable_printStackTrace) ||
        !call_virtual(t, WK_METHOD(Throwable_printStackTrace), &receiver, NULL))
        exception_dump(t, throwable);
    t->exception = NULL;
}

/* -- HotSpot's texts for what instructions throw
 * --------------------------------------------------------------------- */

void exception_throw_index(Thread *t, i32 index, i32 length)
{
    THROW(t, ArrayIndexOutOfBoundsException, "Index %d out of bounds for length %d", index, length);
}

void exception_throw_cast(Thread *t, Class *from, Class *to)
{
    char a[512], b[512], where[2048];
    THROW(t, ClassCastException, "class %s cannot be cast to class %s (%s)",
          class_binary_name(from, a, sizeof a), class_binary_name(to, b, sizeof b),
          module_describe_pair(from, to, where, sizeof where));
}

void exception_throw_store(Thread *t, Class *stored)
{
    char name[512];
    THROW(t, ArrayStoreException, "%s", class_binary_name(stored, name, sizeof name));
}

/* "void m(int)" from "void p.C.m(int)". */
static void drop_class(char *text)
{
    char *open = strchr(text, '('), *start = strchr(text, ' ');
    if (!open || !start)
        return;
    char *dot = NULL;
    for (char *c = start; c < open; c++)
        if (*c == '.')
            dot = c;
    if (dot)
        memmove(start + 1, dot + 1, strlen(dot + 1) + 1);
}

/* "'abstract void m(int)' of abstract class p.C." */
static const char *describe_resolved(const Method *m, char *buffer, size_t size)
{
    char method[1024], holder[512];
    method_external_signature(m, method, sizeof method);
    drop_class(method);
    const char *kind = class_is_interface(m->holder)              ? "interface"
                       : (m->holder->access & ACC_ABSTRACT) != 0 ? "abstract class"
                                                                  : "class";
    snprintf(buffer, size, "'%s%s' of %s %s.", method_is_abstract(m) ? "abstract " : "", method, kind,
             class_binary_name(m->holder, holder, sizeof holder));
    return buffer;
}

void exception_throw_abstract(Thread *t, Method *resolved, Method *selected, Class *receiver)
{
    char method[2048], other[1024], a[512], tail[1200] = "";
    describe_resolved(resolved, method, sizeof method);
    if (selected && selected != resolved)
        snprintf(tail, sizeof tail, " Selected method is '%s%s'.",
                 method_is_abstract(selected) ? "abstract " : "",
                 method_external_signature(selected, other, sizeof other));
    THROW(t, AbstractMethodError,
          "Receiver class %s does not define or inherit an implementation of the resolved method %s%s",
          class_binary_name(receiver, a, sizeof a), method, tail);
}

void exception_throw_unimplemented(Thread *t, Method *m)
{
    char method[2048];
    THROW(t, AbstractMethodError, "Missing implementation of resolved method %s",
          describe_resolved(m, method, sizeof method));
}

void exception_throw_inherited_abstract(Thread *t, const Method *m, const Class *receiver)
{
    THROW(t, AbstractMethodError, "Method %s.%s%s is abstract", receiver->name->text, m->name->text,
          m->desc->text);
}
