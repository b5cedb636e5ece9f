/* compilation.h - one method being compiled: what the templates share
 * In:     a prepared method, its bytecode and the state of its constant cache
 * Out:    code in a buffer, and what a blob says of it
 * Uses:   x64.h stubs.h slot_types.h
 * Owner:  all of it belongs to the compilation; what outlives it is copied (compile.c)
 * Keeps:  every local is in its slot of the frame (frame.h), in its register, or both. Operands are where
 *         `stack` says. At a call or poll all of them are in their slots, operands also at a block's border
 */
#ifndef MOKA_JIT_COMPILATION_H
#define MOKA_JIT_COMPILATION_H

#include "jit/stubs.h"
#include "jit/value.h"
#include "jit/x64.h"
#include "vm/base/arena.h"
#include "vm/base/vec.h"
#include "vm/exec/flow/slot_live.h"
#include "vm/exec/flow/slot_types.h"
#include "vm/exec/walk/code_blob.h"
#include "vm/bytecode/bytecode.h"
#include "vm/bytecode/cache.h"
#include "vm/bytecode/effect.h"

/* Where an operand is. A long or double is two cells; the value is the upper one's. */
typedef enum Place {
    PLACE_HOME,     /* in its slot */
    PLACE_CONSTANT, /* `value`, nowhere yet */
    PLACE_LOCAL,    /* in a local of the method itself that has not changed since */
    PLACE_REGISTER, /* an Xmm for F and D */
    PLACE_HALF      /* the lower cell of a long or double */
} Place;

typedef struct Operand {
    u8 place;    /* Place */
    char letter; /* I J F D A */
    u8 reg;
    u8 stable; /* of a constant array: constant.h */
    u8 mark;   /* number + 1 of the counted loop's index or array (loop.h) that it is */
    bool is_saved;         /* its slot has the value, too */
    bool is_bit;           /* an int that is 0 or 1 */
    bool is_inside, stays; /* an index of the array below it; a mark while operands go to their slots */
    u16 local;
    u32 exact; /* the word of the class whose object it is, and of no subclass; 0: that is not known */
    i64 value; /* a float or double as its bits; of what has a mark: what is added to the index */
} Operand;

typedef struct Compilation Compilation;
typedef struct Frame Frame;

/* A local, as far as it holds values of one kind, that has a register (an Xmm for F and D). */
typedef struct Variable {
    u16 slot;
    char letter;
    u8 reg;
} Variable;

enum { MOST_VARIABLES = 18 };

/* What a frame's operands and locals were. */
typedef struct Saved {
    struct Saved *outer;
    Frame *frame;
    Operand *stack, *locals;
    u32 depth;
} Saved;

/* What the main path leaves to code behind it. */
typedef struct Cold {
    struct Cold *next;
    void (*emit)(Compilation *c, struct Cold *cold);
    Label label, back;
    u32 bci;
    Frame *frame;
    Saved *saved; /* operands as they were: to be written to slots, and read back into registers */
    u32 valid, dirty; /* variables: in their registers; not in their slots, where the code puts them first */
    Saved *after; /* of what comes back behind an inlined method: the same there */
    u32 valid_after;
    Reg regs[2];
    Xmm xmm;
    u64 value;
    const void *pointer;
} Cold;

enum { NO_JUMP = 0xFFFF };

typedef struct Block {
    Label label;
    u16 first_from, last_from; /* the bcis of jumps to it; NO_JUMP, 0: there are none */
    bool is_reached; /* code that was compiled jumps here */
    bool is_loop;    /* a jump back comes here, which may not be compiled yet */
    bool is_handler;
    bool is_fallen_into; /* the instruction before it goes on with it */
    u32 dirty; /* variables that may not be in their slots */
    struct Fork *fork; /* one branch alone leads here (fork.h) */
} Block;

/* A word that becomes the label's address, or an access that faults if an object is null, or memory gone. */
typedef struct LabelledPlace {
    u32 offset;
    const Label *label;
} LabelledPlace;

