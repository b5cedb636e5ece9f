/* ffi_upcall.c - see ffi.h: from C into Java.
 * A stub has a record with the method handle and with the places where C's arguments are. */
#include "stdlib/ffi/ffi.h"

#include "classloader/link/indy.h"
#include "jit/upcall.h"
#include "stdlib/jni/jni_env.h"
#include "stdlib/release/late.h"
#include "vm/exec/call/call_slots.h"
#include "vm/exec/runtime/runtime.h"
#include "vm/exec/throw/exception.h"
#include "vm/library/member_name.h"
#include "vm/model/call.h"
#include "vm/model/throw.h"
#include "vm/thread/handles.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ARGUMENTS = 255, CALLS_BEFORE_CUSTOMIZING = 2000 };

typedef struct Upcall {
    UpcallTarget target; /* where machine code looks */
    bool is_counted_here; /* no machine code serves it */
    HandleRef handle;
    FfiBufferLayout *layout; /* the buffered form; NULL: the direct one */
    Method *method;          /* direct: invokeBasic with the handle's types */
    u64 result_buffer_size;  /* of memory in which results for several registers come back; 0: none */
    u32 argument_count, result_count;
    Type result;
    u8 *types;                /* of the arguments */
    i64 *arguments, *results; /* places */
} Upcall;

/* ---- the record ---- */

static void record_free(Upcall *upcall)
{
    if (!upcall)
        return;
    handles_delete_global(upcall->handle);
    free(upcall->layout);
    free(upcall->types);
    free(upcall->arguments);
    free(upcall->results);
    free(upcall);
}

static bool has_target(const Object *handle)
{
    const Object *form = ref_load(handle, WK_FIELD(MethodHandle_form));
    const Object *entry = form ? ref_load(form, WK_FIELD(LambdaForm_vmentry)) : NULL;
    return entry && member_name_target(entry);
}

/* What the stub goes to: machine code for this shape, if there can be some. */
static void *code_for(const Upcall *upcall)
{
    if (upcall->layout || upcall->result_buffer_size || !has_target(upcall->target.handle))
        return NULL;
    UpcallShape shape = {.arguments = upcall->arguments,
                         .types = upcall->types,
                         .argument_count = upcall->argument_count,
                         .result = upcall->result,
                         .result_count = upcall->result_count,
                         .place = upcall->result_count ? upcall->results[0] : 0};
    return (void *)(uintptr_t)upcall_code(&shape);
}

/* C code has no place for an exception, and its callers do not expect that it does not return. */
static void refuse_exception(Thread *t)
{
    if (!t->exception)
        return;
    exception_print_pending(t);
    jni_fatal(t, "an exception has left an upcall");
}

static u64 make_stub(Thread *t, Upcall *upcall, Object *handle)
{
    void *code = NULL;
    if (!t->exception) {
        upcall->handle = handles_global(handle);
        upcall->target = (UpcallTarget){handle, ffi_leave, refuse_exception, CALLS_BEFORE_CUSTOMIZING};
        void *machine_code = code_for(upcall);
        upcall->is_counted_here = !machine_code;
        code = upcall->handle ? ffi_stub_new(upcall, machine_code) : NULL;
    }
    if (code)
        return (u64)(uintptr_t)code;
    record_free(upcall);
    if (!t->exception)
        throw_out_of_memory(t, "Native memory allocation");
    return 0;
}

static char basic_letter(const Object *mirror)
{
    Type type = ffi_type_of(mirror);
    return type == T_OBJECT                                                           ? 'L'
           : type == T_BOOLEAN || type == T_BYTE || type == T_CHAR || type == T_SHORT ? 'I'
                                                                                      : type_to_char(type);
}

static char *append_type(char *at, const Object *mirror)
{
    char letter = basic_letter(mirror);
    if (letter == 'L')
        return stpcpy(at, "Ljava/lang/Object;");
    *at++ = letter;
    return at;
}

