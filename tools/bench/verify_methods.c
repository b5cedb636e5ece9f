/* verify_methods.c - the verifiers on large methods: is the time linear in the code's size?
 *
 *     verify_bench              a table: shapes, both verifiers, microseconds for 6,000 and 60,000 bytes,
 * ratio
 *
 * Each shape is a block of 12 bytes with one branch, 500 or 5,000 times, then a return.
 */
#include "classloader/verify/verify_parts.h"
#include "tests/unit/prepare_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { BLOCK = 12, SMALL = 500, LARGE = 5000, TIMES = 10 };

typedef struct Shape {
    const char *name;
    u8 block[BLOCK];
    u8 frame[8]; /* at each block's start and at the end */
    u32 frame_length;
    bool handlers; /* one for every ten blocks */
} Shape;

#define FORWARD  OP_iload_0, OP_ifeq, 0, 11
#define BACKWARD OP_iload_0, OP_ifeq, 0xFF, 0xFF

/* local 0 an int, local 1 an int, local 2 a long */
static const Shape shapes[] = {
    {"forward", {FORWARD, OP_iinc, 1, 1, OP_iload_1, OP_istore_1}, {0}, 1, false},
    {"backward", {BACKWARD, OP_iinc, 1, 1, OP_iload_1, OP_istore_1}, {0}, 1, false},
    {"stores",
     {FORWARD, OP_lconst_1, OP_lstore_2, OP_lload_2, OP_pop2, OP_iload_1, OP_istore_0},
     {0},
     1,
     false},
    {"stack", {FORWARD, OP_iload_1, OP_dup, OP_iadd, OP_istore_1}, {0}, 1, false},
    {"handlers", {FORWARD, OP_iinc, 1, 1, OP_iload_1, OP_istore_1}, {0}, 1, true},
};

static Method *make(const Shape *shape, u32 blocks)
{
    u32 length = blocks * BLOCK + 3;
    u8 *code = malloc(length), *map = malloc(blocks * 8 + 14);
    u32 map_length = 6;
    for (u32 i = 0; i <= blocks; i++) {
        if (i < blocks)
            memcpy(code + i * BLOCK, shape->block, BLOCK);
        memcpy(map + map_length, shape->frame, shape->frame_length);
        map[map_length] = (u8)(i ? BLOCK - 1 : 0);
        map_length += shape->frame_length;
    }
    /* return, and the handler of all ranges: athrow */
    code[length - 3] = OP_nop;
    code[length - 2] = OP_return;
    code[length - 1] = OP_athrow;
    map[map_length++] = 64 + 1;
    map[map_length++] = 7;
    map[map_length++] = 0;
    map[map_length++] = 2;
    Method *m = prepare_make("(IIJ)V", 4, 2, code, length);
    map[0] = map[1] = 0;
    map[2] = (u8)((map_length - 4) >> 8);
    map[3] = (u8)(map_length - 4);
    map[4] = (u8)((blocks + 2) >> 8);
    map[5] = (u8)(blocks + 2);
    u8 *copy = arena_alloc(&fixture_arena, map_length);
    memcpy(copy, map, map_length);
    m->stack_map = (u32)(uintptr_t)copy + 4;
    free(code);
    free(map);
    return m;
}

/* The handler of all of them is at the end, where an athrow stands. */
static void add_handlers(Method *m, u32 blocks)
{
    u32 count = blocks / 10, at = 0;
    u8 *rows = arena_alloc(&fixture_arena, count * 8);
    for (u32 i = 0; i < count; i++) {
        u16 row[] = {(u16)(i * 10 * BLOCK), (u16)((i + 1) * 10 * BLOCK), (u16)(blocks * BLOCK + 2), 0};
        for (u32 word = 0; word < 4; word++) {
            rows[at++] = (u8)(row[word] >> 8);
            rows[at++] = (u8)row[word];
        }
    }
    m->handlers = (u32)(uintptr_t)rows;
    m->handler_count = (u16)count;
}

static u64 cpu_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (u64)now.tv_sec * 1000000000u + (u64)now.tv_nsec;
}

/* The best of some runs, in microseconds. */
static double measure(Thread *t, Method *m, VerifyMode mode)
{
    static Fail fail;
    Arena scratch;
    u64 best = ~(u64)0;
    arena_init_scratch(&scratch);
    prepare_class->methods = m;
    prepare_class->method_count = 1;
    for (int i = 0; i < TIMES; i++) {
        u64 start = cpu_ns();
        if (!verify_class_as(t, prepare_class, mode, &scratch, &fail)) {
            fprintf(stderr, "%s at %u\n", fail.text, fail.offset);
            exit(1);
        }
        u64 taken = cpu_ns() - start;
        best = taken < best ? taken : best;
    }
    arena_free(&scratch);
    return (double)best / 1000;
}

/* Utf8 java/lang/Throwable at 1, its Class at 2 */
static void add_pool(void)
{
    static u8 tags[] = {0, CP_UTF8, CP_CLASS};
    static CpEntry entries[3];
    entries[1].ref = (u32)(uintptr_t)symbol_from("java/lang/Throwable");
    entries[2].a = 1;
    prepare_class->pool = (ConstPool){.count = 3, .tags = tags, .entries = entries};
}

int main(void)
{
    Thread *t = prepare_start();
    prepare_class->major = 61;
    add_pool();
    prepare_class->loader = boot_loader;
    printf("%-14s %-10s %12s %12s %8s\n", "shape", "verifier", "6,000 bytes", "60,000 bytes", "ratio");
    for (size_t i = 0; i < COUNT_OF(shapes); i++) {
        Method *small = make(&shapes[i], SMALL), *large = make(&shapes[i], LARGE);
        if (shapes[i].handlers) {
            add_handlers(small, SMALL);
            add_handlers(large, LARGE);
        }
        for (VerifyMode mode = VERIFY_TYPE_CHECK; mode <= VERIFY_INFERENCE; mode++) {
            double one = measure(t, small, mode), ten = measure(t, large, mode);
            printf("%-14s %-10s %9.1f us %9.1f us %8.2f\n", shapes[i].name,
                   mode == VERIFY_INFERENCE ? "inference" : "checking", one, ten, ten / one);
        }
    }
    return 0;
}
