/* native.c - see native.h.
 * Almost every JNI signature is called without libffi: in the System V ABI a callee finds its arguments in
 * six integer and eight vector registers and then on the stack, and never looks at registers that its
 * signature does not use. So one call that fills all of them serves. */
#include "vm/exec/call/native.h"

#include "classloader/load/loader.h"
#include "vm/base/host_slot.h"
#include "vm/base/panic.h"
#include "vm/base/state.h"
#include "vm/base/trace.h"
#include "vm/exec/thread/monitor.h"
#include "vm/exec/throw/unwind.h"
#include "vm/exec/thread/thread.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/model/doors.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"
#include "vm/thread/handles.h"

#include <dlfcn.h>
#include <ffi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xmmintrin.h>

/* ---- binding (JNI chapter 2, "Resolving Native Method Names") ---- */

enum { NAME_SIZE = 4096 };

typedef struct Mangled {
    char text[NAME_SIZE];
    size_t length;
    bool overflow;
} Mangled;

SNAPSHOT_STATE(rebuilt) static struct {
    void *boot_library; /* dlopen's */
    bool checks;
} state;

void native_set_boot_library(void *library)
{
    state.boot_library = library;
}

void native_set_checking(bool checks)
{
    state.checks = checks;
}

bool native_is_checking(void)
{
    return state.checks;
}

void native_reset(void)
{
    if (state.boot_library)
        dlclose(state.boot_library);
    STATE_CLEAR(state);
}

static void append(Mangled *out, const char *text)
{
    size_t length = strlen(text);
    if (out->length + length >= NAME_SIZE) {
        out->overflow = true;
        return;
    }
    memcpy(out->text + out->length, text, length + 1);
    out->length += length;
}

/* '/' becomes "_", '_' "_1", ';' "_2" and '[' "_3"; any other unit that is no ASCII letter or digit
 * "_0xxxx". */
static void append_mangled(Mangled *out, const char *text, size_t length)
{
    for (size_t i = 0; i < length;) {
        u8 c = (u8)text[i];
        char code[8];
        if (c < 0x80) {
            i++;
            bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (plain)
                snprintf(code, sizeof code, "%c", c);
            else if (c == '/')
                strcpy(code, "_");
            else if (c == '_' || c == ';' || c == '[')
                snprintf(code, sizeof code, "_%d", c == '_' ? 1 : c == ';' ? 2 : 3);
            else
                snprintf(code, sizeof code, "_0%04x", c);
        } else if (c < 0xE0) {
            snprintf(code, sizeof code, "_0%04x", (c & 0x1F) << 6 | (text[i + 1] & 0x3F));
            i += 2;
        } else {
            snprintf(code, sizeof code, "_0%04x",
                     (c & 0x0F) << 12 | (text[i + 1] & 0x3F) << 6 | (text[i + 2] & 0x3F));
            i += 3;
        }
        append(out, code);
    }
}

static bool mangle(const Method *m, bool with_signature, Mangled *ret_name)
{
    ret_name->length = 0;
    ret_name->overflow = false;
    append(ret_name, "Java_");
    append_mangled(ret_name, m->holder->name->text, m->holder->name->length);
    append(ret_name, "_");
    append_mangled(ret_name, m->name->text, m->name->length);
    if (with_signature) {
        append(ret_name, "__");
        const char *end = sig_parameters_end(m->desc);
        append_mangled(ret_name, m->desc->text + 1, (size_t)(end - m->desc->text - 1));
    }
    return !ret_name->overflow;
}

/* Asks ClassLoader.findNative, which knows the libraries that the loader has loaded. NULL: not found, or an
 * exception is pending. */
static void *find_in_loader(Thread *t, const Method *m, const char *name)
{
    Method *find = WK_METHOD(ClassLoader_findNative);
    if (!find || !class_initialize(t, find->holder))
        return NULL;
    Object *string = string_from_host(t, name);
    if (!string)
        return NULL;
    /* In some releases findNative takes class and method as well, for messages. */
    Value args[4] = {{.l = m->holder->loader->host->java_loader}, {.l = string}}, result = {0};
    if (find->param_count == COUNT_OF(args)) {
        args[1].l = m->holder->mirror;
        args[2].l = string;
        args[3].l = string_from_host(t, m->name->text);
    }
    if (t->exception || !call_method(t, find, args, &result))
        return NULL;
    return (void *)(uintptr_t)result.j;
}

static void *find_function(Thread *t, const Method *m)
{
    Mangled name;
    for (int with_signature = 0; with_signature < 2; with_signature++) {
        if (!mangle(m, with_signature, &name))
            return NULL;
        void *function = NULL;
        if (m->holder->loader->host == boot_loader && state.boot_library)
            function = dlsym(state.boot_library, name.text);
        if (!function)
            function = find_in_loader(t, m, name.text);
        if (function || t->exception)
            return function;
    }
    return NULL;
}

