/* directive.c - see directive.h.
 * A command is OPTION PATTERN [VALUE], or `option` PATTERN [TYPE] OPTION [VALUE]; commas and spaces separate.
 */
#include "jit/directive.h"

#include "vm/base/console.h"
#include "vm/base/state.h"
#include "vm/base/vec.h"
#include "vm/model/class.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum ValueType { VALUE_BOOL, VALUE_INT, VALUE_UINT, VALUE_DOUBLE, VALUE_TEXT } ValueType;

/* As a command names a type, and as a report does. */
static const char *const type_names[] = {"bool", "intx", "uintx", "double", "ccstrlist"};
static const char *const shown_types[] = {"bool", "intx", "uintx", "double", "const char*"};

/* All names that the reference VM takes. `used`: what the compiler reads, or DIRECTIVE_COUNT. */
typedef struct OptionName {
    const char *name;
    ValueType type;
    Directive used;
} OptionName;

static const OptionName option_names[] = {
    {"log", VALUE_BOOL, DIRECTIVE_LOG},
    {"print", VALUE_BOOL, DIRECTIVE_PRINT},
    {"inline", VALUE_BOOL, DIRECTIVE_INLINE},
    {"dontinline", VALUE_BOOL, DIRECTIVE_DONT_INLINE},
    {"compileonly", VALUE_BOOL, DIRECTIVE_COMPILE_ONLY},
    {"exclude", VALUE_BOOL, DIRECTIVE_EXCLUDE},
    {"blackhole", VALUE_BOOL, DIRECTIVE_COUNT},
    {"break", VALUE_BOOL, DIRECTIVE_COUNT},
    {"BreakAtExecute", VALUE_BOOL, DIRECTIVE_COUNT},
    {"BreakAtCompile", VALUE_BOOL, DIRECTIVE_COUNT},
    {"PrintAssembly", VALUE_BOOL, DIRECTIVE_PRINT},
    {"PrintInlining", VALUE_BOOL, DIRECTIVE_COUNT},
    {"PrintIntrinsics", VALUE_BOOL, DIRECTIVE_COUNT},
    {"PrintNMethods", VALUE_BOOL, DIRECTIVE_COUNT},
    {"PrintOptoAssembly", VALUE_BOOL, DIRECTIVE_COUNT},
    {"PrintDebugInfo", VALUE_BOOL, DIRECTIVE_COUNT},
    {"PrintRelocations", VALUE_BOOL, DIRECTIVE_COUNT},
    {"PrintDependencies", VALUE_BOOL, DIRECTIVE_COUNT},
    {"BackgroundCompilation", VALUE_BOOL, DIRECTIVE_COUNT},
    {"RepeatCompilation", VALUE_INT, DIRECTIVE_COUNT},
    {"ReplayInline", VALUE_BOOL, DIRECTIVE_COUNT},
    {"DumpReplay", VALUE_BOOL, DIRECTIVE_COUNT},
    {"DumpInline", VALUE_BOOL, DIRECTIVE_COUNT},
    {"CompileThresholdScaling", VALUE_DOUBLE, DIRECTIVE_COUNT},
    {"ControlIntrinsic", VALUE_TEXT, DIRECTIVE_COUNT},
    {"DisableIntrinsic", VALUE_TEXT, DIRECTIVE_COUNT},
    {"NoRTMLockEliding", VALUE_BOOL, DIRECTIVE_COUNT},
    {"UseRTMLockEliding", VALUE_BOOL, DIRECTIVE_COUNT},
    {"BlockLayoutByFrequency", VALUE_BOOL, DIRECTIVE_COUNT},
    {"TraceOptoPipelining", VALUE_BOOL, DIRECTIVE_COUNT},
    {"TraceOptoOutput", VALUE_BOOL, DIRECTIVE_COUNT},
    {"TraceSpilling", VALUE_BOOL, DIRECTIVE_COUNT},
    {"PrintIdeal", VALUE_BOOL, DIRECTIVE_COUNT},
    {"IGVPrintLevel", VALUE_INT, DIRECTIVE_COUNT},
    {"Vectorize", VALUE_BOOL, DIRECTIVE_COUNT},
    {"VectorizeDebug", VALUE_UINT, DIRECTIVE_COUNT},
    {"CloneMapDebug", VALUE_BOOL, DIRECTIVE_COUNT},
    {"IncrementalInlineForceCleanup", VALUE_BOOL, DIRECTIVE_COUNT},
    {"MaxNodeLimit", VALUE_INT, DIRECTIVE_COUNT},
};

