/* class_input.c - see class_input.h. */
#include "tools/dis/class_input.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_READ = 64 * 1024 };

static const char class_suffix[] = ".class";

static bool ends_in(const char *text, size_t length, const char *suffix)
{
    size_t size = strlen(suffix);
    return length > size && memcmp(text + length - size, suffix, size) == 0;
}

/* NULL: errno says why. */
static u8 *read_all(FILE *file, size_t *ret_length)
{
    size_t capacity = FIRST_READ, length = 0, got;
    u8 *bytes = malloc(capacity);
    while (bytes && (got = fread(bytes + length, 1, capacity - length, file)) > 0) {
        length += got;
        if (length == capacity) {
            u8 *larger = realloc(bytes, capacity *= 2);
            if (!larger)
                free(bytes);
            bytes = larger;
        }
    }
    if (bytes && ferror(file)) {
        free(bytes);
        bytes = NULL;
    }
    *ret_length = length;
    return bytes;
}

u8 *class_input_read(const char *path, size_t *ret_length, const char **ret_error)
{
    FILE *file = fopen(path, "rbe");
    if (!file) {
        *ret_error = strerror(errno);
        return NULL;
    }
    u8 *bytes = read_all(file, ret_length);
    if (!bytes)
        *ret_error = strerror(errno);
    fclose(file);
    return bytes;
}

bool class_input_is_jar(const char *path, const u8 *bytes, size_t length)
{
    size_t path_length = strlen(path);
    return ends_in(path, path_length, ".jar") || ends_in(path, path_length, ".zip") ||
           (length >= 4 && (memcmp(bytes, "PK\3\4", 4) == 0 || memcmp(bytes, "PK\5\6", 4) == 0));
}

bool class_input_is_class_name(const char *name, size_t length)
{
    return ends_in(name, length, class_suffix);
}

bool class_input_is_source(const char *path)
{
    return ends_in(path, strlen(path), ".java");
}

char *class_input_split(char *argument)
{
    char *mark = strrchr(argument, '!');
    FILE *file = mark ? fopen(argument, "rbe") : NULL;
    if (file)
        fclose(file);
    if (!mark || file)
        return NULL;
    *mark = '\0';
    return mark + 1;
}

size_t class_input_entry_name(const char *class_name, char ret_name[CLASS_INPUT_NAME_SIZE])
{
    bool has_suffix = class_input_is_class_name(class_name, strlen(class_name));
    int length =
        snprintf(ret_name, CLASS_INPUT_NAME_SIZE, "%s%s", class_name, has_suffix ? "" : class_suffix);
    if (length < 0 || length >= CLASS_INPUT_NAME_SIZE)
        return 0;
    for (char *at = ret_name; at < ret_name + length - (sizeof class_suffix - 1); at++)
        if (*at == '.')
            *at = '/';
    return (size_t)length;
}
