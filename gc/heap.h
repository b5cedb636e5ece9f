/* heap.h - the one door to the heap
 * In:     classes (their size and reference spans), roots from gc/roots.c
 * Out:    objects: zeroed, header stamped, never moved
 * Effects: allocation may collect: the thread must be IN_JAVA with sp/fp published.
 *         NULL = OutOfMemoryError pending.
 * Keeps:  no other folder sees gc.h; class descriptors know nothing of bdwgc.
 * Tests:  tests/unit/heap_test.c
 */
#ifndef MOKA_GC_HEAP_H
#define MOKA_GC_HEAP_H

#include "vm/model/class.h"
#include "vm/model/loader_data.h"
#include "vm/model/thread.h"

typedef struct HeapOptions {
    size_t initial;      /* -Xms, bytes; 0: choose */
    size_t maximum;      /* -Xmx, bytes; 0: by maximum_percent */
    size_t memory_limit; /* MaxRAM; 0: none */
    bool ignore_groups;  /* control groups' limits do not count */
    double maximum_percent, small_percent, initial_percent; /* Max-, Min-, InitialRAMPercentage; 0: default */
    u32 free_percent_least, free_percent_most;              /* Min-, MaxHeapFreeRatio; 0: default */
    u32 markers;         /* threads that mark; 0: as many as processors */
    bool overhead_limit; /* collections that free next to nothing have an error text of their own */
    u64 stress_interval; /* collect at every n-th allocation; 0 never */
    u64 fail_at;         /* fail the n-th allocation; 0 never */
    bool stress_later;   /* both count from heap_begin_stress on, not from the first allocation */
    bool verify;         /* check every live object and reference at the end of each marking */
    bool poison;         /* overwrite dead objects before their memory is handed out again */
    bool keep_loaders;   /* classes are never unloaded */
    bool utf16_strings;  /* none is Latin-1 */
    i64 soft_millis_per_mb; /* that a soft reference lives after its last use, for each free megabyte */
} HeapOptions;

/* The heap and all the tables beside it. False with a reason in *ret_error (static text) when it cannot be
 * made. Needs the region, and no thread may be attached. */
bool gc_init(const HeapOptions *options, const char **ret_error);
/* No thread is attached; nothing is a root any more. The objects go; bdwgc and its memory stay, for a process
 * has it once: a second heap goes on with the library as the first has left it. */
void gc_reset(void);

/* The two for the heap alone. */
bool heap_init(const HeapOptions *options, const char **ret_error);
void heap_reset(void);
void heap_begin_stress(void);

/* The class must be instantiable and at least linked. Registering finalizable ones is the caller's
 * (vm/exec/runtime/rt_alloc.c). */
Object *heap_new_object(Thread *t, Class *c);
/* Negative length: NegativeArraySizeException. */
Object *heap_new_array(Thread *t, Class *array_class, i32 length);
/* A java.lang.Class instance with room for the statics of `represented` (its static_size bytes). */
Object *heap_new_mirror(Thread *t, Class *class_class, Class *represented);
/* A shallow copy with a fresh lock word. */
Object *heap_clone(Thread *t, Object *object);

/* Bytes that an object occupies, from its class (mirrors and arrays included). */
size_t heap_object_size(const Object *object);

typedef enum GcCause {
    GC_CAUSE_ALLOCATION,
    GC_CAUSE_SYSTEM_GC,
    GC_CAUSE_STRESS,
    GC_CAUSE_LAST_CHANCE,
    GC_CAUSE_JNI,
    GC_CAUSE_HEAP_DUMP,
    GC_CAUSE_INSPECTION,
    GC_CAUSE_METADATA, /* what unloaded classes had can be used again at once; after LAST_CHANCE, too */
    GC_CAUSE_IDLE /* memory goes back to the system */
} GcCause;
/* Full collection; clears soft references too for LAST_CHANCE. Not inside safepoint_begin. */
void heap_collect(Thread *t, GcCause cause);
/* The same with a visit, once, by perhaps another thread's collection and with the world stopped. AT_END of
 * the marking: what is alive is marked (heap_walk, mark_is_live). AT_BEGIN: nothing is; no list of free cells
 * is being built meanwhile (cells_walk). The visitor must not allocate. */
typedef enum HeapVisit { HEAP_VISIT_AT_BEGIN, HEAP_VISIT_AT_END } HeapVisit;
void heap_collect_and_visit(Thread *t, GcCause cause, HeapVisit when, void (*visit)(void *context),
                            void *context);

