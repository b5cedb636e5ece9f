/* compile_linked.h - -XX:+JitCompileLinked: all methods of java.base are compiled, no code is kept
 * In:     the boot loader's classes that are linked when Java code has come to its end
 * Out:    figures, which -Xlog:jit prints with those of all compilations (jit/report.h)
 * Effects: prepares methods; stops the world while it compiles
 * Tests:  tests/suites/42_compiler; tools/bench/compile.py measures with it
 */
#ifndef MOKA_VM_COMPILE_LINKED_H
#define MOKA_VM_COMPILE_LINKED_H

#include "vm/model/thread.h"

void compile_linked(Thread *t);

#endif
