/* jni_misuse.c - a native library that breaks the rules of JNI, one by one, for the suite 39_check_jni
 * In:     JniMisuse.misuse(name, ...), which the suite's Java program calls; Out: the broken rule
 * Each misuse is a function that is found by its name. */
#include <dlfcn.h>
#include <jni.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a misuse works with: JniMisuse's fixtures and ids. */
typedef struct Call {
    JNIEnv *env;
    jobject object, sub, other;
    jintArray ints;
    jobjectArray objects;
    jclass class, other_class, sub_class;
    jmethodID answer, same, twice, fail, constructor, nothing;
    jfieldID number, text, counter, sub_own;
    jstring string, wide_string;
} Call;

#define E            (*c->env)
#define ENV          c->env
#define MISUSE(name) JNIEXPORT void misuse_##name(Call *c)
#define ONE(name, expression)                                                                                \
    MISUSE(name)                                                                                             \
    {                                                                                                        \
        expression;                                                                                          \
    }

static JavaVM *vm;
static void *library;
static jobject remembered_local;
static void *nowhere[4];

static void say(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    vprintf(format, list);
    va_end(list);
    fflush(stdout);
}

MISUSE(pending)
{
    E->ThrowNew(ENV, E->FindClass(ENV, "java/lang/RuntimeException"), "x");
    E->NewStringUTF(ENV, "a");
}

MISUSE(pending_allowed)
{
    E->ThrowNew(ENV, E->FindClass(ENV, "java/lang/RuntimeException"), "x");
    E->ExceptionCheck(ENV);
    E->DeleteLocalRef(ENV, c->sub_class);
    E->ReleaseStringUTFChars(ENV, c->string, E->GetStringUTFChars(ENV, c->string, NULL));
    E->ExceptionClear(ENV);
}

MISUSE(unchecked)
{
    E->CallIntMethod(ENV, c->object, c->answer, 1);
    E->FindClass(ENV, "java/lang/String");
}

MISUSE(unchecked_static)
{
    E->CallStaticVoidMethod(ENV, c->class, c->fail);
    E->FindClass(ENV, "java/lang/String");
}

MISUSE(checked)
{
    E->CallIntMethod(ENV, c->object, c->answer, 1);
    E->ExceptionCheck(ENV);
    E->FindClass(ENV, "java/lang/String");
    E->CallIntMethod(ENV, c->object, c->answer, 1);
    E->ExceptionOccurred(ENV);
    E->FindClass(ENV, "java/lang/String");
    E->CallIntMethod(ENV, c->object, c->answer, 1);
    E->ExceptionClear(ENV);
    E->FindClass(ENV, "java/lang/String");
    E->CallIntMethod(ENV, c->object, c->answer, 1);
    E->ExceptionDescribe(ENV);
    E->FindClass(ENV, "java/lang/String");
}

MISUSE(unchecked_newobject)
{
    E->NewObject(ENV, c->class, c->constructor);
    E->FindClass(ENV, "java/lang/String");
}

MISUSE(unchecked_array_get)
{
    E->GetObjectArrayElement(ENV, c->objects, 0);
    E->FindClass(ENV, "java/lang/String");
}

MISUSE(unchecked_array_set)
{
    E->SetObjectArrayElement(ENV, c->objects, 0, NULL);
    E->FindClass(ENV, "java/lang/String");
}

MISUSE(unchecked_region)
{
    jint b[1];
    E->GetIntArrayRegion(ENV, c->ints, 0, 1, b);
    E->FindClass(ENV, "java/lang/String");
    E->SetIntArrayRegion(ENV, c->ints, 0, 1, b);
    E->FindClass(ENV, "java/lang/String");
}

MISUSE(unchecked_string_region)
{
    jchar b[1];
    char u[4];
    E->GetStringRegion(ENV, c->string, 0, 1, b);
    E->FindClass(ENV, "java/lang/String");
    E->GetStringUTFRegion(ENV, c->string, 0, 1, u);
    E->FindClass(ENV, "java/lang/String");
}

