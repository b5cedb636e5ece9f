/* view_record.c - see view.h: a recording becomes a file. */
#include "tools/view/view.h"

#include "stdlib/release/release.h"
#include "vm/base/json.h"
#include "vm/base/state.h"
#include "vm/exec/interp/describe.h"
#include "vm/exec/record/record.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

SNAPSHOT_STATE(host) static struct {
    ViewRequest request;
} state;

void view_record_request(const ViewRequest *request)
{
    state.request = *request;
}

/* ---- parts of the object ---- */

static void print_left(FILE *out, const char *why, u64 count, const char **separator)
{
    if (!count)
        return;
    fprintf(out, "%s{\"why\":\"%s\",\"count\":%" PRIu64 "}", *separator, why, count);
    *separator = ",";
}

static void print_head(FILE *out, const Recording *r)
{
    const char *separator = "";
    fprintf(out, "{\"format\":\"moka-view/1\",\"vm\":{\"name\":\"Moka\",\"release\":%d},\n\"command\":[",
            release->feature);
    for (int i = 0; i < state.request.argc; i++) {
        fputs(i == 0 ? "" : ",", out);
        json_print_text(out, state.request.argv[i]);
    }
    fprintf(out, "],\n\"limits\":{\"objects\":%d,\"elements\":%d,\"characters\":%d,\"methods\":%d",
            RECORD_OBJECTS, RECORD_ELEMENTS, RECORD_CHARACTERS, RECORD_METHODS);
    fprintf(out, ",\"bytes\":%d", RECORD_BYTES);
    if (r->limit)
        fprintf(out, ",\"reached\":\"%s\"", r->limit);
    fputs("},\n\"left_out\":[", out);
    print_left(out, "earlier steps", r->dropped_steps, &separator);
    print_left(out, "instructions after the end, of all classes", r->left_instructions, &separator);
    print_left(out, "values of objects beyond the limit", r->left_objects, &separator);
    print_left(out, "steps of methods beyond the limit", r->left_methods, &separator);
    print_left(out, "marks of collections", r->left_marks, &separator);
    print_left(out, "bytes of output", r->left_output, &separator);
    fputs("]", out);
}

static void print_class(FILE *out, const RecordClass *class, u32 id)
{
    const Class *c = class->class;
    Line line = {.used = 0};
    fprintf(out, "{\"id\":%u,\"name\":", id);
    describe_class(&line, c);
    json_print_text(out, line.text);
    if (class_is_array(c))
        fputs(",\"array\":true", out);
    if (c->super && !class_is_array(c)) {
        fputs(",\"super\":", out);
        line.used = 0;
        describe_class(&line, c->super);
        json_print_text(out, line.text);
    }
    if (!class_is_array(c))
        fprintf(out, ",\"state\":\"%s\"", record_state_word(class_state(c)));
    if (c->source_file && c->kind == CLASS_INSTANCE) {
        fputs(",\"source\":", out);
        json_print_text(out, pool_symbol(&c->pool, c->source_file)->text);
    }
    fputs(",\"fields\":[", out);
    for (u32 i = 0; class->fields && i < class->field_count; i++) {
        fputs(i == 0 ? "[" : ",[", out);
        json_print_text(out, class->fields[i]->name->text);
        fputc(',', out);
        json_print_text(out, class->fields[i]->desc->text);
        fprintf(out, ",%u]", class->fields[i]->offset);
    }
    fputs("]}", out);
}

static void print_classes(FILE *out, const Recording *r)
{
    fputs(",\n\"classes\":[", out);
    for (u32 i = 0; i < r->classes.count; i++) {
        fputs(i == 0 ? "\n" : ",\n", out);
        print_class(out, &r->classes.items[i], i);
    }
    fputs("]", out);
}

static void print_sources(FILE *out, const Recording *r)
{
    Class **classes = calloc(r->methods.count + 1, sizeof *classes);
    fputs(",\n\"sources\":", out);
    for (u32 i = 0; classes && i < r->methods.count; i++)
        classes[i] = r->methods.items[i]->holder;
    view_source_json(out, classes, classes ? r->methods.count : 0);
    free(classes);
}

