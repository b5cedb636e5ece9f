/* fresh.h - a new object that is only stored into, and then forgotten, is not made
 * In:     code that allocates, code that stores into its fields, and nothing between them
 * Out:    that code is taken back when the last operand that is the object goes
 * Keeps:  what was emitted since has bound no label, made no cold code and moved no operand, so that nothing
 *         is lost with it
 * Tests:  tests/java/ForgottenObjects.java
 */
#ifndef MOKA_JIT_FRESH_H
#define MOKA_JIT_FRESH_H

#include "jit/compilation.h"

/* Around the code that allocates. */
void fresh_begin(Compilation *c);
void fresh_end(Compilation *c, Reg object);
/* Before the code that stores into a field of the object: is it the newest, with no other code behind it?
 * Then, afterwards. */
bool fresh_is_next(const Compilation *c, Reg object);
void fresh_stored(Compilation *c);
/* No operand is in the register any more. */
void fresh_forget(Compilation *c, Reg reg);

#endif
