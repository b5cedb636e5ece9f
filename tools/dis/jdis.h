/* jdis.h - what the files of the disassembler share; the door is jdis_main, which `moka dis` calls
 * In:     class files, by themselves or in a jar
 * Out:    text on standard output, errors on standard error
 * Uses:   classloader/parse/parse.h for the checks of JVMS 4.8, vm/bytecode/opcode.h for instructions. No VM
 *         is started: only the metadata region and the symbols.
 * Keeps:  everything is printed in file order. Whatever the parser does not check is read through a Bytes
 *         cursor, and an attribute that does not hold what it should is printed as malformed, not skipped.
 * Tests:  tests/suites/35_dis
 */
#ifndef MOKA_TOOLS_DIS_JDIS_H
#define MOKA_TOOLS_DIS_JDIS_H

#include "classloader/parse/parse.h"

#include <stdio.h>

/* The launcher calls this, so it is exported. Returns the exit code: 1 if a file could not be disassembled,
 * else 0. */
MOKA_EXPORT int jdis_main(int argc, char **argv);

typedef struct Dis {
    FILE *out;
    const ConstPool *pool;
    u32 depth;    /* how deep attributes are nested */
    bool explain; /* each instruction is followed by its formula */
} Dis;

typedef enum FlagPlace { FLAGS_CLASS, FLAGS_FIELD, FLAGS_METHOD, FLAGS_PARAMETER, FLAGS_MODULE } FlagPlace;

/* jdis_class.c: prints a whole class. False: *fail says why not. */
bool jdis_print_class(FILE *out, bool explain, const void *bytes, size_t length, Fail *fail);
/* "0x0021 PUBLIC SUPER" */
void jdis_print_flags(Dis *d, u32 flags, FlagPlace place);

/* jdis_pool.c: prints the pool, and the meaning of one entry: java/lang/Object.<init>:()V. Any index is
 * allowed. */
void jdis_print_pool(Dis *d);
void jdis_print_constant(Dis *d, u32 index);
/* Prints a Utf8 without quotes. */
void jdis_print_text(Dis *d, u32 index);
/* Prints "#12 " and the meaning of the entry; "none" for index 0. */
void jdis_print_index(Dis *d, u32 index);
/* Prints modified UTF-8 in double quotes, with escapes. */
void jdis_print_quoted(Dis *d, const char *text, size_t length);
/* The name of a method handle's kind (JVMS table 5.4.3.5-A), also for numbers that are none. */
const char *jdis_handle_kind(u32 kind);

/* jdis_code.c: the info of a Code and of a StackMapTable attribute */
void jdis_print_code(Dis *d, Bytes *info, int indent);
void jdis_print_frames(Dis *d, Bytes *info, int indent);

/* jdis_attr.c: a table of attributes, its count first */
void jdis_print_attributes(Dis *d, Bytes *at, int indent);

/* jdis_anno.c: the infos of attributes that hold annotations */
void jdis_print_annotations(Dis *d, Bytes *info, int indent);
void jdis_print_parameter_annotations(Dis *d, Bytes *info, int indent);
void jdis_print_type_annotations(Dis *d, Bytes *info, int indent);
void jdis_print_default(Dis *d, Bytes *info, int indent);

/* Begins a new line, indented by two blanks for each level. */
static inline void jdis_line(const Dis *d, int indent)
{
    fprintf(d->out, "\n%*s", indent * 2, "");
}

#endif
