/* stub_locks.c - see stub_locks.h */
#include "jit/stub_locks.h"

#include "jit/border.h"

/* Of the entry that `top` points at; of the one below, the youngest; and of the next one. */
#define OF_ENTRY(l, field)    mem((l)->top, (i32)offsetof(LockEntry, field))
#define OF_YOUNGEST(l, field) mem((l)->top, (i32)offsetof(LockEntry, field) - (i32)sizeof(LockEntry))
#define OF_SECOND(l, field)   mem((l)->top, (i32)offsetof(LockEntry, field) - 2 * (i32)sizeof(LockEntry))
#define LOCK_WORD(object)     mem(object, (i32)offsetof(Object, lock_word))

/* The frame's pointer. */
static Reg frame_of(X64 *x, const LockCode *l)
{
    if (!l->below)
        return RBP;
    x64_lea(x, 8, l->other, mem(RBP, -l->below));
    return l->other;
}

/* The lock word in eax becomes `other`, or somebody has changed it. */
static void swap_word(X64 *x, const LockCode *l, Label *rare)
{
    x64_lock_cmpxchg(x, 4, LOCK_WORD(l->object), l->other);
    x64_jcc(x, COND_NE, rare);
}

static void find_room(X64 *x, const LockCode *l, Label *full)
{
    x64_load(x, 8, l->top, OF_THREAD(lock_top));
    x64_alu_rm(x, ALU_CMP, 8, l->top, OF_THREAD(lock_limit));
    x64_jcc(x, COND_E, full);
}

static void push_entry(X64 *x, const LockCode *l, bool is_nested)
{
    x64_store(x, 8, OF_ENTRY(l, object), l->object);
    x64_store(x, 8, OF_ENTRY(l, fp), frame_of(x, l));
    x64_store_imm(x, 1, OF_ENTRY(l, is_nested), is_nested);
    x64_alu_ri(x, ALU_ADD, 8, l->top, sizeof(LockEntry));
    x64_store(x, 8, OF_THREAD(lock_top), l->top);
}

void stub_lock_enter(X64 *x, const LockCode *l, Label *rare)
{
    find_room(x, l, rare);
    x64_load(x, 4, RAX, LOCK_WORD(l->object));
    x64_test_ri(x, 4, RAX, LOCK_STATE_MASK);
    x64_jcc(x, COND_NE, rare);
    x64_lea(x, 4, l->other, mem(RAX, LOCK_FAST));
    swap_word(x, l, rare);
    push_entry(x, l, false);
}

void stub_lock_enter_nested(X64 *x, const LockCode *l, Label *slow)
{
    find_room(x, l, slow);
    x64_alu_rm(x, ALU_CMP, 8, l->object, OF_YOUNGEST(l, object));
    x64_jcc(x, COND_NE, slow);
    push_entry(x, l, true);
}

/* The youngest entry is the frame's; else: to `none`. */
static void find_youngest(X64 *x, const LockCode *l, Label *none)
{
    x64_load(x, 8, l->top, OF_THREAD(lock_top));
    x64_alu_rm(x, ALU_CMP, 8, frame_of(x, l), OF_YOUNGEST(l, fp));
    x64_jcc(x, COND_NE, none);
    if (l->is_of_method)
        return;
    x64_alu_rm(x, ALU_CMP, 8, l->object, OF_YOUNGEST(l, object));
    x64_jcc(x, COND_NE, none);
}

static void drop_entry(X64 *x, const LockCode *l)
{
    x64_alu_ri(x, ALU_SUB, 8, l->top, sizeof(LockEntry));
    x64_store(x, 8, OF_THREAD(lock_top), l->top);
}

/* Of a word that is not that of a fast lock the difference is none of a free one. */
static void remove_entry(X64 *x, const LockCode *l, Label *rare)
{
    if (l->is_of_method)
        x64_load(x, 8, l->object, OF_YOUNGEST(l, object));
    x64_alu_mi(x, ALU_CMP, 1, OF_YOUNGEST(l, is_nested), 0);
    x64_jcc(x, COND_NE, rare);
    x64_load(x, 4, RAX, LOCK_WORD(l->object));
    x64_lea(x, 4, l->other, mem(RAX, -LOCK_FAST));
    x64_test_ri(x, 4, l->other, LOCK_STATE_MASK);
    x64_jcc(x, COND_NE, rare);
    swap_word(x, l, rare);
    drop_entry(x, l);
}

void stub_lock_leave(X64 *x, const LockCode *l, Label *rare)
{
    find_youngest(x, l, rare);
    remove_entry(x, l, rare);
}

void stub_lock_leave_nested(X64 *x, const LockCode *l, Label *slow)
{
    find_youngest(x, l, slow);
    x64_alu_mi(x, ALU_CMP, 1, OF_YOUNGEST(l, is_nested), 0);
    x64_jcc(x, COND_E, slow);
    drop_entry(x, l);
}

/* ---- stubs ---- */

typedef void LockPart(X64 *x, const LockCode *l, Label *other);

static void emit_stub(X64 *x, const LockCode *l, LockPart *usual, LockPart *nested, Label *slow)
{
    Label rare = label_new();
    usual(x, l, &rare);
    x64_ret(x);
    x64_bind(x, &rare);
    nested(x, l, slow);
    x64_ret(x);
}

void stub_lock(X64 *x, Label *slow)
{
    emit_stub(x, &(LockCode){.object = RSI, .top = R10, .other = R11}, stub_lock_enter,
              stub_lock_enter_nested, slow);
}

void stub_unlock(X64 *x, Label *slow)
{
    emit_stub(x, &(LockCode){.object = RSI, .top = R10, .other = R11}, stub_lock_leave,
              stub_lock_leave_nested, slow);
}

void stub_unlock_method(X64 *x, Label *slow)
{
    LockCode l = {.object = RDX, .top = R10, .other = R11, .is_of_method = true};
    find_youngest(x, &l, slow);
    x64_alu_rm(x, ALU_CMP, 8, RBP, OF_SECOND(&l, fp));
    x64_jcc(x, COND_E, slow);
    Label nested = label_new();
    remove_entry(x, &l, &nested);
    x64_ret(x);
    x64_bind(x, &nested);
    stub_lock_leave_nested(x, &l, slow);
    x64_ret(x);
}

void stub_unlocked(X64 *x, Label *slow)
{
    Label none = label_new();
    find_youngest(x, &(LockCode){.top = R10, .is_of_method = true}, &none);
    x64_jmp(x, slow);
    x64_bind(x, &none);
    x64_ret(x);
}
