/* wrapper.c - see wrapper.h.
 * A call has four steps: the frame, out of Java, the function, back into Java. Arguments are read from their
 * slots on the Java stack, where the caller has put them and where the collector finds references; a handle
 * is the address of such a slot. */
#include "jit/wrapper.h"

#include "jit/border.h"
#include "jit/codecache.h"
#include "jit/stubs.h"
#include "vm/base/panic.h"
#include "vm/base/state.h"
#include "vm/exec/call/native.h"
#include "vm/model/frame.h"
#include "vm/thread/handles.h"
#include "vm/thread/safepoint.h"
#include "vm/thread/thread_state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Bytes; arguments on the C stack; of a shape's text. */
enum { MOST_BYTES = 2048, MOST_STACKED = 8, MOST_SHAPE = WRAPPER_SHAPE };

typedef struct Wrapper {
    struct Wrapper *next;
    u8 *code;
    u32 size;
    char shape[MOST_SHAPE];
} Wrapper;

SNAPSHOT_STATE(dropped) static struct {
    Wrapper *wrappers;
} state;

/* ---- shapes ---- */

static char argument_letter(Type type)
{
    switch (type) {
    case T_LONG: return 'J';
    case T_FLOAT: return 'F';
    case T_DOUBLE: return 'D';
    case T_OBJECT:
    case T_ARRAY: return 'L';
    default: return 'I';
    }
}

static char result_letter(Type type)
{
    return type == T_ARRAY ? 'L' : type_to_char(type);
}

/* False: too long. */
static bool write_shape(const Method *m, char *shape)
{
    char *at = stpcpy(shape, method_is_static(m) ? "native static (" : "native (");
    for (SigIter it = sig_begin(m->desc); sig_next(&it);) {
        if (at + sizeof ")V" >= shape + MOST_SHAPE)
            return false;
        *at++ = argument_letter(it.type);
    }
    at[0] = ')';
    at[1] = result_letter((Type)m->return_type);
    at[2] = '\0';
    return true;
}

/* ---- emission ---- */

enum { INTEGERS = 6, VECTORS = 8 };
static const Reg integer_registers[INTEGERS] = {RDI, RSI, RDX, RCX, R8, R9};

/* rbx and r12 hold the handles' top during the call, r13 the method, r10 the function before it. */
typedef struct Emission {
    X64 x;
    const Method *m;
    const ForeignMoves *moves; /* NULL: of a JNI function */
    Type result;
    u32 stack_bytes;
    u32 integers, vectors, stacked; /* arguments placed so far */
    bool is_refused; /* the signature needs C */
    Label otherwise, left, is_out, asked, is_back, strange_mode, mode_is_right, tagged, has_object;
} Emission;

/* Cold code only. */
static void jump_to_stub(X64 *x, Stub stub)
{
    x64_mov_ri(x, RCX, stubs_address(stub));
    x64_jmp_reg(x, RCX);
}

/* The method's class, whose mirror's slot is a handle: it is put where the argument goes. */
static void place_class(Emission *e)
{
    Reg to = integer_registers[e->integers++];
    x64_load(&e->x, 8, to, OF_METHOD(R13, holder));
    x64_alu_ri(&e->x, ALU_ADD, 8, to, (i32)offsetof(Class, mirror));
}

/* The address of the slot, or 0 for null. */
static void load_handle(X64 *x, Reg to, Mem slot)
{
    x64_alu_rr(x, ALU_XOR, 4, R11, R11);
    x64_lea(x, 8, to, slot);
    x64_alu_rm(x, ALU_CMP, 8, R11, slot);
    x64_cmov(x, COND_E, 8, to, R11);
}

static void load_word(X64 *x, char letter, Reg to, Mem slot)
{
    if (letter == 'L')
        load_handle(x, to, slot);
    else
        x64_load(x, letter == 'I' || letter == 'F' ? 4 : 8, to, slot);
}

static void place(Emission *e, char letter, Mem slot)
{
    X64 *x = &e->x;
    bool is_float = letter == 'F' || letter == 'D';
    if (is_float && e->vectors < VECTORS) {
        x64_fload(x, letter == 'F' ? 4 : 8, (Xmm)e->vectors++, slot);
    } else if (!is_float && e->integers < INTEGERS) {
        load_word(x, letter, integer_registers[e->integers++], slot);
    } else {
        load_word(x, letter, RAX, slot);
        x64_store(x, 8, mem(RSP, (i32)sizeof(u64) * (i32)e->stacked++), RAX);
    }
}

