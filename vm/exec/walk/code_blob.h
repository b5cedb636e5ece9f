/* code_blob.h - pieces of machine code, as a walk knows them: which methods run at a return pc
 * In:     tables that whoever makes the code fills
 * Out:    the CodePoint of a pc; where a handler begins
 * Owner:  blobs and tables belong to the maker of the code; they are linked here
 * Locks:  one thread at a time adds or removes blobs, and removes only while the world is stopped; looking
 *         one up takes no lock
 * Keeps:  every return pc in a published frame is FRAME_RETURN_*, a point of a blob, or one of the two stubs
 *         through which machine code returns to the interpreter
 * Tests:  tests/unit/walk_test.c
 */
#ifndef MOKA_VM_EXEC_WALK_CODE_BLOB_H
#define MOKA_VM_EXEC_WALK_CODE_BLOB_H

#include "vm/model/method.h"

typedef struct CodePlace {
    Method *method;
    u32 bci;
    u32 base; /* of an inlined method: slots by which its frame pointer would be below the frame's */
} CodePlace;

enum { CODE_NO_RESUME = 0xffff };

/* A place where code returns to. The innermost inlined method comes first, the frame's own method last. */
typedef struct CodePoint {
    u32 offset; /* from the blob's start */
    u32 count;  /* at least 1 */
    const CodePlace *places;
    /* Behind what an instruction has called C for: the bci at which the innermost method can go on in the
     * interpreter instead, with so many operand cells in their slots. CODE_NO_RESUME: a call, or nowhere. */
    u16 resume, resume_depth;
} CodePoint;

/* Where the machine code of a block begins that is entered with all values in their slots: handlers, and what
 * loops jump back to. */
typedef struct CodeBlock {
    u32 bci;
    u32 offset;
} CodeBlock;

/* An instruction that faults when an object is null, or memory of Unsafe is gone, and where the code goes on
 * then. Target 0: it throws NullPointerException, and its point is at CODE_FAULT_POINT in it, where no call
 * returns to. */
typedef struct CodeFault {
    u32 offset, target;
} CodeFault;

enum { CODE_FAULT_POINT = 1 };

typedef struct CodeBlob {
    const u8 *start, *end;
    Method *method;
    const CodePoint *points; /* by ascending offset */
    u32 count;
    const CodeBlock *blocks; /* by ascending bci */
    u32 block_count;
    const CodeFault *faults; /* by ascending offset */
    u32 fault_count;
    u32 slots;       /* that the frame takes below its frame pointer */
    u32 bytecode;    /* bytes that the code was made from, inlined methods each time */
    bool is_retired; /* the method has newer code: freed when no frame stands in it */
    bool is_used;    /* for that search */
    u8 samples;      /* how often a loop was met in it */
} CodeBlob;

/* Of the memory in which all blobs lie; NULL, 0: there is none. The lowest addresses are the stubs'. */
bool code_blob_init(const u8 *start, size_t size);
void code_blob_reset(void);
/* The blob and its tables stay the maker's, and must live until the blob is removed. */
void code_blob_add(CodeBlob *blob);
void code_blob_remove(CodeBlob *blob);
/* All of them; the visitor may remove the one that it is given. */
void code_blob_visit(void (*visit)(CodeBlob *blob, void *context), void *context);
/* NULL: the address lies in no blob. */
CodeBlob *code_blob_of(const void *pc);
/* NULL: the address is no point of any blob. */
const CodePoint *code_blob_point(const void *pc);
/* The code of the block that begins at the bci; NULL: none. */
const u8 *code_blob_block(const CodeBlob *blob, u32 bci);

/* Where to go on when the instruction at pc has accessed null; NULL: none of a blob may do that. If
 * *ret_point is not 0, rax must be that address then. Safe in a signal handler. */
const u8 *code_blob_fault(const void *pc, u64 *ret_point);

/* So low an address is the null reference's, or that of something in the object that it is not. */
enum { CODE_NULL_BYTES = 4096 };
/* Faults at such addresses come to who asks code_blob_fault; else code tests for null itself. */
extern bool code_blob_faults_are_caught;

/* The address through which machine code returns to a frame of the interpreter, or to C. */
extern u64 code_blob_leave;
/* Where code goes on that throws NullPointerException at a fault. */
extern u64 code_blob_null;
/* The address through which control comes back to a frame of machine code that is to become the
 * interpreter's: deopt.h. 0: there is no machine code. */
extern u64 code_blob_deopt;

static inline bool code_blob_leaves(u64 return_pc)
{
    return return_pc == code_blob_leave;
}

#endif
