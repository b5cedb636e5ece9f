/* command_loaders.c - see command_loaders.h. The layout is HotSpot's. */
#include "stdlib/command/command_loaders.h"

#include "classloader/load/loader.h"
#include "gc/heap.h"
#include "stdlib/command/command_parts.h"
#include "vm/base/region.h"
#include "vm/base/vec.h"
#include "vm/library/class_mirror.h"
#include "vm/library/wellknown.h"
#include "vm/string/strings.h"

#include <stdlib.h>

enum { NAME_SIZE = 512 };

typedef VEC(LoaderData *) LoaderList;
typedef VEC(const Class *) ClassList;

static void note_loader(LoaderData *loader, void *context)
{
    LoaderList *list = context;
    vec_push(list, loader);
}

static void note_class(Class *c, void *context)
{
    ClassList *list = context;
    vec_push(list, c);
}

/* Has it data of its own only because of a hidden class? */
static bool is_of_hidden(const LoaderData *loader)
{
    return loader->host != loader;
}

/* The world stands still from here on: loaders and classes stay, and no object is made. */
static LoaderList begin(const CommandCall *call)
{
    LoaderList list = {0};
    safepoint_begin(call->t);
    roots_for_each_loader(note_loader, &list);
    return list;
}

static void end(const CommandCall *call, LoaderList *list)
{
    safepoint_end(call->t);
    vec_free(list);
}

/* ---- the tree ---- */

/* Is `loader` delegated to by `child`? A loader without a parent has the boot loader's. */
static bool is_parent(const LoaderData *loader, const LoaderData *child)
{
    if (child == boot_loader || child == loader || is_of_hidden(child))
        return false;
    return ref_load(child->java_loader, WK_FIELD(ClassLoader_parent)) == loader->java_loader;
}

/* Same name and class. */
static bool look_alike(const LoaderData *a, const LoaderData *b)
{
    const Object *name = ref_load(a->java_loader, WK_FIELD(ClassLoader_name));
    const Object *other = ref_load(b->java_loader, WK_FIELD(ClassLoader_name));
    return object_class(a->java_loader) == object_class(b->java_loader) &&
           (name == other || (name && other && string_equals(name, other)));
}

/* How a loader is called, without a new line. */
static void print_name(FILE *out, const LoaderData *loader)
{
    char text[NAME_SIZE];
    if (loader == boot_loader) {
        fprintf(out, "<bootstrap>");
        return;
    }
    const Object *name = ref_load(loader->java_loader, WK_FIELD(ClassLoader_name));
    char *given = name ? string_to_utf8(name) : NULL;
    if (given)
        fprintf(out, "\"%s\", ", given);
    fprintf(out, "%s", class_binary_name(object_class(loader->java_loader), text, sizeof text));
    free(given);
}

typedef struct Tree {
    CommandCall *call;
    LoaderList loaders;
    bool folds, shows_classes, is_verbose;
} Tree;

/* The classes that it has defined, or those hidden ones that belong to it. */
static ClassList classes_of(const Tree *tree, LoaderData *loader, bool hidden)
{
    ClassList list = {0};
    if (!hidden)
        loader_for_each_class(loader, note_class, &list);
    for (u32 i = 0; hidden && i < tree->loaders.count; i++)
        if (is_of_hidden(tree->loaders.items[i]) && tree->loaders.items[i]->host == loader)
            loader_for_each_class(tree->loaders.items[i], note_class, &list);
    return list;
}

static void print_classes(const Tree *tree, const char *indent, LoaderData *loader, bool hidden)
{
    char name[NAME_SIZE];
    FILE *out = tree->call->out;
    ClassList list = classes_of(tree, loader, hidden);
    const char *title = hidden ? "Hidden Classes:" : "Classes:";
    for (u32 i = 0; i < list.count; i++)
        fprintf(out, "%s%21s %s\n", indent, i == 0 ? title : "",
                class_binary_name(list.items[i], name, sizeof name));
    if (list.count)
        fprintf(out, "%s%21s (%u %sclass%s)\n%s\n", indent, "", list.count, hidden ? "hidden " : "",
                list.count == 1 ? "" : "es", indent);
    vec_free(&list);
}

