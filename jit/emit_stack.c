/* emit_stack.c - templates: pop, dup and their like, which emit nothing but loads */
#include "jit/emit.h"

void emit_shuffle(Compilation *c, u32 op)
{
    const Shuffle *shuffle = effect_shuffle(op);
    u8 from[SHUFFLE_LEFT];
    u32 left = effect_shuffle_cells(shuffle, from);
    operand_shuffle(c, effect_shuffle_taken(shuffle), from, left);
}
