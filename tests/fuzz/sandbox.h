/* sandbox.h - what a program made at random must not do: seccomp refuses it with EPERM
 * Refused: programs, threads, signals to others, sockets, changes of files and folders, opening files for
 * writing.
 */
#ifndef MOKA_TESTS_FUZZ_SANDBOX_H
#define MOKA_TESTS_FUZZ_SANDBOX_H

/* For the calling thread and those it starts; ends the process if the kernel does not do it. */
void sandbox_enter(void);

#endif
