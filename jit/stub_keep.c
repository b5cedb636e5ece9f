/* stub_keep.c - see stub_keep.h. */
#include "jit/stub_keep.h"

#include "jit/border.h"
#include "vm/model/class.h"
#include "vm/model/object.h"

/* All but rsp, rbp and r15; rax is the first. */
static const Reg kept[] = {RAX, RCX, RDX, RBX, RSI, RDI, R8, R9, R10, R11, R12, R13, R14};
enum { WORD = 8, KEPT = COUNT_OF(kept), XMMS = 16, JAVA_STACK = (KEPT + XMMS) * WORD };
_Static_assert(JAVA_STACK + WORD == STUB_KEEP_BYTES && STUB_KEEP_BYTES % 16 == 0, "they fit; C is aligned");

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

/* rax, which was pushed, is the top of the Java stack. It becomes the Java stack without it. */
static void keep(X64 *x)
{
    x64_mov_rr(x, 8, RAX, RSP);
    x64_load(x, 8, RSP, OF_THREAD(machine_sp));
    x64_lea(x, 8, RSP, mem(RSP, -STUB_KEEP_BYTES));
    keep_others(x);
    x64_load(x, 8, RCX, mem(RAX, 0));
    x64_store(x, 8, mem(RSP, 0), RCX);
    x64_lea(x, 8, RAX, mem(RAX, WORD));
}

void stub_keep_published(X64 *x)
{
    x64_push(x, RAX);
    keep(x);
    x64_load(x, 8, RCX, mem(RAX, 0));
    x64_store(x, 8, OF_THREAD(fp), RBP);
    x64_store(x, 8, OF_THREAD(machine_pc), RCX);
    x64_store(x, 8, OF_THREAD(sp), RAX);
}

/* ---- is it of the class? ---- */

/* rax and rcx are pushed. A superclass of a few levels is in the display; ZF set: it is. */
static void look_in_display(X64 *x, i32 class, i32 object, Label *yes, Label *unknown)
{
    x64_load(x, 8, RAX, mem(RSP, class));
    x64_load_zero(x, 2, RCX, mem(RAX, (i32)offsetof(Class, depth)));
    x64_alu_ri(x, ALU_CMP, 4, RCX, CLASS_DISPLAY - 1);
    x64_jcc(x, COND_A, unknown);
    x64_load(x, 8, RAX, mem(RSP, object));
    x64_load(x, 4, RAX, mem(RAX, (i32)offsetof(Object, class_ref)));
    x64_load(x, 8, RAX, mem_indexed(RAX, RCX, sizeof(Class *), (i32)offsetof(Class, display)));
    x64_alu_rm(x, ALU_CMP, 8, RAX, mem(RSP, class));
    x64_jcc(x, COND_E, yes);
}

/* The Java stack: where the code goes on, the class, the object. al: C's answer. */
static void ask(X64 *x, const void *is_subtype)
{
    enum { RETURN, CLASS_WORD, OBJECT_WORD };
    keep(x);
    x64_store(x, 8, mem(RSP, JAVA_STACK), RAX);
    x64_load(x, 8, RSI, mem(RAX, CLASS_WORD * WORD));
    x64_load(x, 8, RDI, mem(RAX, OBJECT_WORD * WORD));
    x64_load(x, 4, RDI, mem(RDI, (i32)offsetof(Object, class_ref)));
    border_call(x, is_subtype);
    x64_load(x, 8, RSP, mem(RSP, JAVA_STACK));
    x64_test_rr(x, 1, RAX, RAX);
    stub_keep_restore(x);
}

void stub_keep_test(X64 *x, const void *is_subtype)
{
    x64_push(x, RAX);
    ask(x, is_subtype);
    x64_ret_imm(x, 2 * WORD);
}

void stub_keep_check(X64 *x, const void *is_subtype, Label *refused)
{
    enum { CLASS_AT = 3 * WORD, OBJECT_AT = 4 * WORD };
    Label yes = label_new(), unknown = label_new();
    x64_push(x, RAX);
    x64_push(x, RCX);
    look_in_display(x, CLASS_AT, OBJECT_AT, &yes, &unknown);
    x64_bind(x, &unknown);
    x64_pop(x, RCX);
    ask(x, is_subtype);
    x64_jcc(x, COND_E, refused);
    x64_ret_imm(x, 2 * WORD);
    x64_bind(x, &yes);
    x64_pop(x, RCX);
    x64_pop(x, RAX);
    x64_ret_imm(x, 2 * WORD);
}
