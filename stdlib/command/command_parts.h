/* command_parts.h - the tables of commands, a file for each subject, and what those files share
 * Used by: the files of this room
 */
#ifndef MOKA_STDLIB_COMMAND_COMMAND_PARTS_H
#define MOKA_STDLIB_COMMAND_COMMAND_PARTS_H

#include "stdlib/command/command.h"

#include <string.h>

typedef struct CommandTable {
    const Command *rows;
    u32 count;
} CommandTable;

extern const CommandTable command_agent_table, command_compiler_table, command_gc_table, command_thread_table,
    command_vm_table;

/* A list of arguments for a row. */
#define COMMAND_TAKES(list) .arguments = (list), .count = COUNT_OF(list)

/* Rows of such a list. */
#define COMMAND_SWITCH(name, description)                                                                    \
    {                                                                                                        \
        name, description, "BOOLEAN", "false", true, false, NULL                                             \
    }
#define COMMAND_OPTION(name, description, type, initial)                                                     \
    {                                                                                                        \
        name, description, type, initial, true, false, NULL                                                  \
    }
#define COMMAND_WORD(name, description, type, is_mandatory)                                                  \
    {                                                                                                        \
        name, description, type, NULL, false, is_mandatory, NULL                                             \
    }

/* Is the switch on? Its value was checked when the line was read. */
static inline bool command_is_on(const CommandCall *call, u32 argument)
{
    return call->values[argument] && strcmp(call->values[argument], "true") == 0;
}

/* command.c: the command "help", whose row is in the VM's table. */
void command_help(CommandCall *call);

#endif