/* Names begin or end with a * that stands for anything. */
typedef struct Pattern {
    char *class_name; /* with slashes */
    char *name;
    char *signature; /* what the descriptor begins with; empty: any */
} Pattern;

typedef struct Command {
    Pattern pattern;
    Directive directive;
    bool value;
} Command;

SNAPSHOT_STATE(rebuilt) static struct {
    VEC(Command) commands;
    bool is_used[DIRECTIVE_COUNT];
    bool is_quiet;
} state;

/* ---- matching ---- */

static bool matches(const char *pattern, const Symbol *name)
{
    size_t length = strlen(pattern);
    bool open_start = pattern[0] == '*', open_end = length > 1 && pattern[length - 1] == '*';
    pattern += open_start;
    length -= (size_t)open_start + open_end;
    if (length > name->length)
        return false;
    if (open_start && open_end)
        return memmem(name->text, name->length, pattern, length) != NULL;
    if (!open_end && !open_start && length != name->length)
        return false;
    return memcmp(open_start ? name->text + name->length - length : name->text, pattern, length) == 0;
}

static bool pattern_matches(const Pattern *pattern, const Method *m)
{
    return matches(pattern->name, m->name) && matches(pattern->class_name, m->holder->name) &&
           strncmp(m->desc->text, pattern->signature, strlen(pattern->signature)) == 0;
}

bool directive_names(Directive directive, const Method *m)
{
    if (LIKELY(!state.is_used[directive]))
        return false;
    for (u32 i = state.commands.count; i-- > 0;) {
        const Command *command = &state.commands.items[i];
        if (command->directive == directive && pattern_matches(&command->pattern, m))
            return command->value;
    }
    return false;
}

bool directive_may_compile(const Method *m)
{
    return !directive_names(DIRECTIVE_EXCLUDE, m) &&
           (!state.is_used[DIRECTIVE_COMPILE_ONLY] || directive_names(DIRECTIVE_COMPILE_ONLY, m));
}

bool directive_is_quiet(void)
{
    return state.is_quiet;
}

/* ---- reading a line ---- */

typedef struct Reader {
    const char *at;
    char error[400]; /* empty: none */
} Reader;

static PRINTF_LIKE(2, 3) bool fail(Reader *r, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    vsnprintf(r->error, sizeof r->error, format, list);
    va_end(list);
    return false;
}

static void skip_separators(Reader *r)
{
    r->at += strspn(r->at, " \t,");
}

static size_t word_length(const char *text)
{
    size_t length = 0;
    while (isalnum((unsigned char)text[length]) || text[length] == '_')
        length++;
    return length;
}

static bool is_word(const char *text, size_t length, const char *word)
{
    return strlen(word) == length && strncasecmp(text, word, length) == 0;
}

static const OptionName *find_option(const char *text, size_t length)
{
    for (size_t i = 0; i < COUNT_OF(option_names); i++)
        if (is_word(text, length, option_names[i].name))
            return &option_names[i];
    return NULL;
}

static const OptionName *read_option(Reader *r)
{
    size_t length = word_length(r->at);
    const OptionName *option = find_option(r->at, length);
    if (!option)
        fail(r, "Unrecognized option '%.*s'", (int)length, r->at);
    r->at += length;
    return option;
}

/* Stars at the ends only, and not nothing else than stars if there are two. */
static bool check_stars(Reader *r, const char *name)
{
    size_t length = strlen(name);
    if (length > 1 && name[length - 1] == '*' && name[length - 2] == '*')
        return fail(r, length == 2 ? "** Not a valid pattern" : " Embedded * not allowed");
    for (size_t i = 1; i + 1 < length; i++)
        if (name[i] == '*')
            return fail(r, " Embedded * not allowed");
    return true;
}

