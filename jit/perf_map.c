/* perf_map.c - see perf_map.h. */
#include "jit/perf_map.h"

#include "jit/codecache.h"
#include "jit/stubs.h"
#include "jit/wrapper.h"
#include "vm/exec/walk/code_blob.h"
#include "vm/model/class.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void write_row(FILE *out, const u8 *start, const u8 *end, const char *kind, const char *name)
{
    fprintf(out, "%lx %lx %s%s\n", (unsigned long)(uintptr_t)start, (unsigned long)(end - start), kind, name);
}

/* A stub goes on for as long as its name does. */
static void write_stubs(FILE *out)
{
    const u8 *start = codecache_start();
    for (const char *name = stubs_name(start), *next; name; name = next) {
        const u8 *end = start;
        while ((next = stubs_name(end)) == name)
            end++;
        write_row(out, start, end, "stub ", name);
        start = end;
    }
}

static void write_wrapper(const u8 *start, const u8 *end, const char *name, void *out)
{
    write_row(out, start, end, "", name);
}

static void write_blob(CodeBlob *blob, void *out)
{
    char name[2048];
    method_external_name(blob->method, name, sizeof name);
    write_row(out, blob->start, blob->end, "", name);
}

/* Nobody's file or link of that name is followed. */
static FILE *open_file(void)
{
    char path[64];
    snprintf(path, sizeof path, "/tmp/perf-%d.map", (int)getpid());
    unlink(path);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    return fd < 0 ? NULL : fdopen(fd, "w");
}

bool perf_map_write(void)
{
    FILE *out = open_file();
    if (!out)
        return false;
    write_stubs(out);
    wrapper_visit(write_wrapper, out);
    code_blob_visit(write_blob, out);
    return fclose(out) == 0;
}
