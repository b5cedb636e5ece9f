/* inline.h - a called method compiled in the place of its call
 * In:     a site whose target is known, or guessed from the classes that it has met; the arguments are the
 *         topmost operands
 * Out:    the target's code; its result is the top operand
 * Keeps:  an inlined method has the slots that it would have if it were called (compilation.h)
 * Tests:  tests/java, tests/suites/42_compiler
 */
#ifndef MOKA_JIT_INLINE_H
#define MOKA_JIT_INLINE_H

#include "jit/compilation.h"

/* Not at all; methods of at most so many bytes of bytecode, in each other so deep. */
void inline_init(bool is_off, u32 bytes, u32 depth);
void inline_reset(void);
/* Compiles the call of a linked site in its place, if what is called is known and worth it: the result takes
 * the place of the arguments, which are the topmost operands. False: nothing was done. */
bool inline_site(Compilation *c, CacheEntry *entry);
/* The method that a virtual or interface site would call for the one class that it has met, if it can be
 * inlined; else NULL. */
Method *inline_target(const Compilation *c, const CacheEntry *entry, u32 *ret_class_word);
/* The same where the site has met two or three classes whose methods can all be inlined: compiles it. False:
 * nothing was done. */
bool inline_many(Compilation *c, CacheEntry *entry);
/* What a virtual or interface site calls for receivers of the class, which must live as long as the code that
 * compares with it; NULL: the class may die sooner, it throws, or C finds it. */
Method *inline_selected(const Compilation *c, const CacheEntry *entry, const Class *class);
/* The variables that the method itself reads after the call. */
u32 inline_wanted_after(const Compilation *c);
/* Is it worth it, and possible here? */
bool inline_may(const Compilation *c, const Method *m);
/* Of such a target: it is compiled in the place of the call. */
void inline_call(Compilation *c, Method *m);
/* In an inlined method, before a jump. */
void inline_begin_blocks(Compilation *c);
/* The method's own instruction that comes next, for an inlined method behind its return; NULL: another. */
const u8 *inline_next(const Compilation *c);
/* Where paths meet: all operands go to their slots, those in rax, too; then the result, the top operand, goes
 * there. abandons: nobody goes on with the innermost method. */
void inline_meet(Compilation *c, char letter, bool abandons);
/* The result, if there is one, is the top operand. */
void inline_return(Compilation *c, u32 op);

#endif
