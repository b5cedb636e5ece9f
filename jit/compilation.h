/* compilation.h - one method being compiled: what the templates share
 * In:     a prepared method, its bytecode and the state of its constant cache
 * Out:    code in a buffer, and what a blob says of it
 * Uses:   x64.h stubs.h slot_types.h
 * Owner:  all of it belongs to the compilation; what outlives it is copied (compile.c)
 * Keeps:  every local is in its slot of the frame (frame.h); those with a register may be there as well.
 *         Operands are where `stack` says; at a call, a block's border or a poll they are in their slots, too
 */
#ifndef MOKA_JIT_COMPILATION_H
#define MOKA_JIT_COMPILATION_H

#include "jit/stubs.h"
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
    PLACE_LOCAL,    /* in a local that has not changed since */
    PLACE_REGISTER, /* an Xmm for F and D */
    PLACE_HALF      /* the lower cell of a long or double */
} Place;

typedef struct Operand {
    u8 place;    /* Place */
    char letter; /* I J F D A */
    u8 reg;
    u16 local;
    i64 value; /* a float or double as its bits */
} Operand;

typedef struct Compilation Compilation;

/* A local, as far as it holds values of one kind, that has a register (an Xmm for F and D). */
typedef struct Variable {
    u16 slot;
    char letter;
    u8 reg;
} Variable;

enum { MOST_VARIABLES = 18 };

/* What the main path leaves to code behind it. */
typedef struct Cold {
    struct Cold *next;
    void (*emit)(Compilation *c, struct Cold *cold);
    Label label, back;
    u32 bci;
    Operand *stack; /* where operands are when the main path jumps here */
    u32 depth;
    u32 valid; /* variables that are in their registers */
    Reg regs[3];
    Xmm xmm;
    u64 value;
    const void *pointer;
} Cold;

typedef struct Block {
    Label label;
    bool is_start;  /* a jump or an exception comes here */
    bool is_loop;   /* a jump back comes here */
    bool is_handler;
} Block;

/* A word in the code that becomes the label's address. */
typedef struct PlaceWord {
    u32 offset;
    const Label *label;
} PlaceWord;

struct Compilation {
    X64 x;
    Method *method;
    const u8 *code;
    u32 bci, next;      /* the instruction, and the one after it */
    bool reachable;     /* control comes to the instruction */
    const char *reason; /* why the method cannot be compiled; NULL: it can */
    SlotTypes types;
    SlotLive live;
    Block *blocks; /* by bci */
    Variable variables[MOST_VARIABLES];
    u32 variable_count;
    u8 *variable_of; /* by slot and letter: its number + 1 */
    u32 valid;       /* one bit each: it is in its register */
    CacheEntry **entries; /* by bci */
    Operand *stack;
    u32 depth;
    u8 uses[REG_COUNT];     /* of each register: by operands and by the template at work */
    u8 xmm_uses[REG_COUNT];
    Cold *cold, **last_cold;
    VEC(u32) far;   /* ends of displacements that hold addresses until the code's place is known */
    VEC(PlaceWord) words;
    VEC(CodePoint) points;
    VEC(CodePlace) places;
    VEC(CodeBlock) starts;
    Arena scratch;
};

/* ---- places in the frame ---- */

static inline Mem home_of(const Compilation *c, u32 cell)
{
    return mem(RBP, -(i32)sizeof(Slot) * (i32)(c->method->frame_slots + 1 + cell));
}

/* Of a long or double: the slot that holds the value. */
static inline Mem local_slot(const Compilation *c, u32 index, char letter)
{
    u32 cell = letter == 'J' || letter == 'D' ? index + 1 : index;
    return mem(RBP, (i32)sizeof(Slot) * method_local_offset(c->method, cell));
}

static inline bool is_float_letter(char letter)
{
    return letter == 'F' || letter == 'D';
}

static inline bool is_wide_letter(char letter)
{
    return letter == 'J' || letter == 'D';
}

/* Bytes that matter of a value. */
static inline u32 size_of_letter(char letter)
{
    return letter == 'I' || letter == 'F' ? 4 : 8;
}

/* Of a class, method or cache entry: it fits a sign-extended immediate. */
static inline i32 low_address(const void *address)
{
    return (i32)(uintptr_t)address;
}

/* ---- locals in registers (locals.c) ---- */

void locals_assign(Compilation *c);
/* NULL: it has no register. */
const Variable *locals_find(const Compilation *c, u32 slot, char letter);
/* The variables that are read at the instruction or later, which every jump to it brings in registers. */
u32 locals_at(const Compilation *c, u32 bci);
void locals_require(Compilation *c, u32 mask);
/* Reads the variables from their slots into their registers. */
void locals_load(Compilation *c, u32 mask);
/* The variable's register, which holds its value afterwards. */
u8 locals_read(Compilation *c, const Variable *v);
/* Its register has a new value. */
void locals_written(Compilation *c, const Variable *v);
/* The slot has a new value, which is in no register. */
void locals_lost(Compilation *c, u32 slot, char letter);

