/* restore.c - see snapshot.h: the rooms' state that is not mapped but made again from the file's tables. */
#include "classloader/source/source.h"
#include "gc/inspect.h"
#include "vm/base/host_library.h"
#include "vm/base/host_lock.h"
#include "vm/base/host_slot.h"
#include "vm/exec/thread/identity_hash.h"
#include "vm/snapshot/key.h"
#include "vm/snapshot/snapshot_parts.h"
#include "vm/snapshot/snapshot.h"
#include "vm/string/strings.h"

extern char __start_snapshot_saved[] __attribute__((visibility("hidden")));

static void restore_slots(void)
{
    const char *bases[HOST_LIBRARY_LIMIT + SLOT_LIBRARIES] = {[SLOT_LIBJVM] = key_library_base()};
    u32 count;
    const SnapshotSlot *slots = snapshot_section(SECTION_SLOTS, sizeof *slots, &count);
    host_slot_make(count);
    for (u32 i = 1; i < count; i++) {
        u32 library = slots[i].library;
        if (library < SLOT_LIBJVM || library >= COUNT_OF(bases))
            continue;
        if (!bases[library])
            bases[library] = libraries_base(library - SLOT_LIBJVM);
        host_slot_set(i, (void *)(uintptr_t)(bases[library] + slots[i].offset));
    }
}

static void restore_objects(const SnapshotHeader *header)
{
    u32 count;
    size_t size;
    HeapImage image = {.start = (char *)(uintptr_t)SNAPSHOT_IMAGE_BASE,
                       .end = (char *)(uintptr_t)SNAPSHOT_IMAGE_BASE + header->sections[SECTION_IMAGE].size,
                       .starts = snapshot_section(SECTION_STARTS, sizeof(u64), &count)};
    image_set(&image);
    const SnapshotString *strings = snapshot_section(SECTION_STRINGS, sizeof *strings, &count);
    for (u32 i = 0; i < count; i++)
        strings_enter((Object *)(uintptr_t)strings[i].object, strings[i].hash);
    const SavedHash *hashes = snapshot_section(SECTION_HASHES, sizeof *hashes, &count);
    identity_hash_set_saved(hashes, count);
    const u32 *mapped = snapshot_section(SECTION_MAPPED, sizeof *mapped, &count);
    for (u32 i = 0; i < count; i++)
        *(u64 *)(uintptr_t)mapped[i] += (u64)(uintptr_t)source_image_map(&size);
    const u32 *roots = snapshot_section(SECTION_ROOTS, sizeof *roots, &count);
    for (u32 i = 0; i < count; i++)
        heap_add_root((Object **)(void *)(__start_snapshot_saved + roots[i]));
}

void snapshot_restore_heap(void)
{
    const SnapshotHeader *header = snapshot_header();
    host_lock_make(header->lock_count);
    libraries_restore();
    restore_slots();
    restore_objects(header);
}
