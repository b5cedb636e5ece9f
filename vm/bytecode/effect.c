/* effect.c - see effect.h.
 * The letters of opcodes.def are read from there; here are the rules for what it marks with '?'. */
#include "vm/bytecode/effect.h"

#include "vm/base/panic.h"

static const Symbol *member_desc(const ConstPool *pool, const u8 *at)
{
    return pool_member_desc(pool, bytecode_pool_index(at));
}

static bool is_invoke(u32 op)
{
    return op >= OP_invokevirtual && op <= OP_invokedynamic;
}

/* ---- pops ---- */

static char field_letter(const ConstPool *pool, const u8 *at)
{
    return effect_letter(type_of_char(member_desc(pool, at)->text[0]));
}

EffectPops effect_pops(const ConstPool *pool, const u8 *at)
{
    static const char no_more[] = ")";
    u32 op = bytecode_op(at);
    ASSERT(!effect_is_shuffle(op));
    EffectPops pops = {.letters = opcode_info(op)->pops, .parameters = {.at = no_more}};
    if (pops.letters[0] != '?')
        return pops;
    pops.letters = "A"; /* arraylength, astore */
    if (op >= OP_getstatic && op <= OP_putfield) {
        pops.letters = op == OP_getfield || op == OP_putfield ? "A" : "";
        pops.field = op == OP_putfield || op == OP_putstatic ? field_letter(pool, at) : '\0';
    } else if (is_invoke(op)) {
        pops.letters = op == OP_invokestatic || op == OP_invokedynamic ? "" : "A";
        pops.parameters = sig_begin(member_desc(pool, at));
    } else if (op == OP_multianewarray) {
        pops.letters = "";
        pops.ints = at[3];
    }
    return pops;
}

char effect_next_pop(EffectPops *pops)
{
    if (*pops->letters) {
        bool is_array = *pops->letters == '[';
        char letter = is_array ? 'A' : *pops->letters;
        pops->letters += 1 + is_array;
        return letter;
    }
    if (pops->field) {
        char letter = pops->field;
        pops->field = '\0';
        return letter;
    }
    if (sig_next(&pops->parameters))
        return effect_letter(pops->parameters.type);
    if (pops->ints == 0)
        return '\0';
    pops->ints--;
    return 'I';
}

/* ---- pushes ---- */

static char constant_letter(const ConstPool *pool, u32 index)
{
    switch (pool_tag(pool, index) & CP_TAG_MASK) {
    case CP_INTEGER: return 'I';
    case CP_FLOAT: return 'F';
    case CP_LONG: return 'J';
    case CP_DOUBLE: return 'D';
    case CP_DYNAMIC: return effect_letter(type_of_char(pool_member_desc(pool, index)->text[0]));
    default: return 'A';
    }
}

/* parameters_end: of an invocation, the parenthesis before the type of its result. */
static char pushed_letter(const ConstPool *pool, const u8 *at, const char *parameters_end)
{
    u32 op = bytecode_op(at);
    char letter = *opcode_info(op)->pushes;
    if (letter != '?')
        return letter == 'N' ? 'A' : letter;
    if (op >= OP_ldc && op <= OP_ldc2_w)
        return constant_letter(pool, bytecode_pool_index(at));
    if (op == OP_getstatic || op == OP_getfield)
        return field_letter(pool, at);
    return is_invoke(op) ? effect_letter(type_of_char(parameters_end[1])) : 'A';
}

Effect effect_of(const ConstPool *pool, const u8 *at)
{
    EffectPops pops = effect_pops(pool, at);
    u32 popped = 0;
    for (char letter; (letter = effect_next_pop(&pops));)
        popped += effect_cells(letter);
    return (Effect){(u16)popped, pushed_letter(pool, at, pops.parameters.at)};
}

/* ---- shuffles ---- */

const Shuffle *effect_shuffle(u32 op)
{
    static const Shuffle shuffles[] = {{1, 0, ""},    {2, 0, ""},    {1, 0, "AA"},
                                       {1, 1, "ABA"}, {1, 2, "ABA"}, {2, 0, "AA"},
                                       {2, 1, "ABA"}, {2, 2, "ABA"}, {1, 1, "AB"}};
    _Static_assert(COUNT_OF(shuffles) == OP_swap - OP_pop + 1, "one row each from pop to swap");
    ASSERT(effect_is_shuffle(op));
    return &shuffles[op - OP_pop];
}

u32 effect_shuffle_cells(const Shuffle *shuffle, u8 ret_from[SHUFFLE_LEFT])
{
    u32 count = 0;
    for (const char *group = shuffle->left; *group; group++) {
        bool is_first = *group == 'A';
        u32 above = is_first ? 0 : shuffle->first;
        for (u32 cell = is_first ? shuffle->first : shuffle->second; cell > 0; cell--)
            ret_from[count++] = (u8)(above + cell - 1);
    }
    return count;
}
