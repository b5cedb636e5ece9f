/* view_method.c - see view.h.
 * Machine code is listed by the compiler itself (jit/print.h); its lines are read back from there. */
#include "tools/view/view.h"

#include "classloader/verify/verify.h"
#include "gc/heap.h"
#include "jit/jit.h"
#include "vm/base/console.h"
#include "vm/base/state.h"

#include <stdlib.h>
#include <string.h>

enum { OFFSET_COLUMN = 8 };

SNAPSHOT_STATE(host) static struct {
    FILE *capture; /* where the compiler's listing goes */
} state;

/* ---- the verifier's frames ---- */

typedef struct Reading {
    ViewMethod *methods;
    u32 count;
    Arena *arena;
} Reading;

static void see(void *context, const Method *m, u32 bci, bool in_file, const char *locals, const char *stack)
{
    const Reading *reading = context;
    for (u32 i = 0; i < reading->count; i++) {
        ViewMethod *method = &reading->methods[i];
        if (method->m != m)
            continue;
        method->frames[bci] = (ViewFrame){arena_strdup(reading->arena, locals, strlen(locals)),
                                          arena_strdup(reading->arena, stack, strlen(stack)), in_file};
        return;
    }
}

bool view_method_read(Thread *t, Class *c, ViewMethod *methods, u32 count, Arena *arena, Fail *ret_fail)
{
    Reading reading = {methods, count, arena};
    VerifyObserver observer = {see, &reading};
    for (u32 i = 0; i < count; i++)
        if (methods[i].m->bytecode)
            methods[i].frames = ARENA_ARRAY(arena, ViewFrame, methods[i].m->bytecode_length);
    bool good = verify_class_observed(t, c, &observer, arena, ret_fail);
    for (u32 i = 0; i < count; i++)
        methods[i].is_prepared = methods[i].m->bytecode &&
                                 prepare_listing(t, methods[i].m, arena, &methods[i].prepared);
    return good;
}

/* ---- machine code ---- */

static int capture(FILE *stream, const char *format, va_list args)
{
    (void)stream;
    return vfprintf(state.capture, format, args);
}

/* "     4: iload_2  (behind)"; with more blanks and its method's name one that is inlined, whose code belongs
 * to the call. */
static void read_instruction(ViewCode *row, char *line, u32 bci_before)
{
    static const char behind[] = "  (behind)";
    size_t length = strlen(line);
    row->offset = -1;
    row->is_behind = length > sizeof behind && strcmp(line + length - (sizeof behind - 1), behind) == 0;
    if (row->is_behind)
        line[length - (sizeof behind - 1)] = '\0';
    while (*line == ' ')
        line++;
    row->bci = *line >= '0' && *line <= '9' ? (u32)strtoul(line, NULL, 10) : bci_before;
    row->text = line;
}

static void read_code(ViewMethod *method, char *text, Arena *arena)
{
    u32 capacity = 1, bci = 0;
    for (const char *at = text; *at; at++)
        capacity += *at == '\n';
    method->code = ARENA_ARRAY(arena, ViewCode, capacity);
    char *head = strsep(&text, "\n");
    method->code_head = head;
    for (char *line; text && (line = strsep(&text, "\n"));) {
        if (!*line)
            continue;
        ViewCode *row = &method->code[method->code_count++];
        if (strlen(line) > OFFSET_COLUMN && strncmp(line + OFFSET_COLUMN, "+0x", 3) == 0) {
            char *end;
            row->offset = (i32)strtoul(line + OFFSET_COLUMN + 1, &end, 16);
            row->text = end + strspn(end, " ");
            row->bci = bci;
        } else {
            read_instruction(row, line, bci);
            bci = row->bci;
        }
    }
}

void view_method_compile(Thread *t, ViewMethod *method, Arena *arena)
{
    char *text = NULL;
    size_t size;
    Method *m = method->m;
    method->why_no_code = "the method has no bytecode";
    if (!m->bytecode)
        return;
    if (!jit_is_on() || !prepare_method(t, m)) {
        method->why_no_code = jit_is_on() ? "the method cannot be prepared" : "there is no compiler";
        t->exception = NULL;
        return;
    }
    state.capture = open_memstream(&text, &size);
    if (!state.capture)
        return;
    fflush(stdout);
    console_set_hook(capture);
    safepoint_begin(t);
    jit_show(m);
    safepoint_end(t);
    fflush(console_out());
    console_reset();
    fclose(state.capture);
    method->why_no_code = "the compiler does not take it as it is now";
    if (size > 0)
        read_code(method, arena_strdup(arena, text, size), arena);
    free(text);
}
