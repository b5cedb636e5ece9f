/* upcall.c - see upcall.h.
 * A call has four steps: arguments from their registers to the Java stack, into Java, the call, and back.
 * Until the first step nothing is changed, so that all else can go the other way. */
#include "jit/upcall.h"

#include "jit/border.h"
#include "jit/jit.h"
#include "jit/stubs.h"
#include "jit/wrapper.h"
#include "vm/base/panic.h"
#include "vm/exec/call/tier.h"
#include "vm/library/wellknown.h"
#include "vm/model/frame.h"
#include "vm/thread/safepoint.h"
#include "vm/thread/thread_state.h"

#include <stdio.h>
#include <string.h>

enum { MOST_BYTES = 2048, MOST_ARGUMENTS = 20, VECTORS = 8 };

/* The frame on the native stack, below rbp: five registers, then these. */
enum { OF_HANDLES = -48, OF_HANDLE_TOP = -56, OF_TARGET = -64, FRAME_BYTES = 24 };
/* C's arguments on the stack begin behind rbp and the return address. */
enum { OF_STACK = 16 };

static const Reg saved[] = {RBX, R12, R13, R14, R15};

/* During the call rbx is the lowest slot of the Java stack, r12, r13, r14 what fp, sp and machine_pc were. */
typedef struct Emission {
    X64 x;
    const UpcallShape *shape;
    u32 slots; /* of the handle and the arguments */
    Label otherwise, asked, is_in, more, is_done, left, is_out, failed;
} Emission;

/* ---- shapes ---- */

static bool is_served(Type type, i64 place)
{
    bool is_float = type == T_FLOAT || type == T_DOUBLE;
    u32 kind = foreign_kind(place), index = foreign_index(place);
    if (type_is_ref(type))
        return false;
    return kind == FOREIGN_STACK || (kind == FOREIGN_VECTOR && is_float && index < VECTORS) ||
           (kind == FOREIGN_INTEGER && !is_float && index <= R9 && index != RSP);
}

static bool is_result_served(const UpcallShape *shape)
{
    bool is_float = shape->result == T_FLOAT || shape->result == T_DOUBLE;
    if (shape->result_count == 0)
        return shape->result == T_VOID;
    return shape->result_count == 1 && !type_is_ref(shape->result) &&
           shape->place == foreign_place(is_float ? FOREIGN_VECTOR : FOREIGN_INTEGER, 0);
}

/* "upcall 7I 16D 32B J": a number for each place, with its type. False: the shape is not served. */
static bool write_shape(const UpcallShape *shape, char *text)
{
    static const u32 bases[] = {[FOREIGN_INTEGER] = 0, [FOREIGN_VECTOR] = 16, [FOREIGN_STACK] = 32};
    char *at = stpcpy(text, "upcall ");
    if (shape->argument_count > MOST_ARGUMENTS || !is_result_served(shape))
        return false;
    for (u32 i = 0; i < shape->argument_count; i++) {
        i64 place = shape->arguments[i];
        Type type = (Type)shape->types[i];
        if (!is_served(type, place) || at + sizeof "1234567Z V" > text + WRAPPER_SHAPE)
            return false;
        at += sprintf(at, "%u%c ", bases[foreign_kind(place)] + foreign_index(place), type_to_char(type));
    }
    at[0] = type_to_char(shape->result);
    at[1] = '\0';
    return true;
}

/* ---- the steps ---- */

/* The lowest slot comes into rax. */
static void check(Emission *e)
{
    X64 *x = &e->x;
    const char *base;
    __asm__("movq %%fs:0, %0" : "=r"(base));
    x64_load_of_thread(x, R11, (i32)((const char *)&thread_self - base));
    x64_test_rr(x, 8, R11, R11);
    x64_jcc(x, COND_E, &e->otherwise);
    x64_load(x, 8, RAX, mem(R11, (i32)offsetof(Thread, sp)));
    x64_alu_ri(x, ALU_SUB, 8, RAX,
               (i32)sizeof(Slot) * (FRAME_RECORD_ABOVE + FRAME_RECORD_BELOW + (i32)e->slots));
    x64_alu_rm(x, ALU_CMP, 8, RAX, mem(R11, (i32)offsetof(Thread, limit)));
    x64_jcc(x, COND_B, &e->otherwise);
    x64_alu_rm(x, ALU_CMP, 8, RSP, mem(R11, (i32)offsetof(Thread, native_limit)));
    x64_jcc(x, COND_BE, &e->otherwise);
    x64_alu_mi(x, ALU_SUB, 4, mem(R10, (i32)offsetof(UpcallTarget, calls_left)), 1);
    x64_jcc(x, COND_E, &e->otherwise);
}

