/* jverify_vm.c - see jverify.h.
 * Each path is a chain of URLClassLoaders over the same places. The first of them that has no other class of
 * the name defines a class: jars may hold several of one name (META-INF/versions), and so may a command
 * line. */
#include "tools/verify/jverify.h"

#include "classloader/define/define.h"
#include "classloader/load/loader.h"
#include "vm/base/state.h"
#include "vm/exec/thread/thread.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"
#include "vm/thread/handles.h"

#include <jni.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_LOADERS = 64, MAX_OPTIONS = 4 };

SNAPSHOT_STATE(host) static struct {
    JNIEnv *env; /* the main thread's */
    const char *path_tail;
    jobjectArray path_urls;       /* global */
    jobject loaders[MAX_LOADERS]; /* global references to the chain of the current path */
    u32 loader_count;
} state;

/* ---- start ---- */

bool jverify_vm_start(const VmArgs *args)
{
    JavaVMOption options[MAX_OPTIONS];
    JavaVMInitArgs init = {.version = JNI_VERSION_10, .options = options};
    /* The application loader gets a path with no classes on it; an empty path would be the current folder. */
    options[init.nOptions++].optionString = "-Djava.class.path=/dev/null";
    if (args->enable_preview)
        options[init.nOptions++].optionString = "--enable-preview";
    if (args->all_modules)
        options[init.nOptions++].optionString = "--add-modules=ALL-SYSTEM";
    state.path_tail = args->class_path;
    JavaVM *vm;
    if (JNI_CreateJavaVM(&vm, (void **)&state.env, &init) == JNI_OK)
        return true;
    fputs("moka verify: the VM could not be started\n", stderr);
    return false;
}

/* Prints and clears an exception that should not be there: the JDK's own code has failed. */
static bool check_java(const char *what)
{
    if (!(*state.env)->ExceptionCheck(state.env))
        return true;
    fprintf(stderr, "moka verify: %s failed\n", what);
    (*state.env)->ExceptionDescribe(state.env);
    return false;
}

/* ---- the path ---- */

/* new File(path).toURI().toURL() */
static jobject make_url(const char *path, size_t length)
{
    char *text = strndup(path, length);
    jclass file = (*state.env)->FindClass(state.env, "java/io/File");
    jclass uri = (*state.env)->FindClass(state.env, "java/net/URI");
    if (!text || !file || !uri)
        return NULL;
    jmethodID make = (*state.env)->GetMethodID(state.env, file, "<init>", "(Ljava/lang/String;)V");
    jmethodID to_uri = (*state.env)->GetMethodID(state.env, file, "toURI", "()Ljava/net/URI;");
    jmethodID to_url = (*state.env)->GetMethodID(state.env, uri, "toURL", "()Ljava/net/URL;");
    jobject at = (*state.env)->NewObject(state.env, file, make, (*state.env)->NewStringUTF(state.env, text));
    at = at ? (*state.env)->CallObjectMethod(state.env, at, to_uri) : NULL;
    at = at ? (*state.env)->CallObjectMethod(state.env, at, to_url) : NULL;
    free(text);
    return at;
}

static bool set_url(jobjectArray urls, jsize index, const char *path, size_t length)
{
    jobject url = make_url(path, length);
    if (url)
        (*state.env)->SetObjectArrayElement(state.env, urls, index, url);
    (*state.env)->DeleteLocalRef(state.env, url);
    return check_java("making a URL");
}

static jsize count_tail(void)
{
    jsize count = 0;
    for (const char *at = state.path_tail; at && *at; at += strspn(at, ":"), count++)
        at += strcspn(at, ":");
    return count;
}

static bool fill_urls(jobjectArray urls, const char *const *entries, u32 count)
{
    jsize index = 0;
    for (u32 i = 0; i < count; i++)
        if (!set_url(urls, index++, entries[i], strlen(entries[i])))
            return false;
    const char *at = state.path_tail ? state.path_tail + strspn(state.path_tail, ":") : "";
    for (size_t length; *at; at += length + strspn(at + length, ":")) {
        length = strcspn(at, ":");
        if (!set_url(urls, index++, at, length))
            return false;
    }
    return true;
}

