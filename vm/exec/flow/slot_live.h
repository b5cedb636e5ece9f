/* slot_live.h - which locals a method may still read (dataflow backwards over its bytecode)
 * In:     a method with Code, taken as verified
 * Out:    for each instruction, the locals that it, a later instruction or a handler may read before they are
 *         written again. A local that is not live must not keep an object alive.
 * Uses:   method.h bytecode.h
 * Used by: stack_map.c
 * Owner:  a scratch arena inside SlotLive.
 * Locks:  none
 * Effects: none: never loads, throws or touches the heap
 * Tests:  tests/unit/stack_map_test.c
 */
#ifndef MOKA_VM_EXEC_FLOW_SLOT_LIVE_H
#define MOKA_VM_EXEC_FLOW_SLOT_LIVE_H

#include "vm/base/arena.h"
#include "vm/model/method.h"

typedef struct SlotLive {
    const Method *method;
    const u8 *code;
    u32 words;   /* of 64 locals each, per bytecode index */
    u64 *live;   /* NULL: every local counts as live */
    u32 *starts; /* of the instructions, in order */
    u32 count;
    u64 *current;
    bool changed;   /* in a pass */
    bool goes_back; /* an instruction is followed by one that does not lie behind it */
    Arena arena;
} SlotLive;

/* Analyses the method. With subroutines or very many locals, every local counts as live. */
void slot_live_begin(SlotLive *s, const Method *method);
void slot_live_end(SlotLive *s);

/* May the local be read by the instruction at bci or after it? */
static inline bool slot_live_has(const SlotLive *s, u32 bci, u32 local)
{
    return !s->live || (s->live[(size_t)bci * s->words + local / 64] >> local % 64 & 1);
}

#endif