static void make_native_frame(Emission *e)
{
    X64 *x = &e->x;
    x64_push(x, RBP);
    x64_mov_rr(x, 8, RBP, RSP);
    for (size_t i = 0; i < COUNT_OF(saved); i++)
        x64_push(x, saved[i]);
    x64_alu_ri(x, ALU_SUB, 8, RSP, FRAME_BYTES);
    x64_mov_rr(x, 8, R15, R11);
    x64_mov_rr(x, 8, RBX, RAX);
    x64_store(x, 8, mem(RBP, OF_TARGET), R10);
}

static void store_argument(Emission *e, Type type, i64 place, Mem slot)
{
    X64 *x = &e->x;
    u32 kind = foreign_kind(place), index = foreign_index(place);
    if (kind == FOREIGN_VECTOR) {
        x64_float_to_bits(x, type == T_FLOAT ? 4 : 8, RAX, (Xmm)index);
    } else if (kind == FOREIGN_STACK) {
        x64_load(x, 8, RAX, mem(RBP, OF_STACK + (i32)index));
        border_narrow(x, type, RAX);
    } else {
        border_narrow(x, type, (Reg)index);
    }
    x64_store(x, 8, slot, RAX);
}

static Mem slot_at(const Emission *e, u32 slot)
{
    return mem(RBX, (i32)sizeof(Slot) * (i32)(e->slots - 1 - slot));
}

/* The value of a long or double is in the second of its slots. */
static void store_arguments(Emission *e)
{
    const UpcallShape *shape = e->shape;
    for (u32 i = 0, slot = 1; i < shape->argument_count; i++, slot++) {
        Type type = (Type)shape->types[i];
        if (type_slots(type) == 2)
            x64_store_imm(&e->x, 8, slot_at(e, slot++), 0);
        store_argument(e, type, shape->arguments[i], slot_at(e, slot));
    }
}

static void save_state(Emission *e)
{
    X64 *x = &e->x;
    x64_load(x, 8, R12, OF_THREAD(fp));
    x64_load(x, 8, R13, OF_THREAD(sp));
    x64_load(x, 8, R14, OF_THREAD(machine_pc));
    x64_load(x, 8, RAX, OF_THREAD(handles));
    x64_store(x, 8, mem(RBP, OF_HANDLES), RAX);
    x64_load(x, 4, RAX, OF_THREAD(handle_top));
    x64_store(x, 8, mem(RBP, OF_HANDLE_TOP), RAX);
}

static void enter_java(Emission *e)
{
    border_enter_java(&e->x, &e->asked);
    x64_bind(&e->x, &e->is_in);
}

/* The method behind the handle into rax. */
static void load_target(Emission *e)
{
    X64 *x = &e->x;
    const u32 path[] = {WK_FIELD(MethodHandle_form), WK_FIELD(LambdaForm_vmentry),
                        WK_FIELD(MemberName_method), WK_FIELD(ResolvedMethodName_vmtarget)};
    x64_load(x, 8, RAX, mem(RBP, OF_TARGET));
    x64_load(x, 8, RAX, mem(RAX, (i32)offsetof(UpcallTarget, handle)));
    x64_store(x, 8, slot_at(e, 0), RAX);
    for (size_t i = 0; i < COUNT_OF(path); i++)
        x64_load(x, 8, RAX, mem(RAX, (i32)path[i]));
}

/* Where the entry frame is, by the lowest slot. */
static void load_entry_frame(Emission *e, Reg to)
{
    x64_lea(&e->x, 8, to, mem(RBX, (i32)sizeof(Slot) * (i32)(e->slots + FRAME_RECORD_BELOW)));
}

/* The method is in rax. */
static void make_entry_frame(Emission *e)
{
    X64 *x = &e->x;
    load_entry_frame(e, RDX);
    x64_store(x, 8, mem(RDX, FRAME_ENTRY_RETURN), R14);
    x64_store(x, 8, mem(RDX, FRAME_ENTRY_CALLER), R12);
    x64_store_imm(x, 8, mem(RDX, FRAME_ENTRY_NONE), 0);
    x64_store(x, 8, mem(RDX, FRAME_ENTRY_CALLEE), RAX);
    x64_store(x, 8, OF_THREAD(fp), RDX);
    x64_store(x, 8, OF_THREAD(sp), RBX);
    x64_store_imm(x, 8, OF_THREAD(machine_pc), FRAME_RETURN_C);
}