static void set_function(Method *m, void *function, Entry entry)
{
    if (m->native_slot)
        host_slot_set(m->native_slot, function);
    else
        m->native_slot = host_slot_add(function);
    if (method_is_native(m))
        m->native_calls = 0;
    method_set_entry(m, entry);
}

static bool bind_in_vm(Method *m)
{
    bool is_jni = false;
    void *function = native_find_in_vm(m->holder->name, m->name, m->desc, &is_jni);
    if (function)
        set_function(m, function, is_jni ? ENTRY_NATIVE : ENTRY_INTRINSIC);
    return function != NULL;
}

bool native_bind_candidate(Method *m)
{
    return (m->flags & METHOD_INTRINSIC_CANDIDATE) && bind_in_vm(m);
}

static bool bind(Thread *t, Method *m)
{
    if (bind_in_vm(m))
        return true;
    if (m->native_slot) { /* registered before its first call */
        method_set_entry(m, ENTRY_NATIVE);
        return true;
    }
    void *function = find_function(t, m);
    if (!function) {
        char text[1024];
        if (!t->exception)
            THROW(t, UnsatisfiedLinkError, "'%s'", method_external_signature(m, text, sizeof text));
        return false;
    }
    TRACE(JNI, "[Dynamic-linking native method %s.%s ... JNI]", m->holder->name->text, m->name->text);
    set_function(m, function, ENTRY_NATIVE);
    return true;
}

void native_register(Method *m, void *function, bool by_its_class)
{
    bool is_jni;
    /* libjava's tables name JVM_* functions for some methods that the VM implements itself. */
    if (!by_its_class || !native_find_in_vm(m->holder->name, m->name, m->desc, &is_jni))
        set_function(m, function, ENTRY_NATIVE);
}

void native_unbind(Method *m)
{
    if (method_is_native(m) && m->native_slot) {
        method_set_entry(m, ENTRY_UNPREPARED);
        m->native_slot = 0;
    }
}

void native_unregister(Class *c)
{
    for (u32 i = 0; i < c->method_count; i++)
        native_unbind(&c->methods[i]);
}

/* ---- how arguments are passed: worked out once per method ---- */

enum { INTEGERS = 6, VECTORS = 8, STACKED = 8 };

/* Arguments, by the place where the ABI wants them. A float is its bits in the low half of its register. */
typedef union Registers {
    u64 words[INTEGERS + VECTORS + STACKED];
    struct {
        u64 integers[INTEGERS];
        double vectors[VECTORS];
        u64 stacked[STACKED];
    };
} Registers;

/* What a word is made of. */
typedef enum WordKind { WORD_INT, WORD_BITS, WORD_WIDE, WORD_HANDLE } WordKind;

typedef struct Move {
    u8 kind; /* WordKind */
    u8 from; /* slot of the argument; of a long or double the one that has the value */
    u8 to;   /* index in Registers.words */
} Move;

typedef struct Form {
    ffi_cif *cif; /* libffi calls: there are more words for the stack than the direct call has room for */
    bool has_vectors, has_stacked;
    u32 count;
    Move moves[]; /* without env and, of static methods, the class */
} Form;

static WordKind kind_of_word(Type type)
{
    switch (type) {
    case T_OBJECT:
    case T_ARRAY: return WORD_HANDLE;
    case T_LONG:
    case T_DOUBLE: return WORD_WIDE;
    case T_FLOAT: return WORD_BITS;
    default: return WORD_INT;
    }
}

static ffi_type *ffi_type_of(Type type)
{
    switch (type) {
    case T_FLOAT: return &ffi_type_float;
    case T_DOUBLE: return &ffi_type_double;
    case T_LONG: return &ffi_type_sint64;
    case T_OBJECT:
    case T_ARRAY: return &ffi_type_pointer;
    case T_VOID: return &ffi_type_void;
    default: return &ffi_type_sint32;
    }
}

static ffi_cif *new_interface(const Method *m)
{
    u32 count = m->param_count + 2u;
    ffi_cif *cif = malloc(sizeof *cif);
    ffi_type **types = malloc(count * sizeof *types);
    if (!cif || !types)
        panic("out of memory for the call interface of %s", m->name->text);
    types[0] = types[1] = &ffi_type_pointer;
    u32 i = 2;
    for (SigIter it = sig_begin(m->desc); sig_next(&it);)
        types[i++] = ffi_type_of(it.type);
    ffi_type *result = m->return_type == T_FLOAT || m->return_type == T_DOUBLE || m->return_type == T_VOID
                           ? ffi_type_of((Type)m->return_type)
                           : &ffi_type_uint64;
    if (ffi_prep_cif(cif, FFI_DEFAULT_ABI, count, result, types) != FFI_OK)
        panic("libffi refuses the signature %s", m->desc->text);
    return cif;
}

