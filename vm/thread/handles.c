/* handles.c - see handles.h.
 * Global and weak tables: pages that never move, so reading takes no lock. A free entry holds an odd word
 * that links to the next free one; the collector takes it for no object. */
#include "vm/thread/handles.h"

#include "vm/base/panic.h"
#include "vm/base/region.h"
#include "vm/base/state.h"
#include "vm/library/wellknown.h"
#include "vm/model/doors.h"

#include <stdlib.h>

enum { TAG_MASK = 3, TAG_WEAK = 1, TAG_GLOBAL = 2, TAG_SHIFT = 2 };
enum { PAGE_ENTRIES = 512, MAX_PAGES = 16 * 1024, BLOCK_SLOTS = 62 };

struct HandleBlock {
    HandleBlock *older, *newer;
    Object *slots[BLOCK_SLOTS];
};

typedef struct HandleTable {
    pthread_mutex_t lock;
    Object **pages[MAX_PAGES];
    u32 count; /* entries ever used; index 0 counts and is never given out, else a handle without its tag
                  could be NULL */
    u64 free_list; /* index of the first free entry, 0 none */
} HandleTable;

SNAPSHOT_STATE(dropped) static struct {
    HandleTable globals, weaks;
} state = {
    .globals.lock = PTHREAD_MUTEX_INITIALIZER,
    .weaks.lock = PTHREAD_MUTEX_INITIALIZER,
};

/* ---- tables ---- */

static Object **entry_at(const HandleTable *table, u32 index)
{
    return &table->pages[index / PAGE_ENTRIES][index % PAGE_ENTRIES];
}

static bool is_free_entry(const Object *entry)
{
    return ((uintptr_t)entry & 1) != 0;
}

/* The index of a free entry; 0: no memory. */
static u32 new_entry_locked(HandleTable *table)
{
    if (table->free_list) {
        u32 index = (u32)table->free_list;
        table->free_list = (uintptr_t)*entry_at(table, index) >> 1;
        return index;
    }
    u32 index = table->count ? table->count : 1;
    if (index / PAGE_ENTRIES >= MAX_PAGES)
        return 0;
    Object ***page = &table->pages[index / PAGE_ENTRIES];
    if (!*page && !(*page = calloc(PAGE_ENTRIES, sizeof(Object *))))
        return 0;
    __atomic_store_n(&table->count, index + 1, __ATOMIC_RELEASE);
    return index;
}

static HandleRef table_add(HandleTable *table, Object *object, uintptr_t tag)
{
    if (!object)
        return NULL;
    pthread_mutex_lock(&table->lock);
    u32 index = new_entry_locked(table);
    if (index)
        *entry_at(table, index) = object;
    pthread_mutex_unlock(&table->lock);
    return index ? (HandleRef)((uintptr_t)index << TAG_SHIFT | tag) : NULL;
}

static bool table_has(const HandleTable *table, uintptr_t index)
{
    return index > 0 && index < __atomic_load_n(&table->count, __ATOMIC_ACQUIRE) &&
           !is_free_entry(*entry_at(table, (u32)index));
}

static void table_remove(HandleTable *table, HandleRef ref)
{
    uintptr_t index = (uintptr_t)ref >> TAG_SHIFT;
    pthread_mutex_lock(&table->lock);
    if (table_has(table, index)) {
        *entry_at(table, (u32)index) = (Object *)(uintptr_t)(table->free_list << 1 | 1);
        table->free_list = index;
    }
    pthread_mutex_unlock(&table->lock);
}

static void table_reset(HandleTable *table)
{
    for (u32 i = 0; i < MAX_PAGES; i++)
        free(table->pages[i]);
}

void handles_reset(void)
{
    table_reset(&state.globals);
    table_reset(&state.weaks);
    STATE_CLEAR(state);
}

HandleRef handles_global(Object *object)
{
    return table_add(&state.globals, object, TAG_GLOBAL);
}

void handles_delete_global(HandleRef ref)
{
    if (((uintptr_t)ref & TAG_MASK) == TAG_GLOBAL)
        table_remove(&state.globals, ref);
}

void handles_sweep_weaks(bool (*is_live)(const Object *object))
{
    for (u32 i = 1; i < state.weaks.count; i++) {
        /* A thread in native may delete the handle meanwhile: then the exchange fails, and the entry stays
         * free. */
        Object *object = __atomic_load_n(entry_at(&state.weaks, i), __ATOMIC_RELAXED);
        if (object && !is_free_entry(object) && !is_live(object))
            __atomic_compare_exchange_n(entry_at(&state.weaks, i), &object, NULL, false, __ATOMIC_RELAXED,
                                        __ATOMIC_RELAXED);
    }
}

HandleRef handles_weak(Object *object)
{
    return table_add(&state.weaks, object, TAG_WEAK);
}

void handles_delete_weak(HandleRef ref)
{
    if (((uintptr_t)ref & TAG_MASK) == TAG_WEAK)
        table_remove(&state.weaks, ref);
}

