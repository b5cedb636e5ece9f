/* command.c - see command.h. How lines are read, and help, is as HotSpot's jcmd shows it. */
#include "stdlib/command/command.h"

#include "stdlib/command/command_parts.h"
#include "stdlib/release/release.h"
#include "vm/host/options.h"
#include "vm/model/throw.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <strings.h>

static const CommandTable *const tables[] = {&command_agent_table, &command_compiler_table, &command_gc_table,
                                             &command_thread_table, &command_vm_table};

/* Commands of the reference VM for what Moka does not have. They are in no list, but whoever asks for one is
 * told why there is no answer. */
static const char *const foreign[] = {
    "AOT.end_recording",         "Compiler.CodeHeap_Analytics", "Compiler.codelist",
    "Compiler.directives_add",   "Compiler.directives_clear",   "Compiler.directives_print",
    "Compiler.directives_remove", "Compiler.memory",            "JFR.check",
    "JFR.configure",             "JFR.dump",                    "JFR.start",
    "JFR.stop",                  "JFR.view",                    "JVMTI.agent_load",
    "JVMTI.data_dump",           "System.dump_map",             "System.map",
    "System.native_heap_info",   "Thread.vthread_pollers",      "Thread.vthread_scheduler",
    "VM.cds",                    "VM.classes",                  "VM.events",
    "VM.info",                   "VM.log",                      "VM.native_memory",
    "VM.print_touched_methods",  "VM.stringtable",              "VM.symboltable",
    "VM.systemdictionary"};

/* ---- the list ---- */

static bool exists(const Command *command)
{
    return release->feature >= command->since;
}

u32 command_count(void)
{
    u32 count = 0;
    for (size_t i = 0; i < COUNT_OF(tables); i++)
        for (u32 row = 0; row < tables[i]->count; row++)
            count += exists(&tables[i]->rows[row]);
    return count;
}

/* The first name that comes after the given one; NULL: none. */
static const Command *next_by_name(const char *name)
{
    const Command *next = NULL;
    for (size_t i = 0; i < COUNT_OF(tables); i++)
        for (u32 row = 0; row < tables[i]->count; row++) {
            const Command *command = &tables[i]->rows[row];
            if (exists(command) && strcmp(command->name, name) > 0 &&
                (!next || strcmp(command->name, next->name) < 0))
                next = command;
        }
    return next;
}

const Command *command_by_rank(u32 rank)
{
    const Command *command = next_by_name("");
    while (command && rank-- > 0)
        command = next_by_name(command->name);
    return command;
}

const Command *command_find(const char *name, size_t length)
{
    for (const Command *c = next_by_name(""); c; c = next_by_name(c->name))
        if (strlen(c->name) == length && memcmp(c->name, name, length) == 0)
            return c;
    return NULL;
}

CommandGrant command_grant(const Command *command)
{
    static const char management[] = "java.lang.management.ManagementPermission";
    switch (command->permission) {
    case PERMIT_MONITOR: return (CommandGrant){management, "monitor", NULL};
    case PERMIT_CONTROL: return (CommandGrant){management, "control", NULL};
    case PERMIT_PROPERTY: return (CommandGrant){"java.util.PropertyPermission", command->property, "read"};
    default: return (CommandGrant){NULL, NULL, NULL};
    }
}

/* ---- reading a line ---- */

/* A word of a line, of the form key or key=value; text between quotes belongs together. */
typedef struct Word {
    const char *key, *value;
    size_t key_length, value_length;
    bool has_value;
} Word;

/* Reads up to one of the two characters, or the end. A closing quote is missing: NULL. */
static const char *read_part(const char *at, const char *end, char stop, const char **ret_text,
                             size_t *ret_length)
{
    char quote = at < end && (*at == '"' || *at == '\'') ? *at : 0;
    const char *start = quote ? ++at : at;
    while (at < end && (quote ? *at != quote : *at != stop && *at != ' '))
        at++;
    if (quote && at == end)
        return NULL;
    *ret_text = start;
    *ret_length = (size_t)(at - start);
    return quote ? at + 1 : at;
}

