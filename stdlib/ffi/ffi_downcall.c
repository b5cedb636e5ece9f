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
/* The bits of what is saved after a call. */
enum { STATE_ERRNO = 1 << 2 };

/* What makeDowncallStub has made. */
typedef struct Downcall {
    ForeignMoves moves;
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
    if (index == FOREIGN_TARGET)
        call->registers.target = word;
    else if (index == FOREIGN_RESULTS)
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
    u32 kind = foreign_kind(place), index = foreign_index(place);
    u64 *at = ffi_argument_word(&call->registers, place);
    if (kind == FOREIGN_PLACEHOLDER)
        put_placeholder(call, index, word);
    else if (kind == FOREIGN_STACK)
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
static void read_arguments(Call *call, const Method *m, const Slot *args, const ForeignMoves *moves)
{
    const Slot *at = args;
    u32 count = m->param_count - 1u - moves->skipped;
    bool target_first = moves->argument_count + 1 == count;
    SigIter it = sig_begin(m->desc);
    for (u32 i = 0; i < moves->skipped && sig_next(&it); i++)
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

static void store_results(Call *call, const ForeignMoves *moves)
{
    u64 *to = call->result_buffer;
    for (u32 i = 0; i < moves->result_count; i++) {
        const u64 *word = ffi_result_word(&call->registers, moves->results[i]);
        *to = word ? *word : 0;
        to += foreign_kind(moves->results[i]) == FOREIGN_VECTOR ? 2 : 1; /* vector registers have 16 bytes */
    }
}

static u64 take_result(Call *call, const ForeignMoves *moves)
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

static u64 call_native(Thread *t, const Method *m, const Slot *args, const ForeignMoves *moves)
{
    Call call;
    memset(&call.registers, 0, sizeof call.registers);
    call.registers.stack = call.stack;
    call.result_buffer = NULL;
    call.state = NULL;
    read_arguments(&call, m, args, moves);
    enter(t, &call.registers, moves->captured_state & STATE_ERRNO ? call.state : NULL);
    return take_result(&call, moves);
}

/* Where an entry point says how values are passed: in later releases by what makeDowncallStub has made, and
 * before in arrays of what vmStorageToVMReg has answered. */
typedef struct EntryPointFields {
    u32 address, arguments, results, type;
} EntryPointFields;

static bool has_address(void)
{
    return release->late_fields[LATE_FIELD_NativeEntryPoint_downcallStubAddress].name != NULL;
}

static EntryPointFields known_fields(void)
{
    return (EntryPointFields){late_field_known(LATE_FIELD_NativeEntryPoint_downcallStubAddress),
                              late_field_known(LATE_FIELD_NativeEntryPoint_argMoves),
                              late_field_known(LATE_FIELD_NativeEntryPoint_returnMoves),
                              late_field_known(LATE_FIELD_NativeEntryPoint_methodType)};
}

static bool find_fields(Thread *t)
{
    if (has_address())
        late_field(t, LATE_FIELD_NativeEntryPoint_downcallStubAddress);
    else
        (void)(late_field(t, LATE_FIELD_NativeEntryPoint_argMoves) &&
               late_field(t, LATE_FIELD_NativeEntryPoint_returnMoves) &&
               late_field(t, LATE_FIELD_NativeEntryPoint_methodType));
    return !t->exception;
}

/* In the older form the first argument is a handle that could be called instead. */
bool foreign_describe(const Object *entry_point, ForeignMoves *ret)
{
    EntryPointFields f = known_fields();
    if (f.address) {
        *ret = (*FIELD_AT(entry_point, f.address, Downcall *))->moves;
        return true;
    }
    if (!f.arguments || !f.results || !f.type)
        return false;
    const Object *arguments = ref_load(entry_point, f.arguments), *results = ref_load(entry_point, f.results);
    const Object *type = ref_load(entry_point, f.type);
    *ret = (ForeignMoves){.arguments = array_data(arguments),
                          .argument_count = (u32)array_length(arguments),
                          .results = array_data(results),
                          .result_count = (u32)array_length(results),
                          .skipped = 1,
                          .result = ffi_type_of(ref_load(type, WK_FIELD(MethodType_rtype)))};
    return true;
}

u64 ffi_link_to_native(Thread *t, const Slot *args)
{
    const Method *m = walk_begin(t).method;
    const Object *entry_point = arg_ref(args, m->arg_slots - 1);
    ForeignMoves moves;
    if (!entry_point) {
        THROW(t, NullPointerException, NULL);
        return 0;
    }
    if (!foreign_describe(entry_point, &moves) &&
        !(find_fields(t) && foreign_describe(entry_point, &moves)))
        return 0;
    return call_native(t, m, args, &moves);
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
    made->moves = (ForeignMoves){.arguments = made->places,
                                 .results = made->places + arguments,
                                 .argument_count = arguments,
                                 .result_count = results,
                                 .result = ffi_type_of(ref_load(form->type, WK_FIELD(MethodType_rtype))),
                                 .captured_state = form->captured_state};
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
