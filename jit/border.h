/* border.h - parts of stubs and wrappers: from the Java stack to the native one and back
 * In:     r15 is the thread, rbp the frame, rsp the Java stack
 * Out:    instructions
 * Uses:   x64.h
 * Keeps:  what stubs.h says of C that machine code calls; none of the parts changes rsi and rdx but
 *         border_tell_entry
 * Tests:  tests/java with -Xcomp
 */
#ifndef MOKA_JIT_BORDER_H
#define MOKA_JIT_BORDER_H

#include "jit/x64.h"
#include "vm/model/method.h"
#include "vm/model/thread.h"

#define OF_THREAD(field)      mem(R15, (i32)offsetof(Thread, field))
#define OF_METHOD(reg, field) mem(reg, (i32)offsetof(Method, field))

/* Goes to the native stack, with empty callee-saved registers and the thread as first argument. */
void border_to_native(X64 *x);
/* The same with rsp there already. */
void border_begin_native(X64 *x);
/* Back to the frame that was published. */
void border_to_java(X64 *x);
/* By rax. */
void border_call(X64 *x, const void *target);
/* Publishes the frame rbp, whose code goes on at the address in [rsp]. rax is lost. */
void border_publish(X64 *x);
/* Makes and publishes the frame of the native method in rax, which is called with rsp at the return address.
 * Leaves rsp behind its record. */
void border_push_native_frame(X64 *x);
/* To the label if there is no room for that frame, or somebody polls. rcx is lost. */
void border_check_native_room(X64 *x, Label *no_room);
/* thread_enter_vm: who stops the world sets POLL_STOP before reading the state, and the exchange is a fence.
 * To the label if somebody asks for a stop. rcx is lost. */
void border_enter_java(X64 *x, Label *asked);
/* A value of the type that C gives: into rax, as a slot has it. C leaves the high bits of narrow types as
 * they are. */
void border_narrow(X64 *x, Type type, Reg from);
/* Jumps into the method in rax. rcx is lost. */
void border_enter_method(X64 *x);
/* The function of the native method in rax: in `to`, by way of rcx and rdx. */
void border_load_function(X64 *x, Reg to);
/* At a method's entry: the call may be the last that comes from the caller's machine code. rax, the method,
 * stays; of other registers only the callee-saved ones do, but for rbx. For a hostile mode. */
void border_tell_entry(X64 *x);

#endif
