/* describe.h - instructions of a method as text, with the names that their pool indices stand for
 * In:     methods and their class files' constants
 * Out:    one line of text, without addresses: the same in each run
 * Effects: none; a line that is too long is cut
 * Tests:  tests/suites/36_trace, tests/suites/42_compiler
 */
#ifndef MOKA_VM_EXEC_INTERP_DESCRIBE_H
#define MOKA_VM_EXEC_INTERP_DESCRIBE_H

#include "vm/model/class.h"

typedef struct Line {
    char text[4096];
    size_t used;
} Line;

void describe_append(Line *line, const char *format, ...) PRINTF_LIKE(2, 3);
/* The name of a hidden class without its end, which is an address. */
void describe_class(Line *line, const Class *c);
/* Class.name(parameter types) */
void describe_method(Line *line, const Method *m);
/* A float or double as the interpreter's traces have it. */
void describe_float(Line *line, float value);
void describe_double(Line *line, double value);
/* The instruction as the class file has it. */
void describe_instruction(Line *line, const Method *m, u32 bci);

#endif
