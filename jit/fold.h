/* fold.h - instructions whose result is known when they are compiled
 * In:     the topmost operands
 * Out:    true: they are replaced by the result, which is a constant, and nothing is left to emit
 * Keeps:  what would throw is not folded
 * Tests:  tests/java/FoldedConstants.java, tests/opcodes
 */
#ifndef MOKA_JIT_FOLD_H
#define MOKA_JIT_FOLD_H

#include "jit/compilation.h"

bool fold_binary(Compilation *c, u32 op);
bool fold_unary(Compilation *c, u32 op);
bool fold_getstatic(Compilation *c, const CacheEntry *entry);
bool fold_getfield(Compilation *c, const Field *f);
bool fold_array_load(Compilation *c, Type type);
bool fold_arraylength(Compilation *c);
/* A checkcast that succeeds. */
bool fold_checkcast(Compilation *c, const CacheEntry *entry);
bool fold_instanceof(Compilation *c, const CacheEntry *entry);

#endif
