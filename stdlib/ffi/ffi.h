/* ffi.h - the VM's part of the JDK's foreign-function interface: registers loaded, registers stored
 * In:     moves that the JDK's linker has worked out: which argument goes to which register; a method
 *         handle to be called from C
 * Out:    results in registers; addresses of stubs
 * Uses:   vm/exec/call (call_slots.h, foreign.h), the release table for the fields of the linker's classes
 * Owner:  records of stubs and adapters: malloc; code of stubs: pages of their own
 * Locks:  one for the unused stubs, a leaf
 * Effects: calls run IN_NATIVE; whatever the code that is called does
 * Keeps:  nothing here knows how structures are passed: the JDK has split them
 * Tests:  tests/java/Foreign*.java
 */
#ifndef MOKA_STDLIB_FFI_FFI_H
#define MOKA_STDLIB_FFI_FFI_H

#include "vm/exec/call/foreign.h"
#include "vm/model/thread.h"

enum { FFI_INTEGERS = 6, FFI_VECTORS = 8, FFI_RESULTS = 2 };

/* What a call finds and leaves in registers; ffi_enter.S has the offsets. */
typedef struct FfiRegisters {
    u64 integers[FFI_INTEGERS]; /* rdi, rsi, rdx, rcx, r8, r9 */
    u64 vector_count;           /* rax: for functions with variable arguments */
    u64 target;
    u64 vectors[FFI_VECTORS]; /* the lower halves of xmm0 to xmm7 */
    u64 *stack;               /* arguments that have no register, the first one at the lowest address */
    u64 stack_bytes;
    u64 integer_results[FFI_RESULTS]; /* rax, rdx */
    u64 vector_results[FFI_RESULTS];  /* xmm0, xmm1 */
} FfiRegisters;

_Static_assert(offsetof(FfiRegisters, vectors) == 64 && offsetof(FfiRegisters, stack) == 128 &&
                   offsetof(FfiRegisters, integer_results) == 144 && sizeof(FfiRegisters) == 176,
               "ffi_enter.S has these offsets");

void ffi_enter(FfiRegisters *registers);
void ffi_leave(void);

/* The word of an argument's place, of a result's; NULL: the ABI does not have it there. */
u64 *ffi_argument_word(FfiRegisters *registers, i64 place);
u64 *ffi_result_word(FfiRegisters *registers, i64 place);
/* A JDK's VMStorage as a place, and an array of them; places: room for the array's length. */
i64 ffi_place_of(Thread *t, const Object *storage);
void ffi_places_of(Thread *t, const Object *storages, i64 *ret_places);
/* The slot's value for what C returned, whose high bits are undefined for types below int. */
u64 ffi_narrow(u64 raw, Type type);
/* The primitive type that a java.lang.Class object stands for; T_OBJECT for classes. */
Type ffi_type_of(const Object *mirror);

/* ---- calls into C: ffi_downcall.c ---- */

/* MethodHandle.linkToNative in its frame (a NativeIntrinsic). */
u64 ffi_link_to_native(Thread *t, const Slot *args);
/* ProgrammableInvoker: a buffer's layout becomes an adapter, by whose address invokeNative loads registers
 * from the buffer. 0: an exception is pending. */
u64 ffi_make_adapter(Thread *t, const Object *abi, const Object *layout);
void ffi_invoke_adapter(Thread *t, u64 adapter, u64 buffer);
/* NativeEntryPoint.makeDowncallStub: what linkToNative finds by the address; 0: an exception is pending. */
typedef struct FfiDowncallForm {
    const Object *argument_moves, *result_moves; /* VMStorage[] */
    const Object *type;                          /* MethodType */
    u32 captured_state;                          /* a set of what is saved after the call */
    bool has_result_buffer;
} FfiDowncallForm;
u64 ffi_make_downcall(Thread *t, const FfiDowncallForm *form);
bool ffi_free_downcall(u64 address);

/* ---- calls from C: ffi_upcall.c ---- */

/* The stub's address; 0: an exception is pending. */
u64 ffi_make_upcall(Thread *t, Object *handle, const Object *registers, u64 result_buffer);
u64 ffi_make_buffered_upcall(Thread *t, Object *handle, const Object *abi, const Object *layout);
bool ffi_free_upcall(u64 address);

/* ---- layouts of a buffer: ffi_buffer.c ---- */

typedef struct FfiBufferLayout {
    u64 size, target, stack_bytes, stack; /* offsets, but for size */
    u64 arguments[2], results[2];         /* where the registers of a kind begin */
    u32 argument_counts[2], result_counts[2];
    i64 argument_places[2][16], result_places[2][4];
} FfiBufferLayout;

/* NULL: an exception is pending. */
FfiBufferLayout *ffi_read_layout(Thread *t, const Object *abi, const Object *layout);
/* From the buffer into argument registers and back, and the same for results. */
void ffi_load_arguments(const FfiBufferLayout *layout, const char *buffer, FfiRegisters *registers);
void ffi_store_arguments(const FfiBufferLayout *layout, char *buffer, const FfiRegisters *registers);
void ffi_load_results(const FfiBufferLayout *layout, const char *buffer, FfiRegisters *registers);
void ffi_store_results(const FfiBufferLayout *layout, char *buffer, const FfiRegisters *registers);

/* ---- stubs' code: ffi_stub.c ---- */

/* Code that goes to `where` with this record in r10; NULL: to ffi_leave. NULL: no memory. */
void *ffi_stub_new(void *record, void *where);
/* At a machine's end: from here on all stubs go to ffi_leave. */
void ffi_reset(void);
/* The stub's record; from here on ffi_leave is told NULL. NULL: there is no such stub. */
void *ffi_stub_free(void *code);

#endif