/* Arguments that have places so far. */
typedef struct Placed {
    u32 integers, vectors, stacked, slots;
} Placed;

static void add_move(Form *form, Placed *placed, Type type)
{
    bool is_vector = type == T_FLOAT || type == T_DOUBLE;
    placed->slots += type_slots(type);
    Move *move = &form->moves[form->count++];
    *move = (Move){.kind = (u8)kind_of_word(type), .from = (u8)(placed->slots - 1)};
    if (is_vector && placed->vectors < VECTORS)
        move->to = (u8)(INTEGERS + placed->vectors++);
    else if (!is_vector && placed->integers < INTEGERS)
        move->to = (u8)placed->integers++;
    else
        move->to = (u8)(INTEGERS + VECTORS + placed->stacked++ % STACKED);
    form->has_vectors |= is_vector;
}

static Form *new_form(const Method *m)
{
    Form *form = calloc(1, sizeof *form + (m->param_count + 1u) * sizeof(Move));
    Placed placed = {.integers = method_is_static(m) ? 2 : 1};
    if (!form)
        panic("out of memory for the call interface of %s", m->name->text);
    if (!method_is_static(m))
        add_move(form, &placed, T_OBJECT);
    for (SigIter it = sig_begin(m->desc); sig_next(&it);)
        add_move(form, &placed, it.type);
    form->has_stacked = placed.stacked > 0;
    if (placed.stacked > STACKED)
        form->cif = new_interface(m);
    return form;
}

static void free_form(Form *form)
{
    if (form && form->cif)
        free(form->cif->arg_types);
    if (form)
        free(form->cif);
    free(form);
}

