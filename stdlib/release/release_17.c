/* release_17.c - OpenJDK 17: its names for the ids of vm/library/wk_*.def.
 * A test checks every row against the image of each JDK 17 found. */
#include "stdlib/release/release.h"

#include "stdlib/release/late.h"

static const WkClassRow classes[WK_CLASS_COUNT] = {
    [WK_CLASS_Object] = {"java/lang/Object", false},
    [WK_CLASS_Serializable] = {"java/io/Serializable", false},
    [WK_CLASS_Cloneable] = {"java/lang/Cloneable", false},
    [WK_CLASS_Comparable] = {"java/lang/Comparable", false},
    [WK_CLASS_CharSequence] = {"java/lang/CharSequence", false},
    [WK_CLASS_String] = {"java/lang/String", false},
    [WK_CLASS_AnnotatedElement] = {"java/lang/reflect/AnnotatedElement", false},
    [WK_CLASS_GenericDeclaration] = {"java/lang/reflect/GenericDeclaration", false},
    [WK_CLASS_Type] = {"java/lang/reflect/Type", false},
    [WK_CLASS_Class] = {"java/lang/Class", false},
    [WK_CLASS_ClassLoader] = {"java/lang/ClassLoader", false},
    [WK_CLASS_System] = {"java/lang/System", false},
    [WK_CLASS_Throwable] = {"java/lang/Throwable", false},
    [WK_CLASS_Error] = {"java/lang/Error", false},
    [WK_CLASS_Exception] = {"java/lang/Exception", false},
    [WK_CLASS_RuntimeException] = {"java/lang/RuntimeException", false},
    [WK_CLASS_ThreadDeath] = {"java/lang/ThreadDeath", false},
    [WK_CLASS_SecurityManager] = {"java/lang/SecurityManager", false},
    [WK_CLASS_ProtectionDomain] = {"java/security/ProtectionDomain", false},
    [WK_CLASS_AccessControlContext] = {"java/security/AccessControlContext", false},
    [WK_CLASS_AccessController] = {"java/security/AccessController", false},
    [WK_CLASS_ClassNotFoundException] = {"java/lang/ClassNotFoundException", false},
    [WK_CLASS_NoClassDefFoundError] = {"java/lang/NoClassDefFoundError", false},
    [WK_CLASS_LinkageError] = {"java/lang/LinkageError", false},
    [WK_CLASS_ClassCastException] = {"java/lang/ClassCastException", false},
    [WK_CLASS_ArrayStoreException] = {"java/lang/ArrayStoreException", false},
    [WK_CLASS_OutOfMemoryError] = {"java/lang/OutOfMemoryError", false},
    [WK_CLASS_StackOverflowError] = {"java/lang/StackOverflowError", false},
    [WK_CLASS_NullPointerException] = {"java/lang/NullPointerException", false},
    [WK_CLASS_ArithmeticException] = {"java/lang/ArithmeticException", false},
    [WK_CLASS_IllegalMonitorStateException] = {"java/lang/IllegalMonitorStateException", false},
    [WK_CLASS_ExceptionInInitializerError] = {"java/lang/ExceptionInInitializerError", false},
    [WK_CLASS_BootstrapMethodError] = {"java/lang/BootstrapMethodError", false},
    [WK_CLASS_Reference] = {"java/lang/ref/Reference", false},
    [WK_CLASS_SoftReference] = {"java/lang/ref/SoftReference", false},
    [WK_CLASS_WeakReference] = {"java/lang/ref/WeakReference", false},
    [WK_CLASS_FinalReference] = {"java/lang/ref/FinalReference", false},
    [WK_CLASS_PhantomReference] = {"java/lang/ref/PhantomReference", false},
    [WK_CLASS_Finalizer] = {"java/lang/ref/Finalizer", false},
    [WK_CLASS_Thread] = {"java/lang/Thread", false},
    [WK_CLASS_ThreadGroup] = {"java/lang/ThreadGroup", false},
    [WK_CLASS_Properties] = {"java/util/Properties", false},
    [WK_CLASS_Module] = {"java/lang/Module", false},
    [WK_CLASS_AccessibleObject] = {"java/lang/reflect/AccessibleObject", false},
    [WK_CLASS_reflect_Field] = {"java/lang/reflect/Field", false},
    [WK_CLASS_reflect_Parameter] = {"java/lang/reflect/Parameter", false},
    [WK_CLASS_reflect_Method] = {"java/lang/reflect/Method", false},
    [WK_CLASS_reflect_Constructor] = {"java/lang/reflect/Constructor", false},
    [WK_CLASS_RecordComponent] = {"java/lang/reflect/RecordComponent", false},
    [WK_CLASS_MagicAccessorImpl] = {"jdk/internal/reflect/MagicAccessorImpl", false},
    [WK_CLASS_MethodAccessorImpl] = {"jdk/internal/reflect/MethodAccessorImpl", false},
    [WK_CLASS_DelegatingClassLoader] = {"jdk/internal/reflect/DelegatingClassLoader", false},
    [WK_CLASS_ConstantPool] = {"jdk/internal/reflect/ConstantPool", false},
    [WK_CLASS_Unsafe] = {"jdk/internal/misc/Unsafe", false},
    [WK_CLASS_UnsafeConstants] = {"jdk/internal/misc/UnsafeConstants", false},
    [WK_CLASS_MethodHandle] = {"java/lang/invoke/MethodHandle", false},
    [WK_CLASS_DirectMethodHandle] = {"java/lang/invoke/DirectMethodHandle", false},
    [WK_CLASS_VarHandle] = {"java/lang/invoke/VarHandle", false},
    [WK_CLASS_MemberName] = {"java/lang/invoke/MemberName", false},
    [WK_CLASS_ResolvedMethodName] = {"java/lang/invoke/ResolvedMethodName", false},
    [WK_CLASS_MethodHandleNatives] = {"java/lang/invoke/MethodHandleNatives", false},
    [WK_CLASS_LambdaForm] = {"java/lang/invoke/LambdaForm", false},
    [WK_CLASS_MethodType] = {"java/lang/invoke/MethodType", false},
    [WK_CLASS_CallSite] = {"java/lang/invoke/CallSite", false},
    [WK_CLASS_CallSiteContext] = {"java/lang/invoke/MethodHandleNatives$CallSiteContext", false},
    [WK_CLASS_ConstantCallSite] = {"java/lang/invoke/ConstantCallSite", false},
    [WK_CLASS_MutableCallSite] = {"java/lang/invoke/MutableCallSite", false},
    [WK_CLASS_VolatileCallSite] = {"java/lang/invoke/VolatileCallSite", false},
    [WK_CLASS_AssertionStatusDirectives] = {"java/lang/AssertionStatusDirectives", false},
    [WK_CLASS_StackTraceElement] = {"java/lang/StackTraceElement", false},
    [WK_CLASS_StackWalker] = {"java/lang/StackWalker", false},
    [WK_CLASS_AbstractStackWalker] = {"java/lang/StackStreamFactory$AbstractStackWalker", false},
    [WK_CLASS_StackFrameInfo] = {"java/lang/StackFrameInfo", false},
    [WK_CLASS_LiveStackFrameInfo] = {"java/lang/LiveStackFrameInfo", false},
    [WK_CLASS_StackStreamFactory] = {"java/lang/StackStreamFactory", false},
    [WK_CLASS_Boolean] = {"java/lang/Boolean", false},
    [WK_CLASS_Character] = {"java/lang/Character", false},
    [WK_CLASS_Float] = {"java/lang/Float", false},
    [WK_CLASS_Double] = {"java/lang/Double", false},
    [WK_CLASS_Byte] = {"java/lang/Byte", false},
    [WK_CLASS_Short] = {"java/lang/Short", false},
    [WK_CLASS_Integer] = {"java/lang/Integer", false},
    [WK_CLASS_Long] = {"java/lang/Long", false},
    [WK_CLASS_NativeLibraries] = {"jdk/internal/loader/NativeLibraries", false},
    [WK_CLASS_AbstractOwnableSynchronizer] =
        {"java/util/concurrent/locks/AbstractOwnableSynchronizer", false},
    [WK_CLASS_Signal] = {"jdk/internal/misc/Signal", false},
    [WK_CLASS_Shutdown] = {"java/lang/Shutdown", false},
};

