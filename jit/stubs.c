/* stubs.c - see stubs.h.
 * All are emitted in one piece at the start of the code cache. rax, rcx and rdx are free in them where no
 * argument is in the latter two; r10 and r11 always. */
#include "jit/stubs.h"

#include "jit/again.h"
#include "jit/border.h"
#include "jit/codecache.h"
#include "jit/deopt.h"
#include "jit/slow.h"
#include "jit/stub_calls.h"
#include "jit/stub_copy.h"
#include "jit/stub_keep.h"
#include "jit/stub_locks.h"
#include "jit/stub_types.h"
#include "jit/x64.h"
#include "vm/base/panic.h"
#include "vm/base/state.h"
#include "vm/exec/call/tier.h"
#include "vm/exec/runtime/runtime.h"
#include "vm/exec/thread/safepoint_enter.h"
#include "vm/exec/thread/thread.h"
#include "vm/exec/walk/code_blob.h"
#include "vm/model/frame.h"
#include "vm/thread/safepoint.h"

#include <string.h>

enum { MOST_BYTES = 16 * 1024 };

SNAPSHOT_STATE(dropped) static struct {
    u8 *code;
    u32 size;
    u32 offsets[STUB_COUNT];
} state;

static const char *const names[STUB_COUNT] = {
    [STUB_RUN] = "run",
    [STUB_LEAVE] = "leave",
    [STUB_DEOPT] = "deoptimise",
    [STUB_UNWIND] = "unwind",
    [STUB_INTERPRET] = "interpret",
    [STUB_UNPREPARED] = "unprepared",
    [STUB_NATIVE] = "native",
    [STUB_NATIVE_INTRINSIC] = "native_intrinsic",
    [STUB_ABSTRACT] = "abstract",
    [STUB_CONFLICT] = "conflict",
    [STUB_BASIC] = "invokeBasic",
    [STUB_LINKER] = "linkTo",
    [STUB_COUNT_CALLS] = "count_calls",
    [STUB_ENTER] = "enter",
    [STUB_LOCK] = "lock_method",
    [STUB_UNLOCK] = "unlock_method",
    [STUB_UNLOCKED] = "unlocked",
    [STUB_ITABLE] = "itable",
    [STUB_CALL_STATIC] = "call_static",
    [STUB_CALL_SPECIAL] = "call_special",
    [STUB_CALL_VIRTUAL] = "call_virtual",
    [STUB_CALL_INTERFACE] = "call_interface",
    [STUB_CALL_DYNAMIC] = "call_dynamic",
    [STUB_CHECK_CAST] = "check_cast",
    [STUB_CHECK_STORE] = "check_store",
    [STUB_TEST_INSTANCE] = "test_instance",
    [STUB_NULL] = "null",
#define RT(name, result, arguments, flags) [GATE_##name] = #name,
#define RT_LEAF(name, result, arguments) [LEAF_##name] = #name,
#define KEEPING_GATE(name, target, pushed) [GATE_##name] = #name,
#define ENTRY_GATE(name, target)
#define LEAF(name, target) [LEAF_##name] = #name,
#include "jit/stubs.def"
#include "vm/exec/runtime/runtime.def"
#undef RT
#undef RT_LEAF
#undef KEEPING_GATE
#undef ENTRY_GATE
#undef LEAF
};

/* ---- parts ---- */

typedef struct Emission {
    X64 x;
    Label run_end, unwind, native, itable;
} Emission;

static void begin(Emission *e, Stub stub)
{
    while (x64_offset(&e->x) % 16)
        x64_int3(&e->x);
    state.offsets[stub] = x64_offset(&e->x);
}

/* Unwinds from the frame rbp if an exception is pending. */
static void unwind_if_pending(Emission *e)
{
    X64 *x = &e->x;
    Label fine = label_new();
    x64_alu_mi(x, ALU_CMP, 8, OF_THREAD(exception), 0);
    x64_jcc(x, COND_E, &fine);
    border_publish(x);
    x64_jmp(x, &e->unwind);
    x64_bind(x, &fine);
}

static void set_transfer(X64 *x, Tier tier, TransferKind kind)
{
    x64_store_imm(x, 4, OF_THREAD(transfer.tier), (i32)tier);
    x64_store_imm(x, 4, OF_THREAD(transfer.kind), (i32)kind);
}