/* invokeBasic for a handle of this type. */
static Method *find_invoker(Thread *t, const Object *type)
{
    char text[(MOST_ARGUMENTS + 1) * 18 + 3], *at = text;
    const Object *parameters = ref_load(type, WK_FIELD(MethodType_ptypes));
    *at++ = '(';
    for (i32 i = 0; i < array_length(parameters); i++)
        at = append_type(at, ref_array_get(parameters, i));
    *at++ = ')';
    at = append_type(at, ref_load(type, WK_FIELD(MethodType_rtype)));
    Symbol *desc = symbol_intern(text, (size_t)(at - text));
    if (!desc) {
        throw_out_of_memory(t, "Metaspace");
        return NULL;
    }
    return indy_intrinsic(t, SYM(invokeBasic), desc);
}

static i64 *read_places(Thread *t, const Object *storages, u32 *ret_count)
{
    *ret_count = storages ? (u32)array_length(storages) : 0;
    i64 *places = calloc(*ret_count + 1, sizeof *places);
    if (!places)
        throw_out_of_memory(t, "Native memory allocation");
    else if (storages)
        ffi_places_of(t, storages, places);
    return places;
}

static void read_registers(Thread *t, const Object *registers, Upcall *upcall)
{
    u32 arguments = late_field(t, LATE_FIELD_CallRegs_argRegs),
        results = late_field(t, LATE_FIELD_CallRegs_retRegs);
    if (t->exception)
        return;
    upcall->arguments = read_places(t, ref_load(registers, arguments), &upcall->argument_count);
    upcall->results = read_places(t, ref_load(registers, results), &upcall->result_count);
}

static void read_types(Thread *t, const Object *type, Upcall *upcall)
{
    const Object *mirrors = ref_load(type, WK_FIELD(MethodType_ptypes));
    u32 count = (u32)array_length(mirrors);
    upcall->types = malloc(count + 1);
    if (!upcall->types)
        throw_out_of_memory(t, "Native memory allocation");
    for (u32 i = 0; upcall->types && i < count; i++)
        upcall->types[i] = (u8)ffi_type_of(ref_array_get(mirrors, (i32)i));
}

static Upcall *new_record(Thread *t)
{
    Upcall *upcall = calloc(1, sizeof *upcall);
    if (!upcall)
        throw_out_of_memory(t, "Native memory allocation");
    return upcall;
}

u64 ffi_make_upcall(Thread *t, Object *handle, const Object *registers, u64 result_buffer)
{
    Upcall *upcall = new_record(t);
    if (!upcall)
        return 0;
    const Object *type = ref_load(handle, WK_FIELD(MethodHandle_type));
    upcall->method = find_invoker(t, type);
    upcall->result = ffi_type_of(ref_load(type, WK_FIELD(MethodType_rtype)));
    upcall->result_buffer_size = result_buffer;
    if (!t->exception)
        read_registers(t, registers, upcall);
    if (!t->exception)
        read_types(t, type, upcall);
    return make_stub(t, upcall, handle);
}

u64 ffi_make_buffered_upcall(Thread *t, Object *handle, const Object *abi, const Object *layout)
{
    Upcall *upcall = new_record(t);
    if (!upcall)
        return 0;
    upcall->layout = ffi_read_layout(t, abi, layout);
    return make_stub(t, upcall, handle);
}

bool ffi_free_upcall(u64 address)
{
    Upcall *upcall = ffi_stub_free((void *)(uintptr_t)address);
    record_free(upcall);
    return upcall != NULL;
}

/* ---- a call ---- */

/* The only argument that is no value of C's is the buffer. */
static u64 argument_at(FfiRegisters *registers, i64 place, const u64 *buffer)
{
    u32 kind = foreign_kind(place), index = foreign_index(place);
    u64 word = kind == FOREIGN_PLACEHOLDER ? (u64)(uintptr_t)buffer : 0;
    const u64 *at = ffi_argument_word(registers, place);
    if (kind == FOREIGN_STACK)
        memcpy(&word, (const char *)registers->stack + index, sizeof word);
    else if (at)
        word = *at;
    return word;
}

/* C leaves the high bits of narrow types as they are. A long or double is in the second of its slots. */
static void read_slots(const Upcall *upcall, FfiRegisters *registers, const u64 *buffer, Slot *slots)
{
    for (u32 i = 0; i < upcall->argument_count; i++) {
        Type type = (Type)upcall->types[i];
        if (type_slots(type) == 2)
            *slots++ = 0;
        *slots++ = ffi_narrow(argument_at(registers, upcall->arguments[i], buffer), type);
    }
}

