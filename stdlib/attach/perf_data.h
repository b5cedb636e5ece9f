/* perf_data.h - the file by which jps, jstat and jcmd find the process and read its counters
 * In:     counters of the rooms; what the command line says
 * Out:    /tmp/hsperfdata_USER/PID, of 32 KB, in the format "PerfData 2.0"
 * Uses:   a thread of the VM's own, which makes the file and then writes the counters' values
 * Owner:  the file and its mapping, which belong to the process; the file goes when that ends by the VM's
 *         will
 * Keeps:  the folder and the file are the user's own, and nobody else may write to them; no link is followed
 * Tests:  tests/suites/47_attach
 */
#ifndef MOKA_STDLIB_ATTACH_PERF_DATA_H
#define MOKA_STDLIB_ATTACH_PERF_DATA_H

#include "vm/base/base.h"

/* Boot's end. -XX:-UsePerfData, -XX:+PerfDisableSharedMem: nothing. */
void perf_data_begin(void);
/* The process is about to end, or the machine. */
void perf_data_remove_file(void);
/* When the thread has ended. */
void perf_data_reset(void);

/* perf_file.c: the mapped file. NULL: it cannot be made; nobody is told, as tools work without it. Files of
 * the user's processes that are gone are removed. */
char *perf_file_open(size_t size);
/* Removes the file, if there is one; the mapping stays until perf_file_close. */
void perf_file_remove(void);
void perf_file_close(void);

#endif