size_t heap_used(void);  /* bytes in use (approximate between collections) */
size_t heap_total(void); /* committed */
size_t heap_maximum(void);
u64 heap_collections(void);
u64 heap_collection_nanos(void);
size_t heap_initial(void);
size_t heap_peak(void); /* highest use seen at a collection's start, or now */
void heap_reset_peak(void);
u64 heap_allocated(void); /* bytes by all threads that ever were */

/* The last collection that is complete. Times are trace_clock's. */
typedef struct HeapCollection {
    u64 number;     /* 1.. */
    u64 start, end; /* nanoseconds */
    size_t used_before, used_after, total_before, total_after;
    size_t metadata_before, metadata_after;
    u32 marker_threads;
    const char *cause; /* as -Xlog:gc names it */
} HeapCollection;
/* False: there was none. */
bool heap_last_collection(HeapCollection *ret);
/* Called at the end of each collection from now on, in the thread that runs it and with the heap's lock held:
 * it must neither allocate nor wait. */
void heap_on_collection(void (*notify)(const HeapCollection *collection));
/* Called in each collection from now on, with the world stopped: before anything is marked, and at the end of
 * the marking. The heap's lock is held: the visitor must neither allocate nor wait for Java. */
typedef struct HeapPauseVisitor {
    void (*begin)(GcCause cause), (*end)(GcCause cause);
} HeapPauseVisitor;
void heap_on_pause(const HeapPauseVisitor *visitor);
/* Is this the address of a live or dead object's start in the heap? For conservative callers and checks. */
bool heap_is_object(const void *address);
/* The object that the address points at or into, live or dead; NULL: none. */
Object *heap_object_start(const void *address);
/* Calls visit for every object that the last collection found alive; the caller has stopped the world by
 * safepoint_begin, or is heap_collect_and_visit's visitor. */
void heap_walk(void (*visit)(Object *object, void *context), void *context);

/* The library's lock. Holding it is the right to stop the world (vm/thread/safepoint.h); the waiter counts as
 * stopped meanwhile. */
void heap_lock(void);
void heap_unlock(void);
/* safepoint_begin.c. The world stops for who is no collector: begin returns when no other thread is IN_JAVA;
 * the caller holds the heap's lock until end and so can neither allocate nor collect. Not recursive.
 * The caller itself stays in its state; NULL: no attached thread. */
void safepoint_begin(Thread *t);
void safepoint_end(Thread *t);
/* Runs the function for `target` while that cannot run Java code. For now the whole world stops for it. */
void safepoint_handshake(Thread *t, Thread *target, void (*run)(Thread *target, void *context),
                         void *context);

/* A thread's allocation state comes and goes with it. */
void heap_attach_thread(Thread *t);
void heap_detach_thread(Thread *t);

/* Which kind of memory instances of the class take. Pointer-free objects are never looked at by the
 * collector, so they do not keep their class alive: only classes that never die (the boot loader's, arrays of
 * primitives) may use it. */
enum { HEAP_TRACED, HEAP_POINTER_FREE };

static inline u32 heap_class_kind(const Class *c)
{
    return c->kind == CLASS_PRIM_ARRAY ||
                   (c->ref_span_count == 0 && c->kind == CLASS_INSTANCE && c->loader == boot_loader &&
                    !(c->flags & (CLASS_IS_REFERENCE | CLASS_IS_MIRROR | CLASS_IS_LOADER)))
               ? HEAP_POINTER_FREE
               : HEAP_TRACED;
}

/* Inline allocation for interpreter and compiled code: NULL means take heap_new_object.
 * size: bytes, a multiple of 8, at most THREAD_INLINE_BYTES; kind: HEAP_TRACED or HEAP_POINTER_FREE. The
 * memory is zeroed except for the header. */
static inline Object *heap_pop_inline(Thread *t, u32 kind, u32 size, Class *c)
{
    void **list = &t->free_lists[kind][(size + OBJECT_ALIGN - 1) / OBJECT_ALIGN];
    void **cell = *list;
    if (UNLIKELY(!cell))
        return NULL;
    *list = *cell;               /* load head, load next, store head, store class word: always so */
    *(u64 *)cell = class_ref(c); /* class word, lock word 0 */
    return (Object *)cell;
}

/* Memory outside the heap that the collector must treat as roots while registered (rare; use loader refs or
 * handles first). */
void heap_add_root(Object **slot);
void heap_remove_root(Object **slot);

#endif
