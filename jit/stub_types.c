/* stub_types.c - see stub_types.h.
 * Throughout, rax is the class that is asked for and rcx the one that is a subtype or not: of the object or,
 * in arrays, of its elements. What is read of them is there since the class was made, linked or not. */
#include "jit/stub_types.h"

#include "vm/model/class.h"
#include "vm/model/object.h"

typedef struct Answers {
    Label again, array, yes, no;
} Answers;

static Mem of_class(Reg class, size_t offset)
{
    return mem(class, (i32)offset);
}

/* A superclass of a few levels (class_is_decided_by_display); what is another's goes to `other`. */
static void look_in_display(X64 *x, Answers *a, Label *other)
{
    x64_alu_mi(x, ALU_CMP, 1, of_class(RAX, offsetof(Class, kind)), CLASS_INSTANCE);
    x64_jcc(x, COND_NE, &a->array);
    x64_test_mi(x, 2, of_class(RAX, offsetof(Class, access)), ACC_INTERFACE);
    x64_jcc(x, COND_NE, other);
    x64_load_zero(x, 2, RDX, of_class(RAX, offsetof(Class, depth)));
    x64_alu_ri(x, ALU_CMP, 4, RDX, CLASS_DISPLAY);
    x64_jcc(x, COND_AE, other);
    x64_alu_rm(x, ALU_CMP, 8, RAX, mem_indexed(RCX, RDX, sizeof(Class *), (i32)offsetof(Class, display)));
    x64_jcc(x, COND_E, &a->yes);
    x64_jmp(x, &a->no);
}

/* A superinterface, or a superclass of many levels. The next question finds in place what was found. */
static void look_in_secondaries(X64 *x, Answers *a)
{
    Label next = label_new(), none = label_new();
    x64_alu_rm(x, ALU_CMP, 8, RAX, of_class(RCX, offsetof(Class, secondary_hit)));
    x64_jcc(x, COND_E, &a->yes);
    x64_push(x, RCX);
    x64_load(x, 4, RDX, of_class(RCX, offsetof(Class, secondary_count)));
    x64_load(x, 8, RCX, of_class(RCX, offsetof(Class, secondaries)));
    x64_lea(x, 8, RDX, mem_indexed(RCX, RDX, sizeof(Class *), 0));
    x64_bind(x, &next);
    x64_alu_rr(x, ALU_CMP, 8, RCX, RDX);
    x64_jcc(x, COND_E, &none);
    x64_alu_ri(x, ALU_ADD, 8, RCX, sizeof(Class *));
    x64_alu_rm(x, ALU_CMP, 8, RAX, mem(RCX, -(i32)sizeof(Class *)));
    x64_jcc(x, COND_NE, &next);
    x64_pop(x, RCX);
    x64_store(x, 8, of_class(RCX, offsetof(Class, secondary_hit)), RAX);
    x64_jmp(x, &a->yes);
    x64_bind(x, &none);
    x64_pop(x, RCX);
    x64_jmp(x, &a->no);
}

/* Arrays of references are what their elements are; no other is any array but its own. */
static void look_at_elements(X64 *x, Answers *a)
{
    x64_bind(x, &a->array);
    x64_alu_mi(x, ALU_CMP, 1, of_class(RAX, offsetof(Class, kind)), CLASS_REF_ARRAY);
    x64_jcc(x, COND_NE, &a->no);
    x64_alu_mi(x, ALU_CMP, 1, of_class(RCX, offsetof(Class, kind)), CLASS_REF_ARRAY);
    x64_jcc(x, COND_NE, &a->no);
    x64_load(x, 8, RAX, of_class(RAX, offsetof(Class, element)));
    x64_load(x, 8, RCX, of_class(RCX, offsetof(Class, element)));
    x64_jmp(x, &a->again);
}

/* ZF is set if it is no subtype. rax, rcx and rdx change. */
static void ask(X64 *x)
{
    Answers a = {label_new(), label_new(), label_new(), label_new()};
    Label secondary = label_new(), done = label_new();
    x64_bind(x, &a.again);
    x64_alu_rr(x, ALU_CMP, 8, RAX, RCX);
    x64_jcc(x, COND_E, &a.yes);
    look_in_display(x, &a, &secondary);
    x64_bind(x, &secondary);
    look_in_secondaries(x, &a);
    look_at_elements(x, &a);
    x64_bind(x, &a.yes);
    x64_test_rr(x, 8, RAX, RAX);
    x64_jmp(x, &done);
    x64_bind(x, &a.no);
    x64_alu_rr(x, ALU_XOR, 4, RAX, RAX);
    x64_bind(x, &done);
}

/* Pops leave the flags alone. */
static void ask_of_pushed(X64 *x)
{
    enum { WORD = 8, CLASS_AT = 4 * WORD, OBJECT_AT = 5 * WORD };
    x64_push(x, RAX);
    x64_push(x, RCX);
    x64_push(x, RDX);
    x64_load(x, 8, RAX, mem(RSP, CLASS_AT));
    x64_load(x, 8, RCX, mem(RSP, OBJECT_AT));
    x64_load(x, 4, RCX, mem(RCX, (i32)offsetof(Object, class_ref)));
    ask(x);
    x64_pop(x, RDX);
    x64_pop(x, RCX);
    x64_pop(x, RAX);
}

void stub_types_test(X64 *x)
{
    ask_of_pushed(x);
    x64_ret_imm(x, 2 * sizeof(u64));
}

void stub_types_check(X64 *x, Label *refused)
{
    ask_of_pushed(x);
    x64_jcc(x, COND_E, refused);
    x64_ret_imm(x, 2 * sizeof(u64));
}
