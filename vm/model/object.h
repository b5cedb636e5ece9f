/* object.h - the 8-byte object header, arrays, and every reference load and store
 * Keeps:  class_ref is 8 modulo 16, so that a collector can tell an object (8) from a free-list link
 *         (0 modulo 16) and an unstamped cell (0). Objects do not move.
 * Keeps:  every reference in the heap is read and written through ref_load/ref_store and their variants:
 *         a write barrier or compressed references change this file only.
 * Tests:  tests/unit/heap_test.c, layout_test.c
 */
#ifndef MOKA_VM_MODEL_OBJECT_H
#define MOKA_VM_MODEL_OBJECT_H

#include "vm/base/base.h"
#include "vm/model/value.h"

typedef struct Class Class;

struct Object {
    u32 class_ref; /* address of the Class, which lies below 4 GB in the metadata region */
    u32 lock_word; /* see LOCK_* */
};

typedef struct Array {
    Object header;
    i32 length;
    u32 unused;
    u8 data[]; /* elements, at ARRAY_DATA_OFFSET */
} Array;

enum { OBJECT_HEADER_SIZE = 8, ARRAY_LENGTH_OFFSET = 8, ARRAY_DATA_OFFSET = 16, OBJECT_ALIGN = 16 };

/* lock_word, from low to high: 2 bits lock state, 2 bits hash state, 28 bits monitor index when inflated. A
 * fast-locked object does not name its owner, which is the thread that has the object on its lock stack. */
enum {
    LOCK_STATE_MASK = 3,
    LOCK_FREE = 0,
    LOCK_FAST = 1,
    LOCK_INFLATED = 2,
    LOCK_HASH_MASK = 3 << 2,
    LOCK_HASHED = 1 << 2,     /* the address-based hash was handed out */
    LOCK_HASH_SAVED = 2 << 2, /* the hash was handed out in another process: monitor.h has it in a table */
    LOCK_MONITOR_SHIFT = 4
};

_Static_assert(sizeof(Object) == OBJECT_HEADER_SIZE, "header is 8 bytes");
_Static_assert(offsetof(Array, data) == ARRAY_DATA_OFFSET, "elements start at 16");

static inline Class *object_class(const Object *object)
{
    return (Class *)(uintptr_t)object->class_ref;
}

/* The word for object headers that stands for the class. */
static inline u32 class_ref(const Class *class)
{
    return (u32)(uintptr_t) class;
}

static inline void *object_at(const Object *object, u32 offset)
{
    return (char *)object + offset;
}

static inline i32 array_length(const Object *array)
{
    return ((const Array *)array)->length;
}

static inline void *array_data(const Object *array)
{
    return ((Array *)array)->data;
}

/* The door for a second collector: every store of a reference passes the first macro before and the second
 * after it, also a compare-and-set that fails. They are empty but in the build that checks that no store is
 * missing (gc/store_check.h). */
#ifdef MOKA_CHECK_STORES
void store_check_begin(Object **slot);
void store_check_end(Object **slot, const Object *value);
#define REF_STORE_BARRIER(holder, address, value) store_check_begin(address)
#define REF_STORE_DONE(holder, address, value)    store_check_end(address, value)
#else
#define REF_STORE_BARRIER(holder, address, value) ((void)0)
#define REF_STORE_DONE(holder, address, value)    ((void)0)
#endif

/* Loads and stores of a reference field or element at an offset from its holder; the volatile forms are
 * sequentially consistent, the plain ones never tear. */
static inline Object *ref_load(const Object *holder, u64 offset)
{
    return *(Object *const *)((const char *)holder + offset);
}

static inline void ref_store(Object *holder, u64 offset, Object *value)
{
    Object **address = (Object **)((char *)holder + offset);
    REF_STORE_BARRIER(holder, address, value);
    __atomic_store_n(address, value, __ATOMIC_RELAXED);
    REF_STORE_DONE(holder, address, value);
}

static inline Object *ref_load_volatile(const Object *holder, u64 offset)
{
    return __atomic_load_n((Object *const *)((const char *)holder + offset), __ATOMIC_SEQ_CST);
}

static inline void ref_store_volatile(Object *holder, u64 offset, Object *value)
{
    Object **address = (Object **)((char *)holder + offset);
    REF_STORE_BARRIER(holder, address, value);
    __atomic_store_n(address, value, __ATOMIC_SEQ_CST);
    REF_STORE_DONE(holder, address, value);
}

/* False: *expected is replaced by the reference that was found. */
static inline bool ref_compare_exchange(Object *holder, u64 offset, Object **expected, Object *value)
{
    Object **address = (Object **)((char *)holder + offset);
    REF_STORE_BARRIER(holder, address, value);
    bool done =
        __atomic_compare_exchange_n(address, expected, value, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
    REF_STORE_DONE(holder, address, value);
    return done;
}

static inline Object *ref_array_get(const Object *array, i32 index)
{
    return ref_load(array, ARRAY_DATA_OFFSET + (u64)(u32)index * sizeof(Object *));
}

static inline void ref_array_set(Object *array, i32 index, Object *value)
{
    ref_store(array, ARRAY_DATA_OFFSET + (u64)(u32)index * sizeof(Object *), value);
}

/* Primitive fields: i32 x = *FIELD_AT(object, offset, i32) */
#define FIELD_AT(object, offset, ctype) ((ctype *)object_at((object), (offset)))

#endif
