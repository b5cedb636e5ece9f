/* effect.h - what an instruction of the class file pops and pushes, and how it shuffles (JVMS 2.6.2, 6.5)
 * In:      an instruction (see bytecode.h) and the constant pool that it names its constants in
 * Out:     a letter of opcodes.def for each value: I J F D A, or R for a return address. J and D are two
 *          cells. effect.c has the rules that the table leaves open ('?'): descriptors, constants, shuffles.
 * Uses:    bytecode.h method.h (descriptors)
 * Effects: none: never loads, throws or touches the heap
 * Keeps:   the verifier has rules of its own, about classes; cells and kinds are the same
 * Tests:   tests/unit/effect_test.c
 */
#ifndef MOKA_VM_BYTECODE_EFFECT_H
#define MOKA_VM_BYTECODE_EFFECT_H

#include "vm/bytecode/bytecode.h"
#include "vm/model/method.h"

/* The letter for a value of the type; '\0' for void. */
static inline char effect_letter(Type type)
{
    switch (type) {
    case T_VOID: return '\0';
    case T_FLOAT: return 'F';
    case T_LONG: return 'J';
    case T_DOUBLE: return 'D';
    case T_OBJECT:
    case T_ARRAY: return 'A';
    default: return 'I';
    }
}

static inline u32 effect_cells(char letter)
{
    return letter == '\0' ? 0 : letter == 'J' || letter == 'D' ? 2 : 1;
}

/* ---- pops and pushes ---- */

/* The effect of an instruction that does not shuffle. */
typedef struct Effect {
    u16 popped;  /* cells */
    char pushed; /* '\0': nothing */
} Effect;

Effect effect_of(const ConstPool *pool, const u8 *at);

/* The values that are popped, from the deepest to the top:
 * for (EffectPops pops = effect_pops(pool, at); (letter = effect_next_pop(&pops));)
 * The value of an astore, for which the letter is A, may be a return address. */
typedef struct EffectPops {
    const char *letters;
    char field;         /* the value of a put, above the letters */
    SigIter parameters; /* the arguments of an invocation, above its object */
    u32 ints;           /* the dimensions of a multianewarray */
} EffectPops;

EffectPops effect_pops(const ConstPool *pool, const u8 *at);
char effect_next_pop(EffectPops *pops);

/* ---- pop, pop2, dup and its kin, swap ---- */

static inline bool effect_is_shuffle(u32 op)
{
    return op >= OP_pop && op <= OP_swap;
}

/* The groups of cells that are taken from the top, and how they are put back, from the bottom up: A the group
 * taken first, B the second. A group of two cells is one long or double, or two values of one cell. */
typedef struct Shuffle {
    u8 first, second; /* cells of A and of B */
    char left[4];
} Shuffle;

enum { SHUFFLE_TAKEN = 4, SHUFFLE_LEFT = 6 /* cells at the most */ };

/* For pop to swap. */
const Shuffle *effect_shuffle(u32 op);

static inline u32 effect_shuffle_taken(const Shuffle *shuffle)
{
    return (u32)shuffle->first + shuffle->second;
}

/* The same by cells: for each cell that is left, from the bottom up, how far below the top it was before.
 * Returns the number of such cells. */
u32 effect_shuffle_cells(const Shuffle *shuffle, u8 ret_from[SHUFFLE_LEFT]);

#endif