static bool check_names(Reader *r, const Pattern *pattern)
{
    const char *name = pattern->name;
    if (!*pattern->class_name || !*name || strpbrk(pattern->class_name, "[])"))
        return fail(r, "Could not parse method pattern");
    if (strpbrk(pattern->class_name, "<>"))
        return fail(r, "Chars '<' and '>' not allowed in class name");
    if (strpbrk(name, "<>") && strcmp(name, "<init>") != 0 && strcmp(name, "<clinit>") != 0)
        return fail(r, "Chars '<' and '>' only allowed in <init> and <clinit>");
    if (strchr(pattern->signature, '*'))
        return fail(r, " Wildcard * not allowed in signature");
    return check_stars(r, pattern->class_name) && check_stars(r, name);
}

static char *with_slashes(char *name)
{
    for (char *c = name; *c; c++)
        if (*c == '.')
            *c = '/';
    return name;
}

/* package.Class::method, in which a package may only have dots. */
static bool split_at_colons(Reader *r, size_t length, const char *colons, Pattern *ret)
{
    const char *end = r->at + length, *name = colons + 2;
    if (memchr(r->at, '/', length))
        return fail(r, "Method pattern uses '/' together with '::'");
    if (memmem(name, (size_t)(end - name), "::", 2))
        return fail(r, "Method pattern only allows one '::' allowed");
    ret->class_name = with_slashes(strndup(r->at, (size_t)(colons - r->at)));
    ret->name = with_slashes(strndup(name, (size_t)(end - name)));
    r->at = end;
    return true;
}

/* package/Class.method, or both names with a separator between. */
static bool split_at_dot(Reader *r, size_t length, Pattern *ret)
{
    const char *end = r->at + length, *dot = memchr(r->at, '.', length);
    if (dot && memchr(dot + 1, '/', (size_t)(end - dot - 1)))
        return fail(r, "Method pattern uses mixed '/' and '.' package separators");
    if (dot && memchr(dot + 1, '.', (size_t)(end - dot - 1)))
        return fail(r, "Method pattern uses multiple '.' in pattern");
    ret->class_name = strndup(r->at, dot ? (size_t)(dot - r->at) : length);
    r->at = dot ? dot + 1 : end;
    if (!dot)
        skip_separators(r);
    size_t name_length = strcspn(r->at, " \t,()[]");
    ret->name = strndup(r->at, name_length);
    r->at += name_length;
    return true;
}

static const char *find_type(const char *text, size_t length)
{
    for (size_t i = 0; i < COUNT_OF(type_names); i++)
        if (is_word(text, length, type_names[i]))
            return type_names[i];
    return NULL;
}

/* A name that would be a type or an option where that may stand: the name of the method was forgotten, unless
 * the same word follows, or nothing. */
static bool check_method(Reader *r, const char *name)
{
    size_t length = strlen(name);
    const char *next = r->at + strspn(r->at, " \t,");
    if (!*r->at || (!find_type(name, length) && !find_option(name, length)) ||
        is_word(next, word_length(next), name))
        return true;
    return fail(r, "Did not specify any method name");
}

static bool read_pattern(Reader *r, Pattern *ret)
{
    skip_separators(r);
    *ret = (Pattern){NULL, NULL, NULL};
    if (!*r->at)
        return fail(r, "Method pattern missing from command");
    size_t length = strcspn(r->at, " \t,(");
    const char *colons = memmem(r->at, length, "::", 2);
    if (colons ? !split_at_colons(r, length, colons, ret) : !split_at_dot(r, length, ret))
        return false;
    const char *after = r->at;
    skip_separators(r);
    if (*r->at != '(')
        r->at = after;
    length = *r->at == '(' ? 1 + strcspn(r->at + 1, " \t,(") : 0;
    ret->signature = strndup(r->at, length);
    r->at += length;
    return check_names(r, ret) && check_method(r, ret->name);
}

