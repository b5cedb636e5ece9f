/* rules.c - a rules engine whose jar is part of the program: nothing on disk, output to a log, new rules at
 * run time, and rules that loop or hoard cannot hang the host */
#include <moka.h>
#include <stdio.h>

extern const unsigned char rules_jar[]; /* made by: ld -r -b binary */
extern const size_t rules_jar_length;

static void to_log(void *user, const char *bytes, size_t length)
{
    fprintf(user, "[java] %.*s", (int)length, bytes);
}

/* Frees the error; true if there was one. */
static bool failed(const char *what, moka_error *error)
{
    if (!error)
        return false;
    fprintf(stderr, "%s: %s\n%s", what, error->message, error->trace);
    for (const moka_error *cause = error->cause; cause; cause = cause->cause)
        fprintf(stderr, "because of %s\n%s", cause->message, cause->trace);
    moka_error_free(error);
    return true;
}

/* Each set of rules has a space of its own: when it is dropped, its classes go. */
static bool decide(moka_vm *vm, double amount, const char *country)
{
    static const moka_limit limit = {.size = sizeof limit, .time = 500 * 1000000, .bytes = 16 << 20};
    const moka_source jar = {.name = "rules", .bytes = rules_jar, .length = rules_jar_length};
    moka_vm *rules;
    const moka_method *decide;
    moka_value allowed = {0};
    if (failed("rules", moka_space(vm, &jar, 1, &rules)))
        return false;
    moka_error *error = moka_find(rules, "rules/Credit.decide(DLjava/lang/String;)Z", &decide);
    if (!error)
        error = moka_call_within(rules, &limit, decide, MOKA_ARGS(amount, country), &allowed);
    if (error && error->kind == MOKA_LIMIT)
        fprintf(stderr, "a rule did not come to an end\n");
    bool ok = !failed("decide", error) && allowed.integer;
    return !failed("drop", moka_destroy(rules)) && ok;
}

int main(void)
{
    moka_options options = MOKA_OPTIONS;
    options.max_heap = 64 << 20;
    options.out = options.err = to_log;
    options.user = stderr;
    moka_vm *vm;
    if (failed("create", moka_create(&options, &vm)))
        return 1;
    printf("%s\n", decide(vm, 1200.50, "NO") ? "yes" : "no");
    return failed("destroy", moka_destroy(vm));
}