/* Methods of one class are read together, since the verifier looks at whole classes. */
static void read_methods(Thread *t, ViewMethod *methods, u32 count, Arena *arena)
{
    ViewMethod *part = ARENA_ARRAY(arena, ViewMethod, count + 1);
    u32 *places = ARENA_ARRAY(arena, u32, count + 1);
    for (u32 i = 0; i < count; i++) {
        Fail fail = {0};
        u32 found = 0;
        if (methods[i].frames || methods[i].is_prepared)
            continue;
        Class *c = methods[i].m->holder;
        for (u32 k = i; k < count; k++)
            if (methods[k].m->holder == c) {
                part[found] = methods[k];
                places[found++] = k;
            }
        view_method_read(t, c, part, found, arena, &fail);
        t->exception = NULL;
        for (u32 k = 0; k < found; k++)
            methods[places[k]] = part[k];
    }
}

static void print_methods(Thread *t, FILE *out, const Recording *r)
{
    Arena arena;
    arena_init_scratch(&arena);
    ViewMethod *methods = ARENA_ARRAY(&arena, ViewMethod, r->methods.count + 1);
    for (u32 i = 0; i < r->methods.count; i++)
        methods[i].m = r->methods.items[i];
    read_methods(t, methods, r->methods.count, &arena);
    fputs(",\n\"methods\":[", out);
    for (u32 i = 0; i < r->methods.count; i++) {
        fputs(i == 0 ? "\n" : ",\n", out);
        view_method_compile(t, &methods[i], &arena);
        view_print_json(out, &methods[i], (i32)i);
    }
    fputs("]", out);
    arena_free(&arena);
}

static void print_events(FILE *out, const Recording *r)
{
    u64 events = 0;
    fprintf(out, ",\n\"first_step\":%" PRIu64 ",\"objects\":", r->dropped_steps + 1);
    fputs(r->chunks.count && r->chunks.items[0].objects ? r->chunks.items[0].objects : "[]", out);
    fputs(",\n\"keys\":[", out);
    for (u32 i = 0; i < r->chunks.count; i++) {
        const RecordChunk *chunk = &r->chunks.items[i];
        if (chunk->key)
            fprintf(out, "%s[%" PRIu64 ",%s]", i == 0 ? "\n" : ",\n", events, chunk->key);
        events += chunk->event_count;
    }
    fputs("],\n\"events\":[\n", out);
    bool has_some = false;
    for (u32 i = 0; i < r->chunks.count; i++) {
        const RecordChunk *chunk = &r->chunks.items[i];
        if (!chunk->event_count)
            continue;
        fputs(has_some ? ",\n" : "", out);
        fwrite(chunk->events, 1, chunk->size, out);
        has_some = true;
    }
    fputs("]}", out);
}

static void print_json(Thread *t, FILE *out, const Recording *r)
{
    print_head(out, r);
    print_classes(out, r);
    print_sources(out, r);
    print_methods(t, out, r);
    print_events(out, r);
}

static void print_page(Thread *t, FILE *out, const Recording *r)
{
    char *json = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&json, &length);
    if (!memory)
        return;
    print_json(t, memory, r);
    fclose(memory);
    view_page_write(out, json, length);
    free(json);
}

/* ---- text ---- */

static void print_text(FILE *out, const Recording *r)
{
    if (r->dropped_steps)
        fprintf(out, "The first %" PRIu64 " steps were not kept.\n", r->dropped_steps);
    for (u32 i = 0; i < r->chunks.count; i++)
        fwrite(r->chunks.items[i].events, 1, r->chunks.items[i].size, out);
    if (r->left_instructions)
        fprintf(out, "Behind the end %" PRIu64 " instructions, of all classes, were not recorded.\n",
                r->left_instructions);
    if (r->left_objects)
        fprintf(out, "%u values are of objects beyond the limit of %d, which have no number.\n",
                r->left_objects, RECORD_OBJECTS);
    if (r->chunks.count == 0)
        fputs("Nothing was recorded: no method that is wanted has run.\n", out);
}

/* ---- the file ---- */

void view_record_finish(Thread *t)
{
    const Recording *r = record_result();
    const char *file = state.request.file;
    fflush(stdout);
    FILE *out = file ? fopen(file, "we") : stdout;
    if (!out) {
        fprintf(stderr, "moka view: %s: %s\n", file, strerror(errno));
        view_source_remove();
        return;
    }
    if (state.request.form == VIEW_TEXT)
        print_text(out, r);
    else if (state.request.form == VIEW_PAGE)
        print_page(t, out, r);
    else
        print_json(t, out, r);
    if (state.request.form == VIEW_JSON)
        fputc('\n', out);
    if ((file ? fclose(out) : fflush(out)) != 0)
        fprintf(stderr, "moka view: %s: %s\n", file ? file : "standard output", strerror(errno));
    view_source_remove();
}
