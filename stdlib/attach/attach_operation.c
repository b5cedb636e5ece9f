/* attach_operation.c - see attach_operation.h. Texts are those that the JDK's tools get from HotSpot. */
#include "stdlib/attach/attach_operation.h"

#include "stdlib/command/command.h"
#include "stdlib/dump/class_histogram.h"
#include "stdlib/dump/heap_dump.h"
#include "stdlib/dump/thread_dump.h"
#include "stdlib/release/late.h"
#include "vm/base/console.h"
#include "vm/exec/throw/exception.h"
#include "vm/host/options.h"
#include "vm/thread/handles.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static void print_properties(Thread *t, AttachRequest *request)
{
    Method *method = late_method(t, LATE_METHOD_VMSupport_serializeProperties);
    command_print_bytes(t, method, NULL, request->out);
}

static void print_agent_properties(Thread *t, AttachRequest *request)
{
    Method *method = late_method(t, LATE_METHOD_VMSupport_serializeAgentProperties);
    command_print_bytes(t, method, NULL, request->out);
}

/* As SIGQUIT without a tool. */
static void dump_to_console(Thread *t, AttachRequest *request)
{
    (void)request;
    thread_dump_all(t, console_out(), NULL);
}

static void dump_threads(Thread *t, AttachRequest *request)
{
    const char *letters = request->arguments[0];
    ThreadDumpOptions options = {.locks = strchr(letters, 'l') != NULL,
                                 .extended = strchr(letters, 'e') != NULL};
    thread_dump_all(t, request->out, &options);
}

/* "-live", "-all", or nothing, which means what is alive. False: it is something else. */
static bool read_kind(AttachRequest *request, const char *text, bool *ret_all)
{
    *ret_all = strcmp(text, "-all") == 0;
    if (*ret_all || !*text || strcmp(text, "-live") == 0)
        return true;
    fprintf(request->out, "Invalid argument to %s operation: %s\n", request->name, text);
    request->result = ATTACH_FAILED;
    return false;
}

static void dump_heap(Thread *t, AttachRequest *request)
{
    enum { MOST = 9 };
    const char *path = request->arguments[0], *level = request->arguments[2];
    char *end;
    bool all;
    if (!*path) {
        fprintf(request->out, "No dump file specified\n");
        return;
    }
    if (!read_kind(request, request->arguments[1], &all))
        return;
    long number = strtol(level, &end, 10);
    if (*level && (*end || number < 1 || number > MOST)) {
        fprintf(request->out, "Invalid compress level: [%s]\n", level);
        request->result = ATTACH_FAILED;
        return;
    }
    heap_dump_report(t, path, all ? HEAP_DUMP_ALL : HEAP_DUMP_LIVE, (int)number, request->out);
}

static void print_histogram(Thread *t, AttachRequest *request)
{
    const char *path = request->arguments[1];
    bool all;
    if (!read_kind(request, request->arguments[0], &all))
        return;
    FILE *file = *path ? fopen(path, "we") : NULL;
    if (*path && !file) {
        fprintf(request->out, "Cannot open file %s due to %s\n", path, strerror(errno));
        return;
    }
    class_histogram_print(t, file ? file : request->out, all);
    if (file) {
        fclose(file);
        fprintf(request->out, "Heap inspection file created: %s\n", path);
    }
}

static void run_command(Thread *t, AttachRequest *request)
{
    command_execute(t, request->arguments[0], request->out);
}

static void print_flag(Thread *t, AttachRequest *request)
{
    (void)t;
    const char *name = request->arguments[0];
    const Flag *flag = options_find_visible(name);
    if (!flag) {
        fprintf(request->out, "no such flag '%s'\n", name);
        return;
    }
    options_print_flag(request->out, flag);
    fputc('\n', request->out);
}

static void set_flag(Thread *t, AttachRequest *request)
{
    (void)t;
    char problem[OPTIONS_PROBLEM_SIZE];
    if (options_write_flag(request->arguments[0], request->arguments[1], problem, sizeof problem))
        return;
    fprintf(request->out, "%s\n", problem);
    request->result = ATTACH_FAILED;
}

/* Agents need JVM TI. Who waits for one is told at once. */
static void refuse_agent(Thread *t, AttachRequest *request)
{
    (void)t;
    bool is_java = strcmp(request->arguments[0], "instrument") == 0;
    fprintf(request->out, "Moka does not support agents: %s was not loaded\n",
            is_java ? request->arguments[2] : request->arguments[0]);
    request->result = ATTACH_FAILED;
}

/* The version of the protocol, from 2 on for tools that ask. */
static void print_protocol(Thread *t, AttachRequest *request)
{
    (void)t;
    fputc('2', request->out);
}

static const struct {
    const char *name;
    void (*run)(Thread *t, AttachRequest *request);
} operations[] = {
    {"agentProperties", print_agent_properties},
    {"datadump", dump_to_console},
    {"dumpheap", dump_heap},
    {"getversion", print_protocol},
    {"inspectheap", print_histogram},
    {"jcmd", run_command},
    {"load", refuse_agent},
    {"printflag", print_flag},
    {"properties", print_properties},
    {"setflag", set_flag},
    {"threaddump", dump_threads},
};

static void print_exception(Thread *t, AttachRequest *request)
{
    exception_print_head(request->out, t->exception);
    t->exception = NULL;
    request->result = ATTACH_FAILED;
}

void attach_run(Thread *t, AttachRequest *request)
{
    size_t i = 0;
    while (i < COUNT_OF(operations) && strcmp(operations[i].name, request->name) != 0)
        i++;
    HandleFrame frame = handles_push_frame(t);
    if (i < COUNT_OF(operations)) {
        operations[i].run(t, request);
    } else {
        fprintf(request->out, "Operation %s not recognized!", request->name);
        request->result = ATTACH_FAILED;
    }
    if (t->exception)
        print_exception(t, request);
    handles_pop_frame(t, frame);
}
