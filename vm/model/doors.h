/* doors.h - the few other calls that go up, each with its callers and with the file that defines it
 * Calling Java and throwing have headers of their own, call.h and throw.h. Rooms above the definition include
 * the header of its room, which includes this one.
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

/* vm/exec/flow/stack_map.c, since maps follow from the code: gc marks from the stacks. Visits the slots of
 * the thread's Java stack with references that will still be read (exact), ranges whose contents are not
 * known (not exact), and the mirrors of the methods' classes. Sets locals that will not be read again to
 * null. */
void stack_visit_references(Thread *t, void (*visit)(void *start, void *end, bool exact, void *context),
                            void *context);
/* vm/exec/continuation/chunk.c. The same for the frames that a StackChunk holds, and the locks of these.
 * Several markers may call it at once. */
void chunk_visit_references(Object *chunk, void (*visit)(void *start, void *end, bool exact, void *context),
                            void *context);
/* vm/exec/thread/monitor.c. Virtual threads that wait in monitors are roots. */
void monitor_visit_virtual(void (*visit)(void *start, void *end));
/* classloader/load/unload.c: gc has marked, and loaders know what they own. Frees the loaders that marking
 * has not reached, with their classes; and, when there may be many of them or if at_once, the symbols that
 * nothing refers to. poison: freed symbols are overwritten. */
void unload_dead_loaders(bool at_once, bool poison);

/* ---- classloader/load, which finds bytes and array types; to define a class, its supers are loaded ---- */

struct DefineArgs; /* classloader/load/define_args.h */
/* classloader/define/define.c. Afterwards the class can be found by name in its loader, unless it is hidden.
 * A second definition of a name is a LinkageError. NULL: an exception is pending. */
Class *define_class(Thread *t, const struct DefineArgs *args);
/* classloader/define/define_array.c. The array class whose component is `component` (any kind but void),
 * which is made when it is asked for first. NULL: an exception is pending. */
Class *define_array_class(Thread *t, Class *component);

/* ---- classloader/load, which unloads methods that rooms above keep something of ---- */

/* vm/exec/flow/stack_map.c. Drops the maps of all methods for which the test is true. */
void stack_forget_methods(bool (*is_dead)(const Method *m));
/* jit/jit.c. Drops the machine code of all methods for which the test is true. */
void jit_forget_methods(bool (*is_dead)(const Method *m));
/* vm/exec/call/native.c. Frees what a native method has outside the region. */
void native_forget(Method *m);

/* ---- classloader/load, which locks ClassLoaders and names them: vm/exec/thread/monitor.c ---- */

/* The object is not NULL. Entering may block; false: out of memory. Exiting what the thread has not entered:
 * false, IllegalMonitorStateException is pending. */
bool monitor_enter(Thread *t, Object *object);
bool monitor_exit(Thread *t, Object *object);
/* Wakes all threads that wait in the monitor, and gives it up, however often it was entered, while `wait`
 * blocks; the thread counts as stopped meanwhile. False: OutOfMemoryError is pending, and nothing was waited
 * for. */
bool monitor_give_up(Thread *t, Object *object, void (*wait)(void *context), void *context);
/* 31 bits, never 0, always the same for an object. Does not collect. */
i32 object_identity_hash(Object *object);

/* ---- classloader/link, whose bootstrap methods may recurse ---- */

/* vm/exec/thread/safepoint_enter.c. Is there native stack for another recursion? False: StackOverflowError is
 * pending. */
bool thread_check_native_stack(Thread *t);

/* ---- classloader/prepare: what it need not prepare ---- */

/* vm/exec/call/native.c. The method is written in Java, but the library says that the VM may have code of its
 * own for it (@IntrinsicCandidate): binds it to that. False: the VM has none. Does not collect. */
bool native_bind_candidate(Method *m);

/* ---- vm/exec/call: how a method runs, and vm/exec/throw: what an error sets off ---- */

/* vm/exec/interp/interp.c, for vm/exec/call/tier.c. Does what Thread.transfer asks of the interpreter, until
 * control leaves it; Thread.transfer says then who goes on. */
void interp_run(Thread *t);

/* stdlib/native/registry.c. The VM's own implementation of a native method; NULL: there is none. *ret_jni:
 * the function is a JNI one (env, …) and no NativeIntrinsic. Does not collect. */
void *native_find_in_vm(const Symbol *class_name, const Symbol *name, const Symbol *desc, bool *ret_jni);
/* stdlib/ffi/ffi_downcall.c. How linkToNative passes arguments and results when this is its last argument;
 * false: that is not known yet. Neither loads, throws nor collects. */
struct ForeignMoves; /* vm/exec/call/foreign.h */
bool foreign_describe(const Object *entry_point, struct ForeignMoves *ret);
/* jit/again.c. The method's machine code knew too little when it was made: it is made again if it is called
 * often. */
void again_note(Method *m);
/* vm/out_of_memory.c. At the first exhaustion of the heap or the metadata region, before the error is thrown,
 * does what flags ask for: a heap dump, a command, the end of the VM. */
void out_of_memory_report(Thread *t, const char *what);

#endif
