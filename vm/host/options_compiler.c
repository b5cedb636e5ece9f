/* options_compiler.c - see options_compiler.h.
 * Message texts and return codes are those that `java` shows for the same input. */
#include "vm/host/options_compiler.h"

#include "vm/host/options_flags.h"

#include <limits.h>
#include <stdlib.h>

enum {
    CALLS = 1500, /* as long as nobody gives other values */
    LOOPS_PERCENT = 2000,
    PROFILE_PERCENT = 33, /* of HotSpot's interpreter: lower values of the other percentage are refused */
    MOST_CALLS = INT_MAX >> 1
};

#define CACHE_SIZE       (64 * MB)
#define SMALLEST_CACHE   (400 * KB)
#define LARGEST_CACHE    (2048 * MB)
#define SMALLEST_SETTING (4 * KB)

jint options_set_code_cache(const char *option, const char *value)
{
    i64 size;
    Flag *flag = &option_flags[FLAG_ReservedCodeCacheSize];
    if (!options_parse_size(value, &size) || size < 1) {
        fprintf(console_err(), "Invalid maximum code cache size: %s.\n", option);
        return JNI_EINVAL;
    }
    if (size < (i64)SMALLEST_SETTING) {
        fprintf(console_err(),
                "uintx ReservedCodeCacheSize=%ld is outside the allowed range [ %zu ... %zu ]\n", (long)size,
                (size_t)SMALLEST_SETTING, SIZE_MAX);
        return JNI_EINVAL;
    }
    flag->number = size;
    flag->origin = ORIGIN_COMMAND_LINE;
    return JNI_OK;
}

static bool is_cache_valid(void)
{
    size_t reserved = (size_t)OPTION_FLAG(ReservedCodeCacheSize);
    size_t initial = (size_t)OPTION_FLAG(InitialCodeCacheSize);
    if (reserved < initial)
        fprintf(console_err(),
                "Invalid ReservedCodeCacheSize: %zuK. Must be at least InitialCodeCacheSize=%zuK.\n",
                reserved / KB, initial / KB);
    else if (reserved < SMALLEST_CACHE)
        fprintf(console_err(), "Invalid ReservedCodeCacheSize=%zuK. Must be at least %zuK.\n", reserved / KB,
                (size_t)(SMALLEST_CACHE / KB));
    else if (reserved > LARGEST_CACHE)
        fprintf(console_err(), "Invalid ReservedCodeCacheSize=%zuM. Must be at most %zuM.\n", reserved / MB,
                (size_t)(LARGEST_CACHE / MB));
    else
        return true;
    return false;
}

static bool are_thresholds_valid(void)
{
    long calls = (long)OPTION_FLAG(CompileThreshold), percent = (long)OPTION_FLAG(OnStackReplacePercentage);
    if (calls < 0 || calls > MOST_CALLS) {
        fprintf(console_err(),
                "OnStackReplacePercentage cannot be validated because CompileThreshold value is invalid\n"
                "CompileThreshold (%ld) must be between 0 and %d\n",
                calls, MOST_CALLS);
        return false;
    }
    long most = calls ? INT_MAX * 100L / calls + PROFILE_PERCENT : LONG_MAX;
    if (percent < PROFILE_PERCENT)
        fprintf(console_err(),
                "OnStackReplacePercentage (%ld) must be larger than InterpreterProfilePercentage (%d)\n",
                percent, PROFILE_PERCENT);
    else if (percent > most)
        fprintf(console_err(), "OnStackReplacePercentage (%ld) must be between 0 and %ld\n", percent, most);
    else
        return true;
    return false;
}

jint options_check_compiler(void)
{
    if (!are_thresholds_valid() || !is_cache_valid())
        return JNI_EINVAL;
    options_set_ergonomic("CompileThreshold", CALLS);
    options_set_ergonomic("OnStackReplacePercentage", LOOPS_PERCENT);
    options_set_ergonomic("ReservedCodeCacheSize", (i64)CACHE_SIZE);
    if (!OPTION_FLAG(UseInterpreter))
        options.mode = MODE_COMPILED;
    return JNI_OK;
}

static double scaling(void)
{
    return strtod(option_flags[FLAG_CompileThresholdScaling].text, NULL);
}

bool options_has_compiler(void)
{
    return options.mode != MODE_INTERPRETED && OPTION_FLAG(UseCompiler) && scaling() > 0;
}

static u32 threshold(double count)
{
    return count < (double)UINT32_MAX ? (u32)count : UINT32_MAX;
}

u32 options_compile_calls(void)
{
    if (options.mode == MODE_COMPILED)
        return 0;
    return threshold((double)OPTION_FLAG(CompileThreshold) * scaling());
}

bool options_compiles_at_once(void)
{
    return !OPTION_FLAG(BackgroundCompilation) || options_compile_calls() == 0;
}

u32 options_compile_loops(void)
{
    if (!OPTION_FLAG(UseOnStackReplacement))
        return UINT32_MAX;
    return threshold((double)options_compile_calls() * (double)OPTION_FLAG(OnStackReplacePercentage) / 100);
}
