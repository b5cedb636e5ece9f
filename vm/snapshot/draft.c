/* draft.c - see draft.h: addresses. */
#include "vm/snapshot/draft.h"

#include "vm/base/region.h"

#include <stdarg.h>
#include <stdio.h>

void draft_refuse(Draft *d, const char *format, ...)
{
    if (d->problem[0])
        return;
    va_list args;
    va_start(args, format);
    vsnprintf(d->problem, sizeof d->problem, format, args);
    va_end(args);
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