/* The value of a long or double is in the lower of its slots. */
static void place_arguments(Emission *e)
{
    const Method *m = e->m;
    u32 local = 0;
    e->integers = e->vectors = e->stacked = 0;
    x64_mov_rr(&e->x, 8, integer_registers[e->integers++], R15);
    if (method_is_static(m))
        place_class(e);
    else
        place(e, 'L', mem(RBP, (i32)sizeof(Slot) * method_local_offset(m, local++)));
    for (SigIter it = sig_begin(m->desc); sig_next(&it);) {
        local += type_slots(it.type);
        place(e, argument_letter(it.type), mem(RBP, (i32)sizeof(Slot) * method_local_offset(m, local - 1)));
    }
}

/* How many arguments go to the C stack. */
static u32 count_stacked(const Method *m)
{
    u32 integers = 2, vectors = 0;
    for (SigIter it = sig_begin(m->desc); sig_next(&it);)
        *(it.type == T_FLOAT || it.type == T_DOUBLE ? &vectors : &integers) += 1;
    return (integers > INTEGERS ? integers - INTEGERS : 0) + (vectors > VECTORS ? vectors - VECTORS : 0);
}

/* ---- linkToNative ---- */

/* The word that an argument is, as its letter says. */
static bool place_word(Emission *e, char letter, Mem slot, i64 where)
{
    X64 *x = &e->x;
    u32 kind = foreign_kind(where), index = foreign_index(where);
    bool is_float = letter == 'F' || letter == 'D';
    bool is_target = where == foreign_place(FOREIGN_PLACEHOLDER, FOREIGN_TARGET);
    bool may_be = index <= RDX || (index >= RSI && index <= R10);
    if (kind == FOREIGN_VECTOR && is_float && index < VECTORS) {
        x64_fload(x, letter == 'F' ? 4 : 8, (Xmm)index, slot);
        return true;
    }
    if (kind == FOREIGN_INTEGER ? is_float || !may_be : !is_target && kind != FOREIGN_STACK)
        return false;
    Reg to = is_target ? R10 : kind == FOREIGN_INTEGER ? (Reg)index : R11;
    if (letter == 'I')
        x64_load_signed(x, 4, to, slot);
    else
        x64_load(x, letter == 'F' ? 4 : 8, to, slot);
    if (kind == FOREIGN_STACK)
        x64_store(x, 8, mem(RSP, (i32)index), R11);
    return true;
}

/* Calls `visit` for the arguments of C. What has no move of its own, the first of them, is the function. */
static bool visit_moves(Emission *e, bool (*visit)(Emission *e, char letter, Mem slot, i64 where))
{
    const ForeignMoves *moves = e->moves;
    u32 count = e->m->param_count - 1u, number = 0, local = 0;
    u32 first = moves->skipped + (moves->argument_count + 1 == count - moves->skipped);
    if (count - first != moves->argument_count)
        return false;
    for (SigIter it = sig_begin(e->m->desc); number < count && sig_next(&it); number++) {
        local += type_slots(it.type);
        i64 where = number < first ? foreign_place(FOREIGN_PLACEHOLDER, FOREIGN_TARGET)
                                   : moves->arguments[number - first];
        Mem slot = mem(RBP, (i32)sizeof(Slot) * method_local_offset(e->m, local - 1));
        if (number >= moves->skipped && !visit(e, argument_letter(it.type), slot, where))
            return false;
    }
    return true;
}

static bool note_move(Emission *e, char letter, Mem slot, i64 where)
{
    (void)slot;
    u32 kind = foreign_kind(where), end = foreign_index(where) + (u32)sizeof(u64);
    if (kind == FOREIGN_STACK && end > e->stack_bytes)
        e->stack_bytes = end;
    bool is_served = kind == FOREIGN_INTEGER || kind == FOREIGN_VECTOR || kind == FOREIGN_STACK ||
                     where == foreign_place(FOREIGN_PLACEHOLDER, FOREIGN_TARGET);
    return is_served && letter != 'L' && e->stack_bytes <= MOST_STACKED * sizeof(u64);
}

