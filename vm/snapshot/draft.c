/* draft.c - see draft.h: addresses. */
#include "vm/snapshot/draft.h"

#include "vm/base/region.h"
#include "vm/host/home.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void note(Draft *d, const char *format, va_list args)
{
    if (!d->problem[0])
        vsnprintf(d->problem, sizeof d->problem, format, args);
}

void draft_refuse(Draft *d, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    note(d, format, args);
    va_end(args);
}

void draft_refuse_work(Draft *d, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    d->is_restless |= !d->problem[0];
    note(d, format, args);
    va_end(args);
}

void draft_free(Draft *d)
{
    vec_free(&d->objects);
    vec_free(&d->mappings);
    vec_free(&d->chunks);
    vec_free(&d->owners);
    vec_free(&d->libraries);
    vec_free(&d->slots);
    vec_free(&d->strings);
    vec_free(&d->hashes);
    vec_free(&d->roots);
    vec_free(&d->threads);
    vec_free(&d->mapped);
    vec_free(&d->natives);
    vec_free(&d->files);
    vec_free(&d->paths);
    vec_free(&d->command);
    map_free(&d->places);
    map_free(&d->unused);
    free(d->region);
    free(d->saved);
    free(d->image);
    free(d->starts);
    free(d);
}

u32 draft_place(const Draft *d, const Object *object)
{
    u64 address = (u64)(uintptr_t)object;
    if (address < d->lowest || address > d->highest)
        return 0;
    return (u32)map_get_u64(&d->places, address);
}

void *draft_in_region(const Draft *d, const void *address)
{
    return d->region + ((const char *)address - region_base);
}

u32 draft_library(Draft *d, const char *path)
{
    const char *name = strrchr(path, '/'), *home = home_find();
    name = name ? name + 1 : path;
    if (strncmp(path, home, strlen(home)) != 0) {
        draft_refuse(d, "the library %s is the program's own", path);
        return 0;
    }
    u32 number = 1;
    for (u32 at = 0; at < d->libraries.count; at += (u32)strlen(d->libraries.items + at) + 1, number++)
        if (strcmp(d->libraries.items + at, name) == 0)
            return number;
    for (const char *c = name;; c++) {
        vec_push(&d->libraries, *c);
        if (!*c)
            return number;
    }
}

/* Region and code cache lie below 4 GB, where texts and numbers look like addresses, too. */
void draft_note_mappings(Draft *d)
{
    char line[1024];
    FILE *maps = fopen("/proc/self/maps", "re");
    while (maps && fgets(line, sizeof line, maps)) {
        Mapping m;
        if (sscanf(line, "%lx-%lx", &m.start, &m.end) == 2 && m.start >= 4 * GB)
            vec_push(&d->mappings, m);
    }
    if (maps)
        fclose(maps);
    else
        draft_refuse(d, "the mappings of the process cannot be read");
}

/* Mappings are listed in the order of their addresses. */
bool draft_is_host_address(const Draft *d, u64 word)
{
    u32 low = 0, high = d->mappings.count;
    while (low < high) {
        u32 middle = low + (high - low) / 2;
        if (word >= d->mappings.items[middle].end)
            low = middle + 1;
        else
            high = middle;
    }
    return low < d->mappings.count && word >= d->mappings.items[low].start;
}