/* ---- between C and machine code ---- */

static const Reg saved[] = {RBP, RBX, R12, R13, R14, R15};

/* The word below the six registers holds what machine_sp was, since runs nest, and aligns the stack. */
static void emit_run(Emission *e)
{
    X64 *x = &e->x;
    Label call = label_new();
    begin(e, STUB_RUN);
    for (size_t i = 0; i < COUNT_OF(saved); i++)
        x64_push(x, saved[i]);
    x64_mov_rr(x, 8, R15, RDI);
    x64_push_mem(x, OF_THREAD(machine_sp));
    x64_store(x, 8, OF_THREAD(machine_sp), RSP);
    border_to_java(x);
    x64_load(x, 8, RAX, OF_THREAD(transfer.method));
    x64_alu_mi(x, ALU_CMP, 4, OF_THREAD(transfer.kind), TRANSFER_CALL);
    x64_jcc(x, COND_E, &call);
    x64_load(x, 8, RAX, OF_THREAD(transfer.value));
    x64_bits_to_float(x, 8, XMM0, RAX);
    x64_jmp_mem(x, OF_THREAD(transfer.pc));
    x64_bind(x, &call);
    x64_load(x, 4, RCX, OF_METHOD(RAX, machine_entry));
    x64_call_reg(x, RCX);
    state.offsets[STUB_LEAVE] = x64_offset(x); /* the return address of that call */
    x64_store(x, 8, OF_THREAD(transfer.value), RAX);
    x64_store(x, 8, OF_THREAD(sp), RSP);
    x64_store(x, 8, OF_THREAD(fp), RBP);
    set_transfer(x, TIER_INTERPRETER, TRANSFER_RETURN);
    x64_bind(x, &e->run_end);
    x64_load(x, 8, RSP, OF_THREAD(machine_sp));
    x64_pop(x, RAX);
    x64_store(x, 8, OF_THREAD(machine_sp), RAX);
    for (size_t i = COUNT_OF(saved); i-- > 0;)
        x64_pop(x, saved[i]);
    x64_ret(x);
}

/* Machine code returns to it, with the result in rax. */
static void emit_deopt(Emission *e)
{
    X64 *x = &e->x;
    begin(e, STUB_DEOPT);
    x64_store(x, 8, OF_THREAD(transfer.value), RAX);
    x64_store(x, 8, OF_THREAD(sp), RSP);
    x64_store(x, 8, OF_THREAD(fp), RBP);
    x64_store_imm(x, 8, OF_THREAD(machine_pc), (i32)stubs_address(STUB_DEOPT));
    border_to_native(x);
    border_call(x, (const void *)deopt_returned);
    set_transfer(x, TIER_INTERPRETER, TRANSFER_RETURN);
    x64_jmp(x, &e->run_end);
}

static void emit_unwind(Emission *e)
{
    X64 *x = &e->x;
    begin(e, STUB_UNWIND);
    x64_bind(x, &e->unwind);
    border_to_native(x);
    border_call(x, (const void *)tier_unwind);
    x64_alu_mi(x, ALU_CMP, 4, OF_THREAD(transfer.tier), TIER_MACHINE);
    x64_jcc(x, COND_NE, &e->run_end);
    border_to_java(x);
    x64_jmp_mem(x, OF_THREAD(transfer.pc));
}

/* ---- entries: the method is in rax, [rsp] where the caller goes on, the arguments above ---- */

static void emit_interpret(Emission *e)
{
    X64 *x = &e->x;
    begin(e, STUB_INTERPRET);
    border_tell_entry(x);
    x64_pop(x, RCX);
    x64_store(x, 8, OF_THREAD(transfer.return_pc), RCX);
    x64_store(x, 8, OF_THREAD(transfer.method), RAX);
    x64_store(x, 8, OF_THREAD(sp), RSP);
    x64_store(x, 8, OF_THREAD(fp), RBP);
    set_transfer(x, TIER_INTERPRETER, TRANSFER_CALL);
    x64_jmp(x, &e->run_end);
}