static const WkFieldRow fields[WK_FIELD_COUNT] = {
    [WK_FIELD_String_value] = {"java/lang/String", "value", "[B", false, false},
    [WK_FIELD_String_coder] = {"java/lang/String", "coder", "B", false, false},
    [WK_FIELD_String_hash] = {"java/lang/String", "hash", "I", false, false},
    [WK_FIELD_String_COMPACT_STRINGS] = {"java/lang/String", "COMPACT_STRINGS", "Z", true, false},
    [WK_FIELD_Class_classLoader] =
        {"java/lang/Class", "classLoader", "Ljava/lang/ClassLoader;", false, false},
    [WK_FIELD_Class_componentType] = {"java/lang/Class", "componentType", "Ljava/lang/Class;", false, false},
    [WK_FIELD_Class_module] = {"java/lang/Class", "module", "Ljava/lang/Module;", false, false},
    [WK_FIELD_Class_name] = {"java/lang/Class", "name", "Ljava/lang/String;", false, false},
    [WK_FIELD_Class_classData] = {"java/lang/Class", "classData", "Ljava/lang/Object;", false, false},
    [WK_FIELD_Class_classRedefinedCount] = {"java/lang/Class", "classRedefinedCount", "I", false, false},
    [WK_FIELD_Class_vm_class] = {"java/lang/Class", "vm_class", "J", false, true},
    [WK_FIELD_ClassLoader_parent] =
        {"java/lang/ClassLoader", "parent", "Ljava/lang/ClassLoader;", false, false},
    [WK_FIELD_ClassLoader_parallelLockMap] =
        {"java/lang/ClassLoader", "parallelLockMap",
         "Ljava/util/concurrent/ConcurrentHashMap;", false, false},
    [WK_FIELD_ClassLoader_name] = {"java/lang/ClassLoader", "name", "Ljava/lang/String;", false, false},
    [WK_FIELD_ClassLoader_nameAndId] =
        {"java/lang/ClassLoader", "nameAndId", "Ljava/lang/String;", false, false},
    [WK_FIELD_ClassLoader_unnamedModule] =
        {"java/lang/ClassLoader", "unnamedModule", "Ljava/lang/Module;", false, false},
    [WK_FIELD_ClassLoader_vm_loader] = {"java/lang/ClassLoader", "vm_loader", "J", false, true},
    [WK_FIELD_Module_loader] = {"java/lang/Module", "loader", "Ljava/lang/ClassLoader;", false, false},
    [WK_FIELD_Module_name] = {"java/lang/Module", "name", "Ljava/lang/String;", false, false},
    [WK_FIELD_Module_vm_module] = {"java/lang/Module", "vm_module", "J", false, true},
    [WK_FIELD_Thread_name] = {"java/lang/Thread", "name", "Ljava/lang/String;", false, false},
    [WK_FIELD_Thread_group] = {"java/lang/Thread", "group", "Ljava/lang/ThreadGroup;", false, false},
    [WK_FIELD_Thread_priority] = {"java/lang/Thread", "priority", "I", false, false},
    [WK_FIELD_Thread_daemon] = {"java/lang/Thread", "daemon", "Z", false, false},
    [WK_FIELD_Thread_eetop] = {"java/lang/Thread", "eetop", "J", false, false},
    [WK_FIELD_Thread_interrupted] = {"java/lang/Thread", "interrupted", "Z", false, false},
    [WK_FIELD_Thread_stackSize] = {"java/lang/Thread", "stackSize", "J", false, false},
    [WK_FIELD_Thread_stillborn] = {"java/lang/Thread", "stillborn", "Z", false, false},
    [WK_FIELD_Thread_tid] = {"java/lang/Thread", "tid", "J", false, false},
    [WK_FIELD_Thread_threadStatus] = {"java/lang/Thread", "threadStatus", "I", false, false},
    [WK_FIELD_Thread_parkBlocker] = {"java/lang/Thread", "parkBlocker", "Ljava/lang/Object;", false, false},
    [WK_FIELD_Thread_contextClassLoader] =
        {"java/lang/Thread", "contextClassLoader", "Ljava/lang/ClassLoader;", false, false},
    [WK_FIELD_Thread_inheritedAccessControlContext] =
        {"java/lang/Thread", "inheritedAccessControlContext",
         "Ljava/security/AccessControlContext;", false, false},
    [WK_FIELD_ThreadGroup_parent] =
        {"java/lang/ThreadGroup", "parent", "Ljava/lang/ThreadGroup;", false, false},
    [WK_FIELD_ThreadGroup_name] = {"java/lang/ThreadGroup", "name", "Ljava/lang/String;", false, false},
    [WK_FIELD_ThreadGroup_maxPriority] = {"java/lang/ThreadGroup", "maxPriority", "I", false, false},
    [WK_FIELD_ThreadGroup_daemon] = {"java/lang/ThreadGroup", "daemon", "Z", false, false},
    [WK_FIELD_Throwable_backtrace] = {"java/lang/Throwable", "backtrace", "Ljava/lang/Object;", false, false},
    [WK_FIELD_Throwable_depth] = {"java/lang/Throwable", "depth", "I", false, false},
    [WK_FIELD_Throwable_stackTrace] =
        {"java/lang/Throwable", "stackTrace", "[Ljava/lang/StackTraceElement;", false, false},
    [WK_FIELD_Throwable_detailMessage] =
        {"java/lang/Throwable", "detailMessage", "Ljava/lang/String;", false, false},
    [WK_FIELD_Throwable_cause] = {"java/lang/Throwable", "cause", "Ljava/lang/Throwable;", false, false},
    [WK_FIELD_Throwable_UNASSIGNED_STACK] =
        {"java/lang/Throwable", "UNASSIGNED_STACK", "[Ljava/lang/StackTraceElement;", true, false},
    [WK_FIELD_StackTraceElement_declaringClassObject] =
        {"java/lang/StackTraceElement", "declaringClassObject", "Ljava/lang/Class;", false, false},
    [WK_FIELD_StackTraceElement_classLoaderName] =
        {"java/lang/StackTraceElement", "classLoaderName", "Ljava/lang/String;", false, false},
    [WK_FIELD_StackTraceElement_moduleName] =
        {"java/lang/StackTraceElement", "moduleName", "Ljava/lang/String;", false, false},
    [WK_FIELD_StackTraceElement_moduleVersion] =
        {"java/lang/StackTraceElement", "moduleVersion", "Ljava/lang/String;", false, false},
    [WK_FIELD_StackTraceElement_declaringClass] =
        {"java/lang/StackTraceElement", "declaringClass", "Ljava/lang/String;", false, false},
    [WK_FIELD_StackTraceElement_methodName] =
        {"java/lang/StackTraceElement", "methodName", "Ljava/lang/String;", false, false},
    [WK_FIELD_StackTraceElement_fileName] =
        {"java/lang/StackTraceElement", "fileName", "Ljava/lang/String;", false, false},
    [WK_FIELD_StackTraceElement_lineNumber] =
        {"java/lang/StackTraceElement", "lineNumber", "I", false, false},
    [WK_FIELD_StackFrameInfo_memberName] =
        {"java/lang/StackFrameInfo", "memberName", "Ljava/lang/Object;", false, false},
    [WK_FIELD_StackFrameInfo_bci] = {"java/lang/StackFrameInfo", "bci", "I", false, false},
    [WK_FIELD_LiveStackFrameInfo_monitors] =
        {"java/lang/LiveStackFrameInfo", "monitors", "[Ljava/lang/Object;", false, false},
    [WK_FIELD_LiveStackFrameInfo_locals] =
        {"java/lang/LiveStackFrameInfo", "locals", "[Ljava/lang/Object;", false, false},
    [WK_FIELD_LiveStackFrameInfo_operands] =
        {"java/lang/LiveStackFrameInfo", "operands", "[Ljava/lang/Object;", false, false},
    [WK_FIELD_LiveStackFrameInfo_mode] = {"java/lang/LiveStackFrameInfo", "mode", "I", false, false},
    [WK_FIELD_MemberName_clazz] = {"java/lang/invoke/MemberName", "clazz", "Ljava/lang/Class;", false, false},
    [WK_FIELD_MemberName_name] = {"java/lang/invoke/MemberName", "name", "Ljava/lang/String;", false, false},
    [WK_FIELD_MemberName_type] = {"java/lang/invoke/MemberName", "type", "Ljava/lang/Object;", false, false},
    [WK_FIELD_MemberName_flags] = {"java/lang/invoke/MemberName", "flags", "I", false, false},
    [WK_FIELD_MemberName_method] =
        {"java/lang/invoke/MemberName", "method", "Ljava/lang/invoke/ResolvedMethodName;", false, false},
    [WK_FIELD_MemberName_vmindex] = {"java/lang/invoke/MemberName", "vmindex", "J", false, true},
    [WK_FIELD_ResolvedMethodName_vmholder] =
        {"java/lang/invoke/ResolvedMethodName", "vmholder", "Ljava/lang/Class;", false, true},
    [WK_FIELD_ResolvedMethodName_vmtarget] =
        {"java/lang/invoke/ResolvedMethodName", "vmtarget", "J", false, true},
    [WK_FIELD_MethodHandle_type] =
        {"java/lang/invoke/MethodHandle", "type", "Ljava/lang/invoke/MethodType;", false, false},
    [WK_FIELD_MethodHandle_form] =
        {"java/lang/invoke/MethodHandle", "form", "Ljava/lang/invoke/LambdaForm;", false, false},
    [WK_FIELD_LambdaForm_vmentry] =
        {"java/lang/invoke/LambdaForm", "vmentry", "Ljava/lang/invoke/MemberName;", false, false},
    [WK_FIELD_MethodType_rtype] = {"java/lang/invoke/MethodType", "rtype", "Ljava/lang/Class;", false, false},
    [WK_FIELD_MethodType_ptypes] =
        {"java/lang/invoke/MethodType", "ptypes", "[Ljava/lang/Class;", false, false},
    [WK_FIELD_CallSite_target] =
        {"java/lang/invoke/CallSite", "target", "Ljava/lang/invoke/MethodHandle;", false, false},
    [WK_FIELD_CallSite_context] =
        {"java/lang/invoke/CallSite", "context",
         "Ljava/lang/invoke/MethodHandleNatives$CallSiteContext;", false, false},
    [WK_FIELD_DirectMethodHandle_member] =
        {"java/lang/invoke/DirectMethodHandle", "member", "Ljava/lang/invoke/MemberName;", false, false},
    [WK_FIELD_ConstantCallSite_isFrozen] =
        {"java/lang/invoke/ConstantCallSite", "isFrozen", "Z", false, false},
    [WK_FIELD_Reference_referent] =
        {"java/lang/ref/Reference", "referent", "Ljava/lang/Object;", false, false},
    [WK_FIELD_Reference_queue] =
        {"java/lang/ref/Reference", "queue", "Ljava/lang/ref/ReferenceQueue;", false, false},
    [WK_FIELD_Reference_next] =
        {"java/lang/ref/Reference", "next", "Ljava/lang/ref/Reference;", false, false},
    [WK_FIELD_Reference_discovered] =
        {"java/lang/ref/Reference", "discovered", "Ljava/lang/ref/Reference;", false, false},
    [WK_FIELD_SoftReference_timestamp] = {"java/lang/ref/SoftReference", "timestamp", "J", false, false},
    [WK_FIELD_SoftReference_clock] = {"java/lang/ref/SoftReference", "clock", "J", true, false},
    [WK_FIELD_reflect_Field_clazz] = {"java/lang/reflect/Field", "clazz", "Ljava/lang/Class;", false, false},
    [WK_FIELD_reflect_Field_slot] = {"java/lang/reflect/Field", "slot", "I", false, false},
    [WK_FIELD_reflect_Field_name] = {"java/lang/reflect/Field", "name", "Ljava/lang/String;", false, false},
    [WK_FIELD_reflect_Field_type] = {"java/lang/reflect/Field", "type", "Ljava/lang/Class;", false, false},
    [WK_FIELD_reflect_Field_modifiers] = {"java/lang/reflect/Field", "modifiers", "I", false, false},
    [WK_FIELD_reflect_Field_trustedFinal] = {"java/lang/reflect/Field", "trustedFinal", "Z", false, false},
    [WK_FIELD_reflect_Field_signature] =
        {"java/lang/reflect/Field", "signature", "Ljava/lang/String;", false, false},
    [WK_FIELD_reflect_Field_annotations] = {"java/lang/reflect/Field", "annotations", "[B", false, false},
    [WK_FIELD_reflect_Method_clazz] =
        {"java/lang/reflect/Method", "clazz", "Ljava/lang/Class;", false, false},
    [WK_FIELD_reflect_Method_slot] = {"java/lang/reflect/Method", "slot", "I", false, false},
    [WK_FIELD_reflect_Method_name] = {"java/lang/reflect/Method", "name", "Ljava/lang/String;", false, false},
    [WK_FIELD_reflect_Method_returnType] =
        {"java/lang/reflect/Method", "returnType", "Ljava/lang/Class;", false, false},
    [WK_FIELD_reflect_Method_parameterTypes] =
        {"java/lang/reflect/Method", "parameterTypes", "[Ljava/lang/Class;", false, false},
    [WK_FIELD_reflect_Method_exceptionTypes] =
        {"java/lang/reflect/Method", "exceptionTypes", "[Ljava/lang/Class;", false, false},
    [WK_FIELD_reflect_Method_modifiers] = {"java/lang/reflect/Method", "modifiers", "I", false, false},
    [WK_FIELD_reflect_Method_signature] =
        {"java/lang/reflect/Method", "signature", "Ljava/lang/String;", false, false},
    [WK_FIELD_reflect_Method_annotations] = {"java/lang/reflect/Method", "annotations", "[B", false, false},
    [WK_FIELD_reflect_Method_parameterAnnotations] =
        {"java/lang/reflect/Method", "parameterAnnotations", "[B", false, false},
    [WK_FIELD_reflect_Method_annotationDefault] =
        {"java/lang/reflect/Method", "annotationDefault", "[B", false, false},
    [WK_FIELD_reflect_Constructor_clazz] =
        {"java/lang/reflect/Constructor", "clazz", "Ljava/lang/Class;", false, false},
    [WK_FIELD_reflect_Constructor_slot] = {"java/lang/reflect/Constructor", "slot", "I", false, false},
    [WK_FIELD_reflect_Constructor_parameterTypes] =
        {"java/lang/reflect/Constructor", "parameterTypes", "[Ljava/lang/Class;", false, false},
    [WK_FIELD_reflect_Constructor_exceptionTypes] =
        {"java/lang/reflect/Constructor", "exceptionTypes", "[Ljava/lang/Class;", false, false},
    [WK_FIELD_reflect_Constructor_modifiers] =
        {"java/lang/reflect/Constructor", "modifiers", "I", false, false},
    [WK_FIELD_reflect_Constructor_signature] =
        {"java/lang/reflect/Constructor", "signature", "Ljava/lang/String;", false, false},
    [WK_FIELD_reflect_Constructor_annotations] =
        {"java/lang/reflect/Constructor", "annotations", "[B", false, false},
    [WK_FIELD_reflect_Constructor_parameterAnnotations] =
        {"java/lang/reflect/Constructor", "parameterAnnotations", "[B", false, false},
    [WK_FIELD_reflect_Parameter_name] =
        {"java/lang/reflect/Parameter", "name", "Ljava/lang/String;", false, false},
    [WK_FIELD_reflect_Parameter_modifiers] = {"java/lang/reflect/Parameter", "modifiers", "I", false, false},
    [WK_FIELD_reflect_Parameter_executable] =
        {"java/lang/reflect/Parameter", "executable", "Ljava/lang/reflect/Executable;", false, false},
    [WK_FIELD_reflect_Parameter_index] = {"java/lang/reflect/Parameter", "index", "I", false, false},
    [WK_FIELD_RecordComponent_clazz] =
        {"java/lang/reflect/RecordComponent", "clazz", "Ljava/lang/Class;", false, false},
    [WK_FIELD_RecordComponent_name] =
        {"java/lang/reflect/RecordComponent", "name", "Ljava/lang/String;", false, false},
    [WK_FIELD_RecordComponent_type] =
        {"java/lang/reflect/RecordComponent", "type", "Ljava/lang/Class;", false, false},
    [WK_FIELD_RecordComponent_accessor] =
        {"java/lang/reflect/RecordComponent", "accessor", "Ljava/lang/reflect/Method;", false, false},
    [WK_FIELD_RecordComponent_signature] =
        {"java/lang/reflect/RecordComponent", "signature", "Ljava/lang/String;", false, false},
    [WK_FIELD_RecordComponent_annotations] =
        {"java/lang/reflect/RecordComponent", "annotations", "[B", false, false},
    [WK_FIELD_RecordComponent_typeAnnotations] =
        {"java/lang/reflect/RecordComponent", "typeAnnotations", "[B", false, false},
    [WK_FIELD_AccessibleObject_override] =
        {"java/lang/reflect/AccessibleObject", "override", "Z", false, false},
    [WK_FIELD_ConstantPool_constantPoolOop] =
        {"jdk/internal/reflect/ConstantPool", "constantPoolOop", "Ljava/lang/Object;", false, false},
    [WK_FIELD_AccessControlContext_context] =
        {"java/security/AccessControlContext", "context", "[Ljava/security/ProtectionDomain;", false, false},
    [WK_FIELD_AccessControlContext_privilegedContext] =
        {"java/security/AccessControlContext", "privilegedContext",
         "Ljava/security/AccessControlContext;", false, false},
    [WK_FIELD_AccessControlContext_isPrivileged] =
        {"java/security/AccessControlContext", "isPrivileged", "Z", false, false},
    [WK_FIELD_AccessControlContext_isAuthorized] =
        {"java/security/AccessControlContext", "isAuthorized", "Z", false, false},
    [WK_FIELD_System_in] = {"java/lang/System", "in", "Ljava/io/InputStream;", true, false},
    [WK_FIELD_System_out] = {"java/lang/System", "out", "Ljava/io/PrintStream;", true, false},
    [WK_FIELD_System_err] = {"java/lang/System", "err", "Ljava/io/PrintStream;", true, false},
    [WK_FIELD_AssertionStatusDirectives_classes] =
        {"java/lang/AssertionStatusDirectives", "classes", "[Ljava/lang/String;", false, false},
    [WK_FIELD_AssertionStatusDirectives_classEnabled] =
        {"java/lang/AssertionStatusDirectives", "classEnabled", "[Z", false, false},
    [WK_FIELD_AssertionStatusDirectives_packages] =
        {"java/lang/AssertionStatusDirectives", "packages", "[Ljava/lang/String;", false, false},
    [WK_FIELD_AssertionStatusDirectives_packageEnabled] =
        {"java/lang/AssertionStatusDirectives", "packageEnabled", "[Z", false, false},
    [WK_FIELD_AssertionStatusDirectives_deflt] =
        {"java/lang/AssertionStatusDirectives", "deflt", "Z", false, false},
    [WK_FIELD_AbstractOwnableSynchronizer_exclusiveOwnerThread] =
        {"java/util/concurrent/locks/AbstractOwnableSynchronizer", "exclusiveOwnerThread",
         "Ljava/lang/Thread;", false, false},
    [WK_FIELD_Boolean_value] = {"java/lang/Boolean", "value", "Z", false, false},
    [WK_FIELD_Character_value] = {"java/lang/Character", "value", "C", false, false},
    [WK_FIELD_Float_value] = {"java/lang/Float", "value", "F", false, false},
    [WK_FIELD_Double_value] = {"java/lang/Double", "value", "D", false, false},
    [WK_FIELD_Byte_value] = {"java/lang/Byte", "value", "B", false, false},
    [WK_FIELD_Short_value] = {"java/lang/Short", "value", "S", false, false},
    [WK_FIELD_Integer_value] = {"java/lang/Integer", "value", "I", false, false},
    [WK_FIELD_Long_value] = {"java/lang/Long", "value", "J", false, false},
    [WK_FIELD_UnsafeConstants_ADDRESS_SIZE0] =
        {"jdk/internal/misc/UnsafeConstants", "ADDRESS_SIZE0", "I", true, false},
    [WK_FIELD_UnsafeConstants_PAGE_SIZE] =
        {"jdk/internal/misc/UnsafeConstants", "PAGE_SIZE", "I", true, false},
    [WK_FIELD_UnsafeConstants_BIG_ENDIAN] =
        {"jdk/internal/misc/UnsafeConstants", "BIG_ENDIAN", "Z", true, false},
    [WK_FIELD_UnsafeConstants_UNALIGNED_ACCESS] =
        {"jdk/internal/misc/UnsafeConstants", "UNALIGNED_ACCESS", "Z", true, false},
    [WK_FIELD_UnsafeConstants_DATA_CACHE_LINE_FLUSH_SIZE] =
        {"jdk/internal/misc/UnsafeConstants", "DATA_CACHE_LINE_FLUSH_SIZE", "I", true, false},
};

