/* jverify_report.c - see jverify.h.
 * Text is for people. The JSON form, one object a line, is for tools: tools/README.md states its keys, and
 * keys are only added. */
#include "tools/verify/jverify.h"

#include "vm/base/json.h"
#include "vm/base/state.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char *const kind_names[VERDICT_KINDS] = {
    [VERDICT_VERIFIED] = "verified",     [VERDICT_REJECTED] = "rejected", [VERDICT_UNRESOLVED] = "unresolved",
    [VERDICT_UNREADABLE] = "unreadable", [VERDICT_SKIPPED] = "skipped",
};

SNAPSHOT_STATE(host) bool jverify_report_json, jverify_report_verbose;

SNAPSHOT_STATE(host) static struct {
    u64 counts[VERDICT_KINDS];
    u64 missing; /* unresolved classes for which another class was not found */
} state;

/* Prints an internal name as Java writes it. */
static void print_dotted(const char *name)
{
    for (; *name; name++)
        putchar(symbol_dot(*name));
}

/* ---- text ---- */

static void print_text(const Verdict *v)
{
    fputs(v->file, stdout);
    if (v->entry)
        printf("!%s", v->entry);
    fputs(": ", stdout);
    if (v->kind == VERDICT_UNRESOLVED)
        fputs("cannot be checked: ", stdout);
    if (v->missing) {
        fputs("it needs the class ", stdout);
        print_dotted(v->missing);
        fputs(", which is not found\n", stdout);
        return;
    }
    if (v->error) {
        print_dotted(v->error);
        if (v->message)
            fputs(": ", stdout);
    }
    fputs(v->message ? v->message : v->error ? "" : kind_names[v->kind], stdout);
    size_t length = v->message ? strlen(v->message) : 0;
    if (length == 0 || v->message[length - 1] != '\n')
        putchar('\n');
    if (v->verifier && strcmp(v->verifier, "inference") == 0)
        puts("  found by type inference");
    if (v->rule)
        printf("  rule broken: %s (JVMS %s)\n", v->rule, v->section ? v->section : "4.10");
}

/* ---- JSON ---- */

static void print_key(const char *key, const char *value)
{
    if (!value)
        return;
    printf(",\"%s\":", key);
    json_print_text(stdout, value);
}

static void print_json(const Verdict *v)
{
    fputs("{\"kind\":\"class\",\"status\":", stdout);
    json_print_text(stdout, kind_names[v->kind]);
    print_key("file", v->file);
    print_key("entry", v->entry);
    print_key("class", v->name);
    print_key("verifier", v->verifier);
    print_key("error", v->error);
    print_key("message", v->message);
    print_key("missing", v->missing);
    print_key("rule", v->rule);
    print_key("section", v->section);
    if (v->bci >= 0)
        printf(",\"bci\":%" PRId64, v->bci);
    puts("}");
}

/* ---- both ---- */

void jverify_report(const Verdict *v)
{
    state.counts[v->kind]++;
    state.missing += v->missing != NULL;
    bool is_quiet = v->kind == VERDICT_VERIFIED || v->kind == VERDICT_SKIPPED;
    if (is_quiet && !jverify_report_verbose)
        return;
    if (jverify_report_json)
        print_json(v);
    else
        print_text(v);
}

void jverify_report_unreadable(const char *file, const char *why)
{
    state.counts[VERDICT_UNREADABLE]++;
    Verdict verdict = {.kind = VERDICT_UNREADABLE, .file = file, .message = why, .bci = -1};
    if (jverify_report_json) {
        print_json(&verdict);
        return;
    }
    fflush(stdout);
    fprintf(stderr, "moka verify: %s: %s\n", file, why);
}

bool jverify_report_summary(bool allow_missing)
{
    if (jverify_report_json) {
        fputs("{\"kind\":\"summary\"", stdout);
        for (u32 i = 0; i < VERDICT_KINDS; i++)
            printf(",\"%s\":%" PRIu64, kind_names[i], state.counts[i]);
        puts("}");
    } else {
        for (u32 i = 0; i < VERDICT_KINDS; i++)
            if (i <= VERDICT_REJECTED || state.counts[i])
                printf("%s%" PRIu64 " %s", i ? ", " : "", state.counts[i], kind_names[i]);
        putchar('\n');
    }
    u64 unresolved = state.counts[VERDICT_UNRESOLVED] - (allow_missing ? state.missing : 0);
    return state.counts[VERDICT_REJECTED] + state.counts[VERDICT_UNREADABLE] + unresolved == 0;
}
