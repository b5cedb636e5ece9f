/* unload.c - see unload.h.
 * First everything that names a dead class is cleared, while dead classes can still be read; then their
 * memory goes. Dead instances may still be in the heap; heap.c sees to it that none is met once the memory is
 * used again. */
#include "classloader/load/unload.h"

#include "classloader/load/loader.h"
#include "gc/inspect.h"
#include "vm/base/region.h"
#include "vm/base/trace.h"
#include "vm/bytecode/cache.h"
#include "vm/model/class.h"
#include "vm/model/doors.h"
#include "vm/model/method.h"

static bool is_dead_class(const Class *c)
{
    return !mark_loader_reached(c->loader);
}

static bool is_dead_method(const Method *m)
{
    return is_dead_class(m->holder);
}

/* ---- what call sites note of their receivers ---- */

static bool is_dead_word(u32 class_word)
{
    const Class *c = region_pointer(class_word);
    return c && is_dead_class(c);
}

static void clear_entry(CacheEntry *entry)
{
    CacheState state = cache_state(entry);
    if (is_dead_word(entry->receiver))
        entry->inline_cache = 0;
    for (u32 i = 0; i < COUNT_OF(entry->others) && (state == CACHE_VTABLE || state == CACHE_ITABLE); i++)
        if (is_dead_word(entry->others[i]))
            entry->others[i] = 0;
}

static void clear_caches_of_class(const Class *c)
{
    for (u32 i = 0; i < c->method_count; i++)
        for (u32 at = 0; at < c->methods[i].cache_count; at++)
            clear_entry(&c->methods[i].cache[at]);
}

static void clear_caches(LoaderData *loader, void *unused)
{
    (void)unused;
    for (u32 i = 0; i < loader->class_count; i++)
        clear_caches_of_class(loader->class_list[i]);
}

/* Has the loader classes that a call site may have noted? Not if all are interfaces. */
static bool may_be_noted(const LoaderData *dead)
{
    for (u32 i = 0; i < dead->class_count; i++)
        if (!class_is_interface(dead->class_list[i]))
            return true;
    return false;
}

static void clear_receivers(const LoaderData *first)
{
    for (const LoaderData *dead = first; dead; dead = dead->next)
        if (may_be_noted(dead)) {
            roots_for_each_loader(clear_caches, NULL);
            return;
        }
}

/* ---- lists of subclasses ---- */

/* A subclass that was taken off the list is its own sibling. */
static void unlink_dead_subclasses(Class *super)
{
    for (Class **at = &super->subclass; *at;) {
        Class *c = *at;
        if (is_dead_class(c)) {
            *at = c->sibling;
            c->sibling = c;
        } else {
            at = &c->sibling;
        }
    }
}

static void leave_hierarchy(const LoaderData *dead)
{
    for (u32 i = 0; i < dead->class_count; i++) {
        const Class *c = dead->class_list[i];
        if (c->super && !class_is_interface(c) && c->sibling != c && !is_dead_class(c->super))
            unlink_dead_subclasses(c->super);
    }
}

/* ---- the end ---- */

static void trace_unload(const LoaderData *dead)
{
    char name[512];
    for (u32 i = 0; i < dead->class_count && TRACE_ON(CLASS_UNLOAD); i++)
        TRACE(CLASS_UNLOAD, "unloading class %s 0x%016lx",
              class_binary_name(dead->class_list[i], name, sizeof name),
              (unsigned long)(uintptr_t)dead->class_list[i]);
}

static void forget_natives(const LoaderData *dead)
{
    for (u32 i = 0; i < dead->class_count; i++) {
        const Class *c = dead->class_list[i];
        for (u32 k = 0; k < c->method_count; k++)
            if (method_is_native(&c->methods[k]))
                native_forget(&c->methods[k]);
    }
}

static void forget_one(LoaderData *loader, void *unused)
{
    (void)unused;
    forget_natives(loader);
}

void unload_forget_natives(void)
{
    roots_for_each_loader(forget_one, NULL);
}

static void unload_loaders(LoaderData *first)
{
    stack_forget_methods(is_dead_method);
    jit_forget_methods(is_dead_method);
    clear_receivers(first);
    for (LoaderData *dead = first; dead; dead = dead->next) {
        leave_hierarchy(dead);
        forget_natives(dead);
        trace_unload(dead);
    }
    for (LoaderData *dead = first, *next; dead; dead = next) {
        next = dead->next;
        loader_free(dead);
    }
}

void unload_dead_loaders(bool at_once, bool poison)
{
    LoaderData *first = roots_take_dead_loaders();
    if (first)
        unload_loaders(first);
    if (symbol_sweep_is_due(at_once) || (at_once && first))
        unload_symbols(poison);
}