static const WkMethodRow methods[WK_METHOD_COUNT] = {
    [WK_METHOD_System_initPhase1] = {"java/lang/System", "initPhase1", "()V", true},
    [WK_METHOD_System_initPhase2] = {"java/lang/System", "initPhase2", "(ZZ)I", true},
    [WK_METHOD_System_initPhase3] = {"java/lang/System", "initPhase3", "()V", true},
    [WK_METHOD_ThreadGroup_init_system] = {"java/lang/ThreadGroup", "<init>", "()V", false},
    [WK_METHOD_ThreadGroup_init_named] =
        {"java/lang/ThreadGroup", "<init>", "(Ljava/lang/ThreadGroup;Ljava/lang/String;)V", false},
    [WK_METHOD_ThreadGroup_add] = {"java/lang/ThreadGroup", "add", "(Ljava/lang/Thread;)V", false},
    [WK_METHOD_Thread_init_group_name] =
        {"java/lang/Thread", "<init>", "(Ljava/lang/ThreadGroup;Ljava/lang/String;)V", false},
    [WK_METHOD_Thread_init_group_runnable] =
        {"java/lang/Thread", "<init>", "(Ljava/lang/ThreadGroup;Ljava/lang/Runnable;)V", false},
    [WK_METHOD_Thread_run] = {"java/lang/Thread", "run", "()V", false},
    [WK_METHOD_Thread_exit] = {"java/lang/Thread", "exit", "()V", false},
    [WK_METHOD_Thread_dispatchUncaughtException] =
        {"java/lang/Thread", "dispatchUncaughtException", "(Ljava/lang/Throwable;)V", false},
    [WK_METHOD_ClassLoader_loadClass] =
        {"java/lang/ClassLoader", "loadClass", "(Ljava/lang/String;)Ljava/lang/Class;", false},
    [WK_METHOD_ClassLoader_addClass] = {"java/lang/ClassLoader", "addClass", "(Ljava/lang/Class;)V", false},
    [WK_METHOD_ClassLoader_getSystemClassLoader] =
        {"java/lang/ClassLoader", "getSystemClassLoader", "()Ljava/lang/ClassLoader;", true},
    [WK_METHOD_ClassLoader_getPlatformClassLoader] =
        {"java/lang/ClassLoader", "getPlatformClassLoader", "()Ljava/lang/ClassLoader;", true},
    [WK_METHOD_ClassLoader_findNative] =
        {"java/lang/ClassLoader", "findNative", "(Ljava/lang/ClassLoader;Ljava/lang/String;)J", true},
    [WK_METHOD_ClassLoader_checkPackageAccess] =
        {"java/lang/ClassLoader", "checkPackageAccess",
         "(Ljava/lang/Class;Ljava/security/ProtectionDomain;)V", false},
    [WK_METHOD_NativeLibraries_getFromClass] =
        {"jdk/internal/loader/NativeLibraries", "getFromClass", "()Ljava/lang/Class;", true},
    [WK_METHOD_MethodHandleNatives_findMethodHandleType] =
        {"java/lang/invoke/MethodHandleNatives", "findMethodHandleType",
         "(Ljava/lang/Class;[Ljava/lang/Class;)Ljava/lang/invoke/MethodType;", true},
    [WK_METHOD_MethodHandleNatives_linkMethodHandleConstant] =
        {"java/lang/invoke/MethodHandleNatives", "linkMethodHandleConstant",
         "(Ljava/lang/Class;ILjava/lang/Class;Ljava/lang/String;Ljava/lang/Object;"
         ")Ljava/lang/invoke/MethodHandle;", true},
    [WK_METHOD_MethodHandleNatives_linkMethod] =
        {"java/lang/invoke/MethodHandleNatives", "linkMethod",
         "(Ljava/lang/Class;ILjava/lang/Class;Ljava/lang/String;Ljava/lang/Object;[Ljava/lang/Object;"
         ")Ljava/lang/invoke/MemberName;", true},
    [WK_METHOD_MethodHandleNatives_linkCallSite] =
        {"java/lang/invoke/MethodHandleNatives", "linkCallSite",
         "(Ljava/lang/Object;ILjava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;"
         "[Ljava/lang/Object;)Ljava/lang/invoke/MemberName;", true},
    [WK_METHOD_MethodHandleNatives_linkDynamicConstant] =
        {"java/lang/invoke/MethodHandleNatives", "linkDynamicConstant",
         "(Ljava/lang/Object;ILjava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;"
         ")Ljava/lang/Object;", true},
    [WK_METHOD_Finalizer_register] = {"java/lang/ref/Finalizer", "register", "(Ljava/lang/Object;)V", true},
    [WK_METHOD_AbstractStackWalker_doStackWalk] =
        {"java/lang/StackStreamFactory$AbstractStackWalker", "doStackWalk",
         "(JIIII)Ljava/lang/Object;", false},
    [WK_METHOD_LiveStackFrameInfo_asPrimitive] =
        {"java/lang/LiveStackFrameInfo", "asPrimitive", "(J)Ljava/lang/LiveStackFrame$PrimitiveSlot;", true},
    [WK_METHOD_Properties_setProperty] =
        {"java/util/Properties", "setProperty", "(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/Object;",
         false},
    [WK_METHOD_Signal_dispatch] = {"jdk/internal/misc/Signal", "dispatch", "(I)V", true},
    [WK_METHOD_Shutdown_shutdown] = {"java/lang/Shutdown", "shutdown", "()V", true},
    [WK_METHOD_Throwable_initCause] =
        {"java/lang/Throwable", "initCause", "(Ljava/lang/Throwable;)Ljava/lang/Throwable;", false},
    [WK_METHOD_Throwable_printStackTrace] = {"java/lang/Throwable", "printStackTrace", "()V", false},
    [WK_METHOD_Throwable_getMessage] = {"java/lang/Throwable", "getMessage", "()Ljava/lang/String;", false},
    [WK_METHOD_Object_finalize] = {"java/lang/Object", "finalize", "()V", false},
};

