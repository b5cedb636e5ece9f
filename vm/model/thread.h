/* thread.h - the layout of a thread of execution
 * What machine code, the collector and the native layer read by offset stands here; behaviour is in
 * vm/thread and vm/exec/thread.
 * Owner:  host memory, outside region and heap.
 * Keeps:  `jni` is the first member: a JNIEnv* is a Thread*.
 */
#ifndef MOKA_VM_MODEL_THREAD_H
#define MOKA_VM_MODEL_THREAD_H

#include "vm/base/base.h"
#include "vm/model/object.h"
#include "vm/model/value.h"

#include <pthread.h>
#include <setjmp.h>

struct JNINativeInterface_;
struct Method;
typedef struct Thread Thread;

/* What a stop of the world may assume of the thread. A thread counts as stopped unless it is THREAD_IN_JAVA.
 */
typedef enum ThreadState {
    THREAD_NEW,
    THREAD_IN_JAVA,   /* runs Java or VM code: may touch the heap, must poll */
    THREAD_IN_NATIVE, /* JNI code: touches the heap through handles only */
    THREAD_BLOCKED,   /* in the VM, waiting: for a lock, a monitor, park, sleep, bdwgc's lock */
    THREAD_ENDED
} ThreadState;

/* A lock held by a frame. Every monitorenter pushes one, every monitorexit pops it; fp is the frame that
 * entered (NULL: JNI MonitorEnter). A fast-locked object is owned by the thread on whose stack it stands. */
typedef struct LockEntry {
    Object *object;
    Slot *fp;
    bool is_nested; /* an older entry holds the object too; so leaving need not search the stack */
} LockEntry;

/* Frames of VM code on the native stack below which Java runs again: made by each call from C. */
typedef struct NativeStretch {
    struct NativeStretch *outer;
    char *low, *high;
    u64 registers[6]; /* the callee-saved ones: they may be older frames' */
} NativeStretch;

/* Scratch memory of VM code that works on while the world may be stopped: symbols that it refers to live. On
 * the C stack of whoever uses the arena. */
struct Arena;
typedef struct ScratchNote {
    struct ScratchNote *outer;
    const struct Arena *arena;
} ScratchNote;

/* How control passes between C, the interpreter and machine code: whoever leaves says who goes on, and how.
 * The frame that goes on is Thread.fp, the lowest slot of its stack Thread.sp. See vm/exec/call/tier.h. */
typedef enum Tier { TIER_C, TIER_INTERPRETER, TIER_MACHINE } Tier;
typedef enum TransferKind {
    TRANSFER_CALL,   /* `method` is called: its arguments end at sp, fp is the caller */
    TRANSFER_RETURN, /* `value` is the result of what fp has called; sp is past the arguments */
    TRANSFER_RESUME  /* on at `pc`, the operands in memory down to sp */
} TransferKind;

typedef struct Transfer {
    u32 tier; /* Tier: who goes on */
    u32 kind; /* TransferKind */
    struct Method *method;
    u64 return_pc;  /* of a call: what the callee's record says of its caller (frame.h) */
    const void *pc; /* prepared code (u16 *), or an address in machine code */
    u64 value;      /* an int, float or narrower one in the lower half, the upper one zero */
} Transfer;

/* Local references: a chain of blocks; a frame is a saved (block, top) pair. See vm/thread/handles.h. */
typedef struct HandleBlock HandleBlock;

enum { FAULT_RESUME_WORDS = 5 };
/* What is larger is not allocated from a thread's own lists, and so not inline. */
enum { THREAD_INLINE_BYTES = 512 };
enum { THREAD_SIZE_CLASSES = THREAD_INLINE_BYTES / OBJECT_ALIGN + 1, THREAD_KINDS = 2 };

struct Thread {
    const struct JNINativeInterface_ *jni;
    /* Stack limit and poll in one: a frame whose lowest slot would lie below takes the slow path, which tells
     * overflow (below stack_limit) from a request (the poller stores THREAD_LIMIT_POLL here). Written by
     * other threads. */
    Slot *volatile limit;
    Object *exception; /* pending, or NULL */
    /* No Java handler catches what is pending, or is thrown, until this is cleared: for a limit of the host's
     * that ends a call. Who sets it clears it when the exception has come back to C. */
    bool passes_handlers;

    /* published copies: of the running code's registers, at every call out of it */
    Slot *sp; /* lowest live slot of the Java stack */
    Slot *fp; /* innermost frame, or entry frame */
    /* Where the code that runs in `fp` goes on, when machine code has called C; else FRAME_RETURN_C. */
    u64 machine_pc;
    char *machine_sp; /* the native stack while machine code runs on the Java stack */
    Transfer transfer;

