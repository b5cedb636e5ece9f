/* cold.h - code that the main path jumps to when something rare is the case
 * In:     what the main path holds where it leaves
 * Out:    code behind the method's, that comes back or throws
 * Keeps:  a template takes all its registers before it makes cold code: what changes later is not known there
 */
#ifndef MOKA_JIT_COLD_H
#define MOKA_JIT_COLD_H

#include "jit/compilation.h"

/* ---- cold code (cold.c) ---- */

/* Cold code of the instruction. The caller jumps to its label and binds `back`, if it comes back. */
Cold *cold_new(Compilation *c, void (*emit)(Compilation *c, Cold *cold));
/* The same with the operands as they are now, which survive the call of a gate or leaf. */
Cold *cold_new_call(Compilation *c, void (*emit)(Compilation *c, Cold *cold));
/* The operands as they are; and they are again what they were. */
Saved *cold_snapshot(Compilation *c);
void cold_recall(const Saved *saved);
/* Around a call in cold code: writes operands to their slots, and reads them back into registers. cold->regs
 * keep their values up to the call. */
void cold_save(Compilation *c, const Cold *cold);
/* The same before a stub that keeps all registers: none changes. */
void cold_save_keeping(Compilation *c, const Cold *cold);
void cold_restore_keeping(Compilation *c, const Cold *cold); /* what the collector has cleared */
void cold_restore(Compilation *c, const Cold *cold);
/* The same for cold->after: regs[0] or xmm keeps its value. */
void cold_restore_after(Compilation *c, const Cold *cold);
/* Ends cold code: the stub throws and does not come back; the operands are dead. */
void cold_throw_now(Compilation *c, Stub stub);
/* May an inlined method catch what the instruction throws? It goes on in the interpreter then: all values are
 * in their slots. */
bool cold_is_caught(const Compilation *c);
/* Cold code that throws: it begins with cold_begin_throw. regs keep their values. */
Cold *cold_new_throw(Compilation *c, void (*emit)(Compilation *c, Cold *cold));
void cold_begin_throw(Compilation *c, const Cold *cold);
/* The label of cold code that throws for this instruction, by a stub without arguments. */
Label *cold_throw_label(Compilation *c, Stub stub);
/* NullPointerException, if the register is 0. */
void cold_null_check(Compilation *c, Reg reg);
/* The same just before an instruction that accesses the object in the register at the offset: its fault does
 * where that is caught. */
void cold_null_access(Compilation *c, Reg reg, u32 offset);
/* The same, but the code goes on at the label. */
void cold_null_access_to(Compilation *c, Reg reg, u32 offset, Label *label);

#endif