Object *handles_resolve_tagged(HandleRef ref)
{
    const HandleTable *table = ((uintptr_t)ref & TAG_MASK) == TAG_GLOBAL ? &state.globals : &state.weaks;
    uintptr_t index = (uintptr_t)ref >> TAG_SHIFT;
    if (!table_has(table, index))
        return NULL;
    return *entry_at(table, (u32)index);
}

/* ---- local references: a stack of slots in a chain of blocks ---- */

static bool in_block(const HandleBlock *block, HandleRef ref)
{
    return (Object **)ref >= block->slots && (Object **)ref < block->slots + BLOCK_SLOTS;
}

void handles_attach_thread(Thread *t)
{
    if (!t->first_handles)
        t->first_handles = calloc(1, sizeof(HandleBlock));
    t->handles = t->first_handles;
    t->handle_top = 0;
}

void handles_detach_thread(Thread *t)
{
    for (HandleBlock *block = t->first_handles, *newer; block; block = newer) {
        newer = block->newer;
        free(block);
    }
    t->first_handles = t->handles = NULL;
    t->handle_top = 0;
}

HandleFrame handles_push_frame(Thread *t)
{
    return (HandleFrame){t->handles, t->handle_top};
}

/* Blocks newer than the frame's stay in the chain, for the next time that so many locals are needed. */
void handles_pop_frame(Thread *t, HandleFrame frame)
{
    t->handles = frame.block;
    t->handle_top = frame.top;
}

static bool next_block(Thread *t)
{
    HandleBlock *block = t->handles ? t->handles->newer : t->first_handles;
    if (!block) {
        block = calloc(1, sizeof *block);
        if (!block)
            return false;
        block->older = t->handles;
        if (t->handles)
            t->handles->newer = block;
        else
            t->first_handles = block;
    }
    t->handles = block;
    t->handle_top = 0;
    return true;
}

HandleRef handles_local(Thread *t, Object *object)
{
    if (!object)
        return NULL;
    if ((!t->handles || t->handle_top == BLOCK_SLOTS) && !next_block(t))
        return NULL;
    Object **slot = &t->handles->slots[t->handle_top++];
    *slot = object;
    return (HandleRef)slot;
}

/* A static native method's class argument is the class's own slot (vm/exec/call/native.c). */
static bool is_class_slot(HandleRef ref)
{
    if (!region_contains(ref))
        return false;
    const Class *c = (const Class *)(const void *)((const char *)ref - offsetof(Class, mirror));
    return heap_is_object(c->mirror) && object_class(c->mirror) == WK(Class) &&
           *FIELD_AT(c->mirror, WK_FIELD(Class_vm_class), u64) == (u64)(uintptr_t)c;
}

/* A deleted slot is used again when it is the topmost: loops that make and delete a reference stay within
 * bounds. */
void handles_delete_local(Thread *t, HandleRef ref)
{
    if (handles_kind(t, ref) != HANDLE_LOCAL || is_class_slot(ref))
        return;
    *(Object **)ref = NULL;
    if (in_block(t->handles, ref) && (Object **)ref == &t->handles->slots[t->handle_top - 1])
        t->handle_top--;
}

static bool is_local(const Thread *t, HandleRef ref)
{
    if ((Slot *)ref >= t->sp && (Slot *)ref < t->stack_base)
        return true; /* a Java argument slot */
    for (const HandleBlock *block = t->first_handles; block; block = block->newer) {
        if (in_block(block, ref))
            return block != t->handles || (Object **)ref < block->slots + t->handle_top;
        if (block == t->handles)
            break;
    }
    return is_class_slot(ref);
}

HandleKind handles_kind(Thread *t, HandleRef ref)
{
    uintptr_t index = (uintptr_t)ref >> TAG_SHIFT;
    switch ((uintptr_t)ref & TAG_MASK) {
    case 0:
        return ref && t && is_local(t, ref) ? HANDLE_LOCAL : HANDLE_INVALID;
    case TAG_GLOBAL:
        return table_has(&state.globals, index) ? HANDLE_GLOBAL : HANDLE_INVALID;
    case TAG_WEAK:
        return table_has(&state.weaks, index) ? HANDLE_WEAK : HANDLE_INVALID;
    default:
        return HANDLE_INVALID;
    }
}

/* ---- roots ---- */

void handles_visit_thread(Thread *t, void (*visit)(void *start, void *end))
{
    for (HandleBlock *block = t->first_handles; block; block = block->newer) {
        bool last = block == t->handles;
        visit(block->slots, block->slots + (last ? t->handle_top : BLOCK_SLOTS));
        if (last)
            break;
    }
}

/* Entry by entry: free ones hold no reference. */
void handles_visit_globals(void (*visit)(void *start, void *end))
{
    for (u32 first = 0; first < state.globals.count; first += PAGE_ENTRIES) {
        u32 count = state.globals.count - first < PAGE_ENTRIES ? state.globals.count - first : PAGE_ENTRIES;
        Object **page = state.globals.pages[first / PAGE_ENTRIES];
        for (u32 i = 0; page && i < count; i++)
            if (page[i] && !is_free_entry(page[i]))
                visit(&page[i], &page[i] + 1);
    }
}
