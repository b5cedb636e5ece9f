/* snapshot_parts.h - what the rooms of a restored machine take from its file
 * In:     snapshot.c, which has checked and read the file
 * Used by: restore.c resume.c
 * Keeps:  the sections stay where they are as long as the machine.
 */
#ifndef MOKA_VM_SNAPSHOT_SNAPSHOT_PARTS_H
#define MOKA_VM_SNAPSHOT_SNAPSHOT_PARTS_H

#include "vm/snapshot/format.h"

/* NULL: this machine does not come from a snapshot. */
const SnapshotHeader *snapshot_header(void);
/* The section's first byte; *ret_count: how many elements of this size it has. Not of region and image. */
const void *snapshot_section(SnapshotSection section, size_t element_size, u32 *ret_count);
#endif