/* The oldest comes first; the list has the youngest in front. */
static LoaderList children_of(const Tree *tree, const LoaderData *loader)
{
    LoaderList list = {0};
    for (u32 i = tree->loaders.count; i > 0; i--)
        if (is_parent(loader, tree->loaders.items[i - 1]))
            vec_push(&list, tree->loaders.items[i - 1]);
    return list;
}

static void print_loader(const Tree *tree, LoaderData *loader, const char *indent, bool is_last, u32 alike);

static void print_children(const Tree *tree, const LoaderList *children, const char *indent)
{
    for (u32 i = 0; i < children->count; i++) {
        u32 alike = 1;
        while (tree->folds && i + alike < children->count &&
               look_alike(children->items[i], children->items[i + alike]))
            alike++;
        print_loader(tree, children->items[i], indent, i + alike == children->count, alike);
        i += alike - 1;
    }
}

static void print_loader(const Tree *tree, LoaderData *loader, const char *indent, bool is_last, u32 alike)
{
    FILE *out = tree->call->out;
    fprintf(out, "%s+-- ", indent);
    print_name(out, loader);
    if (alike > 1)
        fprintf(out, " (+ %u more)", alike - 1);
    LoaderList children = children_of(tree, loader);
    size_t size = strlen(indent) + 16;
    char *below = malloc(size), *details = malloc(size);
    if (below && details) {
        snprintf(below, size, "%s%s", indent, is_last ? "      " : "|     ");
        snprintf(details, size, "%s%s", below, children.count ? "|     " : "      ");
        fprintf(out, "\n%s\n", details);
        if (tree->is_verbose)
            fprintf(out, "%s%21s %p\n%s%21s %p\n%s%21s %p\n%s\n", details,
                    "Loader Oop:", (const void *)loader->java_loader, details,
                    "Loader Data:", (const void *)loader, details, "Loader Klass:",
                    loader == boot_loader ? NULL : (const void *)object_class(loader->java_loader), details);
        if (tree->shows_classes) {
            print_classes(tree, details, loader, false);
            print_classes(tree, details, loader, true);
        }
        print_children(tree, &children, below);
    }
    free(below);
    free(details);
    vec_free(&children);
}

void command_print_loaders(CommandCall *call)
{
    enum { SHOW_CLASSES, VERBOSE, FOLD };
    Tree tree = {.call = call, .loaders = begin(call)};
    tree.shows_classes = command_is_on(call, SHOW_CLASSES);
    tree.is_verbose = command_is_on(call, VERBOSE);
    tree.folds = command_is_on(call, FOLD) && !tree.shows_classes && !tree.is_verbose;
    print_loader(&tree, boot_loader, "", true, 1);
    end(call, &tree.loaders);
}

/* ---- the table ---- */

typedef struct Sums {
    u32 loaders, classes;
    size_t taken, used;
} Sums;

static void print_row(FILE *out, const Sums *row)
{
    fprintf(out, "%7u %9zu %9zu  ", row->classes, row->taken, row->used);
}

static Sums measure(const LoaderData *loader)
{
    return (Sums){.loaders = !is_of_hidden(loader),
                  .classes = loader->class_count,
                  .taken = arena_taken(&loader->arena),
                  .used = loader->arena.allocated};
}

static void add(Sums *sum, Sums other)
{
    sum->loaders += other.loaders;
    sum->classes += other.classes;
    sum->taken += other.taken;
    sum->used += other.used;
}

static Sums measure_hidden(const LoaderList *list, const LoaderData *host)
{
    Sums sum = {0};
    for (u32 i = 0; i < list->count; i++)
        if (is_of_hidden(list->items[i]) && list->items[i]->host == host)
            add(&sum, measure(list->items[i]));
    return sum;
}

static const void *class_address(const Object *java_loader)
{
    return java_loader ? object_class(java_loader) : NULL;
}