/* target(thread, method, slot of the last argument), with the caller's frame published. */
static void emit_entry_gate(Emission *e, const void *target)
{
    X64 *x = &e->x;
    x64_mov_rr(x, 8, RSI, RAX);
    x64_lea(x, 8, RDX, mem(RSP, 8));
    border_publish(x);
    border_to_native(x);
    border_call(x, target);
    border_to_java(x);
    x64_store_imm(x, 8, OF_THREAD(machine_pc), FRAME_RETURN_C);
    unwind_if_pending(e);
}

static void emit_prepared(Emission *e, Stub stub, const void *target)
{
    begin(e, stub);
    emit_entry_gate(e, target);
    border_enter_method(&e->x);
}

static void emit_linker(Emission *e)
{
    X64 *x = &e->x;
    begin(e, STUB_LINKER);
    emit_entry_gate(e, (const void *)slow_handle_target);
    x64_pop(x, RCX);
    x64_store(x, 8, mem(RSP, 0), RCX);
    border_enter_method(x);
}

/* Takes the native method's frame off, with the result in rax. rdx becomes the size of the arguments. */
static void pop_native_frame(Emission *e)
{
    X64 *x = &e->x;
    border_to_java(x);
    x64_load(x, 8, RDX, mem(RBP, -8));
    x64_load_zero(x, 2, RDX, OF_METHOD(RDX, arg_slots));
    x64_mov_rr(x, 8, RSP, RBP);
    x64_pop(x, RBP);
    unwind_if_pending(e);
    x64_bits_to_float(x, 8, XMM0, RAX);
    x64_pop(x, RCX);
    x64_lea(x, 8, RSP, mem_indexed(RSP, RDX, 8, 0));
    x64_push(x, RCX);
    x64_ret(x);
}

/* rdx becomes the address of argument slot 0. */
static void push_native_frame(X64 *x)
{
    border_tell_entry(x);
    border_push_native_frame(x);
    x64_load_zero(x, 2, RDX, OF_METHOD(RAX, arg_slots));
    x64_lea(x, 8, RDX, mem_indexed(RBP, RDX, 8, 8));
}

static void emit_native(Emission *e)
{
    X64 *x = &e->x;
    Label no_room = label_new();
    begin(e, STUB_NATIVE);
    x64_bind(x, &e->native);
    border_check_native_room(x, &no_room);
    push_native_frame(x);
    x64_mov_rr(x, 8, RSI, RAX);
    border_to_native(x);
    border_call(x, (const void *)slow_native);
    pop_native_frame(e);
    x64_bind(x, &no_room);
    emit_entry_gate(e, (const void *)slow_native_room);
    border_enter_method(x);
}

/* Clears the upper half of rax, if the method in rbx has a result that leaves it undefined. */
static void narrow_result(X64 *x)
{
    Label wide = label_new();
    x64_load_zero(x, 1, RCX, OF_METHOD(RBX, return_type));
    x64_mov_ri(x, RDX, 1 << T_LONG | 1 << T_DOUBLE | 1 << T_OBJECT | 1 << T_ARRAY);
    x64_shift_cl(x, SHIFT_SHR, 4, RDX);
    x64_test_ri(x, 1, RDX, 1);
    x64_jcc(x, COND_NE, &wide);
    x64_mov_rr(x, 4, RAX, RAX);
    x64_bind(x, &wide);
}

/* A NativeIntrinsic is called as it is. What needs a lock, or does not fit, goes the other way. */
static void emit_native_intrinsic(Emission *e)
{
    X64 *x = &e->x;
    begin(e, STUB_NATIVE_INTRINSIC);
    border_check_native_room(x, &e->native);
    x64_test_mi(x, 2, OF_METHOD(RAX, access), ACC_SYNCHRONIZED);
    x64_jcc(x, COND_NE, &e->native);
    push_native_frame(x);
    x64_mov_rr(x, 8, RSI, RDX);
    border_load_function(x, R11);
    border_to_native(x);
    x64_mov_rr(x, 8, RBX, RAX);
    x64_call_reg(x, R11);
    narrow_result(x);
    pop_native_frame(e);
}