/* ---- what is loaded late ---- */

#define FOREIGN "jdk/internal/foreign/abi/"

static const char *const late_classes[LATE_CLASS_COUNT] = {
    [LATE_CLASS_ThreadInfo] = "java/lang/management/ThreadInfo",
    [LATE_CLASS_MemoryUsage] = "java/lang/management/MemoryUsage",
    [LATE_CLASS_MemoryPoolMXBean] = "java/lang/management/MemoryPoolMXBean",
    [LATE_CLASS_MemoryManagerMXBean] = "java/lang/management/MemoryManagerMXBean",
    [LATE_CLASS_ManagementFactoryHelper] = "sun/management/ManagementFactoryHelper",
    [LATE_CLASS_Sensor] = "sun/management/Sensor",
    [LATE_CLASS_GarbageCollectorExtImpl] = "com/sun/management/internal/GarbageCollectorExtImpl",
    [LATE_CLASS_GcInfo] = "com/sun/management/GcInfo",
    [LATE_CLASS_DirectByteBuffer] = "java/nio/DirectByteBuffer",
    [LATE_CLASS_DirectBuffer] = "sun/nio/ch/DirectBuffer",
    [LATE_CLASS_Buffer] = "java/nio/Buffer",
    [LATE_CLASS_VMStorage] = FOREIGN "VMStorage",
    [LATE_CLASS_ABIDescriptor] = FOREIGN "ABIDescriptor",
    [LATE_CLASS_BufferLayout] = FOREIGN "BufferLayout",
    [LATE_CLASS_CallRegs] = FOREIGN "ProgrammableUpcallHandler$CallRegs",
    [LATE_CLASS_NativeEntryPoint] = "jdk/internal/invoke/NativeEntryPoint",
    [LATE_CLASS_ProgrammableUpcallHandler] = FOREIGN "ProgrammableUpcallHandler",
    [LATE_CLASS_MethodHandle] = "java/lang/invoke/MethodHandle",
    [LATE_CLASS_SystemProps] = "jdk/internal/util/SystemProps",
    [LATE_CLASS_VersionProps] = "java/lang/VersionProps",
    [LATE_CLASS_VM] = "jdk/internal/misc/VM",
    [LATE_CLASS_StaticProperty] = "jdk/internal/util/StaticProperty",
    [LATE_CLASS_System] = "java/lang/System",
    [LATE_CLASS_Terminator] = "java/lang/Terminator",
    [LATE_CLASS_File] = "java/io/File",
    [LATE_CLASS_UnixFileSystem] = "java/io/UnixFileSystem",
    [LATE_CLASS_FileDescriptor] = "java/io/FileDescriptor",
    [LATE_CLASS_ClassLoaders] = "jdk/internal/loader/ClassLoaders",
    [LATE_CLASS_BuiltinClassLoader] = "jdk/internal/loader/BuiltinClassLoader",
    [LATE_CLASS_URLClassPath] = "jdk/internal/loader/URLClassPath",
    [LATE_CLASS_ClassLoader] = "java/lang/ClassLoader",
    [LATE_CLASS_AppClassLoader] = "jdk/internal/loader/ClassLoaders$AppClassLoader",
    [LATE_CLASS_LauncherHelper] = "sun/launcher/LauncherHelper",
    [LATE_CLASS_ImmutableCollections] = "java/util/ImmutableCollections",
    [LATE_CLASS_Thread] = "java/lang/Thread",
    [LATE_CLASS_LibraryPaths] = "jdk/internal/loader/NativeLibraries$LibraryPaths",
    [LATE_CLASS_TimeZone] = "java/util/TimeZone",
    [LATE_CLASS_CleanableResource] = "java/util/zip/ZipFile$CleanableResource",
    [LATE_CLASS_ArrayDeque] = "java/util/ArrayDeque",
    [LATE_CLASS_ApplicationShutdownHooks] = "java/lang/ApplicationShutdownHooks",
    [LATE_CLASS_Shutdown] = "java/lang/Shutdown",
    [LATE_CLASS_IdentityHashMap] = "java/util/IdentityHashMap",
    [LATE_CLASS_Bits] = "java/nio/Bits",
    [LATE_CLASS_DefaultFileSystemProvider] = "sun/nio/fs/DefaultFileSystemProvider",
    [LATE_CLASS_UnixFileSystemProvider] = "sun/nio/fs/UnixFileSystemProvider",
    [LATE_CLASS_NioUnixFileSystem] = "sun/nio/fs/UnixFileSystem",
    [LATE_CLASS_LinuxFileSystem] = "sun/nio/fs/LinuxFileSystem",
    [LATE_CLASS_VMSupport] = "jdk/internal/vm/VMSupport",
    [LATE_CLASS_Modules] = "jdk/internal/module/Modules",
    [LATE_CLASS_Agent] = "jdk/internal/agent/Agent",
    [LATE_CLASS_FinalizerHistogram] = "java/lang/ref/FinalizerHistogram",
    [LATE_CLASS_FinalizerEntry] = "java/lang/ref/FinalizerHistogram$Entry",
};

