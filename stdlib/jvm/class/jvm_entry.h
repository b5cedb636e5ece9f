/* jvm_entry.h - prototypes of the JVM_* functions on classes, members, arrays and constant pools
 * In:     called IN_NATIVE by the JDK's libraries, with a JNIEnv that is a Thread (jvm_border.h); handles
 *         that are not NULL, since Java has checked them, unless a function says otherwise
 * Out:    local handles, numbers; NULL or 0 when an exception is pending, or where Java's API has null or 0
 * Effects: each may run Java code and collect, save the accessors of jvm_verify.c
 * Keeps:  names and shapes are the JDK's; a receiver that the function does not need is called `unused`
 * Tests:  tests/suites/26_exports (every import of the JDK's libraries), tests/java/Reflection.java
 */
#ifndef MOKA_STDLIB_JVM_CLASS_JVM_ENTRY_H
#define MOKA_STDLIB_JVM_CLASS_JVM_ENTRY_H

#include <jni.h>

/* jvm_define.c: finding and defining. Class names are in internal form; a loader NULL is the boot loader. */
JNIEXPORT jclass JNICALL JVM_FindClassFromBootLoader(JNIEnv *env, const char *name);
JNIEXPORT jclass JNICALL JVM_FindClassFromCaller(JNIEnv *env, const char *name, jboolean initialize,
                                                 jobject loader, jclass caller);
JNIEXPORT jclass JNICALL JVM_FindClassFromClass(JNIEnv *env, const char *name, jboolean initialize,
                                                jclass from);
JNIEXPORT jclass JNICALL JVM_FindLoadedClass(JNIEnv *env, jobject loader, jstring name);
JNIEXPORT jclass JNICALL JVM_FindPrimitiveClass(JNIEnv *env, const char *name);
JNIEXPORT jclass JNICALL JVM_DefineClass(JNIEnv *env, const char *name, jobject loader, const jbyte *bytes,
                                         jsize length, jobject protection_domain);
JNIEXPORT jclass JNICALL JVM_DefineClassWithSource(JNIEnv *env, const char *name, jobject loader,
                                                   const jbyte *bytes, jsize length,
                                                   jobject protection_domain, const char *source);
JNIEXPORT jclass JNICALL JVM_LookupDefineClass(JNIEnv *env, jclass lookup, const char *name,
                                               const jbyte *bytes, jsize length, jobject protection_domain,
                                               jboolean initialize, int flags, jobject class_data);

/* jvm_class.c: what a class is */
JNIEXPORT jstring JNICALL JVM_InitClassName(JNIEnv *env, jclass class);
JNIEXPORT jobjectArray JNICALL JVM_GetClassInterfaces(JNIEnv *env, jclass class);
JNIEXPORT jboolean JNICALL JVM_IsInterface(JNIEnv *env, jclass class);
JNIEXPORT jboolean JNICALL JVM_IsArrayClass(JNIEnv *env, jclass class);
JNIEXPORT jboolean JNICALL JVM_IsPrimitiveClass(JNIEnv *env, jclass class);
JNIEXPORT jboolean JNICALL JVM_IsHiddenClass(JNIEnv *env, jclass class);
JNIEXPORT jboolean JNICALL JVM_IsRecord(JNIEnv *env, jclass class);
JNIEXPORT jint JNICALL JVM_GetClassModifiers(JNIEnv *env, jclass class);
JNIEXPORT jint JNICALL JVM_GetClassAccessFlags(JNIEnv *env, jclass class);
JNIEXPORT jint JNICALL JVM_GetClassFileVersion(JNIEnv *env, jclass class);
JNIEXPORT jstring JNICALL JVM_GetClassSignature(JNIEnv *env, jclass class);
JNIEXPORT jbyteArray JNICALL JVM_GetClassAnnotations(JNIEnv *env, jclass class);
JNIEXPORT jbyteArray JNICALL JVM_GetClassTypeAnnotations(JNIEnv *env, jclass class);
JNIEXPORT jobject JNICALL JVM_GetProtectionDomain(JNIEnv *env, jclass class);
JNIEXPORT jobjectArray JNICALL JVM_GetClassSigners(JNIEnv *env, jclass class);
JNIEXPORT void JNICALL JVM_SetClassSigners(JNIEnv *env, jclass class, jobjectArray signers);
JNIEXPORT jboolean JNICALL JVM_DesiredAssertionStatus(JNIEnv *env, jclass unused, jclass class);
JNIEXPORT jobject JNICALL JVM_AssertionStatusDirectives(JNIEnv *env, jclass unused);

