/* options_write.c - flags that are set while the machine runs: see options.h.
 * Message texts are those that jinfo shows for the same input. */
#include "vm/host/options_flags.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool options_is_visible(const Flag *flag)
{
    return (flag->kind != KIND_DIAGNOSTIC || OPTION_FLAG(UnlockDiagnosticVMOptions)) &&
           (flag->kind != KIND_EXPERIMENTAL || OPTION_FLAG(UnlockExperimentalVMOptions));
}

Flag *options_find_visible(const char *name)
{
    Flag *flag = options_find_flag(name, strlen(name));
    return flag && options_is_visible(flag) ? flag : NULL;
}

bool options_may_write(const Flag *flag, i64 number, char *ret_problem, size_t size)
{
    const FlagRange *range = options_flag_range(flag);
    if (range && (number < range->low || number > range->high)) {
        snprintf(ret_problem, size, "%s error: must have value in range [%lld...%lld]", flag->name,
                 (long long)range->low, (long long)range->high);
        return false;
    }
    if ((flag == &option_flags[FLAG_MinHeapFreeRatio] && number > OPTION_FLAG(MaxHeapFreeRatio)) ||
        (flag == &option_flags[FLAG_MaxHeapFreeRatio] && number < OPTION_FLAG(MinHeapFreeRatio)) ||
        (flag == &option_flags[FLAG_SoftMaxHeapSize] && number > OPTION_FLAG(MaxHeapSize))) {
        snprintf(ret_problem, size, "%s error: value violates its flag's constraint.", flag->name);
        return false;
    }
    return true;
}

/* What a value of the flag's type has to be; NULL: the text is one, and *ret_number its value. */
static const char *read_value(const Flag *flag, const char *text, i64 *ret_number)
{
    char *end;
    *ret_number = 0;
    errno = 0;
    switch (flag->type) {
    case FLAG_BOOL:
        *ret_number = strcmp(text, "1") == 0 || strcasecmp(text, "true") == 0;
        return *ret_number || strcmp(text, "0") == 0 || strcasecmp(text, "false") == 0
                   ? NULL
                   : "a boolean (1/0 or true/false)";
    case FLAG_STRING: return NULL;
    case FLAG_DOUBLE: strtod(text, &end); return *text && !*end ? NULL : "a double";
    case FLAG_INT:
        *ret_number = strtoll(text, &end, 10);
        return *text && !*end && !errno ? NULL : "an integer";
    default:
        *ret_number = (i64)strtoull(text, &end, 10);
        return *text && *text != '-' && !*end && !errno ? NULL : "an unsigned integer";
    }
}

bool options_write_flag(const char *name, const char *value, char *ret_problem, size_t size)
{
    Flag *flag = options_find_visible(name);
    i64 number;
    if (!flag) {
        snprintf(ret_problem, size, "flag %s does not exist", name);
        return false;
    }
    if (flag->kind != KIND_MANAGEABLE) {
        snprintf(ret_problem, size, "flag '%s' cannot be changed", name);
        return false;
    }
    const char *kind = read_value(flag, value, &number);
    if (kind) {
        snprintf(ret_problem, size, "flag value must be %s", kind);
        return false;
    }
    if (flag->type != FLAG_BOOL && flag->type != FLAG_STRING && flag->type != FLAG_DOUBLE &&
        !options_may_write(flag, number, ret_problem, size))
        return false;
    const char *text = flag->type == FLAG_BOOL ? (number ? "true" : "false") : strdup(value);
    if (text)
        options_store(flag, number, text);
    return true;
}

/* The old text is not freed, since readers take no lock; flags are set rarely. */
void options_store(Flag *flag, i64 number, const char *text)
{
    flag->number = number;
    flag->text = text;
    flag->origin = ORIGIN_MANAGEMENT;
}
