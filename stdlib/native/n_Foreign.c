/* n_Foreign.c - jdk.internal.foreign.abi and jdk.internal.invoke: the natives of the JDK's foreign-function
 * interface, whose work is stdlib/ffi's. */
#include "stdlib/ffi/ffi.h"
#include "stdlib/native/natives.h"
#include "vm/model/frame.h"

#define ABI      "jdk/internal/foreign/abi/"
#define INVOKER  ABI "ProgrammableInvoker"
#define HANDLER  ABI "ProgrammableUpcallHandler"
#define STUBS    ABI "UpcallStubs"
#define ENTRY_17 "jdk/internal/invoke/NativeEntryPoint"
#define ENTRY_25 ABI "NativeEntryPoint"
#define LINKER   ABI "UpcallLinker"
#define HANDLE   "Ljava/lang/invoke/MethodHandle;"
#define TYPE     "Ljava/lang/invoke/MethodType;"
#define ABI_DESC "L" ABI "ABIDescriptor;"
#define STORAGES "[L" ABI "VMStorage;"

static u64 n_Foreign_invokeNative(Thread *t, const Slot *args)
{
    ffi_invoke_adapter(t, (u64)arg_long(args, 0), (u64)arg_long(args, 2));
    return 0;
}

static u64 n_Foreign_generateAdapter(Thread *t, const Slot *args)
{
    return ffi_make_adapter(t, arg_ref(args, 0), arg_ref(args, 1));
}

static u64 n_Foreign_vmStorageToVMReg(Thread *t, const Slot *args)
{
    (void)t;
    return (u64)foreign_place((u32)arg_int(args, 0), (u32)arg_int(args, 1));
}

static u64 n_Foreign_supportsOptimizedUpcalls(Thread *t, const Slot *args)
{
    (void)t, (void)args;
    return true;
}

static u64 n_Foreign_allocateOptimizedUpcallStub(Thread *t, const Slot *args)
{
    return ffi_make_upcall(t, arg_ref(args, 0), arg_ref(args, 2), 0);
}

static u64 n_Foreign_allocateUpcallStub(Thread *t, const Slot *args)
{
    return ffi_make_buffered_upcall(t, arg_ref(args, 0), arg_ref(args, 1), arg_ref(args, 2));
}

static u64 n_Foreign_makeUpcallStub(Thread *t, const Slot *args)
{
    u64 size = arg_int(args, 3) ? (u64)arg_long(args, 4) : 0;
    return ffi_make_upcall(t, arg_ref(args, 0), arg_ref(args, 2), size);
}

static u64 n_Foreign_freeUpcallStub0(Thread *t, const Slot *args)
{
    (void)t;
    return ffi_free_upcall((u64)arg_long(args, 0));
}

static u64 n_Foreign_makeDowncallStub(Thread *t, const Slot *args)
{
    const FfiDowncallForm form = {.type = arg_ref(args, 0),
                                  .argument_moves = arg_ref(args, 2),
                                  .result_moves = arg_ref(args, 3),
                                  .has_result_buffer = arg_int(args, 4) != 0,
                                  .captured_state = (u32)arg_int(args, 5)};
    return ffi_make_downcall(t, &form);
}

static u64 n_Foreign_freeDowncallStub0(Thread *t, const Slot *args)
{
    (void)t;
    return ffi_free_downcall((u64)arg_long(args, 0));
}

const NativeRow n_Foreign_natives[] = {
    NATIVE("java/lang/invoke/MethodHandle", "linkToNative", "([Ljava/lang/Object;)Ljava/lang/Object;",
           ffi_link_to_native),
    NATIVE_UNTIL(17, INVOKER, "registerNatives", "()V", n_register_nothing),
    NATIVE_UNTIL(17, INVOKER, "invokeNative", "(JJ)V", n_Foreign_invokeNative),
    NATIVE_UNTIL(17, INVOKER, "generateAdapter", "(" ABI_DESC "L" ABI "BufferLayout;)J",
                 n_Foreign_generateAdapter),
    NATIVE_UNTIL(17, HANDLER, "registerNatives", "()V", n_register_nothing),
    NATIVE_UNTIL(17, HANDLER, "supportsOptimizedUpcalls", "()Z", n_Foreign_supportsOptimizedUpcalls),
    NATIVE_UNTIL(17, HANDLER, "allocateOptimizedUpcallStub", "(" HANDLE ABI_DESC "L" HANDLER "$CallRegs;)J",
                 n_Foreign_allocateOptimizedUpcallStub),
    NATIVE_UNTIL(17, HANDLER, "allocateUpcallStub", "(" HANDLE ABI_DESC "L" ABI "BufferLayout;)J",
                 n_Foreign_allocateUpcallStub),
    NATIVE_UNTIL(17, ENTRY_17, "registerNatives", "()V", n_register_nothing),
    NATIVE_UNTIL(17, ENTRY_17, "vmStorageToVMReg", "(II)J", n_Foreign_vmStorageToVMReg),
    NATIVE(STUBS, "registerNatives", "()V", n_register_nothing),
    NATIVE(STUBS, "freeUpcallStub0", "(J)Z", n_Foreign_freeUpcallStub0),
    NATIVE_SINCE(25, ENTRY_25, "registerNatives", "()V", n_register_nothing),
    NATIVE_SINCE(25, ENTRY_25, "makeDowncallStub", "(" TYPE ABI_DESC STORAGES STORAGES "ZIZ)J",
                 n_Foreign_makeDowncallStub),
    NATIVE_SINCE(25, ENTRY_25, "freeDowncallStub0", "(J)Z", n_Foreign_freeDowncallStub0),
    NATIVE_SINCE(25, LINKER, "registerNatives", "()V", n_register_nothing),
    NATIVE_SINCE(25, LINKER, "makeUpcallStub", "(" HANDLE ABI_DESC "L" LINKER "$CallRegs;ZJ)J",
                 n_Foreign_makeUpcallStub),
    {0},
};
