/* snapshot.h - the start from a file: a booted machine is written once and mapped by later processes
 * In:     -Xsnapshot:dump=FILE, -Xsnapshot:file=FILE (options.snapshot_out, snapshot_in); a booted machine
 * Out:    the file; or a machine that goes on from it; or a reason, under -Xlog:snapshot, and a normal start
 * Uses:   every room's state: metadata region, image space, what is declared SNAPSHOT_STATE(saved)
 * Used by: vm/boot.c
 * Effects: snapshot_write ends the machine that it writes: its memory has been changed for the file
 * Keeps:  a file that does not fit in every respect is not used; nothing has been changed by then.
 * Tests:  tests/suites/46_snapshot
 */
#ifndef MOKA_VM_SNAPSHOT_SNAPSHOT_H
#define MOKA_VM_SNAPSHOT_SNAPSHOT_H

#include "vm/model/thread.h"

/* Before anything of the machine is there: looks into the automatic cache. It may return in a child, too,
 * which is to write the machine that it boots. home: the JDK's. */
void snapshot_find(const char *home);
/* Boot, in this order. base_init has been called, and the compiler has its stubs. True: region and saved
 * state are the snapshot's, and what symbol_init and loader_init would make is there. False: there is none,
 * or it does not fit. home: the JDK's. */
bool snapshot_open(const char *home);
bool snapshot_is_used(void);
void snapshot_reset(void);
/* After strings_init and source_init: objects, interned strings, host slots and locks. */
void snapshot_restore_heap(void);
/* In place of Java's part of boot, on the main thread, IN_JAVA. False: an exception is pending. */
bool snapshot_resume(Thread *t);

/* On the main thread, IN_JAVA, before any program has begun. NULL: it is written; else why it is not. */
const char *snapshot_write(Thread *t, const char *home, const char *path);
/* -Xsnapshot:info: what the file holds, on standard output. False: it is none, which stderr says. */
bool snapshot_print_info(const char *path, bool as_json);

#endif
