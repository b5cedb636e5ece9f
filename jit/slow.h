/* slow.h - what machine code and its stubs call in C beside the routines of runtime.def
 * In:     published frames: machine code has come here through a gate (stubs.h)
 * Out:    what the name says; NULL or false, or an exception pending
 * Effects: may load classes, run Java code, collect and throw, unless said otherwise
 */
#ifndef MOKA_JIT_SLOW_H
#define MOKA_JIT_SLOW_H

#include "vm/bytecode/cache.h"
#include "vm/model/frame.h"
#include "vm/model/thread.h"

/* `sp` below is the slot of the last argument of the call. */

/* The method in which a call of invokeBasic or linkTo* goes on. */
Method *slow_handle_target(Thread *t, Method *m, const Slot *sp);
void slow_throw_abstract(Thread *t, Method *m, const Slot *sp);
void slow_throw_conflict(Thread *t, Method *m, const Slot *sp);
/* Runs the native method whose frame is published. args: argument slot 0. A result of up to 32 bits is in the
 * lower half, and the upper half is zero. */
u64 slow_native(Thread *t, Method *m, Slot *args);
/* For a native method whose frame passes the limit: returns the method when it may run. */
Method *slow_native_room(Thread *t, Method *m, Slot *sp);

/* Links the entry of an instruction that was not linked when its code was made, and that names a field, a
 * class or a constant. */
bool slow_link(Thread *t, CacheEntry *entry);

/* What to call, for a call that was not linked when its code was made. */
typedef struct SlowCall {
    Method *method;   /* NULL: an exception is pending */
    Object *appendix; /* follows the arguments; NULL: none */
} SlowCall;

/* The caller is the method of the published place. */
SlowCall slow_link_call(Thread *t, CacheEntry *entry, const Slot *sp);

/* Leaves: they neither publish nor throw nor collect. */
float slow_frem(float a, float b);
double slow_drem(double a, double b);
i32 slow_f2i(float f);
i64 slow_f2l(float f);
i32 slow_d2i(double d);
i64 slow_d2l(double d);

#endif