static void write_results(const Upcall *upcall, FfiRegisters *registers, Value value, const u64 *buffer)
{
    for (u32 i = 0; i < upcall->result_count; i++) {
        u64 *word = ffi_result_word(registers, upcall->results[i]);
        if (word)
            *word = buffer ? *buffer : value.raw;
        if (buffer)
            buffer += foreign_kind(upcall->results[i]) == FOREIGN_VECTOR ? 2 : 1;
    }
}

/* A stub that is called often has a form of its own, in which its handle is a constant: so machine code has
 * all that the handle does in one piece. */
static void customize(Thread *t, Upcall *upcall)
{
    Value handle = {.l = handles_get(upcall->handle)};
    Method *m = late_method(t, LATE_METHOD_MethodHandle_customize);
    if (m)
        call_method(t, m, &handle, NULL);
    t->exception = NULL; /* then it goes on as before */
    upcall->target.calls_left = UINT32_MAX;
}

/* Machine code counts the calls that it serves. */
static void count_call(Thread *t, Upcall *upcall)
{
    if (upcall->is_counted_here && upcall->target.calls_left > 0)
        upcall->target.calls_left--;
    if (upcall->target.calls_left == 0)
        customize(t, upcall);
}

/* The handle's form is called at once: no other handle will come here. */
static void call_direct(Thread *t, Upcall *upcall, FfiRegisters *registers)
{
    count_call(t, upcall);
    Slot slots[2 * upcall->argument_count + 1];
    Value result = {0};
    u64 buffer[2 * 2 * FFI_RESULTS] = {0};
    bool has_buffer = upcall->result_buffer_size != 0;
    slots[0] = (Slot)(uintptr_t)handles_get(upcall->handle);
    Method *target = rt_handle_target(t, upcall->method, slots);
    read_slots(upcall, registers, buffer, slots + 1);
    if (target && call_slots(t, target, slots, &result))
        write_results(upcall, registers, result, has_buffer ? buffer : NULL);
}

static void call_buffered(Thread *t, const Upcall *upcall, FfiRegisters *registers)
{
    Method *invoke = late_method(t, LATE_METHOD_ProgrammableUpcallHandler_invoke);
    char *buffer = invoke ? calloc(1, upcall->layout->size) : NULL;
    if (!buffer)
        return;
    ffi_store_arguments(upcall->layout, buffer, registers);
    Value values[2] = {{.l = handles_get(upcall->handle)}, {.j = (i64)(uintptr_t)buffer}};
    if (call_method(t, invoke, values, NULL))
        ffi_load_results(upcall->layout, buffer, registers);
    free(buffer);
}

static void run(Thread *t, Upcall *upcall, FfiRegisters *registers)
{
    thread_enter_vm(t);
    HandleFrame frame = handles_push_frame(t);
    if (upcall->layout)
        call_buffered(t, upcall, registers);
    else
        call_direct(t, upcall, registers);
    refuse_exception(t);
    handles_pop_frame(t, frame);
    thread_leave_vm(t);
}

static jint attach(void **ret_env)
{
    if (release->upcalls_attach_daemons)
        return (*jni_java_vm)->AttachCurrentThreadAsDaemon(jni_java_vm, ret_env, NULL);
    return (*jni_java_vm)->AttachCurrentThread(jni_java_vm, ret_env, NULL);
}

/* Called by ffi_leave. A thread that is not attached is attached for the call. */
void ffi_upcall(Upcall *upcall, FfiRegisters *registers);

void ffi_upcall(Upcall *upcall, FfiRegisters *registers)
{
    bool is_attached = thread_current() != NULL;
    void *env;
    if (!upcall)
        jni_fatal(thread_current(), "an upcall by a stub whose scope is closed");
    if (!is_attached && attach(&env) != JNI_OK)
        jni_fatal(NULL, "a thread that makes an upcall cannot be attached");
    run(thread_current(), upcall, registers);
    if (!is_attached)
        (*jni_java_vm)->DetachCurrentThread(jni_java_vm);
}
