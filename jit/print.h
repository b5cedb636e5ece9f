/* print.h - bytecode and machine code of a compilation side by side
 * In:     the compilation, which has marked where each instruction's code begins, first the main path's, then
 *         what lies behind it; and the finished blob
 * Out:    text on stdout, without addresses: the same in each run. Machine code as assembler's text where
 *         Capstone is installed, else as bytes, in which what depends on places is left out
 * Owner:  the disassembler is loaded when something is printed for the first time, and kept
 * Locks:  the compiler's
 * Tests:  tests/suites/42_compiler
 */
#ifndef MOKA_JIT_PRINT_H
#define MOKA_JIT_PRINT_H

#include "jit/compilation.h"

/* Before a compilation begins. True: somebody wants to see it. Otherwise the next three do nothing. */
bool print_begin(const Method *m);
/* Code of the instruction c->bci begins; is_cold: a part that lies behind. */
void print_mark(const Compilation *c, bool is_cold);
/* Code was taken back up to where the compilation is. */
void print_take_back(const Compilation *c);
void print_code(const Compilation *c, const CodeBlob *blob);
/* Until it is taken back, somebody wants to see each compilation. */
void print_everything(bool is_wanted);
void print_reset(void);

#endif
