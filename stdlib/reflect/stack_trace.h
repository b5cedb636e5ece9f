/* stack_trace.h - StackTraceElement objects and the callers that Java asks for
 * In:      methods and bcis, as a walk or a backtrace tells them; the stack of the calling thread
 * Out:     objects of Java; the class of a caller. exception_trace.c takes traces and leaves frames out,
 *          exception_print.c prints them.
 * Effects: what makes objects may collect
 * Tests:   tests/java/Exceptions.java, tests/java/StackTraces*.java
 */
#ifndef MOKA_STDLIB_REFLECT_STACK_TRACE_H
#define MOKA_STDLIB_REFLECT_STACK_TRACE_H

#include "vm/exec/walk/walk.h"

/* Fills one java.lang.StackTraceElement. False: an exception is pending. */
bool stack_trace_fill_element(Thread *t, Object *element, Method *m, u32 bci);
/* What Reflection.getCallerClass, the innermost frame, returns: the class that called its caller. NULL: there
 * is none, or InternalError is pending, since one of these two methods is not marked @CallerSensitive. */
Class *stack_trace_caller_class(Thread *t);
/* Does the method belong to reflection or to lambda forms, whose frames do not count as callers? */
bool stack_trace_skips(const Method *m);
/* A StackTraceElement[] of `count` methods and bcis; NULL: an exception is pending. */
Object *stack_trace_of_walk(Thread *t, const Method *const *methods, const u32 *bcis, i32 count);

#endif