static void free_pattern(Pattern *pattern)
{
    free(pattern->class_name);
    free(pattern->name);
    free(pattern->signature);
}

/* The value as it is shown; without one a bool is true. */
static bool read_value(Reader *r, const OptionName *option, char *ret_shown, size_t size)
{
    skip_separators(r);
    const char *value = r->at;
    size_t length = strcspn(value, " \t,");
    char *end = NULL;
    r->at += length;
    switch (option->type) {
    case VALUE_BOOL:
        if (!length || is_word(value, length, "true") || is_word(value, length, "false")) {
            snprintf(ret_shown, size, "%s", *value == 'f' || *value == 'F' ? "false" : "true");
            return true;
        }
        break;
    case VALUE_INT:
    case VALUE_UINT: snprintf(ret_shown, size, "%lld", strtoll(value, &end, 10)); break;
    case VALUE_DOUBLE: snprintf(ret_shown, size, "%f", strtod(value, &end)); break;
    case VALUE_TEXT:
        snprintf(ret_shown, size, "'%.*s'", (int)length, value);
        end = (char *)(uintptr_t)r->at;
        break;
    }
    if (!end || end == value)
        return fail(r, "Value cannot be read for option '%s' of type '%s'", option->name,
                    type_names[option->type]);
    return true;
}

/* ---- commands ---- */

static void add_command(Pattern pattern, const OptionName *option, const char *shown)
{
    if (!state.is_quiet)
        console_print("CompileCommand: %s %s.%s%s %s %s = %s\n", option->name, pattern.class_name,
                      pattern.name, pattern.signature, shown_types[option->type], option->name, shown);
    if (option->used == DIRECTIVE_COUNT) {
        free_pattern(&pattern);
        return;
    }
    vec_push(&state.commands, ((Command){pattern, option->used, *shown == 't'}));
    state.is_used[option->used] = true;
}

/* After the pattern of `option`: TYPE,OPTION,VALUE, or OPTION alone, which becomes true. False without an
 * error: there is nothing. */
static bool read_named_option(Reader *r, const OptionName **ret_option, char *ret_shown, size_t size)
{
    skip_separators(r);
    size_t length = word_length(r->at);
    if (!length)
        return false;
    const char *type = find_type(r->at, length);
    if (type) {
        r->at += length;
        skip_separators(r);
        if (!word_length(r->at))
            return fail(r, "Option name for type '%s' should be alphanumeric ", type);
    }
    *ret_option = read_option(r);
    if (!*ret_option)
        return false;
    if (type && type != type_names[(*ret_option)->type])
        return fail(r, "Option '%s' with type '%s' doesn't match supplied type '%s'", (*ret_option)->name,
                    type_names[(*ret_option)->type], type);
    if (!type && (*ret_option)->type != VALUE_BOOL)
        return fail(r, "  Missing type '%s' before option '%s'", type_names[(*ret_option)->type],
                    (*ret_option)->name);
    snprintf(ret_shown, size, "true");
    return !type || read_value(r, *ret_option, ret_shown, size);
}

static Pattern copy_of(const Pattern *pattern)
{
    return (Pattern){strdup(pattern->class_name), strdup(pattern->name), strdup(pattern->signature)};
}

/* One after the other, for the same methods. */
static void read_named_options(Reader *r, const Pattern *pattern)
{
    const OptionName *option = NULL;
    char shown[256];
    while (read_named_option(r, &option, shown, sizeof shown))
        add_command(copy_of(pattern), option, shown);
}

static bool check_value(Reader *r, const OptionName *option)
{
    skip_separators(r);
    return *r->at || option->type == VALUE_BOOL ||
           fail(r, "  Option '%s' is not followed by a value", option->name);
}

