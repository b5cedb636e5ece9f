/* emit_invoke.c - templates: calls
 * The arguments are in the slots of the topmost operands, which are the callee's first locals (frame.h); rsp
 * is at the last one, and the callee takes them off. The callee's method is in rax. */
#include "jit/emit.h"
#include "jit/handle.h"
#include "jit/inline.h"
#include "jit/intrinsic.h"
#include "jit/known.h"

typedef struct Call {
    CacheEntry *entry;
    Mem receiver; /* its slot */
} Call;

static void call_method_in_rax(Compilation *c)
{
    x64_load(&c->x, 4, RCX, mem(RAX, (i32)offsetof(Method, machine_entry)));
    x64_call_reg(&c->x, RCX);
    compile_note_point(c, c->bci);
    compile_forget_registers(c);
}

static void load_method(Compilation *c, const Method *m)
{
    x64_mov_ri(&c->x, RAX, low_address(m));
}

static void load_receiver(Compilation *c, const Call *call, Reg reg)
{
    x64_load(&c->x, 8, reg, call->receiver);
    c->not_null &= ~(1u << reg);
    cold_null_check(c, reg);
}

static void load_receiver_class(Compilation *c, const Call *call, Reg reg)
{
    x64_load(&c->x, 8, reg, call->receiver);
    c->not_null &= ~(1u << reg);
    cold_null_access(c, reg, offsetof(Object, class_ref));
    x64_load(&c->x, 4, reg, mem(reg, (i32)offsetof(Object, class_ref)));
}

static void push_appendix(Compilation *c, const CacheEntry *entry)
{
    if (!entry->ref)
        return;
    x64_mov_ri(&c->x, RAX, (i64)(uintptr_t)entry->ref);
    x64_push(&c->x, RAX);
}

/* ---- what the site meets, while no compiler has heard of it ---- */

static bool may_note(const Compilation *c, const CacheEntry *entry)
{
    return c->notes && entry->misses == 0;
}

static void note_arguments(Compilation *c, const CacheEntry *entry)
{
    x64_mov_ri(&c->x, RDI, low_address(entry));
    x64_mov_ri(&c->x, RSI, low_address(c->root->method));
}

static void emit_note_receiver(Compilation *c, Cold *cold)
{
    const CacheEntry *entry = cold->pointer;
    x64_mov_rr(&c->x, 4, RDX, RAX);
    note_arguments(c, entry);
    compile_call_stub(c, LEAF_note_receiver);
    x64_mov_rr(&c->x, 4, RAX, RAX);
    x64_jmp(&c->x, &cold->back);
}

/* eax: the receiver's class, which stays. */
static void note_receiver(Compilation *c, const CacheEntry *entry)
{
    if (!may_note(c, entry))
        return;
    Cold *cold = cold_new(c, emit_note_receiver);
    cold->pointer = entry;
    x64_alu_rm(&c->x, ALU_CMP, 4, RAX, mem_absolute((u32)(uintptr_t)&entry->receiver));
    x64_jcc(&c->x, COND_NE, &cold->label);
    x64_bind(&c->x, &cold->back);
}

static void select_in_vtable(Compilation *c, const Call *call)
{
    load_receiver_class(c, call, RAX);
    note_receiver(c, call->entry);
    x64_load(&c->x, 8, RAX,
             mem(RAX, (i32)(offsetof(Class, vtable) + call->entry->vtable_index * sizeof(Method *))));
}

static void check_special(Compilation *c, const Call *call)
{
    load_receiver(c, call, RDX);
    x64_mov_ri(&c->x, RSI, low_address(c->frame->method));
    compile_call_gate(c, GATE_check_special);
    load_method(c, call->entry->method);
}

/* ---- calls by stubs ---- */

/* A stub calls what the entry tells at that time: sites that are not linked yet, and what C has to decide. */
static void call_by_stub(Compilation *c, const CacheEntry *entry)
{
    static const u8 stubs[] = {[USE_VIRTUAL] = STUB_CALL_VIRTUAL,     [USE_SPECIAL] = STUB_CALL_SPECIAL,
                               [USE_STATIC] = STUB_CALL_STATIC,       [USE_INTERFACE] = STUB_CALL_INTERFACE,
                               [USE_DYNAMIC] = STUB_CALL_DYNAMIC};
    x64_mov_ri(&c->x, RAX, low_address(entry));
    compile_call_stub(c, (Stub)stubs[entry->use]);
    compile_note_point(c, c->bci);
}

static void emit_stub_call(Compilation *c, Cold *cold)
{
    call_by_stub(c, cold->pointer);
    x64_jmp(&c->x, &cold->back);
}

