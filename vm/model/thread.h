/* thread.h - the layout of a thread of execution
 * Here is what machine code, the collector and the native layer read; behaviour is in vm/thread and
 * vm/exec/thread.
 * Owner:  a record in host memory, outside region and heap (vm/exec/thread/thread.c)
 * Locks:  most fields are written by the thread itself; others name their lock or writer
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

/* A thread counts as stopped for a stop of the world unless it is THREAD_IN_JAVA. */
typedef enum ThreadState {
    THREAD_NEW,
    THREAD_IN_JAVA,   /* it runs Java or VM code, may touch the heap and must poll */
    THREAD_IN_NATIVE, /* it runs native code, which knows objects by handles only */
    THREAD_BLOCKED,   /* it waits in the VM for a lock, a monitor, park, sleep, bdwgc's lock */
    THREAD_AT_BORDER, /* it comes back from one of these and waits for the end of a stop */
    THREAD_ENDED
} ThreadState;

/* One entry of a lock by a frame: every monitorenter pushes one, and monitorexit removes it. fp: the frame
 * that entered; NULL: C did. The owner of a fast-locked object is the thread that has an entry for it. */
typedef struct LockEntry {
    Object *object;
    Slot *fp;
    bool is_nested; /* an older entry has the same object; so leaving need not search for one */
} LockEntry;

/* Frames of VM code on the native stack, from which C has called Java again; each such call makes one. */
typedef struct NativeStretch {
    struct NativeStretch *outer;
    char *low, *high;
    u64 registers[6]; /* the callee-saved ones, which may hold values of older frames */
} NativeStretch;

/* Notes scratch memory of VM code, so that symbols in it live while the world is stopped. The note is on the
 * C stack of the code that uses the arena. */
struct Arena;
typedef struct ScratchNote {
    struct ScratchNote *outer;
    const struct Arena *arena;
} ScratchNote;

/* How control passes between C, the interpreter and machine code: whoever leaves says who goes on, and how.
 * The frame that goes on is Thread.fp, the lowest slot of its stack Thread.sp. See vm/exec/call/tier.h. */
typedef enum Tier {
    TIER_C,
    TIER_INTERPRETER,
    TIER_MACHINE,
    TIER_SWITCH /* Thread.switch_to: a continuation is entered, goes on or yields */
} Tier;
typedef enum TransferKind {
    TRANSFER_CALL,   /* `method` is called: its arguments end at sp, fp is the caller */
    TRANSFER_RETURN, /* `value` is the result of what fp has called; sp is past the arguments */
    TRANSFER_RESUME  /* fp goes on at `pc`; its operands are in memory down to sp */
} TransferKind;

typedef struct Transfer {
    u32 tier; /* Tier: who goes on */
    u32 kind; /* TransferKind */
    struct Method *method;
    u64 return_pc;  /* of a call: what the callee's record says of its caller (frame.h) */
    const void *pc; /* of a resumption: in prepared code (u16 *) or in machine code */
    u64 value;      /* of a return; of a type up to 32 bits in the lower half, and the upper half is zero */
} Transfer;

/* Local references: a chain of blocks; a frame is a saved (block, top) pair. See vm/thread/handles.h. */
typedef struct HandleBlock HandleBlock;

enum { FAULT_RESUME_WORDS = 5 };
/* Larger objects are not allocated from a thread's own runs, and so not inline. */
enum { THREAD_INLINE_BYTES = 512 };
enum { THREAD_SIZE_CLASSES = THREAD_INLINE_BYTES / OBJECT_ALIGN + 1, THREAD_KINDS = 2 };

/* Stretches of zeroed cells to allocate from, by kind (0 traced, 1 pointer-free) and size in granules. A run
 * that is used up, with next at its end, still tells which block it was in (gc/blocks.h). */
typedef struct AllocationRuns {
    char *next[THREAD_KINDS][THREAD_SIZE_CLASSES];
    char *end[THREAD_KINDS][THREAD_SIZE_CLASSES];
} AllocationRuns;

struct Thread {
    const struct JNINativeInterface_ *jni;
    /* Stack limit and poll in one: a frame whose lowest slot would lie below takes the slow path, which tells
     * an overflow (below stack_limit) from a request, for which other threads store THREAD_LIMIT_POLL
     * here. */
    Slot *volatile limit;
    /* For loops of machine code, which read a word there: it can be read, or is NULL when somebody polls,
     * so that the access faults (vm/fault.h). */
    const void *volatile poll_at;
    Object *exception; /* pending, or NULL */
    /* No Java handler catches an exception until this is cleared: a limit of the host's ends a call. The code
     * that sets it clears it when the exception has come back to C. */
    bool passes_handlers;

    /* copies of the running code's registers, published at every call out of it */
    Slot *sp; /* lowest live slot of the Java stack */
    Slot *fp; /* innermost frame, or entry frame */
    /* When machine code has called C: the address where it goes on in `fp`; else FRAME_RETURN_C. */
    u64 machine_pc;
    char *machine_sp; /* the native stack while machine code runs on the Java stack */
    Transfer transfer;
    /* A native method has asked for other frames to run: vm/exec/continuation. While that is so an exception,
     * the continuation itself, pretends to be pending, so that all code leaves for tier_unwind. */
    u32 switch_to;      /* ContinuationSwitch; 0: none */
    Slot *switch_frame; /* the native method's, or the one that enters a monitor */
    Slot *switch_sp;
    Object *switch_object; /* whose lock the thread that goes on has got; nobody collects meanwhile */

