/* strings.h - java.lang.String objects: making, reading, interning (JLS 3.10.5, JVMS 5.1)
 * Latin-1 when possible (coder 0), UTF-16 otherwise (coder 1). The intern table is weak: it does not keep
 * strings alive.
 * Effects: making may collect; NULL = OutOfMemoryError pending.
 * Tests:  tests/unit/strings_test.c
 */
#ifndef MOKA_VM_STRING_STRINGS_H
#define MOKA_VM_STRING_STRINGS_H

#include "vm/model/symbol.h"
#include "vm/model/thread.h"

/* length: bytes; the text is well formed. */
Object *string_from_utf8(Thread *t, const char *modified_utf8, size_t length);
/* From NUL-terminated modified UTF-8 that need not be well formed, decoded as HotSpot does for native
 * code. */
Object *string_from_any_utf8(Thread *t, const char *text);
/* Standard UTF-8 from the host: supplementary characters in 4 bytes, malformed bytes
 * become U+FFFD. */
Object *string_from_host(Thread *t, const char *utf8);
/* From the command line or the environment, in the charset of the process's locale. */
Object *string_from_locale(Thread *t, const char *text);
Object *string_from_utf16(Thread *t, const u16 *units, i32 count);
Object *string_from_symbol(Thread *t, const Symbol *symbol);
/* With '/' turned into '.' */
Object *string_from_class_name(Thread *t, const Symbol *name);
/* The canonical string with these characters: String.intern. */
Object *string_intern(Thread *t, Object *string);
Object *string_intern_symbol(Thread *t, const Symbol *symbol);

/* False for one that JNI or Unsafe has allocated and no constructor has filled; it reads as empty. */
bool string_has_value(const Object *string);
/* Lengths, indices and counts are in UTF-16 units and must lie within the string. */
i32 string_length(const Object *string);
u16 string_char(const Object *string, i32 index);
void string_copy_units(const Object *string, i32 start, i32 count, u16 *ret_units);
/* Bytes as modified UTF-8, without NUL. */
size_t string_utf8_length(const Object *string);
/* Writes length + 1 bytes. */
void string_copy_utf8(const Object *string, char *ret_text);
/* malloc'ed NUL-terminated modified UTF-8; the caller frees it. NULL: the host has no memory. */
char *string_to_utf8(const Object *string);
/* Symbol with the string's text; '.' becomes '/' if dots_to_slashes. NULL: longer than 65535 bytes, or no
 * memory; nothing is pending. */
Symbol *string_to_symbol(const Object *string, bool dots_to_slashes);
/* The same characters, whatever the coders; neither is NULL. */
bool string_equals(const Object *a, const Object *b);
/* For a snapshot, with no other thread in Java: each interned string with the hash that its place follows
 * from; and entering one that is not there. */
void strings_for_each(void (*visit)(Object *string, u64 hash, void *context), void *context);
void strings_enter(Object *string, u64 hash);
/* utf16_only (-XX:-CompactStrings): no string is stored as Latin-1. */
void strings_init(bool utf16_only);
void strings_reset(void);

#endif
