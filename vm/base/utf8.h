/* utf8.h - modified UTF-8 (JVMS 4.4.7) and UTF-16
 * All lengths are in bytes for UTF-8 and in 16-bit units for UTF-16. No function allocates.
 */
#ifndef MOKA_VM_BASE_UTF8_H
#define MOKA_VM_BASE_UTF8_H

#include "vm/base/base.h"

/* JVMS 4.4.7: no zero byte, no byte in F0..FF, well-formed groups of one to three bytes, the shortest for
 * each unit. */
bool utf8_is_modified(const u8 *text, size_t length);
/* Number of UTF-16 units. The text must be well formed. */
size_t utf8_units(const u8 *text, size_t length);
/* True when every character fits Latin-1 (so a String may use coder 0). */
bool utf8_is_latin1(const u8 *text, size_t length);
/* Decodes one unit at *at and moves *at past it. The text must be well formed. */
u16 utf8_next(const u8 **at);
/* Write utf8_units(text, length) units or bytes; the text is well formed, and Latin-1 for the second. */
void utf8_to_utf16(const u8 *text, size_t length, u16 *ret_units);
void utf8_to_latin1(const u8 *text, size_t length, u8 *ret_bytes);
/* Modified UTF-8 length of the units, without a terminating NUL. */
size_t utf8_length_of_utf16(const u16 *units, size_t count);
size_t utf8_length_of_latin1(const u8 *bytes, size_t count);
/* Writes modified UTF-8 and returns the number of bytes; no NUL is added. */
size_t utf8_from_utf16(const u16 *units, size_t count, char *ret_text);
size_t utf8_from_latin1(const u8 *bytes, size_t count, char *ret_text);
/* A hash of any bytes, spread over all 32 bits. */
u32 utf8_hash(const void *bytes, size_t length);

#endif
