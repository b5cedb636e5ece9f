/* restore.c - see snapshot.h: the rooms' state that is not mapped but made again from the file's tables. */
#include "gc/inspect.h"
#include "vm/base/host_lock.h"
#include "vm/base/host_slot.h"
#include "vm/exec/thread/monitor.h"
#include "vm/host/home.h"
#include "vm/host/options.h"
#include "vm/snapshot/key.h"
#include "vm/snapshot/snapshot_parts.h"
#include "vm/snapshot/snapshot.h"
#include "vm/string/strings.h"

#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <string.h>

extern char __start_snapshot_saved[] __attribute__((visibility("hidden")));

enum { MOST_LIBRARIES = 32 };

/* Where a library of the JDK is loaded; it stays so. */
static const char *load(const char *name)
{
    char path[4096];
    struct link_map *map;
    snprintf(path, sizeof path, "%s/lib/%s", home_find(), name);
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library || dlinfo(library, RTLD_DI_LINKMAP, &map) != 0)
        options_exit_during_init("Unable to load native library: %s", dlerror());
    return (const char *)map->l_addr;
}

static u32 load_libraries(const char *ret_bases[MOST_LIBRARIES])
{
    u32 size, count = 0;
    const char *names = snapshot_section(SECTION_LIBRARIES, 1, &size);
    for (const char *name = names; name < names + size && *name && count < MOST_LIBRARIES;
         name += strlen(name) + 1)
        ret_bases[count++] = load(name);
    return count;
}

static void restore_slots(void)
{
    const char *bases[MOST_LIBRARIES], *ours = key_library_base();
    u32 count, libraries = load_libraries(bases);
    const SnapshotSlot *slots = snapshot_section(SECTION_SLOTS, sizeof *slots, &count);
    host_slot_make(count);
    for (u32 i = 1; i < count; i++) {
        u32 library = slots[i].library;
        if (library == SLOT_LIBJVM)
            host_slot_set(i, (void *)(uintptr_t)(ours + slots[i].offset));
        else if (library >= SLOT_LIBRARIES && library - SLOT_LIBRARIES < libraries)
            host_slot_set(i, (void *)(uintptr_t)(bases[library - SLOT_LIBRARIES] + slots[i].offset));
    }
}

static void restore_objects(const SnapshotHeader *header)
{
    u32 count;
    HeapImage image = {.start = (char *)(uintptr_t)SNAPSHOT_IMAGE_BASE,
                       .end = (char *)(uintptr_t)SNAPSHOT_IMAGE_BASE + header->sections[SECTION_IMAGE].size,
                       .starts = snapshot_section(SECTION_STARTS, sizeof(u64), &count)};
    image_set(&image);
    const SnapshotString *strings = snapshot_section(SECTION_STRINGS, sizeof *strings, &count);
    for (u32 i = 0; i < count; i++)
        strings_enter((Object *)(uintptr_t)strings[i].object, strings[i].hash);
    const SavedHash *hashes = snapshot_section(SECTION_HASHES, sizeof *hashes, &count);
    monitor_set_saved_hashes(hashes, count);
    const u32 *roots = snapshot_section(SECTION_ROOTS, sizeof *roots, &count);
    for (u32 i = 0; i < count; i++)
        heap_add_root((Object **)(void *)(__start_snapshot_saved + roots[i]));
}

void snapshot_restore_heap(void)
{
    const SnapshotHeader *header = snapshot_header();
    host_lock_make(header->lock_count);
    restore_slots();
    restore_objects(header);
}
