/* constant.h - values that are known when code is made, and do not change as long as it runs
 * In:     fields and elements of objects that live; references are addresses, since objects do not move
 * Out:    constants as operands
 * Keeps:  an object that code names is in the reference table of the loader of the code's method. It is
 *         reached from there only by what does not change, or it would be no constant: so that keeps little
 *         alive that would die
 * Tests:  tests/java/FoldedConstants.java
 */
#ifndef MOKA_JIT_CONSTANT_H
#define MOKA_JIT_CONSTANT_H

#include "jit/compilation.h"

/* A value as an operand has it. */
typedef struct Constant {
    char letter;
    u8 stable; /* of an array: in so many dimensions what is not null or 0 stays */
    i64 value;
} Constant;

/* Of a static field of an initialized class; false: it may change. */
bool constant_of_static(const Field *f, Constant *ret);
/* Of an instance field of this object. */
bool constant_of_field(const Field *f, const Object *object, Constant *ret);
/* Of an element of this array, in which so many dimensions are stable. */
bool constant_of_element(const Object *array, u8 stable, Type type, i64 index, Constant *ret);
/* A float or double that lies behind the code: the instruction that was just emitted reads it, with
 * mem_absolute(0) as address. */
void constant_note_number(Compilation *c, u64 bits);
void constant_emit_numbers(Compilation *c);
/* The object stays alive as long as the code. */
void constant_keep(Compilation *c, Object *object);
/* The same for the metadata of the class and of all that it refers to. */
void constant_keep_class(Compilation *c, const Class *class);
/* When the code is finished: what it names is entered in the loader's table. False: not now. */
bool constant_publish(Compilation *c);

#endif
