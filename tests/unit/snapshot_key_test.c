/* snapshot_key_test.c - which options make another machine, and whether sums tell damaged bytes */
#include "vm/snapshot/key.h"

#include "tests/unit/expect.h"
#include "vm/snapshot/format.h"

Test(snapshot_key, sizes_logs_and_the_programs_own_properties_do_not_count)
{
    static const char *const free_options[] = {"-Xmx20m",
                                               "-Xms1m",
                                               "-Xss2m",
                                               "-Xint",
                                               "-Xcomp",
                                               "-Xlog:gc",
                                               "-Xsnapshot:check",
                                               "-Dmy.name=1",
                                               "-Djava.library.path=/x",
                                               "-Djava.io.tmpdir=/x",
                                               "-XX:+UseSerialGC",
                                               "-XX:MaxHeapSize=1g",
                                               "-XX:-TieredCompilation",
                                               "-XX:GCStressInterval=5"};
    for (size_t i = 0; i < COUNT_OF(free_options); i++)
        EXPECT_FALSE(key_has_option(free_options[i]), "%s", free_options[i]);
}

Test(snapshot_key, what_boot_reads_does)
{
    static const char *const options[] = {"-ea",
                                          "-esa",
                                          "--add-opens=java.base/java.lang=ALL-UNNAMED",
                                          "--enable-preview",
                                          "-Xverify:all",
                                          "-Duser.language=fr",
                                          "-Djava.security.manager=allow",
                                          "-Dfile.encoding=ISO-8859-1",
                                          "-Dsun.reflect.noInflation=true",
                                          "-XX:-CompactStrings",
                                          "-XX:+ShowHiddenFrames",
                                          "-Xsomething"};
    for (size_t i = 0; i < COUNT_OF(options); i++)
        EXPECT_TRUE(key_has_option(options[i]), "%s", options[i]);
}

Test(snapshot_key, a_sum_tells_each_bit)
{
    u64 words[9] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    u64 sum = format_sum(words, sizeof words);
    for (size_t bit = 0; bit < sizeof words * 8; bit++) {
        words[bit / 64] ^= (u64)1 << bit % 64;
        EXPECT_TRUE(format_sum(words, sizeof words) != sum, "bit %zu", bit);
        words[bit / 64] ^= (u64)1 << bit % 64;
    }
    EXPECT_TRUE(format_sum(words, sizeof words) == sum);
    EXPECT_TRUE(format_sum(words, sizeof words - sizeof(u64)) != sum);
}