MISUSE(unchecked_find)
{
    E->FindClass(ENV, "java/lang/String");
    E->GetMethodID(ENV, c->class, "answer", "(I)I");
    E->NewStringUTF(ENV, "x");
    E->NewIntArray(ENV, 1);
    E->NewObjectArray(ENV, 1, c->class, NULL);
    E->AllocObject(ENV, c->class);
    E->GetStaticFieldID(ENV, c->class, "counter", "I");
    E->MonitorEnter(ENV, c->object);
    E->MonitorExit(ENV, c->object);
    E->NewGlobalRef(ENV, c->object);
    E->GetObjectClass(ENV, c->object);
    E->GetIntField(ENV, c->object, c->number);
    E->SetIntField(ENV, c->object, c->number, 1);
    E->GetStaticIntField(ENV, c->class, c->counter);
    E->GetArrayLength(ENV, c->ints);
    E->GetStringLength(ENV, c->string);
    E->GetVersion(ENV);
    E->ToReflectedMethod(ENV, c->class, c->answer, 0);
    E->GetModule(ENV, c->class);
    E->NewDirectByteBuffer(ENV, (void *)&nowhere, 4);
    E->PushLocalFrame(ENV, 4);
    E->PopLocalFrame(ENV, NULL);
    E->EnsureLocalCapacity(ENV, 3);
    E->GetVersion(ENV);
}

ONE(unchecked_return, E->CallIntMethod(ENV, c->object, c->answer, 1))

MISUSE(critical)
{
    void *p = E->GetPrimitiveArrayCritical(ENV, c->ints, NULL);
    E->FindClass(ENV, "java/lang/String");
    E->ReleasePrimitiveArrayCritical(ENV, c->ints, p, 0);
}

MISUSE(critical_string)
{
    const jchar *p = E->GetStringCritical(ENV, c->string, NULL);
    E->GetVersion(ENV);
    E->ExceptionCheck(ENV);
    E->ReleaseStringCritical(ENV, c->string, p);
}

MISUSE(critical_string_in_place)
{
    const jchar *p = E->GetStringCritical(ENV, c->wide_string, NULL);
    E->GetVersion(ENV);
    E->ReleaseStringCritical(ENV, c->wide_string, p);
}

MISUSE(critical_nested)
{
    const jchar *p = E->GetStringCritical(ENV, c->string, NULL);
    void *q = E->GetPrimitiveArrayCritical(ENV, c->ints, NULL);
    E->ReleasePrimitiveArrayCritical(ENV, c->ints, q, 0);
    E->ReleaseStringCritical(ENV, c->string, p);
}

MISUSE(critical_call)
{
    void *p = E->GetPrimitiveArrayCritical(ENV, c->ints, NULL);
    E->CallIntMethod(ENV, c->object, c->answer, 1);
    E->ExceptionCheck(ENV);
    E->ReleasePrimitiveArrayCritical(ENV, c->ints, p, 0);
}

ONE(critical_kept, E->GetPrimitiveArrayCritical(ENV, c->ints, NULL))
ONE(critical_unmatched, E->ReleasePrimitiveArrayCritical(ENV, c->ints, (void *)&nowhere, 0))

MISUSE(critical_wrong)
{
    void *p = E->GetPrimitiveArrayCritical(ENV, c->ints, NULL);
    E->ReleasePrimitiveArrayCritical(ENV, c->ints, (char *)p + 4, 0);
}

MISUSE(critical_overrun)
{
    int *p = E->GetPrimitiveArrayCritical(ENV, c->ints, NULL);
    p[3] = 77;
    E->ReleasePrimitiveArrayCritical(ENV, c->ints, p, 0);
}

MISUSE(critical_other_array)
{
    int *p = E->GetPrimitiveArrayCritical(ENV, c->ints, NULL);
    jintArray o = E->NewIntArray(ENV, 3);
    E->ReleasePrimitiveArrayCritical(ENV, o, p, 0);
}

