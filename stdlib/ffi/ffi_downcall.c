/* ffi_downcall.c - see ffi.h: from Java into C.
 * A value goes to the register or the place on the stack that the JDK's linker has named for it. */
#include "stdlib/ffi/ffi.h"

#include "stdlib/release/late.h"
#include "vm/exec/thread/thread.h"
#include "vm/exec/walk/walk.h"
#include "vm/library/wellknown.h"
#include "vm/model/frame.h"
#include "vm/model/method.h"
#include "vm/model/throw.h"
#include "vm/thread/handles.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ARGUMENTS = 255 };
/* Places that are no registers (FFI_PLACEHOLDER). */
enum { PLACE_TARGET, PLACE_RESULTS, PLACE_STATE };
/* The bits of what is saved after a call. */
enum { STATE_ERRNO = 1 << 2 };

/* What a call of linkToNative needs to know beside its arguments. */
typedef struct Moves {
    const i64 *arguments, *results;
    u32 argument_count, result_count;
    Type result; /* as C returns it */
    u32 captured_state;
} Moves;

/* What makeDowncallStub has made. */
typedef struct Downcall {
    Moves moves;
    i64 places[];
} Downcall;

/* A call that is being prepared. */
typedef struct Call {
    FfiRegisters registers;
    u64 stack[MOST_ARGUMENTS];
    u64 *result_buffer; /* for results in several registers; NULL: there is one at most */
    i32 *state;         /* where errno goes; NULL: nowhere */
} Call;

/* ---- arguments ---- */

static void put_placeholder(Call *call, u32 index, u64 word)
{
    if (index == PLACE_TARGET)
        call->registers.target = word;
    else if (index == PLACE_RESULTS)
        call->result_buffer = (u64 *)(uintptr_t)word;
    else
        call->state = (i32 *)(uintptr_t)word;
}

static void put_stacked(Call *call, u32 offset, u64 word)
{
    if (offset + sizeof word > sizeof call->stack)
        return;
    memcpy((char *)call->stack + offset, &word, sizeof word);
    if (offset + sizeof word > call->registers.stack_bytes)
        call->registers.stack_bytes = offset + sizeof word;
}

static void put(Call *call, i64 place, u64 word)
{
    u32 kind = (u32)(place >> 32), index = (u32)place;
    u64 *at = ffi_argument_word(&call->registers, place);
    if (kind == FFI_PLACEHOLDER)
        put_placeholder(call, index, word);
    else if (kind == FFI_STACK)
        put_stacked(call, index, word);
    else if (at)
        *at = word;
}

/* The word of an argument whose slots begin at `at`. A reference is the base of a segment on the heap: the
 * offset that follows is added. Objects do not move, so the address holds for the call. */
static u64 word_of(const Slot *at, Type type)
{
    switch (type) {
    case T_OBJECT:
    case T_ARRAY: return *at ? *at + at[-2] : at[-2];
    case T_LONG:
    case T_DOUBLE: return at[-1];
    case T_FLOAT: return (u32)*at;
    default: return (u64)(i64)(i32)*at;
    }
}

/* The arguments of linkToNative but the last, which is the entry point. Where there is one move less than
 * there are arguments, the first of them is the address that is called. */
static void read_arguments(Call *call, const Method *m, const Slot *args, const Moves *moves, u32 skip)
{
    const Slot *at = args;
    u32 count = m->param_count - 1u - skip;
    bool target_first = moves->argument_count + 1 == count;
    SigIter it = sig_begin(m->desc);
    for (u32 i = 0; i < skip && sig_next(&it); i++)
        at -= type_slots(it.type);
    for (u32 i = 0, move = 0; i < count && sig_next(&it); i++) {
        u64 word = word_of(at, it.type);
        at -= type_slots(it.type);
        if (i == 0 && target_first)
            call->registers.target = word;
        else if (move < moves->argument_count)
            put(call, moves->arguments[move++], word);
        if (type_is_ref(it.type)) { /* its offset is taken with it */
            sig_next(&it);
            at -= type_slots(it.type);
            i++;
            move++;
        }
    }
}

/* ---- results ---- */

static void store_results(Call *call, const Moves *moves)
{
    u64 *to = call->result_buffer;
    for (u32 i = 0; i < moves->result_count; i++) {
        const u64 *word = ffi_result_word(&call->registers, moves->results[i]);
        *to = word ? *word : 0;
        to += (u32)(moves->results[i] >> 32) == FFI_VECTOR ? 2 : 1; /* vector registers have 16 bytes */
    }
}