/* Of a site that has met many classes: ZF set, the method is in eax; else it is looked for, rcx being the
 * receiver. */
static void search_itable(Compilation *c, const Call *call, Label *missing)
{
    Label found = label_new();
    x64_jcc(&c->x, COND_E, &found);
    x64_load(&c->x, 8, RAX, mem_absolute((u32)(uintptr_t)&call->entry->method));
    compile_call_stub(c, STUB_ITABLE);
    x64_test_rr(&c->x, 8, RAX, RAX);
    x64_jcc(&c->x, COND_E, missing);
    x64_bind(&c->x, &found);
}

/* The inline cache holds the receiver's class and the method that the call met last, as one word. */
static void call_interface(Compilation *c, const Call *call)
{
    Cold *other = cold_new(c, emit_stub_call);
    other->pointer = call->entry;
    x64_load(&c->x, 8, RCX, call->receiver);
    x64_load(&c->x, 8, RAX, mem_absolute((u32)(uintptr_t)&call->entry->inline_cache));
    x64_mov_rr(&c->x, 8, RDX, RAX);
    x64_shift_imm(&c->x, SHIFT_SHR, 8, RDX, 32);
    x64_mov_rr(&c->x, 4, RAX, RAX);
    cold_null_access_to(c, RCX, offsetof(Object, class_ref), &other->label);
    x64_alu_rm(&c->x, ALU_CMP, 4, RDX, mem(RCX, (i32)offsetof(Object, class_ref)));
    if (call->entry->misses >= CACHE_MOST_MISSES)
        search_itable(c, call, &other->label);
    else
        x64_jcc(&c->x, COND_NE, &other->label);
    call_method_in_rax(c);
    x64_bind(&c->x, &other->back);
}

/* A private method of an interface, a lambda's mostly: the receiver's class has met the interface before. */
static void call_direct(Compilation *c, const Call *call)
{
    const Method *m = call->entry->method;
    Cold *other = cold_new(c, emit_stub_call);
    other->pointer = call->entry;
    x64_load(&c->x, 8, RCX, call->receiver);
    cold_null_access_to(c, RCX, offsetof(Object, class_ref), &other->label);
    x64_load(&c->x, 4, RCX, mem(RCX, (i32)offsetof(Object, class_ref)));
    x64_alu_mi(&c->x, ALU_CMP, 8, mem(RCX, (i32)offsetof(Class, secondary_hit)), low_address(m->holder));
    x64_jcc(&c->x, COND_NE, &other->label);
    load_method(c, m);
    call_method_in_rax(c);
    x64_bind(&c->x, &other->back);
}

static void call_selected(Compilation *c, const Call *call)
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
    case CACHE_HANDLE:
        load_receiver(c, call, RAX);
        push_appendix(c, entry);
        load_method(c, entry->method);
        break;
    case CACHE_SITE:
        push_appendix(c, entry);
        load_method(c, entry->method);
        break;
    case CACHE_ITABLE: call_interface(c, call); return;
    case CACHE_DIRECT: call_direct(c, call); return;
    default: call_by_stub(c, entry); return;
    }
    call_method_in_rax(c);
}

/* Behind the call. slots: of its arguments. Returns the letter of the result. */
static char finish_call(Compilation *c, u32 slots, Type result)
{
    char letter = effect_letter(result);
    compile_find_frame(c, home_of(c, c->frame->depth - slots).disp + (i32)sizeof(Slot));
    if (letter == 'I')
        x64_mov_rr(&c->x, 4, RAX, RAX); /* the interpreter leaves the upper half as it is */
    return letter;
}

char emit_site_call(Compilation *c, CacheEntry *entry)
{
    Call call = {entry, home_of(c, c->frame->depth - entry->arg_slots)};
    operand_pass(c);
    call_selected(c, &call);
    return finish_call(c, entry->arg_slots, (Type)entry->type);
}

void emit_call(Compilation *c, const Method *m, u32 slots, Type result)
{
    operand_pass(c);
    if (m)
        load_method(c, m);
    call_method_in_rax(c);
    char letter = finish_call(c, slots, result);
    c->frame->depth -= slots;
    operand_push_result(c, letter);
}

/* Of a native method, whose results are what the site expects. */
void emit_call_code(Compilation *c, const Method *m, u32 code)
{
    operand_pass(c);
    load_method(c, m);
    x64_mov_ri(&c->x, RCX, code);
    x64_call_reg(&c->x, RCX);
    compile_note_point(c, c->bci);
    compile_forget_registers(c);
    compile_find_frame(c, home_of(c, c->frame->depth - m->arg_slots).disp + (i32)sizeof(Slot));
    c->frame->depth -= m->arg_slots;
    operand_push_result(c, effect_letter((Type)m->return_type));
}