/* The place behind the word; NULL: a quote is not closed. *ret_word has a NULL key at the line's end. */
static const char *read_word(const char *at, const char *end, Word *ret_word)
{
    *ret_word = (Word){0};
    while (at < end && *at == ' ')
        at++;
    if (at == end)
        return at;
    at = read_part(at, end, '=', &ret_word->key, &ret_word->key_length);
    if (!at || at == end || *at != '=')
        return at;
    ret_word->has_value = true;
    return read_part(at + 1, end, ' ', &ret_word->value, &ret_word->value_length);
}

static int option_called(const Command *command, const Word *word)
{
    for (u32 i = 0; i < command->count; i++) {
        const char *name = command->arguments[i].name;
        if (command->arguments[i].is_option && strlen(name) == word->key_length &&
            memcmp(name, word->key, word->key_length) == 0)
            return (int)i;
    }
    return -1;
}

static int next_place(const Command *command, const CommandCall *call)
{
    for (u32 i = 0; i < command->count; i++)
        if (!command->arguments[i].is_option && !call->values[i])
            return (int)i;
    return -1;
}

static void refuse_value(Thread *t, const char *kind, const CommandArgument *argument, const char *value)
{
    THROW(t, IllegalArgumentException, "%s parsing error in command argument '%s'. Could not parse: %s.\n",
          kind, argument->name, value);
}

/* The value in its one form; takes `text`. NULL: an exception is pending. */
static char *checked_value(Thread *t, const CommandArgument *argument, char *text)
{
    if (strcmp(argument->type, "BOOLEAN") == 0) {
        bool is_true = strcasecmp(text, "true") == 0 || !*text;
        if (!is_true && strcasecmp(text, "false") != 0)
            refuse_value(t, "Boolean", argument, text);
        free(text);
        return t->exception ? NULL : strdup(is_true ? "true" : "false");
    }
    if (strcmp(argument->type, "INT") == 0) {
        char *end;
        errno = 0;
        (void)strtoll(text, &end, 10);
        if (end == text || *end || errno) {
            refuse_value(t, "Integer", argument, text);
            free(text);
            return NULL;
        }
    }
    return text;
}

static bool take_word(Thread *t, const Command *command, CommandCall *call, const Word *word)
{
    int place = option_called(command, word);
    const char *value = word->has_value ? word->value : "";
    size_t length = word->value_length;
    if (place < 0) {
        place = next_place(command, call);
        value = word->key;
        length = word->has_value ? (size_t)(word->value + word->value_length - word->key) : word->key_length;
    }
    if (place < 0) {
        THROW(t, IllegalArgumentException, "Unknown argument '%.*s' in diagnostic command.",
              (int)word->key_length, word->key);
        return false;
    }
    free((char *)call->values[place]);
    char *text = strndup(value, length);
    call->values[place] = text ? checked_value(t, &command->arguments[place], text) : NULL;
    return !t->exception;
}

/* Fills call->values with copies. False: an exception is pending. */
static bool read_arguments(Thread *t, const Command *command, CommandCall *call, const char *at,
                           const char *end)
{
    for (;;) {
        Word word;
        at = read_word(at, end, &word);
        if (!at) {
            THROW(t, IllegalArgumentException, "Format error in diagnostic command arguments");
            return false;
        }
        if (!word.key)
            break;
        if (!take_word(t, command, call, &word))
            return false;
    }
    for (u32 i = 0; i < command->count; i++) {
        const CommandArgument *argument = &command->arguments[i];
        if (!call->values[i] && argument->initial)
            call->values[i] = strdup(argument->initial);
        if (!call->values[i] && argument->is_mandatory) {
            THROW(t, IllegalArgumentException, "The %s '%s' is mandatory.",
                  argument->is_option ? "option" : "argument", argument->name);
            return false;
        }
    }
    return true;
}

/* ---- running ---- */

static void refuse_name(Thread *t, const char *name, size_t length)
{
    for (size_t i = 0; i < COUNT_OF(foreign); i++)
        if (strlen(foreign[i]) == length && memcmp(foreign[i], name, length) == 0) {
            THROW(t, IllegalArgumentException, "Moka does not support the diagnostic command %s", foreign[i]);
            return;
        }
    THROW(t, IllegalArgumentException, "Unknown diagnostic command");
}