    /* allocation: free-list heads per kind (0 traced, 1 pointer-free) and size in granules; scanned by the
     * collector */
    void *free_lists[THREAD_KINDS][THREAD_SIZE_CLASSES];
    struct Spares *spares; /* refill.c's */
    u64 allocated_bytes; /* by this thread, for ThreadMXBean; refills and large objects */
    void *alloc_slot;    /* scanned: a fresh object between the collector's library and its holder */
    void *alloc_handed;  /* not scanned: the same before it is certain that it is this thread's */
    u64 own_collections; /* collections that ran inside this thread's allocations */

    /* the Java stack, growing down from stack_base; the guard lies below stack_limit */
    Slot *stack_base;
    Slot *stack_limit; /* what `limit` is when nobody polls */
    char *stack_memory;
    size_t stack_memory_size;

    /* locks */
    LockEntry *locks; /* locks[0 .. lock_count) */
    u32 lock_count;
    u32 lock_capacity;

    /* the native stack, for the collector: only stretches of VM code may hold references. The innermost runs
     * from native_sp, where the thread began to count as stopped (NULL: it was in native code, or had none),
     * to vm_high, where it came from the interpreter or from native code; older ones are linked. */
    char *native_base;
    char *native_limit; /* C recursion from Java must stay above */
    char *volatile native_sp;
    char *vm_high;
    NativeStretch *stretches;
    u64 saved_registers[6];    /* callee-saved ones when native_sp was stored */
    ScratchNote *scratch;
    _Atomic u32 state;         /* ThreadState */
    _Atomic u32 poll_requests; /* safepoint.h: reasons why `limit` is raised */

    /* handles */
    HandleBlock *handles;
    HandleBlock *first_handles;
    u32 handle_top;

    /* identity */
    u32 id; /* 1.. ; names the thread in metadata and lock owners */
    bool daemon;
    bool attached; /* by AttachCurrentThread: we do not own the pthread */
    bool is_vm_internal;
    bool exiting;
    Object *java_thread; /* its java.lang.Thread; a root while the thread lives */
    pthread_t pthread;
    i32 tid; /* the kernel's */

    /* blocking: one primitive for park, sleep, wait and monitors (vm/exec/thread/monitor.h) */
    pthread_mutex_t block_lock;
    pthread_cond_t block_cond;
    bool parked_permit;
    u8 monitor_place;       /* MonitorPlace of monitor.c */
    Thread *wait_next;      /* in a monitor's wait set or entry queue */
    Object *blocked_object; /* for thread dumps: what it waits for; a root */

    /* scratch for the VM */
    Object *stop_throwable; /* a root: what the thread must throw when it answers POLL_THROWABLE */
    Object *scoped_cache;   /* a root: ScopedValue's cache, an Object[] that Java fills, or NULL */
    u32 no_gc_depth; /* > 0: holds a lock under which the heap must not be asked (asserted) */
    u32 critical_count;       /* JNI critical regions (-Xcheck:jni) */
    const char *unchecked_call; /* -Xcheck:jni: the JNI call whose exceptions native code has not looked at */
    i32 stack_overflow_depth; /* > 0 while the reserved zone is open */
    void *signal_stack; /* the alternate signal stack made for this thread, NULL if the host had set one */
    void **volatile fault_resume; /* __builtin_setjmp's buffer while memory that may be gone is accessed */
    Thread *next, *prev;             /* the list of threads, guarded by its lock */
    u64 blocked_count, waited_count; /* times it began to wait for a monitor; to wait, park or sleep */
};

#define THREAD_LIMIT_POLL ((Slot *)UINTPTR_MAX)

/* Of this model, since the first access by a thread of the host would allocate otherwise, and it may be the
 * handler of a fault. */
extern _Thread_local Thread *thread_self __attribute__((tls_model("initial-exec")));

static inline Thread *thread_current(void)
{
    return thread_self;
}

static inline void thread_note_scratch(Thread *t, ScratchNote *note, const struct Arena *arena)
{
    *note = (ScratchNote){t->scratch, arena};
    t->scratch = note;
}

static inline void thread_forget_scratch(Thread *t, const ScratchNote *note)
{
    t->scratch = note->outer;
}

/* Fails the enclosing function when an exception is pending. */
#define TRY(t, expression, failure)                                                                          \
    do {                                                                                                     \
        expression;                                                                                          \
        if (UNLIKELY((t)->exception))                                                                        \
            return failure;                                                                                  \
    } while (0)

#endif