ONE(critical_object_array, E->GetPrimitiveArrayCritical(ENV, c->objects, NULL))

MISUSE(many_locals)
{
    for (int i = 0; i < 800; i++)
        E->NewLocalRef(ENV, c->object);
    E->GetObjectClass(ENV, c->object);
}

MISUSE(many_locals_ensured)
{
    E->EnsureLocalCapacity(ENV, 200);
    for (int i = 0; i < 800; i++)
        E->NewLocalRef(ENV, c->object);
    E->GetObjectClass(ENV, c->object);
}

MISUSE(many_locals_frame)
{
    E->PushLocalFrame(ENV, 5);
    for (int i = 0; i < 100; i++)
        E->NewLocalRef(ENV, c->object);
    E->GetObjectClass(ENV, c->object);
    E->PopLocalFrame(ENV, NULL);
}

ONE(ensure_negative, say("%d\n", E->EnsureLocalCapacity(ENV, -1)))
ONE(push_negative, say("%d\n", E->PushLocalFrame(ENV, -1)))

static void *use_other_env(void *p)
{
    Call *c = p;
    E->GetVersion(ENV);
    return NULL;
}

static void *use_other_env_attached(void *p)
{
    Call *c = p;
    void *mine;
    (*vm)->AttachCurrentThread(vm, &mine, NULL);
    E->GetVersion(ENV);
    return NULL;
}

MISUSE(env_of_unattached)
{
    pthread_t t;
    pthread_create(&t, NULL, use_other_env, c);
    pthread_join(t, NULL);
}

MISUSE(env_of_other)
{
    pthread_t t;
    pthread_create(&t, NULL, use_other_env_attached, c);
    pthread_join(t, NULL);
}

ONE(null_object, E->GetObjectClass(ENV, NULL))
ONE(garbage_object, E->GetObjectClass(ENV, (jobject)&nowhere[1]))

MISUSE(deleted_local)
{
    jobject o = E->NewLocalRef(ENV, c->object);
    E->NewLocalRef(ENV, c->object);
    E->DeleteLocalRef(ENV, o);
    E->GetObjectClass(ENV, o);
}

MISUSE(stale_local_keep)
{
    remembered_local = E->NewLocalRef(ENV, c->object);
}

ONE(stale_local, E->GetObjectClass(ENV, remembered_local))

MISUSE(deleted_global)
{
    jobject o = E->NewGlobalRef(ENV, c->object);
    E->DeleteGlobalRef(ENV, o);
    E->GetObjectClass(ENV, o);
}

MISUSE(deleted_global_twice)
{
    jobject o = E->NewGlobalRef(ENV, c->object);
    E->DeleteGlobalRef(ENV, o);
    E->DeleteGlobalRef(ENV, o);
}

ONE(delete_local_as_global, E->DeleteGlobalRef(ENV, c->object))

MISUSE(delete_global_as_local)
{
    jobject o = E->NewGlobalRef(ENV, c->object);
    E->DeleteLocalRef(ENV, o);
}

MISUSE(delete_weak_as_global)
{
    jobject o = E->NewWeakGlobalRef(ENV, c->object);
    E->DeleteGlobalRef(ENV, o);
}

MISUSE(delete_global_as_weak)
{
    jobject o = E->NewGlobalRef(ENV, c->object);
    E->DeleteWeakGlobalRef(ENV, o);
}

MISUSE(delete_null)
{
    E->DeleteLocalRef(ENV, NULL);
    E->DeleteGlobalRef(ENV, NULL);
    E->DeleteWeakGlobalRef(ENV, NULL);
}

MISUSE(delete_local_twice)
{
    jobject o = E->NewLocalRef(ENV, c->object);
    E->DeleteLocalRef(ENV, o);
    E->DeleteLocalRef(ENV, o);
}

