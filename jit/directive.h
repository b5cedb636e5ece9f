/* directive.h - what the user wants of single methods: -XX:CompileCommand=, CompileOnly=, CompileCommandFile=
 * In:     their texts, one command a line
 * Out:    whether a method is compiled, printed, logged; what was understood, or not, on stdout
 * Owner:  the commands live until directive_reset
 * Locks:  none: commands are added before Java code runs
 * Tests:  tests/suites/42_compiler
 */
#ifndef MOKA_JIT_DIRECTIVE_H
#define MOKA_JIT_DIRECTIVE_H

#include "vm/model/method.h"

/* Commands that the compiler reads; it accepts many more. */
typedef enum Directive {
    DIRECTIVE_EXCLUDE,
    DIRECTIVE_COMPILE_ONLY,
    DIRECTIVE_PRINT,
    DIRECTIVE_LOG,
    DIRECTIVE_INLINE,
    DIRECTIVE_DONT_INLINE,
    DIRECTIVE_COUNT
} Directive;

/* Lines in the form of -XX:CompileCommand=: a bad one is reported and skipped. */
void directive_add(const char *lines);
/* In the form of -XX:CompileOnly=: classes and methods, separated by commas. */
void directive_add_only(const char *list);
/* A file of commands; one that cannot be read holds none. */
void directive_add_file(const char *path);
/* Prints methods of this pattern as `print` does, without a word about it. False: it is no pattern. */
bool directive_add_print(const char *pattern);
void directive_reset(void);

/* Does a command of this kind name the method? The last one that does decides. */
bool directive_names(Directive directive, const Method *m);
/* Not excluded, and among those that alone are compiled if there are such. */
bool directive_may_compile(const Method *m);
/* `quiet` was given: nothing is said about exclusions either. */
bool directive_is_quiet(void);

#endif
