/* again.h - methods are compiled again when it turns out that their code knew too little
 * In:     notes from machine code: an instruction is linked there for the first time, or a site meets the
 *         first receivers of which a compiler hears
 * Out:    such a method's calls are counted and its loops are sampled; when it proves hot it is compiled
 *         anew, and its loops go on in the new code
 * Uses:   queue.h, whose thread takes the samples
 * Owner:  blobs that are replaced, until no frame stands in them
 * Locks:  one for a method's two addresses, a leaf
 * Keeps:  machine code counts nothing; calls are counted by a stub that stands in the method's entry. A
 *         method is compiled at most AGAIN_MOST_TIMES times, and the last code notes nothing
 * Tests:  tests/java/CompiledAgain.java, tests/suites/42_compiler
 */
#ifndef MOKA_JIT_AGAIN_H
#define MOKA_JIT_AGAIN_H

#include "vm/bytecode/cache.h"
#include "vm/exec/walk/code_blob.h"
#include "vm/model/doors.h"
#include "vm/model/thread.h"

/* Calls of a method since it became stale, after which it is compiled again. */
enum { AGAIN_CALLS = 5000, AGAIN_MOST_TIMES = 3 };

/* Before Java code runs. compile: as in vm/exec/call/tier.h. */
void again_begin(bool (*compile)(Thread *t, Method *m, i32 loop));
/* The code becomes the method's, and what was its code before is retired. */
void again_install(Method *m, CodeBlob *blob);
/* There will be no other code of the method. */
void again_give_up(Method *m);
/* Was the method's code made too early? */
bool again_is_stale(const Method *m);
/* Is this the last time that the method is compiled? */
bool again_is_last(const Method *m);

/* ---- what machine code brings about ---- */

/* A leaf, as again_note of doors.h is. A virtual site in the code of m meets a class, which is returned. */
u32 again_note_receiver(CacheEntry *entry, Method *m, u32 class_word);
/* For the stub that counts: enough calls. Returns the method. */
Method *again_request(Thread *t, Method *m, const Slot *sp);
/* At a poll in a loop, with its frame published. Returns the place in newer code where the loop goes on;
 * NULL: it stays, or an exception is pending. */
const void *again_poll(Thread *t);

#endif