/* jvm_class_nest.c: what belongs to a class, from the attributes of its file */
JNIEXPORT jobjectArray JNICALL JVM_GetDeclaredClasses(JNIEnv *env, jclass class);
JNIEXPORT jclass JNICALL JVM_GetDeclaringClass(JNIEnv *env, jclass class);
JNIEXPORT jstring JNICALL JVM_GetSimpleBinaryName(JNIEnv *env, jclass class);
JNIEXPORT jobjectArray JNICALL JVM_GetEnclosingMethodInfo(JNIEnv *env, jclass class);
JNIEXPORT jclass JNICALL JVM_GetNestHost(JNIEnv *env, jclass class);
JNIEXPORT jobjectArray JNICALL JVM_GetNestMembers(JNIEnv *env, jclass class);
JNIEXPORT jobjectArray JNICALL JVM_GetPermittedSubclasses(JNIEnv *env, jclass class);
JNIEXPORT jboolean JNICALL JVM_AreNestMates(JNIEnv *env, jclass a, jclass b);
JNIEXPORT jboolean JNICALL JVM_IsSameClassPackage(JNIEnv *env, jclass a, jclass b);

/* jvm_reflect.c: declared members in class-file order, their attributes (NULL: none), and calls through
 * them */
JNIEXPORT jobjectArray JNICALL JVM_GetClassDeclaredFields(JNIEnv *env, jclass class, jboolean public_only);
JNIEXPORT jobjectArray JNICALL JVM_GetClassDeclaredMethods(JNIEnv *env, jclass class, jboolean public_only);
JNIEXPORT jobjectArray JNICALL JVM_GetClassDeclaredConstructors(JNIEnv *env, jclass class,
                                                                jboolean public_only);
JNIEXPORT jobjectArray JNICALL JVM_GetRecordComponents(JNIEnv *env, jclass class);
JNIEXPORT jobjectArray JNICALL JVM_GetMethodParameters(JNIEnv *env, jobject executable);
JNIEXPORT jbyteArray JNICALL JVM_GetFieldTypeAnnotations(JNIEnv *env, jobject field);
JNIEXPORT jbyteArray JNICALL JVM_GetMethodTypeAnnotations(JNIEnv *env, jobject executable);
JNIEXPORT jobject JNICALL JVM_InvokeMethod(JNIEnv *env, jobject method, jobject receiver,
                                           jobjectArray arguments);
JNIEXPORT jobject JNICALL JVM_NewInstanceFromConstructor(JNIEnv *env, jobject constructor,
                                                         jobjectArray arguments);
JNIEXPORT jstring JNICALL JVM_GetExtendedNPEMessage(JNIEnv *env, jthrowable throwable);

/* jvm_array.c: java.lang.reflect.Array, whose arguments are checked here; type: a Type of vm/model/value.h */
JNIEXPORT jobject JNICALL JVM_NewArray(JNIEnv *env, jclass component, jint length);
JNIEXPORT jobject JNICALL JVM_NewMultiArray(JNIEnv *env, jclass component, jintArray dimensions);
JNIEXPORT jint JNICALL JVM_GetArrayLength(JNIEnv *env, jobject array);
JNIEXPORT jobject JNICALL JVM_GetArrayElement(JNIEnv *env, jobject array, jint index);
JNIEXPORT jvalue JNICALL JVM_GetPrimitiveArrayElement(JNIEnv *env, jobject array, jint index, jint type);
JNIEXPORT void JNICALL JVM_SetArrayElement(JNIEnv *env, jobject array, jint index, jobject value);
JNIEXPORT void JNICALL JVM_SetPrimitiveArrayElement(JNIEnv *env, jobject array, jint index, jvalue value,
                                                    unsigned char type);

