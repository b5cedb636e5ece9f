/* compile.h - a method's bytecode becomes machine code, in one pass
 * In:     a prepared method and the state of its constant cache; its class is initialized or being so
 * Out:    a blob in the code cache; or a reason (static text) why there is none
 * Locks:  the caller's: one compilation at a time. Meanwhile other threads link cache entries and note
 *         receivers: each question is asked once, or its answer may only become more (cache.h)
 * Effects: host memory; never loads, throws, collects or runs Java code
 * Tests:  tests/java, tests/opcodes with -Xcomp
 */
#ifndef MOKA_JIT_COMPILE_H
#define MOKA_JIT_COMPILE_H

#include "vm/exec/walk/code_blob.h"

/* Reasons that may pass, to be known by their addresses. */
extern const char compile_full[], compile_no_memory[], compile_interrupted[];
/* Adds the blob; the caller sets the method's entry. NULL: there is none, for *ret_reason. pause is called
 * between instructions; false: give up as compile_interrupted, and then the method may be gone. pause NULL:
 * nobody interrupts. */
CodeBlob *compile_method(Method *m, bool (*pause)(void), const char **ret_reason);
/* Removes the blob and frees its code. The world is stopped. */
void compile_free(CodeBlob *blob);

#endif
