/* class_input.h - where the tools take class files from: by themselves, or in a jar
 * In:     an argument of the command line
 * Out:    bytes, malloc'ed
 * Used by: jdis.c jverify.c
 */
#ifndef MOKA_TOOLS_DIS_CLASS_INPUT_H
#define MOKA_TOOLS_DIS_CLASS_INPUT_H

#include "classloader/source/jar.h"

enum { CLASS_INPUT_NAME_SIZE = 4352 };

/* The bytes of a whole file, which the caller frees; NULL with a message (static text). */
u8 *class_input_read(const char *path, size_t *ret_length, const char **ret_error);
/* Is the file a jar, by its first bytes or by its name? Text may come before an archive, and a damaged jar is
 * one still. */
bool class_input_is_jar(const char *path, const u8 *bytes, size_t length);
/* Does the name end in .java? */
bool class_input_is_source(const char *path);
/* Does the name end in .class? */
bool class_input_is_class_name(const char *name, size_t length);
/* Splits "jar!p.Name": returns the text behind the '!', which becomes a NUL. NULL: there is no '!', or a file
 * has the whole argument as its name. */
char *class_input_split(char *argument);
/* The entry's name for p.Name, p/Name or p/Name.class; returns its length, 0: it is too long. */
size_t class_input_entry_name(const char *class_name, char ret_name[CLASS_INPUT_NAME_SIZE]);

#endif