ONE(new_global_of_garbage, E->NewGlobalRef(ENV, (jobject)&nowhere[1]))
ONE(same_garbage, E->IsSameObject(ENV, c->object, (jobject)&nowhere[1]))

MISUSE(same_null)
{
    E->IsSameObject(ENV, c->object, NULL);
    E->NewGlobalRef(ENV, NULL);
    E->NewLocalRef(ENV, NULL);
    E->NewWeakGlobalRef(ENV, NULL);
}

ONE(ref_type_garbage, say("%d\n", E->GetObjectRefType(ENV, (jobject)&nowhere[1])))
ONE(class_null, E->GetMethodID(ENV, NULL, "answer", "(I)I"))
ONE(class_not, E->GetMethodID(ENV, (jclass)c->object, "answer", "(I)I"))
ONE(superclass_not, E->GetSuperclass(ENV, (jclass)c->object))
ONE(assignable_not, E->IsAssignableFrom(ENV, c->class, (jclass)c->object))
ONE(instance_of_not, E->IsInstanceOf(ENV, c->object, (jclass)c->object))
ONE(alloc_not, E->AllocObject(ENV, (jclass)c->object))
ONE(new_array_of_not, E->NewObjectArray(ENV, 1, (jclass)c->object, NULL))
ONE(throw_not, E->Throw(ENV, (jthrowable)c->object))
ONE(throw_new_not, E->ThrowNew(ENV, c->class, "x"))
ONE(throw_null, E->Throw(ENV, NULL))
ONE(static_of_not_class, E->GetStaticIntField(ENV, (jclass)c->object, c->counter))
ONE(from_reflected_not, E->FromReflectedMethod(ENV, c->object))
ONE(from_reflected_field_not, E->FromReflectedField(ENV, c->object))
ONE(to_reflected_wrong, E->ToReflectedMethod(ENV, c->class, (jmethodID)c->number, 0))
ONE(find_null, E->FindClass(ENV, NULL))
ONE(find_dots, E->FindClass(ENV, "java.lang.String"))

MISUSE(find_descriptor)
{
    E->FindClass(ENV, "Ljava/lang/String;");
}

ONE(find_bad_utf8, E->FindClass(ENV, "caf\xe9"))
ONE(method_id_bad_utf8, E->GetMethodID(ENV, c->class, "caf\xe9", "()V"))
ONE(method_id_null_name, E->GetMethodID(ENV, c->class, NULL, "()V"))
ONE(field_id_null_name, E->GetFieldID(ENV, c->class, NULL, "I"))
ONE(field_id_zero, E->GetIntField(ENV, c->object, NULL))
ONE(field_null_object, E->GetIntField(ENV, NULL, c->number))
ONE(field_other_object, E->GetIntField(ENV, c->other, c->number))
ONE(field_of_sub, E->GetIntField(ENV, c->object, c->sub_own))
ONE(field_in_sub_ok, E->GetIntField(ENV, c->sub, c->number))
ONE(field_wrong_type, E->GetLongField(ENV, c->object, c->number))
ONE(field_wrong_type_object, E->GetObjectField(ENV, c->object, c->number))
ONE(field_set_wrong_type, E->SetLongField(ENV, c->object, c->number, 1))
ONE(field_set_wrong_object, E->SetObjectField(ENV, c->object, c->text, c->object))
ONE(field_static_as_instance, E->GetIntField(ENV, c->object, c->counter))
ONE(field_instance_as_static, E->GetStaticIntField(ENV, c->class, c->number))
ONE(field_static_wrong_type, E->GetStaticLongField(ENV, c->class, c->counter))
ONE(field_static_other_class, E->GetStaticIntField(ENV, c->other_class, c->counter))
ONE(field_static_sub_ok, E->GetStaticIntField(ENV, c->sub_class, c->counter))
ONE(field_static_zero, E->GetStaticIntField(ENV, c->class, NULL))
ONE(field_method_id, E->GetIntField(ENV, c->object, (jfieldID)c->answer))
ONE(method_id_zero, E->CallIntMethod(ENV, c->object, NULL, 1))
ONE(method_field_id, E->CallIntMethod(ENV, c->object, (jmethodID)c->number, 1))
ONE(method_null_object, E->CallIntMethod(ENV, NULL, c->answer, 1))
ONE(method_other_object, E->CallIntMethod(ENV, c->other, c->answer, 1))
ONE(method_wrong_return, E->CallLongMethod(ENV, c->object, c->answer, 1))
ONE(method_wrong_return_object, E->CallObjectMethod(ENV, c->object, c->answer, 1))
ONE(method_static_as_instance, E->CallIntMethod(ENV, c->object, c->twice, 1))
ONE(method_instance_as_static, E->CallStaticIntMethod(ENV, c->class, c->answer, 1))
ONE(method_static_other_class, E->CallStaticIntMethod(ENV, c->other_class, c->twice, 1))

