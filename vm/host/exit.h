/* exit.h - how the process ends by the VM's will: with a code, or aborted
 * In:     options (the hooks "exit" and "abort" of JNI_CreateJavaVM, -XX:CreateCoredumpOnCrash)
 * Effects: does not return
 * Tests:  tests/embed, tests/suites/34_blocked_calls
 */
#ifndef MOKA_VM_HOST_EXIT_H
#define MOKA_VM_HOST_EXIT_H

#include "vm/base/base.h"

#include <jni.h>
#include <setjmp.h>

/* System.exit's end and Runtime.halt: the host's hook, which may not return, or exit(code). */
NORETURN void exit_vm(int code);
/* exit_vm calls them first, once each, in this order. There are few. */
void exit_call_before(void (*act)(void));
/* The machine has ended, and the process goes on: exit_vm calls nothing any more. */
void exit_forget_acts(void);
/* Runtime.halt: as exit_vm, unless a host takes the code as a value (HostManners.halt): then this returns. */
void exit_halt(int code);
/* While a machine starts: where a failed start goes on, with the code of JNI_CreateJavaVM; NULL: no more. */
void exit_catch_failed_start(jmp_buf *where);
/* The VM cannot start, and has said why; the code is JNI_CreateJavaVM's. On the thread that starts it. Ends a
 * launcher's process with code 1. */
NORETURN void exit_failed_start(jint code);
/* exit_vm was called. In the handlers that exit() runs then, no thread is attached, and none can be. */
bool exit_has_begun(void);
/* Calls the host's hook, then abort(), or ends with code 1 for -XX:-CreateCoredumpOnCrash. */
NORETURN void exit_abort(void);

#endif
