/* throw.h - throwing from C (JVMS 2.10)
 * In:      the thread, IN_JAVA; a class by name, a text
 * Out:     t->exception: the throwable that was asked for, or an error of making it. So nobody asks whether a
 *          throw has succeeded.
 * Effects: may load classes, run Java code and collect
 * Keeps:   these are doors: they are defined above most of their callers, in vm/exec/throw/exception.c, since
 *          making a throwable takes loading, calls and frames
 * Tests:   tests/java/Exceptions.java
 */
#ifndef MOKA_VM_MODEL_THROW_H
#define MOKA_VM_MODEL_THROW_H

#include "vm/model/symbol.h"
#include "vm/model/thread.h"

/* Creates a throwable of the class with a message (UTF-8, converted; NULL format: no message), fills in its
 * stack trace and makes it pending. */
void throw_new(Thread *t, Symbol *class_name, const char *format, ...) PRINTF_LIKE(3, 4);
/* THROW(t, InternalError, "...") for the names of throwables.def. */
#define THROW(t, id, ...) throw_new((t), SYM(x_##id), __VA_ARGS__)
/* As throw_new, with a message of any length. */
void throw_text(Thread *t, Symbol *class_name, const char *message);
/* As throw_new, with the exception pending at call time as cause. */
void throw_with_cause(Thread *t, Symbol *class_name, const char *format, ...) PRINTF_LIKE(3, 4);
/* OutOfMemoryError with the text "Java heap space", "Metaspace", …; a preallocated one if there is no memory
 * for a new one. */
void throw_out_of_memory(Thread *t, const char *what);
/* Throwable.fillInStackTrace (exception_trace.c): the trace of the current frames, without those that make
 * the throwable and without hidden ones. The throwable has no trace if there is no memory for it; nothing is
 * pending. */
void exception_fill_in_stack_trace(Thread *t, Object *throwable);

#endif