/* Another thread may be first. */
static const Form *make_form(Method *m)
{
    Form *form = new_form(m);
    u32 slot = host_slot_add(form), none = 0;
    if (__atomic_compare_exchange_n(&m->form_slot, &none, slot, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
        return form;
    host_slot_remove(slot);
    free_form(form);
    return host_slot_get(none);
}

static const Form *form_of(Method *m)
{
    u32 slot = __atomic_load_n(&m->form_slot, __ATOMIC_ACQUIRE);
    return LIKELY(slot) ? host_slot_get(slot) : make_form(m);
}

void native_forget(Method *m)
{
    free_form(host_slot_get(m->form_slot));
    host_slot_remove(m->form_slot);
    host_slot_remove(m->native_slot);
    m->form_slot = m->native_slot = 0;
}

/* ---- calling ---- */

/* A reference argument's handle is the address of its slot on the Java stack, which stays where it is during
 * the call. */
static u64 handle_of_slot(Slot *slot)
{
    return *slot ? (u64)(uintptr_t)slot : 0;
}

/* A static method's class handle: Class.mirror is a slot that holds a reference, too. */
static u64 class_handle(const Method *m)
{
    return (u64)(uintptr_t)&m->holder->mirror;
}

static u64 word_of(Slot *slot, WordKind kind)
{
    switch (kind) {
    case WORD_INT: return (u64)(i64)(i32)*slot;
    case WORD_BITS: return (u32)*slot;
    case WORD_HANDLE: return handle_of_slot(slot);
    default: return *slot;
    }
}

static void place_arguments(Thread *t, const Method *m, const Form *form, Slot *args, Registers *r)
{
    r->integers[0] = (u64)(uintptr_t)t;
    if (method_is_static(m))
        r->integers[1] = class_handle(m);
    for (u32 i = 0; i < form->count; i++)
        r->words[form->moves[i].to] = word_of(args - form->moves[i].from, (WordKind)form->moves[i].kind);
}

#define REGISTER_TYPES                                                                                       \
    u64, u64, u64, u64, u64, u64, double, double, double, double, double, double, double, double
#define STACK_TYPES u64, u64, u64, u64, u64, u64, u64, u64
#define REGISTER_VALUES(r)                                                                                   \
    (r)->integers[0], (r)->integers[1], (r)->integers[2], (r)->integers[3], (r)->integers[4],                \
        (r)->integers[5], (r)->vectors[0], (r)->vectors[1], (r)->vectors[2], (r)->vectors[3],                \
        (r)->vectors[4], (r)->vectors[5], (r)->vectors[6], (r)->vectors[7]
#define STACK_VALUES(r)                                                                                      \
    (r)->stacked[0], (r)->stacked[1], (r)->stacked[2], (r)->stacked[3], (r)->stacked[4], (r)->stacked[5],    \
        (r)->stacked[6], (r)->stacked[7]

typedef u64 (*IntegerFunction)(u64, u64, u64, u64, u64, u64);
typedef u64 (*AnyFunction)(REGISTER_TYPES);
typedef double (*VectorFunction)(REGISTER_TYPES);
typedef u64 (*StackedFunction)(REGISTER_TYPES, STACK_TYPES);
typedef double (*StackedVectorFunction)(REGISTER_TYPES, STACK_TYPES);

static u64 raw_double(double value)
{
    Value v = {0};
    v.d = value;
    return v.raw;
}

static u64 call_direct(void *function, const Registers *r, const Form *form, Type return_type)
{
    bool vector_result = return_type == T_FLOAT || return_type == T_DOUBLE;
    if (!form->has_stacked) {
        if (vector_result)
            return raw_double(((VectorFunction)function)(REGISTER_VALUES(r)));
        if (!form->has_vectors)
            return ((IntegerFunction)function)(r->integers[0], r->integers[1], r->integers[2], r->integers[3],
                                               r->integers[4], r->integers[5]);
        return ((AnyFunction)function)(REGISTER_VALUES(r));
    }
    if (vector_result)
        return raw_double(((StackedVectorFunction)function)(REGISTER_VALUES(r), STACK_VALUES(r)));
    return ((StackedFunction)function)(REGISTER_VALUES(r), STACK_VALUES(r));
}

/* There are at most 255 parameters, the receiver included (JVMS 4.3.3), beside env and class. */
static u64 call_ffi(Thread *t, const Method *m, const Form *form, Slot *args, void *function)
{
    u64 words[257], result = 0;
    void *values[257];
    u32 count = 0;
    words[count++] = (u64)(uintptr_t)t;
    if (method_is_static(m))
        words[count++] = class_handle(m);
    for (u32 i = 0; i < form->count; i++)
        words[count++] = word_of(args - form->moves[i].from, (WordKind)form->moves[i].kind);
    for (u32 i = 0; i < count; i++)
        values[i] = &words[i];
    thread_leave_vm(t);
    ffi_call(form->cif, FFI_FN(function), &result, values);
    thread_enter_vm(t);
    return result;
}

/* The slot's value for what C returned in a register, whose high bits are undefined for types below int. */
static u64 slot_of_result(u64 raw, Type type)
{
    switch (type) {
    case T_BOOLEAN: return (u8)raw != 0;
    case T_BYTE: return (u32)(i32)(i8)raw;
    case T_CHAR: return (u16)raw;
    case T_SHORT: return (u32)(i32)(i16)raw;
    case T_INT:
    case T_FLOAT: return (u32)raw;
    case T_OBJECT:
    case T_ARRAY: return (u64)(uintptr_t)handles_get((HandleRef)(uintptr_t)raw);
    case T_VOID: return 0;
    default: return raw;
    }
}

static bool lock_for_call(Thread *t, const Method *m, const Slot *args)
{
    return monitor_enter_frame(t, method_is_static(m) ? m->holder->mirror : arg_ref(args, 0), t->fp);
}

static void restore_mode(void)
{
    if ((_mm_getcsr() & ~NATIVE_MXCSR_OCCURRED) != NATIVE_MXCSR)
        _mm_setcsr(NATIVE_MXCSR);
}

static u64 call_jni(Thread *t, Method *m, Slot *args)
{
    void *function = host_slot_get(m->native_slot);
    const Form *form = form_of(m);
    Slot *fp = t->fp;
    bool synchronized = (m->access & ACC_SYNCHRONIZED) != 0;
    if (synchronized && !lock_for_call(t, m, args))
        return 0;
    HandleFrame frame = handles_push_frame(t);
    Registers registers;
    u64 raw;
    if (LIKELY(!form->cif)) {
        place_arguments(t, m, form, args, &registers);
        thread_leave_vm(t);
        raw = call_direct(function, &registers, form, (Type)m->return_type);
        thread_enter_vm(t);
    } else {
        raw = call_ffi(t, m, form, args, function);
    }
    if (UNLIKELY(state.checks))
        restore_mode();
    u64 result = slot_of_result(raw, (Type)m->return_type);
    handles_pop_frame(t, frame);
    t->unchecked_call = NULL;
    if (synchronized)
        monitor_release_frame(t, fp);
    return result;
}

static u64 call_intrinsic(Thread *t, const Method *m, const Slot *args)
{
    bool synchronized = (m->access & ACC_SYNCHRONIZED) != 0;
    if (UNLIKELY(synchronized) && !lock_for_call(t, m, args))
        return 0;
    u64 result = ((NativeIntrinsic)host_slot_get(m->native_slot))(t, args);
    if (UNLIKELY(synchronized))
        unwind_leave_frame(t, m);
    return result;
}

u64 native_call(Thread *t, Method *m, Slot *args)
{
    if (UNLIKELY(m->entry == ENTRY_UNPREPARED) && !bind(t, m))
        return 0;
    return m->entry == ENTRY_NATIVE ? call_jni(t, m, args) : call_intrinsic(t, m, args);
}
