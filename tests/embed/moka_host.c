/* moka_host.c - a host that uses all of moka.h, for the suite 39_embedding
 * usage: [MOKA_HOST_SNAPSHOT=FILE] moka_host CASE CLASS_PATH [OPTION...]; prints what was wrong; the last
 * line counts the checks. */
#include "vm/moka.h"

#include <jni.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

static moka_vm *vm;
static const char *class_path;
static char **arguments; /* of the machine, for tiers and a stressed collector */
static int argument_count;
static int checks, failures;

#define CHECK(condition)                                                                                     \
    (checks++,                                                                                               \
     (condition) ? (void)0 : (void)(failures++, printf("%s:%d: %s\n", __FILE__, __LINE__, #condition)))

/* Takes the error; was it of this kind, with these words in its message? */
static bool is(moka_error *error, moka_kind kind, const char *words)
{
    bool good = error ? error->kind == kind && strstr(error->message, words) : !kind;
    if (!good)
        printf("kind %d, not %d: %s\n%s", error ? error->kind : 0, kind, error ? error->message : "success",
               error ? error->trace : "");
    moka_error_free(error);
    return good;
}

#define GOOD(call)             CHECK(is(call, 0, ""))
#define BAD(call, kind, words) CHECK(is(call, kind, words))

static moka_error *create_with(moka_options options)
{
    const moka_source path = {.name = class_path};
    options.size = sizeof options;
    options.class_path = &path;
    options.class_path_count = 1;
    options.snapshot = getenv("MOKA_HOST_SNAPSHOT");
    if (!options.arguments) {
        options.arguments = (const char *const *)arguments;
        options.argument_count = (size_t)argument_count;
    }
    return moka_create(&options, &vm);
}

static void start(void)
{
    GOOD(create_with((moka_options){0}));
    if (!vm)
        exit(2);
}

static void stop(void)
{
    GOOD(moka_destroy(vm));
}

static bool has_text(moka_value *value, const char *text)
{
    bool good = value->type == MOKA_TEXT && value->text && value->length == strlen(text) &&
                strcmp(value->text, text) == 0;
    if (!good)
        printf("type %d: %s, not %s\n", value->type, value->type == MOKA_TEXT ? value->text : "", text);
    moka_clear(value);
    return good;
}

static bool same_text(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

/* ---- values and calls ---- */

static void check_echo(const char *name, moka_value in, moka_value out)
{
    moka_value result;
    GOOD(moka_invoke(vm, name, &in, 1, &result));
    CHECK(result.type == out.type);
    CHECK(out.type == MOKA_REAL ? result.real == out.real : result.integer == out.integer);
}

static void check_numbers(void)
{
    check_echo("Host.echo(Z)Z", moka_integer(1), moka_integer(1));
    check_echo("Host.echo(B)B", moka_integer(-128), moka_integer(-128));
    check_echo("Host.echo(C)C", moka_integer(65535), moka_integer(65535));
    check_echo("Host.echo(S)S", moka_integer(-32768), moka_integer(-32768));
    check_echo("Host.echo(I)I", moka_integer(INT32_MIN), moka_integer(INT32_MIN));
    check_echo("Host.echo(J)J", moka_integer(INT64_MIN), moka_integer(INT64_MIN));
    check_echo("Host.echo(F)F", moka_real(0.5), moka_real(0.5));
    check_echo("Host.echo(D)D", moka_real(0.1), moka_real(0.1));
    check_echo("Host.echo(D)D", moka_integer(7), moka_real(7));
    check_echo("Host.echo(F)F", moka_integer(-7), moka_real(-7));
    BAD(moka_invoke(vm, "Host.echo(Z)Z", MOKA_ARGS(2), NULL), MOKA_BAD_ARGUMENT,
        "argument 1: the number is out");
    BAD(moka_invoke(vm, "Host.echo(B)B", MOKA_ARGS(128), NULL), MOKA_BAD_ARGUMENT, "out of range");
    BAD(moka_invoke(vm, "Host.echo(C)C", MOKA_ARGS(-1), NULL), MOKA_BAD_ARGUMENT, "out of range");
    BAD(moka_invoke(vm, "Host.echo(I)I", MOKA_ARGS(1L << 31), NULL), MOKA_BAD_ARGUMENT, "out of range");
    BAD(moka_invoke(vm, "Host.echo(I)I", MOKA_ARGS(1.0), NULL), MOKA_BAD_ARGUMENT, "real number is no whole");
    BAD(moka_invoke(vm, "Host.echo(D)D", MOKA_ARGS((1L << 53) + 1), NULL), MOKA_BAD_ARGUMENT, "lose digits");
    BAD(moka_invoke(vm, "Host.echo(F)F", MOKA_ARGS(1e300), NULL), MOKA_BAD_ARGUMENT, "out of range");
    BAD(moka_invoke(vm, "Host.echo(J)J", MOKA_ARGS("7"), NULL), MOKA_BAD_ARGUMENT, "a text is no number");
    BAD(moka_invoke(vm, "Host.echo(J)J", NULL, 0, NULL), MOKA_BAD_ARGUMENT, "0 arguments for 1");
}

static void check_text(const char *in, size_t length, const char *out, size_t out_length)
{
    moka_value text = moka_text_of(in, length), result;
    GOOD(moka_invoke(vm, "Host.echo(Ljava/lang/String;)Ljava/lang/String;", &text, 1, &result));
    CHECK(result.type == MOKA_TEXT && result.length == out_length &&
          memcmp(result.text, out, out_length + 1) == 0);
    moka_clear(&result);
}

#define TEXT(in, out) check_text(in, sizeof(in) - 1, out, sizeof(out) - 1)

static void check_texts(void)
{
    moka_value result;
    static char longer[5000];
    memset(longer, 'x', sizeof longer - 1);
    TEXT("", "");
    TEXT("a\0b", "a\0b");
    TEXT("\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80", "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80");
    TEXT("\xFFz\xC0\x80\xED\xA0\x80",
         "\xEF\xBF\xBDz\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    TEXT("\xE2\x82", "\xEF\xBF\xBD");
    check_text(longer, sizeof longer - 1, longer, sizeof longer - 1);
    GOOD(moka_invoke(vm, "Host.surrogate", NULL, 0, &result));
    CHECK(has_text(&result, "\xEF\xBF\xBD"));
    GOOD(moka_invoke(vm, "Host.echo(Ljava/lang/String;)Ljava/lang/String;", MOKA_ARGS(NULL), &result));
    CHECK(result.type == MOKA_TEXT && !result.text);
    GOOD(moka_invoke(vm, "Host.kind(Ljava/lang/Object;)Ljava/lang/String;", MOKA_ARGS("text"), &result));
    CHECK(has_text(&result, "java.lang.String"));
    BAD(moka_invoke(vm, "Host.list", MOKA_ARGS("text"), NULL), MOKA_BAD_ARGUMENT,
        "a text is not of the type");
    BAD(moka_invoke(vm, "Host.list", MOKA_ARGS(1), NULL), MOKA_BAD_ARGUMENT, "a number is no object");
}

static void check_objects(void)
{
    moka_value host, result;
    GOOD(moka_invoke(vm, "Host.<init>(I)V", MOKA_ARGS(5), &host));
    CHECK(host.type == MOKA_OBJECT && moka_is(vm, host.object, "Host") &&
          !moka_is(vm, host.object, "Nowhere"));
    GOOD(moka_invoke(vm, "Host.get", &host, 1, &result));
    CHECK(result.integer == 5);
    GOOD(moka_invoke(vm, "java/lang/Object.toString", &host, 1, &result)); /* called virtually */
    CHECK(has_text(&result, "Host 5"));
    GOOD(moka_describe(vm, host.object, &result));
    CHECK(has_text(&result, "Host 5"));
    BAD(moka_invoke(vm, "Host.get", MOKA_ARGS(NULL), NULL), MOKA_BAD_ARGUMENT, "no object of the class");
    GOOD(moka_field_get(vm, "Host.number", host.object, &result));
    CHECK(result.integer == 5);
    GOOD(moka_field_set(vm, "Host.number", host.object, moka_integer(6)));
    GOOD(moka_field_get(vm, "Host.number", host.object, &result));
    CHECK(result.integer == 6);
    GOOD(moka_field_set(vm, "Host.name", NULL, moka_text("n")));
    GOOD(moka_field_get(vm, "Host.name", NULL, &result));
    CHECK(has_text(&result, "n"));
    BAD(moka_field_set(vm, "Host.CONSTANT", NULL, moka_text("n")), MOKA_BAD_ARGUMENT, "is final");
    BAD(moka_field_get(vm, "Host.nothing", NULL, &result), MOKA_NOT_FOUND, "no field Host.nothing");
    moka_object *again = moka_retain(vm, host.object);
    CHECK(again != host.object && moka_same(vm, again, host.object));
    moka_release(vm, again);
    moka_clear(&host);
}

static void check_names(void)
{
    const moka_method *method;
    BAD(moka_find(vm, "Nowhere.m", &method), MOKA_NOT_FOUND, "no class Nowhere");
    BAD(moka_find(vm, "Host.nothing()V", &method), MOKA_NOT_FOUND, "no method Host.nothing()V");
    BAD(moka_find(vm, "Host.echo", &method), MOKA_NOT_FOUND, "declared several times");
    BAD(moka_find(vm, "Host", &method), MOKA_BAD_ARGUMENT, "is no name");
    BAD(moka_find(vm, "a.b.c()V", &method), MOKA_BAD_ARGUMENT, "is no name");
    BAD(moka_find(vm, "Broken.m()V", &method), MOKA_EXCEPTION, "java.lang.ExceptionInInitializerError");
    CHECK(!method);
    GOOD(moka_find(vm, "java/util/ArrayList.isEmpty", &method)); /* inherited ones and bridges do not count */
}

static void check_exceptions(void)
{
    moka_value result = moka_integer(3);
    moka_error *error = moka_invoke(vm, "Host.fail", MOKA_ARGS("why"), &result);
    CHECK(error && error->kind == MOKA_EXCEPTION && result.type == MOKA_NONE);
    CHECK(same_text(error->message, "java.lang.IllegalStateException: why"));
    CHECK(same_text(error->class_name, "java/lang/IllegalStateException") && same_text(error->detail, "why"));
    CHECK(strstr(error->trace, "\tat Host.fail(Host.java:"));
    CHECK(error->cause && same_text(error->cause->detail, "because") && !error->cause->cause);
    moka_object *thrown = moka_error_throwable(vm, error);
    CHECK(moka_is(vm, thrown, "java/lang/RuntimeException"));
    moka_release(vm, thrown);
    moka_error_free(error);
    BAD(moka_invoke(vm, "Host.overflow", NULL, 0, NULL), MOKA_EXCEPTION, "java.lang.StackOverflowError");
    BAD(moka_invoke(vm, "Host.hoard", NULL, 0, NULL), MOKA_EXCEPTION,
        "java.lang.OutOfMemoryError: Java heap space");
    GOOD(moka_invoke(vm, "Host.echo(I)I", MOKA_ARGS(1), NULL));
}

static void check_main(void)
{
    const char *argv[] = {"x", "\xC3\xA4"};
    moka_value result;
    GOOD(moka_main(vm, "Host", 2, argv));
    GOOD(moka_field_get(vm, "Host.name", NULL, &result));
    CHECK(has_text(&result, "x\xC3\xA4"));
    BAD(moka_main(vm, "Nowhere", 0, NULL), MOKA_NOT_FOUND, "no class Nowhere");
}

static void case_calls(void)
{
    GOOD(create_with((moka_options){.max_heap = 32 << 20}));
    check_numbers();
    check_texts();
    check_objects();
    check_names();
    check_exceptions();
    check_main();
    moka_statistics statistics = {.size = sizeof statistics};
    moka_measure(vm, &statistics);
    CHECK(statistics.objects == 0 && statistics.heap_max == 32 << 20 && statistics.classes > 400);
    stop();
}

/* ---- arrays and buffers ---- */

static int released;

static void note_release(void *user)
{
    released += *(int *)user;
}

static void check_release(void)
{
    for (int i = 0; i < 200 && !released; i++) {
        GOOD(moka_collect(vm));
        usleep(5000);
    }
    CHECK(released == 1);
    released = 0;
}

static void case_arrays(void)
{
    static int one = 1;
    static char memory[100];
    moka_object *array, *buffer;
    moka_value value;
    moka_span span;
    start();
    GOOD(moka_array(vm, "J", 10, &array));
    CHECK(moka_count(vm, array) == 10);
    GOOD(moka_array_set(vm, array, 9, moka_integer(INT64_MAX)));
    GOOD(moka_array_get(vm, array, 9, &value));
    CHECK(value.integer == INT64_MAX);
    BAD(moka_array_get(vm, array, 10, &value), MOKA_BAD_ARGUMENT, "index 10 of 10");
    BAD(moka_array_set(vm, array, 0, moka_text("")), MOKA_BAD_ARGUMENT, "a text is no number");
    GOOD(moka_pin(vm, array, &span));
    CHECK(span.count == 10 && span.type == 'J' && ((int64_t *)span.data)[9] == INT64_MAX);
    ((int64_t *)span.data)[0] = 42;
    GOOD(moka_collect(vm));
    GOOD(moka_array_get(vm, array, 0, &value));
    CHECK(value.integer == 42);
    moka_unpin(vm, &span);
    moka_release(vm, array);
    GOOD(moka_array(vm, "java/lang/String", 2, &array));
    GOOD(moka_array_set(vm, array, 0, moka_text("s")));
    GOOD(moka_array_get(vm, array, 0, &value));
    CHECK(has_text(&value, "s"));
    BAD(moka_array_set(vm, array, 1, moka_ref(array)), MOKA_BAD_ARGUMENT, "not of the type");
    BAD(moka_pin(vm, array, &span), MOKA_BAD_ARGUMENT, "no array of numbers");
    moka_release(vm, array);
    GOOD(moka_array(vm, "[I", 2, &array));
    GOOD(moka_describe(vm, array, &value));
    CHECK(strncmp(value.text, "[[I@", 4) == 0);
    moka_clear(&value);
    moka_release(vm, array);
    BAD(moka_array(vm, "Nowhere", 2, &array), MOKA_NOT_FOUND, "no class [LNowhere;");
    GOOD(moka_buffer(vm, memory, sizeof memory, note_release, &one, &buffer));
    CHECK(moka_count(vm, buffer) == 100);
    GOOD(moka_invoke(vm, "java/nio/ByteBuffer.put(IB)Ljava/nio/ByteBuffer;", MOKA_ARGS(buffer, 3, 77),
                     &value));
    moka_clear(&value);
    CHECK(memory[3] == 77);
    GOOD(moka_pin(vm, buffer, &span));
    CHECK(span.data == memory && span.count == 100 && span.type == 'B');
    moka_unpin(vm, &span);
    moka_release(vm, buffer);
    check_release();
    stop();
}

/* ---- C for Java ---- */

static int64_t sum(bool z, int8_t b, uint16_t c, int16_t s, int32_t i, int64_t j, float f, double d,
                   const char *text, moka_object *object, void *user)
{
    CHECK(same_text(text, "t\xC3\xA4") && object && user == &vm);
    return z + b + c + s + i + j + (int64_t)f + (int64_t)d;
}

static moka_object *twice(moka_object *self, const char *text, void *user)
{
    char both[100];
    moka_object *string;
    CHECK(moka_is(user ? user : vm, self, "Natives") && (!text || strlen(text) < 40));
    if (!text)
        return NULL;
    snprintf(both, sizeof both, "%s%s", text, text);
    GOOD(moka_string(vm, both, strlen(both), &string));
    return string;
}

static moka_object *itself(moka_object *object)
{
    return object;
}

static void thrower(int32_t how)
{
    moka_value value;
    if (how == 0)
        CHECK(moka_throw(vm, "java/io/IOException", "from C"));
    else if (how == 1)
        CHECK(moka_rethrow(vm, moka_invoke(vm, "Host.fail", MOKA_ARGS("deep"), NULL)));
    else if (how == 2)
        CHECK(moka_throw(vm, "Nowhere", "from C"));
    else
        CHECK(moka_rethrow(vm, moka_invoke(vm, "Host.echo(B)B", MOKA_ARGS(1000), NULL)));
    GOOD(moka_invoke(vm, "Host.echo(I)I", MOKA_ARGS(1), &value)); /* nothing is in the way of further calls */
    CHECK(value.integer == 1);
}

static int32_t by_size(moka_object *a, moka_object *b, void *user)
{
    moka_value x, y;
    GOOD(moka_invoke(vm, "java/lang/String.length", MOKA_ARGS(a), &x));
    GOOD(moka_invoke(vm, "java/lang/String.length", MOKA_ARGS(b), &y));
    ++*(int *)user;
    return (int32_t)(x.integer - y.integer);
}

static int32_t from_below(void)
{
    BAD(moka_destroy(vm), MOKA_STATE, "from below Java code");
    BAD(moka_detach(vm), MOKA_STATE, "below Java code");
    return 7;
}

static void case_natives(void)
{
    static int compared = 1;
    moka_object *comparator;
    moka_value value;
    start();
    BAD(moka_invoke(vm, "Natives.below", NULL, 0, NULL), MOKA_EXCEPTION, "java.lang.UnsatisfiedLinkError");
    GOOD(moka_native(vm, "Natives.sum", (moka_function)sum, &vm));
    GOOD(moka_native(vm, "Natives.twice", (moka_function)twice, NULL));
    GOOD(moka_native(vm, "Natives.itself", (moka_function)itself, NULL));
    GOOD(moka_native(vm, "Natives.thrower", (moka_function)thrower, NULL));
    GOOD(moka_native(vm, "Natives.pid", (moka_function)getpid, NULL));
    GOOD(moka_native(vm, "Natives.below", (moka_function)from_below, NULL));
    BAD(moka_native(vm, "Natives.test", (moka_function)getpid, NULL), MOKA_BAD_ARGUMENT,
        "not declared native");
    GOOD(moka_invoke(vm, "Natives.test", NULL, 0, &value));
    CHECK(has_text(&value,
                   "36 xx null same java.io.IOException: from C java.lang.IllegalStateException: deep "
                   "java.lang.LinkageError java.lang.IllegalArgumentException 7"));
    GOOD(moka_invoke(vm, "Natives.pid", NULL, 0, &value));
    CHECK(value.integer == getpid());
    GOOD(moka_native(vm, "Natives.pid", NULL, NULL));
    BAD(moka_invoke(vm, "Natives.pid", NULL, 0, &value), MOKA_EXCEPTION, "UnsatisfiedLinkError");
    GOOD(moka_native(vm, "Natives.pid", (moka_function)getppid, NULL));
    GOOD(moka_invoke(vm, "Natives.pid", NULL, 0, &value));
    CHECK(value.integer == getppid());
    CHECK(!moka_throw(vm, "java/io/IOException", "nobody there"));
    GOOD(moka_implement(vm, "java/util/Comparator.compare", (moka_function)by_size, &compared, note_release,
                        &comparator));
    compared = 0;
    GOOD(moka_invoke(vm, "Natives.sorted", MOKA_ARGS(comparator), &value));
    CHECK(has_text(&value, "[a, bb, ccc]") && compared >= 2);
    compared = 1;
    moka_release(vm, comparator);
    check_release();
    GOOD(moka_implement(vm, "Natives$Hidden.call", (moka_function)getpid, NULL, NULL, &comparator));
    GOOD(moka_invoke(vm, "Natives.callHidden", MOKA_ARGS(comparator), &value));
    CHECK(value.integer == getpid());
    moka_release(vm, comparator);
    BAD(moka_implement(vm, "java/util/ArrayList.size", (moka_function)getpid, NULL, NULL, &comparator),
        MOKA_BAD_ARGUMENT, "no interface's method");
    GOOD(moka_implement(vm, "java/lang/Runnable.run", (moka_function)getpid, &compared, note_release,
                        &comparator));
    moka_release(vm, comparator);
    stop();
    CHECK(released == 1);
}

/* Each machine has bindings and implementations of its own. */
static void case_lives(void)
{
    for (int life = 1; life <= 4; life++) {
        moka_object *comparator;
        moka_value value;
        int compared = 0;
        released = 0;
        start();
        GOOD(moka_native(vm, "Natives.pid", (moka_function)getpid, NULL));
        GOOD(moka_invoke(vm, "Natives.pid", NULL, 0, &value));
        CHECK(value.integer == getpid());
        GOOD(moka_implement(vm, "java/util/Comparator.compare", (moka_function)by_size, &compared,
                            note_release, &comparator));
        GOOD(moka_invoke(vm, "Natives.sorted", MOKA_ARGS(comparator), &value));
        CHECK(has_text(&value, "[a, bb, ccc]"));
        compared = 1;
        stop();
        CHECK(released == 1);
    }
}

/* ---- class paths in memory, spaces ---- */

static moka_source read_file(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "r");
    char *bytes = malloc(1 << 20);
    size_t length = file ? fread(bytes, 1, 1 << 20, file) : 0;
    CHECK(length > 0);
    if (file)
        fclose(file);
    return (moka_source){name, bytes, length};
}

static moka_source one, two;

/* On a thread of its own, so that nothing on a stack keeps the classes. */
static void *use_spaces(void *unused)
{
    moka_vm *first, *second, *broken;
    moka_value value;
    const moka_source junk = {"junk", "something", 9};
    GOOD(moka_space(vm, &one, 1, &first));
    GOOD(moka_space(vm, &two, 1, &second));
    GOOD(moka_invoke(first, "Rule.name", NULL, 0, &value));
    CHECK(has_text(&value, "one null"));
    GOOD(moka_invoke(second, "Rule.name", NULL, 0, &value));
    CHECK(has_text(&value, "two resource"));
    GOOD(moka_invoke(second, "Host.echo(I)I", MOKA_ARGS(4), &value)); /* the parent's */
    BAD(moka_invoke(vm, "Rule.name", NULL, 0, &value), MOKA_NOT_FOUND, "no class Rule");
    BAD(moka_space(vm, &junk, 1, &broken), MOKA_BAD_ARGUMENT, "neither a jar nor a class");
    GOOD(moka_destroy(first));
    GOOD(moka_destroy(second));
    return unused;
}

/* Classes that are there when all that is garbage has been collected. */
static size_t count_classes(void)
{
    moka_statistics statistics = {.size = sizeof statistics};
    for (int i = 0; i < 5; i++) {
        GOOD(moka_collect(vm));
        usleep(5000);
    }
    moka_measure(vm, &statistics);
    CHECK(statistics.objects == 0);
    return statistics.classes;
}

static void case_spaces(void)
{
    enum { ROUNDS = 10 };
    moka_value value;
    pthread_t thread;
    size_t after_first = 0;
    start();
    one = read_file(class_path, "rules1/Rule.class");
    two = read_file(class_path, "rules2.jar");
    BAD(moka_invoke(vm, "Rule.name", NULL, 0, &value), MOKA_NOT_FOUND, "no class Rule");
    for (int i = 0; i < ROUNDS; i++) {
        pthread_create(&thread, NULL, use_spaces, NULL);
        pthread_join(thread, NULL);
        after_first = i ? after_first : count_classes();
    }
    CHECK(count_classes() < after_first + ROUNDS); /* of 18 classes some may be kept by chance */
    GOOD(moka_add(vm, &one, 1));
    GOOD(moka_invoke(vm, "Rule.name", NULL, 0, &value));
    CHECK(has_text(&value, "one null"));
    stop();
    free((void *)(uintptr_t)one.bytes);
    free((void *)(uintptr_t)two.bytes);
}

/* ---- streams ---- */

static char outputs[2][1000];

static void write_out(void *user, const char *bytes, size_t length)
{
    CHECK(user == outputs);
    strncat(outputs[0], bytes, length);
}

static void write_err(void *user, const char *bytes, size_t length)
{
    CHECK(user == outputs);
    strncat(outputs[1], bytes, length);
}

static size_t read_in(void *user, char *buffer, size_t room)
{
    static const char *input = "line\nrest";
    CHECK(user == outputs);
    size_t length = strlen(input) < room ? strlen(input) : room;
    memcpy(buffer, input, length);
    input += length;
    return length;
}

static void case_streams(void)
{
    GOOD(create_with((moka_options){.out = write_out, .err = write_err, .in = read_in, .user = outputs}));
    GOOD(moka_invoke(vm, "Host.streams", NULL, 0, NULL));
    CHECK(same_text(outputs[0], "out \xC3\xA4\nline, rest"));
    CHECK(same_text(outputs[1], "err\n"));
    stop();
}

/* What the machine says itself goes to the same functions, from its start on. */
static void case_log(void)
{
    const char *to_out[] = {"-Xlog:gc"}, *to_err[] = {"-Xlog:gc:stderr"};
    GOOD(create_with((moka_options){
        .out = write_out, .err = write_err, .user = outputs, .arguments = to_out, .argument_count = 1}));
    GOOD(moka_collect(vm));
    stop();
    CHECK(strstr(outputs[0], "[gc] Using ") && strstr(outputs[0], "System.gc()") && !outputs[1][0]);
    outputs[0][0] = '\0';
    GOOD(create_with((moka_options){
        .out = write_out, .err = write_err, .user = outputs, .arguments = to_err, .argument_count = 1}));
    stop();
    CHECK(strstr(outputs[1], "[gc] Using ") && !outputs[0][0]);
}

/* ---- limits ---- */

static const moka_limit leash = {.size = sizeof leash};

static void *spin_on_leash(void *method)
{
    BAD(moka_call_within(vm, &leash, method, NULL, 0, NULL), MOKA_INTERRUPTED, "interrupted");
    return NULL;
}

static const moka_method *find(const char *name)
{
    const moka_method *method = NULL;
    GOOD(moka_find(vm, name, &method));
    return method;
}

/* Is the call ended by the limit, and between 30 ms and 2 s after its start? */
static void check_ended(const char *name, moka_limit limit, const char *words)
{
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    limit.size = sizeof limit;
    BAD(moka_call_within(vm, &limit, find(name), NULL, 0, NULL), MOKA_LIMIT, words);
    clock_gettime(CLOCK_MONOTONIC, &to);
    CHECK((to.tv_sec - from.tv_sec) * 1000000000 + to.tv_nsec - from.tv_nsec < 5000000000);
}

static int32_t nested(void)
{
    const moka_limit inner = {.size = sizeof inner, .time = 20000000};
    BAD(moka_call_within(vm, &inner, find("Limits.spin"), NULL, 0, NULL), MOKA_LIMIT, "as long as it may");
    return 3;
}

static void case_limits(void)
{
    const moka_limit roomy = {.size = sizeof roomy, .time = 10000000000, .bytes = 1L << 40};
    const moka_limit brief = {.time = 30000000};
    moka_value value;
    pthread_t thread;
    start();
    GOOD(moka_call_within(vm, &roomy, find("Limits.quick"), NULL, 0, &value));
    CHECK(value.integer == 42);
    check_ended("Limits.spin", brief, "as long as it may");
    check_ended("Limits.sleep", brief, "as long as it may");
    check_ended("Limits.waitFor", brief, "as long as it may");
    check_ended("Limits.park", brief, "as long as it may");
    check_ended("Limits.catchAll", brief, "as long as it may");
    check_ended("Limits.initialize", brief, "as long as it may");
    check_ended("Limits.hoard", (moka_limit){.bytes = 8 << 20}, "allocated as much");
    GOOD(moka_invoke(vm, "Limits.tidied", NULL, 0, &value));
    CHECK(value.integer == 2); /* the finally clauses of spin and sleep have run */
    GOOD(moka_invoke(vm, "Limits.isFree", NULL, 0, &value));
    CHECK(value.integer == 1); /* no lock is held, no interruption left */
    GOOD(moka_native(vm, "Limits.nested", (moka_function)nested, NULL));
    GOOD(moka_call_within(vm, &roomy, find("Limits.nested"), NULL, 0, &value));
    CHECK(value.integer == 3);
    CHECK(!moka_interrupt(vm, &leash));
    pthread_create(&thread, NULL, spin_on_leash, (void *)(uintptr_t)find("Limits.spin"));
    while (!moka_interrupt(vm, &leash))
        usleep(1000);
    pthread_join(thread, NULL);
    CHECK(!moka_interrupt(vm, &leash));
    stop();
}

/* ---- threads ---- */

static void *call_once(void *unused)
{
    moka_value value;
    GOOD(moka_invoke(vm, "Host.echo(I)I", MOKA_ARGS(11), &value));
    CHECK(value.integer == 11);
    GOOD(moka_invoke(vm, "Host.thread", NULL, 0, &value));
    CHECK(value.type == MOKA_TEXT && strstr(value.text, "daemon") && strstr(value.text, "context"));
    moka_clear(&value);
    return unused;
}

static void run_thread(size_t stack)
{
    pthread_t thread;
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, stack);
    CHECK(pthread_create(&thread, &attr, call_once, NULL) == 0);
    pthread_join(thread, NULL);
}

static void on_other_stack(void)
{
    BAD(moka_invoke(vm, "Host.echo(I)I", MOKA_ARGS(11), NULL), MOKA_STATE, "another stack");
}

static void check_coroutine(void)
{
    static ucontext_t here, there;
    getcontext(&there);
    there.uc_stack.ss_size = 1 << 20;
    there.uc_stack.ss_sp = malloc(there.uc_stack.ss_size);
    there.uc_link = &here;
    makecontext(&there, on_other_stack, 0);
    swapcontext(&here, &there);
    free(there.uc_stack.ss_sp);
}

static void case_threads(void)
{
    moka_value value;
    moka_statistics before = {.size = sizeof before}, after = before;
    start();
    GOOD(moka_invoke(vm, "Host.thread", NULL, 0, &value));
    CHECK(has_text(&value, "main daemon context"));
    moka_measure(vm, &before);
    for (int i = 0; i < 50; i++)
        run_thread(256 << 10);
    moka_measure(vm, &after);
    CHECK(after.threads == before.threads);
    check_coroutine();
    GOOD(moka_detach(vm));
    GOOD(moka_attach(vm, "named"));
    GOOD(moka_invoke(vm, "Host.thread", NULL, 0, &value));
    CHECK(has_text(&value, "named daemon context"));
    JNIEnv *env = moka_jni(vm);
    CHECK(env && (*env)->GetVersion(env) >= JNI_VERSION_10);
    moka_object *string;
    GOOD(moka_string(vm, "abc", 3, &string));
    CHECK((*env)->GetStringLength(env, (jstring)string) == 3);
    moka_release(vm, string);
    stop();
}

/* ---- the end, and what cannot begin ---- */

static void case_exit(void)
{
    start();
    moka_error *error = moka_invoke(vm, "Host.exit", MOKA_ARGS(3), NULL);
    CHECK(error && error->kind == MOKA_EXIT && error->code == 3);
    moka_error_free(error);
    error = moka_invoke(vm, "Host.echo(I)I", MOKA_ARGS(3), NULL);
    CHECK(error && error->kind == MOKA_EXIT && error->code == 3);
    moka_error_free(error);
    stop();
}

static void *wait_for_end(void *unused)
{
    BAD(moka_invoke(vm, "Limits.catchAll", NULL, 0, NULL), MOKA_INTERRUPTED, "destroyed");
    return unused;
}

/* Nothing of the machine before is there: neither a static field nor threads. */
static void use_a_fresh_one(void)
{
    moka_value value;
    moka_statistics now = {.size = sizeof now};
    GOOD(moka_field_get(vm, "Host.name", NULL, &value));
    CHECK(value.type == MOKA_TEXT && !value.text);
    GOOD(moka_field_set(vm, "Host.name", NULL, moka_text("one life")));
    GOOD(moka_invoke(vm, "Host.thread", NULL, 0, &value));
    CHECK(has_text(&value, "main daemon context"));
    moka_measure(vm, &now);
    CHECK(now.objects == 0 && now.threads < 10);
}

static void case_destroy(void)
{
    pthread_t thread;
    moka_vm *second;
    start();
    BAD(moka_create(NULL, &second), MOKA_STATE, "the process has a machine");
    moka_error *error = moka_invoke(vm, "Host.fail", MOKA_ARGS("kept"), NULL);
    GOOD(moka_invoke(vm, "Host.startThread", NULL, 0, NULL));
    pthread_create(&thread, NULL, wait_for_end, NULL);
    usleep(50000);
    stop();
    pthread_join(thread, NULL);
    CHECK(error && same_text(error->detail, "kept"));
    BAD(moka_invoke(vm, "Host.echo(I)I", MOKA_ARGS(3), NULL), MOKA_STATE, "has been destroyed");
    start();
    CHECK(!moka_error_throwable(vm, error));
    moka_error_free(error);
    use_a_fresh_one();
    stop();
}

static void case_refused(void)
{
    const char *unknown[] = {"-Dx=y", "-Xnonsense"}, *flag[] = {"-XX:+Nonsense"};
    BAD(create_with((moka_options){.java_home = "/nowhere"}), MOKA_NOT_FOUND, "no JDK at /nowhere");
    BAD(create_with((moka_options){.arguments = unknown, .argument_count = 2}), MOKA_BAD_ARGUMENT,
        "Unrecognized option: -Xnonsense");
    BAD(create_with((moka_options){.arguments = flag, .argument_count = 1}), MOKA_BAD_ARGUMENT,
        "Unrecognized VM option 'Nonsense'");
    GOOD(create_with((moka_options){0}));
    stop();
}

static void case_failed(void)
{
    const char *loader[] = {"-Djava.system.class.loader=no.Such"};
    for (int i = 0; i < 3; i++) {
        BAD(create_with((moka_options){.max_heap = 1 << 20}), MOKA_UNSUPPORTED, "Too small maximum heap");
        BAD(create_with((moka_options){.arguments = loader, .argument_count = 1}), MOKA_UNSUPPORTED,
            "no.Such");
        GOOD(create_with((moka_options){0}));
        use_a_fresh_one();
        stop();
    }
}

static void on_signal(int number)
{
    (void)number;
}

static void read_state(struct sigaction *actions, sigset_t *mask)
{
    memset(actions, 0, 65 * sizeof *actions);
    for (int i = 1; i < 65; i++)
        sigaction(i, NULL, &actions[i]);
    sigemptyset(mask);
    pthread_sigmask(SIG_BLOCK, NULL, mask);
}

/* SA_RESTORER is glibc's own, in whatever it has set. */
static bool same_actions(const struct sigaction *a, const struct sigaction *b)
{
    bool same = true;
    for (int i = 1; i < 65; i++)
        if (a[i].sa_handler != b[i].sa_handler || (a[i].sa_flags ^ b[i].sa_flags) & ~0x04000000 ||
            memcmp(&a[i].sa_mask, &b[i].sa_mask, 8) != 0) {
            printf("signal %d\n", i);
            same = false;
        }
    return same;
}

static void case_manners(void)
{
    static struct sigaction before[65], during[65];
    sigset_t mask_before, mask_during;
    setenv("JAVA_TOOL_OPTIONS", "-Xnonsense", 1);
    signal(SIGUSR1, on_signal);
    read_state(before, &mask_before);
    start();
    BAD(moka_invoke(vm, "Host.overflow", NULL, 0, NULL), MOKA_EXCEPTION, "StackOverflowError");
    GOOD(moka_collect(vm));
    read_state(during, &mask_during);
    CHECK(same_actions(before, during));
    CHECK(memcmp(&mask_before, &mask_during, sizeof mask_before) == 0);
    stop();
    read_state(during, &mask_during);
    CHECK(same_actions(before, during));
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*run)(void);
    } cases[] = {{"calls", case_calls},     {"arrays", case_arrays},   {"natives", case_natives},
                 {"lives", case_lives},
                 {"spaces", case_spaces},   {"streams", case_streams}, {"limits", case_limits},
                 {"log", case_log},
                 {"threads", case_threads}, {"exit", case_exit},       {"destroy", case_destroy},
                 {"refused", case_refused}, {"failed", case_failed},   {"manners", case_manners}};
    if (argc < 3)
        return 2;
    arguments = argv + 3;
    argument_count = argc - 3;
    class_path = argv[2];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (strcmp(cases[i].name, argv[1]) == 0)
            cases[i].run();
    printf("%d checks, %d failures\n", checks, failures);
    return failures || !checks;
}
