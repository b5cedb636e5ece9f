/* bottom.c - see bottom.h */
#include "jit/bottom.h"

#include "classloader/link/resolve.h"

typedef struct Bottom {
    struct Bottom *next;
    u32 head, test; /* bcis: of the first instruction, of the branch */
    u32 after;      /* the bci behind the jump back */
    bool is_noted;
    Label body;
    u32 valid, dirty, not_null; /* of the compilation, there */
} Bottom;

enum { MOST_BYTES = 16 };

static bool is_repeatable(const Compilation *c, u32 bci, u32 op)
{
    const Method *m = c->root->method;
    switch (op) {
    case OP_iand:
    case OP_land:
    case OP_arraylength: return true;
    case OP_getfield: return resolve_known_field(m->holder, bytecode_pool_index(c->root->code + bci)) != NULL;
    default:
        return op <= OP_sipush || bytecode_is_load(op) || (op >= OP_iaload && op <= OP_saload) ||
               (op >= OP_iadd && op <= OP_dsub) || (op >= OP_lcmp && op <= OP_dcmpg);
    }
}

/* The branch at the end of the row; NO_JUMP: there is none. */
static u32 find_test(const Compilation *c, u32 head)
{
    u32 bci = head;
    while (bci - head < MOST_BYTES && is_repeatable(c, bci, bytecode_op(c->root->code + bci)))
        bci += compile_length_at(c->root, bci);
    return bytecode_is_conditional(bytecode_op(c->root->code + bci)) ? bci : NO_JUMP;
}

static bool has_jumps_between(const Frame *f, u32 head, u32 test)
{
    while (head < test)
        if (f->blocks[++head].first_from != NO_JUMP)
            return true;
    return false;
}

bool bottom_begin(Compilation *c)
{
    const Frame *f = c->frame;
    const Block *block = &f->blocks[c->bci];
    if (f != c->root || c->copied || c->is_plain || f->depth > 0 || f->code[block->last_from] != OP_goto)
        return false;
    u32 test = find_test(c, c->bci);
    if (test == NO_JUMP || has_jumps_between(f, c->bci, test))
        return false;
    Bottom *bottom = ARENA_NEW(&c->scratch, Bottom);
    *bottom = (Bottom){.next = c->bottoms, .head = c->bci, .test = test, .body = label_new()};
    bottom->after = block->last_from + compile_length_at(f, block->last_from);
    c->bottoms = bottom;
    return true;
}

void bottom_note(Compilation *c)
{
    Bottom *bottom = c->bottoms;
    if (!bottom || bottom->is_noted || bottom->test != c->bci || c->frame != c->root || c->is_behind)
        return;
    compile_align_loop(c, bottom->head);
    x64_bind(&c->x, &bottom->body);
    bottom->is_noted = true;
    bottom->valid = c->valid;
    bottom->dirty = c->dirty;
    bottom->not_null = c->not_null;
}

static Bottom *find(const Compilation *c, i64 head)
{
    Bottom *bottom = c->bottoms;
    while (bottom && bottom->head != head)
        bottom = bottom->next;
    return bottom;
}

bool bottom_repeat(Compilation *c, i64 head)
{
    Bottom *bottom = find(c, head);
    if (!bottom || !bottom->is_noted || c->frame != c->root || c->is_behind || c->copied ||
        c->next != bottom->after)
        return false;
    c->bottom = bottom;
    c->next = bottom->head;
    compile_begin_round(c);
    while (c->bottom && !c->reason && !c->x.overflow)
        compile_next(c);
    return true;
}

bool bottom_branch(Compilation *c, Cond cond, Branch *ret)
{
    Bottom *bottom = c->bottom;
    if (!bottom)
        return false;
    c->bottom = NULL;
    c->next = bottom->after;
    locals_require(c, bottom->valid);
    u32 other = c->dirty & ~bottom->dirty;
    locals_store(c, other);
    c->dirty &= ~other;
    if (bottom->not_null & ~c->not_null)
        compile_fail(c, compile_plainly);
    *ret = (Branch){cond, cond_inverse(cond), &bottom->body};
    return true;
}