MISUSE(method_static_sub_ok)
{
    E->CallStaticIntMethod(ENV, c->sub_class, c->twice, 1);
    E->ExceptionCheck(ENV);
}

ONE(method_static_not_class, E->CallStaticIntMethod(ENV, (jclass)c->object, c->twice, 1))
ONE(method_static_null_class, E->CallStaticIntMethod(ENV, NULL, c->twice, 1))
ONE(method_nonvirtual_class, E->CallNonvirtualIntMethod(ENV, c->object, c->other_class, c->answer, 1))
ONE(method_nonvirtual_null_class, E->CallNonvirtualIntMethod(ENV, c->object, NULL, c->answer, 1))
ONE(method_garbage_argument, E->CallObjectMethod(ENV, c->object, c->same, (jobject)&nowhere[1]))
ONE(new_not_constructor, E->NewObject(ENV, c->class, c->nothing))
ONE(new_other_constructor, E->NewObject(ENV, c->other_class, c->constructor))
ONE(new_null_class, E->NewObject(ENV, NULL, c->constructor))
ONE(string_not, E->GetStringUTFChars(ENV, (jstring)c->object, NULL))
ONE(string_null, E->GetStringUTFChars(ENV, NULL, NULL))
ONE(string_length_null, E->GetStringLength(ENV, NULL))
ONE(string_length_not, E->GetStringLength(ENV, (jstring)c->object))

MISUSE(string_region_not)
{
    jchar b[1];
    E->GetStringRegion(ENV, (jstring)c->object, 0, 1, b);
}

ONE(string_critical_not, E->GetStringCritical(ENV, (jstring)c->object, NULL))
ONE(string_release_wrong, E->ReleaseStringUTFChars(ENV, c->string, (char *)calloc(1, 32) + 8))
ONE(string_release_null, E->ReleaseStringUTFChars(ENV, c->string, NULL))

MISUSE(string_release_twice)
{
    const char *p = E->GetStringUTFChars(ENV, c->string, NULL);
    E->ReleaseStringUTFChars(ENV, c->string, p);
    E->ReleaseStringUTFChars(ENV, c->string, p);
}

MISUSE(string_release_kind)
{
    const jchar *p = E->GetStringChars(ENV, c->string, NULL);
    E->ReleaseStringUTFChars(ENV, c->string, (const char *)p);
}

MISUSE(string_release_kind2)
{
    const char *p = E->GetStringUTFChars(ENV, c->string, NULL);
    E->ReleaseStringChars(ENV, c->string, (const jchar *)p);
}

MISUSE(string_overrun)
{
    char *p = (char *)E->GetStringUTFChars(ENV, c->string, NULL);
    p[strlen(p) + 1] = 'x';
    E->ReleaseStringUTFChars(ENV, c->string, p);
}

MISUSE(string_chars_overrun)
{
    jchar *p = (jchar *)E->GetStringChars(ENV, c->string, NULL);
    p[E->GetStringLength(ENV, c->string) + 1] = 'x';
    E->ReleaseStringChars(ENV, c->string, p);
}

