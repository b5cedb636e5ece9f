/* call.h - running Java code from C
 * In:      the thread, IN_JAVA, without a pending exception
 * Out:     true and the result; false: t->exception is set
 * Effects: whatever the code does; may collect
 * Keeps:   doors: the class loader, threads and throwing call Java, and lie below vm/exec/call, which defines
 *          them
 * Tests:   tests/unit/frame_test.c, tests/java/ClassInit*.java
 */
#ifndef MOKA_VM_MODEL_CALL_H
#define MOKA_VM_MODEL_CALL_H

#include "vm/model/method.h"
#include "vm/model/thread.h"
#include "vm/model/value.h"

/* vm/exec/call/call.c. args: one Value per parameter, the receiver first for instance methods; no dispatch
 * (use call_virtual). For static methods the class must be initialized or being initialized by this thread.
 * ret may be NULL. */
bool call_method(Thread *t, Method *method, const Value *args, Value *ret);
/* Selects by the receiver's class (args[0], not NULL). */
bool call_virtual(Thread *t, Method *method, const Value *args, Value *ret);

/* vm/exec/call/class_init.c. JVMS 5.5. True when initialized, or being initialized by this thread. */
bool class_initialize(Thread *t, Class *c);

#endif
