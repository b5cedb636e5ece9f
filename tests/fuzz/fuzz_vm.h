/* fuzz_vm.h - a running VM for fuzz targets, one process per thousand inputs
 * The VM is booted once. Inputs run in a child, which starts as a copy of the booted process and is replaced
 * after CHILD_INPUTS of them, or when one ends it: by System.exit, by waiting for ever. What an input leaves
 * behind (classes, symbols, threads) goes with the child, and libFuzzer's own state is in the parent, where
 * nothing is ever run. The edge counters travel through shared memory.
 * In the child the kernel refuses whatever would reach outside: a program made at random may do anything.
 */
#ifndef MOKA_TESTS_FUZZ_FUZZ_VM_H
#define MOKA_TESTS_FUZZ_FUZZ_VM_H

#include "vm/model/loader_data.h"
#include "vm/model/thread.h"

/* Boots. MOKA_FUZZ_CLASSES: where the application loader finds classes. False: it has said why. */
bool fuzz_vm_start(void);
/* Runs the body on the input in the child, IN_JAVA, with a class loader that has defined nothing. A crash or
 * a hang of the child ends this process in the same way. */
typedef void (*FuzzBody)(Thread *t, LoaderData *loader, const u8 *data, size_t size);
void fuzz_vm_run(const u8 *data, size_t size, FuzzBody body);
/* A defect that no sanitizer sees. */
void fuzz_vm_defect(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

#endif
