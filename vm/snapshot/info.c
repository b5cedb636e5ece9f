/* info.c - see snapshot.h: what a file holds, as text for people and as JSON for programs. */
#include "vm/host/options.h"
#include "vm/snapshot/format.h"
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
    char *key;
} File;

static bool read_file(const char *path, File *ret)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    SnapshotHeader *h = &ret->header;
    bool good = file >= 0 && pread(file, h, sizeof *h, 0) == (ssize_t)sizeof *h &&
                memcmp(h->magic, SNAPSHOT_MAGIC, sizeof h->magic) == 0 && h->format == SNAPSHOT_FORMAT &&
                h->header_sum == format_sum(h, offsetof(SnapshotHeader, header_sum));
    const SnapshotExtent *key = &h->sections[SECTION_KEY];
    ret->key = good ? calloc(1, key->size + 1) : NULL;
    good = ret->key && pread(file, ret->key, key->size, (off_t)key->offset) == (ssize_t)key->size;
    if (file >= 0)
        close(file);
    return good;
}

static void print_section(u32 i, const SnapshotExtent *extent)
{
    printf("  %-30s %10llu bytes", sections[i].name, (unsigned long long)extent->size);
    if (sections[i].element > 1)
        printf(" %8llu", (unsigned long long)(extent->size / sections[i].element));
    printf("\n");
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
    printf("\nmade anew by each start:\n");
    for (const char *const *row = resume_rows; *row; row++)
        printf("  %s\n", *row);
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
    printf("]}\n");
}

bool snapshot_print_info(const char *path, bool as_json)
{
    File f;
    if (!read_file(path, &f)) {
        fprintf(stderr, "moka: %s is no snapshot of this format\n", path);
        return false;
    }
    if (as_json)
        print_json(path, &f);
    else
        print_text(path, &f);
    free(f.key);
    return true;
}
