/* stub_locks.c - see stub_locks.h.
 * Nothing here polls, so that nobody who stops the world sees a lock word without its entry. */
#include "jit/stub_locks.h"

#include "vm/model/thread.h"

#define OF_THREAD(field) mem(R15, (i32)offsetof(Thread, field))
#define OF_ENTRY(field)  mem(R10, (i32)offsetof(LockEntry, field))
/* The entry below that of r10. */
#define OF_OLDER(field) mem(R10, (i32)offsetof(LockEntry, field) - (i32)sizeof(LockEntry))
#define LOCK_WORD(object) mem(object, (i32)offsetof(Object, lock_word))

/* The lock word in eax becomes that of r11, or somebody has changed it. */
static void swap_word(X64 *x, Reg object, Label *slow)
{
    x64_lock_cmpxchg(x, 4, LOCK_WORD(object), R11);
    x64_jcc(x, COND_NE, slow);
}

/* The entry is that of r10. */
static void push_entry(X64 *x, bool is_nested)
{
    x64_store(x, 8, OF_ENTRY(object), RSI);
    x64_store(x, 8, OF_ENTRY(fp), RBP);
    x64_store_imm(x, 1, OF_ENTRY(is_nested), is_nested);
    x64_alu_ri(x, ALU_ADD, 8, R10, sizeof(LockEntry));
    x64_store(x, 8, OF_THREAD(lock_top), R10);
    x64_ret(x);
}

void stub_lock(X64 *x, Label *slow)
{
    Label nested = label_new();
    x64_load(x, 8, R10, OF_THREAD(lock_top));
    x64_alu_rm(x, ALU_CMP, 8, R10, OF_THREAD(lock_limit));
    x64_jcc(x, COND_E, slow);
    x64_load(x, 4, RAX, LOCK_WORD(RSI));
    x64_test_ri(x, 4, RAX, LOCK_STATE_MASK);
    x64_jcc(x, COND_NE, &nested);
    x64_lea(x, 4, R11, mem(RAX, LOCK_FAST));
    swap_word(x, RSI, slow);
    push_entry(x, false);
    x64_bind(x, &nested);
    x64_alu_rm(x, ALU_CMP, 8, RSI, OF_OLDER(object));
    x64_jcc(x, COND_NE, slow);
    push_entry(x, true);
}

static void drop_entry(X64 *x)
{
    x64_alu_ri(x, ALU_SUB, 8, R10, sizeof(LockEntry));
    x64_store(x, 8, OF_THREAD(lock_top), R10);
    x64_ret(x);
}

/* r10 is behind the entry. Of a word that is not that of a fast lock the difference is none of a free one. */
static void remove_entry(X64 *x, Reg object, Label *slow)
{
    Label nested = label_new();
    x64_alu_mi(x, ALU_CMP, 1, OF_OLDER(is_nested), 0);
    x64_jcc(x, COND_NE, &nested);
    x64_load(x, 4, RAX, LOCK_WORD(object));
    x64_lea(x, 4, R11, mem(RAX, -LOCK_FAST));
    x64_test_ri(x, 4, R11, LOCK_STATE_MASK);
    x64_jcc(x, COND_NE, slow);
    swap_word(x, object, slow);
    drop_entry(x);
    x64_bind(x, &nested);
    drop_entry(x);
}

/* r10 is behind the youngest entry, which is the frame's; else: to `none`. */
static void find_youngest(X64 *x, Label *none)
{
    x64_load(x, 8, R10, OF_THREAD(lock_top));
    x64_alu_rm(x, ALU_CMP, 8, RBP, OF_OLDER(fp));
    x64_jcc(x, COND_NE, none);
}

void stub_unlock(X64 *x, Label *slow)
{
    find_youngest(x, slow);
    x64_alu_rm(x, ALU_CMP, 8, RSI, OF_OLDER(object));
    x64_jcc(x, COND_NE, slow);
    remove_entry(x, RSI, slow);
}

void stub_unlock_method(X64 *x, Label *slow)
{
    find_youngest(x, slow);
    x64_alu_rm(x, ALU_CMP, 8, RBP, mem(R10, (i32)offsetof(LockEntry, fp) - 2 * (i32)sizeof(LockEntry)));
    x64_jcc(x, COND_E, slow);
    x64_load(x, 8, RDX, OF_OLDER(object));
    remove_entry(x, RDX, slow);
}

void stub_unlocked(X64 *x, Label *slow)
{
    Label none = label_new();
    find_youngest(x, &none);
    x64_jmp(x, slow);
    x64_bind(x, &none);
    x64_ret(x);
}
