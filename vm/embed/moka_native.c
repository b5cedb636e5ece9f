/* moka_native.c - see moka_room.h and vm/moka.h: C functions of natural signature as methods of Java.
 * libffi makes a function with JNI's signature, which Java calls as any native method, and calls the host's
 * function with its own: without environment and class, text for a String, `user` behind the rest. */
#include "vm/embed/moka_room.h"

#include "stdlib/jni/jni_env.h"
#include "stdlib/reflect/mirror.h"
#include "stdlib/reflect/reflect.h"
#include "vm/base/state.h"
#include "vm/exec/call/native.h"
#include "vm/library/wellknown.h"
#include "vm/model/loader_data.h"
#include "vm/model/throw.h"

#include <ffi.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PARAMETERS = 255, JNI_EXTRA = 2 /* environment, class or receiver */ };

/* What is called, and for whom. For an implementation the object has it. */
typedef struct Target {
    struct Target *next, *previous;
    moka_function function;
    void *user;
    void (*release)(void *user);
} Target;

/* How Java reaches functions of one method; as long as the machine lives, for Java may be below it. */
typedef struct MokaBinding {
    struct MokaBinding *next;    /* of the machine or space */
    struct MokaBinding *sibling; /* of all */
    ffi_closure *closure;
    const Method *method;
    Target *_Atomic target; /* NULL: the receiver's field `target` has it */
    u32 target_offset;
    u32 param_count;
    bool has_self; /* the function wants the receiver */
    bool is_text[MOST_PARAMETERS];
    ffi_cif java, host; /* as Java calls, and as the function is called */
    ffi_type *java_types[MOST_PARAMETERS + JNI_EXTRA], *host_types[MOST_PARAMETERS + JNI_EXTRA];
    void *code;
} MokaBinding;

SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t lock;
    Target *targets;       /* all that there are */
    MokaBinding *bindings; /* the same */
    _Atomic u32 shapes; /* classes made so far */
    Class *release_class;
    u32 release_offset;
} state = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* ---- targets ---- */

static Target *target_new(moka_function function, void *user, void (*release)(void *user))
{
    Target *target = calloc(1, sizeof *target);
    if (!target)
        return NULL;
    *target = (Target){.function = function, .user = user, .release = release};
    pthread_mutex_lock(&state.lock);
    target->next = state.targets;
    if (target->next)
        target->next->previous = target;
    state.targets = target;
    pthread_mutex_unlock(&state.lock);
    return target;
}

static void unlink_locked(Target *target)
{
    if (target->next)
        target->next->previous = target->previous;
    if (target->previous)
        target->previous->next = target->next;
    else
        state.targets = target->next;
}

static void target_release(Target *target)
{
    pthread_mutex_lock(&state.lock);
    unlink_locked(target);
    pthread_mutex_unlock(&state.lock);
    if (target->release)
        target->release(target->user);
    free(target);
}

/* ---- Java calls, IN_NATIVE ---- */

typedef union Word {
    i64 integer;
    void *pointer;
    double real;
} Word;

static char *text_of(Thread *t, HandleRef handle)
{
    size_t length;
    thread_enter_vm(t);
    const Object *string = handles_get(handle);
    char *text = string ? moka_text_of_string(string, &length) : NULL;
    thread_leave_vm(t);
    return text;
}

static Target *target_of(const MokaBinding *binding, Thread *t, HandleRef self)
{
    Target *target = atomic_load(&binding->target);
    if (target)
        return target;
    thread_enter_vm(t);
    target = *(Target **)object_at(handles_get(self), binding->target_offset);
    thread_leave_vm(t);
    return target;
}

/* A reference that the function gives away becomes a local one of Java's call. */
static HandleRef take_result(Thread *t, moka_object *object)
{
    thread_enter_vm(t);
    HandleRef local = handles_local(t, moka_object_get(object));
    thread_leave_vm(t);
    moka_release(NULL, object);
    return local;
}

static void call_host(ffi_cif *java, void *ret, void **args, void *data)
{
    (void)java;
    MokaBinding *binding = data;
    Thread *t = *(Thread **)args[0];
    HandleRef self = *(HandleRef *)args[1];
    Target *target = target_of(binding, t, self);
    void *values[MOST_PARAMETERS + JNI_EXTRA];
    char *texts[MOST_PARAMETERS];
    u32 used = 0;
    if (binding->has_self)
        values[used++] = &self;
    for (u32 i = 0; i < binding->param_count; i++) {
        texts[i] = binding->is_text[i] ? text_of(t, *(HandleRef *)args[i + JNI_EXTRA]) : NULL;
        values[used++] = binding->is_text[i] ? (void *)&texts[i] : args[i + JNI_EXTRA];
    }
    values[used] = &target->user;
    Word result = {0};
    ffi_call(&binding->host, target->function, &result, values);
    if (type_is_ref((Type)binding->method->return_type))
        result.pointer = take_result(t, result.pointer);
    memcpy(ret, &result, sizeof result);
    for (u32 i = 0; i < binding->param_count; i++)
        moka_memory_free(texts[i]);
}

