/* command.h - diagnostic commands: what jcmd and the DiagnosticCommand MBean can ask of a running machine
 * In:     a line: a command's name and its arguments, as jcmd takes them
 * Out:    text, or a pending exception
 * Uses:   stdlib/dump, the flags, Java's own part of some commands (late.h)
 * Used by: stdlib/attach (jcmd, jmap -clstats), stdlib/management (the MBean)
 * Effects: whatever the command does; may run Java and collect
 * Tests:  tests/suites/47_attach
 */
#ifndef MOKA_STDLIB_COMMAND_COMMAND_H
#define MOKA_STDLIB_COMMAND_COMMAND_H

#include "vm/model/call.h"
#include "vm/model/thread.h"

#include <stdio.h>

enum { COMMAND_ARGUMENTS = 24 }; /* the most that one command has */

/* One run of a command. */
typedef struct CommandCall {
    Thread *t;
    FILE *out;
    const char *values[COMMAND_ARGUMENTS]; /* by the command's arguments; NULL: not given, no default */
} CommandCall;

/* Types are named as in help: BOOLEAN, STRING, INT. What is no option has its place in the line. */
typedef struct CommandArgument {
    const char *name, *description, *type;
    const char *initial; /* the value of one that is not given; NULL: none */
    bool is_option, is_mandatory;
    const char *shown; /* the default that help shows; NULL: `initial` */
} CommandArgument;

/* What a caller through the MBean must be allowed to do. */
typedef enum CommandPermission {
    PERMIT_ALL,
    PERMIT_MONITOR,
    PERMIT_CONTROL,
    PERMIT_PROPERTY
} CommandPermission;

typedef struct Command {
    const char *name, *description, *impact;
    CommandPermission permission;
    const char *property; /* of PERMIT_PROPERTY: which one is read */
    void (*run)(CommandCall *call);
    const CommandArgument *arguments;
    u32 count;
    int since; /* the first release with a table that has the command; 0: every one */
} Command;

/* The release's commands in the order of their names; rank < command_count(). */
const Command *command_by_rank(u32 rank);
u32 command_count(void);
/* NULL: there is none of this name. */
const Command *command_find(const char *name, size_t length);
/* Runs the lines of `text` one after the other; empty ones and those that begin with # do nothing. IN_JAVA.
 * False: an exception is pending, IllegalArgumentException for what is no command or has other arguments. */
bool command_execute(Thread *t, const char *text, FILE *out);

/* Calls the static method, which returns bytes, and writes these. NULL: an exception is pending. */
void command_print_bytes(Thread *t, Method *method, const Value *args, FILE *out);

/* The permission as a class, a name and an action; NULL: there is none. */
typedef struct CommandGrant {
    const char *class, *name, *action;
} CommandGrant;
CommandGrant command_grant(const Command *command);

#endif
