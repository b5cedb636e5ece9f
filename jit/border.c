/* border.c - see border.h. */
#include "jit/border.h"

#include "jit/deopt.h"
#include "vm/base/host_slot.h"
#include "vm/model/frame.h"
#include "vm/thread/safepoint.h"

void border_to_native(X64 *x)
{
    x64_load(x, 8, RSP, OF_THREAD(machine_sp));
    border_begin_native(x);
}

void border_begin_native(X64 *x)
{
    static const Reg emptied[] = {RBX, R12, R13, R14, RBP};
    x64_store(x, 8, OF_THREAD(vm_high), RSP);
    for (size_t i = 0; i < COUNT_OF(emptied); i++)
        x64_alu_rr(x, ALU_XOR, 4, emptied[i], emptied[i]);
    x64_mov_rr(x, 8, RDI, R15);
}

void border_to_java(X64 *x)
{
    x64_load(x, 8, RSP, OF_THREAD(sp));
    x64_load(x, 8, RBP, OF_THREAD(fp));
}

void border_call(X64 *x, const void *target)
{
    x64_mov_ri(x, RAX, (i64)(uintptr_t)target);
    x64_call_reg(x, RAX);
}

void border_publish(X64 *x)
{
    x64_load(x, 8, RAX, mem(RSP, 0));
    x64_store(x, 8, OF_THREAD(fp), RBP);
    x64_store(x, 8, OF_THREAD(machine_pc), RAX);
    x64_store(x, 8, OF_THREAD(sp), RSP);
}

void border_check_native_room(X64 *x, Label *no_room)
{
    x64_lea(x, 8, RCX, mem(RSP, -(1 + FRAME_RECORD_BELOW) * (i32)sizeof(Slot)));
    x64_alu_rm(x, ALU_CMP, 8, RCX, OF_THREAD(limit));
    x64_jcc(x, COND_B, no_room);
}

void border_push_native_frame(X64 *x)
{
    x64_push(x, RBP);
    x64_mov_rr(x, 8, RBP, RSP);
    x64_push(x, RAX);
    x64_push_imm(x, 0);
    x64_store(x, 8, OF_THREAD(fp), RBP);
    x64_store(x, 8, OF_THREAD(sp), RSP);
}

void border_load_function(X64 *x, Reg to)
{
    _Static_assert((HOST_SLOT_PAGE & (HOST_SLOT_PAGE - 1)) == 0, "a slot's number is cut by a mask");
    x64_load(x, 4, RCX, OF_METHOD(RAX, native_slot));
    x64_mov_ri(x, to, (i64)(uintptr_t)host_slot_pages);
    x64_mov_rr(x, 4, RDX, RCX);
    x64_shift_imm(x, SHIFT_SHR, 4, RDX, (u32)__builtin_ctz(HOST_SLOT_PAGE));
    x64_alu_ri(x, ALU_AND, 4, RCX, HOST_SLOT_PAGE - 1);
    x64_load(x, 8, to, mem_indexed(to, RDX, sizeof(void *), 0));
    x64_load(x, 8, to, mem_indexed(to, RCX, sizeof(void *), 0));
}

void border_tell_entry(X64 *x)
{
    if (LIKELY(!deopt_is_hostile()))
        return;
    x64_push(x, RAX);
    x64_mov_rr(x, 8, RDI, RBP);
    x64_lea(x, 8, RSI, mem(RSP, 8));
    x64_mov_rr(x, 8, RBX, RSP);
    x64_load(x, 8, RSP, OF_THREAD(machine_sp));
    border_call(x, (const void *)deopt_entered);
    x64_mov_rr(x, 8, RSP, RBX);
    x64_pop(x, RAX);
}

void border_enter_method(X64 *x)
{
    x64_load(x, 4, RCX, OF_METHOD(RAX, machine_entry));
    x64_jmp_reg(x, RCX);
}

void border_enter_java(X64 *x, Label *asked)
{
    x64_mov_ri(x, RCX, THREAD_IN_JAVA);
    x64_xchg(x, 4, OF_THREAD(state), RCX);
    x64_test_mi(x, 1, OF_THREAD(poll_requests), POLL_STOP | POLL_SUSPENDED);
    x64_jcc(x, COND_NE, asked);
}

void border_narrow(X64 *x, Type type, Reg from)
{
    switch (type) {
    case T_BOOLEAN:
        x64_test_rr(x, 1, from, from);
        x64_setcc(x, COND_NE, RAX);
        x64_extend_zero(x, 1, RAX, RAX);
        break;
    case T_BYTE: x64_extend_signed(x, 1, RAX, from); break;
    case T_CHAR: x64_extend_zero(x, 2, RAX, from); break;
    case T_SHORT: x64_extend_signed(x, 2, RAX, from); break;
    case T_INT:
    case T_FLOAT: x64_mov_rr(x, 4, RAX, from); break;
    default: x64_mov_rr(x, 8, RAX, from); break;
    }
}
