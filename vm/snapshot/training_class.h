/* training_class.h - the bytes of training/Training.java's class, and of a jar that holds it
 * Both are made and embedded when the VM is built.
 * In:     training/embed.py, which writes training_class.c
 * Used by: training.c
 * Tests:  tests/suites/46_snapshot
 */
#ifndef MOKA_VM_SNAPSHOT_TRAINING_CLASS_H
#define MOKA_VM_SNAPSHOT_TRAINING_CLASS_H

#include "vm/base/base.h"

extern const u8 training_class[];
extern const size_t training_class_size;
extern const u8 training_jar[];
extern const size_t training_jar_size;

#endif
