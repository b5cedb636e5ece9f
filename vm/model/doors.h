/* doors.h - the few other calls that go up, each with who calls it, and where the linker finds it
 * Calling Java and throwing have headers of their own, call.h and throw.h. Who lies above the definition
 * includes the header of its room, which includes this one.
 * In:      unless said otherwise, the thread is IN_JAVA
 * Out:     failure means that t->exception is set
 * Effects: unless said otherwise, may collect
 * Keeps:   tools/check_style.py (doors) fails on a reference upwards that is none of these three headers',
 *          and on one of theirs that nobody below its definition uses
 * Tests:   tests/suites/15_gap
 */
#ifndef MOKA_VM_MODEL_DOORS_H
#define MOKA_VM_MODEL_DOORS_H

#include "vm/base/base.h"
#include "vm/model/method.h"
#include "vm/model/thread.h"

/* ---- vm/thread, whose handles may be asked about as any bits ---- */

/* gc/heap.c. Does a live or dead object begin at this address? Any address may be asked about. */
bool heap_is_object(const void *address);

/* ---- gc, with the world stopped ---- */

/* vm/exec/flow/stack_map.c, since maps follow from the code: gc marks from the stacks. The slots of the
 * thread's Java stack that hold a reference still to be read (exact), ranges of which it is not known (not
 * exact), and the mirrors of the methods' classes. Sets locals that are not read again to null. */
void stack_visit_references(Thread *t, void (*visit)(void *start, void *end, bool exact, void *context),
                            void *context);
/* classloader/load/unload.c: gc has marked, and loaders know what they own. Frees those that marking has not
 * reached, with their classes; when there may be many, or at once, the symbols that nothing refers to.
 * poison: overwrites these. */
void unload_dead_loaders(bool at_once, bool poison);

/* ---- classloader/load, which finds bytes and array types; to define a class, its supers are loaded ---- */

struct DefineArgs; /* classloader/load/define_args.h */
/* classloader/define/define.c. Registers the class with its loader (LinkageError on a duplicate), except
 * hidden ones. */
Class *define_class(Thread *t, const struct DefineArgs *args);
/* classloader/define/define_array.c. The array class whose component is `component` (any kind but void). */
Class *define_array_class(Thread *t, Class *component);

/* ---- classloader/load, which unloads: who keeps something of a method ---- */

/* vm/exec/flow/stack_map.c: its maps. Of several methods, by the test. */
void stack_forget_methods(bool (*is_dead)(const Method *m));
/* jit/jit.c: its machine code. Of several methods, by the test. */
void jit_forget_methods(bool (*is_dead)(const Method *m));
/* vm/exec/call/native.c: what a native method has outside the region. */
void native_forget(Method *m);

/* ---- classloader/load, which locks ClassLoaders and names them: vm/exec/thread/monitor.c ---- */

/* Of any object; enter may block and collect. exit without ownership throws. */
bool monitor_enter(Thread *t, Object *object);
bool monitor_exit(Thread *t, Object *object);
/* Gives up the monitor, however often it was entered, while `wait` blocks, and wakes up who waits in it. The
 * thread counts as stopped meanwhile. False: exception (out of memory) pending, nothing was waited for. */
bool monitor_give_up(Thread *t, Object *object, void (*wait)(void *context), void *context);
i32 object_identity_hash(Object *object); /* 31 bits, never 0, stable */

/* ---- classloader/link, whose bootstrap methods may recurse ---- */

/* vm/exec/thread/safepoint_enter.c. C stack left for recursion; false = StackOverflowError pending. */
bool thread_check_native_stack(Thread *t);

/* ---- classloader/prepare: what it need not prepare ---- */

/* vm/exec/call/native.c. Binds a method in Java of which the library says that the VM may have its own code
 * for it (@IntrinsicCandidate) to that. False: the VM has none. Does not collect. */
bool native_bind_candidate(Method *m);

/* ---- vm/exec/call: how a method runs, and vm/exec/throw: what an error sets off ---- */

/* vm/exec/interp/interp.c. Does what Thread.transfer asks of the interpreter, until control leaves it; then
 * that says who goes on. For vm/exec/call/tier.c. */
void interp_run(Thread *t);

/* stdlib/native/registry.c. The VM's own implementation of a native method, or NULL. *ret_jni: it has
 * the JNI signature (env, …), not NativeIntrinsic's. */
void *native_find_in_vm(const Symbol *class_name, const Symbol *name, const Symbol *desc, bool *ret_jni);
/* vm/out_of_memory.c. A heap dump, a command, the end of the VM: what flags ask for at the first exhaustion
 * of the heap or the metadata region, before the error is thrown. */
void out_of_memory_report(Thread *t, const char *what);

#endif
