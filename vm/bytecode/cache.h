/* cache.h - the constant cache: what a method's instructions refer to, and how far that is linked (JVMS 5.4)
 * In:     prepare makes the entries of a method, with pool index, use and bci filled
 * Out:    the routines of vm/exec/runtime link an entry; the interpreter's quick forms read it, and whoever
 *         asks what a reference has come to without reading opcodes
 * Owner:  the arena of the defining loader, one array a method.
 * Locks:  none. Threads that link the same entry write equal values; a call site with an appendix is decided
 *         under a lock of rt_invoke.c. The state is stored last, with release.
 * Keeps:  a state never goes back, and what it promises does not change any more; only a call site's notes of
 *         receivers do. Every instruction that calls has an entry of its own; another one shares its entry
 *         with instructions of the method that use the same constant in the same way.
 * Tests:  tests/unit/quicken_test.c; tests/embed/invariants.c compares states, opcodes and contents
 */
#ifndef MOKA_VM_BYTECODE_CACHE_H
#define MOKA_VM_BYTECODE_CACHE_H

#include "vm/model/method.h"

/* Which instructions use the entry. */
typedef enum CacheUse {
    USE_GETFIELD,
    USE_PUTFIELD,
    USE_GETSTATIC,
    USE_PUTSTATIC,
    USE_VIRTUAL,
    USE_SPECIAL,
    USE_STATIC,
    USE_INTERFACE,
    USE_DYNAMIC,
    USE_NEW,
    USE_CLASS, /* checkcast, instanceof */
    USE_ARRAY_CLASS,
    USE_MULTI_ARRAY,
    USE_CONSTANT, /* ldc of a constant that must be resolved */
    USE_SWITCH,
    USE_RAW /* a long or double of the class file */
} CacheUse;

/* What is known of the entry, and so what its instruction must do. A state is never followed by a smaller
 * one. */
typedef enum CacheState {
    CACHE_UNRESOLVED,
    CACHE_RESOLVED,     /* linked once, but each use calls the linking routine: the class is not initialized
                           for all threads, or `new` of it is not done inline */
    CACHE_CONSTANT,     /* bits or object, by type */
    CACHE_SWITCH,       /* bits: the address of a SwitchTable */
    CACHE_CLASS,        /* class; for anewarray the class of the array */
    CACHE_NEW,          /* class, initialized; its instances have `offset` bytes of the kind `memory` */
    CACHE_FIELD,        /* field, offset, type */
    CACHE_STATIC_FIELD, /* the same, and the mirror in ref; the class is initialized */
    CACHE_STATIC,       /* a call of method, whose class is initialized */
    CACHE_BOUND,        /* a call of method; the receiver must not be null */
    CACHE_CHECKED,      /* the same, and the receiver must be an instance of the calling interface */
    CACHE_OBJECT_INIT,  /* Object.<init>, which only registers an object with a finalizer (JLS 12.6.1) */
    CACHE_VTABLE,       /* by vtable_index in the receiver's class; method: what the reference names */
    CACHE_ITABLE,       /* by the receiver's table for the interface of method */
    CACHE_DIRECT,       /* a call of method, a private one of an interface that the receiver must implement */
    CACHE_SITE,         /* invokedynamic: method is the adapter, called as a static one; appendix in ref */
    CACHE_HANDLE        /* the same for MethodHandle.invoke and its like; the receiver must not be null */
} CacheState;

/* An entry holds no host address: only references into region and heap, and numbers. */
struct CacheEntry {
    union {
        Method *method;
        Class *class;
        Field *field;
        u64 bits;       /* of an int, float, long or double; or a switch table's address in the region */
        Object *object; /* of a reference constant (kept alive by the loader's reference table) */
    };
    union {
        u64 inline_cache; /* interface sites: receiver and chosen method, stored and loaded as one word */
        struct {
            u32 chosen;   /* region reference of a Method; 0 at virtual sites */
            u32 receiver; /* class word of the last receiver that was noted, 0 none; weak: see unload.c */
        };
    };
    union {
        Object *ref; /* the mirror of a static field's class; call sites: the appendix or NULL */
        u32 others[2]; /* virtual and interface sites: class words noted before, 0 none; weak, too */
    };
    union {
        u32 offset; /* field: from the object or the mirror; new: the size of an instance */
        u32 vtable_index;
    };
    u16 misses; /* virtual and interface sites: how often a receiver was not of the class noted before, the
                   first one included; it stops at CACHE_MOST_MISSES, or is CACHE_MANY */
    u16 pool_index;
    u16 bci; /* of the instruction, for calls */
    union {
        u16 arg_slots;  /* calls: receiver included */
        u16 dimensions; /* multianewarray */
        u16 memory;     /* new: the heap's kind of memory */
    };
    u8 use;   /* CacheUse */
    u8 type;  /* Type of the field, constant or result */
    u8 state; /* CacheState; read with cache_state() */
};

