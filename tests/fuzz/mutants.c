/* mutants.c - writes changed class files for the mutation runner
 * In:     mutants SEED COUNT OUT [--live FILE] CLASSFILE...: FILE has lines `Class.method bci`, the
 *         instructions that a run of the classes has executed
 * Out:    OUT: per mutant the length (4 bytes, big-endian) and text `path of the seed: what was done`, then
 *         the length and bytes of the class file. Without --live a single change of structure or code, with
 *         it one or two changes of executed instructions, and ticks (mutate.h), so that it ends.
 * Keeps:  the same arguments give the same file.
 */
#include "tests/fuzz/mutate.h"

#include "vm/base/bytes.h"
#include "vm/base/region.h"
#include "vm/model/method.h"
#include "vm/model/pool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_FILE = 1 << 20, LINE = 1024, LAST_WITHOUT_FRAMES = 49 };

static const char TICKER[] = "Ticks";

typedef struct Seed {
    const char *path;
    u8 *bytes;
    size_t size;
} Seed;

static char **live_lines;
static u32 live_count;

static void fail(const char *what)
{
    perror(what);
    exit(2);
}

/* ---- what has been executed ---- */

static int compare_lines(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void read_live(const char *path)
{
    char line[LINE];
    FILE *file = fopen(path, "r");
    if (!file)
        fail(path);
    for (u32 room = 0; fgets(line, sizeof line, file); live_count++) {
        if (live_count == room)
            live_lines = realloc(live_lines, (room = 2 * room + 64) * sizeof *live_lines);
        line[strcspn(line, "\n")] = '\0';
        live_lines[live_count] = strdup(line);
    }
    fclose(file);
    qsort(live_lines, live_count, sizeof *live_lines, compare_lines);
}

static const char *text_of(const ClassModel *m, u32 index, u32 *ret_length)
{
    *ret_length = m->pool[index].size - 2u;
    return (const char *)m->pool[index].data + 2;
}

static bool is_live(const void *context, const ClassModel *m, const Member *method, u32 bci)
{
    char line[LINE];
    u32 length;
    const char *name = text_of(m, method->name, &length);
    snprintf(line, sizeof line, "%s.%.*s %u", (const char *)context, (int)length, name, bci);
    const char *key = line;
    return bsearch(&key, live_lines, live_count, sizeof *live_lines, compare_lines) != NULL;
}

/* ---- writing ---- */

static void put(FILE *out, const void *bytes, size_t size)
{
    u8 length[4] = {(u8)(size >> 24), (u8)(size >> 16), (u8)(size >> 8), (u8)size};
    fwrite(length, 1, 4, out);
    fwrite(bytes, 1, size, out);
}

/* The file's name without folder and ".class". */
static void base_name(const char *path, char *ret, size_t size)
{
    const char *slash = strrchr(path, '/');
    snprintf(ret, size, "%s", slash ? slash + 1 : path);
    char *dot = strrchr(ret, '.');
    if (dot)
        *dot = '\0';
}

/* Code of old versions needs no frames, so that branches may be changed and still verify. */
static void make_old(ClassModel *model)
{
    for (u32 i = 1; i < model->pool_count; i++)
        if (model->pool[i].tag >= CP_METHOD_HANDLE)
            return;
    model->major = LAST_WITHOUT_FRAMES;
}

static void change_live(ClassModel *model, Random *r, const LiveSet *live, char *did, char *more)
{
    if (random_below(r, 2) == 0)
        make_old(model);
    mutate_code(model, r, live, did);
    if (random_below(r, 8) == 0)
        mutate_code(model, r, live, more);
    if (did[0] && !mutate_add_ticks(model, TICKER))
        did[0] = '\0';
}

/* False: nothing could be changed. */
static bool write_mutant(FILE *out, const Seed *seed, Random *r, bool of_live)
{
    Arena arena;
    ClassModel model;
    char name[256], did[MUTATION_TEXT] = "", more[MUTATION_TEXT] = "", text[1024];
    size_t size = 0;
    const u8 *bytes = NULL;
    base_name(seed->path, name, sizeof name);
    LiveSet live = {is_live, name};
    arena_init_scratch(&arena);
    if (class_model_read(&model, &arena, seed->bytes, seed->size)) {
        if (of_live)
            change_live(&model, r, &live, did, more);
        else if (random_below(r, 2) == 0)
            mutate_code(&model, r, NULL, did);
        else
            mutate_structure(&model, r, did);
        bytes = did[0] ? class_model_write(&model, &size) : NULL;
    }
    if (bytes) {
        snprintf(text, sizeof text, "%.*s: %s%s%s", (int)(strlen(seed->path) - strlen(".class")), seed->path,
                 did, more[0] ? "; " : "", more);
        put(out, text, strlen(text));
        put(out, bytes, size);
    }
    arena_free(&arena);
    return bytes != NULL;
}

int main(int argc, char **argv)
{
    if (argc < 5) {
        fputs("usage: mutants SEED COUNT OUT [--live FILE] CLASSFILE...\n", stderr);
        return 2;
    }
    bool of_live = strcmp(argv[4], "--live") == 0;
    int first = of_live ? 6 : 4, seed_count = argc - first;
    if (of_live)
        read_live(argv[5]);
    Seed *seeds = calloc((size_t)argc, sizeof *seeds);
    for (int i = 0; i < seed_count; i++) {
        seeds[i] = (Seed){.path = argv[first + i], .bytes = malloc(MAX_FILE)};
        FILE *file = fopen(seeds[i].path, "rb");
        if (!file)
            fail(seeds[i].path);
        seeds[i].size = fread(seeds[i].bytes, 1, MAX_FILE, file);
        fclose(file);
    }
    FILE *out = fopen(argv[3], "wb");
    if (!out)
        fail(argv[3]);
    Random r = random_from(strtoull(argv[1], NULL, 10));
    u32 wanted = (u32)strtoul(argv[2], NULL, 10), written = 0;
    for (u64 tries = 0; written < wanted && tries < 20 * (u64)wanted && seed_count > 0; tries++)
        written += write_mutant(out, &seeds[tries % (u64)seed_count], &r, of_live);
    printf("%u mutants\n", written);
    return fclose(out) == 0 && written == wanted ? 0 : 1;
}
