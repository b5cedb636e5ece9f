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
    code_blob_leave = code_blob_deopt = 0;
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

const CodePoint *code_blob_point(const void *pc)
{
    const CodeBlob *blob = code_blob_of(pc);
    u32 low = 0, high = blob ? blob->count : 0, offset = blob ? (u32)((const u8 *)pc - blob->start) : 0;
    while (low < high) {
        u32 middle = (low + high) / 2;
        if (blob->points[middle].offset == offset)
            return &blob->points[middle];
        if (blob->points[middle].offset < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const CodeBlock *code_blob_find_block(const CodeBlob *blob, u32 bci)
{
    u32 low = 0, high = blob->block_count;
    while (low < high) {
        u32 middle = (low + high) / 2;
        if (blob->blocks[middle].bci < bci)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < blob->block_count && blob->blocks[low].bci == bci;
    return found ? &blob->blocks[low] : NULL;
}

const u8 *code_blob_block(const CodeBlob *blob, u32 bci)
{
    const CodeBlock *block = code_blob_find_block(blob, bci);
    return block ? blob->start + block->offset : NULL;
}

const u8 *code_blob_fault(const void *pc)
{
    const CodeBlob *blob = code_blob_of(pc);
    u32 low = 0, high = blob ? blob->fault_count : 0, offset = blob ? (u32)((const u8 *)pc - blob->start) : 0;
    while (low < high) {
        u32 middle = (low + high) / 2;
        if (blob->faults[middle].offset == offset)
            return blob->start + blob->faults[middle].target;
        if (blob->faults[middle].offset < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}