_Static_assert(sizeof(CacheEntry) == 40, "there are as many of them as instructions that name something");

/* After so many misses a virtual site keeps the receiver that it has: it meets many classes, and threads
 * shall not write one word for ever. */
enum { CACHE_MOST_MISSES = 255 };
/* Of a site that has met more classes than it can note. */
enum { CACHE_MANY = 256, CACHE_RECEIVERS = 3 };

static inline CacheState cache_state(const CacheEntry *entry)
{
    return (CacheState)__atomic_load_n(&entry->state, __ATOMIC_ACQUIRE);
}

/* Publishes what was written into the entry before. If another thread has published a later state, that one
 * stays. */
static inline void cache_publish(CacheEntry *entry, CacheState state)
{
    u8 old = __atomic_load_n(&entry->state, __ATOMIC_RELAXED);
    while (old < state && !__atomic_compare_exchange_n(&entry->state, &old, (u8)state, true, __ATOMIC_RELEASE,
                                                       __ATOMIC_RELAXED))
        ;
}

static inline bool cache_is_call(const CacheEntry *entry)
{
    return entry->use >= USE_VIRTUAL && entry->use <= USE_DYNAMIC;
}

/* A receiver of this class will be noted in the place of the one that was; that stays among the others. */
static inline void cache_keep_receiver(CacheEntry *entry, u32 class_word)
{
    u32 *others = entry->others, last = entry->receiver;
    if (entry->misses == CACHE_MANY)
        return;
    if (entry->misses < CACHE_MOST_MISSES)
        entry->misses++;
    if (!last || last == class_word)
        return;
    if (others[0] == class_word || !others[0])
        others[0] = last;
    else if (others[1] == class_word || !others[1])
        others[1] = last;
    else
        entry->misses = CACHE_MANY;
}

/* Notes the class of a receiver that differs from the noted one. Threads may lose each other's notes. */
static inline void cache_note_receiver(CacheEntry *entry, u32 class_word)
{
    if (entry->misses >= CACHE_MOST_MISSES)
        return;
    cache_keep_receiver(entry, class_word);
    __atomic_store_n(&entry->receiver, class_word, __ATOMIC_RELEASE);
}

/* The classes that the site has met, the last one first; 0: none, or more than are noted. A class that moves
 * to another place meanwhile is looked for again. */
static inline u32 cache_receivers(const CacheEntry *entry, u32 ret_words[CACHE_RECEIVERS])
{
    u32 noted[CACHE_RECEIVERS], count = 0, attempts = 8;
    do {
        noted[0] = __atomic_load_n(&entry->receiver, __ATOMIC_ACQUIRE);
        noted[1] = __atomic_load_n(&entry->others[0], __ATOMIC_ACQUIRE);
        noted[2] = __atomic_load_n(&entry->others[1], __ATOMIC_ACQUIRE);
    } while (noted[0] != __atomic_load_n(&entry->receiver, __ATOMIC_RELAXED) && --attempts > 0);
    for (u32 i = 0; i < CACHE_RECEIVERS && entry->misses != CACHE_MANY; i++) {
        bool is_new = noted[i] != 0;
        for (u32 j = 0; j < count; j++)
            is_new &= ret_words[j] != noted[i];
        if (is_new)
            ret_words[count++] = noted[i];
    }
    return count;
}

/* Notes the method chosen for a receiver at an interface site, for the next of its class. A site that meets
 * many classes always remembers the last one. */
static inline void cache_note_choice(CacheEntry *entry, u32 class_word, u32 chosen)
{
    cache_keep_receiver(entry, class_word);
    __atomic_store_n(&entry->inline_cache, (u64)class_word << 32 | chosen, __ATOMIC_RELEASE);
}

/* The entry of the call at the bci; NULL: none is there. */
static inline CacheEntry *cache_of_call(const Method *m, u32 bci)
{
    for (u32 i = 0; i < m->cache_count; i++)
        if (cache_is_call(&m->cache[i]) && m->cache[i].bci == bci)
            return &m->cache[i];
    return NULL;
}

#endif
