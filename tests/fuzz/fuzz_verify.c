/* fuzz_verify.c - libFuzzer target: parse, define, and both verifiers on what was defined (verify.h)
 * Beside crashes it looks for refusals that name no error, and for errors beside a class. */
#include "tests/fuzz/fuzz_class.h"
#include "tests/fuzz/fuzz_vm.h"

#include "classloader/define/define.h"
#include "classloader/verify/verify.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    return fuzz_vm_start() ? 0 : 1;
}

static bool verify(Thread *t, Class *c, VerifyMode mode)
{
    Arena scratch;
    Fail fail = {0};
    arena_init_scratch(&scratch);
    bool good = verify_class_as(t, c, mode, &scratch, &fail);
    if (!good && (fail.error != NULL) == (t->exception != NULL))
        fuzz_vm_defect("a refusal with %s", fail.error ? "two errors" : "no error");
    if (fail.error && fail.text[0] == '\0')
        fuzz_vm_defect("a refusal without a message");
    if (good && t->exception)
        fuzz_vm_defect("an exception from a class that verifies");
    t->exception = NULL;
    arena_free(&scratch);
    return good;
}

static void check(Thread *t, LoaderData *loader, const u8 *data, size_t size)
{
    DefineArgs args = {.loader = loader, .bytes = data, .length = size};
    Class *c = define_class(t, &args);
    if (!c != (t->exception != NULL))
        fuzz_vm_defect("%s", c ? "a class and an exception" : "no class and no exception");
    t->exception = NULL;
    if (!c)
        return;
    verify(t, c, VERIFY_DEFAULT);
    verify(t, c, VERIFY_TYPE_CHECK);
    verify(t, c, VERIFY_INFERENCE);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    fuzz_vm_run(data, size, check);
    return 0;
}