/* Machine code may leave the rest to the interpreter, and that to it. */
static void call(Emission *e)
{
    X64 *x = &e->x;
    x64_store(x, 8, OF_THREAD(transfer.method), RAX);
    x64_store_imm(x, 4, OF_THREAD(transfer.kind), TRANSFER_CALL);
    x64_mov_rr(x, 8, RDI, R15);
    x64_mov_ri(x, RAX, stubs_address(STUB_RUN));
    x64_call_reg(x, RAX);
    load_entry_frame(e, RDX);
    x64_alu_mi(x, ALU_CMP, 4, OF_THREAD(transfer.kind), TRANSFER_RETURN);
    x64_jcc(x, COND_NE, &e->more);
    x64_alu_rm(x, ALU_CMP, 8, RDX, OF_THREAD(fp));
    x64_jcc(x, COND_NE, &e->more);
    x64_bind(x, &e->is_done);
    x64_alu_mi(x, ALU_CMP, 8, OF_THREAD(exception), 0);
    x64_jcc(x, COND_NE, &e->failed);
}

/* thread_leave_vm: wrapper.c says why this needs no fence. */
static void leave_java(Emission *e)
{
    X64 *x = &e->x;
    x64_store(x, 8, OF_THREAD(fp), R12);
    x64_store(x, 8, OF_THREAD(sp), R13);
    x64_store(x, 8, OF_THREAD(machine_pc), R14);
    x64_load(x, 8, RAX, mem(RBP, OF_HANDLES));
    x64_store(x, 8, OF_THREAD(handles), RAX);
    x64_load(x, 4, RAX, mem(RBP, OF_HANDLE_TOP));
    x64_store(x, 4, OF_THREAD(handle_top), RAX);
    x64_store_imm(x, 8, OF_THREAD(native_sp), 0);
    x64_store_imm(x, 4, OF_THREAD(state), THREAD_IN_NATIVE);
    x64_test_mi(x, 1, OF_THREAD(poll_requests), POLL_STOP);
    x64_jcc(x, COND_NE, &e->left);
    x64_bind(x, &e->is_out);
}

static void take_result(Emission *e)
{
    if (e->shape->result == T_FLOAT || e->shape->result == T_DOUBLE)
        x64_fload(&e->x, 8, XMM0, OF_THREAD(transfer.value));
    else
        x64_load(&e->x, 8, RAX, OF_THREAD(transfer.value));
}

static void end(Emission *e)
{
    X64 *x = &e->x;
    take_result(e);
    x64_alu_ri(x, ALU_ADD, 8, RSP, FRAME_BYTES);
    for (size_t i = COUNT_OF(saved); i-- > 0;)
        x64_pop(x, saved[i]);
    x64_pop(x, RBP);
    x64_ret(x);
}

/* ---- what is rare ---- */

static void emit_asked(Emission *e)
{
    X64 *x = &e->x;
    x64_bind(x, &e->asked);
    x64_mov_rr(x, 8, RDI, R15);
    x64_mov_rr(x, 8, RSI, RSP);
    border_call(x, (const void *)thread_enter_vm_below);
    x64_jmp(x, &e->is_in);
}

static void emit_rest(Emission *e)
{
    X64 *x = &e->x;
    emit_asked(e);
    x64_bind(x, &e->more);
    x64_mov_rr(x, 8, RDI, R15);
    border_call(x, (const void *)tier_go_on);
    x64_jmp(x, &e->is_done);
    x64_bind(x, &e->left);
    border_call(x, (const void *)safepoint_note_left);
    x64_jmp(x, &e->is_out);
    x64_bind(x, &e->failed);
    x64_mov_rr(x, 8, RDI, R15);
    x64_load(x, 8, RAX, mem(RBP, OF_TARGET));
    x64_call_mem(x, mem(RAX, (i32)offsetof(UpcallTarget, failed)));
    x64_int3(x);
    x64_bind(x, &e->otherwise);
    x64_jmp_mem(x, mem(R10, (i32)offsetof(UpcallTarget, otherwise)));
}

static void emit(Emission *e)
{
    check(e);
    make_native_frame(e);
    store_arguments(e);
    save_state(e);
    enter_java(e);
    load_target(e);
    make_entry_frame(e);
    call(e);
    leave_java(e);
    end(e);
    emit_rest(e);
}

static u32 count_slots(const UpcallShape *shape)
{
    u32 slots = 1;
    for (u32 i = 0; i < shape->argument_count; i++)
        slots += type_slots((Type)shape->types[i]);
    return slots;
}

u32 upcall_code(const UpcallShape *shape)
{
    char text[WRAPPER_SHAPE];
    u8 bytes[MOST_BYTES];
    if (!jit_is_on() || !write_shape(shape, text))
        return 0;
    u32 known = wrapper_known(text);
    if (known)
        return known;
    Emission e = {.shape = shape, .slots = count_slots(shape)};
    Label *labels[] = {&e.otherwise, &e.asked, &e.is_in, &e.more, &e.is_done, &e.left, &e.is_out, &e.failed};
    for (size_t i = 0; i < COUNT_OF(labels); i++)
        *labels[i] = label_new();
    x64_begin(&e.x, bytes, sizeof bytes);
    emit(&e);
    return wrapper_add(&e.x, text);
}
