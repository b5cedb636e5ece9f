/* model.h - the beginning and the end of what the model keeps: names, and what is well known
 * In:     the metadata region
 * Tests:  tests/unit/state_test.c
 */
#ifndef MOKA_VM_MODEL_MODEL_H
#define MOKA_VM_MODEL_MODEL_H

#include "vm/base/base.h"

/* False: the region is exhausted. */
bool model_init(void);
void model_reset(void);

#endif
