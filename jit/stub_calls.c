/* stub_calls.c - see stub_calls.h. */
#include "jit/stub_calls.h"

#include "jit/border.h"
#include "vm/model/class.h"
#include "vm/model/object.h"

#define OF_ENTRY(field) mem(RAX, (i32)offsetof(CacheEntry, field))

static void require_state(X64 *x, CacheState state, Label *slow)
{
    x64_alu_mi(x, ALU_CMP, 1, OF_ENTRY(state), (i32)state);
    x64_jcc(x, COND_NE, slow);
}

/* rcx: the receiver, which is not null. */
static void load_receiver(X64 *x, Label *slow)
{
    x64_load_zero(x, 2, RCX, OF_ENTRY(arg_slots));
    x64_load(x, 8, RCX, mem_indexed(RSP, RCX, sizeof(Slot), 0));
    x64_test_rr(x, 8, RCX, RCX);
    x64_jcc(x, COND_E, slow);
}

/* To slow if it has not met many classes. */
static void require_many(X64 *x, Label *slow)
{
    x64_alu_mi(x, ALU_CMP, 2, OF_ENTRY(misses), CACHE_MOST_MISSES);
    x64_jcc(x, COND_B, slow);
}

static void call_virtual(X64 *x, Label *slow)
{
    Label noted = label_new();
    load_receiver(x, slow);
    x64_load(x, 4, RCX, mem(RCX, (i32)offsetof(Object, class_ref)));
    x64_alu_rm(x, ALU_CMP, 4, RCX, OF_ENTRY(receiver));
    x64_jcc(x, COND_E, &noted);
    require_many(x, slow);
    x64_bind(x, &noted);
    x64_load(x, 4, RDX, OF_ENTRY(vtable_index));
    x64_load(x, 8, RAX, mem_indexed(RCX, RDX, sizeof(Method *), (i32)offsetof(Class, vtable)));
}

/* The inline cache holds the receiver's class and the method that the call met last, as one word. */
static void call_interface(X64 *x, Label *itable, Label *slow)
{
    Label met = label_new(), found = label_new();
    load_receiver(x, slow);
    x64_load(x, 8, RDX, OF_ENTRY(inline_cache));
    x64_mov_rr(x, 8, RSI, RDX);
    x64_shift_imm(x, SHIFT_SHR, 8, RSI, 32);
    x64_alu_rm(x, ALU_CMP, 4, RSI, mem(RCX, (i32)offsetof(Object, class_ref)));
    x64_jcc(x, COND_E, &met);
    require_many(x, slow);
    x64_push(x, RAX);
    x64_load(x, 8, RAX, OF_ENTRY(method));
    x64_call(x, itable);
    x64_pop(x, RDX);
    x64_test_rr(x, 8, RAX, RAX);
    x64_jcc(x, COND_NE, &found);
    x64_mov_rr(x, 8, RAX, RDX);
    x64_jmp(x, slow);
    x64_bind(x, &met);
    x64_mov_rr(x, 4, RAX, RDX);
    x64_bind(x, &found);
}

void stub_call_found(X64 *x)
{
    Label none = label_new();
    x64_test_rr(x, 8, RDX, RDX);
    x64_jcc(x, COND_E, &none);
    x64_pop(x, RCX);
    x64_push(x, RDX);
    x64_push(x, RCX);
    x64_bind(x, &none);
    border_enter_method(x);
}

void stub_call(X64 *x, CacheUse use, Label *itable, Label *slow)
{
    switch (use) {
    case USE_STATIC:
        require_state(x, CACHE_STATIC, slow);
        x64_load(x, 8, RAX, OF_ENTRY(method));
        break;
    case USE_SPECIAL:
        require_state(x, CACHE_BOUND, slow);
        load_receiver(x, slow);
        x64_load(x, 8, RAX, OF_ENTRY(method));
        break;
    case USE_VIRTUAL:
        require_state(x, CACHE_VTABLE, slow);
        call_virtual(x, slow);
        break;
    case USE_INTERFACE:
        require_state(x, CACHE_ITABLE, slow);
        call_interface(x, itable, slow);
        break;
    default:
        require_state(x, CACHE_SITE, slow);
        x64_load(x, 8, RDX, OF_ENTRY(ref));
        x64_load(x, 8, RAX, OF_ENTRY(method));
        stub_call_found(x);
        return;
    }
    border_enter_method(x);
}