#define USAGE      "Ljava/lang/management/MemoryUsage;"
#define COLLECTOR  "Ljava/lang/management/GarbageCollectorMXBean;"
#define TEXT       "Ljava/lang/String;"
/* ThreadInfo's parameters up to the stack trace; three more with locks. */
#define INFO_PARAMS                                                                                          \
    "Ljava/lang/Thread;ILjava/lang/Object;Ljava/lang/Thread;JJJJ[Ljava/lang/StackTraceElement;"

static const LateMethodRow late_methods[LATE_METHOD_COUNT] = {
    [LATE_METHOD_ThreadInfo_init] = {LATE_CLASS_ThreadInfo, "<init>", "(" INFO_PARAMS ")V", false},
    [LATE_METHOD_ThreadInfo_init_locks] =
        {LATE_CLASS_ThreadInfo, "<init>",
         "(" INFO_PARAMS "[Ljava/lang/Object;[I[Ljava/lang/Object;)V", false},
    [LATE_METHOD_MemoryUsage_init] = {LATE_CLASS_MemoryUsage, "<init>", "(JJJJ)V", false},
    [LATE_METHOD_ManagementFactoryHelper_createMemoryPool] =
        {LATE_CLASS_ManagementFactoryHelper, "createMemoryPool",
         "(" TEXT "ZJJ)Ljava/lang/management/MemoryPoolMXBean;", true},
    [LATE_METHOD_ManagementFactoryHelper_createMemoryManager] =
        {LATE_CLASS_ManagementFactoryHelper, "createMemoryManager",
         "(" TEXT ")Ljava/lang/management/MemoryManagerMXBean;", true},
    [LATE_METHOD_ManagementFactoryHelper_createGarbageCollector] =
        {LATE_CLASS_ManagementFactoryHelper, "createGarbageCollector", "(" TEXT TEXT ")" COLLECTOR, true},
    [LATE_METHOD_GarbageCollectorExtImpl_createGarbageCollector] =
        {LATE_CLASS_GarbageCollectorExtImpl, "createGarbageCollector", "(" TEXT TEXT ")" COLLECTOR, true},
    [LATE_METHOD_GarbageCollectorExtImpl_getGcInfoBuilder] =
        {LATE_CLASS_GarbageCollectorExtImpl, "getGcInfoBuilder",
         "()Lcom/sun/management/internal/GcInfoBuilder;", false},
    [LATE_METHOD_GarbageCollectorExtImpl_createGCNotification] =
        {LATE_CLASS_GarbageCollectorExtImpl, "createGCNotification",
         "(J" TEXT TEXT TEXT "Lcom/sun/management/GcInfo;)V", false},
    [LATE_METHOD_Sensor_trigger] = {LATE_CLASS_Sensor, "trigger", "(I" USAGE ")V", false},
    [LATE_METHOD_Sensor_clear] = {LATE_CLASS_Sensor, "clear", "()V", false},
    [LATE_METHOD_GcInfo_init] =
        {LATE_CLASS_GcInfo, "<init>",
         "(Lcom/sun/management/internal/GcInfoBuilder;JJJ[" USAGE "[" USAGE "[Ljava/lang/Object;)V", false},
    [LATE_METHOD_DirectByteBuffer_init] = {LATE_CLASS_DirectByteBuffer, "<init>", "(JI)V", false},
    [LATE_METHOD_ProgrammableUpcallHandler_invoke] =
        {LATE_CLASS_ProgrammableUpcallHandler, "invoke", "(Ljava/lang/invoke/MethodHandle;J)V", true},
    [LATE_METHOD_MethodHandle_customize] = {LATE_CLASS_MethodHandle, "customize", "()V", false},
    [LATE_METHOD_SystemProps_initProperties] =
        {LATE_CLASS_SystemProps, "initProperties", "()Ljava/util/Map;", true},
    [LATE_METHOD_VersionProps_init] = {LATE_CLASS_VersionProps, "init", "(Ljava/util/Map;)V", true},
    [LATE_METHOD_VM_saveProperties] = {LATE_CLASS_VM, "saveProperties", "(Ljava/util/Map;)V", true},
    [LATE_METHOD_System_createProperties] =
        {LATE_CLASS_System, "createProperties", "(Ljava/util/Map;)Ljava/util/Properties;", true},
    [LATE_METHOD_System_getProperty] = {LATE_CLASS_System, "getProperty", "(" TEXT ")" TEXT, true},
    [LATE_METHOD_StaticProperty_clinit] = {LATE_CLASS_StaticProperty, "<clinit>", "()V", true},
    [LATE_METHOD_Terminator_setup] = {LATE_CLASS_Terminator, "setup", "()V", true},
    [LATE_METHOD_UnixFileSystem_init] = {LATE_CLASS_UnixFileSystem, "<init>", "()V", false},
    [LATE_METHOD_ClassLoaders_appClassLoader] =
        {LATE_CLASS_ClassLoaders, "appClassLoader", "()Ljava/lang/ClassLoader;", true},
    [LATE_METHOD_ClassLoaders_platformClassLoader] =
        {LATE_CLASS_ClassLoaders, "platformClassLoader", "()Ljava/lang/ClassLoader;", true},
    [LATE_METHOD_AppClassLoader_init] =
        {LATE_CLASS_AppClassLoader, "<init>",
         "(Ljdk/internal/loader/BuiltinClassLoader;Ljdk/internal/loader/URLClassPath;)V", false},
    [LATE_METHOD_LauncherHelper_checkAndLoadMain] =
        {LATE_CLASS_LauncherHelper, "checkAndLoadMain", "(ZI" TEXT ")Ljava/lang/Class;", true},
    [LATE_METHOD_BuiltinClassLoader_setClassPath] =
        {LATE_CLASS_BuiltinClassLoader, "setClassPath", "(Ljdk/internal/loader/URLClassPath;)V", false},
    [LATE_METHOD_URLClassPath_init] = {LATE_CLASS_URLClassPath, "<init>", "(" TEXT "Z)V", false},
    [LATE_METHOD_URLClassPath_closeLoaders] =
        {LATE_CLASS_URLClassPath, "closeLoaders", "()Ljava/util/List;", false},
    [LATE_METHOD_LibraryPaths_clinit] = {LATE_CLASS_LibraryPaths, "<clinit>", "()V", true},
    [LATE_METHOD_ArrayDeque_clear] = {LATE_CLASS_ArrayDeque, "clear", "()V", false},
    [LATE_METHOD_IdentityHashMap_init] = {LATE_CLASS_IdentityHashMap, "<init>", "()V", false},
    [LATE_METHOD_LinuxFileSystem_init] =
        {LATE_CLASS_LinuxFileSystem, "<init>", "(Lsun/nio/fs/UnixFileSystemProvider;" TEXT ")V", false},
    [LATE_METHOD_System_runFinalization] = {LATE_CLASS_System, "runFinalization", "()V", true},
    [LATE_METHOD_VMSupport_serializeProperties] =
        {LATE_CLASS_VMSupport, "serializePropertiesToByteArray", "()[B", true},
    [LATE_METHOD_VMSupport_serializeAgentProperties] =
        {LATE_CLASS_VMSupport, "serializeAgentPropertiesToByteArray", "()[B", true},
    [LATE_METHOD_Modules_loadModule] =
        {LATE_CLASS_Modules, "loadModule", "(" TEXT ")Ljava/lang/Module;", true},
    [LATE_METHOD_Agent_startLocalManagementAgent] =
        {LATE_CLASS_Agent, "startLocalManagementAgent", "()V", true},
    [LATE_METHOD_Agent_startRemoteManagementAgent] =
        {LATE_CLASS_Agent, "startRemoteManagementAgent", "(" TEXT ")V", true},
    [LATE_METHOD_Agent_stopRemoteManagementAgent] =
        {LATE_CLASS_Agent, "stopRemoteManagementAgent", "()V", true},
    [LATE_METHOD_Agent_getManagementAgentStatus] =
        {LATE_CLASS_Agent, "getManagementAgentStatus", "()" TEXT, true},
    [LATE_METHOD_FinalizerHistogram_get] =
        {LATE_CLASS_FinalizerHistogram, "getFinalizerHistogram",
         "()[Ljava/lang/ref/FinalizerHistogram$Entry;", true},
};

