/* options_flags.h - parsing of -XX flags and sizes, for options.c
 */
#ifndef MOKA_VM_HOST_OPTIONS_FLAGS_H
#define MOKA_VM_HOST_OPTIONS_FLAGS_H

#include "vm/host/options.h"

/* Gives all flags their defaults and sorts them by name; before anything else is asked of them. */
void options_flags_init(void);
/* The table of flags is empty again. */
void options_flags_reset(void);
/* JNI's ignoreUnrecognized: flags that there are not are accepted. */
void options_ignore_unknown_flags(bool ignore);
/* text: what follows "-XX:". Prints HotSpot's message on failure and returns JNI_EINVAL. */
jint options_set_flag(const char *text, FlagOrigin origin);
/* -XX:Flags=: the flags that the file lists. */
jint options_read_flags_file(const char *path, FlagOrigin origin);
/* "64m", "0x10k": bytes. False when malformed or beyond 64 bits. */
bool options_parse_size(const char *text, i64 *ret_value);

#endif
