/* command_agent.c - diagnostic commands for jdk.management.agent: ManagementAgent.*
 * The agent, by which tools connect over JMX, is Java's (jdk.internal.agent.Agent). */
#include "stdlib/command/command_parts.h"
#include "stdlib/release/late.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/string/strings.h"
#include "vm/thread/handles.h"

#include <stdlib.h>

/* A program need not have resolved the module. */
static bool load_module(Thread *t)
{
    Method *method = late_method(t, LATE_METHOD_Modules_loadModule);
    Value args[1] = {{.l = method ? string_from_host(t, "jdk.management.agent") : NULL}};
    return !t->exception && call_method(t, method, args, NULL);
}

static bool call_agent(Thread *t, LateMethod id, Object *argument, Value *ret_result)
{
    HandleRef kept = handles_local(t, argument);
    Method *method = load_module(t) ? late_method(t, id) : NULL;
    Value args[1] = {{.l = handles_get(kept)}};
    return method && call_method(t, method, args, ret_result);
}

static void start_local(CommandCall *call)
{
    call_agent(call->t, LATE_METHOD_Agent_startLocalManagementAgent, NULL, NULL);
}

static void stop(CommandCall *call)
{
    call_agent(call->t, LATE_METHOD_Agent_stopRemoteManagementAgent, NULL, NULL);
}

static void print_status(CommandCall *call)
{
    Value result = {0};
    if (!call_agent(call->t, LATE_METHOD_Agent_getManagementAgentStatus, NULL, &result))
        return;
    char *text = result.l ? string_to_utf8(result.l) : NULL;
    fprintf(call->out, "%s\n", text ? text : "");
    free(text);
}

/* ---- the remote agent ---- */

#define TEXT_OPTION(name, property) COMMAND_OPTION(name, "set com.sun.management." property, "STRING", NULL)
#define NUMBER_OPTION(name)         COMMAND_OPTION(name, "set com.sun.management." name, "INT", NULL)
#define SAME_OPTION(name)           TEXT_OPTION(name, name)

static const CommandArgument start_arguments[] = {
    SAME_OPTION("config.file"),
    SAME_OPTION("jmxremote.host"),
    SAME_OPTION("jmxremote.port"),
    SAME_OPTION("jmxremote.rmi.port"),
    SAME_OPTION("jmxremote.ssl"),
    SAME_OPTION("jmxremote.registry.ssl"),
    SAME_OPTION("jmxremote.authenticate"),
    SAME_OPTION("jmxremote.password.file"),
    SAME_OPTION("jmxremote.access.file"),
    SAME_OPTION("jmxremote.login.config"),
    TEXT_OPTION("jmxremote.ssl.enabled.cipher.suites", "jmxremote.ssl.enabled.cipher.suite"),
    SAME_OPTION("jmxremote.ssl.enabled.protocols"),
    TEXT_OPTION("jmxremote.ssl.need.client.auth", "jmxremote.need.client.auth"),
    SAME_OPTION("jmxremote.ssl.config.file"),
    SAME_OPTION("jmxremote.autodiscovery"),
    NUMBER_OPTION("jdp.port"),
    SAME_OPTION("jdp.address"),
    SAME_OPTION("jdp.source_addr"),
    NUMBER_OPTION("jdp.ttl"),
    NUMBER_OPTION("jdp.pause"),
    SAME_OPTION("jdp.name")};

_Static_assert(COUNT_OF(start_arguments) <= COMMAND_ARGUMENTS, "a call has room for them");

/* The agent takes "name=value,name=value". */
static void start_remote(CommandCall *call)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    const char *comma = "";
    for (u32 i = 0; out && i < COUNT_OF(start_arguments); i++) {
        if (!call->values[i])
            continue;
        fprintf(out, "%s%s=%s", comma, start_arguments[i].name, call->values[i]);
        comma = ",";
    }
    if (out)
        fclose(out);
    Object *argument = string_from_host(call->t, text ? text : "");
    free(text);
    if (argument)
        call_agent(call->t, LATE_METHOD_Agent_startRemoteManagementAgent, argument, NULL);
}

static const Command rows[] = {
    {.name = "ManagementAgent.start", .description = "Start remote management agent.",
     .impact = "Low: No impact", .run = start_remote, COMMAND_TAKES(start_arguments)},
    {.name = "ManagementAgent.start_local", .description = "Start local management agent.",
     .impact = "Low: No impact", .run = start_local},
    {.name = "ManagementAgent.status", .description = "Print the management agent status.",
     .impact = "Low: No impact", .permission = PERMIT_MONITOR, .run = print_status},
    {.name = "ManagementAgent.stop", .description = "Stop remote management agent.",
     .impact = "Low: No impact", .run = stop},
};

const CommandTable command_agent_table = {rows, COUNT_OF(rows)};
