/* jvm_unsupported.c - the entry points that Moka does not have: each throws InternalError with its name. */
#include "stdlib/jvm/jvm_border.h"
#include "vm/host/options.h"
#include "vm/library/wellknown.h"
#include "vm/model/throw.h"

static void *fail_by_name(const char *name)
{
    Thread *t = thread_current();
    thread_enter_vm(t);
    THROW(t, InternalError, "%s is not implemented", name);
    thread_leave_vm(t);
    return NULL;
}

#define UNSUPPORTED(name)                                                                                    \
    JNIEXPORT void *JNICALL name(void)                                                                       \
    {                                                                                                        \
        return fail_by_name(#name);                                                                          \
    }
#include "stdlib/jvm/jvm_unsupported.def"
#include "vm/model/throw.h"
#include "vm/thread/thread_state.h"
#undef UNSUPPORTED

/* Java asks whether there are these features before it uses them. A library whose virtual threads have no
 * place for the queue of a monitor (release 21) gets bound ones. */
JNIEXPORT jboolean JNICALL JVM_IsContinuationsSupported(void)
{
    return OPTION_FLAG(VMContinuations) && WK_FIELD(VirtualThread_next);
}

JNIEXPORT jboolean JNICALL JVM_IsForeignLinkerSupported(void)
{
    return JNI_TRUE;
}

JNIEXPORT jboolean JNICALL JVM_IsPreviewEnabled(void)
{
    return options.enable_preview;
}

JNIEXPORT jboolean JNICALL JVM_IsStaticallyLinked(void)
{
    return JNI_FALSE;
}

/* Do limits of a container hold? libjava reads those that it wants by itself. */
JNIEXPORT jboolean JNICALL JVM_IsContainerized(void)
{
    return JNI_FALSE;
}

/* Java tells the VM of each object whose finalizer has run; nobody here counts them. */
JNIEXPORT void JNICALL JVM_ReportFinalizationComplete(JNIEnv *env, jobject finalizee)
{
    (void)env, (void)finalizee;
}

JNIEXPORT jboolean JNICALL JVM_IsFinalizationEnabled(JNIEnv *env)
{
    (void)env;
    return !options.no_finalization;
}

JNIEXPORT jboolean JNICALL JVM_SupportsCX8(void)
{
    return JNI_TRUE;
}
