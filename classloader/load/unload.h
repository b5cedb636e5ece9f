/* unload.h - the end of class loaders: their classes and all their metadata (JLS 12.7)
 * In:     the world stopped, marking and References done (gc/heap.c)
 * Out:    loaders that were not reached are gone: whatever live metadata still named them is cleared, their
 *         memory is free
 * Uses:   gc/inspect.h loader.h
 * Used by: gc/heap.c, through doors.h
 * Effects: none on the heap
 * Locks:  leaves that no stopped thread holds
 * Keeps:  live metadata names a dead class only in the places that unload.c clears: inline caches, lists of
 *         subclasses, constraints, reads and exports of modules. The loader's table of classes keeps alive
 *         anything else that a class resolves.
 * Tests:  tests/java/ClassUnloading.java, tests/suites/29_invariants, tests/unit/heap_test.c
 */
#ifndef MOKA_CLASSLOADER_LOAD_UNLOAD_H
#define MOKA_CLASSLOADER_LOAD_UNLOAD_H

#include "vm/model/doors.h"

/* unload_dead_loaders is in vm/model/doors.h. */

/* unload_symbols.c. Frees the symbols that nothing refers to; the dead loaders are gone. poison: overwrites
 * them, too. */
void unload_symbols(bool poison);
/* At the machine's end: what natives' methods have outside the region is freed. */
void unload_forget_natives(void);

#endif
