/* refs.h - java.lang.ref processing at the end of marking, world stopped
 * The collector clears referents (not of FinalReference), links References through `discovered` onto the
 * pending list and wakes refs_wait_pending.
 */
#ifndef MOKA_GC_REFS_H
#define MOKA_GC_REFS_H

#include "vm/model/thread.h"

/* How long a soft reference lives after its last use, for each free megabyte. */
void refs_init(i64 soft_millis_per_mb);
void refs_reset(void);

/* From the mark procedure (any marker thread): an active Reference with a referent; false: treat the referent
 * as strong. */
bool refs_discover(Object *reference, const Class *c);
/* At the start and the end of marking, world stopped. free_bytes scales the life of soft references. */
void refs_begin(size_t free_bytes, bool clear_all_soft);
void refs_process(void);
Object **refs_pending_slot(void); /* a root */

Object *refs_take_pending(Thread *t); /* the whole list, and clears it; NULL if empty */
bool refs_has_pending(void);
void refs_wait_pending(Thread *t); /* blocks until there is one */
/* Registered places that the collector clears (or lets the callback drop) when the object dies: weak handles,
 * the intern table. */
typedef void (*RefsWeakSweep)(bool (*is_live)(const Object *object));
void refs_add_weak_table(RefsWeakSweep sweep);

#endif
