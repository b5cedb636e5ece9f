/* moka_stream.c - see moka_room.h: System.out, System.err and System.in are functions of the host.
 * Two small classes with native methods stand below the JDK's PrintStream. */
#include "vm/embed/moka_room.h"

#include "stdlib/jni/jni_env.h"
#include "stdlib/reflect/mirror.h"
#include "stdlib/reflect/reflect.h"
#include "vm/base/state.h"
#include "vm/exec/call/native.h"

#include <stdlib.h>

SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t out, err; /* a stream is written by one thread at a time */
} state = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};

/* Not to be cancelled on the way, since the lock outlives the machine. */
void moka_stream_write(bool is_err, const char *bytes, size_t length)
{
    int cancel;
    pthread_mutex_t *lock = is_err ? &state.err : &state.out;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &cancel);
    pthread_mutex_lock(lock);
    (is_err ? moka_machine.err : moka_machine.out)(moka_machine.user, bytes, length);
    pthread_mutex_unlock(lock);
    pthread_setcancelstate(cancel, NULL);
}

static void write_out(const char *bytes, size_t length)
{
    moka_stream_write(false, bytes, length);
}

static void write_err(const char *bytes, size_t length)
{
    moka_stream_write(true, bytes, length);
}

/* ---- natives, called IN_NATIVE ---- */

/* Bytes of a Java array in memory of C, since objects are out of reach IN_NATIVE. NULL: thrown. */
static char *copy_range(JNIEnv *env, jbyteArray array, jint offset, jint length)
{
    char *bytes = malloc((size_t)(length > 0 ? length : 1));
    if (bytes)
        jni_GetByteArrayRegion(env, array, offset, length, (jbyte *)bytes);
    if (bytes && !jni_ExceptionCheck(env))
        return bytes;
    free(bytes);
    return NULL;
}

static void write_range(JNIEnv *env, jbyteArray array, jint offset, jint length,
                        void (*to)(const char *bytes, size_t length))
{
    char *bytes = copy_range(env, array, offset, length);
    if (bytes && length > 0)
        to(bytes, (size_t)length);
    free(bytes);
}

static void out_write_byte(JNIEnv *env, jobject self, jint byte)
{
    (void)env, (void)self;
    write_out(&(char){(char)byte}, 1);
}

static void err_write_byte(JNIEnv *env, jobject self, jint byte)
{
    (void)env, (void)self;
    write_err(&(char){(char)byte}, 1);
}

static void out_write_range(JNIEnv *env, jobject self, jbyteArray array, jint offset, jint length)
{
    (void)self;
    write_range(env, array, offset, length, write_out);
}

static void err_write_range(JNIEnv *env, jobject self, jbyteArray array, jint offset, jint length)
{
    (void)self;
    write_range(env, array, offset, length, write_err);
}

static jint in_read_byte(JNIEnv *env, jobject self)
{
    (void)env, (void)self;
    char byte;
    return moka_machine.in(moka_machine.user, &byte, 1) ? (jint)(unsigned char)byte : -1;
}

static jint in_read_range(JNIEnv *env, jobject self, jbyteArray array, jint offset, jint length)
{
    (void)self;
    if (length <= 0)
        return 0;
    char *bytes = malloc((size_t)length);
    size_t got = bytes ? moka_machine.in(moka_machine.user, bytes, (size_t)length) : 0;
    if (got)
        jni_SetByteArrayRegion(env, array, offset, (jsize)got, (const jbyte *)bytes);
    free(bytes);
    return got ? (jint)got : -1;
}

/* ---- the streams ---- */

#define CODE(function) ((void *)(uintptr_t)(function))

/* An instance of a class of this form with its methods bound, for the host. IN_JAVA. */
static moka_error *make_stream(Thread *t, const MokaClassForm *form, void *one, void *many, moka_value *ret)
{
    bool failed;
    Class *c = moka_class_define(t, form, NULL);
    Object *stream = c ? reflect_allocate(t, c) : NULL;
    if (!stream)
        return moka_error_of_pending(t);
    native_register(&c->methods[0], one, false);
    native_register(&c->methods[1], many, false);
    *ret = moka_ref(moka_object_new(stream, &failed));
    return failed ? moka_error_no_memory() : NULL;
}

static moka_error *make_in_visit(moka_vm *vm, const MokaClassForm *form, void *one, void *many,
                                 moka_value *ret)
{
    MokaVisit visit;
    moka_error *error = moka_begin(&visit, vm);
    if (error)
        return error;
    MOKA_ENTER(&visit);
    error = make_stream(visit.t, form, one, many, ret);
    moka_leave(&visit);
    return error;
}

/* As the JDK makes its own: a PrintStream that writes through, over a buffer. */
static moka_error *install_writer(moka_vm *vm, const char *class_name, void *one, void *many,
                                  const char *setter)
{
    const MokaClassForm form = {.name = class_name,
                                .super = "java/io/OutputStream",
                                .natives = {{"write", "(I)V"}, {"write", "([BII)V"}}};
    moka_value raw = {0}, buffer = {0}, print = {0};
    moka_error *error = make_in_visit(vm, &form, one, many, &raw);
    if (!error)
        error = moka_invoke(vm, "java/io/BufferedOutputStream.<init>(Ljava/io/OutputStream;I)V",
                            (moka_value[]){raw, moka_integer(8192)}, 2, &buffer);
    if (!error)
        error = moka_invoke(vm, "java/io/PrintStream.<init>(Ljava/io/OutputStream;ZLjava/lang/String;)V",
                            (moka_value[]){buffer, moka_integer(1), moka_text("UTF-8")}, 3, &print);
    if (!error)
        error = moka_invoke(vm, setter, &print, 1, NULL);
    moka_clear(&raw);
    moka_clear(&buffer);
    moka_clear(&print);
    return error;
}

static moka_error *install_reader(moka_vm *vm)
{
    const MokaClassForm form = {
        .name = "moka/In", .super = "java/io/InputStream", .natives = {{"read", "()I"}, {"read", "([BII)I"}}};
    moka_value raw = {0};
    moka_error *error = make_in_visit(vm, &form, CODE(in_read_byte), CODE(in_read_range), &raw);
    if (!error)
        error = moka_invoke(vm, "java/lang/System.setIn", &raw, 1, NULL);
    moka_clear(&raw);
    return error;
}

moka_error *moka_stream_install(moka_vm *vm)
{
    moka_error *error = NULL;
    if (moka_machine.out)
        error = install_writer(vm, "moka/Out", CODE(out_write_byte), CODE(out_write_range),
                               "java/lang/System.setOut");
    if (!error && moka_machine.err)
        error = install_writer(vm, "moka/Err", CODE(err_write_byte), CODE(err_write_range),
                               "java/lang/System.setErr");
    return error || !moka_machine.in ? error : install_reader(vm);
}
