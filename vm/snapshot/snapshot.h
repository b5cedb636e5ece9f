/* snapshot.h - the start from a file: a booted machine is written once and mapped by later processes
 * In:     -Xsnapshot:dump=FILE, -Xsnapshot:file=FILE (options.snapshot_out, snapshot_in); a booted machine
 * Out:    the file; or a machine that goes on from it; or a reason, under -Xlog:snapshot, and a normal start
 * Uses:   every room's state: metadata region, image space, what is declared SNAPSHOT_STATE(saved)
 * Used by: vm/boot.c
 * Effects: snapshot_write runs Java and collects; the machine goes on
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

/* On the main thread, IN_JAVA, before any program has begun or after one has ended (options.snapshot_app).
 * NULL: it is written; else why it is not. */
const char *snapshot_write(Thread *t, const char *home, const char *path);
/* -Xsnapshot:app, when the machine has booted: System.exit is to end the program, not the process. */
void snapshot_begin_application(Thread *t);
/* A thread of the host's is detached, with what its last Java code has left pending. */
void snapshot_note_application(const Thread *t);
/* Threads of the program are not waited for. */
bool snapshot_application_exits(void);
/* In DestroyJavaVM, before the shutdown hooks: writes the machine. It returns when that was done and main had
 * returned; else the process ends with the program's code, or 1. */
void snapshot_end_application(Thread *t);
/* -Xsnapshot:info: what the file holds, on standard output. False: it is none, which stderr says. */
bool snapshot_print_info(const char *path, bool as_json);
/* For the launcher, of an application's file: the JDK's home, and the words before the program's arguments,
 * all the caller's to free. Their number, at most `most`; -1: it is no snapshot of this format. */
MOKA_EXPORT int snapshot_info_words(const char *path, char **ret_home, char **ret_words, int most);

#endif
