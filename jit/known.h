/* known.h - methods of the class library whose answer follows from a known object
 * In:     a linked site that calls one of them, with the class or object as a constant operand
 * Out:    the answer, or the test that is left of the question
 * Tests:  tests/java/FoldedConstants.java, CompiledHandles.java
 */
#ifndef MOKA_JIT_KNOWN_H
#define MOKA_JIT_KNOWN_H

#include "jit/compilation.h"

/* False: the method is none of them, or what it asks about is not known; nothing was done. */
bool known_site(Compilation *c, CacheEntry *entry);

#endif