/* What each thread itself has counted decides, so that the number is met though others count at once. */
static void emit_count_calls(Emission *e)
{
    X64 *x = &e->x;
    Label hot = label_new();
    begin(e, STUB_COUNT_CALLS);
    x64_load(x, 4, RDX, OF_METHOD(RAX, counts));
    x64_load(x, 4, RCX, mem(RDX, offsetof(MethodCounts, invocations)));
    x64_alu_ri(x, ALU_ADD, 4, RCX, 1);
    x64_store(x, 4, mem(RDX, offsetof(MethodCounts, invocations)), RCX);
    x64_alu_ri(x, ALU_CMP, 4, RCX, AGAIN_CALLS);
    x64_jcc(x, COND_E, &hot);
    x64_load(x, 4, RCX, OF_METHOD(RAX, machine_code));
    x64_jmp_reg(x, RCX);
    x64_bind(x, &hot);
    emit_entry_gate(e, (const void *)again_request);
    border_enter_method(x);
}

/* rax: the method, which survives on the Java stack. The code that has jumped here may be freed meanwhile. */
static void emit_enter(Emission *e)
{
    X64 *x = &e->x;
    begin(e, STUB_ENTER);
    x64_mov_rr(x, 8, RSI, RSP);
    x64_push(x, RAX);
    x64_mov_rr(x, 8, RDX, RAX);
    x64_load(x, 8, RAX, mem(RSP, 8));
    x64_store(x, 8, OF_THREAD(fp), RBP);
    x64_store(x, 8, OF_THREAD(machine_pc), RAX);
    x64_store(x, 8, OF_THREAD(sp), RSP);
    border_to_native(x);
    border_call(x, (const void *)safepoint_enter_callee);
    border_to_java(x);
    x64_pop(x, RAX);
    x64_store_imm(x, 8, OF_THREAD(machine_pc), FRAME_RETURN_C);
    unwind_if_pending(e);
    border_enter_method(x);
}

/* ---- gates ---- */

static void emit_gate_call(Emission *e, const void *target)
{
    X64 *x = &e->x;
    border_publish(x);
    border_to_native(x);
    border_call(x, target);
    border_to_java(x);
    x64_store_imm(x, 8, OF_THREAD(machine_pc), FRAME_RETURN_C);
}

/* A routine that throws does not come back. The operands are dead, and the return address, which need not lie
 * in the frame, is taken off. */
static void emit_throw_gate(Emission *e, const void *target)
{
    X64 *x = &e->x;
    x64_pop(x, RAX);
    x64_store(x, 8, OF_THREAD(fp), RBP);
    x64_store(x, 8, OF_THREAD(machine_pc), RAX);
    x64_store(x, 8, OF_THREAD(sp), RSP);
    border_to_native(x);
    border_call(x, target);
    x64_jmp(x, &e->unwind);
}

/* The same for an address in rax and a handler of the method itself, if there is any: the stack ends with the
 * slot above the method's first operand. */
static void emit_throw_from_rax(Emission *e, const void *target)
{
    X64 *x = &e->x;
    x64_load(x, 8, RCX, mem(RBP, -8));
    x64_load(x, 4, RCX, OF_METHOD(RCX, frame_slots));
    x64_unary(x, UNARY_NEG, 8, RCX);
    x64_lea(x, 8, RSP, mem_indexed(RBP, RCX, sizeof(Slot), 0));
    x64_push(x, RAX);
    emit_throw_gate(e, target);
}

/* For a hostile mode: the frame may go on in the interpreter, where C has been called for it. What C has
 * returned waits on the native stack below the kept bytes, and so does rsp, twice for the alignment. */
static void emit_deopt_check(Emission *e, i32 kept)
{
    X64 *x = &e->x;
    Label stays = label_new();
    if (LIKELY(!deopt_is_hostile()))
        return;
    x64_mov_rr(x, 8, R11, RSP);
    x64_load(x, 8, RSP, OF_THREAD(machine_sp));
    x64_lea(x, 8, RSP, mem(RSP, -kept));
    x64_push(x, RAX);
    x64_push(x, RDX);
    x64_push(x, R11);
    x64_push(x, R11);
    x64_mov_rr(x, 8, RDI, R15);
    x64_load(x, 8, RSI, mem(R11, 0));
    border_call(x, (const void *)deopt_left_gate);
    x64_mov_rr(x, 4, RCX, RAX);
    x64_pop(x, R11);
    x64_pop(x, R11);
    x64_pop(x, RDX);
    x64_pop(x, RAX);
    x64_mov_rr(x, 8, RSP, R11);
    x64_test_rr(x, 1, RCX, RCX);
    x64_jcc(x, COND_E, &stays);
    set_transfer(x, TIER_INTERPRETER, TRANSFER_RESUME);
    x64_jmp(x, &e->run_end);
    x64_bind(x, &stays);
}

