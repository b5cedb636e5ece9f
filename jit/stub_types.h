/* stub_types.h - is an object of a class? With every register kept: the answer of class_is_subtype where
 * code around it cannot tell in place
 * In:     pushed are an object, which is not null, and a class, the latter last
 * Out:    code that returns behind both
 * Keeps:  all registers; nothing of C is called, nothing collected
 * Tests:  tests/java/TypeTests.java, DeepHierarchies.java, tests/opcodes with -Xcomp
 */
#ifndef MOKA_JIT_STUB_TYPES_H
#define MOKA_JIT_STUB_TYPES_H

#include "jit/x64.h"

/* ZF is set if the object is not of the class. */
void stub_types_test(X64 *x);
/* Jumps to `refused` if it is not, with both still pushed. */
void stub_types_check(X64 *x, Label *refused);

#endif
