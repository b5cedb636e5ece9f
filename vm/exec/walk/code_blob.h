/* code_blob.h - pieces of machine code, as a walk knows them: which methods run at a return pc
 * In:     a table that whoever makes the code fills
 * Out:    the CodePoint of a pc
 * Owner:  blobs and tables belong to the maker of the code; they are linked here
 * Locks:  one thread at a time adds or removes blobs, and removes only while the world is stopped; looking
 *         one up takes no lock
 * Keeps:  every return pc in a published frame is FRAME_RETURN_* or a point of a blob. Nothing makes machine
 *         code yet but tests.
 * Tests:  tests/unit/walk_test.c
 */
#ifndef MOKA_VM_EXEC_WALK_CODE_BLOB_H
#define MOKA_VM_EXEC_WALK_CODE_BLOB_H

#include "vm/model/method.h"

typedef struct CodePlace {
    Method *method;
    u32 bci;
} CodePlace;

/* A place where code returns to. The innermost inlined method comes first, the frame's own method last. */
typedef struct CodePoint {
    u32 offset; /* from the blob's start */
    u32 count;  /* at least 1 */
    const CodePlace *places;
} CodePoint;

typedef struct CodeBlob {
    const u8 *start, *end;
    const CodePoint *points; /* by ascending offset */
    u32 count;
    struct CodeBlob *next;
} CodeBlob;

/* The blob and its tables stay the maker's, and must live until the blob is removed. */
void code_blob_add(CodeBlob *blob);
void code_blob_remove(CodeBlob *blob);
/* NULL: the address is no point of any blob. */
const CodePoint *code_blob_point(const void *pc);

#endif
