/* heap_mutators.c - the heap's benchmarks without an interpreter: programs in C over Moka's classes, object
 * layout, free lists and collector. Each has a twin of the same name in heap/, written in Java, that does the
 * same allocations, loads and stores and prints the same line.
 *
 *     heap_bench [--gc-log] [--maximum=MB] [--library=CLASSPATH] PROGRAM
 *
 * C stands for what compiled code will do: the inline pop, a poll at each back-edge, references in locals.
 * With --library OpenJDK's library is booted and the twin's class loaded before, so that the heap holds what
 * it holds when the twin runs on the interpreter, and the collector can be compared. It is linked as a
 * libjvm.so, which the JDK's own native libraries ask for; heap_bench.c starts it.
 */
#include "gc/heap.h"
#include "tests/unit/heap_fixture.h"
#include "vm/base/trace.h"
#include "vm/thread/safepoint.h"
#include "vm/thread/thread_state.h"

#include <jni.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { GARBAGE_OBJECTS = 30 * 1000 * 1000, RING = 16, RING_LIFE = 65536, IDLE_ROUNDS = 55 };

/* ---- what compiled code does ---- */

static inline Object *new_of_kind(Thread *t, u32 kind, Class *c, u32 size)
{
    Object *object = heap_pop_inline(t, kind, size, c);
    if (UNLIKELY(!object))
        object = heap_new_object(t, c);
    return object;
}

static inline Object *new_object(Thread *t, Class *c, u32 size)
{
    return new_of_kind(t, HEAP_TRACED, c, size);
}

static inline void poll(Thread *t)
{
    if (UNLIKELY(safepoint_requested(t)))
        safepoint_poll(t);
}

#define LONG_AT(object, offset) (*FIELD_AT((object), (offset), i64))
#define INT_AT(object, offset)  (*FIELD_AT((object), (offset), i32))

static Class *object_array, *byte_array;

/* ---- Garbage: objects of 32 bytes that die at once ---- */

static Class *garbage_class; /* next; long a, b */

/* What a collection costs depends on what the caches have lost since the last one. Beside the library objects
 * are made as slowly as on the interpreter, so that it is the collector that is compared. */
static u32 idle_rounds;

static void idle(void)
{
    for (u32 i = 0; i < idle_rounds; i++)
        __asm__ volatile("" ::: "memory");
}

static u64 make_garbage(Thread *t, i64 objects)
{
    u64 sum = 0;
    Object *ring = NULL;
    for (i64 i = 0; i < objects; i++) {
        if (i % RING_LIFE == 0)
            ring = heap_new_array(t, object_array, RING);
        Object *o = new_object(t, garbage_class, 32);
        LONG_AT(o, 16) = i;
        ref_array_set(ring, (i32)(i % RING), o);
        sum += (u64)LONG_AT(ref_array_get(ring, (i32)((i + 5) % RING)) ?: o, 16);
        poll(t);
        idle();
    }
    return sum;
}

static void run_garbage(Thread *t)
{
    printf("garbage %llu\n", (unsigned long long)make_garbage(t, GARBAGE_OBJECTS));
}

/* ---- Garbage2: the same number, by two threads ---- */

static void *garbage_thread(void *sum)
{
    Thread *t = thread_attach();
    thread_enter_vm(t);
    *(u64 *)sum = make_garbage(t, GARBAGE_OBJECTS / 2);
    thread_leave_vm(t);
    thread_detach(t);
    return NULL;
}