/* ---- making ---- */

static ffi_type *ffi_type_of(Type type)
{
    switch (type) {
    case T_BOOLEAN: return &ffi_type_uint8;
    case T_BYTE: return &ffi_type_sint8;
    case T_CHAR: return &ffi_type_uint16;
    case T_SHORT: return &ffi_type_sint16;
    case T_INT: return &ffi_type_sint32;
    case T_LONG: return &ffi_type_sint64;
    case T_FLOAT: return &ffi_type_float;
    case T_DOUBLE: return &ffi_type_double;
    case T_VOID: return &ffi_type_void;
    default: return &ffi_type_pointer;
    }
}

static void read_signature(MokaBinding *binding)
{
    const Method *m = binding->method;
    u32 host = 0;
    binding->java_types[0] = binding->java_types[1] = &ffi_type_pointer;
    if (binding->has_self)
        binding->host_types[host++] = &ffi_type_pointer;
    SigIter it = sig_begin(m->desc);
    while (sig_next(&it)) {
        ffi_type *type = ffi_type_of(it.type);
        binding->is_text[binding->param_count] = moka_value_is_string(it.text, it.length);
        binding->java_types[JNI_EXTRA + binding->param_count++] = type;
        binding->host_types[host++] = type;
    }
    binding->host_types[host++] = &ffi_type_pointer; /* user */
    ffi_type *result = ffi_type_of((Type)m->return_type);
    ffi_prep_cif(&binding->java, FFI_DEFAULT_ABI, JNI_EXTRA + binding->param_count, result,
                 binding->java_types);
    ffi_prep_cif(&binding->host, FFI_DEFAULT_ABI, host, result, binding->host_types);
}

static void binding_free(MokaBinding *binding)
{
    if (binding->closure)
        ffi_closure_free(binding->closure);
    free(binding);
}

static MokaBinding *binding_new(const Method *m, bool has_self)
{
    MokaBinding *binding = calloc(1, sizeof *binding);
    if (!binding)
        return NULL;
    binding->method = m;
    binding->has_self = has_self;
    read_signature(binding);
    ffi_closure *closure = binding->closure = ffi_closure_alloc(sizeof *closure, &binding->code);
    if (closure &&
        ffi_prep_closure_loc(closure, &binding->java, call_host, binding, binding->code) == FFI_OK) {
        pthread_mutex_lock(&state.lock);
        binding->sibling = state.bindings;
        state.bindings = binding;
        pthread_mutex_unlock(&state.lock);
        return binding;
    }
    binding_free(binding);
    return NULL;
}

/* ---- native methods ---- */

static MokaBinding *find_binding(moka_vm *vm, const Method *m)
{
    pthread_mutex_lock(&vm->lock);
    MokaBinding *binding = vm->bindings;
    while (binding && binding->method != m)
        binding = binding->next;
    pthread_mutex_unlock(&vm->lock);
    return binding;
}

static void add_binding(moka_vm *vm, MokaBinding *binding)
{
    pthread_mutex_lock(&vm->lock);
    binding->next = vm->bindings;
    vm->bindings = binding;
    pthread_mutex_unlock(&vm->lock);
}

/* A target that is replaced stays: a call may be under way to it. */
static moka_error *bind(moka_vm *vm, Method *m, moka_function function, void *user)
{
    MokaBinding *binding = find_binding(vm, m);
    Target *target = target_new(function, user, NULL);
    bool is_new = !binding;
    if (is_new)
        binding = binding_new(m, !method_is_static(m));
    if (!binding || !target)
        return moka_error_no_memory();
    atomic_store(&binding->target, target);
    if (is_new)
        add_binding(vm, binding);
    native_register(m, binding->code, false);
    return NULL;
}