/* The method, or one that is inlined in it: that has the slots which it would have if it were called
 * (frame.h), with its arguments in those of the caller's topmost operands and a gap where the frame's record
 * would be. So whoever looks at it finds values as in a frame of its own. */
struct Frame {
    struct Frame *outer; /* who inlines it; NULL: the method itself */
    struct Frame *older; /* the one made before it */
    Method *method;
    const u8 *code;
    u32 call_bci; /* in the outer method */
    u32 base;     /* slots by which its frame pointer would be below rbp */
    SlotTypes types;
    SlotLive live;        /* of the method itself */
    Block *blocks;        /* by bci */
    CacheEntry **entries; /* of calls, by bci */
    Operand *stack;
    u32 depth;
    u32 resume; /* control has gone there, past code that nobody reaches */
    Operand *locals; /* where an inlined method's locals are; the method's own are in their slots */
    u64 *written;    /* one bit each: the inlined method stores into the local behind its first branch */
    u16 *last_read; /* of each local, a bci; NULL: all of an inlined method's locals go to their slots */
    bool has_blocks; /* an inlined one in which jumps were compiled: values are in slots where they meet */
    bool returns;    /* its last return leaves the result as an operand; the others jump to `end` */
    u32 wanted, dirty; /* variables: in registers at its blocks and its end; maybe not in slots at its end */
    Label end;
};

/* The code that allocates the newest object and stores into it (fresh.h). */
typedef struct Fresh {
    u32 start, end; /* offsets; end 0: there is none */
    u32 binds, spills, valid, not_null; /* of the compilation, then */
    Cold **last_cold, **last_at_end; /* before the code, and behind it */
    Reg object;
} Fresh;

struct Compilation {
    X64 x;
    Frame *frame, *root, *last_frame; /* the last that was made; the others follow by `older` */
    u32 bci, next;      /* the instruction, and the one after it */
    bool reachable;     /* control comes to the instruction */
    bool is_behind;     /* it is cold code that is emitted */
    const char *reason; /* why the method cannot be compiled; NULL: it can */
    CodeBlob *blob;     /* the result; NULL: none */
    const i32 *loop_depth; /* of each instruction of the method itself */
    struct Loop *loop; /* control is in it, and its accesses were checked before (loop.h) */
    const struct Loop *copied; /* it is compiled once more */
    struct Bottom *bottoms, *bottom; /* loops, inner ones first; the one whose test is repeated (bottom.h) */
    bool is_plain; /* no loop is; locals are always in their slots */
    bool notes; /* the code tells what it did not know: it may be made again (again.h) */
    bool (*pause)(void); /* compile.h */
    Variable variables[MOST_VARIABLES];
    u32 variable_count;
    u8 *variable_of; /* by slot and letter: its number + 1 */
    struct Single *singles; /* by slot */
    u32 row; /* of code that control comes to in one way: a number, never 0 in it (locals.c) */
    bool has_stable; /* a value of a stable field or element was taken for a constant */
    u32 valid, dirty; /* one bit each: it is in its register; and not in its slot */
    bool has_receiver; /* local 0 is the receiver of the method itself, wherever one looks */
    u32 skew;        /* of the code's place: codecache.h */
    u32 deepest;     /* slots below rbp that inlined methods and operands take */
    u32 inlined, inlined_forms; /* bytes of bytecode */
    u8 uses[REG_COUNT], xmm_uses[REG_COUNT]; /* of each register: by operands and by the template at work */
    u32 not_null; /* one bit each: the register holds an object */
    u32 spills;  /* how often operands went to their slots for want of registers */
    Fresh fresh;
    i64 address; /* not 0: a register that nobody uses holds it (operand_address) */
    Reg address_reg;
    u32 held; /* one bit each: operands in it stay there until the instruction's end (operand_hold) */
    Cold *cold, **last_cold;
    VEC(u32) far;   /* ends of displacements that are addresses */
    VEC(u32) rests; /* ends of displacements from rbp to the lowest slot */
    VEC(LabelledPlace) words, accesses;
    struct Number *numbers; /* that the code reads from behind it (constant.h) */
    u32 numbers_start;      /* offset; 0: there are none */
    VEC(CodePoint) points;
    VEC(CodePlace) places;
    VEC(u32) first_places; /* of each point */
    VEC(CodeBlock) starts;
    VEC(Object *) kept; /* what the code names (constant.h) */
    Arena scratch;
};