static const LateFieldRow late_fields[LATE_FIELD_COUNT] = {
    [LATE_FIELD_VersionProps_java_version] = {LATE_CLASS_VersionProps, "java_version", TEXT, true},
    [LATE_FIELD_FinalizerEntry_instanceCount] = {LATE_CLASS_FinalizerEntry, "instanceCount", "I", false},
    [LATE_FIELD_FinalizerEntry_className] = {LATE_CLASS_FinalizerEntry, "className", TEXT, false},
    [LATE_FIELD_Buffer_address] = {LATE_CLASS_Buffer, "address", "J", false},
    [LATE_FIELD_Buffer_capacity] = {LATE_CLASS_Buffer, "capacity", "I", false},
    [LATE_FIELD_VMStorage_type] = {LATE_CLASS_VMStorage, "type", "I", false},
    [LATE_FIELD_VMStorage_index] = {LATE_CLASS_VMStorage, "index", "I", false},
    [LATE_FIELD_ABIDescriptor_inputStorage] =
        {LATE_CLASS_ABIDescriptor, "inputStorage", "[[L" FOREIGN "VMStorage;", false},
    [LATE_FIELD_ABIDescriptor_outputStorage] =
        {LATE_CLASS_ABIDescriptor, "outputStorage", "[[L" FOREIGN "VMStorage;", false},
    [LATE_FIELD_BufferLayout_size] = {LATE_CLASS_BufferLayout, "size", "J", false},
    [LATE_FIELD_BufferLayout_arguments_next_pc] = {LATE_CLASS_BufferLayout, "arguments_next_pc", "J", false},
    [LATE_FIELD_BufferLayout_stack_args_bytes] = {LATE_CLASS_BufferLayout, "stack_args_bytes", "J", false},
    [LATE_FIELD_BufferLayout_stack_args] = {LATE_CLASS_BufferLayout, "stack_args", "J", false},
    [LATE_FIELD_BufferLayout_input_type_offsets] =
        {LATE_CLASS_BufferLayout, "input_type_offsets", "[J", false},
    [LATE_FIELD_BufferLayout_output_type_offsets] =
        {LATE_CLASS_BufferLayout, "output_type_offsets", "[J", false},
    [LATE_FIELD_CallRegs_argRegs] = {LATE_CLASS_CallRegs, "argRegs", "[L" FOREIGN "VMStorage;", false},
    [LATE_FIELD_CallRegs_retRegs] = {LATE_CLASS_CallRegs, "retRegs", "[L" FOREIGN "VMStorage;", false},
    [LATE_FIELD_NativeEntryPoint_argMoves] = {LATE_CLASS_NativeEntryPoint, "argMoves", "[J", false},
    [LATE_FIELD_NativeEntryPoint_returnMoves] = {LATE_CLASS_NativeEntryPoint, "returnMoves", "[J", false},
    [LATE_FIELD_NativeEntryPoint_methodType] =
        {LATE_CLASS_NativeEntryPoint, "methodType", "Ljava/lang/invoke/MethodType;", false},
    [LATE_FIELD_VM_savedProps] = {LATE_CLASS_VM, "savedProps", "Ljava/util/Map;", true},
    [LATE_FIELD_VM_initLevel] = {LATE_CLASS_VM, "initLevel", "I", true},
    [LATE_FIELD_System_props] = {LATE_CLASS_System, "props", "Ljava/util/Properties;", true},
    [LATE_FIELD_Terminator_handler] =
        {LATE_CLASS_Terminator, "handler", "Ljdk/internal/misc/Signal$Handler;", true},
    [LATE_FIELD_File_fs] = {LATE_CLASS_File, "fs", "Ljava/io/FileSystem;", true},
    [LATE_FIELD_FileDescriptor_append] = {LATE_CLASS_FileDescriptor, "append", "Z", false},
    [LATE_FIELD_FileDescriptor_in] = {LATE_CLASS_FileDescriptor, "in", "Ljava/io/FileDescriptor;", true},
    [LATE_FIELD_FileDescriptor_out] = {LATE_CLASS_FileDescriptor, "out", "Ljava/io/FileDescriptor;", true},
    [LATE_FIELD_FileDescriptor_err] = {LATE_CLASS_FileDescriptor, "err", "Ljava/io/FileDescriptor;", true},
    [LATE_FIELD_ClassLoader_scl] = {LATE_CLASS_ClassLoader, "scl", "Ljava/lang/ClassLoader;", true},
    [LATE_FIELD_LauncherHelper_appClass] = {LATE_CLASS_LauncherHelper, "appClass", "Ljava/lang/Class;", true},
    [LATE_FIELD_Thread_threadLocals] =
        {LATE_CLASS_Thread, "threadLocals", "Ljava/lang/ThreadLocal$ThreadLocalMap;", false},
    [LATE_FIELD_Thread_name] = {LATE_CLASS_Thread, "name", TEXT, false},
    [LATE_FIELD_Thread_tid] = {LATE_CLASS_Thread, "tid", "J", false},
    [LATE_FIELD_Thread_contextClassLoader] =
        {LATE_CLASS_Thread, "contextClassLoader", "Ljava/lang/ClassLoader;", false},
    [LATE_FIELD_FileDescriptor_fd] = {LATE_CLASS_FileDescriptor, "fd", "I", false},
    [LATE_FIELD_TimeZone_defaultTimeZone] =
        {LATE_CLASS_TimeZone, "defaultTimeZone", "Ljava/util/TimeZone;", true},
    [LATE_FIELD_CleanableResource_inflaterCache] =
        {LATE_CLASS_CleanableResource, "inflaterCache", "Ljava/util/Deque;", false},
    [LATE_FIELD_ApplicationShutdownHooks_hooks] =
        {LATE_CLASS_ApplicationShutdownHooks, "hooks", "Ljava/util/IdentityHashMap;", true},
    [LATE_FIELD_Shutdown_currentRunningHook] = {LATE_CLASS_Shutdown, "currentRunningHook", "I", true},
    [LATE_FIELD_Bits_MEMORY_LIMIT_SET] = {LATE_CLASS_Bits, "MEMORY_LIMIT_SET", "Z", true},
    [LATE_FIELD_DefaultFileSystemProvider_INSTANCE] =
        {LATE_CLASS_DefaultFileSystemProvider, "INSTANCE", "Lsun/nio/fs/LinuxFileSystemProvider;", true},
    [LATE_FIELD_UnixFileSystemProvider_theFileSystem] =
        {LATE_CLASS_UnixFileSystemProvider, "theFileSystem", "Lsun/nio/fs/UnixFileSystem;", false},
    [LATE_FIELD_NioUnixFileSystem_defaultDirectory] =
        {LATE_CLASS_NioUnixFileSystem, "defaultDirectory", "[B", false},
    [LATE_FIELD_NioUnixFileSystem_needToResolve] =
        {LATE_CLASS_NioUnixFileSystem, "needToResolveAgainstDefaultDirectory", "Z", false},
    [LATE_FIELD_ImmutableCollections_SALT32L] = {LATE_CLASS_ImmutableCollections, "SALT32L", "J", true},
    [LATE_FIELD_ImmutableCollections_REVERSE] = {LATE_CLASS_ImmutableCollections, "REVERSE", "Z", true},
};

/* ---- texts ---- */

static const char *const texts[RELEASE_TEXT_COUNT] = {
    [TEXT_no_such_field] = "%1$s",
    [TEXT_unsafe_fault] = "a fault occurred in a recent unsafe memory access operation in compiled Java code",
};

const Release release_17 = {
    .jni_version = 0x000A0000,
    .management_version = 0x20030000,
    .texts = texts,
    .classes = classes,
    .fields = fields,
    .methods = methods,
    .late_classes = late_classes,
    .late_methods = late_methods,
    .late_fields = late_fields,
};
