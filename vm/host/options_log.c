/* options_log.c - see options_log.h. Message texts are those that `java` shows for the same input. */
#include "vm/host/options_log.h"

#include "vm/base/console.h"
#include "vm/base/trace.h"
#include "vm/host/options.h"

#include <stdlib.h>
#include <string.h>

/* Tags of the reference VM that have no channel here are accepted: they select nothing. */
static const char *const other_tags[] = {"safepoint",       "class",       "gc+heap", "gc+phases",
                                         "jit+compilation", "cds",         "init",    "os",
                                         "startuptime",     "logging",     "module",  "thread",
                                         "pagesize",        "codecache",   "warning", "jfr",
                                         "stringtable",     "symboltable", "nmethod", "protectiondomain",
                                         "redefine+class"};

typedef struct Item {
    const char *tags;
    size_t length;
    bool wildcard, is_all, off;
} Item;

static Item read_item(const char *text)
{
    const char *level = strchr(text, '=');
    Item item = {.tags = text, .length = level ? (size_t)(level - text) : strlen(text)};
    item.off = level && strcmp(level + 1, "off") == 0;
    item.wildcard = item.length && text[item.length - 1] == '*';
    item.length -= item.wildcard;
    item.is_all = item.length == 3 && strncmp(text, "all", 3) == 0;
    return item;
}

static bool selects(const Item *item, const char *tags)
{
    if (item->is_all)
        return true;
    if (strncmp(tags, item->tags, item->length) != 0)
        return false;
    char next = tags[item->length];
    return next == '\0' || (item->wildcard && next == '+');
}

/* False: no channel has these tags. */
static bool enable(const Item *item)
{
    bool found = item->is_all;
    for (int c = 0; c < TRACE_COUNT; c++)
        if (selects(item, trace_tags((TraceChannel)c))) {
            u64 bit = (u64)1 << c;
            trace_enabled = item->off ? trace_enabled & ~bit : trace_enabled | bit;
            found = true;
        }
    return found;
}

static bool is_other(const Item *item)
{
    for (size_t i = 0; i < COUNT_OF(other_tags); i++)
        if (strlen(other_tags[i]) == item->length && strncmp(other_tags[i], item->tags, item->length) == 0)
            return true;
    return false;
}

bool options_log_select(char *selection)
{
    for (char *save, *text = strtok_r(selection, ",", &save); text; text = strtok_r(NULL, ",", &save)) {
        Item item = read_item(text);
        if (!enable(&item) && !is_other(&item)) {
            console_print("[%.3fs][error][logging] Invalid tag '%.*s' in log selection.\n",
                          (double)trace_clock() / 1e9, (int)item.length, text);
            return false;
        }
    }
    return true;
}

/* A host of moka.h takes logs apart from what it is told of options and the start. */
static FILE *standard_log(bool is_out)
{
    FILE *log = options.host.log ? console_open(options.host.log, is_out ? stdout : stderr) : NULL;
    if (log)
        return log;
    return is_out ? console_out() : console_err();
}

bool options_log_to(const char *output)
{
    if (strcmp(output, "stdout") == 0 || strcmp(output, "stderr") == 0) {
        trace_send_to(standard_log(output[3] == 'o'));
        return true;
    }
    const char *path = strncmp(output, "file=", 5) == 0 ? output + 5 : output;
    FILE *file = fopen(path, "w");
    if (file) {
        trace_send_to(file);
        return true;
    }
    console_print("[%.3fs][error][logging] Error opening log file '%s': No such file or directory\n",
                  (double)trace_clock() / 1e9, path);
    console_print(
        "[%.3fs][error][logging] Initialization of output 'file=%s' using options '(null)' failed.\n",
        (double)trace_clock() / 1e9, path);
    return false;
}

bool options_log(const char *text)
{
    bool valid = true;
    char *copy = strdup(text);
    char *save = copy;
    char *selection = strsep(&save, ":");
    char *output = strsep(&save, ":");
    if (strcmp(selection, "disable") == 0)
        trace_enabled = 0, trace_quiet = true;
    else
        valid = options_log_select(*selection ? selection : (char[]){"all"});
    if (valid && output && *output)
        valid = options_log_to(output);
    free(copy);
    return valid;
}
