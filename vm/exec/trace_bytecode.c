/* trace_bytecode.c - see trace_bytecode.h. */
#include "vm/exec/trace_bytecode.h"

#include "classloader/prepare.h"
#include "vm/base/trace.h"
#include "vm/exec/interp.h"
#include "vm/model/doors.h"
#include "vm/model/opcode.h"

#include <fnmatch.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

bool trace_bytecode_on;
static char *only; /* a shell pattern for Class.method, NULL: everything */

void trace_bytecode_start(const char *pattern)
{
    free(only);
    only = pattern && *pattern ? strdup(pattern) : NULL;
    trace_bytecode_on = true;
}

static bool is_wanted(const char *name)
{
    return !only || fnmatch(only, name, 0) == 0;
}

static u32 depth_of(Slot *fp)
{
    u32 depth = 0;
    for (fp = frame_java(fp); fp; fp = frame_older(fp))
        depth++;
    return depth;
}

static void print_step(Thread *t, const Method *m, const u16 *pc, Slot top)
{
    char name[1024], text[128];
    size_t used = strlen(class_external_name(m->holder, name, sizeof name));
    snprintf(name + used, sizeof name - used, ".%s", m->name->text);
    if (!is_wanted(name))
        return;
    opcode_print_prepared(pc, text, sizeof text);
    u32 bci = prepare_bci(m, pc), depth = depth_of(t->fp);
    /* A larger value may be a reference, or rubbish below an empty stack: addresses differ from run to run.
     */
    if (top == (u16)top)
        fprintf(trace_file, "%u %3u %s %u: %s ; %" PRIu64 "\n", t->id, depth, name, bci, text, (u64)top);
    else
        fprintf(trace_file, "%u %3u %s %u: %s\n", t->id, depth, name, bci, text);
}

void trace_bytecode_step(Thread *t, const u16 *pc, Slot top)
{
    if (trace_bytecode_on)
        print_step(t, frame_method(t->fp), pc, top);
    if (interp_fuel && --interp_fuel == 0)
        THROW(t, InternalError, "the interpreter's fuel is used up");
}
