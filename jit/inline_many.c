/* inline_many.c - a site that has met two or three classes: the method of each, inlined behind a compare.
 * Each begins with all as it was before the compare. Afterwards all values are in their slots, and the
 * variables that are read later in their registers, as behind the call that is made for any other class. */
#include "jit/emit.h"
#include "jit/fork.h"
#include "jit/inline.h"
#include "vm/base/region.h"

typedef struct Receiver {
    u32 class_word;
    Method *target;
} Receiver;

/* 0: there are not several, or some class's method cannot be inlined. */
static u32 find_receivers(const Compilation *c, const CacheEntry *entry, Receiver *ret)
{
    u32 words[CACHE_RECEIVERS], count = cache_receivers(entry, words);
    for (u32 i = 0; i < count; i++) {
        ret[i] = (Receiver){words[i], inline_selected(c, entry, region_pointer(words[i]))};
        if (!ret[i].target || !inline_may(c, ret[i].target))
            return 0;
    }
    return count > 1 ? count : 0;
}

static void emit_any_other(Compilation *c, Cold *cold)
{
    cold_save(c, cold);
    emit_site_call(c, (CacheEntry *)(uintptr_t)cold->value);
    locals_load(c, cold->valid_after);
    x64_jmp(&c->x, &cold->back);
}

static Reg load_class(Compilation *c, u32 under)
{
    Reg receiver = operand_hold(c, under), class = operand_new_register(c);
    cold_null_access(c, receiver, offsetof(Object, class_ref));
    x64_load(&c->x, 4, class, mem(receiver, (i32)offsetof(Object, class_ref)));
    return class;
}

/* Returns the variables that may not be in their slots. */
static u32 inline_one(Compilation *c, u32 wanted, Method *target, char letter)
{
    inline_call(c, target);
    if (!c->reachable || c->reason)
        return 0;
    inline_meet(c, letter, false);
    locals_require(c, wanted);
    return c->dirty & wanted;
}

/* The arguments are off the stack, all other operands in their slots. */
static void meet(Compilation *c, const Cold *cold, u32 slots, u32 dirty)
{
    cold_recall(cold->saved);
    operand_met(c);
    operand_free_registers(c);
    c->valid = cold->valid_after;
    c->dirty = dirty;
    c->reachable = true;
    c->frame->depth -= slots;
}

bool inline_many(Compilation *c, CacheEntry *entry)
{
    Receiver receivers[CACHE_RECEIVERS];
    u32 count = find_receivers(c, entry, receivers), dirty = 0;
    char letter = effect_letter((Type)entry->type);
    if (!count)
        return false;
    Reg class = load_class(c, entry->method->param_count);
    Cold *cold = cold_new_call(c, emit_any_other);
    cold->value = (u64)(uintptr_t)entry;
    cold->valid_after = inline_wanted_after(c);
    const Fork *fork = fork_here(c);
    for (u32 i = 0; i < count; i++) {
        Label next = label_new();
        bool is_last = i + 1 == count;
        x64_alu_ri(&c->x, ALU_CMP, 4, class, (i32)receivers[i].class_word);
        x64_jcc(&c->x, COND_NE, is_last ? &cold->label : &next);
        c->frame = cold->frame;
        fork_again(c, fork);
        dirty |= inline_one(c, cold->valid_after, receivers[i].target, letter);
        if (is_last)
            break;
        x64_jmp(&c->x, &cold->back);
        x64_bind(&c->x, &next);
    }
    x64_bind(&c->x, &cold->back);
    c->frame = cold->frame;
    meet(c, cold, entry->arg_slots, dirty);
    operand_push_result(c, letter);
    return true;
}
