/* verify_text.h - text of any length, built piece by piece: a failure's message, a frame
 * Owner:  the arena, which outlives the text.
 * Used by: verify_message.c verify_map.c verify_observe.c
 */
#ifndef MOKA_CLASSLOADER_VERIFY_VERIFY_TEXT_H
#define MOKA_CLASSLOADER_VERIFY_VERIFY_TEXT_H

#include "classloader/verify/verify_parts.h"

typedef struct VerifyText {
    Arena *arena;
    char *start;
    size_t length, capacity;
} VerifyText;

/* Both append; the text is NUL-terminated all the time. */
void text_add(VerifyText *text, const char *format, ...) PRINTF_LIKE(2, 3);
void text_add_type(VerifyText *text, VType type);

#endif
