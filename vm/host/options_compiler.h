/* options_compiler.h - the options of the compiler
 * In:     flags: CompileThreshold, OnStackReplacePercentage, ReservedCodeCacheSize and their like
 * Out:    whether there is a compiler, and when it compiles
 * Keeps:  a flag that nobody gave shows the value that Moka uses, as one that the VM has chosen
 * Tests:  tests/suites/42_compiler
 */
#ifndef MOKA_VM_HOST_OPTIONS_COMPILER_H
#define MOKA_VM_HOST_OPTIONS_COMPILER_H

#include "vm/host/options.h"

/* -XX:ReservedCodeCacheSize=VALUE or -XmaxjitcodesizeVALUE. JNI_OK, or JNI_EINVAL with the text said. */
jint options_set_code_cache(const char *option, const char *value);
/* When all options are read; the same results. */
jint options_check_compiler(void);
bool options_has_compiler(void);
/* Calls, and jumps back, after which a method is compiled; 0 calls: at its first; UINT32_MAX: never. */
u32 options_compile_calls(void);
/* A method that is to be compiled is waited for. */
bool options_compiles_at_once(void);
u32 options_compile_loops(void);

#endif