/* A frame's lock is taken or given up without C in the usual cases, but for that mode. */
static void emit_fast_lock(X64 *x, Stub stub, Label *slow)
{
    if (UNLIKELY(deopt_is_hostile())) {
        x64_bind(x, slow);
        return;
    }
    switch ((u32)stub) {
    case GATE_lock:
    case STUB_LOCK: stub_lock(x, slow); break;
    case GATE_unlock: stub_unlock(x, slow); break;
    case STUB_UNLOCK: stub_unlock_method(x, slow); break;
    case STUB_UNLOCKED: stub_unlocked(x, slow); break;
    default: break;
    }
    x64_bind(x, slow);
}

static void emit_gate(Emission *e, Stub stub, const void *target)
{
    X64 *x = &e->x;
    Label slow = label_new();
    begin(e, stub);
    emit_fast_lock(x, stub, &slow);
    if (strncmp(names[stub], "throw_", strlen("throw_")) == 0) {
        emit_throw_gate(e, target);
        return;
    }
    emit_gate_call(e, target);
    unwind_if_pending(e);
    emit_deopt_check(e, 0);
    x64_ret(x);
}

/* A gate that keeps all registers, with the argument that was pushed, if one was. The place that a poll
 * returns is another's. */
static void emit_keeping_gate(Emission *e, Stub stub, const void *target, u32 pushed)
{
    X64 *x = &e->x;
    Label stays = label_new();
    begin(e, stub);
    stub_keep_published(x);
    if (pushed)
        x64_load(x, 8, RSI, mem(RAX, sizeof(Slot)));
    border_begin_native(x);
    border_call(x, target);
    border_to_java(x);
    x64_store_imm(x, 8, OF_THREAD(machine_pc), FRAME_RETURN_C);
    unwind_if_pending(e);
    emit_deopt_check(e, STUB_KEEP_BYTES);
    if (stub == (Stub)GATE_poll) {
        x64_test_rr(x, 8, RAX, RAX);
        x64_jcc(x, COND_E, &stays);
        x64_pop(x, RCX);
        x64_jmp_reg(x, RAX);
        x64_bind(x, &stays);
    }
    stub_keep_restore(x);
    if (pushed)
        x64_ret_imm(x, pushed);
    else
        x64_ret(x);
}

/* An object and a class are pushed; refused ones are thrown with. */
static void emit_check(Emission *e, Stub stub, const void *refuse)
{
    X64 *x = &e->x;
    Label refused = label_new();
    begin(e, stub);
    stub_types_check(x, &refused);
    x64_bind(x, &refused);
    x64_pop(x, RAX);
    x64_pop(x, RDX);
    x64_pop(x, RSI);
    emit_throw_from_rax(e, refuse);
}

/* An access to null has faulted, and rax is where the thread goes on: stubs.h. */
static void emit_null(Emission *e)
{
    begin(e, STUB_NULL);
    emit_throw_from_rax(e, (const void *)rt_throw_null);
}

/* If locking fails, the frame is taken off: the exception is the caller's. */
static void emit_lock(Emission *e)
{
    X64 *x = &e->x;
    Label slow = label_new();
    begin(e, STUB_LOCK);
    emit_fast_lock(x, STUB_LOCK, &slow);
    emit_gate_call(e, (const void *)rt_lock);
    Label fine = label_new();
    x64_alu_mi(x, ALU_CMP, 8, OF_THREAD(exception), 0);
    x64_jcc(x, COND_E, &fine);
    x64_mov_rr(x, 8, RSP, RBP);
    x64_pop(x, RBP);
    border_publish(x);
    x64_jmp(x, &e->unwind);
    x64_bind(x, &fine);
    emit_deopt_check(e, 0);
    x64_ret(x);
}

