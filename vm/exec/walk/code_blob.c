/* code_blob.c - see code_blob.h. A list serves as long as there are few blobs. */
#include "vm/exec/walk/code_blob.h"

#include "vm/base/state.h"

SNAPSHOT_STATE(dropped) static struct {
    CodeBlob *blobs;
} state;

void code_blob_add(CodeBlob *blob)
{
    blob->next = state.blobs;
    __atomic_store_n(&state.blobs, blob, __ATOMIC_RELEASE);
}

void code_blob_remove(CodeBlob *blob)
{
    CodeBlob **at = &state.blobs;
    while (*at != blob)
        at = &(*at)->next;
    *at = blob->next;
}

static const CodeBlob *blob_of(const u8 *pc)
{
    const CodeBlob *blob = __atomic_load_n(&state.blobs, __ATOMIC_ACQUIRE);
    while (blob && (pc < blob->start || pc >= blob->end))
        blob = blob->next;
    return blob;
}

const CodePoint *code_blob_point(const void *pc)
{
    const CodeBlob *blob = blob_of(pc);
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