/* Of a class, method or cache entry: it fits a sign-extended immediate. */
static inline i32 low_address(const void *address)
{
    return (i32)(uintptr_t)address;
}

/* ---- calls out of the code (compile.c) ---- */

/* rsp goes below all operands, where it is when nothing is called. */
void compile_rest(Compilation *c);
/* The same behind a call, and rbp: rsp is at rbp + disp. */
void compile_find_frame(Compilation *c, i32 disp);
/* The method's own slot above its first operand: what lies below is dead when an instruction throws. */
Mem compile_empty(const Compilation *c);
/* A frame for the method, with nothing known of its place; then, as c->frame, with it; then its code. */
Frame *compile_frame(Compilation *c, Method *m);
void compile_begin_frame(Compilation *c);
void compile_instructions(Compilation *c);
/* Where the rounds of the loop with that head begin: the code comes to lie well. */
void compile_align_loop(Compilation *c, u32 head);
/* The head of a loop once more, from what a jump to it brings, with its poll; then its instructions. */
void compile_begin_round(Compilation *c);
void compile_next(Compilation *c);
/* The instructions from one bci to another, in the same way. */
void compile_part(Compilation *c, u32 first, u32 last);
/* Nobody enters the code between this instruction and the one at bci, or that one. */
bool compile_is_dead_until(const Compilation *c, i64 bci);
/* Does the code at the bci do nothing but calls before it throws? Then it may be compiled behind the method's
 * code, once for each branch to it: the label for that, with operands and locals as they are. */
bool compile_only_throws(const Compilation *c, i64 bci);
Label *compile_throwing(Compilation *c, i64 bci);
/* The next instruction is one of these, and control comes to it from here alone. */
bool compile_next_is(const Compilation *c, u32 first_op, u32 last_op);
/* The same of as many instructions from the bci on, or up to the method's end, whichever they are. */
bool compile_is_row(const Frame *f, u32 bci, u32 count);
u32 compile_length_at(const Frame *f, u32 bci); /* of the instruction */
/* The template at work means the next instruction as well: c->bci is there from now on. Returns its op. */
u32 compile_take_next(Compilation *c);
void compile_call_stub(Compilation *c, Stub stub);
void compile_forget_registers(Compilation *c); /* behind a call; locals were in their slots before */
void compile_call_leaf(Compilation *c, Stub stub); /* keeps variables in callee-saved registers */
/* The address that the last call returns to belongs to the instruction at bci. */
void compile_note_point(Compilation *c, u32 bci);
/* The label's address, which is known later: in a register, or as 32 bits of data. */
void compile_mov_label(Compilation *c, Reg reg, const Label *label);
void compile_label_word(Compilation *c, const Label *label);
/* Where the next instruction's access faults, the code goes on at the label; NULL: the instruction throws
 * NullPointerException, and all locals are in their slots. */
void compile_note_access(Compilation *c, const Label *label);
/* Calls a gate and notes the point. All operands are in their slots: the interpreter may do the instruction
 * again instead of what follows (deopt.h). */
void compile_call_gate(Compilation *c, Stub stub);
/* The same where the gate does the whole instruction, but that it pops so many cells. */
void compile_call_final_gate(Compilation *c, Stub stub, u32 popped);
void compile_call_gate_point(Compilation *c, Stub stub); /* where only the method's end follows */
void compile_fail(Compilation *c, const char *reason); /* the first one (static text) counts */
extern const char compile_plainly[]; /* a reason to begin anew, with is_plain */

/* A template; op is bytecode_op of the instruction at c->bci. */
typedef void Template(Compilation *c, u32 op);
Template *emit_template(u32 op);

#endif
