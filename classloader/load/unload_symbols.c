/* unload_symbols.c - see unload.h: which symbols are still referred to.
 * References from metadata are known exactly: live loaders' classes, packages and modules, and constraints.
 * References from VM code at work are looked for as the collector does: in every word of native stacks and of
 * noted scratch memory. Tables of C that keep a name for ever have it from symbol_permanent. */
#include "classloader/load/unload.h"

#include "classloader/load/constraint.h"
#include "gc/inspect.h"
#include "vm/base/arena.h"
#include "vm/library/wellknown.h"
#include "vm/thread/thread_list.h"

/* A class's constant pool has the names of its members, of what it refers to and of its attributes; a method
 * that the VM has added has its name from a superinterface. */
static void reach_names_of_file(const Class *c)
{
    const ConstPool *pool = &c->pool;
    for (u32 i = 1; i < pool->count; i++)
        if (pool->tags[i] == CP_UTF8)
            symbol_reach(pool_symbol(pool, i));
    for (u32 i = c->field_count; i < (u32)c->field_count + c->injected_field_count; i++) {
        symbol_reach(c->fields[i].name);
        symbol_reach(c->fields[i].desc);
    }
}

static void reach_class(const Class *c)
{
    reach_names_of_file(c);
    for (; c; c = c->array)
        symbol_reach(c->name);
}

static void reach_package(const Package *package)
{
    symbol_reach(package->name);
    symbol_reach(package->location);
}

static void reach_module(const Module *module)
{
    symbol_reach(module->name);
    symbol_reach(module->version);
    symbol_reach(module->location);
}

/* The table of classes needs no visit: its names are those of the classes, which are alive. */
static void reach_loader(LoaderData *loader, void *unused)
{
    u64 key, value;
    (void)unused;
    for (u32 i = 0; i < loader->class_count; i++)
        reach_class(loader->class_list[i]);
    for (u32 i = 0; map_next(&loader->packages, &i, &key, &value);)
        reach_package((const Package *)(uintptr_t)value);
    for (u32 i = 0; map_next(&loader->modules, &i, &key, &value);)
        reach_module((const Module *)(uintptr_t)value);
}

static void reach_stack(void *start, void *end, const void *unused)
{
    (void)unused;
    symbol_reach_words(start, end);
}

static void reach_thread(Thread *t, void *unused)
{
    (void)unused;
    roots_visit_native_stack(t, reach_stack, NULL);
    for (const ScratchNote *note = t->scratch; note; note = note->outer)
        arena_visit(note->arena, symbol_reach_words);
}

void unload_symbols(bool poison)
{
    roots_for_each_loader(reach_loader, NULL);
    for (u32 type = 0; type < COUNT_OF(wk_primitive); type++)
        if (wk_primitive[type])
            reach_class(wk_primitive[type]);
    constraint_for_each_name(symbol_reach);
    thread_for_each(reach_thread, NULL);
    symbol_sweep(poison);
}
