/* release_25.c - OpenJDK 25: which rows of release_17.c are different there. A row without a name is gone. */
#include "stdlib/release/release.h"

#define HOLDER       "java/lang/Thread$FieldHolder"
#define VIRTUAL      "java/lang/VirtualThread"
#define CONTINUATION "jdk/internal/vm/Continuation"
#define CHUNK        "jdk/internal/vm/StackChunk"

static const WkClassChange classes[] = {
    {WK_CLASS_Thread_FieldHolder, {HOLDER, false}},
    {WK_CLASS_BaseVirtualThread, {"java/lang/BaseVirtualThread", false}},
    {WK_CLASS_ScopedValue_Carrier, {"java/lang/ScopedValue$Carrier", false}},
    {WK_CLASS_VirtualThread, {VIRTUAL, false}},
    {WK_CLASS_Continuation, {CONTINUATION, false}},
    {WK_CLASS_StackChunk, {CHUNK, false}},
    {WK_CLASS_MagicAccessorImpl, {0}},
    {WK_CLASS_DelegatingClassLoader, {0}},
    {WK_CLASS_CallSiteContext, {0}},
};

static const WkFieldChange fields[] = {
    {WK_FIELD_Class_modifiers, {"java/lang/Class", "modifiers", "C", false, false}},
    {WK_FIELD_Class_primitive, {"java/lang/Class", "primitive", "Z", false, false}},
    {WK_FIELD_Class_protectionDomain,
     {"java/lang/Class", "protectionDomain", "Ljava/security/ProtectionDomain;", false, false}},
    {WK_FIELD_Thread_holder, {"java/lang/Thread", "holder", "L" HOLDER ";", false, false}},
    {WK_FIELD_Thread_group, {HOLDER, "group", "Ljava/lang/ThreadGroup;", false, false}},
    {WK_FIELD_Thread_priority, {HOLDER, "priority", "I", false, false}},
    {WK_FIELD_Thread_daemon, {HOLDER, "daemon", "Z", false, false}},
    {WK_FIELD_Thread_stackSize, {HOLDER, "stackSize", "J", false, false}},
    {WK_FIELD_Thread_threadStatus, {HOLDER, "threadStatus", "I", false, false}},
    {WK_FIELD_Thread_stillborn, {0}},
    {WK_FIELD_Thread_inheritedAccessControlContext, {0}},
    {WK_FIELD_Thread_cont, {"java/lang/Thread", "cont", "L" CONTINUATION ";", false, false}},
    {WK_FIELD_Continuation_tail, {CONTINUATION, "tail", "L" CHUNK ";", false, false}},
    {WK_FIELD_Continuation_parent, {CONTINUATION, "parent", "L" CONTINUATION ";", false, false}},
    {WK_FIELD_Continuation_scope,
     {CONTINUATION, "scope", "Ljdk/internal/vm/ContinuationScope;", false, false}},
    {WK_FIELD_Continuation_pins, {CONTINUATION, "vm_pins", "I", false, true}},
    {WK_FIELD_Continuation_locks, {CONTINUATION, "vm_locks", "I", false, true}},
    {WK_FIELD_VirtualThread_carrierThread, {VIRTUAL, "carrierThread", "Ljava/lang/Thread;", false, false}},
    {WK_FIELD_VirtualThread_cont, {VIRTUAL, "cont", "L" CONTINUATION ";", false, false}},
    {WK_FIELD_VirtualThread_state, {VIRTUAL, "state", "I", false, false}},
    {WK_FIELD_VirtualThread_notified, {VIRTUAL, "notified", "Z", false, false}},
    {WK_FIELD_VirtualThread_timeout, {VIRTUAL, "timeout", "J", false, false}},
    {WK_FIELD_VirtualThread_link, {VIRTUAL, "vm_link", "L" VIRTUAL ";", false, true}},
    {WK_FIELD_VirtualThread_object, {VIRTUAL, "vm_object", "Ljava/lang/Object;", false, true}},
    {WK_FIELD_VirtualThread_is_wait, {VIRTUAL, "vm_is_wait", "I", false, true}},
    {WK_FIELD_VirtualThread_place, {VIRTUAL, "vm_place", "I", false, true}},
    {WK_FIELD_VirtualThread_next, {VIRTUAL, "next", "L" VIRTUAL ";", false, false}},
    {WK_FIELD_VirtualThread_onWaitingList, {VIRTUAL, "onWaitingList", "Z", false, false}},
    {WK_FIELD_StackChunk_size, {CHUNK, "size", "I", false, false}},
    {WK_FIELD_StackChunk_sp, {CHUNK, "sp", "I", false, false}},
    {WK_FIELD_StackChunk_bottom, {CHUNK, "bottom", "I", false, false}},
    {WK_FIELD_StackChunk_frames, {CHUNK, "vm_frames", "[J", false, true}},
    {WK_FIELD_StackFrameInfo_memberName, {0}},
    {WK_FIELD_StackFrameInfo_name, {"java/lang/StackFrameInfo", "name", "Ljava/lang/String;", false, false}},
    {WK_FIELD_StackFrameInfo_type, {"java/lang/StackFrameInfo", "type", "Ljava/lang/Object;", false, false}},
    {WK_FIELD_ClassFrameInfo_classOrMemberName,
     {"java/lang/ClassFrameInfo", "classOrMemberName", "Ljava/lang/Object;", false, false}},
    {WK_FIELD_ClassFrameInfo_flags, {"java/lang/ClassFrameInfo", "flags", "I", false, false}},
    {WK_FIELD_ResolvedMethodName_vmholder,
     {"java/lang/invoke/ResolvedMethodName", "vmholder", "Ljava/lang/Class;", false, false}},
    {WK_FIELD_CallSite_context, {0}},
    {WK_FIELD_AccessControlContext_privilegedContext, {0}},
    {WK_FIELD_AccessControlContext_isPrivileged, {0}},
    {WK_FIELD_AccessControlContext_isAuthorized, {0}},
};

