/* info_classes.c - see info_classes.h. Metadata has addresses, and is understood only where it was written
 * for; so the file is mapped there as for a start, after all of it has been compared with its sum. */
#include "vm/snapshot/info_classes.h"

#include "classloader/load/loader.h"
#include "gc/heap.h"
#include "vm/snapshot/key.h"

#include <string.h>
#include <sys/mman.h>

extern char __start_snapshot_saved[] __attribute__((visibility("hidden")));
extern char __stop_snapshot_saved[] __attribute__((visibility("hidden")));

static bool is_of_this_library(const char *key)
{
    char line[256];
    return key_library_line(line, sizeof line) && strstr(key, line);
}

static bool has_its_sum(int file, const SnapshotHeader *h)
{
    u64 sum;
    return format_large_sum(file, h, &sum) && sum == h->large_sum;
}

const char *info_classes_map(int file, const SnapshotHeader *h, const char *key)
{
    const SnapshotExtent *region = &h->sections[SECTION_REGION], *saved = &h->sections[SECTION_SAVED];
    if (!is_of_this_library(key))
        return "another libjvm.so has written them";
    if (saved->size != (u64)(__stop_snapshot_saved - __start_snapshot_saved) || !has_its_sum(file, h))
        return "the file is damaged";
    void *place = (void *)(uintptr_t)h->region_base;
    if (mmap(place, region->size, PROT_READ, MAP_PRIVATE | MAP_FIXED_NOREPLACE, file,
             (off_t)region->offset) != place)
        return "their place is taken";
    bool is_read = format_read(file, __start_snapshot_saved, saved->size, saved->offset);
    return is_read ? NULL : "they cannot be read";
}

typedef struct Visit {
    void (*visit)(const Class *c, void *context);
    void *context;
} Visit;

static void visit_class(Class *c, void *context)
{
    const Visit *v = context;
    v->visit(c, v->context);
}

static void visit_loader(LoaderData *loader, void *context)
{
    loader_for_each_class(loader, visit_class, context);
}

void info_classes_visit(void (*visit)(const Class *c, void *context), void *context)
{
    roots_for_each_loader(visit_loader, &(Visit){visit, context});
}
