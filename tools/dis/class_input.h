/* class_input.h - where the tools take class files from: by themselves, or in a jar
 * In:     what the command line says
 * Out:    bytes, malloc'ed
 * Used by: jdis.c jverify.c
 */
#ifndef MOKA_TOOLS_DIS_CLASS_INPUT_H
#define MOKA_TOOLS_DIS_CLASS_INPUT_H

#include "classloader/source/jar.h"

enum { CLASS_INPUT_NAME_SIZE = 4352 };

/* A whole file; NULL with a message (static text). */
u8 *class_input_read(const char *path, size_t *ret_length, const char **ret_error);
/* By its first bytes, or by its name: text may stand before the archive, and a damaged one is still a jar. */
bool class_input_is_jar(const char *path, const u8 *bytes, size_t length);
/* Ends in .class */
bool class_input_is_class_name(const char *name, size_t length);
/* "jar!p.Name": NULL if there is no '!', or if a file has the whole name. Else the text behind it, and the
 * '!' has become a NUL. */
char *class_input_split(char *argument);
/* p.Name, p/Name or p/Name.class as an entry's name; 0: too long. */
size_t class_input_entry_name(const char *class_name, char ret_name[CLASS_INPUT_NAME_SIZE]);

#endif
