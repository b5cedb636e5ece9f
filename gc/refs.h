/* refs.h - java.lang.ref processing at the end of marking, world stopped
 * The collector clears referents (not of FinalReference), links References through `discovered` onto the
 * pending list and wakes refs_wait_pending.
 */
#ifndef MOKA_GC_REFS_H
#define MOKA_GC_REFS_H

#include "gc/inspect.h"

/* soft_millis_per_mb: how long a soft reference lives after its last use, for each free megabyte. */
void refs_init(i64 soft_millis_per_mb);
void refs_reset(void);

/* The mark procedure, on any marker thread, has met a Reference. True: its referent is weak for now, and
 * refs_process will decide about it. False: the referent is to be marked like any field. */
bool refs_discover(Object *reference, const Class *c);
/* At the start and the end of marking, world stopped. free_bytes of heap make soft references live longer. */
void refs_begin(size_t free_bytes, bool clear_all_soft);
void refs_process(void);

#endif
