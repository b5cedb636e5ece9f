/* doors.h - the few calls that go up: from gc and classloader into exec and stdlib
 * Each is defined in the file named beside it and joined by the linker. Unless said otherwise: the thread is
 * IN_JAVA, the call may collect, and failure means t->exception is set.
 */
#ifndef MOKA_VM_MODEL_DOORS_H
#define MOKA_VM_MODEL_DOORS_H

#include "vm/base/base.h"
#include "vm/model/method.h"
#include "vm/model/thread.h"
#include "vm/model/value.h"

/* exception.c. Creates a throwable of the class with a message (UTF-8, converted; NULL format: no
 * message), fills in its stack trace and makes it pending. Never fails silently: an error while creating it
 * is pending instead. */
void throw_new(Thread *t, Symbol *class_name, const char *format, ...) PRINTF_LIKE(3, 4);
/* As throw_new, with a message of any length. */
void throw_text(Thread *t, Symbol *class_name, const char *message);
/* As throw_new, with the exception pending at call time as cause. */
void throw_with_cause(Thread *t, Symbol *class_name, const char *format, ...) PRINTF_LIKE(3, 4);
/* Preallocated OutOfMemoryError with its text: "Java heap space", "Metaspace", … */
void throw_out_of_memory(Thread *t, const char *what);
/* vm/exec/throw/exception.c. Throwable.fillInStackTrace: the trace of the current frames. */
void exception_fill_in_stack_trace(Thread *t, Object *throwable);
/* vm/out_of_memory.c. A heap dump, a command, the end of the VM: what flags ask for at the first exhaustion
 * of the heap or the metadata region, before the error is thrown. May collect. */
void out_of_memory_report(Thread *t, const char *what);
#define THROW(t, id, ...) throw_new((t), SYM(x_##id), __VA_ARGS__)

/* call.c. Runs a method from C. args: one Value per parameter, the receiver first for instance methods;
 * no dispatch (use call_virtual). The class must be initialized or being initialized by this thread for
 * static methods. ret may be NULL. */
bool call_method(Thread *t, Method *method, const Value *args, Value *ret);
/* Selects by the receiver's class (args[0], not NULL). */
bool call_virtual(Thread *t, Method *method, const Value *args, Value *ret);

/* vm/exec/call/class_init.c. JVMS 5.5. True when initialized, or being initialized by this thread. */
bool class_initialize(Thread *t, Class *c);

/* monitor.c. Objects may be any object; enter may block and collect. exit without ownership throws. */
bool monitor_enter(Thread *t, Object *object);
bool monitor_exit(Thread *t, Object *object);
/* Gives up the monitor, however often it was entered, while `wait` blocks, and wakes up who waits in it. The
 * thread counts as stopped meanwhile. False: exception (out of memory) pending, nothing was waited for. */
bool monitor_give_up(Thread *t, Object *object, void (*wait)(void *context), void *context);
i32 object_identity_hash(Object *object); /* 31 bits, never 0, stable */

/* vm/exec/thread/safepoint_enter.c. C stack left for recursion; false = StackOverflowError pending. */
bool thread_check_native_stack(Thread *t);

/* stack_map.c, world stopped: the slots of the thread's Java stack that hold a reference still to be
 * read (exact), ranges of which it is not known (not exact), and the mirrors of the methods' classes. Sets
 * locals that are not read again to null. */
void stack_visit_references(Thread *t, void (*visit)(void *start, void *end, bool exact, void *context),
                            void *context);
/* Forgets what it keeps of methods that are about to be freed. */
void stack_forget_methods(bool (*is_dead)(const Method *m));

/* unload.c, world stopped: frees the loaders that marking has not reached, with their classes;
 * when there may be many, or at once, the symbols that nothing refers to. poison: overwrites these. */
void unload_dead_loaders(bool at_once, bool poison);
/* vm/exec/call/native.c: frees what a native method that dies has outside the region. */
void native_forget(Method *m);

/* vm/exec/interp/interp.c. Runs `method` whose arguments (arg_slots of them) were pushed at t->sp by an entry
 * frame made by vm/exec/call/call.c. Returns the raw result; undefined when t->exception is set. */
u64 interp_run(Thread *t, Method *method);
/* stdlib/native/registry.c. The VM's own implementation of a native method, or NULL. *ret_jni: it has
 * the JNI signature (env, …), not NativeIntrinsic's. */
void *native_find_in_vm(const Symbol *class_name, const Symbol *name, const Symbol *desc, bool *ret_jni);

#endif
