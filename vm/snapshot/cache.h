/* cache.h - the automatic cache: a snapshot for each kind of start, in the user's cache folder
 * In:     -Xsnapshot:auto; the key of this start; XDG_CACHE_HOME or HOME
 * Out:    the file that serves it; or a child that writes it for the next start
 * Used by: snapshot.c
 * Effects: cache_find may fork, before the process has threads or memory of the VM's; the child returns from
 *         it with a machine of its own to boot and write, without the parent's descriptors, and is nobody's
 *         child by then
 * Keeps:  a start never waits for a file to be written. What cannot be done is left.
 * Tests:  tests/suites/46_snapshot_cache
 */
#ifndef MOKA_VM_SNAPSHOT_CACHE_H
#define MOKA_VM_SNAPSHOT_CACHE_H

#include "vm/model/thread.h"

bool cache_is_wanted(void);
/* Sets options.snapshot_in where there is a file; in the child, options.snapshot_out. */
void cache_find(const char *home);
/* The file that was found is of no use: a start makes another, but not the next ones. */
void cache_refused(void);
/* Where the list of the pages that a snapshot's starts write is kept (touched.h). False: there is no
 * place. */
bool cache_list_path(u64 header_sum, char *path, size_t size);
/* On the machine that is to be written: the training that a tool's start has besides. */
void cache_train(Thread *t);
/* A file is written: when it is the cache's, older ones go. */
void cache_written(void);

#endif