static bool is_result_simple(const ForeignMoves *moves)
{
    bool is_float = moves->result == T_FLOAT || moves->result == T_DOUBLE;
    i64 where = foreign_place(is_float ? FOREIGN_VECTOR : FOREIGN_INTEGER, 0);
    if (moves->result_count == 0)
        return moves->result == T_VOID;
    return moves->result_count == 1 && !type_is_ref(moves->result) && moves->results[0] == where;
}

/* "foreign 10 7 16 (JIDL)I": the places of the arguments, and their types. */
static bool write_foreign_shape(const Emission *e, char *shape)
{
    static const u32 bases[] = {[FOREIGN_INTEGER] = 0, [FOREIGN_VECTOR] = 16, [FOREIGN_STACK] = 32};
    const ForeignMoves *moves = e->moves;
    size_t used = (size_t)snprintf(shape, MOST_SHAPE, "foreign");
    for (u32 i = 0; i < moves->argument_count && used < MOST_SHAPE; i++) {
        u32 kind = foreign_kind(moves->arguments[i]);
        u32 number = kind == FOREIGN_PLACEHOLDER ? 10 : bases[kind] + foreign_index(moves->arguments[i]);
        used += (size_t)snprintf(shape + used, MOST_SHAPE - used, " %u", number);
    }
    if (used + e->m->param_count + sizeof " ()V" >= MOST_SHAPE)
        return false;
    char *at = stpcpy(shape + used, " (");
    for (SigIter it = sig_begin(e->m->desc); sig_next(&it);)
        *at++ = argument_letter(it.type);
    at[0] = ')';
    at[1] = result_letter(moves->result);
    at[2] = '\0';
    return true;
}

/* ---- the steps ---- */

/* Goes on with the method's function in r10, or the way without a wrapper. */
static void begin(Emission *e)
{
    X64 *x = &e->x;
    border_check_native_room(x, &e->otherwise);
    if (e->moves)
        return;
    border_load_function(x, R10);
    x64_test_rr(x, 8, R10, R10); /* the method is being unbound */
    x64_jcc(x, COND_E, &e->otherwise);
}

/* The frame, and the native stack below it. */
static void make_frame(Emission *e)
{
    X64 *x = &e->x;
    border_tell_entry(x);
    border_push_native_frame(x);
    x64_load(x, 8, RBX, OF_THREAD(handles));
    x64_load(x, 4, R12, OF_THREAD(handle_top));
    x64_mov_rr(x, 8, R13, RAX);
    x64_alu_rr(x, ALU_XOR, 4, R14, R14);
    x64_load(x, 8, RSP, OF_THREAD(machine_sp));
    if (e->stack_bytes)
        x64_alu_ri(x, ALU_SUB, 8, RSP, (i32)ALIGN_UP(e->stack_bytes, 16));
}

/* thread_leave_vm. A stopper that does not see the state at once looks again (safepoint.c), so that leaving
 * needs no fence. */
static void leave_java(Emission *e)
{
    X64 *x = &e->x;
    x64_store_imm(x, 8, OF_THREAD(native_sp), 0);
    x64_store_imm(x, 4, OF_THREAD(state), THREAD_IN_NATIVE);
    x64_test_mi(x, 1, OF_THREAD(poll_requests), POLL_STOP);
    x64_jcc(x, COND_NE, &e->left);
    x64_bind(x, &e->is_out);
}

static void enter_java(Emission *e)
{
    border_enter_java(&e->x, &e->asked);
    x64_bind(&e->x, &e->is_back);
}

/* The word is below rsp, where nothing is. */
static void check_mode(Emission *e)
{
    X64 *x = &e->x;
    if (!native_is_checking())
        return;
    x64_store_mxcsr(x, mem(RSP, -8));
    x64_load(x, 4, RCX, mem(RSP, -8));
    x64_alu_ri(x, ALU_AND, 4, RCX, ~NATIVE_MXCSR_OCCURRED);
    x64_alu_ri(x, ALU_CMP, 4, RCX, NATIVE_MXCSR);
    x64_jcc(x, COND_NE, &e->strange_mode);
    x64_bind(x, &e->mode_is_right);
}

