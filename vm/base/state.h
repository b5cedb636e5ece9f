/* state.h - the classes of mutable state: what a VM is, and what only the process is
 * In:     each file's mutable state is one static struct, declared with its class:
 *             SNAPSHOT_STATE(saved) static struct {
 *                 u32 last_id;
 *             } state;
 *         What headers read inline, or other files write, is a variable of its own with a class.
 * Keeps:  every struct begins as zeros; what differs is said by an init, so that a reset is zeros again.
 *         A file with parts of several classes has a struct for each; locks beside saved state are in `host`.
 *         Thread-locals need no class: a thread belongs to the process.
 * Tests:  check_style's `state` names any other writable symbol; 27_region looks for host addresses in what
 *         is saved; tests/unit/state_test.c
 */
#ifndef MOKA_VM_BASE_STATE_H
#define MOKA_VM_BASE_STATE_H

/* saved    belongs to the VM like the metadata region and the heap: a snapshot writes it and reads it as it
 *          is. Numbers, references into region and heap; no host address, no lock.
 * rebuilt  follows from what is saved, or from options and files: made again by an init (tables of host
 *          addresses, the open image, indices over malloc).
 * dropped  a new process begins without it: caches, queues, counters, what one task keeps for the next.
 * host     belongs to the process: locks and what they guard, threads, handlers, descriptors, the collector.
 */
#define SNAPSHOT_STATE(kind) SNAPSHOT_STATE_##kind

/* One section that can be written whole; the linker names its ends. */
#define SNAPSHOT_STATE_saved __attribute__((section("snapshot_saved")))
/* Their names begin as .bss does: they take no room in the file, and the compiler refuses initial values. */
#define SNAPSHOT_STATE_rebuilt __attribute__((section(".bss.rebuilt")))
#define SNAPSHOT_STATE_dropped __attribute__((section(".bss.dropped")))
#define SNAPSHOT_STATE_host    __attribute__((section(".bss.host")))

/* For a file's reset. */
#define STATE_CLEAR(variable) __builtin_memset(&(variable), 0, sizeof(variable))

#endif
