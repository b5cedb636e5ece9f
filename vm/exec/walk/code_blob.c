/* code_blob.c - see code_blob.h.
 * The memory is cut into lines; for each line in which a blob lies a table names that blob. */
#include "vm/exec/walk/code_blob.h"

#include "vm/base/panic.h"
#include "vm/base/state.h"

#include <stdlib.h>

enum { LINE = 64 }; /* bytes; no two blobs lie in one */

SNAPSHOT_STATE(dropped) static struct {
    const u8 *start;
    size_t size;
    size_t highest; /* no blob lies behind */
    CodeBlob **lines;
} state;

SNAPSHOT_STATE(dropped) u64 code_blob_leave;
SNAPSHOT_STATE(host) bool code_blob_faults_are_caught;
SNAPSHOT_STATE(dropped) u64 code_blob_deopt;
SNAPSHOT_STATE(dropped) u64 code_blob_null;

bool code_blob_init(const u8 *start, size_t size)
{
    state.lines = calloc(size / LINE, sizeof(CodeBlob *));
    state.start = start;
    state.size = size;
    return state.lines != NULL;
}

void code_blob_reset(void)
{
    free(state.lines);
    STATE_CLEAR(state);
    code_blob_leave = code_blob_deopt = code_blob_null = 0;
}

static void set_lines(const CodeBlob *blob, CodeBlob *value)
{
    ASSERT(blob->end <= state.start + state.size);
    size_t end = ALIGN_UP((size_t)(blob->end - state.start), LINE) / LINE;
    for (size_t i = (size_t)(blob->start - state.start) / LINE; i < end; i++)
        __atomic_store_n(&state.lines[i], value, __ATOMIC_RELEASE);
}

void code_blob_add(CodeBlob *blob)
{
    size_t end = ALIGN_UP((size_t)(blob->end - state.start), LINE);
    set_lines(blob, blob);
    if (end > state.highest)
        state.highest = end;
}

void code_blob_remove(CodeBlob *blob)
{
    set_lines(blob, NULL);
}

void code_blob_visit(void (*visit)(CodeBlob *blob, void *context), void *context)
{
    const CodeBlob *last = NULL;
    for (size_t i = 0; i < state.highest / LINE; i++) {
        CodeBlob *blob = state.lines[i];
        if (blob && blob != last)
            visit(blob, context);
        last = blob;
    }
}

CodeBlob *code_blob_of(const void *pc)
{
    size_t at = (size_t)((const u8 *)pc - state.start);
    return at < state.size ? __atomic_load_n(&state.lines[at / LINE], __ATOMIC_ACQUIRE) : NULL;
}

/* The row of an ascending table whose first member, a u32, is the key; NULL: there is none. */
static const void *find_row(const void *rows, u32 count, size_t size, u32 key)
{
    u32 low = 0, high = count;
    while (low < high) {
        u32 middle = (low + high) / 2;
        const void *row = (const char *)rows + middle * size;
        u32 found = *(const u32 *)row;
        if (found == key)
            return row;
        if (found < key)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static u32 offset_in(const CodeBlob *blob, const void *pc)
{
    return (u32)((const u8 *)pc - blob->start);
}

_Static_assert(offsetof(CodePoint, offset) == 0, "find_row's key");
_Static_assert(offsetof(CodeBlock, bci) == 0, "find_row's key");
_Static_assert(offsetof(CodeFault, offset) == 0, "find_row's key");

const CodePoint *code_blob_point(const void *pc)
{
    const CodeBlob *blob = code_blob_of(pc);
    return blob ? find_row(blob->points, blob->count, sizeof *blob->points, offset_in(blob, pc)) : NULL;
}

const u8 *code_blob_block(const CodeBlob *blob, u32 bci)
{
    const CodeBlock *block = find_row(blob->blocks, blob->block_count, sizeof *blob->blocks, bci);
    return block ? blob->start + block->offset : NULL;
}

const u8 *code_blob_fault(const void *pc, u64 *ret_point)
{
    const CodeBlob *blob = code_blob_of(pc);
    const CodeFault *fault =
        blob ? find_row(blob->faults, blob->fault_count, sizeof *fault, offset_in(blob, pc)) : NULL;
    *ret_point = fault && !fault->target ? (u64)(uintptr_t)pc + CODE_FAULT_POINT : 0;
    if (*ret_point)
        return (const u8 *)(uintptr_t)code_blob_null;
    return fault ? blob->start + fault->target : NULL;
}