static bool read_command(Reader *r)
{
    Pattern pattern;
    size_t length = word_length(r->at);
    bool is_named_later = is_word(r->at, length, "option");
    const OptionName *option = NULL;
    char shown[256];
    if (is_named_later)
        r->at += length;
    else if (!(option = read_option(r)))
        return false;
    if (read_pattern(r, &pattern) && !is_named_later && check_value(r, option) &&
        read_value(r, option, shown, sizeof shown)) {
        add_command(pattern, option, shown);
        return true;
    }
    if (is_named_later && !*r->error)
        read_named_options(r, &pattern);
    free_pattern(&pattern);
    return !*r->error;
}

static void print_help(void)
{
    console_print(
        "\n-XX:CompileCommand=OPTION,PATTERN[,VALUE] sets an option of the compiler for single methods;\n"
        "an option of type bool without a value becomes true. `quiet` keeps commands from being shown.\n\n"
        "PATTERN is package/Class.method or package.Class::method, with a descriptor behind it or not;\n"
        "both names may begin or end with a *.\n\nOptions:\n");
    for (size_t i = 0; i < COUNT_OF(option_names); i++)
        console_print("    %s (%s)%s\n", option_names[i].name, type_names[option_names[i].type],
                      option_names[i].used == DIRECTIVE_COUNT ? ": accepted, without effect" : "");
    console_print("\n");
}

static void add_line(const char *line)
{
    Reader r = {.at = line};
    size_t length = word_length(line);
    if (!*line || *line == '#')
        return;
    if (is_word(line, length, "quiet"))
        state.is_quiet = true;
    else if (is_word(line, length, "help"))
        print_help();
    else if (!read_command(&r))
        console_print(
            "CompileCommand: An error occurred during parsing\nError: %s\nLine: '%s'\n\n"
            "Usage: '-XX:CompileCommand=<option>,<method pattern>' - to set boolean option to true\n"
            "Usage: '-XX:CompileCommand=<option>,<method pattern>,<value>'\n"
            "Use:   '-XX:CompileCommand=help' for more information and to list all option.\n\n",
            r.error, line);
}

void directive_add(const char *lines)
{
    char *copy = strdup(lines), *save = copy;
    for (char *line; save && (line = strsep(&save, "\n"));)
        add_line(line);
    free(copy);
    fflush(console_out());
}

void directive_add_file(const char *path)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t size = 0;
    if (!file)
        return;
    while (getline(&line, &size, file) >= 0) {
        line[strcspn(line, "\n")] = '\0';
        add_line(line);
    }
    free(line);
    fclose(file);
    fflush(console_out());
}

/* Class, Class.method, Class::method, .method: without a class or a method any will do. */
/* A package has dots only if "::" stands before the method. */
static void add_only(const char *item)
{
    const char *colons = strstr(item, "::"), *last = strpbrk(item, ". "), *name = "*";
    size_t length = strlen(item);
    if (colons) {
        length = (size_t)(colons - item);
        name = item + strlen(item);
        while (name[-1] != ':')
            name--;
    } else if (last) {
        length = (size_t)(last - item);
        name = strrchr(item, *last) + 1;
    }
    Pattern pattern = {length ? strndup(item, length) : strdup("*"), strdup(*name ? name : "*"), strdup("")};
    if (colons)
        with_slashes(pattern.class_name);
    add_command(pattern, find_option("compileonly", 11), "true");
}

void directive_add_only(const char *list)
{
    char *copy = strdup(list), *save = copy;
    for (char *item; save && (item = strsep(&save, ",\n"));)
        if (*item)
            add_only(item);
    free(copy);
    fflush(console_out());
}

bool directive_add_print(const char *text)
{
    Reader r = {.at = text};
    Pattern pattern;
    if (!read_pattern(&r, &pattern) || *r.at) {
        free_pattern(&pattern);
        return false;
    }
    vec_push(&state.commands, ((Command){pattern, DIRECTIVE_PRINT, true}));
    state.is_used[DIRECTIVE_PRINT] = true;
    return true;
}

void directive_reset(void)
{
    for (u32 i = 0; i < state.commands.count; i++)
        free_pattern(&state.commands.items[i].pattern);
    vec_free(&state.commands);
    STATE_CLEAR(state);
}
