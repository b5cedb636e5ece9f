/* touched.h - the pages that every start writes, copied in one go instead of by a fault each
 * In:     a machine that goes on from a file; the list of pages beside the cache's files
 * Out:    private copies of these pages, as the first writes would make them; from the first programs that go
 *         on from a file, the list: what all of them have written
 * Used by: snapshot.c, vm/boot.c
 * Keeps:  a list says only which pages are copied early. One that is wrong, damaged or somebody's trick costs
 *         memory, never more than TOUCHED_SHARE of the pages.
 * Tests:  tests/suites/46_snapshot_cache
 */
#ifndef MOKA_VM_SNAPSHOT_TOUCHED_H
#define MOKA_VM_SNAPSHOT_TOUCHED_H

/* Region and image are mapped, and nothing has been written there. */
void touched_copy(void);
/* The program has ended: what it has written, if it is watched. */
void touched_note(void);

#endif
