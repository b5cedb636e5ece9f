/* options_words.c - see options_words.h. */
#include "vm/host/options_words.h"

#include "vm/base/console.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char spaces[] = " \t\n\r\v\f";

/* Copies the word without its quotes; returns what is behind it, or NULL: a quote has no end. */
static const char *next_word(const char *text, char *word)
{
    char quote = 0;
    for (; *text && (quote || !strchr(spaces, *text)); text++) {
        if (quote ? *text == quote : *text == '"' || *text == '\'')
            quote = quote ? 0 : *text;
        else
            *word++ = *text;
    }
    *word = '\0';
    return quote ? NULL : text;
}

static bool has_ends(const char *text, char *word)
{
    while (text && *(text += strspn(text, spaces)))
        text = next_word(text, word);
    return text != NULL;
}

jint options_for_each_word(const char *text, const char *source, jint (*take)(const char *word))
{
    char *word = malloc(strlen(text) + 1);
    jint result = JNI_OK;
    if (!word)
        return JNI_ENOMEM;
    if (!has_ends(text, word)) {
        fprintf(console_err(), "Unmatched quote in %s\n", source);
        result = JNI_ERR;
    }
    while (result == JNI_OK && *(text += strspn(text, spaces))) {
        text = next_word(text, word);
        result = take(word);
    }
    free(word);
    return result;
}

/* NULL: it cannot be read. */
static char *read_all(FILE *file)
{
    size_t length = 0, room = 4096;
    char *text = malloc(room);
    for (size_t count; text && (count = fread(text + length, 1, room - 1 - length, file)) > 0;) {
        length += count;
        if (length == room - 1)
            text = realloc(text, room *= 2);
    }
    if (text && ferror(file)) {
        free(text);
        return NULL;
    }
    if (text)
        text[length] = '\0';
    return text;
}

jint options_read_file(const char *path, jint (*take)(const char *word))
{
    FILE *file = fopen(path, "r");
    if (!file) {
        fprintf(console_err(), "Could not open options file '%s'\n", path);
        return JNI_ERR;
    }
    char *text = read_all(file);
    fclose(file);
    if (!text) {
        fprintf(console_err(), "Could not read options file '%s'\n", path);
        return JNI_ERR;
    }
    jint result = options_for_each_word(text, path, take);
    free(text);
    return result;
}
