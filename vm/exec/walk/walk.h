/* walk.h - the one walk over Java frames: what runs in each, where, and by what kind of code
 * In:     a thread's published frames, or a part of any stack that is laid out as frame.h says
 * Out:    step by step, from the innermost frame outwards: kind of code, frame, method, place in the code
 * Uses:   frame.h code_blob.h positions.h
 * Locks:  none: the stack is the caller's own, or its thread cannot run
 * Effects: none; reads memory only
 * Keeps:  nobody reads a frame's record but this walk and the interpreter's loop (tools/check_style.py:
 *         frame_record), so a new kind of code is one more answer in walk.c
 * Tests:  tests/unit/walk_test.c, tests/java/{Exception,StackWalk}*.java, tests/suites/45_gdb
 */
#ifndef MOKA_VM_EXEC_WALK_WALK_H
#define MOKA_VM_EXEC_WALK_WALK_H

#include "classloader/prepare/positions.h"
#include "vm/exec/walk/code_blob.h"
#include "vm/model/frame.h"
#include "vm/model/thread.h"

typedef enum CodeKind {
    CODE_ENTRY,       /* a call from C: the frame has no method */
    CODE_INTERPRETED, /* prepared code; the position is in the frame */
    CODE_NATIVE,      /* C code of a native method, or an intrinsic: no bytecode */
    CODE_COMPILED     /* machine code; the position follows from the return pc in the younger frame */
} CodeKind;

/* One step. A machine frame with inlined methods stands for several: `inner` counts them, innermost first. */
typedef struct FrameWalk {
    Slot *fp;       /* NULL: the walk is over */
    Method *method; /* NULL in an entry frame */
    const void *pc; /* prepared code: the instruction (u16 *); machine code: the return pc; else NULL */
    CodeKind kind;
    bool is_marked; /* the frame becomes the interpreter's when control comes back to it: deopt.h */
    bool is_bounded; /* the walk ends with the frames of a virtual thread */
    u32 inner;
    const CodePoint *point; /* machine code: the methods that run at pc */
    Thread *thread;         /* whose stack it is: the locks of its frames are there */
    const Slot *end;        /* the frame before which the walk ends; NULL: the stack's base */
} FrameWalk;

/* Goes over the methods of the thread that runs, which may be virtual, the innermost first; entry frames are
 * passed over. */
FrameWalk walk_begin(Thread *t);
/* The same from a virtual thread's frames on to those of its carrier; and over the carrier's alone. */
FrameWalk walk_begin_all(Thread *t);
FrameWalk walk_begin_carrier(Thread *t);
/* Over those of the virtual thread whose frames are mounted; over none if there is none. */
FrameWalk walk_begin_virtual(Thread *t);
void walk_next(FrameWalk *walk);
/* As walk_next, but stops at entry frames too. */
void walk_next_step(FrameWalk *walk);
/* Goes over the thread's frames, entry frames included; of inlined methods only the innermost is seen. */
FrameWalk walk_frames(Thread *t);
void walk_next_frame(FrameWalk *walk);
/* Begins at fp and ends before the frame `end`, on a stack that need not be the running one. return_pc: where
 * the code above fp returns to, FRAME_RETURN_C or a place in machine code. */
FrameWalk walk_part(Thread *thread, Slot *fp, const Slot *end, Slot return_pc);
/* For the crash report: as walk_frames and walk_next_frame, but the walk ends at what cannot be a frame,
 * because it lies outside the thread's stack, or its record names no method in the region or no known
 * code. */
FrameWalk walk_frames_carefully(Thread *t);
void walk_next_frame_carefully(FrameWalk *walk);
/* The same from the caller of a method whose machine code stands anywhere, with these in rbp and rsp: its
 * frame is there, or not yet, and tells no place. */
FrameWalk walk_caller_carefully(Thread *t, const Method *m, Slot *fp, const Slot *sp);

/* Is it the outermost frame of a virtual thread on its carrier's stack: Continuation.enter, whose second
 * argument says so (vm/exec/continuation)? */
bool walk_begins_virtual(const Slot *fp);

/* False: the walk is over. What follows may be asked only of a step. */
static inline bool walk_valid(const FrameWalk *walk)
{
    return walk->fp != NULL;
}

/* The bytecode index of the current instruction (of a fused form: of the part that can throw); 0 where there
 * is no bytecode. */
static inline u32 walk_bci(const FrameWalk *walk)
{
    switch (walk->kind) {
    case CODE_INTERPRETED: return walk->pc ? positions_bci(walk->method, walk->pc) : 0;
    case CODE_COMPILED: return walk->point->places[walk->inner].bci;
    default: return 0;
    }
}

/* Is the method one that traces leave out: @Hidden, or of a hidden class? */
bool walk_is_hidden(const FrameWalk *walk);

/* The frame pointer of the step's method: an inlined one has its slots where they would be had it been
 * called. */
static inline Slot *walk_frame_pointer(const FrameWalk *walk)
{
    return walk->kind == CODE_COMPILED ? walk->fp - walk->point->places[walk->inner].base : walk->fp;
}

/* A local of the step's method, by its number (longs and doubles: ask for index + 1). */
static inline Slot *walk_local(const FrameWalk *walk, u32 index)
{
    return walk_frame_pointer(walk) + method_local_offset(walk->method, index);
}

/* In an entry frame: the method that C calls; its arguments begin at walk_low(walk) and go down. */
static inline Method *walk_callee(const FrameWalk *walk)
{
    return frame_callee(walk->fp);
}

/* [walk_low, walk_high) is the frame's record and, above it, the method's arguments; the other locals and the
 * operands lie below. */
static inline Slot *walk_low(const FrameWalk *walk)
{
    return walk->fp - FRAME_RECORD_BELOW;
}

Slot *walk_high(const FrameWalk *walk);

#endif
