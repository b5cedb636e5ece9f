/* store_check.c - see store_check.h.
 * The shadow is a table of pages, each for as much memory at the same place of the address space. */
#include "gc/store_check.h"

#include "gc/heap.h"
#include "gc/mark.h"
#include "vm/base/panic.h"
#include "vm/base/state.h"
#include "vm/library/wellknown.h"
#include "vm/model/class.h"

#ifdef MOKA_CHECK_STORES
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE_SHIFT = 12, PAGE_SLOTS = 512, TABLE = 1 << 22, STRIPES = 1 << 12 };

typedef struct ShadowPage {
    uintptr_t number; /* address >> PAGE_SHIFT */
    const Object *values[PAGE_SLOTS];
} ShadowPage;

SNAPSHOT_STATE(dropped) static struct {
    ShadowPage *table[TABLE];
    u8 stripes[STRIPES]; /* locks: a store and its record are one step */
} state;

/* ---- the shadow ---- */

static ShadowPage *add_page(u32 place, uintptr_t number)
{
    ShadowPage *other = NULL, *fresh = calloc(1, sizeof *fresh);
    if (!fresh)
        panic("no memory for the shadow of the heap");
    fresh->number = number;
    if (__atomic_compare_exchange_n(&state.table[place], &other, fresh, false, __ATOMIC_ACQ_REL,
                                    __ATOMIC_ACQUIRE))
        return fresh;
    free(fresh);
    return other;
}

/* NULL: there is no such page, and may_add is false. */
static ShadowPage *find_page(uintptr_t number, bool may_add)
{
    u32 place = (u32)(number * 0x9E3779B1u) % TABLE;
    for (u32 probes = 0; probes < TABLE; probes++, place = (place + 1) % TABLE) {
        ShadowPage *page = __atomic_load_n(&state.table[place], __ATOMIC_ACQUIRE);
        if (!page && !may_add)
            return NULL;
        if (!page)
            page = add_page(place, number);
        if (page->number == number)
            return page;
    }
    panic("the shadow of the heap is full");
}

static const Object **shadow_of(Object **slot)
{
    ShadowPage *page = find_page((uintptr_t)slot >> PAGE_SHIFT, true);
    return &page->values[(uintptr_t)slot / sizeof *slot % PAGE_SLOTS];
}

void store_check_fresh(const void *memory, size_t size)
{
    enum { PAGE = 1 << PAGE_SHIFT };
    uintptr_t at = (uintptr_t)memory, end = at + size;
    for (uintptr_t next; at < end; at = next) {
        next = (at | (PAGE - 1)) + 1 < end ? (at | (PAGE - 1)) + 1 : end;
        ShadowPage *page = find_page(at >> PAGE_SHIFT, false);
        if (page)
            memset(&page->values[at / sizeof(Object *) % PAGE_SLOTS], 0, next - at);
    }
}

static u8 *stripe_of(Object **slot)
{
    return &state.stripes[((uintptr_t)slot / sizeof *slot * 0x9E3779B1u) % STRIPES];
}

void store_check_begin(Object **slot)
{
    while (__atomic_test_and_set(stripe_of(slot), __ATOMIC_ACQUIRE))
        sched_yield();
}

/* A compare-and-set that failed has stored nothing. */
void store_check_end(Object **slot, const Object *value)
{
    if (__atomic_load_n(slot, __ATOMIC_RELAXED) == value)
        *shadow_of(slot) = value;
    __atomic_clear(stripe_of(slot), __ATOMIC_RELEASE);
}

/* ---- the comparison ---- */

static const Field *field_at(const Class *c, u32 offset, bool is_static)
{
    for (; c; c = is_static ? NULL : c->super)
        for (u32 i = 0; i < c->field_count; i++)
            if (c->fields[i].offset == offset && ((c->fields[i].access & ACC_STATIC) != 0) == is_static)
                return &c->fields[i];
    return NULL;
}

/* "java.util.HashMap.table", "static java.lang.System.out", "element 3 of java.lang.Object[]" */
static void describe(const Object *holder, u32 offset, char *ret_text, size_t size)
{
    Class *c = object_class(holder), *represented = NULL;
    char name[512];
    if (class_is_array(c)) {
        snprintf(ret_text, size, "element %zu of %s", (offset - ARRAY_DATA_OFFSET) / sizeof(Object *),
                 class_external_name(c, name, sizeof name));
        return;
    }
    const Field *f = field_at(c, offset, false);
    if (!f && (c->flags & CLASS_IS_MIRROR)) {
        represented = (Class *)(uintptr_t)*FIELD_AT(holder, WK_FIELD(Class_vm_class), u64);
        f = represented ? field_at(represented, offset, true) : NULL;
    }
    snprintf(ret_text, size, "%s%s.%s", represented ? "static " : "",
             class_external_name(represented ? represented : c, name, sizeof name), f ? f->name->text : "?");
}

static void check_slot(Object **slot, void *holder)
{
    const Object *recorded = *shadow_of(slot), *value = *slot;
    if (value == recorded)
        return;
    char where[1024], what[512];
    describe(holder, (u32)((char *)slot - (char *)holder), where, sizeof where);
    panic("a store past the barrier: %s holds %p (%s), recorded was %p", where, (const void *)value,
          value ? class_external_name(object_class(value), what, sizeof what) : "null",
          (const void *)recorded);
}

static void check_object(Object *object, void *unused)
{
    (void)unused;
    mark_visit_slots(object, check_slot, object);
}

void store_check_heap(void)
{
    heap_walk(check_object, NULL);
}
#endif
