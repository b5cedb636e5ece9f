/* options_log.c - see options_log.h. Message texts are those that `java` shows for the same input. */
#include "vm/host/options_log.h"

#include "vm/base/console.h"
#include "vm/base/trace.h"
#include "vm/base/trace_output.h"
#include "vm/host/options.h"
#include "vm/host/options_flags.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LEVEL_OFF, LEVEL_TRACE, LEVEL_DEBUG, LEVEL_INFO, LEVEL_WARNING, LEVEL_ERROR, LEVELS };
enum { USUAL_KEEP = 5, MOST_KEEP = 1000, USUAL_LIMIT = 20 * 1024 * 1024, PATH_SIZE = 4096 };

static const char *const levels[LEVELS] = {"off", "trace", "debug", "info", "warning", "error"};

/* Tags of the reference VM that no channel has are accepted: they select nothing. */
static const char *const known_tags[] = {
#define LOG_TAG(name) name,
#include "vm/host/log_tags.def"
#undef LOG_TAG
};

static void PRINTF_LIKE(1, 2) tell_error(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    console_print("[%.3fs][error][logging] ", (double)trace_clock() / 1e9);
    vfprintf(console_out(), format, args);
    va_end(args);
}

/* ---- selections ---- */

/* tag+tag*=level */
typedef struct Item {
    const char *tags;
    size_t length;
    bool wildcard, is_all;
    int level;
} Item;

/* The next tag of tag+tag, of which *at is the rest; NULL: there is none. */
static const char *next_tag(const char **at, const char *end, size_t *ret_length)
{
    const char *start = *at;
    if (start >= end)
        return NULL;
    const char *plus = memchr(start, '+', (size_t)(end - start));
    *ret_length = (size_t)((plus ? plus : end) - start);
    *at = plus ? plus + 1 : end;
    return start;
}

static bool has_tag(const char *tags, const char *end, const char *wanted, size_t length)
{
    size_t other;
    for (const char *at = tags, *tag; (tag = next_tag(&at, end, &other));)
        if (other == length && memcmp(tag, wanted, length) == 0)
            return true;
    return false;
}

static bool tags_are_known(const Item *item)
{
    size_t length;
    const char *end = item->tags + item->length;
    for (const char *at = item->tags, *tag; (tag = next_tag(&at, end, &length));) {
        size_t i = 0;
        while (i < COUNT_OF(known_tags) &&
               (strlen(known_tags[i]) != length || memcmp(known_tags[i], tag, length) != 0))
            i++;
        if (i == COUNT_OF(known_tags)) {
            tell_error("Invalid tag '%.*s' in log selection.\n", (int)length, tag);
            return false;
        }
    }
    return true;
}

static bool read_item(const char *text, Item *ret_item)
{
    const char *level = strchr(text, '=');
    Item item = {.tags = text, .length = level ? (size_t)(level - text) : strlen(text), .level = LEVEL_INFO};
    if (level) {
        item.level = 0;
        while (item.level < LEVELS && strcmp(levels[item.level], level + 1) != 0)
            item.level++;
        if (item.level == LEVELS) {
            tell_error("Invalid level '%s' in log selection.\n", level + 1);
            return false;
        }
    }
    item.wildcard = item.length && text[item.length - 1] == '*';
    item.length -= item.wildcard;
    item.is_all = item.length == 3 && strncmp(text, "all", 3) == 0;
    *ret_item = item;
    return item.is_all || tags_are_known(&item);
}

/* A channel whose tags are the item's, in any order; with a star, or has them all among others. */
static bool selects(const Item *item, const char *tags)
{
    const char *end = tags + strlen(tags), *item_end = item->tags + item->length;
    size_t length;
    if (item->is_all)
        return true;
    for (const char *at = item->tags, *tag; (tag = next_tag(&at, item_end, &length));)
        if (!has_tag(tags, end, tag, length))
            return false;
    for (const char *at = tags, *tag; !item->wildcard && (tag = next_tag(&at, end, &length));)
        if (!has_tag(item->tags, item_end, tag, length))
            return false;
    return true;
}

/* Channels have lines of the level info. */
static void apply(const Item *item, TraceOutput *output)
{
    bool is_on = item->level != LEVEL_OFF && item->level <= LEVEL_INFO;
    for (int c = 0; c < TRACE_COUNT; c++)
        if (selects(item, trace_tags((TraceChannel)c)))
            output->channels = is_on ? output->channels | (u64)1 << c : output->channels & ~((u64)1 << c);
    if (item->is_all)
        output->has_warnings = item->level != LEVEL_OFF && item->level <= LEVEL_WARNING;
}

