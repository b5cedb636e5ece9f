/* view_page.c - see view.h: the page with a recording in it, one file that needs nothing else.
 * A small recording stands in it as it is, so that grep and people can read it; of a large one the page has
 * gzip's bytes in base64, which browsers unpack by themselves. */
#include "tools/view/view.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { LARGEST_PLAIN = 256 * 1024, GZIP_FORMAT = 15 + 16, LEAST_MEMORY_LEVEL = 8 };

static const char FORMAT[] = "{\"format\":\"moka-view/1\"";

/* Texts of programs may end a script's element; in JSON a `<` stands in strings alone. */
static void write_plain(FILE *out, const char *json, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (json[i] == '<')
            fputs("\\u003c", out);
        else
            fputc(json[i], out);
}

/* NULL: there is no memory for it. */
static u8 *pack(const char *json, size_t length, size_t *ret_size)
{
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)json, .avail_in = (uInt)length};
    if (length > UINT32_MAX || deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, GZIP_FORMAT,
                                            LEAST_MEMORY_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK)
        return NULL;
    size_t size = deflateBound(&stream, length);
    u8 *bytes = malloc(size);
    stream.next_out = bytes;
    stream.avail_out = (uInt)size;
    bool done = bytes && deflate(&stream, Z_FINISH) == Z_STREAM_END;
    *ret_size = stream.total_out;
    deflateEnd(&stream);
    if (done)
        return bytes;
    free(bytes);
    return NULL;
}

static void write_base64(FILE *out, const u8 *bytes, size_t size)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < size; i += 3) {
        u32 left = size - i < 3 ? (u32)(size - i) : 3;
        u32 bits = (u32)bytes[i] << 16;
        bits |= left > 1 ? (u32)bytes[i + 1] << 8 : 0;
        bits |= left > 2 ? bytes[i + 2] : 0;
        for (u32 k = 0; k < 4; k++)
            fputc(k <= left ? digits[bits >> (18 - 6 * k) & 63] : '=', out);
    }
}

void view_page_write(FILE *out, const char *json, size_t length)
{
    size_t size = 0;
    u8 *packed = length > LARGEST_PLAIN ? pack(json, length, &size) : NULL;
    fputs(page_text[0], out);
    if (packed)
        write_base64(out, packed, size);
    else
        write_plain(out, json, length);
    fputs(page_text[1], out);
    free(packed);
}

/* ---- a page of a recording that was written as JSON ---- */

static char *read_file(const char *name, size_t *ret_length)
{
    FILE *in = fopen(name, "re");
    char *text = NULL, part[65536];
    if (!in)
        return NULL;
    FILE *memory = open_memstream(&text, ret_length);
    for (size_t count; memory && (count = fread(part, 1, sizeof part, in)) > 0;)
        fwrite(part, 1, count, memory);
    bool failed = !memory || ferror(in);
    fclose(in);
    if (memory && fclose(memory) != 0)
        failed = true;
    if (!failed)
        return text;
    free(text);
    return NULL;
}

static bool is_recording(const char *json, size_t *length)
{
    while (*length && (json[*length - 1] == '\n' || json[*length - 1] == ' '))
        --*length;
    return *length > sizeof FORMAT && strncmp(json, FORMAT, sizeof FORMAT - 1) == 0 &&
           json[*length - 1] == '}';
}

int view_page_from_json(const char *json_file, const char *page_file)
{
    size_t length = 0;
    char *json = read_file(json_file, &length);
    if (!json) {
        fprintf(stderr, "moka view: %s: %s\n", json_file, strerror(errno));
        return 1;
    }
    if (!is_recording(json, &length)) {
        fprintf(stderr, "moka view: %s: not a recording of `moka view --json`, or not all of it\n",
                json_file);
        free(json);
        return 1;
    }
    bool to_stdout = strcmp(page_file, "-") == 0;
    FILE *out = to_stdout ? stdout : fopen(page_file, "we");
    bool failed = !out;
    if (out) {
        view_page_write(out, json, length);
        failed = (to_stdout ? fflush(out) : fclose(out)) != 0;
    }
    free(json);
    if (failed)
        fprintf(stderr, "moka view: %s: %s\n", page_file, strerror(errno));
    return failed ? 1 : 0;
}
