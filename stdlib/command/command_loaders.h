/* command_loaders.h - commands that show class loaders and their classes
 * In:     the loaders, the world stopped meanwhile
 * Out:    the tree of loaders, a table of them, the tree of classes, what their metadata takes
 * Used by: command_vm.c
 */
#ifndef MOKA_STDLIB_COMMAND_COMMAND_LOADERS_H
#define MOKA_STDLIB_COMMAND_COMMAND_LOADERS_H

#include "stdlib/command/command.h"

/* Arguments, in this order: show-classes, verbose, fold. */
void command_print_loaders(CommandCall *call);
void command_print_loader_table(CommandCall *call);
/* The argument: a class's name. */
void command_print_hierarchy(CommandCall *call);
/* Arguments: basic, show-loaders. */
void command_print_metadata(CommandCall *call);

#endif
