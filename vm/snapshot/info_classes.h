/* info_classes.h - the classes of a snapshot, for who looks at the file
 * In:     a file of this library's, in a process that has no machine
 * Out:    its classes, one after the other
 * Effects: maps the file's metadata where it was written for, so that the process can have no machine later
 * Used by: info.c
 * Tests:  tests/suites/46_snapshot
 */
#ifndef MOKA_VM_SNAPSHOT_INFO_CLASSES_H
#define MOKA_VM_SNAPSHOT_INFO_CLASSES_H

#include "vm/model/class.h"
#include "vm/snapshot/format.h"

/* key: the file's. NULL: the classes can be looked at; else why not. */
const char *info_classes_map(int file, const SnapshotHeader *header, const char *key);
void info_classes_visit(void (*visit)(const Class *c, void *context), void *context);

#endif