moka_error *moka_native(moka_vm *vm, const char *name, moka_function function, void *user)
{
    MokaVisit visit;
    Method *m;
    moka_error *error = moka_begin(&visit, vm);
    if (error)
        return error;
    MOKA_ENTER(&visit);
    error = moka_name_method(visit.t, vm, name, &m);
    if (!error && !method_is_native(m))
        error = moka_error_new(MOKA_BAD_ARGUMENT, "%s is not declared native", name);
    if (!error && function)
        error = bind(vm, m, function, user);
    else if (!error)
        native_unbind(m);
    moka_leave(&visit);
    return error;
}

/* ---- implementations of interfaces ---- */

/* A class that implements one method of an interface; its objects have the target in a field. */
typedef struct MokaShape {
    struct MokaShape *next;
    const Method *method;
    HandleRef mirror;
    u32 offset;
} MokaShape;

static MokaShape *find_shape(moka_vm *vm, const Method *m)
{
    pthread_mutex_lock(&vm->lock);
    MokaShape *shape = vm->shapes;
    while (shape && shape->method != m)
        shape = shape->next;
    pthread_mutex_unlock(&vm->lock);
    return shape;
}

/* It lies beside the interface, which need not be public. */
static Class *define_shape(Thread *t, const Method *m)
{
    char name[1024];
    snprintf(name, sizeof name, "%s$Moka%u", m->holder->name->text, atomic_fetch_add(&state.shapes, 1) + 1);
    const MokaClassForm form = {.name = name,
                                .super = "java/lang/Object",
                                .interface = m->holder->name->text,
                                .field = "target",
                                .natives = {{m->name->text, m->desc->text}}};
    return moka_class_define(t, &form, m->holder->loader->host->java_loader);
}

static MokaShape *make_shape(Thread *t, moka_vm *vm, const Method *m)
{
    Class *c = define_shape(t, m);
    if (!c)
        return NULL;
    MokaBinding *binding = binding_new(&c->methods[0], false);
    MokaShape *shape = calloc(1, sizeof *shape);
    if (!binding || !shape) {
        free(shape);
        throw_out_of_memory(t, "Native memory allocation");
        return NULL;
    }
    shape->method = m;
    shape->mirror = handles_global(c->mirror);
    shape->offset = binding->target_offset = c->fields[0].offset;
    native_register(&c->methods[0], binding->code, false);
    pthread_mutex_lock(&vm->lock);
    shape->next = vm->shapes;
    vm->shapes = shape;
    pthread_mutex_unlock(&vm->lock);
    return shape;
}

static void JNICALL run_release(JNIEnv *env, jobject self)
{
    Thread *t = (Thread *)(void *)env;
    thread_enter_vm(t);
    Target **place = object_at(handles_get((HandleRef)self), state.release_offset);
    Target *target = *place;
    *place = NULL;
    thread_leave_vm(t);
    if (target)
        target_release(target);
}

/* The Runnable that the JDK's cleaner runs when the object is garbage. */
static Object *new_release(Thread *t, Target *target)
{
    const MokaClassForm form = {.name = "moka/Release",
                                .super = "java/lang/Object",
                                .interface = "java/lang/Runnable",
                                .field = "target",
                                .natives = {{"run", "()V"}}};
    if (!state.release_class) {
        Class *c = moka_class_define(t, &form, NULL);
        if (!c)
            return NULL;
        native_register(&c->methods[0], (void *)(uintptr_t)run_release, false);
        state.release_offset = c->fields[0].offset;
        state.release_class = c;
    }
    Object *object = reflect_allocate(t, state.release_class);
    if (object)
        *(Target **)object_at(object, state.release_offset) = target;
    return object;
}

/* Registers the object with the JDK's cleaner. */
static moka_error *watch(moka_vm *vm, moka_object *object, Target *target)
{
    MokaVisit visit;
    bool failed;
    moka_value cleaner = {0}, release = {0};
    moka_error *error = moka_begin(&visit, vm);
    if (error)
        return error;
    MOKA_ENTER(&visit);
    Object *runnable = new_release(visit.t, target);
    if (runnable)
        release = moka_ref(moka_object_new(runnable, &failed));
    else
        error = moka_error_of_pending(visit.t);
    moka_leave(&visit);
    if (!error)
        error = moka_invoke(vm, "jdk/internal/ref/CleanerFactory.cleaner", NULL, 0, &cleaner);
    if (!error)
        error = moka_invoke(vm, "java/lang/ref/Cleaner.register",
                            (moka_value[]){cleaner, moka_ref(object), release}, 3, NULL);
    moka_clear(&release);
    moka_clear(&cleaner);
    return error;
}

