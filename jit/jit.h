/* jit.h - the template compiler: when there is one, and what it is asked
 * In:     options; methods that the interpreter finds hot (vm/exec/call/tier.h)
 * Out:    methods with code of their own
 * Locks:  one compilation at a time
 */
#ifndef MOKA_JIT_JIT_H
#define MOKA_JIT_JIT_H

#include "vm/model/method.h"

/* Before any method is made, and after the region. False: the system forbids what machine code needs, for the
 * reason; everything is interpreted. */
bool jit_init(bool compile_first, const char **ret_error);
void jit_reset(void);

#endif