/* jvm_pool.c: jdk.internal.reflect.ConstantPool; pool: its constantPoolOop, which is the class's mirror. An
 * index that is wrong, or of another kind, gives IllegalArgumentException. */
JNIEXPORT jobject JNICALL JVM_GetClassConstantPool(JNIEnv *env, jclass class);
JNIEXPORT jint JNICALL JVM_ConstantPoolGetSize(JNIEnv *env, jobject unused, jobject pool);
JNIEXPORT jclass JNICALL JVM_ConstantPoolGetClassAt(JNIEnv *env, jobject unused, jobject pool, jint index);
JNIEXPORT jclass JNICALL JVM_ConstantPoolGetClassAtIfLoaded(JNIEnv *env, jobject unused, jobject pool,
                                                            jint index);
JNIEXPORT jint JNICALL JVM_ConstantPoolGetClassRefIndexAt(JNIEnv *env, jobject unused, jobject pool,
                                                          jint index);
JNIEXPORT jobject JNICALL JVM_ConstantPoolGetMethodAt(JNIEnv *env, jobject unused, jobject pool, jint index);
JNIEXPORT jobject JNICALL JVM_ConstantPoolGetMethodAtIfLoaded(JNIEnv *env, jobject unused, jobject pool,
                                                              jint index);
JNIEXPORT jobject JNICALL JVM_ConstantPoolGetFieldAt(JNIEnv *env, jobject unused, jobject pool, jint index);
JNIEXPORT jobject JNICALL JVM_ConstantPoolGetFieldAtIfLoaded(JNIEnv *env, jobject unused, jobject pool,
                                                             jint index);
JNIEXPORT jobjectArray JNICALL JVM_ConstantPoolGetMemberRefInfoAt(JNIEnv *env, jobject unused, jobject pool,
                                                                  jint index);
JNIEXPORT jint JNICALL JVM_ConstantPoolGetNameAndTypeRefIndexAt(JNIEnv *env, jobject unused, jobject pool,
                                                                jint index);
JNIEXPORT jobjectArray JNICALL JVM_ConstantPoolGetNameAndTypeRefInfoAt(JNIEnv *env, jobject unused,
                                                                       jobject pool, jint index);
JNIEXPORT jint JNICALL JVM_ConstantPoolGetIntAt(JNIEnv *env, jobject unused, jobject pool, jint index);
JNIEXPORT jlong JNICALL JVM_ConstantPoolGetLongAt(JNIEnv *env, jobject unused, jobject pool, jint index);
JNIEXPORT jfloat JNICALL JVM_ConstantPoolGetFloatAt(JNIEnv *env, jobject unused, jobject pool, jint index);
JNIEXPORT jdouble JNICALL JVM_ConstantPoolGetDoubleAt(JNIEnv *env, jobject unused, jobject pool, jint index);
JNIEXPORT jstring JNICALL JVM_ConstantPoolGetStringAt(JNIEnv *env, jobject unused, jobject pool, jint index);
JNIEXPORT jstring JNICALL JVM_ConstantPoolGetUTF8At(JNIEnv *env, jobject unused, jobject pool, jint index);
JNIEXPORT jbyte JNICALL JVM_ConstantPoolGetTagAt(JNIEnv *env, jobject unused, jobject pool, jint index);

/* jvm_verify.c: what the JDK's libverify asks about a class, its methods and fields by index, and its pool.
 * Moka has its own verifier and never calls that library. A text lives as long as the class; nothing is to be
 * released. */
typedef struct JvmExceptionTableEntry {
    jint start_pc, end_pc, handler_pc, catch_type;
} JvmExceptionTableEntry;

