/* command_vm.c - diagnostic commands about the machine as a whole: VM.*, System.*, help */
#include "stdlib/command/command_loaders.h"
#include "stdlib/command/command_parts.h"
#include "stdlib/release/late.h"
#include "vm/base/trace.h"
#include "vm/base/trace_output.h"
#include "vm/host/options.h"
#include "vm/host/version.h"
#include "vm/library/class_mirror.h"

#include <malloc.h>
#include <stdlib.h>

static void print_version(CommandCall *call)
{
    char *text = late_text(call->t, LATE_FIELD_VersionProps_java_version);
    if (!call->t->exception)
        fprintf(call->out, "Moka version %s\nJDK %s\n", MOKA_VERSION, text ? text : "");
    free(text);
}

static void print_flags(CommandCall *call)
{
    enum { ALL };
    if (command_is_on(call, ALL))
        options_print_flags(call->out, false);
    else
        options_print_changed_flags(call->out);
}

static void set_flag(CommandCall *call)
{
    enum { NAME, VALUE };
    char problem[OPTIONS_PROBLEM_SIZE];
    const char *value = call->values[VALUE];
    if (!value)
        fprintf(call->out, "flag value is missing\n");
    else if (!options_write_flag(call->values[NAME], value, problem, sizeof problem))
        fprintf(call->out, "%s\n", problem);
}

static void print_command_line(CommandCall *call)
{
    const char *command = options_property("sun.java.command"), *path = options_property("java.class.path");
    const char *launcher = options_property("sun.java.launcher");
    fprintf(call->out, "VM Arguments:\n");
    if (options.argument_count) {
        fprintf(call->out, "jvm_args: ");
        for (u32 i = 0; i < options.argument_count; i++)
            fprintf(call->out, "%s ", options.arguments[i]);
        fputc('\n', call->out);
    }
    fprintf(call->out, "java_command: %s\njava_class_path (initial): %s\nLauncher Type: %s\n",
            command ? command : "<unknown>", path && *path ? path : "<not set>",
            launcher ? launcher : "generic");
}

static void print_uptime(CommandCall *call)
{
    enum { DATE };
    char date[TRACE_DATE_SIZE];
    if (command_is_on(call, DATE))
        fprintf(call->out, "%s: ", trace_output_date(false, date));
    fprintf(call->out, "%.3f s\n", (double)trace_clock() / 1e9);
}

static void print_properties(CommandCall *call)
{
    Method *method = late_method(call->t, LATE_METHOD_VMSupport_serializeProperties);
    command_print_bytes(call->t, method, NULL, call->out);
}

/* The file of the kernel is the list that the dynamic linker has made. */
static void print_libraries(CommandCall *call)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[4096];
    fprintf(call->out, "Dynamic libraries:\n");
    while (maps && fgets(line, sizeof line, maps))
        fputs(line, call->out);
    if (maps)
        fclose(maps);
}

static void trim_native_heap(CommandCall *call)
{
    fprintf(call->out, malloc_trim(0) ? "Memory was given back to the system.\n"
                                      : "There was no memory to give back.\n");
}

static const CommandArgument flags_arguments[] = {
    COMMAND_SWITCH("-all", "Print all flags supported by the VM")};
static const CommandArgument set_arguments[] = {
    COMMAND_WORD("flag name", "The name of the flag we want to set", "STRING", true),
    COMMAND_WORD("string value", "The value we want to set", "STRING", false)};
static const CommandArgument uptime_arguments[] = {
    COMMAND_SWITCH("-date", "Add a prefix with current date")};
static const CommandArgument loaders_arguments[] = {
    COMMAND_SWITCH("show-classes", "Print loaded classes."),
    COMMAND_SWITCH("verbose", "Print detailed information."),
    COMMAND_OPTION("fold", "Show loaders of the same name and class as one.", "BOOLEAN", "true")};
static const CommandArgument hierarchy_arguments[] = {
    COMMAND_WORD("classname",
                 "Name of class whose hierarchy should be printed. If not specified, all class hierarchies "
                 "are printed.",
                 "STRING", false)};
static const CommandArgument metaspace_arguments[] = {
    COMMAND_SWITCH("basic", "Prints a basic summary (does not need a safepoint)."),
    COMMAND_SWITCH("show-loaders", "Shows usage by class loader.")};
static const CommandArgument help_arguments[] = {
    COMMAND_WORD("command name",
                 "The name of the command for which we want help", "STRING", false),
    COMMAND_SWITCH("-all", "Show help for all commands")};

static const Command rows[] = {
    {.name = "System.trim_native_heap",
     .description = "Attempts to free up memory by trimming the C-heap.", .impact = "Low",
     .permission = PERMIT_CONTROL, .run = trim_native_heap},
    {.name = "VM.class_hierarchy",
     .description = "Print a list of all loaded classes, indented to show the class hierarchy. The name of "
                    "each class is followed by the address of its loader's data, or \"null\" if loaded by "
                    "the bootstrap class loader.",
     .impact = "Medium: Depends on number of loaded classes.", .permission = PERMIT_MONITOR,
     .run = command_print_hierarchy, COMMAND_TAKES(hierarchy_arguments)},
    {.name = "VM.classloader_stats", .description = "Print statistics about all ClassLoaders.",
     .impact = "Low", .permission = PERMIT_MONITOR, .run = command_print_loader_table},
    {.name = "VM.classloaders", .description = "Prints classloader hierarchy.",
     .impact = "Medium: Depends on number of class loaders and classes loaded.",
     .permission = PERMIT_MONITOR, .run = command_print_loaders, COMMAND_TAKES(loaders_arguments)},
    {.name = "VM.command_line", .description = "Print the command line used to start this VM instance.",
     .impact = "Low", .permission = PERMIT_MONITOR, .run = print_command_line},
    {.name = "VM.dynlibs", .description = "Print loaded dynamic libraries.", .impact = "Low",
     .permission = PERMIT_MONITOR, .run = print_libraries},
    {.name = "VM.flags", .description = "Print VM flag options and their current values.", .impact = "Low",
     .permission = PERMIT_MONITOR, .run = print_flags, COMMAND_TAKES(flags_arguments)},
    {.name = "VM.metaspace", .description = "Prints the statistics for the metaspace",
     .impact = "Medium: Depends on number of classes loaded.", .permission = PERMIT_MONITOR,
     .run = command_print_metadata, COMMAND_TAKES(metaspace_arguments)},
    {.name = "VM.set_flag", .description = "Sets VM flag option using the provided value.", .impact = "Low",
     .permission = PERMIT_CONTROL, .run = set_flag, COMMAND_TAKES(set_arguments)},
    {.name = "VM.system_properties", .description = "Print system properties.", .impact = "Low",
     .permission = PERMIT_PROPERTY, .property = "*", .run = print_properties},
    {.name = "VM.uptime", .description = "Print VM uptime.", .impact = "Low", .run = print_uptime,
     COMMAND_TAKES(uptime_arguments)},
    {.name = "VM.version", .description = "Print JVM version information.", .impact = "Low",
     .permission = PERMIT_PROPERTY, .property = "java.vm.version", .run = print_version},
    {.name = "help",
     .description = "For more information about a specific command use 'help <command>'. With no argument "
                    "this will show a list of available commands. 'help all' will show help for all "
                    "commands.",
     .impact = "Low", .run = command_help, COMMAND_TAKES(help_arguments)},
};

const CommandTable command_vm_table = {rows, COUNT_OF(rows)};
