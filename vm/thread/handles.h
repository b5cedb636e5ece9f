/* handles.h - references for native code: local, global and weak (JNI chapter 5)
 * A jobject is NULL, or the address of a slot that holds the reference (local: a handle block's or a Java
 * argument slot), or a tagged index (global and weak ones): never an object's address. Low bits of the value:
 * 00 local, 01 weak, 10 global.
 * Owner:  locals belong to the innermost handle frame of their thread.
 * Locks:  global tables are thread-safe.
 * Tests:  tests/unit/handles_test.c
 */
#ifndef MOKA_VM_THREAD_HANDLES_H
#define MOKA_VM_THREAD_HANDLES_H

#include "vm/model/thread.h"

typedef struct _jobject *HandleRef; /* the same as jni.h's jobject in C */

typedef enum HandleKind { HANDLE_INVALID, HANDLE_LOCAL, HANDLE_GLOBAL, HANDLE_WEAK } HandleKind;

typedef struct HandleFrame {
    HandleBlock *block;
    u32 top;
} HandleFrame;

/* The mark that a native call begins with; popping it ends every local made since. */
HandleFrame handles_push_frame(Thread *t);
void handles_pop_frame(Thread *t, HandleFrame frame);
/* A reference of each kind. NULL for NULL; NULL for an object: the host has no memory, nothing is pending. */
HandleRef handles_local(Thread *t, Object *object);
HandleRef handles_global(Object *object);
HandleRef handles_weak(Object *object);
/* Each deletes references of its own kind and ignores any other value, NULL included. */
void handles_delete_local(Thread *t, HandleRef ref);
void handles_delete_global(HandleRef ref);
void handles_delete_weak(HandleRef ref);
/* What the value is, if it is a reference of this thread or a global one: any bits may be asked about. */
HandleKind handles_kind(Thread *t, HandleRef ref);
/* For handles_get: the object of a global or weak reference, NULL for a cleared one and for a stale index. */
Object *handles_resolve_tagged(HandleRef ref);

/* The object, or NULL for NULL and for a cleared weak reference. */
static inline Object *handles_get(HandleRef ref)
{
    if (LIKELY(((uintptr_t)ref & 3) == 0))
        return ref ? *(Object **)ref : NULL;
    return handles_resolve_tagged(ref);
}

/* Frees all global and weak references. */
void handles_reset(void);
/* A thread's blocks of local references come and go with it. */
void handles_attach_thread(Thread *t);
void handles_detach_thread(Thread *t);
/* For gc/roots.c, world stopped: the ranges of slots that hold the thread's locals, and the global
 * references. */
void handles_visit_thread(Thread *t, void (*visit)(void *start, void *end));
void handles_visit_globals(void (*visit)(void *start, void *end));
/* At the end of marking: weak references to what is not live become cleared ones. */
void handles_sweep_weaks(bool (*is_live)(const Object *object));

#endif
