/* loop.h - counted loops in which accesses of arrays are checked before the loop begins
 * In:     innermost loops of the method itself that javac makes of `for` and `while`: at their head a
 *         variable that steps up or down is compared with a bound that does not change, and their last
 *         instruction jumps back
 * Out:    whether the index of an access was checked before; arrays that are found before the loop, in
 *         registers
 * Keeps:  such a loop is compiled twice: where it stands, without those checks, and behind, with all of
 *         them. The code before it decides which one runs; it is made last, when it is known what the loop
 *         needs. Nothing is assumed: ranges are computed from the values that the variables have then
 * Tests:  tests/java/CountedLoops.java
 */
#ifndef MOKA_JIT_LOOP_H
#define MOKA_JIT_LOOP_H

#include "jit/compilation.h"

/* An int in the loop's body, as far as it has the same value in a whole round. */
typedef struct LoopIndex {
    enum {
        INDEX_CONSTANT, /* 0 */
        INDEX_FIXED,    /* a local that the loop does not write */
        INDEX_COUNTER,  /* the loop's variable */
        INDEX_PARALLEL  /* a local that changes by `step` in each round, too */
    } kind;
    u16 local;
    i32 step;
} LoopIndex;

/* An array that is the same in all rounds: a local, or what an element or field of such an object is. */
typedef struct LoopArray {
    enum { ARRAY_LOCAL, ARRAY_ELEMENT, ARRAY_FIELD } kind;
    u8 reg;    /* an element's or field's, as long as the loop runs */
    u8 object; /* the array or object that it comes from */
    u8 index;  /* an element's */
    u16 at;    /* the local, or the field's offset */
} LoopArray;

/* The array's length is above index + high, and index + low is not negative. */
typedef struct LoopNeed {
    u8 array, index;
    i32 low, high;
} LoopNeed;

/* What the loop's instructions do to a local. */
typedef struct LoopLocal {
    u16 writes, stride; /* stride: it grows by that local, less 1; 0: by `step` */
    u32 first_write;
    i32 step; /* 0: it is set in another way */
} LoopLocal;

/* With what the variable is compared. */
typedef struct LoopBound {
    enum { BOUND_CONSTANT, BOUND_LOCAL, BOUND_LENGTH } kind;
    u16 local;
    i32 value;
} LoopBound;

enum { LOOP_INDICES = 12, LOOP_ARRAYS = 12, LOOP_NEEDS = 16 };

typedef struct Loop {
    u32 start, test, end; /* bcis: of the head, of its branch, of the last jump back */
    LoopLocal *locals;
    u16 counter;
    bool is_down, is_inclusive; /* the variable may come to the bound itself */
    bool is_pure; /* no call, lock or store of a reference, nothing volatile: what it reads stays as it is */
    bool has_objects; /* it reads references from arrays or objects */
    bool steps_once; /* each round ends with the one jump back, and what comes before it in a row */
    u32 row;         /* where that row begins */
    LoopBound bound;
    LoopIndex indices[LOOP_INDICES];
    LoopArray arrays[LOOP_ARRAYS];
    LoopNeed needs[LOOP_NEEDS];
    u32 index_count, array_count, need_count;
    u32 spare, registers; /* one bit each: kept for elements and fields; and those of them that are used */
    Label again;  /* where jumps back go */
    Cold *before; /* the code before the loop; it goes on behind the poll at its head */
    u32 jump;          /* offset of the jump to the code before the loop */
    u32 inlined, dirty; /* of the compilation, at its start */
} Loop;

/* At a loop's head, all locals being in their slots. NULL: it is no such loop. */
Loop *loop_find(Compilation *c);
/* Behind the label of the head: control goes to the code before the loop. is_round: here its rounds begin. */
void loop_begin(Compilation *c, Loop *loop, bool is_round);
/* The code before the loop does something. */
bool loop_is_checked(const Loop *loop);
/* Where a jump to the bci goes. */
Label *loop_target(Compilation *c, i64 bci);
/* Registers with arrays are in use as long as the loop is compiled. */
void loop_keep_registers(Compilation *c);

/* The operand is this local, now. */
void loop_mark_load(Compilation *c, Operand *operand);
/* What marks the sum or difference of the topmost operands. */
Operand loop_sum(const Compilation *c, u32 op);
/* Is the index checked, for that array? */
bool loop_covers(Compilation *c, const Operand *index, const Operand *array);
/* Replaces array and index, or the object of a getfield, by the element or field, if that is found before the
 * loop. */
bool loop_take_element(Compilation *c);
bool loop_take_field(Compilation *c, const Field *f);

#endif
