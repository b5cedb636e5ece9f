/* jit.h - the template compiler, as boot turns it on and off
 * In:     options; methods that the interpreter finds hot (vm/exec/call/tier.h)
 * Out:    methods with code of their own
 * Locks:  one compilation at a time
 */
#ifndef MOKA_JIT_JIT_H
#define MOKA_JIT_JIT_H

#include "vm/model/method.h"

/* Called when the region is there and no method is yet. compile_first: methods are compiled at their first
 * call. False: everything is interpreted, since the system refuses what machine code needs; *ret_error is the
 * reason (static text). */
bool jit_init(bool compile_first, const char **ret_error);
void jit_reset(void);

#endif