MISUSE(string_underrun)
{
    char *p = (char *)E->GetStringUTFChars(ENV, c->string, NULL);
    p[-1] = 'x';
    E->ReleaseStringUTFChars(ENV, c->string, p);
}

ONE(string_chars_null, E->ReleaseStringChars(ENV, c->string, NULL))
ONE(utf_null, say("%p\n", (void *)E->NewStringUTF(ENV, NULL)))
ONE(utf_bad, E->NewStringUTF(ENV, "caf\xe9 \xff"))
ONE(new_string_null, E->NewString(ENV, NULL, 0))
ONE(array_not, E->GetArrayLength(ENV, (jarray)c->object))
ONE(array_null, E->GetArrayLength(ENV, NULL))
ONE(array_objects_as_ints, E->GetIntArrayElements(ENV, (jintArray)c->objects, NULL))
ONE(array_ints_as_objects, E->GetObjectArrayElement(ENV, (jobjectArray)c->ints, 0))
ONE(array_ints_as_longs, E->GetLongArrayElements(ENV, (jlongArray)c->ints, NULL))

MISUSE(array_region_type)
{
    jlong b[1];
    E->GetLongArrayRegion(ENV, (jlongArray)c->ints, 0, 1, b);
}

MISUSE(array_set_region_type)
{
    jlong b[1] = {0};
    E->SetLongArrayRegion(ENV, (jlongArray)c->ints, 0, 1, b);
}

ONE(array_not_array_elements, E->GetIntArrayElements(ENV, (jintArray)c->object, NULL))

MISUSE(array_index)
{
    E->GetObjectArrayElement(ENV, c->objects, 7);
    E->ExceptionClear(ENV);
    E->SetObjectArrayElement(ENV, c->objects, -1, NULL);
    E->ExceptionClear(ENV);
}

ONE(array_release_wrong, E->ReleaseIntArrayElements(ENV, c->ints, (jint *)calloc(1, 64) + 8, 0))
ONE(array_release_null, E->ReleaseIntArrayElements(ENV, c->ints, NULL, 0))

MISUSE(array_release_twice)
{
    jint *p = E->GetIntArrayElements(ENV, c->ints, NULL);
    E->ReleaseIntArrayElements(ENV, c->ints, p, 0);
    E->ReleaseIntArrayElements(ENV, c->ints, p, 0);
}

MISUSE(array_release_other)
{
    jint *p = E->GetIntArrayElements(ENV, c->ints, NULL);
    jintArray o = E->NewIntArray(ENV, 3);
    E->ReleaseIntArrayElements(ENV, o, p, 0);
}

MISUSE(array_release_mode)
{
    jint *p = E->GetIntArrayElements(ENV, c->ints, NULL);
    E->ReleaseIntArrayElements(ENV, c->ints, p, 42);
}

static void write_outside(Call *c, int index, jint mode)
{
    jint *p = E->GetIntArrayElements(ENV, c->ints, NULL);
    p[index] = 99;
    E->ReleaseIntArrayElements(ENV, c->ints, p, mode);
}

ONE(array_overrun, write_outside(c, 3, 0))
ONE(array_underrun, write_outside(c, -1, 0))
ONE(array_overrun_abort, write_outside(c, 3, JNI_ABORT))

MISUSE(array_commit)
{
    jboolean copy = 7;
    jint *p = E->GetIntArrayElements(ENV, c->ints, &copy), v;
    p[0] = 55;
    E->ReleaseIntArrayElements(ENV, c->ints, p, JNI_COMMIT);
    E->GetIntArrayRegion(ENV, c->ints, 0, 1, &v);
    E->ExceptionCheck(ENV);
    say("copy %d committed %d\n", copy, v);
    p[0] = 66;
    E->ReleaseIntArrayElements(ENV, c->ints, p, JNI_ABORT);
    E->GetIntArrayRegion(ENV, c->ints, 0, 1, &v);
    E->ExceptionCheck(ENV);
    say("aborted %d\n", v);
    p = E->GetIntArrayElements(ENV, c->ints, &copy);
    p[1] = 44;
    E->ReleaseIntArrayElements(ENV, c->ints, p, 0);
    E->GetIntArrayRegion(ENV, c->ints, 1, 1, &v);
    E->ExceptionCheck(ENV);
    say("released %d\n", v);
}