/* The arguments stay where they are, and C keeps its callee-saved registers. rsp waits on the native stack,
 * twice for the alignment. */
static void emit_leaf(Emission *e, Stub stub, const void *target)
{
    X64 *x = &e->x;
    Label slow = label_new();
    begin(e, stub);
    if (stub == (Stub)LEAF_copy_array)
        stub_copy_bytes(x, &slow);
    x64_bind(x, &slow);
    x64_mov_rr(x, 8, R11, RSP);
    x64_load(x, 8, RSP, OF_THREAD(machine_sp));
    x64_push(x, R11);
    x64_push(x, R11);
    border_call(x, target);
    x64_pop(x, RSP);
    x64_ret(x);
}

/* The row of the class for the method's interface (class_itable); what is abstract or missing is C's. */
static void emit_itable(Emission *e)
{
    X64 *x = &e->x;
    Label next = label_new(), found = label_new(), none = label_new();
    begin(e, STUB_ITABLE);
    x64_bind(x, &e->itable);
    x64_load(x, 4, R10, mem(RCX, (i32)offsetof(Object, class_ref)));
    x64_load(x, 8, RDX, OF_METHOD(RAX, holder));
    x64_load(x, 8, R11, mem(R10, (i32)offsetof(Class, itable)));
    x64_load(x, 4, R10, mem(R10, (i32)offsetof(Class, itable_length)));
    x64_bind(x, &next);
    x64_test_rr(x, 4, R10, R10);
    x64_jcc(x, COND_E, &none);
    x64_alu_rm(x, ALU_CMP, 8, RDX, mem(R11, (i32)offsetof(ItableEntry, interface)));
    x64_jcc(x, COND_E, &found);
    x64_alu_ri(x, ALU_ADD, 8, R11, (i32)sizeof(ItableEntry));
    x64_alu_ri(x, ALU_SUB, 4, R10, 1);
    x64_jmp(x, &next);
    x64_bind(x, &found);
    x64_load(x, 8, R11, mem(R11, (i32)offsetof(ItableEntry, methods)));
    x64_load(x, 4, RDX, OF_METHOD(RAX, itable_index));
    x64_load(x, 8, RAX, mem_indexed(R11, RDX, sizeof(Method *), 0));
    x64_test_rr(x, 8, RAX, RAX);
    x64_jcc(x, COND_E, &none);
    x64_test_mi(x, 2, OF_METHOD(RAX, access), ACC_ABSTRACT);
    x64_jcc(x, COND_NE, &none);
    x64_ret(x);
    x64_bind(x, &none);
    x64_alu_rr(x, ALU_XOR, 4, RAX, RAX);
    x64_ret(x);
}

/* A call whose cache entry is in rax. */
static void emit_call(Emission *e, Stub stub, CacheUse use)
{
    X64 *x = &e->x;
    Label slow = label_new();
    begin(e, stub);
    stub_call(x, use, &e->itable, &slow);
    x64_bind(x, &slow);
    emit_entry_gate(e, (const void *)slow_link_call);
    stub_call_found(x);
}

static void emit_checks(Emission *e)
{
    emit_check(e, STUB_CHECK_CAST, (const void *)rt_throw_cast);
    emit_check(e, STUB_CHECK_STORE, (const void *)rt_throw_store);
    begin(e, STUB_TEST_INSTANCE);
    stub_types_test(&e->x);
}

