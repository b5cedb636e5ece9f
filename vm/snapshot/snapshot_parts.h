/* snapshot_parts.h - what the rooms of a restored machine take from its file
 * In:     snapshot.c, which has checked and read the file
 * Used by: restore.c resume.c libraries.c files.c
 * Keeps:  the sections stay where they are as long as the machine.
 */
#ifndef MOKA_VM_SNAPSHOT_SNAPSHOT_PARTS_H
#define MOKA_VM_SNAPSHOT_SNAPSHOT_PARTS_H

#include "vm/model/thread.h"
#include "vm/snapshot/format.h"

/* NULL: this machine does not come from a snapshot. */
const SnapshotHeader *snapshot_header(void);
/* The section's first byte; *ret_count: how many elements of this size it has. Not of region and image. */
const void *snapshot_section(SnapshotSection section, size_t element_size, u32 *ret_count);

/* libraries.c; a library's number: from 1, in the order of SECTION_LIBRARIES. */
void libraries_restore(void);
/* Where it is loaded; it stays so. */
const char *libraries_base(u32 number);
/* Calls the natives of SECTION_NATIVES that have this library. False: an exception is pending. */
bool libraries_call_natives(Thread *t, u32 library);

/* application.c: the number of the thread that main ran on. */
i64 application_main_number(void);

/* files.c; false: an exception is pending. */
bool files_renew_system(Thread *t);
bool files_renew_nio(Thread *t);
bool files_renew_library_paths(Thread *t);
bool files_renew_descriptors(Thread *t);
bool files_renew_class_path(Thread *t);
bool files_open_again(Thread *t);
/* Before anything is taken: why the files that are opened again do not fit; NULL: they do. */
const char *files_check(void);

#endif
