/* perf_map.h - tells perf which methods the machine code belongs to
 * In:     the blobs and stubs that there are
 * Out:    /tmp/perf-PID.map, a line for each: start and size in hexadecimal, name
 * Locks:  the compiler's
 * Tests:  tests/suites/42_compiler
 */
#ifndef MOKA_JIT_PERF_MAP_H
#define MOKA_JIT_PERF_MAP_H

#include "vm/base/base.h"

/* False: the file cannot be written. */
bool perf_map_write(void);

#endif