static const WkMethodChange methods[] = {
    {WK_METHOD_ThreadGroup_add, {0}},
    {WK_METHOD_Continuation_enter, {CONTINUATION, "enter", "(L" CONTINUATION ";Z)V", true}},
    {WK_METHOD_ClassLoader_findNative,
     {"java/lang/ClassLoader", "findNative",
      "(Ljava/lang/ClassLoader;Ljava/lang/Class;Ljava/lang/String;Ljava/lang/String;)J", true}},
    {WK_METHOD_ClassLoader_checkPackageAccess, {0}},
    {WK_METHOD_StackTraceElement_of,
     {"java/lang/StackTraceElement", "of",
      "([Ljava/lang/StackTraceElement;)[Ljava/lang/StackTraceElement;", true}},
    {WK_METHOD_MethodHandleNatives_linkCallSite,
     {"java/lang/invoke/MethodHandleNatives", "linkCallSite",
      "(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;"
      "[Ljava/lang/Object;)Ljava/lang/invoke/MemberName;", true}},
    {WK_METHOD_MethodHandleNatives_linkDynamicConstant,
     {"java/lang/invoke/MethodHandleNatives", "linkDynamicConstant",
      "(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;"
      ")Ljava/lang/Object;", true}},
};

#define FOREIGN "jdk/internal/foreign/abi/"

static const LateClassChange late_classes[] = {
    {LATE_CLASS_ThreadSnapshot, "jdk/internal/vm/ThreadSnapshot"},
    {LATE_CLASS_ThreadLock, "jdk/internal/vm/ThreadSnapshot$ThreadLock"},
    {LATE_CLASS_Thread_FieldHolder, "java/lang/Thread$FieldHolder"},
    {LATE_CLASS_BufferLayout, NULL},
    {LATE_CLASS_CallRegs, FOREIGN "UpcallLinker$CallRegs"},
    {LATE_CLASS_NativeEntryPoint, FOREIGN "NativeEntryPoint"},
    {LATE_CLASS_ProgrammableUpcallHandler, NULL},
    {LATE_CLASS_ThreadDumper, "jdk/internal/vm/ThreadDumper"},
};

