/* jvm_cds.c - class data sharing, as Java asks about it: these are the right answers of a VM that has
 * none. */
#include "vm/host/options.h"

#include <jni.h>

JNIEXPORT jboolean JNICALL JVM_IsCDSDumpingEnabled(JNIEnv *env)
{
    (void)env;
    return JNI_FALSE;
}

JNIEXPORT jboolean JNICALL JVM_IsSharingEnabled(JNIEnv *env)
{
    (void)env;
    return JNI_FALSE;
}

JNIEXPORT jboolean JNICALL JVM_IsDumpingClassList(JNIEnv *env)
{
    (void)env;
    return JNI_FALSE;
}

JNIEXPORT jint JNICALL JVM_GetCDSConfigStatus(void)
{
    return 0;
}

JNIEXPORT jlong JNICALL JVM_GetRandomSeedForDumping(void)
{
    return (jlong)options.snapshot_seed;
}

JNIEXPORT void JNICALL JVM_InitializeFromArchive(JNIEnv *env, jclass c)
{
    (void)env, (void)c;
}

JNIEXPORT void JNICALL JVM_DefineArchivedModules(JNIEnv *env, jobject platform, jobject system)
{
    (void)env, (void)platform, (void)system;
}

JNIEXPORT void JNICALL JVM_LogLambdaFormInvoker(JNIEnv *env, jstring line)
{
    (void)env, (void)line;
}

JNIEXPORT jboolean JNICALL JVM_NeedsClassInitBarrierForCDS(JNIEnv *env, jclass c)
{
    (void)env, (void)c;
    return JNI_FALSE;
}

JNIEXPORT void JNICALL JVM_RegisterLambdaProxyClassForArchiving(JNIEnv *env, jclass caller, jstring name,
                                                                jobject factory_type, jobject method_type,
                                                                jobject implementation, jobject dynamic_type,
                                                                jclass proxy)
{
    (void)env, (void)caller, (void)name, (void)factory_type, (void)method_type, (void)implementation,
        (void)dynamic_type;
    (void)proxy;
}

JNIEXPORT jclass JNICALL JVM_LookupLambdaProxyClassFromArchive(JNIEnv *env, jclass caller, jstring name,
                                                               jobject factory_type, jobject method_type,
                                                               jobject implementation, jobject dynamic_type)
{
    (void)env, (void)caller, (void)name, (void)factory_type, (void)method_type, (void)implementation,
        (void)dynamic_type;
    return NULL;
}