/* Adds a loader to the chain. Its parent is the application loader, which sees the JDK alone. */
static bool add_loader(void)
{
    if (state.loader_count == MAX_LOADERS)
        return false;
    jclass c = (*state.env)->FindClass(state.env, "java/net/URLClassLoader");
    jmethodID make = c ? (*state.env)->GetMethodID(state.env, c, "<init>", "([Ljava/net/URL;)V") : NULL;
    jobject loader = make ? (*state.env)->NewObject(state.env, c, make, state.path_urls) : NULL;
    if (!check_java("making a class loader"))
        return false;
    state.loaders[state.loader_count++] = (*state.env)->NewGlobalRef(state.env, loader);
    (*state.env)->DeleteLocalRef(state.env, loader);
    return true;
}

bool jverify_vm_set_path(const char *const *entries, u32 count)
{
    while (state.loader_count > 0)
        (*state.env)->DeleteGlobalRef(state.env, state.loaders[--state.loader_count]);
    (*state.env)->DeleteGlobalRef(state.env, state.path_urls);
    state.path_urls = NULL;
    if ((*state.env)->PushLocalFrame(state.env, 64) != 0)
        return check_java("making a frame");
    jclass url = (*state.env)->FindClass(state.env, "java/net/URL");
    jobjectArray urls =
        url ? (*state.env)->NewObjectArray(state.env, (jsize)count + count_tail(), url, NULL) : NULL;
    bool good = check_java("making a path") && fill_urls(urls, entries, count);
    if (good)
        state.path_urls = (*state.env)->NewGlobalRef(state.env, urls);
    good = good && add_loader();
    (*state.env)->PopLocalFrame(state.env, NULL);
    return good;
}

/* ---- verdicts ---- */

static char *keep(Arena *scratch, const char *text)
{
    return arena_strdup(scratch, text, strlen(text));
}

static void set_fail(const Fail *fail, Arena *scratch, Verdict *v)
{
    v->kind = VERDICT_REJECTED;
    v->error = fail->error->text;
    v->message = keep(scratch, fail_message(fail));
    v->rule = fail->rule;
    v->section = fail->section;
    if (fail->error == SYM(x_VerifyError))
        v->bci = fail->offset;
}

/* Is a class missing? Not if its file is there and holds a class of another name. */
static bool is_missing(const Object *thrown, const char *message)
{
    const Class *c = object_class(thrown);
    return (c->name == SYM(x_NoClassDefFoundError) || c->name == SYM(x_ClassNotFoundException)) && message &&
           strstr(message, " (wrong name: ") == NULL;
}

static void set_exception(Thread *t, VerdictKind kind, Arena *scratch, Verdict *v)
{
    Object *thrown = t->exception;
    t->exception = NULL;
    Object *text = ref_load(thrown, WK_FIELD(Throwable_detailMessage));
    char *message = text ? string_to_utf8(text) : NULL;
    v->kind = kind;
    v->error = object_class(thrown)->name->text;
    v->message = message ? keep(scratch, message) : NULL;
    if (is_missing(thrown, message)) {
        char *missing = keep(scratch, message);
        for (char *at = missing; *at; at++)
            *at = *at == '.' ? '/' : *at;
        v->kind = VERDICT_UNRESOLVED;
        v->missing = missing;
    }
    free(message);
}

/* The file itself has been parsed before, so an error of the format is a superclass's. */
static VerdictKind definition_kind(const Thread *t)
{
    const Symbol *error = object_class(t->exception)->name;
    return error == SYM(x_ClassFormatError) || error == SYM(x_UnsupportedClassVersionError)
               ? VERDICT_UNRESOLVED
               : VERDICT_REJECTED;
}

/* ---- the format ---- */

/* For the VM a module descriptor is no class. */
static bool is_module(const ClassFile *file, const Fail *fail)
{
    return (file->access & ACC_MODULE) && fail->error == SYM(x_NoClassDefFoundError);
}

static bool parse(const ClassCheck *check, bool of_jdk, Arena *scratch, ClassFile *ret_file, Verdict *v)
{
    Fail fail = {0};
    ParseOptions options = {
        .relax_names = of_jdk,
        .preview = define_options.preview || of_jdk,
        .max_major = release->class_major};
    *ret_file = (ClassFile){0};
    if (parse_class(check->bytes, check->length, &options, scratch, ret_file, &fail)) {
        v->name = ret_file->name->text;
        return true;
    }
    set_fail(&fail, scratch, v);
    if (is_module(ret_file, &fail)) {
        v->kind = VERDICT_SKIPPED;
        v->error = NULL;
        v->message = "a module descriptor";
    }
    return false;
}

