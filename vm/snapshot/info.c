/* info.c - see snapshot.h: what a file holds, as text for people and as JSON for programs. */
#include "vm/host/options.h"
#include "vm/snapshot/format.h"
#include "vm/snapshot/info_classes.h"
#include "vm/snapshot/resume.h"
#include "vm/snapshot/snapshot.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
    const char *name;
    u32 element;
} sections[] = {
#define SECTION(id, name, element) {name, element},
#include "vm/snapshot/sections.def"
#undef SECTION
};

typedef struct File {
    SnapshotHeader header;
    char *key, *command;
    u64 command_size;
    const char *no_classes; /* why they are not known */
} File;

/* The section's text, with a NUL after it. NULL: the file does not have it, or there is no memory. */
static char *read_text(int file, const SnapshotExtent *extent, u64 file_size)
{
    bool fits = extent->size <= file_size && extent->offset <= file_size - extent->size;
    char *text = fits ? calloc(1, extent->size + 1) : NULL;
    if (text && pread(file, text, extent->size, (off_t)extent->offset) == (ssize_t)extent->size)
        return text;
    free(text);
    return NULL;
}

static bool read_header(int file, SnapshotHeader *h)
{
    struct stat status;
    return fstat(file, &status) == 0 && pread(file, h, sizeof *h, 0) == (ssize_t)sizeof *h &&
           memcmp(h->magic, SNAPSHOT_MAGIC, sizeof h->magic) == 0 && h->format == SNAPSHOT_FORMAT &&
           h->header_sum == format_sum(h, offsetof(SnapshotHeader, header_sum)) &&
           h->file_size == (u64)status.st_size;
}

static void free_file(const File *f)
{
    free(f->key);
    free(f->command);
}

/* with_classes: not in a process that is to have a machine. */
static bool read_file(const char *path, bool with_classes, File *ret)
{
    *ret = (File){0};
    int file = open(path, O_RDONLY | O_CLOEXEC);
    SnapshotHeader *h = &ret->header;
    if (file >= 0 && read_header(file, h)) {
        ret->key = read_text(file, &h->sections[SECTION_KEY], h->file_size);
        ret->command = read_text(file, &h->sections[SECTION_COMMAND], h->file_size);
        ret->command_size = h->sections[SECTION_COMMAND].size;
    }
    if (with_classes && ret->key)
        ret->no_classes = info_classes_map(file, h, ret->key);
    if (file >= 0)
        close(file);
    if (ret->key && ret->command)
        return true;
    free_file(ret);
    return false;
}

/* ---- the command ---- */

static char *home_of(const File *f)
{
    const char *line = strstr(f->key, "\nhome ");
    return line ? strndup(line + 6, strcspn(line + 6, "\n")) : NULL;
}

int snapshot_info_words(const char *path, char **ret_home, char **ret_words, int most)
{
    File f;
    int count = 0;
    if (!read_file(path, false, &f))
        return -1;
    for (u64 at = 0; at < f.command_size && count < most; at += strlen(f.command + at) + 1)
        ret_words[count++] = strdup(f.command + at);
    *ret_home = home_of(&f);
    free_file(&f);
    return count;
}

/* ---- what it holds ---- */

static void print_section(u32 i, const SnapshotExtent *extent)
{
    printf("  %-30s %10llu bytes", sections[i].name, (unsigned long long)extent->size);
    if (sections[i].element > 1)
        printf(" %8llu", (unsigned long long)(extent->size / sections[i].element));
    printf("\n");
}

static void count_class(const Class *c, void *context)
{
    u32 *counts = context; /* all, and those that are initialized */
    counts[0]++;
    counts[1] += class_state(c) == CLASS_INITIALIZED;
}

static void print_class(const Class *c, void *unused)
{
    (void)unused;
    printf("  %s%s\n", c->name->text, class_state(c) == CLASS_INITIALIZED ? "" : " (not initialized)");
}

static void print_classes(const File *f)
{
    u32 counts[2] = {0, 0};
    if (f->no_classes) {
        printf("\nclasses: not known, %s\n", f->no_classes);
        return;
    }
    info_classes_visit(count_class, counts);
    printf("\nclasses: %u, initialized %u\n", counts[0], counts[1]);
    info_classes_visit(print_class, NULL);
}

static void print_text(const char *path, const File *f)
{
    printf("%s: %llu bytes\n\nkey:\n", path, (unsigned long long)f->header.file_size);
    for (char *line = f->key, *end; *line; line = end + (*end != '\0')) {
        end = line + strcspn(line, "\n");
        printf("  %.*s\n", (int)(end - line), line);
    }
    printf("\nsections:\n");
    for (u32 i = 0; i < SECTION_COUNT; i++)
        print_section(i, &f->header.sections[i]);
    if (f->command_size)
        printf("\ncommand:\n ");
    for (u64 at = 0; at < f->command_size; at += strlen(f->command + at) + 1)
        printf(" %s", f->command + at);
    printf("%s\nmade anew by each start:\n", f->command_size ? "\n" : "");
    for (const char *const *row = resume_rows; *row; row++)
        printf("  %s\n", *row);
    print_classes(f);
}

/* Paths and options may hold quotes. */
static void print_string(const char *text, size_t length)
{
    putchar('"');
    for (size_t i = 0; i < length; i++)
        if (text[i] == '"' || text[i] == '\\')
            printf("\\%c", text[i]);
        else if ((unsigned char)text[i] < ' ')
            printf("\\u%04x", text[i]);
        else
            putchar(text[i]);
    putchar('"');
}

static void print_json_class(const Class *c, void *context)
{
    bool *is_first = context;
    printf("%s{\"name\": ", *is_first ? "" : ", ");
    *is_first = false;
    print_string(c->name->text, strlen(c->name->text));
    printf(", \"initialized\": %s}", class_state(c) == CLASS_INITIALIZED ? "true" : "false");
}

static void print_json(const char *path, const File *f)
{
    printf("{\"file\": ");
    print_string(path, strlen(path));
    printf(", \"bytes\": %llu, \"key\": ", (unsigned long long)f->header.file_size);
    print_string(f->key, strlen(f->key));
    printf(", \"sections\": {");
    for (u32 i = 0; i < SECTION_COUNT; i++)
        printf("%s\"%s\": {\"bytes\": %llu, \"count\": %llu}", i ? ", " : "", sections[i].name,
               (unsigned long long)f->header.sections[i].size,
               (unsigned long long)(f->header.sections[i].size / sections[i].element));
    printf("}, \"made anew\": [");
    for (const char *const *row = resume_rows; *row; row++) {
        printf("%s", row == resume_rows ? "" : ", ");
        print_string(*row, strlen(*row));
    }
    printf("], \"command\": [");
    for (u64 at = 0; at < f->command_size; at += strlen(f->command + at) + 1) {
        printf("%s", at ? ", " : "");
        print_string(f->command + at, strlen(f->command + at));
    }
    bool is_first = true;
    printf("], \"classes\": %s", f->no_classes ? "null" : "[");
    if (!f->no_classes)
        info_classes_visit(print_json_class, &is_first);
    printf("%s}\n", f->no_classes ? "" : "]");
}

bool snapshot_print_info(const char *path, bool as_json)
{
    File f;
    if (!read_file(path, true, &f)) {
        fprintf(stderr, "moka: %s is no snapshot of this format\n", path);
        return false;
    }
    if (as_json)
        print_json(path, &f);
    else
        print_text(path, &f);
    free_file(&f);
    return true;
}
