/* jni_table.c - see jni_env.h. The function table that a JNIEnv points at without -Xcheck:jni. */
#include "stdlib/jni/jni_env.h"

void *const jni_table[JNI_SLOTS] = {
#define JNI_FUNCTION(slot, name)       [slot] = (void *)jni_##name,
#define JNI_LATER_FUNCTION(slot, name) [slot] = (void *)jni_##name,
#include "stdlib/jni/jni_functions.def"
#undef JNI_FUNCTION
};

void jni_reset(void)
{
    jni_id_reset();
    jni_java_vm = NULL;
}

/* The slots are a binary interface: native libraries were compiled against some jni.h, and this table must
 * agree with all of them. */
#define JNI_FUNCTION(slot, name)                                                                             \
    _Static_assert(offsetof(struct JNINativeInterface_, name) == (slot) * sizeof(void *), #name);
#include "stdlib/jni/jni_functions.def"
#undef JNI_FUNCTION

_Static_assert(sizeof(struct JNINativeInterface_) <= sizeof jni_table, "a slot of jni.h has no row");
