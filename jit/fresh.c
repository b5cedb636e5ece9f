/* fresh.c - see fresh.h. */
#include "jit/fresh.h"

#include "jit/print.h"

void fresh_begin(Compilation *c)
{
    c->fresh = (Fresh){.start = x64_offset(&c->x),
                       .spills = c->spills,
                       .valid = c->valid,
                       .not_null = c->not_null,
                       .last_cold = c->last_cold};
}

void fresh_end(Compilation *c, Reg object)
{
    c->fresh.end = x64_offset(&c->x);
    c->fresh.binds = c->x.binds;
    c->fresh.last_at_end = c->last_cold;
    c->fresh.object = object;
}

bool fresh_is_next(const Compilation *c, Reg object)
{
    const Fresh *fresh = &c->fresh;
    return fresh->end == x64_offset(&c->x) && fresh->end > 0 && fresh->object == object &&
           fresh->binds == c->x.binds && fresh->spills == c->spills &&
           fresh->last_at_end == c->last_cold && !c->x.overflow;
}

void fresh_stored(Compilation *c)
{
    c->fresh.end = x64_offset(&c->x);
}

/* What the code has read from slots into registers was read for it. */
void fresh_forget(Compilation *c, Reg reg)
{
    const Fresh *fresh = &c->fresh;
    if (LIKELY(!fresh_is_next(c, reg)))
        return;
    c->x.at = c->x.start + fresh->start;
    c->last_cold = fresh->last_cold;
    *c->last_cold = NULL;
    c->valid &= fresh->valid;
    c->not_null &= fresh->not_null;
    c->address = 0;
    print_take_back(c);
    c->fresh.end = 0;
}
