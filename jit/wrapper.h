/* wrapper.h - the machine code through which machine code calls C: one piece for each shape
 * In:     a native method that is bound to a JNI function; or linkToNative, and what it is given last
 * Out:    an address for Method.machine_entry, or for a call in its place. Methods whose arguments and
 *         results go the same way share it, since the method comes in rax and its function is read from its
 *         host slot at each call; linkToNative is given the function
 * Uses:   x64.h border.h codecache.h
 * Owner:  the wrappers, which live as long as the compiler
 * Locks:  none: two threads may make one of a shape each
 * Keeps:  what native_call of vm/exec/call/native.h does: the frame is the same, so that walks, the collector
 *         and handles see no difference
 * Tests:  tests/suites/38_foreign, tests/suites/38_jni_calls, tests/suites/38_native_wrappers
 */
#ifndef MOKA_JIT_WRAPPER_H
#define MOKA_JIT_WRAPPER_H

#include "jit/x64.h"
#include "vm/exec/call/foreign.h"
#include "vm/model/method.h"

/* Can the method's calls go through a wrapper? Others go through STUB_NATIVE: synchronized ones, and those
 * with many arguments on the C stack. */
bool wrapper_serves(const Method *m);
/* The wrapper of the method's shape, made at the first request. 0: no room. */
u32 wrapper_of(const Method *m);
/* The same for calls of linkToNative that pass values in this way. 0 also where that needs C: segments on
 * the heap, results in several registers, what is saved after the call. */
u32 wrapper_of_foreign(const Method *m, const ForeignMoves *moves);
/* The longest text of a shape, with its end. */
enum { WRAPPER_SHAPE = 128 };
/* For other code that is made by shape (upcall.h): that of the shape, and what becomes it. 0: there is none
 * yet; no room. */
u32 wrapper_known(const char *shape);
u32 wrapper_add(const X64 *x, const char *shape);
/* "native static (ILF)J", the wrapper that the address lies in; NULL: none. */
const char *wrapper_name(const void *address);
void wrapper_visit(void (*visit)(const u8 *start, const u8 *end, const char *name, void *context),
                   void *context);
void wrapper_reset(void);

#endif
