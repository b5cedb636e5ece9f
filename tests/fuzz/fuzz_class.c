/* fuzz_class.c - see fuzz_class.h. */
#include "tests/fuzz/fuzz_class.h"

#include "tests/fuzz/mutate.h"

#include <string.h>

/* 0: not taken apart, or too large afterwards. */
static size_t mutate_model(u8 *data, size_t size, size_t room, Random *r, Arena *arena)
{
    ClassModel model;
    char text[MUTATION_TEXT];
    size_t written = 0;
    if (!class_model_read(&model, arena, data, size))
        return 0;
    for (u32 left = 1 + random_below(r, 3); left; left--) {
        if (random_below(r, 5) < 3)
            mutate_code(&model, r, NULL, text);
        else
            mutate_structure(&model, r, text);
    }
    const u8 *bytes = class_model_write(&model, &written);
    if (!bytes || written > room)
        return 0;
    memcpy(data, bytes, written);
    return written;
}

size_t LLVMFuzzerCustomMutator(u8 *data, size_t size, size_t room, unsigned seed)
{
    Random r = random_from(seed);
    if (random_below(&r, 20) == 0)
        return LLVMFuzzerMutate(data, size, room);
    Arena arena;
    arena_init_scratch(&arena);
    size_t result = mutate_model(data, size, room, &r, &arena);
    arena_free(&arena);
    return result ? result : LLVMFuzzerMutate(data, size, room);
}