static u64 take_result(Call *call, const Moves *moves)
{
    if (call->result_buffer) {
        store_results(call, moves);
        return 0;
    }
    const u64 *word = moves->result_count ? ffi_result_word(&call->registers, moves->results[0]) : NULL;
    return word ? ffi_narrow(*word, moves->result) : 0;
}

/* ---- calling ---- */

static void enter(Thread *t, FfiRegisters *registers, i32 *ret_errno)
{
    HandleFrame frame = handles_push_frame(t);
    thread_leave_vm(t);
    ffi_enter(registers);
    if (ret_errno)
        *ret_errno = errno;
    thread_enter_vm(t);
    handles_pop_frame(t, frame);
    t->exception = NULL; /* one that the library has left pending by JNI has nowhere to go */
}

static u64 call_native(Thread *t, const Method *m, const Slot *args, const Moves *moves, u32 skip)
{
    Call call;
    memset(&call.registers, 0, sizeof call.registers);
    call.registers.stack = call.stack;
    call.result_buffer = NULL;
    call.state = NULL;
    read_arguments(&call, m, args, moves, skip);
    enter(t, &call.registers, moves->captured_state & STATE_ERRNO ? call.state : NULL);
    return take_result(&call, moves);
}

/* The entry point has arrays of what vmStorageToVMReg has answered. */
static Moves moves_of_arrays(Thread *t, const Object *entry_point)
{
    Moves moves = {0};
    u32 arguments = late_field(t, LATE_FIELD_NativeEntryPoint_argMoves);
    u32 results = late_field(t, LATE_FIELD_NativeEntryPoint_returnMoves);
    u32 type = late_field(t, LATE_FIELD_NativeEntryPoint_methodType);
    if (t->exception)
        return moves;
    const Object *argument_array = ref_load(entry_point, arguments),
                 *result_array = ref_load(entry_point, results);
    moves.arguments = array_data(argument_array);
    moves.argument_count = (u32)array_length(argument_array);
    moves.results = array_data(result_array);
    moves.result_count = (u32)array_length(result_array);
    moves.result = ffi_type_of(ref_load(ref_load(entry_point, type), WK_FIELD(MethodType_rtype)));
    return moves;
}

/* In the older form the first argument is a handle that could be called instead. */
u64 ffi_link_to_native(Thread *t, const Slot *args)
{
    const Method *m = walk_begin(t).method;
    const Object *entry_point = arg_ref(args, m->arg_slots - 1);
    if (!entry_point) {
        THROW(t, NullPointerException, NULL);
        return 0;
    }
    if (release->late_fields[LATE_FIELD_NativeEntryPoint_downcallStubAddress].name) {
        u32 address = late_field(t, LATE_FIELD_NativeEntryPoint_downcallStubAddress);
        return t->exception
                   ? 0
                   : call_native(t, m, args, &(*FIELD_AT(entry_point, address, Downcall *))->moves, 0);
    }
    Moves moves = moves_of_arrays(t, entry_point);
    return t->exception ? 0 : call_native(t, m, args, &moves, 1);
}

u64 ffi_make_downcall(Thread *t, const FfiDowncallForm *form)
{
    u32 arguments = (u32)array_length(form->argument_moves);
    u32 results = form->result_moves ? (u32)array_length(form->result_moves) : 0;
    Downcall *made = calloc(1, sizeof *made + (arguments + results) * sizeof(i64));
    if (!made) {
        throw_out_of_memory(t, "Native memory allocation");
        return 0;
    }
    ffi_places_of(t, form->argument_moves, made->places);
    if (results)
        ffi_places_of(t, form->result_moves, made->places + arguments);
    made->moves = (Moves){made->places,
                          made->places + arguments,
                          arguments,
                          results,
                          ffi_type_of(ref_load(form->type, WK_FIELD(MethodType_rtype))),
                          form->captured_state};
    if (!t->exception)
        return (u64)(uintptr_t)made;
    free(made);
    return 0;
}

bool ffi_free_downcall(u64 address)
{
    free((void *)(uintptr_t)address);
    return address != 0;
}

/* ---- by a buffer ---- */

u64 ffi_make_adapter(Thread *t, const Object *abi, const Object *layout)
{
    return (u64)(uintptr_t)ffi_read_layout(t, abi, layout);
}

void ffi_invoke_adapter(Thread *t, u64 adapter, u64 buffer)
{
    const FfiBufferLayout *layout = (const FfiBufferLayout *)(uintptr_t)adapter;
    char *bytes = (char *)(uintptr_t)buffer;
    FfiRegisters registers = {0};
    ffi_load_arguments(layout, bytes, &registers);
    enter(t, &registers, NULL);
    ffi_store_results(layout, bytes, &registers);
}
