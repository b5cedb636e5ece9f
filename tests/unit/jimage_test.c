/* jimage_test.c - the run-time image: the JDK's own one, and damaged copies of a small one. */
#include "classloader/source/jimage.h"

#include "tests/unit/expect.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The JDK that the tests run with. */
static bool open_jdk_as(const JimageShape *known, Jimage *image)
{
    const char *home = getenv("JAVA_HOME");
    char path[4096], *error = NULL;
    snprintf(path, sizeof path, "%s/lib/modules", home ? home : "/usr/lib/jvm/java-17-openjdk-amd64");
    bool opened = jimage_open(path, known, image, &error);
    free(error);
    return opened;
}

static const JimageShape unknown;

static bool open_jdk(Jimage *image)
{
    return open_jdk_as(&unknown, image);
}

static bool find(const Jimage *image, const char *path, JimageEntry *entry)
{
    return jimage_find(image, path, strlen(path), entry);
}

Test(jimage, finds_classes_of_the_jdk)
{
    Jimage image;
    JimageEntry entry;
    if (!open_jdk(&image))
        cr_skip("no lib/modules");
    ASSERT_TRUE(find(&image, "/java.base/java/lang/Object.class", &entry));
    EXPECT_BYTES(image.base + entry.offset, "\xCA\xFE\xBA\xBE", 4);
    EXPECT_INT(entry.compressed_size, 0);
    EXPECT_TRUE(find(&image, "/java.base/module-info.class", &entry));
    EXPECT_FALSE(find(&image, "/java.base/java/lang/Nothing.class", &entry));
    EXPECT_FALSE(find(&image, "/java.desktop/java/lang/Object.class", &entry));
    EXPECT_FALSE(find(&image, "", &entry));
    EXPECT_FALSE(find(&image, "/", &entry));
    jimage_close(&image);
}

Test(jimage, opens_by_a_shape_only_the_file_that_has_it)
{
    Jimage image, again;
    JimageEntry entry;
    if (!open_jdk(&image))
        cr_skip("no lib/modules");
    JimageShape shape = jimage_shape(&image), other = {.size = shape.size + 1, .table_length = 1};
    ASSERT_TRUE(open_jdk_as(&shape, &again));
    EXPECT_TRUE(find(&again, "/java.base/java/lang/Object.class", &entry));
    jimage_close(&again);
    ASSERT_TRUE(open_jdk_as(&other, &again));
    EXPECT_INT(again.table_length, image.table_length);
    jimage_close(&again);
    jimage_close(&image);
}

Test(jimage, knows_the_module_of_a_package)
{
    Jimage image;
    if (!open_jdk(&image))
        cr_skip("no lib/modules");
    EXPECT_STR(jimage_package_module(&image, "java.lang", 9), "java.base");
    EXPECT_STR(jimage_package_module(&image, "java.util.logging", 17), "java.logging");
    EXPECT_NULL(jimage_package_module(&image, "no.such", 7));
    EXPECT_NULL(jimage_package_module(&image, "", 0));
    jimage_close(&image);
}

Test(jimage, says_why_a_file_is_none)
{
    Jimage image;
    char *error = NULL;
    EXPECT_FALSE(jimage_open("/no/such/file", &unknown, &image, &error));
    EXPECT_STR(error, "/no/such/file: No such file or directory");
    free(error);
    EXPECT_FALSE(jimage_open("/etc/passwd", &unknown, &image, &error));
    EXPECT_STR(error, "/etc/passwd: is not a run-time image");
    free(error);
}

/* One resource, /m/p/C.class, in a table of one slot. */
typedef struct Small {
    u32 header[7];
    i32 redirect;
    u32 offset;
    u8 locations[16];
    char strings[16];
    u8 resource[4];
} Small;

static Small small(void)
{
    Small s = {
        .header = {0xCAFEDADA, 1 << 16, 0, 1, 1, sizeof s.locations, sizeof s.strings},
        .redirect = -1,
        .locations = {1 << 3, 1, 2 << 3, 3, 3 << 3, 5, 4 << 3, 7, 5 << 3, 0, 7 << 3, 4, 0},
        .strings = "\0m\0p\0C\0class",
        .resource = {1, 2, 3, 4},
    };
    return s;
}

Test(jimage, a_small_image)
{
    Small s = small();
    Jimage image;
    JimageEntry entry;
    const char *error;
    ASSERT_TRUE(jimage_open_bytes(&s, sizeof s, &image, &error));
    ASSERT_TRUE(find(&image, "/m/p/C.class", &entry));
    EXPECT_INT(entry.size, 4);
    EXPECT_INT(image.base[entry.offset], 1);
    /* The only slot takes every hash: the path must agree as well. */
    EXPECT_FALSE(find(&image, "/m/p/D.class", &entry));
    EXPECT_FALSE(find(&image, "/m/p/C.clas", &entry));
    EXPECT_FALSE(find(&image, "/m/p/C.class2", &entry));
    char name[64];
    ASSERT_TRUE(jimage_name(&image, 0, name, sizeof name));
    EXPECT_STR(name, "/m/p/C.class");
    EXPECT_FALSE(jimage_name(&image, 0, name, sizeof "/m/p/C.class" - 1));
    s.locations[9] = 200;
    EXPECT_FALSE(find(&image, "/m/p/C.class", &entry));
}

Test(jimage, no_damage_leads_outside)
{
    srand(5);
    for (int round = 0; round < 200000; round++) {
        Small *s = malloc(sizeof *s);
        *s = small();
        for (int flips = rand() % 4 + 1; flips; flips--)
            ((u8 *)s)[rand() % (int)sizeof *s] = (u8)rand();
        Jimage image;
        JimageEntry entry;
        const char *error;
        if (jimage_open_bytes(s, sizeof *s, &image, &error)) {
            if (find(&image, "/m/p/C.class", &entry))
                ASSERT_AT_MOST(entry.offset + entry.size, sizeof *s);
            jimage_package_module(&image, "p", 1);
            char name[64];
            for (u32 i = 0; i < image.table_length; i++)
                jimage_name(&image, i, name, sizeof name);
        } else {
            ASSERT_NOT_NULL(error);
        }
        free(s);
    }
}
