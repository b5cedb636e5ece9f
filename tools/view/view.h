/* view.h - what the files of the teaching views share; the doors are the functions that `moka` calls
 * In:     names of opcodes, class files, classes and methods
 * Out:    what the VM makes of them, as text for people or JSON for tools
 * Keeps:  nothing is a second opinion: formulas are the opcode table's, frames the verifier's, prepared code
 *         is what prepare makes, machine code what the compiler makes.
 * Tests:  tests/suites/48_view
 */
#ifndef MOKA_TOOLS_VIEW_VIEW_H
#define MOKA_TOOLS_VIEW_VIEW_H

#include "classloader/parse/fail.h"
#include "classloader/prepare/prepare.h"
#include "vm/model/class.h"

#include <stdio.h>

/* `moka explain`. Returns the exit code: 0; 1, something could not be explained; 2, the command line is
 * wrong. */
MOKA_EXPORT int view_explain(int argc, char **argv);

/* `moka view`: reads its own options, compiles a source file, and asks for a recording. The command line of
 * `java` that is to be run is in *ret_argv. Returns 0; when nothing is to be run the exit code, or -1 for
 * 0. */
MOKA_EXPORT int view_begin(int argc, char **argv, const char *jdk_home, int *ret_argc, char ***ret_argv);

/* Is it the option of java that a class path follows? */
bool view_is_class_path(const char *option);

/* ---- view_record.c: what is written when the program has ended ---- */

typedef enum ViewForm { VIEW_PAGE, VIEW_JSON, VIEW_TEXT } ViewForm;

typedef struct ViewRequest {
    ViewForm form;
    const char *file; /* NULL: standard output */
    int argc;         /* the program's command line */
    char **argv;
} ViewRequest;

void view_record_request(const ViewRequest *request);
/* RecordOptions.finish */
void view_record_finish(Thread *t);

/* ---- view_page.c: a recording as a page ---- */

/* page.html with style, script and policy: what comes before the data and behind it (page_embed.py). */
extern const char *const page_text[2];
void view_page_write(FILE *out, const char *json, size_t length);
/* Of a file that `moka view --json` has written; "-": standard output. Returns an exit code. */
int view_page_from_json(const char *json_file, const char *page_file);

/* ---- view_source.c: the sources ---- */

/* Compiles with -g into a new folder, which is removed when the process ends. NULL: it could not, and has
 * printed why; else the class to start, and *ret_folder. */
const char *view_source_compile(const char *jdk_home, const char *file, const char **ret_folder);
/* Where sources are looked for: the folders of the class path, and that of a compiled file. */
void view_source_add(const char *folder);
void view_source_add_path(const char *class_path);
/* An array of {"name", "text"} for the classes' source files. */
void view_source_json(FILE *out, Class *const *classes, u32 count);
void view_source_remove(void);

/* ---- view_opcode.c: an instruction, or a form of prepared code, without a program ---- */

/* By name, or by number as 96 or 0x60; OP_COUNT: there is none. */
u32 view_opcode_find(const char *name);
void view_opcode_text(FILE *out, u32 op);
void view_opcode_json(FILE *out, u32 op);

/* ---- view_method.c: what the VM knows of a method ---- */

typedef struct ViewFrame {
    const char *locals, *stack; /* NULL: the instruction is not reached */
    bool in_file;
} ViewFrame;

/* A line of the listing of machine code: the code of one instruction begins, or some of that code. */
typedef struct ViewCode {
    i32 offset; /* from the code's start; -1: an instruction begins */
    u32 bci;
    bool is_behind;   /* it lies behind the main path */
    const char *text; /* of machine code, or of the instruction and whose it is */
} ViewCode;

typedef struct ViewMethod {
    Method *m;
    ViewFrame *frames; /* by bci; NULL: the class has not been verified */
    PrepareListing prepared;
    bool is_prepared;
    ViewCode *code;
    u32 code_count;
    const char *code_head; /* NULL: there is no machine code */
    const char *why_no_code;
} ViewMethod;

/* Reads methods of one class: verifies it once, and lists the prepared code of each. Nothing of the class
 * runs. The texts are in the arena. False: *ret_fail says which rule the class breaks, or an exception is
 * pending; all else has been read all the same. */
bool view_method_read(Thread *t, Class *c, ViewMethod *methods, u32 count, Arena *arena, Fail *ret_fail);
/* Compiles the method, which must be linked, and throws the code away. */
void view_method_compile(Thread *t, ViewMethod *method, Arena *arena);

/* ---- view_print.c: that as text and as JSON ---- */

void view_print_text(FILE *out, const ViewMethod *method);
/* An object; id: its number among those of a recording, or -1. */
void view_print_json(FILE *out, const ViewMethod *method, i32 id);

/* ---- view_vm.c: a VM to ask ---- */

/* Starts the VM. class_path may be NULL. False: it could not, and has printed why. */
bool view_vm_start(const char *class_path);
/* Both leave the thread IN_JAVA. NULL: why is in *ret_problem (static text, or in the arena). */
Class *view_vm_define(Thread *t, const u8 *bytes, size_t length, Arena *arena, const char **ret_problem);
Class *view_vm_load(Thread *t, const char *name, Arena *arena, const char **ret_problem);
/* Takes the pending exception as text. */
const char *view_vm_take_exception(Thread *t, Arena *arena);

#endif
