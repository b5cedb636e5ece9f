/* emit_invoke.c - templates: calls
 * The arguments are in the slots of the topmost operands, which are the callee's first locals (frame.h); rsp
 * is at the last one, and the callee takes them off. The callee's method is in rax. */
#include "jit/emit.h"

typedef struct Call {
    CacheEntry *entry;
    u32 arg_slots;
    Mem receiver; /* its slot */
} Call;

static Mem last_argument(const Compilation *c)
{
    return home_of(c, c->depth - 1); /* without operands: the slot above the first one */
}

static void call_method_in_rax(Compilation *c)
{
    x64_load(&c->x, 4, RCX, mem(RAX, (i32)offsetof(Method, machine_entry)));
    x64_call_reg(&c->x, RCX);
    compile_note_point(c, c->bci);
    c->valid = 0;
}

static void load_method(Compilation *c, const Method *m)
{
    x64_mov_ri(&c->x, RAX, low_address(m));
}

static void load_receiver(Compilation *c, const Call *call, Reg reg)
{
    x64_load(&c->x, 8, reg, call->receiver);
    cold_null_check(c, reg);
}

static void push_appendix(Compilation *c, const CacheEntry *entry)
{
    if (!entry->ref)
        return;
    x64_mov_ri(&c->x, RAX, (i64)(uintptr_t)entry->ref);
    x64_push(&c->x, RAX);
}

/* gate(thread, caller, entry, rcx) */
static void call_gate(Compilation *c, const Call *call, Stub stub)
{
    x64_mov_ri(&c->x, RSI, low_address(c->method));
    x64_mov_ri(&c->x, RDX, low_address(call->entry));
    compile_call_gate(c, stub);
}

/* The inline cache holds the receiver's class and the method that the call met last, as one word. */
static void select_by_interface(Compilation *c, const Call *call)
{
    Label found = label_new();
    load_receiver(c, call, RCX);
    x64_load(&c->x, 8, RAX, mem_absolute((u32)(uintptr_t)&call->entry->inline_cache));
    x64_mov_rr(&c->x, 8, RDX, RAX);
    x64_mov_rr(&c->x, 4, RAX, RAX);
    x64_shift_imm(&c->x, SHIFT_SHR, 8, RDX, 32);
    x64_alu_rm(&c->x, ALU_CMP, 4, RDX, mem(RCX, (i32)offsetof(Object, class_ref)));
    x64_jcc(&c->x, COND_E, &found);
    call_gate(c, call, GATE_select_interface);
    x64_bind(&c->x, &found);
}

static void select_in_vtable(Compilation *c, const Call *call)
{
    load_receiver(c, call, RAX);
    x64_load(&c->x, 4, RAX, mem(RAX, (i32)offsetof(Object, class_ref)));
    x64_load(&c->x, 8, RAX,
             mem(RAX, (i32)(offsetof(Class, vtable) + call->entry->vtable_index * sizeof(Method *))));
}

static void check_special(Compilation *c, const Call *call)
{
    load_receiver(c, call, RDX);
    x64_mov_ri(&c->x, RSI, low_address(c->method));
    compile_call_gate(c, GATE_check_special);
    load_method(c, call->entry->method);
}

/* C links and selects at each execution; the appendix that it returns, if any, is pushed. */
static void link_and_select(Compilation *c, const Call *call)
{
    Label none = label_new();
    x64_mov_rr(&c->x, 8, RCX, RSP);
    call_gate(c, call, GATE_link_target);
    x64_test_rr(&c->x, 8, RDX, RDX);
    x64_jcc(&c->x, COND_E, &none);
    x64_push(&c->x, RDX);
    x64_bind(&c->x, &none);
}

static void select_target(Compilation *c, const Call *call)
{
    CacheEntry *entry = call->entry;
    switch (cache_state(entry)) {
    case CACHE_STATIC: load_method(c, entry->method); break;
    case CACHE_BOUND:
    case CACHE_OBJECT_INIT:
        load_receiver(c, call, RAX);
        load_method(c, entry->method);
        break;
    case CACHE_CHECKED: check_special(c, call); break;
    case CACHE_VTABLE: select_in_vtable(c, call); break;
    case CACHE_ITABLE: select_by_interface(c, call); break;
    case CACHE_DIRECT:
        load_receiver(c, call, RCX);
        call_gate(c, call, GATE_select_interface);
        break;
    case CACHE_HANDLE:
        load_receiver(c, call, RAX);
        push_appendix(c, entry);
        load_method(c, entry->method);
        break;
    case CACHE_SITE:
        push_appendix(c, entry);
        load_method(c, entry->method);
        break;
    default: link_and_select(c, call); break;
    }
}

static void push_result(Compilation *c, Type type)
{
    char letter = effect_letter(type);
    if (type == T_VOID)
        return;
    if (is_float_letter(letter)) {
        c->xmm_uses[XMM0] = 1;
        operand_push_xmm(c, letter, XMM0);
    } else {
        if (letter == 'I')
            x64_mov_rr(&c->x, 4, RAX, RAX); /* the interpreter leaves the upper half as it is */
        c->uses[RAX] = 1;
        operand_push_register(c, letter, RAX);
    }
}

void emit_invoke(Compilation *c, u32 op)
{
    (void)op;
    CacheEntry *entry = c->entries[c->bci];
    if (!entry) {
        compile_fail(c, "no cache entry");
        return;
    }
    Call call = {entry, entry->arg_slots, home_of(c, c->depth - entry->arg_slots)};
    operand_flush(c);
    x64_lea(&c->x, 8, RSP, last_argument(c));
    select_target(c, &call);
    call_method_in_rax(c);
    c->depth -= entry->arg_slots;
    x64_lea(&c->x, 8, RSP, compile_rest(c));
    push_result(c, (Type)entry->type);
}
