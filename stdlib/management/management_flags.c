/* management_flags.c - the VM's flags as com.sun.management.HotSpotDiagnosticMXBean shows and sets them
 * (management.h). The flags are those of options.h; the manageable ones may be set while the VM runs. */
#include "stdlib/management/management.h"

#include "stdlib/reflect/reflect.h"
#include "vm/host/options.h"
#include "vm/library/wellknown.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"

#include <stdlib.h>
#include <string.h>

jobjectArray management_get_flag_names(JNIEnv *env)
{
    JVM_ENTER(env);
    i32 count = 0, next = 0;
    for (u32 i = 0; i < options_flag_count(); i++)
        count += options_is_visible(options_flag_by_rank(i));
    Object *names = reflect_new_array(t, WK(String), count);
    for (u32 i = 0; names && i < options_flag_count() && next < count; i++) {
        const Flag *flag = options_flag_by_rank(i);
        if (!options_is_visible(flag))
            continue;
        Object *name = string_from_host(t, flag->name);
        if (!name) {
            names = NULL;
            break;
        }
        ref_array_set(names, next++, name);
    }
    jobject result = border_local(t, names);
    JVM_LEAVE();
    return result;
}

/* ---- reading ---- */

static u32 origin_of(const Flag *flag)
{
    switch (flag->origin) {
    case ORIGIN_COMMAND_LINE: return GLOBAL_COMMAND_LINE;
    case ORIGIN_ENVIRONMENT: return GLOBAL_ENVIRONMENT;
    case ORIGIN_ERGONOMIC: return GLOBAL_ERGONOMIC;
    case ORIGIN_MANAGEMENT: return GLOBAL_MANAGEMENT;
    default: return GLOBAL_DEFAULT;
    }
}

/* False: an exception is pending. */
static bool fill_global(Thread *t, const Flag *flag, ManagementGlobal *ret)
{
    *ret = (ManagementGlobal){.origin = origin_of(flag)};
    ret->is_writeable = ret->is_external = flag->kind == KIND_MANAGEABLE;
    ret->name = border_local(t, string_from_host(t, flag->name));
    switch (flag->type) {
    case FLAG_BOOL:
        ret->type = GLOBAL_BOOLEAN;
        ret->value.z = flag->number != 0;
        break;
    case FLAG_STRING:
        ret->type = GLOBAL_STRING;
        ret->value.l = t->exception || !flag->text ? NULL : border_local(t, string_from_host(t, flag->text));
        break;
    case FLAG_DOUBLE:
        ret->type = GLOBAL_DOUBLE;
        ret->value.d = strtod(flag->text, NULL);
        break;
    default:
        ret->type = GLOBAL_LONG;
        ret->value.j = flag->number;
        break;
    }
    return !t->exception;
}

/* NULL: no visible flag has this name. */
static Flag *find_visible(const Object *name)
{
    char *text = name ? string_to_utf8(name) : NULL;
    Flag *flag = text ? options_find_visible(text) : NULL;
    free(text);
    return flag;
}

static jint fill_named(Thread *t, const Object *names, ManagementGlobal *ret, jint count)
{
    jint filled = 0;
    for (i32 i = 0; i < count && i < array_length(names); i++) {
        const Object *name = ref_array_get(names, i);
        if (!name) {
            THROW(t, NullPointerException, NULL);
            return 0;
        }
        const Flag *flag = find_visible(name);
        ret[i] = (ManagementGlobal){0}; /* a row without a name tells Java that the flag is unknown */
        if (!flag)
            continue;
        if (!fill_global(t, flag, &ret[i]))
            return 0;
        filled++;
    }
    return filled;
}

static jint fill_all(Thread *t, ManagementGlobal *ret, jint count)
{
    jint filled = 0;
    for (u32 i = 0; i < options_flag_count() && filled < count; i++) {
        const Flag *flag = options_flag_by_rank(i);
        if (!options_is_visible(flag))
            continue;
        if (!fill_global(t, flag, &ret[filled]))
            return 0;
        filled++;
    }
    return filled;
}

jint management_get_flags(JNIEnv *env, jobjectArray names, ManagementGlobal *ret_globals, jint count)
{
    JVM_ENTER(env);
    jint filled = 0;
    if (!ret_globals)
        THROW(t, NullPointerException, NULL);
    else if (names)
        filled = fill_named(t, border_get(names), ret_globals, count);
    else
        filled = fill_all(t, ret_globals, count);
    JVM_LEAVE();
    return filled;
}

/* ---- setting ---- */

static bool in_range(Thread *t, const Flag *flag, i64 value)
{
    char problem[OPTIONS_PROBLEM_SIZE];
    if (options_may_write(flag, value, problem, sizeof problem))
        return true;
    THROW(t, IllegalArgumentException, "%s", problem);
    return false;
}

static void set_flag(Thread *t, Flag *flag, jvalue value)
{
    char number[64];
    char *text = number;
    i64 bits = 0;
    switch (flag->type) {
    case FLAG_BOOL:
        bits = value.z != 0;
        snprintf(number, sizeof number, "%s", bits ? "true" : "false");
        break;
    case FLAG_DOUBLE: snprintf(number, sizeof number, "%f", value.d); break;
    case FLAG_STRING: text = value.l ? string_to_utf8(border_get(value.l)) : number, number[0] = '\0'; break;
    default:
        bits = value.j;
        if (!in_range(t, flag, bits))
            return;
        snprintf(number, sizeof number, "%lld", (long long)bits);
        break;
    }
    options_store(flag, bits, text == number ? strdup(number) : text);
}

void management_set_flag(JNIEnv *env, jstring name, jvalue value)
{
    JVM_ENTER(env);
    Flag *flag = find_visible(border_get(name));
    if (!name)
        THROW(t, NullPointerException, NULL);
    else if (!flag)
        THROW(t, IllegalArgumentException, "This flag does not exist.");
    else if (flag->kind != KIND_MANAGEABLE)
        THROW(t, IllegalArgumentException, "This flag is not writeable.");
    else
        set_flag(t, flag, value);
    JVM_LEAVE();
}