/* ---- operands (operand.c) ---- */

void operand_push_constant(Compilation *c, char letter, i64 value);
void operand_push_local(Compilation *c, char letter, u32 index);
/* Takes over one use of the register. */
void operand_push_register(Compilation *c, char letter, Reg reg);
void operand_push_xmm(Compilation *c, char letter, Xmm xmm);
/* A value that is in its slot already. */
void operand_push_home(Compilation *c, char letter);
/* Takes the top value off, wherever it is. */
void operand_drop(Compilation *c);
/* Takes the top value off. It is in a register, which the caller must not change and has to release. */
Reg operand_pop(Compilation *c);
Xmm operand_pop_xmm(Compilation *c);
/* The same, in a register that no operand shares, so that the caller may change it. */
Reg operand_pop_own(Compilation *c);
Xmm operand_pop_own_xmm(Compilation *c);
/* Takes the top value off, as an instruction names it: in a register, in memory, as 32 bits. */
typedef struct Source {
    enum { SOURCE_REGISTER, SOURCE_MEMORY, SOURCE_IMMEDIATE } kind;
    Reg reg;
    Mem mem;
    i32 value;
} Source;
Source operand_pop_source(Compilation *c);
void operand_release_source(Compilation *c, Source source);
/* The same for floating point: kind and mem count, reg is an Xmm. */
Source operand_pop_float_source(Compilation *c);
void operand_release_float_source(Compilation *c, Source source);
/* Is the value with `under` values above it a constant? */
bool operand_is_constant(const Compilation *c, u32 under, i64 *ret_value);
/* Puts the value with `under` values above it into a register; it stays on the stack. */
Reg operand_hold(Compilation *c, u32 under);
/* A register that nobody uses; the caller releases it or pushes it. */
Reg operand_new_register(Compilation *c);
Xmm operand_new_xmm(Compilation *c);
/* The same for this register; operands that are in it move to another. */
void operand_claim(Compilation *c, Reg reg);
void operand_release(Compilation *c, Reg reg);
void operand_release_xmm(Compilation *c, Xmm xmm);
/* For dup and its like: takes cells off and puts `left` back, in another order (effect_shuffle_cells). */
void operand_shuffle(Compilation *c, u32 taken, const u8 *from, u32 left);
/* Writes all operands to their slots. */
void operand_flush(Compilation *c);
/* Local `index` is about to change: operands that are read from it there are put into registers. */
void operand_local_changes(Compilation *c, u32 index);
/* At a block's start: depth and types of the stack come from the analysis; all values are in their slots. */
void operand_begin_block(Compilation *c);

/* For cold.c. Writes the cell's value to its slot; the operand still says where it was. */
void operand_store(Compilation *c, u32 cell);
void operand_free_registers(Compilation *c);

/* ---- cold code (cold.c) ---- */

/* Cold code of the instruction. The caller jumps to its label and binds `back`, if it comes back. */
Cold *cold_new(Compilation *c, void (*emit)(Compilation *c, Cold *cold));
/* The same with the operands as they are now, which survive the call of a gate or leaf. */
Cold *cold_new_call(Compilation *c, void (*emit)(Compilation *c, Cold *cold));
/* Around a call in cold code: writes operands to their slots, and reads them back into registers. cold->regs
 * keep their values up to the call. */
void cold_save(Compilation *c, const Cold *cold);
void cold_restore(Compilation *c, const Cold *cold);
/* Ends cold code: the stub throws and does not come back; the operands are dead. */
void cold_throw_now(Compilation *c, Stub stub);
/* The label of cold code that throws for this instruction, by a stub without arguments. */
Label *cold_throw_label(Compilation *c, Stub stub);
/* NullPointerException, if the register is 0. */
void cold_null_check(Compilation *c, Reg reg);

/* ---- calls out of the code (compile.c) ---- */

/* Where rsp is when nothing is called: below all operands. */
Mem compile_rest(const Compilation *c);
void compile_call_stub(Compilation *c, Stub stub);
/* The address that the last call returns to belongs to the instruction at bci. */
void compile_note_point(Compilation *c, u32 bci);
/* The label's address, which is known later: in a register, or as 32 bits of data. */
void compile_mov_label(Compilation *c, Reg reg, const Label *label);
void compile_label_word(Compilation *c, const Label *label);
/* Calls a gate and notes the point. The operands are in their slots. */
void compile_call_gate(Compilation *c, Stub stub);
/* The method cannot be compiled; the first reason (static text) counts. */
void compile_fail(Compilation *c, const char *reason);

/* A template; op is bytecode_op of the instruction at c->bci. */
typedef void Template(Compilation *c, u32 op);
Template *emit_template(u32 op);

#endif
