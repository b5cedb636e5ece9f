/* handles.h - references for native code: local, global and weak (JNI chapter 5)
 * A jobject is NULL, or the address of a slot that holds the reference (local: a handle block's or a Java
 * argument slot), or a tagged index (global and weak ones): never an object's address. Low bits of the value:
 * 00 local, 01 weak, 10 global.
 * Owner:  locals belong to the innermost handle frame of their thread.
 * Locks:  global tables are thread-safe.
 * Tests:  tests/unit/handles_test.c
 */
#ifndef MOKA_GC_HANDLES_H
#define MOKA_GC_HANDLES_H

#include "vm/model/thread.h"

typedef struct _jobject *HandleRef; /* the same as jni.h's jobject in C */

typedef enum HandleKind { HANDLE_INVALID, HANDLE_LOCAL, HANDLE_GLOBAL, HANDLE_WEAK } HandleKind;

typedef struct HandleFrame {
    HandleBlock *block;
    u32 top;
} HandleFrame;

HandleFrame handles_push_frame(Thread *t);
void handles_pop_frame(Thread *t, HandleFrame frame);
/* NULL object gives NULL. NULL result for a non-NULL object: out of memory (native). */
HandleRef handles_local(Thread *t, Object *object);
void handles_delete_local(Thread *t, HandleRef ref);
HandleRef handles_global(Object *object);
void handles_delete_global(HandleRef ref);
HandleRef handles_weak(Object *object);
void handles_delete_weak(HandleRef ref);
HandleKind handles_kind(Thread *t, HandleRef ref);
Object *handles_resolve_tagged(HandleRef ref);

/* The object, or NULL for NULL and for a cleared weak reference. */
static inline Object *handles_get(HandleRef ref)
{
    if (LIKELY(((uintptr_t)ref & 3) == 0))
        return ref ? *(Object **)ref : NULL;
    return handles_resolve_tagged(ref);
}

/* No global or weak handle is left. */
void handles_reset(void);
void handles_attach_thread(Thread *t);
void handles_detach_thread(Thread *t);
/* For the root hook. */
void handles_visit_thread(Thread *t, void (*visit)(void *start, void *end));
void handles_visit_globals(void (*visit)(void *start, void *end));

#endif