static void emit_register_object(Compilation *c, Cold *cold)
{
    cold_save(c, cold);
    x64_load(&c->x, 8, RSI, home_of(c, cold->saved->depth - 1));
    compile_call_final_gate(c, GATE_register_finalizer, 1);
    cold_restore(c, cold);
    x64_jmp(&c->x, &cold->back);
}

/* Object.<init> does nothing but register who has a finalizer (JLS 12.6.1). */
static void object_init(Compilation *c)
{
    const Class *known = operand_class(c, 0);
    if (known && !(known->flags & CLASS_HAS_FINALIZER)) {
        operand_drop(c);
        return;
    }
    Reg object = operand_hold(c, 0), class = operand_new_register(c);
    Cold *cold = cold_new_call(c, emit_register_object);
    cold_null_access(c, object, offsetof(Object, class_ref));
    x64_load(&c->x, 4, class, mem(object, (i32)offsetof(Object, class_ref)));
    x64_test_mi(&c->x, 4, mem(class, (i32)offsetof(Class, flags)), CLASS_HAS_FINALIZER);
    x64_jcc(&c->x, COND_NE, &cold->label);
    x64_bind(&c->x, &cold->back);
    operand_release(c, class);
    operand_drop(c);
}

/* regs or xmm: where the result is behind it. */
static void emit_call_after_all(Compilation *c, Cold *cold)
{
    CacheEntry *entry = (CacheEntry *)(uintptr_t)cold->value;
    cold_save(c, cold);
    char letter = emit_site_call(c, entry);
    if (is_float_letter(letter))
        x64_fmov_rr(&c->x, cold->xmm, XMM0);
    else if (letter)
        x64_mov_rr(&c->x, 8, cold->regs[0], RAX);
    cold_restore_after(c, cold);
    x64_jmp(&c->x, &cold->back);
}

Cold *emit_cold_call(Compilation *c, CacheEntry *entry)
{
    Cold *cold = cold_new_call(c, emit_call_after_all);
    cold->value = (u64)(uintptr_t)entry;
    return cold;
}

/* The result is put where cold code can bring it, too. */
void emit_meet_call(Compilation *c, Cold *cold, char letter)
{
    if (is_float_letter(letter))
        cold->xmm = operand_pop_own_xmm(c);
    else if (letter)
        cold->regs[0] = operand_pop_result(c);
    cold->after = cold_snapshot(c);
    cold->valid_after = c->valid;
    x64_bind(&c->x, &cold->back);
    c->reachable = true;
    c->not_null = 0; /* the other method may have returned null, and has not looked at what this one did */
    if (is_float_letter(letter))
        operand_push_xmm(c, letter, cold->xmm);
    else if (letter)
        operand_push_register(c, letter, cold->regs[0]);
}

/* By the class that the site has met, if it was one. */
static bool inline_guarded(Compilation *c, CacheEntry *entry)
{
    u32 class_word;
    Method *target = inline_target(c, entry, &class_word);
    if (!target)
        return false;
    Reg receiver = operand_hold(c, target->param_count);
    Cold *cold = emit_cold_call(c, entry);
    cold_null_access(c, receiver, offsetof(Object, class_ref));
    x64_alu_mi(&c->x, ALU_CMP, 4, mem(receiver, (i32)offsetof(Object, class_ref)), (i32)class_word);
    x64_jcc(&c->x, COND_NE, &cold->label);
    const Intrinsic *row = intrinsic_of(target);
    if (row)
        row->emit(c, row, entry);
    else
        inline_call(c, target);
    emit_meet_call(c, cold, effect_letter((Type)entry->type));
    return true;
}

void emit_invoke(Compilation *c, u32 op)
{
    (void)op;
    CacheEntry *entry = c->frame->entries[c->bci];
    if (!entry) {
        compile_fail(c, "no cache entry");
        return;
    }
    if (cache_state(entry) == CACHE_OBJECT_INIT) {
        object_init(c);
        return;
    }
    if (known_site(c, entry) || handle_site(c, entry) || intrinsic_site(c, entry) || inline_site(c, entry) ||
        inline_guarded(c, entry) || inline_many(c, entry))
        return;
    char letter = emit_site_call(c, entry);
    c->frame->depth -= entry->arg_slots;
    operand_push_result(c, letter);
}