/* NULL: the items are only read, for what may be wrong with them. */
static bool select_items(const char *selection, TraceOutput *output)
{
    bool valid = true;
    char *copy = strdup(selection), *save = NULL;
    for (char *text = strtok_r(copy, ",", &save); text && valid; text = strtok_r(NULL, ",", &save)) {
        Item item;
        valid = read_item(text, &item);
        if (valid && output)
            apply(&item, output);
    }
    free(copy);
    return valid;
}

/* What outputs show counts beside what -verbose and beans have turned on. */
static void update(u64 before)
{
    trace_enabled = (trace_enabled & ~before) | trace_output_channels();
}

bool options_log_select(const char *selection)
{
    u64 before = trace_output_channels();
    bool valid = select_items(selection, trace_output_standard(false));
    update(before);
    return valid;
}

/* ---- outputs ---- */

/* A host of moka.h takes logs apart from what it is told of options and the start. */
static FILE *standard_log(bool is_out)
{
    FILE *log = options.host.log ? console_open(options.host.log, is_out ? stdout : stderr) : NULL;
    if (log)
        return log;
    return is_out ? console_out() : console_err();
}

void options_log_begin(void)
{
    trace_send_to(standard_log(true));
}

/* %p is the process's number, %t the time of the start. */
static void expand_path(const char *from, char *ret_path, size_t size)
{
    size_t at = 0;
    char part[32];
    for (; *from && at + sizeof part < size; from++) {
        time_t now = time(NULL);
        struct tm local;
        if (from[0] == '%' && from[1] == 'p')
            snprintf(part, sizeof part, "%d", (int)getpid()), from++;
        else if (from[0] == '%' && from[1] == 't')
            strftime(part, sizeof part, "%Y-%m-%d_%H-%M-%S", localtime_r(&now, &local)), from++;
        else
            snprintf(part, sizeof part, "%c", *from);
        at += (size_t)snprintf(ret_path + at, size - at, "%s", part);
    }
    ret_path[at] = '\0';
}

/* filecount=..,filesize=.. */
static bool read_file_options(const char *text, i64 *ret_keep, i64 *ret_limit)
{
    bool valid = true;
    char *copy = strdup(text), *save = NULL;
    for (char *word = strtok_r(copy, ",", &save); word && valid; word = strtok_r(NULL, ",", &save)) {
        char *value = strchr(word, '=');
        if (value)
            *value++ = '\0';
        bool is_count = strcmp(word, "filecount") == 0;
        valid = value && (is_count || strcmp(word, "filesize") == 0);
        if (!valid) {
            tell_error("Invalid option '%s' for log file output.\n", word);
        } else if (is_count) {
            valid = options_parse_size(value, ret_keep) && *ret_keep >= 0 && *ret_keep <= MOST_KEEP;
            if (!valid)
                tell_error("Invalid option: filecount must be in range [0, %d]\n", MOST_KEEP);
        } else {
            valid = options_parse_size(value, ret_limit) && *ret_limit >= 0;
            if (!valid)
                tell_error("Invalid option: filesize must be in range [0, %zu]\n", (size_t)INTPTR_MAX);
        }
    }
    free(copy);
    return valid;
}

/* NULL: it cannot be opened, which has been told. */
static TraceOutput *open_file(const char *name, const char *file_options)
{
    char path[PATH_SIZE];
    i64 keep = USUAL_KEEP, limit = USUAL_LIMIT;
    const char *given = strncmp(name, "file=", 5) == 0 ? name + 5 : name;
    expand_path(given, path, sizeof path);
    TraceOutput *output = NULL;
    if (!file_options || read_file_options(file_options, &keep, &limit)) {
        output = trace_output_open(path, (u32)keep, (u64)limit);
        if (!output)
            tell_error("Error opening log file '%s': %s\n", path,
                       errno ? strerror(errno) : "too many outputs");
    }
    if (!output)
        tell_error("Initialization of output 'file=%s' using options '%s' failed.\n", given,
                   file_options ? file_options : "(null)");
    return output;
}

