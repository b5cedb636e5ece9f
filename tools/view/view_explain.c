/* view_explain.c - see view.h: the command line of `moka explain`. */
#include "tools/view/view.h"

#include "classloader/link/link.h"
#include "tools/dis/class_input.h"
#include "vm/bytecode/opcode.h"
#include "vm/exec/thread/thread.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char USAGE[] =
    "usage: moka explain [--json] OPCODE...\n"
    "       moka explain [--json] [-cp PATH] CLASS[.METHOD]|FILE.class[:METHOD]...\n"
    "  OPCODE   an instruction as iadd or 0x60, or a form of prepared code as load_iadd: its formula, its\n"
    "           operands, what it may do, and what prepare makes of it\n"
    "  METHOD   a name, or name and descriptor as tri(I)I; without one every method of the class\n"
    "For a method: bytecode with formulas and the verifier's frames, prepared code, machine code.\n"
    "Nothing of the class runs. --json prints an object a line, for tools.\n"
    "The exit code is 0, 1 if something could not be explained, 2 for a wrong command line.\n";

typedef struct Work {
    bool as_json;
    const char *class_path;
    bool is_started;
} Work;

/* ---- one class ---- */

static bool report(const char *what, const char *problem)
{
    fflush(stdout);
    fprintf(stderr, "moka explain: %s: %s\n", what, problem);
    return false;
}

static bool is_wanted(const Method *m, const char *wanted)
{
    const char *desc = wanted ? strchr(wanted, '(') : NULL;
    size_t length = !wanted ? 0 : desc ? (size_t)(desc - wanted) : strlen(wanted);
    if (m->flags & METHOD_OVERPASS)
        return false;
    if (!wanted)
        return true;
    return m->name->length == length && memcmp(m->name->text, wanted, length) == 0 &&
           (!desc || strcmp(desc, m->desc->text) == 0);
}

static void print_method(const Work *work, const ViewMethod *method)
{
    if (work->as_json) {
        view_print_json(stdout, method, -1);
        putchar('\n');
        return;
    }
    view_print_text(stdout, method);
    putchar('\n');
}

/* A class that breaks a rule is shown as far as the verifier came; machine code is made of what is linked. */
static bool print_methods(const Work *work, Thread *t, Class *c, ViewMethod *methods, u32 count, Arena *arena)
{
    Fail fail = {0};
    char name[1024];
    bool good = view_method_read(t, c, methods, count, arena, &fail);
    class_external_name(c, name, sizeof name);
    if (!good) {
        const char *problem = fail.error ? fail_message(&fail) : view_vm_take_exception(t, arena);
        report(name, problem);
    } else if (!link_class(t, c)) {
        good = report(name, view_vm_take_exception(t, arena));
    }
    for (u32 i = 0; i < count; i++) {
        if (good)
            view_method_compile(t, &methods[i], arena);
        else
            methods[i].why_no_code = "the class does not verify";
        print_method(work, &methods[i]);
    }
    return good;
}

static bool explain_class(const Work *work, Thread *t, Class *c, const char *wanted, Arena *arena)
{
    u32 count = 0;
    ViewMethod *methods = ARENA_ARRAY(arena, ViewMethod, (u32)c->method_count + 1);
    for (u32 i = 0; i < c->method_count; i++)
        if (is_wanted(&c->methods[i], wanted))
            methods[count++].m = &c->methods[i];
    if (count == 0)
        return report(wanted ? wanted : c->name->text, "the class declares no such method");
    return print_methods(work, t, c, methods, count, arena);
}

/* ---- arguments ---- */

static bool explain_file(const Work *work, char *path, const char *wanted)
{
    size_t length;
    const char *problem = NULL;
    Arena arena;
    u8 *bytes = class_input_read(path, &length, &problem);
    if (!bytes)
        return report(path, problem);
    Thread *t = thread_current();
    arena_init_scratch(&arena);
    thread_enter_vm(t);
    Class *c = view_vm_define(t, bytes, length, &arena, &problem);
    bool good = c ? explain_class(work, t, c, wanted, &arena) : report(path, problem);
    thread_leave_vm(t);
    arena_free(&arena);
    free(bytes);
    return good;
}

/* p.Name is a class; if there is none, p is one and Name its method. */
static bool explain_name(const Work *work, char *name)
{
    const char *problem = NULL, *other = NULL, *wanted = NULL;
    Arena arena;
    Thread *t = thread_current();
    arena_init_scratch(&arena);
    thread_enter_vm(t);
    Class *c = strchr(name, '(') ? NULL : view_vm_load(t, name, &arena, &problem);
    if (!c) {
        size_t length = strcspn(name, "(");
        char *copy = arena_strdup(&arena, name, strlen(name));
        char *dot = memrchr(copy, '.', length);
        if (dot) {
            *dot = '\0';
            wanted = dot + 1;
            c = view_vm_load(t, copy, &arena, problem ? &other : &problem);
        }
    }
    bool good = c && explain_class(work, t, c, wanted, &arena);
    if (!c) {
        char text[4096];
        snprintf(text, sizeof text, "neither an instruction nor a class that is found (%s)", problem);
        report(name, text);
    }
    thread_leave_vm(t);
    arena_free(&arena);
    return good;
}

/* Splits FILE.class:METHOD; NULL: it is no file, *ret_method is NULL without one. */
static char *split_file(char *argument, char **ret_method)
{
    char *end = strstr(argument, ".class");
    *ret_method = NULL;
    if (!end || (end[6] != '\0' && end[6] != ':'))
        return NULL;
    if (end[6] == ':') {
        *ret_method = end + 7;
        end[6] = '\0';
    }
    return argument;
}

static bool explain(Work *work, char *argument)
{
    u32 op = view_opcode_find(argument);
    char *method;
    if (op < OP_COUNT) {
        if (work->as_json)
            view_opcode_json(stdout, op);
        else
            view_opcode_text(stdout, op);
        return true;
    }
    if (!work->is_started && !view_vm_start(work->class_path))
        return false;
    work->is_started = true;
    char *file = split_file(argument, &method);
    return file ? explain_file(work, file, method) : explain_name(work, argument);
}

bool view_is_class_path(const char *option)
{
    return strcmp(option, "-cp") == 0 || strcmp(option, "-classpath") == 0 ||
           strcmp(option, "--class-path") == 0;
}

int view_explain(int argc, char **argv)
{
    Work work = {0};
    int first = 1;
    bool good = true;
    for (; first < argc && argv[first][0] == '-'; first++) {
        if (strcmp(argv[first], "--json") == 0) {
            work.as_json = true;
        } else if (view_is_class_path(argv[first]) && first + 1 < argc) {
            work.class_path = argv[++first];
        } else {
            bool asked = strcmp(argv[first], "--help") == 0 || strcmp(argv[first], "-h") == 0;
            fputs(USAGE, asked ? stdout : stderr);
            return asked ? 0 : 2;
        }
    }
    if (first == argc) {
        fputs(USAGE, stderr);
        return 2;
    }
    for (int i = first; i < argc; i++)
        good &= explain(&work, argv[i]);
    if (fflush(stdout) != 0) {
        fputs("moka explain: standard output cannot be written\n", stderr);
        return 1;
    }
    return good ? 0 : 1;
}