void command_print_loader_table(CommandCall *call)
{
    char name[NAME_SIZE];
    FILE *out = call->out;
    LoaderList list = begin(call);
    Sums total = {0};
    fprintf(out, "%-19s %-19s %-18s Classes   ChunkSz   BlockSz  Type\n", "ClassLoader", "Parent", "CLD*");
    for (u32 i = 0; i < list.count; i++) {
        const LoaderData *loader = list.items[i];
        Sums row = measure(loader), hidden = measure_hidden(&list, loader);
        add(&total, row);
        if (is_of_hidden(loader))
            continue;
        const Object *java = loader->java_loader;
        fprintf(out, "0x%016lx  0x%016lx  0x%016lx ", (unsigned long)(uintptr_t)class_address(java),
                (unsigned long)(uintptr_t)class_address(
                    java ? ref_load(java, WK_FIELD(ClassLoader_parent)) : NULL),
                (unsigned long)(uintptr_t)loader);
        print_row(out, &row);
        fprintf(out, "%s\n",
                java ? class_binary_name(object_class(java), name, sizeof name) : "<boot class loader>");
        if (hidden.classes) {
            fprintf(out, "%59s", "");
            print_row(out, &hidden);
            fprintf(out, " + hidden classes\n");
        }
    }
    fprintf(out, "Total = %-50u ", total.loaders);
    print_row(out, &total);
    fprintf(out, "\nChunkSz: Total size of all allocated metaspace chunks\n"
                 "BlockSz: Total size of all allocated metaspace blocks (each chunk has several blocks)\n");
    end(call, &list);
}

/* ---- the tree of classes ---- */

static void print_class(FILE *out, const Class *c, u32 depth)
{
    char name[NAME_SIZE];
    for (u32 i = 0; i < depth; i++)
        fprintf(out, i + 1 < depth ? "|  " : "|--");
    fprintf(out, "%s/", class_binary_name(c, name, sizeof name));
    if (c->loader == boot_loader)
        fprintf(out, "null");
    else
        fprintf(out, "%p", (const void *)c->loader);
    fprintf(out, c->access & ACC_INTERFACE ? " (intf)\n" : "\n");
}

static void print_subclasses(FILE *out, const ClassList *all, const Class *super, u32 depth)
{
    print_class(out, super, depth);
    for (u32 i = 0; i < all->count; i++)
        if (all->items[i]->super == super)
            print_subclasses(out, all, all->items[i], depth + 1);
}

/* Returns the class's depth. */
static u32 print_supers(FILE *out, const Class *c)
{
    u32 depth = c->super ? print_supers(out, c->super) + 1 : 0;
    print_class(out, c, depth);
    return depth;
}

void command_print_hierarchy(CommandCall *call)
{
    enum { NAME };
    char name[NAME_SIZE];
    const char *wanted = call->values[NAME];
    ClassList all = {0};
    LoaderList list = begin(call);
    for (u32 i = 0; i < list.count; i++)
        loader_for_each_class(list.items[i], note_class, &all);
    if (!wanted)
        print_subclasses(call->out, &all, WK(Object), 0);
    for (u32 i = 0; wanted && i < all.count; i++)
        if (strcmp(class_binary_name(all.items[i], name, sizeof name), wanted) == 0)
            print_supers(call->out, all.items[i]);
    vec_free(&all);
    end(call, &list);
}

/* ---- metadata ---- */

static void print_usage(FILE *out, const Sums *sum)
{
    fprintf(out, "%zuK taken, %zuK (%zu%%) used\n", sum->taken / KB, sum->used / KB,
            sum->taken ? sum->used * 100 / sum->taken : 0);
}

void command_print_metadata(CommandCall *call)
{
    enum { BASIC, SHOW_LOADERS };
    FILE *out = call->out;
    LoaderList list = begin(call);
    Sums total = {0};
    for (u32 i = 0; i < list.count; i++) {
        Sums row = measure(list.items[i]);
        add(&total, row);
        if (!command_is_on(call, SHOW_LOADERS))
            continue;
        char name[NAME_SIZE];
        fprintf(out, "%4u: CLD %p: %s%s, %u class%s\n      ", i + 1, (const void *)list.items[i],
                is_of_hidden(list.items[i]) ? "<hidden class>, loaded by " : "",
                loader_name(list.items[i]->host, name, sizeof name), row.classes,
                row.classes == 1 ? "" : "es");
        print_usage(out, &row);
    }
    fprintf(out, "\nTotal Usage - %u loaders, %u classes:\n      ", list.count, total.classes);
    print_usage(out, &total);
    fprintf(out, "\nMetadata region: %zuK reserved, %zuK committed, %zuK used\n",
            (size_t)(region_end - region_base) / KB, (size_t)(region_high_water() - region_base) / KB,
            region_used() / KB);
    end(call, &list);
}
