/* fuzz_parse.c - libFuzzer target: the class parser with each set of options, and the disassembler on what it
 * accepts (classloader/parse/parse.h, tools/dis/jdis.h) */
#include "tests/fuzz/fuzz_class.h"

#include "classloader/parse/parse.h"
#include "tools/dis/jdis.h"
#include "vm/base/region.h"

#include <stdlib.h>
#include <string.h>

enum { REGION_SIZE = 1024 * 1024 * 1024, NEWEST = 61 };

static FILE *sink;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    sink = fopen("/dev/null", "w");
    return sink && region_reserve(REGION_SIZE) && symbol_init() ? 0 : 1;
}

/* A refusal names its error and says why. */
static void check_fail(const Fail *fail)
{
    if (!fail->error || !fail->text[0] || memchr(fail->text, '\0', sizeof fail->text) == NULL)
        abort();
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    static const ParseOptions options[] = {
        {.max_major = NEWEST},
        {.max_major = NEWEST, .trusted = true, .vm_annotations = true},
        {.max_major = NEWEST, .relax_names = true, .preview = true},
        {.max_major = NEWEST, .hidden = true, .vm_annotations = true},
    };
    u8 *copy = malloc(size ? size : 1);
    memcpy(copy, data, size);
    Fail fail;
    for (u32 i = 0; i < COUNT_OF(options); i++) {
        Arena scratch;
        ClassFile file;
        fail = (Fail){0};
        arena_init_scratch(&scratch);
        if (!parse_class(copy, size, &options[i], &scratch, &file, &fail))
            check_fail(&fail);
        arena_free(&scratch);
    }
    jdis_print_class(sink, true, copy, size, &fail);
    free(copy);
    return 0;
}
