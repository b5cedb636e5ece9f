/* stub_keep.c - see stub_keep.h. */
#include "jit/stub_keep.h"

#include "jit/border.h"

/* All but rsp, rbp and r15; rax is the first. */
static const Reg kept[] = {RAX, RCX, RDX, RBX, RSI, RDI, R8, R9, R10, R11, R12, R13, R14};
enum { WORD = 8, KEPT = COUNT_OF(kept), XMMS = 16 };
_Static_assert((KEPT + XMMS) * WORD <= STUB_KEEP_BYTES && STUB_KEEP_BYTES % 16 == 0, "C is aligned");

static Mem place_of_xmm(Reg base, u32 xmm)
{
    return mem(base, (i32)((KEPT + xmm) * WORD));
}

/* rsp is at the place, and rax is kept there already. */
static void keep_others(X64 *x)
{
    for (u32 i = 1; i < KEPT; i++)
        x64_store(x, 8, mem(RSP, (i32)(i * WORD)), kept[i]);
    for (u32 i = 0; i < XMMS; i++)
        x64_fstore(x, 8, place_of_xmm(RSP, i), (Xmm)i);
}

/* The flags stay what they are. */
void stub_keep_restore(X64 *x)
{
    x64_load(x, 8, RAX, OF_THREAD(machine_sp));
    x64_lea(x, 8, RAX, mem(RAX, -STUB_KEEP_BYTES));
    for (u32 i = 1; i < KEPT; i++)
        x64_load(x, 8, kept[i], mem(RAX, (i32)(i * WORD)));
    for (u32 i = 0; i < XMMS; i++)
        x64_fload(x, 8, (Xmm)i, place_of_xmm(RAX, i));
    x64_load(x, 8, RAX, mem(RAX, 0));
}

void stub_keep_published(X64 *x)
{
    x64_push(x, RAX);
    x64_mov_rr(x, 8, RAX, RSP);
    x64_load(x, 8, RSP, OF_THREAD(machine_sp));
    x64_lea(x, 8, RSP, mem(RSP, -STUB_KEEP_BYTES));
    keep_others(x);
    x64_load(x, 8, RCX, mem(RAX, 0));
    x64_store(x, 8, mem(RSP, 0), RCX);
    x64_lea(x, 8, RAX, mem(RAX, WORD));
    x64_load(x, 8, RCX, mem(RAX, 0));
    x64_store(x, 8, OF_THREAD(fp), RBP);
    x64_store(x, 8, OF_THREAD(machine_pc), RCX);
    x64_store(x, 8, OF_THREAD(sp), RAX);
}
