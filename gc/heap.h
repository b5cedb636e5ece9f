/* heap.h - the one door to the heap
 * In:     classes (their size and reference spans), roots from gc/roots.c
 * Out:    objects: zeroed, header stamped, never moved
 * Effects: allocation may collect, so the thread must be IN_JAVA with sp and fp published. A heap_new_* or
 *         heap_clone that returns NULL has left an exception pending, OutOfMemoryError as a rule.
 * Keeps:  no other folder sees gc.h; class descriptors know nothing of bdwgc.
 * Tests:  tests/unit/heap_test.c
 */
#ifndef MOKA_GC_HEAP_H
#define MOKA_GC_HEAP_H

#include "vm/model/class.h"
#include "vm/model/doors.h"
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
    i64 soft_millis_per_mb; /* that a soft reference lives after its last use, for each free megabyte */
} HeapOptions;

/* Makes the heap and all the tables beside it. False, with a reason in *ret_error (static text), when that
 * cannot be done. Needs the region, and no thread may be attached. */
bool gc_init(const HeapOptions *options, const char **ret_error);
/* Drops all objects and roots; no thread may be attached. bdwgc and its memory stay, for a process has the
 * library once: the next heap goes on with it as this one leaves it. */
void gc_reset(void);

/* The same for the heap alone, without handles and references. */
bool heap_init(const HeapOptions *options, const char **ret_error);
void heap_reset(void);
/* Boot is over: stress_interval and fail_at count from here if stress_later is set. */
void heap_begin_stress(void);

/* The class must be instantiable and at least linked. Registering an instance that is to be finalized is left
 * to the caller (vm/exec/runtime/rt_alloc.c). */
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
/* A full collection; for LAST_CHANCE it clears soft references, too. Blocks; not inside safepoint_begin.
 * t: NULL on a thread that is not attached. */
void heap_collect(Thread *t, GcCause cause);
/* Sizes in bytes; heap_used is approximate between collections. */
size_t heap_used(void);
size_t heap_total(void);   /* committed; at least heap_initial */
size_t heap_maximum(void); /* -Xmx */
size_t heap_initial(void); /* -Xms */
size_t heap_peak(void);    /* highest use seen at a collection's start, or now */
void heap_reset_peak(void);
u64 heap_allocated(void);        /* bytes, by all threads that ever were */
u64 heap_collections(void);      /* begun so far */
u64 heap_collection_nanos(void); /* the time that the world stood still for them */

/* One collection, the last that is complete or the one under way. Times are trace_clock's. */
typedef struct HeapCollection {
    u64 number;     /* 1.. */
    u64 start, end; /* nanoseconds */
    size_t used_before, used_after, total_before, total_after;
    size_t metadata_before, metadata_after;
    u32 marker_threads;
    const char *cause; /* as -Xlog:gc names it */
} HeapCollection;
/* False: no collection is complete yet. */
bool heap_last_collection(HeapCollection *ret);
/* Called at the end of each collection from now on, in the thread that runs it and with the heap's lock held:
 * it must neither allocate nor wait. */
void heap_on_collection(void (*notify)(const HeapCollection *collection));
/* heap_is_object, whether an address is that of an object, is in doors.h. */
/* The object that the address points at or into, live or dead; NULL: none. */
Object *heap_object_start(const void *address);
/* The library's lock. Holding it is the right to stop the world (vm/thread/safepoint.h); the waiter counts as
 * stopped meanwhile. */
void heap_lock(void);
void heap_unlock(void);
/* The thread that collects when the program rests ends; before heap_reset. */
void heap_end_watch(void);
/* safepoint_begin.c: the world stops for a caller that does not collect. When begin returns, no other thread
 * is IN_JAVA; until end the caller holds the heap's lock and so can neither allocate nor collect. The
 * caller's own state stays what it is; NULL: the caller is not attached. Not recursive. */
void safepoint_begin(Thread *t);
void safepoint_end(Thread *t);
/* Calls `run` on the caller's thread while `target` cannot run Java code. The whole world stops for it,
 * unless target is the caller. */