static const LateFieldChange late_fields[] = {
    {LATE_FIELD_File_fs, {LATE_CLASS_File, "FS", "Ljava/io/FileSystem;", true}},
    {LATE_FIELD_Thread_holder, {LATE_CLASS_Thread, "holder", "Ljava/lang/Thread$FieldHolder;", false}},
    {LATE_FIELD_Thread_FieldHolder_terminatingThreadLocals,
     {LATE_CLASS_Thread_FieldHolder, "terminatingThreadLocals", "Ljava/lang/ThreadLocal$ThreadLocalMap;",
      false}},
    {LATE_FIELD_ThreadSnapshot_name, {LATE_CLASS_ThreadSnapshot, "name", "Ljava/lang/String;", false}},
    {LATE_FIELD_ThreadSnapshot_threadStatus, {LATE_CLASS_ThreadSnapshot, "threadStatus", "I", false}},
    {LATE_FIELD_ThreadSnapshot_carrierThread,
     {LATE_CLASS_ThreadSnapshot, "carrierThread", "Ljava/lang/Thread;", false}},
    {LATE_FIELD_ThreadSnapshot_stackTrace,
     {LATE_CLASS_ThreadSnapshot, "stackTrace", "[Ljava/lang/StackTraceElement;", false}},
    {LATE_FIELD_ThreadSnapshot_locks,
     {LATE_CLASS_ThreadSnapshot, "locks", "[Ljdk/internal/vm/ThreadSnapshot$ThreadLock;", false}},
    {LATE_FIELD_ThreadSnapshot_blockerTypeOrdinal,
     {LATE_CLASS_ThreadSnapshot, "blockerTypeOrdinal", "I", false}},
    {LATE_FIELD_ThreadSnapshot_blockerObject,
     {LATE_CLASS_ThreadSnapshot, "blockerObject", "Ljava/lang/Object;", false}},
    {LATE_FIELD_ThreadLock_depth, {LATE_CLASS_ThreadLock, "depth", "I", false}},
    {LATE_FIELD_ThreadLock_typeOrdinal, {LATE_CLASS_ThreadLock, "typeOrdinal", "I", false}},
    {LATE_FIELD_ThreadLock_obj, {LATE_CLASS_ThreadLock, "obj", "Ljava/lang/Object;", false}},
    {LATE_FIELD_VMStorage_type, {LATE_CLASS_VMStorage, "type", "B", false}},
    {LATE_FIELD_VMStorage_index, {LATE_CLASS_VMStorage, "indexOrOffset", "I", false}},
    {LATE_FIELD_BufferLayout_size, {0}},
    {LATE_FIELD_BufferLayout_arguments_next_pc, {0}},
    {LATE_FIELD_BufferLayout_stack_args_bytes, {0}},
    {LATE_FIELD_BufferLayout_stack_args, {0}},
    {LATE_FIELD_BufferLayout_input_type_offsets, {0}},
    {LATE_FIELD_BufferLayout_output_type_offsets, {0}},
    {LATE_FIELD_NativeEntryPoint_argMoves, {0}},
    {LATE_FIELD_NativeEntryPoint_returnMoves, {0}},
    {LATE_FIELD_NativeEntryPoint_downcallStubAddress,
     {LATE_CLASS_NativeEntryPoint, "downcallStubAddress", "J", false}},
};

static const LateMethodChange late_methods[] = {
    {LATE_METHOD_DirectByteBuffer_init, {LATE_CLASS_DirectByteBuffer, "<init>", "(JJ)V", false}},
    {LATE_METHOD_ProgrammableUpcallHandler_invoke, {0}},
    {LATE_METHOD_ThreadDumper_dumpThreads,
     {LATE_CLASS_ThreadDumper, "dumpThreads", "(Ljava/lang/String;Z)[B", true}},
    {LATE_METHOD_ThreadDumper_dumpThreadsToJson,
     {LATE_CLASS_ThreadDumper, "dumpThreadsToJson", "(Ljava/lang/String;Z)[B", true}},
};

static const ReleaseTextChange texts[] = {
    {TEXT_no_such_field, "Class %2$s does not have member field '%3$s %1$s'"},
    {TEXT_unsafe_fault, "a fault occurred in an unsafe memory access operation"},
};

const ReleaseChanges release_25_changes = {
    .jni_version = 0x00180000,
    .management_version = 0x20040000,
    .itables_hold_overpasses = true,
    .upcalls_attach_daemons = true,
    .texts = texts,
    .text_count = COUNT_OF(texts),
    .classes = classes,
    .fields = fields,
    .methods = methods,
    .late_methods = late_methods,
    .late_classes = late_classes,
    .late_class_count = COUNT_OF(late_classes),
    .late_fields = late_fields,
    .late_field_count = COUNT_OF(late_fields),
    .late_method_count = COUNT_OF(late_methods),
    .class_count = COUNT_OF(classes),
    .field_count = COUNT_OF(fields),
    .method_count = COUNT_OF(methods),
};