    /* allocation */
    AllocationRuns runs;
    u64 allocated_bytes; /* by this thread, for ThreadMXBean, as runs and large objects are taken */
    void *alloc_slot;    /* a root: a new object that no other place holds yet */
    void *alloc_handed;  /* no root: an object from bdwgc that may be another thread's by now */
    u64 own_collections; /* collections that this thread has run */

    /* the Java stack, growing down from stack_base; the guard lies below stack_limit */
    Slot *stack_base;
    Slot *stack_limit; /* what `limit` is when nobody polls */
    char *stack_memory;
    size_t stack_memory_size;

    /* locks */
    /* The entries, oldest first, from `locks` up to `lock_top`. Below the oldest lies one of no object and no
     * frame, so that who looks at the youngest need not ask whether there is any. */
    LockEntry *locks, *lock_top, *lock_limit;

    /* the native stack, for the collector: only stretches of VM code may hold references. The innermost
     * stretch is from native_sp, where the thread began to count as stopped (NULL: there is no such stretch),
     * up to vm_high, where the thread came from the interpreter or from native code; older stretches are
     * linked. */
    char *native_base;
    char *native_limit; /* recursion of C code on behalf of Java must stay above this */
    char *volatile native_sp;
    char *vm_high;
    NativeStretch *stretches;
    u64 saved_registers[6];    /* the callee-saved ones at the moment when native_sp was stored */
    ScratchNote *scratch;
    _Atomic u32 state;         /* ThreadState */
    _Atomic u32 poll_requests; /* safepoint.h: reasons why `limit` is raised */

    /* handles */
    HandleBlock *handles;
    HandleBlock *first_handles;
    u32 handle_top;

    /* identity */
    u32 id; /* 1.. ; names the thread in metadata */
    const char *vm_name; /* of a thread of the VM's own that has no java.lang.Thread; else NULL */
    bool daemon;
    bool attached; /* the host has made the pthread (AttachCurrentThread), not the VM */
    bool is_listed; /* guarded by the list's lock */
    bool exiting;
    bool is_joined; /* the VM has made the pthread, and somebody waits for its end (thread_end.h) */
    bool is_dead;   /* a thread of the host's whose machine has ended; the record waits for it to come */
    Object *java_thread;    /* its java.lang.Thread, which carries others; a root while the thread lives */
    Object *current_object; /* the java.lang.Thread that runs: itself, or a virtual one; a root */
    pthread_t pthread;
    i32 tid; /* the kernel's */

    /* blocking: one primitive for park, sleep, wait and monitors (vm/exec/thread/monitor.h) */
    pthread_mutex_t block_lock;
    pthread_cond_t block_cond;
    bool parked_permit;
    u8 monitor_place;       /* MonitorPlace of monitor.c */
    Thread *wait_next;      /* in a monitor's wait set or entry queue */
    Object *blocked_object; /* for thread dumps: what it waits for; a root */
    const struct Class *awaited_class; /* likewise: whose initialization by another thread */

    /* scratch for the VM */
    Object *stop_throwable; /* a root: what the thread must throw when it answers POLL_THROWABLE */
    Object *scoped_cache;   /* a root: ScopedValue's cache, an Object[] that Java fills, or NULL */
    u32 no_gc_depth; /* > 0: it holds a lock under which it must not allocate on the heap (asserted) */
    u32 critical_count;       /* JNI critical regions (-Xcheck:jni) */
    const char *unchecked_call; /* -Xcheck:jni: the JNI call whose exceptions native code has not looked at */
    i32 stack_overflow_depth; /* > 0 while the stacks' reserves are in use */
    void *signal_stack; /* the alternate signal stack that the VM has made; NULL: the host had set one */
    void **volatile fault_resume; /* __builtin_setjmp's buffer while memory that may be gone is accessed */
    void (*run)(Thread *t, const void *context); /* of a thread of the VM's own: what it does */
    const void *run_context;
    Thread *next, *prev;             /* the list of threads, guarded by its lock */
    struct MokaLimited *host_limits; /* vm/embed: its calls under a limit, the innermost first */
    u64 start;                       /* when it came into the list, by trace_clock */
    u64 blocked_count, waited_count; /* times it began to wait for a monitor; to wait, park or sleep */
    u64 blocked_nanos, waited_nanos; /* vm/thread/contention.h */
};

#define THREAD_LIMIT_POLL ((Slot *)UINTPTR_MAX)

static inline u32 thread_lock_count(const Thread *t)
{
    return (u32)(t->lock_top - t->locks);
}

/* The TLS model is initial-exec, since otherwise the first access by a thread of the host would allocate, and
 * that access may be in the handler of a fault. */
extern _Thread_local Thread *thread_self __attribute__((tls_model("initial-exec")));

/* NULL: the calling thread is not attached. */
static inline Thread *thread_current(void)
{
    return thread_self;
}

/* From noting to forgetting, symbols that the arena's memory refers to live; notes are forgotten in the
 * opposite order. */
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