/* What C has returned becomes a slot's value. */
static void convert_result(Emission *e)
{
    X64 *x = &e->x;
    switch (e->result) {
    case T_BOOLEAN:
    case T_BYTE:
    case T_CHAR:
    case T_SHORT:
    case T_INT: border_narrow(x, e->result, RAX); break;
    case T_FLOAT: x64_float_to_bits(x, 4, RAX, XMM0); break;
    case T_DOUBLE: x64_float_to_bits(x, 8, RAX, XMM0); break;
    case T_OBJECT:
    case T_ARRAY:
        x64_test_ri(x, 1, RAX, 3);
        x64_jcc(x, COND_NE, &e->tagged);
        x64_test_rr(x, 8, RAX, RAX);
        x64_jcc(x, COND_E, &e->has_object);
        x64_load(x, 8, RAX, mem(RAX, 0));
        x64_bind(x, &e->has_object);
        break;
    default: break;
    }
}

static void end(Emission *e)
{
    X64 *x = &e->x;
    Label thrown = label_new();
    x64_store(x, 8, OF_THREAD(handles), RBX);
    x64_store(x, 4, OF_THREAD(handle_top), R12);
    if (e->moves)
        x64_store_imm(x, 8, OF_THREAD(exception), 0); /* left by JNI; there is nowhere to go with it */
    else if (native_is_checking())
        x64_store_imm(x, 8, OF_THREAD(unchecked_call), 0);
    x64_lea(x, 8, RSP, mem(RBP, (i32)sizeof(Slot)));
    x64_load(x, 8, RBP, mem(RBP, 0));
    if (!e->moves) {
        x64_alu_mi(x, ALU_CMP, 8, OF_THREAD(exception), 0);
        x64_jcc(x, COND_NE, &thrown);
    }
    x64_ret_imm(x, (u32)sizeof(Slot) * e->m->arg_slots);
    if (e->moves)
        return;
    x64_bind(x, &thrown);
    border_publish(x);
    jump_to_stub(x, STUB_UNWIND);
}

/* The thread comes back while somebody wants it to wait. A result of any kind survives. */
static void emit_asked(Emission *e)
{
    X64 *x = &e->x;
    x64_bind(x, &e->asked);
    x64_alu_ri(x, ALU_SUB, 8, RSP, 16);
    x64_store(x, 8, mem(RSP, 0), RAX);
    x64_fstore(x, 8, mem(RSP, 8), XMM0);
    x64_mov_rr(x, 8, RDI, R15);
    x64_mov_rr(x, 8, RSI, RSP);
    border_call(x, (const void *)thread_enter_vm_below);
    x64_load(x, 8, RAX, mem(RSP, 0));
    x64_fload(x, 8, XMM0, mem(RSP, 8));
    x64_alu_ri(x, ALU_ADD, 8, RSP, 16);
    x64_jmp(x, &e->is_back);
}

/* Arguments are read only afterwards. */
static void emit_left(Emission *e)
{
    X64 *x = &e->x;
    x64_bind(x, &e->left);
    x64_mov_rr(x, 8, R14, R10);
    border_call(x, (const void *)safepoint_note_left);
    x64_mov_rr(x, 8, R10, R14);
    x64_alu_rr(x, ALU_XOR, 4, R14, R14);
    x64_jmp(x, &e->is_out);
}

static void emit_rest(Emission *e)
{
    X64 *x = &e->x;
    x64_bind(x, &e->otherwise);
    jump_to_stub(x, e->moves ? STUB_NATIVE_INTRINSIC : STUB_NATIVE);
    emit_left(e);
    emit_asked(e);
    if (native_is_checking()) {
        x64_bind(x, &e->strange_mode);
        x64_store_imm(x, 4, mem(RSP, -8), NATIVE_MXCSR);
        x64_load_mxcsr(x, mem(RSP, -8));
        x64_jmp(x, &e->mode_is_right);
    }
    if (!type_is_ref(e->result))
        return;
    x64_bind(x, &e->tagged);
    x64_mov_rr(x, 8, RDI, RAX);
    border_call(x, (const void *)handles_resolve_tagged);
    x64_jmp(x, &e->has_object);
}

static void emit(Emission *e)
{
    begin(e);
    make_frame(e);
    leave_java(e);
    if (e->moves)
        e->is_refused = !visit_moves(e, place_word);
    else
        place_arguments(e);
    x64_call_reg(&e->x, R10);
    enter_java(e);
    check_mode(e);
    convert_result(e);
    end(e);
    emit_rest(e);
}

