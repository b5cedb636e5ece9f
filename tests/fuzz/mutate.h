/* mutate.h - single changes to class files that keep their outer shape, so that they reach verifier and
 * interpreter: what the fuzz targets' custom mutator and the mutation runner's generator share
 * Keeps:  the same seed makes the same change on every machine.
 */
#ifndef MOKA_TESTS_FUZZ_MUTATE_H
#define MOKA_TESTS_FUZZ_MUTATE_H

#include "tests/fuzz/class_model.h"

typedef struct Random {
    u64 state;
} Random;

Random random_from(u64 seed);
u64 random_next(Random *r);
/* 0 <= result < bound; 0 for a bound of 0 */
u32 random_below(Random *r, u32 bound);

enum { MUTATION_TEXT = 160 };

/* Which instructions may be changed: those that a run has executed. NULL: all. */
typedef struct LiveSet {
    bool (*is_live)(const void *context, const ClassModel *model, const Member *method, u32 bci);
    const void *context;
} LiveSet;

/* What was done is written to `text` ("" if nothing could be). */
void mutate_structure(ClassModel *model, Random *r, char text[MUTATION_TEXT]);
/* Instructions, handlers, frames and limits of one method. */
void mutate_code(ClassModel *model, Random *r, const LiveSet *live, char text[MUTATION_TEXT]);
/* Puts a call of `static void tick()` of a class before each backward branch and at the begin of each method
 * that has code, so that no mutant runs for ever. False: the pool is full or some code too large. */
bool mutate_add_ticks(ClassModel *model, const char *class_name);

#endif
