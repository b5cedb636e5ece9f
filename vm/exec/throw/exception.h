/* exception.h - making and filling throwables (JVMS 2.10); throw_new and friends are in doors.h
 * Tests:  tests/java/Exception*.java, NullPointerMessages.java
 */
#ifndef MOKA_VM_EXEC_THROW_EXCEPTION_H
#define MOKA_VM_EXEC_THROW_EXCEPTION_H

#include "vm/model/doors.h"

/* Preallocates OutOfMemoryErrors, StackOverflowError's class, NullPointerException, … (boot step 3). */
bool exception_preallocate(Thread *t);
/* Set once from the flags MaxJavaStackTraceDepth (0: no limit), StackTraceInThrowable, ShowHiddenFrames. */
typedef struct ExceptionOptions {
    i32 trace_limit;
    bool fills_traces, shows_hidden;
} ExceptionOptions;
/* Without it, no throwable has a trace. */
void exception_init(ExceptionOptions options);
void exception_reset(void);
void exception_trace_reset(void); /* by exception_reset */

/* Throwable.fillInStackTrace's work: skips the frames that make the throwable, and hidden frames. */
void exception_fill_in_stack_trace(Thread *t, Object *throwable);
/* Number of elements, and one decoded element (backtrace kept in the throwable). */
i32 exception_backtrace_depth(Object *throwable);
bool exception_backtrace_element(Object *backtrace, i32 index, Method **ret_method, u32 *ret_bci);
/* Was the innermost frame one that traces leave out? Then there is no helpful message. */
bool exception_top_hidden(Object *backtrace);
/* Helpful NullPointerException text for the throwable's top frame (JEP 358); NULL: none. Local reference
 * rules do not apply: a String, may collect. */
Object *exception_npe_message(Thread *t, Object *throwable);
/* Prints the pending exception by Java's printStackTrace (falls back to a C printout during boot) and clears
 * it. */
void exception_print_pending(Thread *t);
/* Debug printout without running Java code: class, message, frames. Safe at any time. */
void exception_dump(Thread *t, Object *throwable);
/* ArrayIndexOutOfBounds, ClassCastException, ArrayStoreException with HotSpot's texts. */
void exception_throw_index(Thread *t, i32 index, i32 length);
void exception_throw_cast(Thread *t, Class *from, Class *to);
void exception_throw_store(Thread *t, Class *stored);
/* AbstractMethodError. selected: what the receiver's class has for the resolved method; NULL: nothing. */
void exception_throw_abstract(Thread *t, Method *resolved, Method *selected, Class *receiver);
/* The same without a receiver class (method handles), and for an interface's abstract method that a class
 * inherits beside default methods: HotSpot words them apart. */
void exception_throw_unimplemented(Thread *t, Method *m);
void exception_throw_inherited_abstract(Thread *t, const Method *m, const Class *receiver);

#endif
