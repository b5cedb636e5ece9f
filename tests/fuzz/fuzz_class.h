/* fuzz_class.h - what the targets that take class files share: the custom mutator
 * It takes an input apart, changes one to three things and puts it together again (mutate.h); an input that
 * is no class file any more, and a few others, are changed byte by byte as libFuzzer does it.
 */
#ifndef MOKA_TESTS_FUZZ_FUZZ_CLASS_H
#define MOKA_TESTS_FUZZ_FUZZ_CLASS_H

#include "vm/base/base.h"

/* libFuzzer's interface */
int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const u8 *data, size_t size);
size_t LLVMFuzzerMutate(u8 *data, size_t size, size_t room);
size_t LLVMFuzzerCustomMutator(u8 *data, size_t size, size_t room, unsigned seed);

#endif
