/* options_flags.c - the -XX flags: see options.h.
 * Message texts and return codes are those that `java` shows for the same input. */
#include "vm/host/options_flags.h"

#include "vm/base/console.h"
#include "vm/base/state.h"
#include "vm/host/home.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char *const type_names[] = {"bool", "intx", "uintx", "size_t", "double", "ccstr"};

#define FLAG(type, name, value, kind) ACCEPTED(type, name, value, kind, USED)

SNAPSHOT_STATE(rebuilt) Flag option_flags[FLAG_COUNT];

SNAPSHOT_STATE(rebuilt) static struct {
    Flag *by_name[FLAG_COUNT]; /* those of the release, of all tables */
    bool ignores_unknown;      /* JNI's ignoreUnrecognized */
    u32 count;
} state;

static const Flag defaults[FLAG_COUNT] = {
#define ACCEPTED(type, name, value, kind, use)                                                               \
    [FLAG_##name] = {#name, value, 0, type, kind, use, ORIGIN_DEFAULT, 0},
#define LATER(since, type, name, value, kind, use)                                                           \
    [FLAG_##name] = {#name, value, 0, type, kind, use, ORIGIN_DEFAULT, since},
#include "vm/host/options.def"
#include "vm/host/options_accepted.def"
#include "vm/host/options_later.def"
#undef ACCEPTED
#undef LATER
};


static i64 number_of(u8 type, const char *text)
{
    if (type == FLAG_BOOL)
        return strcmp(text, "true") == 0;
    return type == FLAG_STRING || type == FLAG_DOUBLE ? 0 : (i64)strtoull(text, NULL, 10);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp((*(Flag *const *)a)->name, (*(Flag *const *)b)->name);
}

void options_flags_init(void)
{
    state.count = 0;
    memcpy(option_flags, defaults, sizeof option_flags);
    for (int i = 0; i < FLAG_COUNT; i++) {
        option_flags[i].number = number_of(option_flags[i].type, option_flags[i].text);
        if (home_feature() >= option_flags[i].since)
            state.by_name[state.count++] = &option_flags[i];
    }
    qsort(state.by_name, state.count, sizeof(Flag *), compare_names);
}

void options_ignore_unknown_flags(bool ignore)
{
    state.ignores_unknown = ignore;
}

void options_flags_reset(void)
{
    STATE_CLEAR(option_flags);
    STATE_CLEAR(state);
}

Flag *options_flag_by_rank(u32 rank)
{
    return state.by_name[rank];
}

u32 options_flag_count(void)
{
    return state.count;
}

Flag *options_find_flag(const char *name, size_t length)
{
    for (u32 i = 0; i < state.count; i++)
        if (strlen(state.by_name[i]->name) == length && memcmp(state.by_name[i]->name, name, length) == 0)
            return state.by_name[i];
    return NULL;
}

static const FlagRange ranges[] = {
#define RANGE(name, low, high) {FLAG_##name, low, (i64)(high)},
#include "vm/host/options_ranges.def"
#undef RANGE
};

const FlagRange *options_flag_range(const Flag *flag)
{
    for (size_t i = 0; i < COUNT_OF(ranges); i++)
        if (flag == &option_flags[ranges[i].flag])
            return &ranges[i];
    return NULL;
}

bool options_parse_size(const char *text, i64 *ret_value)
{
    char *end;
    bool hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
    if (!isdigit((unsigned char)text[0]) && text[0] != '-')
        return false;
    errno = 0;
    i64 value = strtoll(text, &end, hex ? 16 : 10);
    if (errno == ERANGE || end == text)
        return false;
    int shift = 0;
    switch (*end) {
    case 'T':
    case 't': shift = 40; break;
    case 'G':
    case 'g': shift = 30; break;
    case 'M':
    case 'm': shift = 20; break;
    case 'K':
    case 'k': shift = 10; break;
    default: break;
    }
    if (shift)
        end++;
    if (*end != '\0' || value > INT64_MAX >> shift || value < INT64_MIN >> shift)
        return false;
    *ret_value = value * ((i64)1 << shift);
    return true;
}

/* The flag whose name is nearest to a mistyped one; NULL when none is near. Dice coefficient of letter pairs.
 */
static const Flag *nearest_flag(const char *name, size_t length)
{
    const Flag *best = NULL;
    double best_score = 0.7;
    for (u32 i = 0; i < state.count; i++) {
        const char *other = state.by_name[i]->name;
        size_t other_length = strlen(other), hits = 0;
        for (size_t a = 0; a + 1 < length; a++)
            for (size_t b = 0; b + 1 < other_length; b++)
                if (name[a] == other[b] && name[a + 1] == other[b + 1]) {
                    hits++;
                    break;
                }
        double score = 2.0 * (double)hits / (double)(length + other_length);
        if (score > best_score) {
            best_score = score;
            best = state.by_name[i];
        }
    }
    return best;
}

static void report_unknown(const char *text, const char *name, size_t length)
{
    fprintf(console_err(), "Unrecognized VM option '%s'\n", text);
    const Flag *near = nearest_flag(name, length);
    if (near && near->type == FLAG_BOOL)
        fprintf(console_err(), "Did you mean '(+/-)%s'? ", near->name);
    else if (near)
        fprintf(console_err(), "Did you mean '%s=<value>'? ", near->name);
}

/* Diagnostic and experimental flags must be unlocked first. */
static bool is_locked(const Flag *flag)
{
    const char *what = NULL, *unlock = NULL;
    if (flag->kind == KIND_DIAGNOSTIC && !OPTION_FLAG(UnlockDiagnosticVMOptions))
        what = "diagnostic", unlock = "UnlockDiagnosticVMOptions";
    if (flag->kind == KIND_EXPERIMENTAL && !OPTION_FLAG(UnlockExperimentalVMOptions))
        what = "experimental", unlock = "UnlockExperimentalVMOptions";
    if (!what)
        return false;
    fprintf(console_err(),
            "Error: VM option '%s' is %s and must be enabled via -XX:+%s.\n"
            "Error: The unlock option must precede '%s'.\n",
            flag->name, what, unlock, flag->name);
    return true;
}

/* The release that deprecated a flag, for the warning. */
static const struct {
    FlagId flag;
    const char *version;
} deprecated[] = {
    {FLAG_AllowRedefinitionToAddDeleteMethods, "13.0"},
    {FLAG_AlwaysLockClassLoader, "17.0"},
    {FLAG_BiasedLockingBulkRebiasThreshold, "15.0"},
    {FLAG_BiasedLockingBulkRevokeThreshold, "15.0"},
    {FLAG_BiasedLockingDecayTime, "15.0"},
    {FLAG_BiasedLockingStartupDelay, "15.0"},
    {FLAG_CriticalJNINatives, "16.0"},
    {FLAG_InitialRAMFraction, "10.0"},
    {FLAG_MaxGCMinorPauseMillis, "8.0"},
    {FLAG_MaxRAMFraction, "10.0"},
    {FLAG_MinRAMFraction, "10.0"},
    {FLAG_PrintBiasedLockingStatistics, "15.0"},
    {FLAG_PrintPreciseBiasedLockingStatistics, "15.0"},
    {FLAG_TLABStats, "12.0"},
    {FLAG_UseBiasedLocking, "15.0"},
    {FLAG_UseOptoBiasInlining, "15.0"},
};

/* Warns of a flag that was given a value, or refuses it. */
static jint comment_on(const Flag *flag, const char *text)
{
    for (size_t i = 0; i < COUNT_OF(deprecated); i++)
        if (flag == &option_flags[deprecated[i].flag])
            options_warn("Option %s was deprecated in version %s and will likely be removed in a future "
                         "release.",
                         flag->name, deprecated[i].version);
    bool is_default = strcmp(flag->text, defaults[flag - option_flags].text) == 0;
    if (flag->use == NO_EFFECT || flag->use == USED || is_default)
        return JNI_OK;
    if (flag->use == IGNORED) {
        options_warn("Moka does not support -XX:%s, which has no effect", text);
        return JNI_OK;
    }
    fprintf(console_err(), "Moka does not support -XX:%s\n", text);
    return JNI_EINVAL;
}

static jint set_bool(Flag *flag, const char *text, bool has_sign, bool value, FlagOrigin origin)
{
    if (!has_sign) {
        fprintf(console_err(), "Missing +/- setting for VM option '%s'\n", text);
        return JNI_EINVAL;
    }
    flag->number = value;
    flag->text = value ? "true" : "false";
    flag->origin = origin;
    return comment_on(flag, text);
}

/* Is it a flag whose options add up, each with a line of its own? */
static bool is_list(const Flag *flag)
{
    static const FlagId lists[] = {FLAG_OnOutOfMemoryError, FLAG_OnError, FLAG_CompileCommand,
                                   FLAG_CompileOnly};
    for (size_t i = 0; i < COUNT_OF(lists); i++)
        if (flag == &option_flags[lists[i]])
            return true;
    return false;
}

static char *joined(const char *first, const char *second)
{
    char *text = malloc(strlen(first) + strlen(second) + 2);
    if (text)
        sprintf(text, "%s\n%s", first, second);
    return text;
}

static bool is_in_range(const Flag *flag, i64 number, double real)
{
    const FlagRange *range = options_flag_range(flag);
    const char *type = type_names[flag->type], *name = flag->name;
    if (!range)
        return true;
    if (flag->type == FLAG_DOUBLE) {
        double low = (double)range->low, high = (double)range->high;
        if (real >= low && real <= high)
            return true;
        fprintf(console_err(), "%s %s=%f is outside the allowed range [ %f ... %f ]\n", type, name, real, low,
                high);
    } else if (flag->type == FLAG_INT) {
        if (number >= range->low && number <= range->high)
            return true;
        fprintf(console_err(), "%s %s=%lld is outside the allowed range [ %lld ... %lld ]\n", type, name,
                (long long)number, (long long)range->low, (long long)range->high);
    } else {
        u64 low = (u64)range->low, high = (u64)range->high;
        if ((u64)number >= low && (u64)number <= high)
            return true;
        fprintf(console_err(), "%s %s=%llu is outside the allowed range [ %llu ... %llu ]\n", type, name,
                (unsigned long long)number, (unsigned long long)low, (unsigned long long)high);
    }
    return false;
}

/* Numbers in the upper half of 64 bits, where some defaults lie. */
static bool parse_large(const char *text, i64 *ret_value)
{
    char *end;
    errno = 0;
    *ret_value = (i64)strtoull(text, &end, 10);
    return isdigit((unsigned char)text[0]) && !*end && errno == 0;
}

static jint set_value(Flag *flag, const char *text, const char *value, FlagOrigin origin)
{
    i64 number = 0;
    double real = 0;
    bool valid = true;
    if (flag->type == FLAG_DOUBLE) {
        char *end;
        real = strtod(value, &end);
        valid = end != value && !*end && value[0] != '-';
    } else if (flag->type != FLAG_STRING) {
        valid = options_parse_size(value, &number) && (value[0] != '-' || flag->type == FLAG_INT);
        if (!valid && flag->type != FLAG_INT)
            valid = parse_large(value, &number);
    }
    if (!valid || !is_in_range(flag, number, real)) {
        fprintf(console_err(), "Improperly specified VM option '%s'\n", text);
        return JNI_EINVAL;
    }
    flag->number = number;
    flag->text = is_list(flag) && flag->text[0] ? joined(flag->text, value) : strdup(value);
    flag->origin = origin;
    return comment_on(flag, text);
}

jint options_set_flag(const char *text, FlagOrigin origin)
{
    bool has_sign = text[0] == '+' || text[0] == '-';
    const char *name = has_sign ? text + 1 : text;
    const char *equals = strchr(name, '=');
    size_t length = equals ? (size_t)(equals - name) : strlen(name);
    if (equals && length && equals[-1] == ':') /* the form Name:=value, which appends to a list */
        length--;
    Flag *flag = options_find_flag(name, length);
    if (!flag) {
        if (OPTION_FLAG(IgnoreUnrecognizedVMOptions) || state.ignores_unknown)
            return JNI_OK;
        report_unknown(text[0] == '-' || text[0] == '+' ? name : text, name, length);
        return JNI_EINVAL;
    }
    if (is_locked(flag)) {
        return OPTION_FLAG(IgnoreUnrecognizedVMOptions) ? JNI_OK : JNI_EINVAL;
    }
    if (flag->type == FLAG_BOOL && has_sign && equals) {
        fprintf(console_err(), "Improperly specified VM option '%s'\n", name);
        return JNI_EINVAL;
    }
    if (flag->type == FLAG_BOOL) {
        if (equals && (strcmp(equals + 1, "true") == 0 || strcmp(equals + 1, "false") == 0))
            return set_bool(flag, text, true, equals[1] == 't', origin);
        return set_bool(flag, text, has_sign, text[0] == '+', origin);
    }
    if (has_sign) {
        fprintf(console_err(), "Unexpected +/- setting in VM option '%s'\n", name);
        return JNI_EINVAL;
    }
    if (!equals) {
        fprintf(console_err(), "Improperly specified VM option '%s'\n", text);
        return JNI_EINVAL;
    }
    return set_value(flag, text, equals + 1, origin);
}

jint options_read_flags_file(const char *path, FlagOrigin origin)
{
    FILE *file = fopen(path, "r");
    if (!file) {
        fprintf(console_err(), "Could not open settings file %s\n", path);
        return JNI_ERR;
    }
    char word[4096];
    jint result = JNI_OK;
    while (result == JNI_OK && fscanf(file, "%4095s", word) == 1)
        if (word[0] != '#')
            result = options_set_flag(word, origin);
    fclose(file);
    return result;
}

/* Numbers are printed from their value: the flag's text is what the user wrote. */
static const char *value_text(const Flag *flag, char *buffer, size_t size)
{
    if (flag->type == FLAG_BOOL)
        return flag->number ? "true" : "false";
    if (flag->type == FLAG_SIZE || flag->type == FLAG_UINT)
        snprintf(buffer, size, "%lu", (unsigned long)flag->number);
    else if (flag->type == FLAG_INT)
        snprintf(buffer, size, "%ld", (long)flag->number);
    else
        return flag->text;
    return buffer;
}

static void print_flag(FILE *out, const Flag *flag)
{
    static const char *const kinds[] = {"product", "diagnostic", "experimental", "manageable"};
    static const char *const origins[] = {"default", "command line", "environment", "ergonomic",
                                          "management"};
    char number[32], kind[40];
    snprintf(kind, sizeof kind, "{%s%s}", kinds[flag->kind], flag->use == USED ? "" : ", no effect");
    fprintf(out, "%9s %-40s = %-40s %s {%s}\n", type_names[flag->type], flag->name,
            value_text(flag, number, sizeof number), kind, origins[flag->origin]);
}

void options_print_flags(FILE *out, bool all_default)
{
    fprintf(out, "[Global flags]\n");
    for (u32 i = 0; i < state.count; i++) {
        Flag flag = *state.by_name[i];
        if (!options_is_visible(&flag))
            continue;
        if (all_default) {
            flag.text = defaults[state.by_name[i] - option_flags].text;
            flag.number = number_of(flag.type, flag.text);
            flag.origin = ORIGIN_DEFAULT;
        }
        print_flag(out, &flag);
    }
}

void options_print_flag(FILE *out, const Flag *flag)
{
    char number[32];
    if (flag->type == FLAG_BOOL)
        fprintf(out, "-XX:%c%s", flag->number ? '+' : '-', flag->name);
    else
        fprintf(out, "-XX:%s=%s", flag->name, value_text(flag, number, sizeof number));
}

void options_print_changed_flags(FILE *out)
{
    for (u32 i = 0; i < state.count; i++) {
        const Flag *flag = state.by_name[i];
        if (flag->origin == ORIGIN_DEFAULT)
            continue;
        options_print_flag(out, flag);
        fputc(' ', out);
    }
    fputc('\n', out);
    fflush(out);
}

void options_set_ergonomic(const char *name, i64 value)
{
    Flag *flag = options_find_flag(name, strlen(name));
    if (!flag || flag->origin != ORIGIN_DEFAULT)
        return;
    flag->number = value;
    flag->origin = ORIGIN_ERGONOMIC;
}