MISUSE(array_critical_commit)
{
    jint v, *p = E->GetPrimitiveArrayCritical(ENV, c->ints, NULL);
    p[0] = 77;
    E->ReleasePrimitiveArrayCritical(ENV, c->ints, p, 0);
    E->GetIntArrayRegion(ENV, c->ints, 0, 1, &v);
    E->ExceptionCheck(ENV);
    say("critical %d\n", v);
}

ONE(monitor_null, E->MonitorEnter(ENV, NULL))
ONE(monitor_exit_null, E->MonitorExit(ENV, NULL))

MISUSE(monitor_not_owner)
{
    say("%d\n", E->MonitorExit(ENV, c->object));
    E->ExceptionDescribe(ENV);
}

ONE(monitor_kept, E->MonitorEnter(ENV, c->object))

MISUSE(buffer_not)
{
    E->GetDirectBufferAddress(ENV, c->object);
    E->GetDirectBufferCapacity(ENV, c->object);
}

ONE(buffer_null, E->GetDirectBufferAddress(ENV, NULL))
ONE(module_null, E->GetModule(ENV, NULL))
ONE(register_null, E->RegisterNatives(ENV, NULL, NULL, 0))
ONE(register_not, E->UnregisterNatives(ENV, (jclass)c->object))
ONE(fatal, E->FatalError(ENV, "said by the library"))
ONE(clean, (void)c)

JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM *v, void *r)
{
    (void)r;
    vm = v;
    Dl_info info;
    dladdr((void *)JNI_OnLoad, &info);
    library = dlopen(info.dli_fname, RTLD_NOW);
    return JNI_VERSION_10;
}

JNIEXPORT void JNICALL Java_JniMisuse_misuse(JNIEnv *env, jclass class, jstring name, jobject object,
                                             jobject sub, jobject other, jintArray ints, jobjectArray objects)
{
    Call call = {.env = env,
                 .object = object,
                 .sub = sub,
                 .other = other,
                 .ints = ints,
                 .objects = objects,
                 .class = class,
                 .string = name},
         *c = &call;
    c->other_class = E->GetObjectClass(env, other);
    c->sub_class = E->GetObjectClass(env, sub);
    c->wide_string = E->NewString(env, (const jchar[]){0x20ac, 1}, 2);
    c->answer = E->GetMethodID(env, class, "answer", "(I)I");
    c->same = E->GetMethodID(env, class, "same", "(Ljava/lang/Object;)Ljava/lang/Object;");
    c->nothing = E->GetMethodID(env, class, "nothing", "()V");
    c->constructor = E->GetMethodID(env, class, "<init>", "()V");
    c->twice = E->GetStaticMethodID(env, class, "twice", "(I)I");
    c->fail = E->GetStaticMethodID(env, class, "fail", "()V");
    c->number = E->GetFieldID(env, class, "number", "I");
    c->text = E->GetFieldID(env, class, "text", "Ljava/lang/String;");
    c->counter = E->GetStaticFieldID(env, class, "counter", "I");
    c->sub_own = E->GetFieldID(env, c->sub_class, "own", "I");
    char text[64] = "";
    E->GetStringUTFRegion(env, name, 0, E->GetStringLength(env, name), text);
    E->ExceptionCheck(env);
    char function[96];
    snprintf(function, sizeof function, "misuse_%s", text);
    void (*run)(Call *) = (void (*)(Call *))dlsym(library, function);
    if (run)
        run(c);
    else
        say("no such misuse: %s\n", text);
}