JNIEXPORT const char *JNICALL JVM_GetClassNameUTF(JNIEnv *env, jclass class);
JNIEXPORT void JNICALL JVM_GetClassCPTypes(JNIEnv *env, jclass class, unsigned char *ret_types);
JNIEXPORT jint JNICALL JVM_GetClassCPEntriesCount(JNIEnv *env, jclass class);
JNIEXPORT jint JNICALL JVM_GetClassFieldsCount(JNIEnv *env, jclass class);
JNIEXPORT jint JNICALL JVM_GetClassMethodsCount(JNIEnv *env, jclass class);
JNIEXPORT jint JNICALL JVM_GetFieldIxModifiers(JNIEnv *env, jclass class, jint index);
JNIEXPORT jint JNICALL JVM_GetMethodIxModifiers(JNIEnv *env, jclass class, jint index);
JNIEXPORT jint JNICALL JVM_GetMethodIxArgsSize(JNIEnv *env, jclass class, jint index);
JNIEXPORT jint JNICALL JVM_GetMethodIxLocalsCount(JNIEnv *env, jclass class, jint index);
JNIEXPORT jint JNICALL JVM_GetMethodIxMaxStack(JNIEnv *env, jclass class, jint index);
JNIEXPORT void JNICALL JVM_GetMethodIxByteCode(JNIEnv *env, jclass class, jint index,
                                               unsigned char *ret_code);
JNIEXPORT jint JNICALL JVM_GetMethodIxByteCodeLength(JNIEnv *env, jclass class, jint index);
JNIEXPORT void JNICALL JVM_GetMethodIxExceptionIndexes(JNIEnv *env, jclass class, jint index,
                                                       unsigned short *ret_indexes);
JNIEXPORT jint JNICALL JVM_GetMethodIxExceptionsCount(JNIEnv *env, jclass class, jint index);
JNIEXPORT void JNICALL JVM_GetMethodIxExceptionTableEntry(JNIEnv *env, jclass class, jint index, jint row,
                                                          JvmExceptionTableEntry *ret_entry);
JNIEXPORT jint JNICALL JVM_GetMethodIxExceptionTableLength(JNIEnv *env, jclass class, jint index);
JNIEXPORT const char *JNICALL JVM_GetMethodIxNameUTF(JNIEnv *env, jclass class, jint index);
JNIEXPORT const char *JNICALL JVM_GetMethodIxSignatureUTF(JNIEnv *env, jclass class, jint index);
JNIEXPORT jboolean JNICALL JVM_IsConstructorIx(JNIEnv *env, jclass class, jint index);
JNIEXPORT jboolean JNICALL JVM_IsVMGeneratedMethodIx(JNIEnv *env, jclass class, jint index);
JNIEXPORT const char *JNICALL JVM_GetCPClassNameUTF(JNIEnv *env, jclass class, jint index);
JNIEXPORT const char *JNICALL JVM_GetCPFieldNameUTF(JNIEnv *env, jclass class, jint index);
JNIEXPORT const char *JNICALL JVM_GetCPFieldClassNameUTF(JNIEnv *env, jclass class, jint index);
JNIEXPORT const char *JNICALL JVM_GetCPFieldSignatureUTF(JNIEnv *env, jclass class, jint index);
JNIEXPORT const char *JNICALL JVM_GetCPMethodNameUTF(JNIEnv *env, jclass class, jint index);
JNIEXPORT const char *JNICALL JVM_GetCPMethodClassNameUTF(JNIEnv *env, jclass class, jint index);
JNIEXPORT const char *JNICALL JVM_GetCPMethodSignatureUTF(JNIEnv *env, jclass class, jint index);
JNIEXPORT jint JNICALL JVM_GetCPFieldModifiers(JNIEnv *env, jclass class, jint index, jclass called);
JNIEXPORT jint JNICALL JVM_GetCPMethodModifiers(JNIEnv *env, jclass class, jint index, jclass called);
JNIEXPORT void JNICALL JVM_ReleaseUTF(const char *text);

#endif