/* ---- the wrappers ---- */

bool wrapper_serves(const Method *m)
{
    char shape[MOST_SHAPE];
    return m->entry == ENTRY_NATIVE && !(m->access & ACC_SYNCHRONIZED) && write_shape(m, shape) &&
           count_stacked(m) <= MOST_STACKED;
}

static Emission new_emission(const Method *m)
{
    return (Emission){.m = m,
                  .otherwise = label_new(),
                  .left = label_new(),
                  .is_out = label_new(),
                  .asked = label_new(),
                  .is_back = label_new(),
                  .strange_mode = label_new(),
                  .mode_is_right = label_new(),
                  .tagged = label_new(),
                  .has_object = label_new()};
}

u32 wrapper_known(const char *shape)
{
    const Wrapper *wrapper = __atomic_load_n(&state.wrappers, __ATOMIC_ACQUIRE);
    while (wrapper && strcmp(wrapper->shape, shape) != 0)
        wrapper = wrapper->next;
    return wrapper ? (u32)(uintptr_t)wrapper->code : 0;
}

static void publish(Wrapper *wrapper)
{
    wrapper->next = __atomic_load_n(&state.wrappers, __ATOMIC_RELAXED);
    while (!__atomic_compare_exchange_n(&state.wrappers, &wrapper->next, wrapper, true, __ATOMIC_RELEASE,
                                        __ATOMIC_RELAXED)) {
    }
}

u32 wrapper_add(const X64 *x, const char *shape)
{
    ASSERT(!x->overflow);
    u32 size = x64_offset(x);
    Wrapper *wrapper = malloc(sizeof *wrapper);
    u8 *code = wrapper ? codecache_take(size, 0) : NULL;
    if (!code) {
        free(wrapper);
        return 0;
    }
    memcpy(codecache_writable(code), x->start, size);
    *wrapper = (Wrapper){NULL, code, size, ""};
    strcpy(wrapper->shape, shape);
    publish(wrapper);
    return (u32)(uintptr_t)code;
}

/* That of the shape, or a new one. */
static u32 find(Emission *e, const char *shape)
{
    u8 bytes[MOST_BYTES];
    u32 known = wrapper_known(shape);
    if (known)
        return known;
    x64_begin(&e->x, bytes, sizeof bytes);
    emit(e);
    return e->is_refused ? 0 : wrapper_add(&e->x, shape);
}

u32 wrapper_of(const Method *m)
{
    char shape[MOST_SHAPE];
    ASSERT(wrapper_serves(m));
    write_shape(m, shape);
    Emission e = new_emission(m);
    e.result = (Type)m->return_type;
    e.stack_bytes = count_stacked(m) * (u32)sizeof(u64);
    return find(&e, shape);
}

u32 wrapper_of_foreign(const Method *m, const ForeignMoves *moves)
{
    char shape[MOST_SHAPE];
    Emission e = new_emission(m);
    e.moves = moves;
    e.result = moves->result;
    if (moves->captured_state || !is_result_simple(moves) || !visit_moves(&e, note_move) ||
        !write_foreign_shape(&e, shape))
        return 0;
    return find(&e, shape);
}

void wrapper_visit(void (*visit)(const u8 *start, const u8 *end, const char *name, void *context),
                   void *context)
{
    const Wrapper *wrapper = __atomic_load_n(&state.wrappers, __ATOMIC_ACQUIRE);
    for (; wrapper; wrapper = wrapper->next)
        visit(wrapper->code, wrapper->code + wrapper->size, wrapper->shape, context);
}

const char *wrapper_name(const void *address)
{
    const Wrapper *wrapper = __atomic_load_n(&state.wrappers, __ATOMIC_ACQUIRE);
    while (wrapper && (size_t)((const u8 *)address - wrapper->code) >= wrapper->size)
        wrapper = wrapper->next;
    return wrapper ? wrapper->shape : NULL;
}

void wrapper_reset(void)
{
    for (Wrapper *wrapper = state.wrappers, *next; wrapper; wrapper = next) {
        next = wrapper->next;
        free(wrapper);
    }
    STATE_CLEAR(state);
}
