/* image.c - see image.h. */
#include "gc/image.h"

#include "vm/base/state.h"

enum { WORD_BITS = 64 };

SNAPSHOT_STATE(rebuilt) HeapImage image_space;

void image_set(const HeapImage *image)
{
    image_space = *image;
}

void image_reset(void)
{
    STATE_CLEAR(image_space);
}

static Object *object_of_bit(size_t bit)
{
    return (Object *)(image_space.start + bit * OBJECT_ALIGN);
}

Object *image_object_start(const void *address)
{
    size_t bit = (size_t)((const char *)address - image_space.start) / OBJECT_ALIGN;
    size_t word = bit / WORD_BITS;
    u64 bits = image_space.starts[word] << (WORD_BITS - 1 - bit % WORD_BITS);
    if (bits)
        return object_of_bit(bit - (size_t)__builtin_clzll(bits));
    while (word && !image_space.starts[word - 1])
        word--;
    if (!word)
        return NULL;
    return object_of_bit(word * WORD_BITS - 1 - (size_t)__builtin_clzll(image_space.starts[word - 1]));
}

bool image_holds(const Object *object)
{
    return image_contains(object);
}

void image_walk(void (*visit)(Object *object, void *context), void *context)
{
    size_t bits = (size_t)(image_space.end - image_space.start) / OBJECT_ALIGN;
    for (size_t word = 0; word * WORD_BITS < bits; word++)
        for (u64 left = image_space.starts[word]; left; left &= left - 1)
            visit(object_of_bit(word * WORD_BITS + (size_t)__builtin_ctzll(left)), context);
}
