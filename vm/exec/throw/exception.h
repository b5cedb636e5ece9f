/* exception.h - throwables are made, get their traces and texts, are printed (JVMS 2.10)
 * throw_new and its like are in vm/model/throw.h.
 * Effects: everything may collect but the printing on a FILE and the reading of a backtrace
 * Tests:  tests/java/Exception*.java, tests/java/NullPointerMessages.java
 */
#ifndef MOKA_VM_EXEC_THROW_EXCEPTION_H
#define MOKA_VM_EXEC_THROW_EXCEPTION_H

#include "vm/model/method.h"
#include "vm/model/throw.h"

#include <stdio.h>

/* Boot: makes the OutOfMemoryErrors that are thrown when there is no memory to make one. False: an exception
 * is pending. */
bool exception_preallocate(Thread *t);
/* What the flags MaxJavaStackTraceDepth (0: no limit), StackTraceInThrowable and ShowHiddenFrames say. */
typedef struct ExceptionOptions {
    i32 trace_limit;
    bool fills_traces, shows_hidden;
} ExceptionOptions;
/* Until this is called, throwables have no trace. */
void exception_init(ExceptionOptions options);
void exception_reset(void);
/* For exception_reset: exception_trace.c's part. */
void exception_trace_reset(void);

/* How many elements the throwable's trace has. */
i32 exception_backtrace_depth(Object *throwable);
/* One element of Throwable.backtrace, which may be NULL. False: there is none of this index. */
bool exception_backtrace_element(Object *backtrace, i32 index, Method **ret_method, u32 *ret_bci);
/* Was the innermost frame one that traces leave out? Then there is no helpful message. */
bool exception_top_hidden(Object *backtrace);
/* The helpful text of a NullPointerException, from its trace's first frame (JEP 358): a String. NULL: there
 * is none, or an exception is pending. */
Object *exception_npe_message(Thread *t, Object *throwable);
/* Prints the pending exception by Java's printStackTrace, during boot by exception_dump, and clears it. */
void exception_print_pending(Thread *t);
/* Prints class, message, frames and causes in the VM's own form, without running Java code, at any time. */
void exception_dump(FILE *out, Object *throwable);
/* "Class: message", without running Java code. */
void exception_print_head(FILE *out, const Object *throwable);
/* "\tat Holder.method(module@version/File.java:12)" */
void exception_print_frame(FILE *out, const Method *m, u32 bci);
/* ArrayIndexOutOfBoundsException, ClassCastException and ArrayStoreException with HotSpot's texts. */
void exception_throw_index(Thread *t, i32 index, i32 length);
void exception_throw_cast(Thread *t, Class *from, Class *to);
void exception_throw_store(Thread *t, Class *stored);
/* AbstractMethodError. selected: the method that the receiver's class has for the resolved one; NULL:
 * none. */
void exception_throw_abstract(Thread *t, Method *resolved, Method *selected, Class *receiver);
/* AbstractMethodError without a receiver's class (method handles), and of an interface's abstract method that
 * a class inherits beside default methods: HotSpot has other texts for both. */
void exception_throw_unimplemented(Thread *t, Method *m);
void exception_throw_inherited_abstract(Thread *t, const Method *m, const Class *receiver);

#endif