void safepoint_handshake(Thread *t, Thread *target, void (*run)(Thread *target, void *context),
                         void *context);

/* A thread's allocation state comes and goes with it. */
void heap_attach_thread(Thread *t);
void heap_detach_thread(Thread *t);

/* The kinds of memory. The collector never looks into pointer-free objects, so they do not keep their class
 * alive: only classes that never die (the boot loader's, arrays of primitives) may use that kind. */
enum { HEAP_TRACED, HEAP_POINTER_FREE };

/* Which kind instances of the class take. */
static inline u32 heap_class_kind(const Class *c)
{
    return c->kind == CLASS_PRIM_ARRAY ||
                   (c->ref_span_count == 0 && c->kind == CLASS_INSTANCE && c->loader == boot_loader &&
                    !(c->flags & (CLASS_IS_REFERENCE | CLASS_IS_MIRROR | CLASS_IS_LOADER | CLASS_IS_CHUNK)))
               ? HEAP_POINTER_FREE
               : HEAP_TRACED;
}

/* That a cell for so many bytes has. */
static inline u32 heap_granules(u32 size)
{
    return (size + OBJECT_ALIGN - 1) / OBJECT_ALIGN;
}

/* Inline allocation for interpreter and compiled code: NULL means take heap_new_object.
 * size: bytes, a multiple of 8, at most THREAD_INLINE_BYTES; kind: HEAP_TRACED or HEAP_POINTER_FREE. The
 * memory is zeroed except for the header. */
static inline Object *heap_pop_inline(Thread *t, u32 kind, u32 size, Class *c)
{
    u32 granules = heap_granules(size);
    char *cell = t->runs.next[kind][granules]; /* NULL, as the end is, where there is no run */
    if (UNLIKELY((uintptr_t)cell + granules * OBJECT_ALIGN > (uintptr_t)t->runs.end[kind][granules]))
        return NULL;
    t->runs.next[kind][granules] = cell + granules * OBJECT_ALIGN;
    *(u64 *)cell = class_ref(c); /* class word, lock word 0 */
    return (Object *)cell;
}

/* Memory outside the heap that the collector must treat as roots while registered (rare; use loader refs or
 * handles first). Adding a slot again changes nothing. */
void heap_add_root(Object **slot);
void heap_remove_root(Object **slot);

/* ---- references that metadata holds (roots.c) ---- */

/* Every LoaderData is registered from creation until it is freed. */
void roots_add_loader(LoaderData *loader);
/* The visitor must not allocate on the heap, poll or wait, unless the caller has stopped the world. */
void roots_for_each_loader(void (*visit)(LoaderData *loader, void *context), void *context);
/* Adds the object to the loader's reference table, which keeps it alive as long as the loader. Returns its
 * index there; 0: the region is exhausted, nothing is pending. Takes the loader's lock, and may block for
 * it. */
u32 roots_loader_add_ref(LoaderData *loader, Object *object);
/* Adds it unless it is there, for a thread that must not block. False: the lock is taken, or the region
 * exhausted. */
bool roots_loader_keep(LoaderData *loader, Object *object);
void roots_loader_set_ref(LoaderData *loader, u32 index, Object *object);

/* ---- java.lang.ref (refs.c) ---- */

/* The list of References to be enqueued, linked through `discovered`. */
Object *refs_take_pending(Thread *t); /* the whole list, which is empty afterwards; NULL if it was before */
bool refs_has_pending(void);
void refs_wait_pending(Thread *t); /* blocks until there is one; IN_JAVA, and a collection may run */
/* A table whose entries do not keep their objects alive (the intern table, inflated monitors). Its sweep is
 * called at the end of each marking, world stopped, and drops each entry whose object is not live. */
typedef void (*RefsWeakSweep)(bool (*is_live)(const Object *object));
void refs_add_weak_table(RefsWeakSweep sweep);

#endif
