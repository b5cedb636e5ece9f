/* image_test.c - image space: which object an address belongs to, and each object in turn */
#include "gc/image.h"

#include "tests/unit/expect.h"

enum { GRANULES = 200 };

static _Alignas(OBJECT_ALIGN) char memory[GRANULES * OBJECT_ALIGN];
static u64 starts[GRANULES / 64 + 1];
static const u32 places[] = {0, 3, 63, 64, 65, 130, 199};

static void use_image(void)
{
    for (size_t i = 0; i < COUNT_OF(places); i++)
        starts[places[i] / 64] |= (u64)1 << places[i] % 64;
    image_set(&(HeapImage){memory, memory + sizeof memory, starts});
}

Test(image, without_a_snapshot_it_is_empty)
{
    EXPECT_FALSE(image_contains(NULL));
    EXPECT_FALSE(image_contains(memory));
}

Test(image, each_address_belongs_to_the_last_object_that_began)
{
    use_image();
    u32 last = 0;
    for (u32 granule = 0; granule < GRANULES; granule++) {
        for (size_t i = 0; i < COUNT_OF(places); i++)
            last = places[i] == granule ? granule : last;
        char *address = memory + granule * OBJECT_ALIGN;
        EXPECT_TRUE(image_contains(address));
        EXPECT_PTR(image_object_start(address), memory + last * OBJECT_ALIGN);
        EXPECT_PTR(image_object_start(address + 7), memory + last * OBJECT_ALIGN);
    }
    EXPECT_FALSE(image_contains(memory + sizeof memory));
    image_reset();
}

static void note(Object *object, void *context)
{
    u32 *count = context;
    EXPECT_PTR(object, memory + places[*count] * OBJECT_ALIGN);
    ++*count;
}

Test(image, walk_meets_each_object_once)
{
    u32 count = 0;
    use_image();
    image_walk(note, &count);
    EXPECT_INT(count, COUNT_OF(places));
    image_reset();
}