static moka_error *new_implementation(Thread *t, moka_vm *vm, const char *name, Target *target,
                                      moka_object **ret)
{
    Method *m;
    bool failed;
    moka_error *error = moka_name_method(t, vm, name, &m);
    if (error)
        return error;
    if (!class_is_interface(m->holder) || method_is_static(m))
        return moka_error_new(MOKA_BAD_ARGUMENT, "%s is no interface's method", name);
    MokaShape *shape = find_shape(vm, m);
    if (!shape)
        shape = make_shape(t, vm, m);
    Object *object = shape ? reflect_allocate(t, mirror_class(handles_get(shape->mirror))) : NULL;
    if (!object)
        return moka_error_of_pending(t);
    *(Target **)object_at(object, shape->offset) = target;
    *ret = moka_object_new(object, &failed);
    return failed ? moka_error_no_memory() : NULL;
}

moka_error *moka_implement(moka_vm *vm, const char *name, moka_function function, void *user,
                           void (*release)(void *user), moka_object **object)
{
    MokaVisit visit;
    *object = NULL;
    moka_error *error = moka_begin(&visit, vm);
    if (error)
        return error;
    Target *target = target_new(function, user, release);
    if (!target)
        return moka_error_no_memory();
    MOKA_ENTER(&visit);
    error = new_implementation(visit.t, vm, name, target, object);
    moka_leave(&visit);
    return error ? error : watch(vm, *object, target);
}

moka_error *moka_buffer(moka_vm *vm, void *data, size_t length, void (*release)(void *user), void *user,
                        moka_object **buffer)
{
    MokaVisit visit;
    bool failed;
    *buffer = NULL;
    if (length > INT32_MAX)
        return moka_error_new(MOKA_BAD_ARGUMENT, "a buffer has at most %d bytes", INT32_MAX);
    moka_error *error = moka_begin(&visit, vm);
    if (error)
        return error;
    Target *target = release ? target_new(NULL, user, release) : NULL;
    if (release && !target)
        return moka_error_no_memory();
    MOKA_ENTER(&visit);
    Object *object = reflect_new_direct_buffer(visit.t, data, (i64)length);
    if (object)
        *buffer = moka_object_new(object, &failed);
    else
        error = moka_error_of_pending(visit.t);
    moka_leave(&visit);
    return error || !release ? error : watch(vm, *buffer, target);
}

void moka_native_forget(moka_vm *vm)
{
    for (MokaShape *shape = vm->shapes, *next; shape; shape = next) {
        next = shape->next;
        handles_delete_global(shape->mirror);
        free(shape);
    }
    vm->shapes = NULL;
    vm->bindings = NULL;
}

static void release_targets(void)
{
    for (;;) {
        pthread_mutex_lock(&state.lock);
        Target *target = state.targets;
        pthread_mutex_unlock(&state.lock);
        if (!target)
            return;
        target_release(target);
    }
}

void moka_native_end(void)
{
    release_targets();
    for (MokaBinding *binding = state.bindings, *next; binding; binding = next) {
        next = binding->sibling;
        binding_free(binding);
    }
    STATE_CLEAR(state);
}

/* ---- throwing ---- */

static void throw_named(Thread *t, moka_vm *vm, const char *class_name, const char *message)
{
    Class *c;
    moka_error *error = moka_name_class(t, vm, class_name, strlen(class_name), &c);
    if (!error && !class_is_subtype(c, WK(Throwable)))
        error = moka_error_new(MOKA_BAD_ARGUMENT, "%s is no Throwable", class_name);
    if (error)
        moka_error_throw(t, error);
    else
        jni_throw_class(t, c, message);
    moka_error_free(error);
}

/* moka_leave makes `pending` what is pending. */
bool moka_throw(moka_vm *vm, const char *class_name, const char *message)
{
    MokaVisit visit;
    moka_error *error =
        thread_current() && thread_current()->fp ? moka_begin(&visit, vm) : moka_error_no_memory();
    moka_error_free(error);
    if (error)
        return false;
    MOKA_ENTER(&visit);
    throw_named(visit.t, vm, class_name, message);
    visit.pending = handles_local(visit.t, visit.t->exception);
    moka_leave(&visit);
    return true;
}

bool moka_rethrow(moka_vm *vm, moka_error *error)
{
    MokaVisit visit;
    bool is_below = error && thread_current() && thread_current()->fp;
    moka_error *refused = is_below ? moka_begin(&visit, vm) : NULL;
    if (is_below && !refused) {
        MOKA_ENTER(&visit);
        moka_error_throw(visit.t, error);
        visit.pending = handles_local(visit.t, visit.t->exception);
        moka_leave(&visit);
    }
    moka_error_free(refused);
    moka_error_free(error);
    return is_below;
}