const char *jverify_vm_class_name(const u8 *bytes, size_t length, Arena *scratch)
{
    Verdict ignored;
    ClassFile file;
    ClassCheck check = {.bytes = bytes, .length = length};
    return parse(&check, false, scratch, &file, &ignored) ? file.name->text : NULL;
}

/* ---- verification ---- */

/* Inference has no rules for dynamic constants and calls (JVMS 4.10.2 is for versions that have none). */
static bool inference_applies(const Class *c)
{
    for (u32 i = 1; i < c->pool.count; i++) {
        u8 tag = pool_tag(&c->pool, i) & CP_TAG_MASK;
        if (tag == CP_INVOKE_DYNAMIC || tag == CP_DYNAMIC)
            return false;
    }
    return true;
}

static bool verify_as(Thread *t, Class *c, VerifyMode mode, Arena *scratch, Verdict *v)
{
    Fail fail = {0};
    if (verify_class_as(t, c, mode, scratch, &fail))
        return true;
    if (fail.error) {
        set_fail(&fail, scratch, v);
        v->verifier = mode == VERIFY_INFERENCE || c->major < 50 ? "inference" : "type-check";
    } else {
        set_exception(t, VERDICT_UNRESOLVED, scratch, v);
    }
    return false;
}

static void verify(Thread *t, Class *c, bool inference, Arena *scratch, Verdict *v)
{
    if (!verify_as(t, c, VERIFY_DEFAULT, scratch, v))
        return;
    if (inference && c->major >= 50 && inference_applies(c) &&
        !verify_as(t, c, VERIFY_INFERENCE, scratch, v))
        return;
    v->kind = VERDICT_VERIFIED;
}

/* ---- one class ---- */

static bool is_same(const Class *c, const LoaderData *loader, const ClassCheck *check)
{
    return c->loader == loader && c->source_length == check->length &&
           memcmp(class_bytes(c), check->bytes, check->length) == 0;
}

/* The class, if it has been loaded already. NULL: *ret_loader may define it. */
static Class *find_loaded(Thread *t, const Symbol *name, const ClassCheck *check, LoaderData **ret_loader)
{
    for (u32 i = 0; i < state.loader_count; i++) {
        LoaderData *loader = loader_of(t, handles_get((HandleRef)state.loaders[i]));
        Class *c = loader ? loader_find_loaded(loader, name) : NULL;
        if (c && is_same(c, loader, check))
            return c;
        if (!c && loader && !*ret_loader)
            *ret_loader = loader;
    }
    return NULL;
}

static Class *find_or_define(Thread *t, const ClassFile *file, const ClassCheck *check)
{
    LoaderData *loader = NULL;
    Class *c = find_loaded(t, file->name, check, &loader);
    if (!c && !loader) {
        thread_leave_vm(t);
        bool added = add_loader();
        thread_enter_vm(t);
        loader = added ? loader_of(t, handles_get((HandleRef)state.loaders[state.loader_count - 1])) : NULL;
    }
    if (c)
        return c;
    if (!loader) {
        if (!t->exception)
            THROW(t, LinkageError, "too many classes of this name");
        return NULL;
    }
    DefineArgs args = {
        .loader = loader, .name = file->name, .bytes = check->bytes, .length = check->length};
    return define_class(t, &args);
}

void jverify_vm_check(const ClassCheck *check, Arena *scratch, Verdict *v)
{
    ClassFile file;
    if (!parse(check, false, scratch, &file, v))
        return;
    Thread *t = thread_current();
    thread_enter_vm(t);
    Class *c = find_or_define(t, &file, check);
    if (c)
        verify(t, c, check->inference, scratch, v);
    else
        set_exception(t, definition_kind(t), scratch, v);
    thread_leave_vm(t);
}

/* ---- the JDK's own ---- */

static LoaderData *application_loader(Thread *t)
{
    Value loader = {0};
    return call_method(t, WK_METHOD(ClassLoader_getSystemClassLoader), NULL, &loader) ? loader_of(t, loader.l)
                                                                                       : NULL;
}

void jverify_vm_check_jdk(const ClassCheck *check, const char *name, Arena *scratch, Verdict *v)
{
    ClassFile file;
    if (!parse(check, true, scratch, &file, v))
        return;
    Thread *t = thread_current();
    thread_enter_vm(t);
    LoaderData *loader = application_loader(t);
    Class *c = loader ? loader_load(t, loader, symbol_from(name)) : NULL;
    if (c)
        verify(t, c, check->inference, scratch, v);
    else
        set_exception(t, VERDICT_UNRESOLVED, scratch, v);
    thread_leave_vm(t);
}