static TraceOutput *output_called(const char *name, const char *file_options)
{
    bool is_err = strcmp(name, "stderr") == 0;
    if (*name && !is_err && strcmp(name, "stdout") != 0)
        return open_file(name, file_options);
    TraceOutput *output = trace_output_standard(is_err);
    if (is_err && !output->file && options.host.log)
        output->file = standard_log(false);
    return output;
}

/* False: there is no such decorator, which has been told. */
static bool read_decorators(const char *text, u32 *ret_decorators)
{
    *ret_decorators = 0;
    if (strcmp(text, "none") == 0)
        return true;
    for (const char *at = text;; at++) {
        size_t length = strcspn(at, ",");
        int found = trace_decorator_find(at, length);
        if (found < 0) {
            tell_error("Invalid decorator '%.*s'.\n", (int)length, at);
            return false;
        }
        *ret_decorators |= 1u << found;
        at += length;
        if (!*at)
            return true;
    }
}

bool options_log_configure(const char *selection, const char *name, const char *decorators,
                           const char *file_options)
{
    u32 chosen = trace_decorators_usual();
    u64 before = trace_output_channels();
    if (!select_items(selection, NULL) || (*decorators && !read_decorators(decorators, &chosen)))
        return false;
    TraceOutput *output = output_called(name, file_options);
    if (!output)
        return false;
    output->decorators = chosen;
    select_items(selection, output);
    update(before);
    return true;
}

/* ---- the option ---- */

static void print_list(FILE *out, const char *title, const char *(*text)(u32 index), u32 count)
{
    fprintf(out, "%s\n ", title);
    for (u32 i = 0; i < count; i++)
        fprintf(out, "%s%s", i ? ", " : "", text(i));
    fprintf(out, "\n\n");
}

static const char *level_text(u32 index)
{
    return levels[index];
}

static const char *decorator_text(u32 index)
{
    return trace_decorator_name((TraceDecorator)index);
}

static const char *channel_text(u32 index)
{
    return trace_tags((TraceChannel)index);
}

static void print_help(FILE *out)
{
    fprintf(out,
            "-Xlog Usage: -Xlog[:[selections][:[output][:[decorators][:output-options]]]]\n"
            "\t where 'selections' are combinations of tags and levels of the form "
            "tag1[+tag2...][*][=level][,...]\n"
            "\t NOTE: Unless wildcard (*) is specified, only log messages tagged with exactly the tags "
            "specified will be matched.\n\n");
    print_list(out, "Available log levels:", level_text, LEVELS);
    print_list(out, "Available log decorators:", decorator_text, TRACE_DECORATORS);
    print_list(out, "Tag combinations that Moka logs (other tags of java are accepted and select nothing):",
               channel_text, TRACE_COUNT);
    fprintf(out,
            "Available log outputs:\n"
            " stdout/stderr\n"
            " file=<filename>\n"
            "  %%p in it is the process's number, %%t the time of the start.\n"
            "  filesize=..  - bytes after which the file is put aside (K, M, G); 0: never. Else 20M.\n"
            "  filecount=.. - how many files are kept beside it; 0: none, and a file that is there is "
            "overwritten. Else 5.\n\n"
            "Some examples:\n"
            " -Xlog                      all, to stdout\n"
            " -Xlog:gc*,class+load       garbage collection, and classes that are loaded\n"
            " -Xlog:gc:file=gc.log:uptimemillis,pid:filecount=5,filesize=1m\n"
            " -Xlog:disable              nothing, not even warnings\n");
    fflush(out);
}

bool options_log(const char *text)
{
    char *copy = strdup(text), *save = copy, *parts[4] = {NULL};
    for (size_t i = 0; i < COUNT_OF(parts) && save; i++)
        parts[i] = strsep(&save, ":");
    if (strcmp(text, "help") == 0) {
        print_help(console_out());
        exit(0);
    }
    bool valid = true;
    if (save)
        console_print("[%.3fs][warning][logging] Ignoring excess -Xlog options: \"%s\"\n",
                      (double)trace_clock() / 1e9, save);
    if (strcmp(text, "disable") == 0) {
        trace_output_silence();
        trace_enabled = 0, trace_quiet = true;
    } else if (strcmp(text, "async") != 0) { /* lines are always complete when the program goes on */
        valid = options_log_configure(*parts[0] ? parts[0] : "all", parts[1] ? parts[1] : "",
                                      parts[2] ? parts[2] : "", parts[3]);
    }
    free(copy);
    return valid;
}
