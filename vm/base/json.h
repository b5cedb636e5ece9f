/* json.h - texts as JSON has them
 * In:     UTF-8, or the JVM's modified form of it, which may be none: single surrogates, a zero in two bytes
 * Out:    ASCII in double quotes; what is neither becomes U+FFFD
 * Effects: writes to a stream
 * Tests:  tests/unit/json_test.c
 */
#ifndef MOKA_VM_BASE_JSON_H
#define MOKA_VM_BASE_JSON_H

#include "vm/base/base.h"

#include <stdio.h>

void json_print(FILE *out, const char *text, size_t length);
/* The same up to its zero byte. */
void json_print_text(FILE *out, const char *text);
/* A unit of UTF-16 in such a text: ASCII as it is, quoted where it must be. */
void json_print_unit(FILE *out, u32 unit);

#endif