static void emit_all(Emission *e)
{
    emit_run(e);
    emit_deopt(e);
    emit_unwind(e);
    emit_interpret(e);
    emit_prepared(e, STUB_UNPREPARED, (const void *)tier_prepare);
    emit_prepared(e, STUB_BASIC, (const void *)slow_handle_target);
    emit_prepared(e, STUB_ABSTRACT, (const void *)slow_throw_abstract);
    emit_prepared(e, STUB_CONFLICT, (const void *)slow_throw_conflict);
    emit_linker(e);
    emit_native(e);
    emit_native_intrinsic(e);
    emit_count_calls(e);
    emit_enter(e);
    emit_lock(e);
    emit_gate(e, STUB_UNLOCK, (const void *)rt_leave_frame);
    emit_gate(e, STUB_UNLOCKED, (const void *)rt_leave_frame);
    emit_itable(e);
    emit_call(e, STUB_CALL_STATIC, USE_STATIC);
    emit_call(e, STUB_CALL_SPECIAL, USE_SPECIAL);
    emit_call(e, STUB_CALL_VIRTUAL, USE_VIRTUAL);
    emit_call(e, STUB_CALL_INTERFACE, USE_INTERFACE);
    emit_call(e, STUB_CALL_DYNAMIC, USE_DYNAMIC);
#define RT(name, result, arguments, flags) emit_gate(e, GATE_##name, (const void *)rt_##name);
#define RT_LEAF(name, result, arguments) emit_leaf(e, LEAF_##name, (const void *)rt_##name);
#define KEEPING_GATE(name, target, pushed) \
    emit_keeping_gate(e, (Stub)GATE_##name, (const void *)target, pushed);
#define ENTRY_GATE(name, target)
#define LEAF(name, target) emit_leaf(e, LEAF_##name, (const void *)target);
#include "jit/stubs.def"
#include "vm/exec/runtime/runtime.def"
#undef RT
#undef RT_LEAF
#undef KEEPING_GATE
#undef ENTRY_GATE
#undef LEAF
    emit_checks(e);
    emit_null(e);
}

static void fill_tables(void)
{
    static const u8 stubs[ENTRY_COUNT] = {
        [ENTRY_UNPREPARED] = STUB_UNPREPARED,   [ENTRY_BYTECODE] = STUB_INTERPRET,
        [ENTRY_BYTECODE_SYNC] = STUB_INTERPRET, [ENTRY_EMPTY] = STUB_INTERPRET,
        [ENTRY_GETTER] = STUB_INTERPRET,        [ENTRY_NATIVE] = STUB_NATIVE,
        [ENTRY_INTRINSIC] = STUB_NATIVE_INTRINSIC,
        [ENTRY_ABSTRACT] = STUB_ABSTRACT,       [ENTRY_CONFLICT] = STUB_CONFLICT,
        [ENTRY_INVOKE_BASIC] = STUB_BASIC,
        [ENTRY_LINK_STATIC] = STUB_LINKER,      [ENTRY_LINK_SPECIAL] = STUB_LINKER,
        [ENTRY_LINK_VIRTUAL] = STUB_LINKER,     [ENTRY_LINK_INTERFACE] = STUB_LINKER,
        [ENTRY_COMPILED] = STUB_INTERPRET,
    };
    for (u32 i = 0; i < ENTRY_COUNT; i++)
        method_stubs[i] = stubs_address((Stub)stubs[i]);
    code_blob_leave = stubs_address(STUB_LEAVE);
    code_blob_deopt = stubs_address(STUB_DEOPT);
    code_blob_null = stubs_address(STUB_NULL);
}

/* They name each other by displacements alone, and C by addresses: where they are emitted does not matter. */
bool stubs_init(void)
{
    state.code = codecache_take(MOST_BYTES, 0);
    if (!state.code)
        return false;
    Emission e = {
        .run_end = label_new(), .unwind = label_new(), .native = label_new(), .itable = label_new()};
    x64_begin(&e.x, codecache_writable(state.code), MOST_BYTES);
    emit_all(&e);
    ASSERT(!e.x.overflow);
    state.size = x64_offset(&e.x);
    fill_tables();
    return true;
}

void stubs_reset(void)
{
    memset(method_stubs, 0, sizeof method_stubs);
    STATE_CLEAR(state);
}

u32 stubs_address(Stub stub)
{
    return (u32)(uintptr_t)(state.code + state.offsets[stub]);
}

const char *stubs_name(const void *address)
{
    size_t offset = (size_t)((const u8 *)address - state.code);
    const char *name = NULL;
    u32 best = 0;
    if (offset >= state.size)
        return NULL;
    for (u32 i = 0; i < STUB_COUNT; i++)
        if (state.offsets[i] <= offset && (!name || state.offsets[i] >= best)) {
            best = state.offsets[i];
            name = names[i];
        }
    return name;
}
