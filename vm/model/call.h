/* call.h - running Java code from C
 * In:      the thread, IN_JAVA, without a pending exception
 * Out:     true and the result; false: t->exception is set
 * Effects: whatever the code does; may collect
 * Keeps:   these are doors: the class loader, threads and throwing call Java, and lie below vm/exec/call,
 *          which defines them
 * Tests:   tests/unit/frame_test.c, tests/java/ClassInit*.java
 */
#ifndef MOKA_VM_MODEL_CALL_H
#define MOKA_VM_MODEL_CALL_H

#include "vm/model/method.h"
#include "vm/model/thread.h"
#include "vm/model/value.h"

/* vm/exec/call/call.c. Calls this very method. args: one Value per parameter, for instance methods the
 * receiver first. The class of a static method must be initialized, or being initialized by this thread. ret
 * may be NULL. */
bool call_method(Thread *t, Method *method, const Value *args, Value *ret);
/* Calls the method that the receiver's class has for it; args[0] is not NULL. */
bool call_virtual(Thread *t, Method *method, const Value *args, Value *ret);

/* vm/exec/call/class_init.c. Initializes the class (JVMS 5.5). True: it is initialized, or this thread is
 * initializing it. */
bool class_initialize(Thread *t, Class *c);

#endif