static void run_garbage2(Thread *t)
{
    pthread_t threads[2];
    u64 sums[2];
    thread_leave_vm(t);
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, garbage_thread, &sums[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    thread_enter_vm(t);
    printf("garbage %llu\n", (unsigned long long)(sums[0] + sums[1]));
}

/* ---- Trees: binary trees, most of them short-lived, beside one that stays ---- */

enum { TREE_DEPTH = 18, LEFT = 8, RIGHT = 16 };

static Class *tree_class; /* left, right */

static NOINLINE Object *build_tree(Thread *t, int depth)
{
    poll(t);
    if (depth == 0)
        return new_object(t, tree_class, 24);
    Object *left = build_tree(t, depth - 1);
    Object *right = build_tree(t, depth - 1);
    Object *o = new_object(t, tree_class, 24);
    ref_store(o, LEFT, left);
    ref_store(o, RIGHT, right);
    return o;
}

static NOINLINE i32 count_tree(const Object *o)
{
    const Object *left = ref_load(o, LEFT);
    return left ? 1 + count_tree(left) + count_tree(ref_load(o, RIGHT)) : 1;
}

static void run_trees(Thread *t)
{
    i64 sum = count_tree(build_tree(t, TREE_DEPTH + 1));
    Object *kept = build_tree(t, TREE_DEPTH);
    for (int depth = 4; depth <= TREE_DEPTH; depth += 2)
        for (int i = 0; i < 1 << (TREE_DEPTH - depth + 4); i++)
            sum += count_tree(build_tree(t, depth));
    printf("trees %lld %d\n", (long long)sum, count_tree(kept));
}

/* ---- BoxedMap: a hash map from boxed to boxed integers ---- */

enum {
    MAP_KEYS = 1500 * 1000,
    MAP_OPERATIONS = 10 * 1000 * 1000,
    MAP_TABLE = 1 << 20,
    ENTRY_KEY = 8,
    ENTRY_VALUE = 16,
    ENTRY_NEXT = 24,
    ENTRY_HASH = 32,
    ENTRY_SIZE = 40,
    BOX_VALUE = 8
};

static Class *box_class, *entry_class;

static inline i32 next_random(u64 *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (i32)(*seed >> 33);
}

static Object *box(Thread *t, i32 value)
{
    Object *o = new_of_kind(t, HEAP_POINTER_FREE, box_class, 16); /* as java.lang.Integer */
    INT_AT(o, BOX_VALUE) = value;
    return o;
}

static Object *find_entry(const Object *table, i32 hash, i32 key)
{
    Object *e = ref_array_get(table, hash & (MAP_TABLE - 1));
    while (e && INT_AT(ref_load(e, ENTRY_KEY), BOX_VALUE) != key)
        e = ref_load(e, ENTRY_NEXT);
    return e;
}

/* Like HashMap.put: the key is boxed first, whether or not there is such an entry. */
static bool put(Thread *t, Object *table, i32 key, i32 value)
{
    Object *boxed_key = box(t, key), *boxed = box(t, value);
    i32 hash = key ^ (i32)((u32)key >> 16);
    Object *e = find_entry(table, hash, key);
    if (e) {
        ref_store(e, ENTRY_VALUE, boxed);
        return false;
    }
    e = new_object(t, entry_class, ENTRY_SIZE);
    INT_AT(e, ENTRY_HASH) = hash;
    ref_store(e, ENTRY_KEY, boxed_key);
    ref_store(e, ENTRY_VALUE, boxed);
    ref_store(e, ENTRY_NEXT, ref_array_get(table, hash & (MAP_TABLE - 1)));
    ref_array_set(table, hash & (MAP_TABLE - 1), e);
    return true;
}

static bool remove_key(Object *table, i32 key)
{
    i32 hash = key ^ (i32)((u32)key >> 16);
    Object *previous = NULL, *e = ref_array_get(table, hash & (MAP_TABLE - 1));
    while (e && INT_AT(ref_load(e, ENTRY_KEY), BOX_VALUE) != key) {
        previous = e;
        e = ref_load(e, ENTRY_NEXT);
    }
    if (!e)
        return false;
    if (previous)
        ref_store(previous, ENTRY_NEXT, ref_load(e, ENTRY_NEXT));
    else
        ref_array_set(table, hash & (MAP_TABLE - 1), ref_load(e, ENTRY_NEXT));
    return true;
}

static void run_boxed_map(Thread *t)
{
    Object *table = heap_new_array(t, object_array, MAP_TABLE);
    u64 seed = 17;
    i64 sum = 0;
    i32 size = 0;
    for (i32 i = 0; i < MAP_OPERATIONS; i++) {
        i32 key = next_random(&seed) % MAP_KEYS, what = i % 8;
        if (what < 4) {
            size += put(t, table, key, i);
        } else if (what < 6) {
            Object *e = find_entry(table, key ^ (i32)((u32)key >> 16), key);
            sum += e ? INT_AT(ref_load(e, ENTRY_VALUE), BOX_VALUE) : 1;
        } else if (what == 6) {
            size -= remove_key(table, key);
        }
        poll(t);
    }
    printf("map %lld %d\n", (long long)sum, size);
}

/* ---- Lru: a cache of byte arrays under boxed keys, in order of use ---- */

enum {
    LRU_CAPACITY = 400 * 1000,
    LRU_KEYS = 600 * 1000,
    LRU_OPERATIONS = 6 * 1000 * 1000,
    LRU_TABLE = 1 << 19,
    LRU_BEFORE = 40, /* after the fields of an entry */
    LRU_AFTER = 48,
    LRU_SIZE = 56,
    LRU_BYTES = 100
};

static Class *lru_class; /* key, value, next; int hash; before, after */

static void unlink_entry(Object *e)
{
    Object *before = ref_load(e, LRU_BEFORE), *after = ref_load(e, LRU_AFTER);
    ref_store(before, LRU_AFTER, after);
    ref_store(after, LRU_BEFORE, before);
}

static void append_entry(Object *head, Object *e)
{
    Object *last = ref_load(head, LRU_BEFORE);
    ref_store(e, LRU_BEFORE, last);
    ref_store(e, LRU_AFTER, head);
    ref_store(last, LRU_AFTER, e);
    ref_store(head, LRU_BEFORE, e);
}

static Object *find_cached(const Object *table, i32 key)
{
    Object *e = ref_array_get(table, key & (LRU_TABLE - 1));
    while (e && INT_AT(ref_load(e, ENTRY_KEY), BOX_VALUE) != key)
        e = ref_load(e, ENTRY_NEXT);
    return e;
}

static void evict_eldest(Object *table, Object *head)
{
    Object *eldest = ref_load(head, LRU_AFTER), *previous = NULL;
    unlink_entry(eldest);
    i32 slot = INT_AT(eldest, ENTRY_HASH) & (LRU_TABLE - 1);
    Object *e = ref_array_get(table, slot);
    for (; e != eldest; e = ref_load(e, ENTRY_NEXT))
        previous = e;
    if (previous)
        ref_store(previous, ENTRY_NEXT, ref_load(e, ENTRY_NEXT));
    else
        ref_array_set(table, slot, ref_load(e, ENTRY_NEXT));
}

static void insert_cached(Thread *t, Object *table, Object *head, i32 key)
{
    Object *value = heap_new_array(t, byte_array, LRU_BYTES);
    ((u8 *)array_data(value))[key % LRU_BYTES] = (u8)key;
    Object *boxed = box(t, key), *e = new_object(t, lru_class, LRU_SIZE);
    INT_AT(e, ENTRY_HASH) = key;
    ref_store(e, ENTRY_KEY, boxed);
    ref_store(e, ENTRY_VALUE, value);
    ref_store(e, ENTRY_NEXT, ref_array_get(table, key & (LRU_TABLE - 1)));
    ref_array_set(table, key & (LRU_TABLE - 1), e);
    append_entry(head, e);
}

static void run_lru(Thread *t)
{
    Object *table = heap_new_array(t, object_array, LRU_TABLE);
    Object *head = new_object(t, lru_class, LRU_SIZE);
    ref_store(head, LRU_BEFORE, head);
    ref_store(head, LRU_AFTER, head);
    u64 seed = 18;
    i64 sum = 0;
    i32 size = 0, hits = 0;
    for (i32 i = 0; i < LRU_OPERATIONS; i++) {
        i32 key = next_random(&seed) % LRU_KEYS;
        Object *e = find_cached(table, key);
        if (e) {
            unlink_entry(e);
            append_entry(head, e);
            sum += ((i8 *)array_data(ref_load(e, ENTRY_VALUE)))[key % LRU_BYTES];
            hits++;
        } else {
            if (size == LRU_CAPACITY)
                evict_eldest(table, head);
            else
                size++;
            insert_cached(t, table, head, key);
        }
        poll(t);
    }
    printf("lru %lld %d %d\n", (long long)sum, hits, size);
}

/* ---- Live: 100 MB in allocation order; twenty collections ---- */

enum { LIVE_TREES = 100, LIVE_DEPTH = 14, LIVE_COLLECTIONS = 20 };

static void run_live(Thread *t)
{
    Object *all = heap_new_array(t, object_array, LIVE_TREES);
    for (i32 i = 0; i < LIVE_TREES; i++)
        ref_array_set(all, i, build_tree(t, LIVE_DEPTH));
    for (int i = 0; i < LIVE_COLLECTIONS; i++)
        heap_collect(t, GC_CAUSE_SYSTEM_GC);
    i32 sum = 0;
    for (i32 i = 0; i < LIVE_TREES; i++)
        sum += count_tree(ref_array_get(all, i));
    printf("live %d\n", sum);
}

/* ---- --library ---- */

static void add_option(JavaVMInitArgs *args, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    if (vasprintf(&args->options[args->nOptions++].optionString, format, list) < 0)
        abort();
    va_end(list);
}

/* The twin's class is loaded, since its loader and what that made belong to the heap, too. */
static Thread *boot_library(const char *class_path, const char *twin, bool is_logged, size_t maximum)
{
    JavaVMOption all[3];
    JavaVMInitArgs args = {.version = JNI_VERSION_1_8, .options = all};
    JavaVM *vm;
    JNIEnv *env;
    add_option(&args, "-Djava.class.path=%s", class_path);
    if (is_logged)
        add_option(&args, "-Xlog:gc");
    if (maximum)
        add_option(&args, "-Xmx%zum", maximum / MB);
    if (JNI_CreateJavaVM(&vm, (void **)&env, &args) != JNI_OK || !(*env)->FindClass(env, twin))
        return NULL;
    arena_init_region(&fixture_arena);
    return (Thread *)env; /* a JNIEnv is a Thread */
}

/* ---- choice ---- */

static const struct {
    const char *name;
    void (*run)(Thread *t);
} programs[] = {{"Garbage", run_garbage},    {"Garbage2", run_garbage2}, {"Trees", run_trees},
                {"BoxedMap", run_boxed_map}, {"Lru", run_lru},           {"Live", run_live}};

static void make_classes(void)
{
    object_array = fixture_array_class(T_OBJECT);
    byte_array = fixture_array_class(T_BYTE);
    garbage_class = fixture_class(boot_loader, 1, 16);
    tree_class = fixture_class(boot_loader, 2, 0);
    box_class = fixture_class(boot_loader, 0, 4);
    entry_class = fixture_class(boot_loader, 3, 4);
    lru_class = fixture_class(boot_loader, 5, 8);
    lru_class->ref_spans = ARENA_ARRAY(&fixture_arena, RefSpan, 2);
    lru_class->ref_spans[0] = (RefSpan){ENTRY_KEY, 3};
    lru_class->ref_spans[1] = (RefSpan){LRU_BEFORE, 2};
    lru_class->ref_span_count = 2;
}

static int run_program(const char *name, void (*run)(Thread *t), HeapOptions options, const char *class_path,
                       bool is_logged)
{
    Thread *t;
    trace_file = stdout;
    trace_enabled |= is_logged ? (u64)1 << TRACE_GC : 0;
    if (class_path) {
        t = boot_library(class_path, name, is_logged, options.maximum);
        if (!t)
            return 1;
        thread_enter_vm(t);
        idle_rounds = IDLE_ROUNDS;
    } else {
        t = fixture_start(options);
    }
    make_classes();
    run(t);
    return 0;
}

JNIEXPORT int heap_bench_main(int argc, char **argv);

int heap_bench_main(int argc, char **argv)
{
    HeapOptions options = {0};
    const char *class_path = NULL;
    bool is_logged = false;
    int at = 1;
    for (; at < argc && argv[at][0] == '-'; at++) {
        if (strcmp(argv[at], "--gc-log") == 0)
            is_logged = true;
        else if (strncmp(argv[at], "--maximum=", 10) == 0)
            options.maximum = strtoul(argv[at] + 10, NULL, 10) * MB;
        else if (strncmp(argv[at], "--library=", 10) == 0)
            class_path = argv[at] + 10;
    }
    for (size_t i = 0; at + 1 == argc && i < COUNT_OF(programs); i++)
        if (strcmp(programs[i].name, argv[at]) == 0)
            return run_program(programs[i].name, programs[i].run, options, class_path, is_logged);
    fprintf(stderr, "usage: heap_bench [--gc-log] [--maximum=MB] [--library=CLASSPATH] PROGRAM\n");
    return 2;
}
