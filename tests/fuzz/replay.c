/* replay.c - runs a fuzz target on given files, in builds without libFuzzer
 * In:     files, each an input; Out: "N replayed"; a defect ends the process */
#include "tests/fuzz/fuzz_class.h"

#include <stdio.h>
#include <stdlib.h>

enum { MAX_INPUT = 4 << 20 };

__attribute__((weak)) int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    return 0;
}

__attribute__((weak)) size_t LLVMFuzzerMutate(u8 *data, size_t size, size_t room)
{
    (void)data, (void)room;
    return size;
}

int main(int argc, char **argv)
{
    u8 *bytes = malloc(MAX_INPUT);
    if (!bytes || LLVMFuzzerInitialize(&argc, &argv) != 0)
        return 2;
    for (int i = 1; i < argc; i++) {
        FILE *file = fopen(argv[i], "rb");
        if (!file) {
            perror(argv[i]);
            return 2;
        }
        size_t size = fread(bytes, 1, MAX_INPUT, file);
        fclose(file);
        LLVMFuzzerTestOneInput(bytes, size);
    }
    printf("%d replayed\n", argc - 1);
    free(bytes);
    return 0;
}
