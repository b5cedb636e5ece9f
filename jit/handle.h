/* handle.h - calls by method handles: invokedynamic, invokehandle, invokeBasic, linkTo*
 * In:     a linked call site; the handle or member name among its arguments, a constant or not
 * Out:    where it is a constant, the method that it stands for is called or inlined; else what the stubs do
 *         in C is done in place
 * Keeps:  a handle's form may be replaced by one that does the same: code may keep the old one. The target of
 *         a call site that may change is read at each call
 * Tests:  tests/java/MethodHandle*.java, VarHandles.java, CompiledHandles.java
 */
#ifndef MOKA_JIT_HANDLE_H
#define MOKA_JIT_HANDLE_H

#include "jit/compilation.h"

/* False: the site is none of these, or is called as any other; nothing was done. */
bool handle_site(Compilation *c, CacheEntry *entry);

#endif
