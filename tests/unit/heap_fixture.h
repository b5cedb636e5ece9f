/* heap_fixture.h - a heap, a boot loader and invented classes, without any Java: for unit tests of gc and of
 * threads Criterion runs every test in a process of its own, so each starts a fresh heap.
 */
#ifndef MOKA_TESTS_UNIT_HEAP_FIXTURE_H
#define MOKA_TESTS_UNIT_HEAP_FIXTURE_H

#include "gc/heap.h"
#include "vm/base/host_lock.h"
#include "vm/base/panic.h"
#include "vm/base/region.h"
#include "vm/exec/thread/monitor.h"
#include "vm/exec/thread/thread.h"
#include "vm/library/wellknown.h"
#include "vm/model/loader_data.h"
#include "vm/string/strings.h"

#include <string.h>

static Arena fixture_arena;

__attribute__((unused)) static LoaderData *fixture_loader(void)
{
    LoaderData *loader = ARENA_NEW(&fixture_arena, LoaderData);
    arena_init_region(&loader->arena);
    loader->host = loader;
    loader->lock = host_lock_add();
    map_init(&loader->classes, &loader->arena);
    roots_add_loader(loader);
    return loader;
}

/* An instance class with `refs` reference fields after the header and `bytes` more bytes after those. */
__attribute__((unused)) static Class *fixture_class(LoaderData *loader, u32 refs, u32 bytes)
{
    Class *c = arena_alloc_class(&fixture_arena, sizeof(Class));
    c->kind = CLASS_INSTANCE;
    c->state = CLASS_INITIALIZED;
    c->loader = loader;
    c->instance_size = (u32)ALIGN_UP(OBJECT_HEADER_SIZE + refs * sizeof(Object *) + bytes, 8);
    if (refs) {
        c->ref_spans = ARENA_NEW(&fixture_arena, RefSpan);
        *c->ref_spans = (RefSpan){OBJECT_HEADER_SIZE, refs};
        c->ref_span_count = 1;
    }
    return c;
}

__attribute__((unused)) static Class *fixture_array_class(Type element)
{
    Class *c = arena_alloc_class(&fixture_arena, sizeof(Class));
    c->kind = element == T_OBJECT ? CLASS_REF_ARRAY : CLASS_PRIM_ARRAY;
    c->element_type = (u8)element;
    c->state = CLASS_INITIALIZED;
    c->loader = boot_loader;
    return c;
}

/* The calling thread comes back attached and in Java. */
__attribute__((unused)) static Thread *fixture_start(HeapOptions options)
{
    const char *error = NULL;
    if (!base_init(64 * MB) || !symbol_init())
        panic("no region");
    arena_init_region(&fixture_arena);
    boot_loader = fixture_loader();
    if (!options.soft_millis_per_mb)
        options.soft_millis_per_mb = 1000;
    if (!gc_init(&options, &error))
        panic("%s", error);
    strings_init(false);
    thread_init(256 * KB);
    Thread *t = thread_attach();
    thread_enter_vm(t);
    t->vm_high = t->native_base; /* the test's own frame is above this one */
    return t;
}

static inline Object *fixture_get(const Object *object, u32 field)
{
    return ref_load(object, OBJECT_HEADER_SIZE + field * sizeof(Object *));
}

static inline void fixture_set(Object *object, u32 field, Object *value)
{
    ref_store(object, OBJECT_HEADER_SIZE + field * sizeof(Object *), value);
}

/* Overwrites what earlier calls left on the stack, so that the conservative scan does not keep it alive. */
__attribute__((unused)) static NOINLINE void fixture_scrub(void)
{
    volatile char junk[16 * 1024];
    memset((void *)junk, 0, sizeof junk);
}

#endif
