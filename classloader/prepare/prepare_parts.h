/* prepare_parts.h - shared by prepare*.c: the instructions between bytecode and prepared code
 * In:     a Method
 * Out:    an array of Insn, fused and laid out by prepare.c
 * Owner:  the scratch arena of one preparation.
 */
#ifndef MOKA_CLASSLOADER_PREPARE_PREPARE_PARTS_H
#define MOKA_CLASSLOADER_PREPARE_PREPARE_PARTS_H

#include "classloader/prepare/prepare.h"
#include "vm/base/map.h"
#include "vm/bytecode/form.h"
#include "vm/bytecode/opcode.h"

typedef struct Insn {
    u32 bci;
    u32 target;  /* of a branch: a bci */
    u32 unit;    /* where it stands in prepared code */
    i32 a, b;    /* its other operands, in order */
    u16 op;      /* in prepared code's numbering */
    u16 wide_op; /* of a wide: the instruction that it widens */
    u16 parts;   /* array elements that it stands for, itself included: more than 1 when fused */
} Insn;

/* Preparation.marks, by bci */
enum {
    /* At each of these a prepared instruction begins. */
    MARK_TARGET = 1, /* control may come from elsewhere */
    MARK_BORDER = 2, /* an exception range starts or ends */
    MARK_RETURN = 4  /* a call comes back here */
};

typedef struct Preparation {
    Thread *t;
    Method *m;
    Class *holder;
    const u8 *code; /* bytecode */
    u32 length;
    Arena scratch;
    u8 *marks;  /* length + 1 of them */
    u32 *first; /* bci -> the first Insn at or after it; length + 1 of them */
    Insn *insns;
    u32 count, capacity;
    CacheEntry *cache;
    u32 cache_count, cache_capacity;
    Map shared; /* pool index and use -> cache index + 1 */
    bool plain;     /* as prepare_plain says, or as if it did not */
    bool has_locks; /* its returns must look for locks */
    bool far;       /* branches do not fit 16 bits: conditional ones jump over a goto_w */
} Preparation;

/* prepare_decode.c. Fills `marks`, then `insns`. False: the code does not decode, which only happens in code
 * that nobody verified. */
bool prepare_mark(Preparation *p);
bool prepare_decode(Preparation *p);
/* prepare_decode.c. The index of the constant's cache entry for this use, which may be a shared one. */
u32 prepare_cache_entry(Preparation *p, u32 pool_index, CacheUse use);
/* prepare_fuse.c. Simplifies and fuses: sets `op` and `parts` of Insns. */
void prepare_fuse(Preparation *p);

#endif