static bool run_line(Thread *t, const char *line, const char *end, FILE *out)
{
    while (line < end && isspace((unsigned char)*line))
        line++;
    if (line == end || *line == '#')
        return true;
    const char *name_end = line;
    while (name_end < end && !isspace((unsigned char)*name_end))
        name_end++;
    const Command *command = command_find(line, (size_t)(name_end - line));
    if (!command) {
        refuse_name(t, line, (size_t)(name_end - line));
        return false;
    }
    CommandCall call = {.t = t, .out = out};
    if (read_arguments(t, command, &call, name_end, end))
        command->run(&call);
    for (u32 i = 0; i < command->count; i++)
        free((char *)call.values[i]);
    return !t->exception;
}

bool command_execute(Thread *t, const char *text, FILE *out)
{
    while (*text) {
        const char *end = text + strcspn(text, "\n");
        if (!run_line(t, text, end, out))
            return false;
        text = *end ? end + 1 : end;
    }
    return true;
}

void command_print_bytes(Thread *t, Method *method, const Value *args, FILE *out)
{
    Value result = {0};
    if (method && call_method(t, method, args, &result) && result.l)
        fwrite(array_data(result.l), 1, (size_t)array_length(result.l), out);
}

/* ---- help ---- */

static void print_arguments(FILE *out, const Command *command, bool options)
{
    for (u32 i = 0; i < command->count; i++) {
        const CommandArgument *a = &command->arguments[i];
        if (a->is_option != options)
            continue;
        fprintf(out, "\t%s : %s %s (%s, ", a->name, a->is_mandatory ? "" : "[optional]", a->description,
                a->type);
        const char *shown = a->shown ? a->shown : a->initial;
        fprintf(out, "%s)\n", shown ? shown : "no default value");
    }
}

static u32 count_arguments(const Command *command, bool options)
{
    u32 count = 0;
    for (u32 i = 0; i < command->count; i++)
        count += command->arguments[i].is_option == options;
    return count;
}

static void print_syntax(FILE *out, const Command *command)
{
    if (!command->count) {
        fprintf(out, "Syntax: %s\n", command->name);
        return;
    }
    u32 options = count_arguments(command, true);
    fprintf(out, "Syntax : %s %s", command->name, options ? "[options]" : "");
    for (u32 i = 0; i < command->count; i++) {
        const CommandArgument *a = &command->arguments[i];
        if (!a->is_option)
            fprintf(out, a->is_mandatory ? " <%s>" : " [<%s>]", a->name);
    }
    fputc('\n', out);
    if (count_arguments(command, false)) {
        fprintf(out, "\nArguments:\n");
        print_arguments(out, command, false);
    }
    if (options) {
        fprintf(out, "\nOptions: (options must be specified using the <key> or <key>=<value> syntax)\n");
        print_arguments(out, command, true);
    }
}

/* Later libraries have no permissions. */
enum { LAST_WITH_PERMISSIONS = 17 };

static void print_help(FILE *out, const Command *command)
{
    CommandGrant grant = command_grant(command);
    fprintf(out, "%s\n%s\n\nImpact: %s\n\n", command->name, command->description, command->impact);
    if (grant.class && release->feature <= LAST_WITH_PERMISSIONS)
        fprintf(out, "Permission: %s(%s%s%s)\n\n", grant.class, grant.name, grant.action ? ", " : "",
                grant.action ? grant.action : "");
    print_syntax(out, command);
}

static void print_all(FILE *out, bool with_descriptions)
{
    if (!with_descriptions)
        fprintf(out, "The following commands are available:\n");
    for (const Command *c = next_by_name(""); c; c = next_by_name(c->name))
        fprintf(out, with_descriptions ? "%s\n\t%s\n\n" : "%s\n", c->name, c->description);
    if (!with_descriptions)
        fprintf(out, "\nFor more information about a specific command use 'help <command>'.\n");
}

void command_help(CommandCall *call)
{
    enum { NAME, ALL };
    const char *name = call->values[NAME];
    const Command *command = name ? command_find(name, strlen(name)) : NULL;
    if (command_is_on(call, ALL) || !name)
        print_all(call->out, command_is_on(call, ALL));
    else if (command)
        print_help(call->out, command);
    else
        fprintf(call->out, "Help unavailable : '%s' : No such command\n", name);
}
