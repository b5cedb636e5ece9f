/* npe_message.h - NullPointerException's text: what an instruction wanted to do, and what was null (JEP 358)
 * In:     a method and the bytecode index of an instruction in it that found null
 * Out:    text as HotSpot's: Cannot read field "f" because "<local4>.g[i]" is null
 * Uses:   npe_flow.h
 * Used by: exception_npe_message (exception.h)
 * Effects: none: reads class data only; no heap, no locks, nothing loaded or thrown
 * Keeps:  only what is certain is named: an operand that two instructions may have pushed is left out
 * Tests:  tests/unit/npe_message_test.c, tests/java/HelpfulNpe*.java
 */
#ifndef MOKA_VM_EXEC_THROW_NPE_MESSAGE_H
#define MOKA_VM_EXEC_THROW_NPE_MESSAGE_H

#include "vm/base/vec.h"
#include "vm/model/method.h"

/* Modified UTF-8, not NUL-terminated; whoever made it frees it (vec_free). */
typedef VEC(char) NpeText;

/* Appends the message. False: the instruction looks at no reference that could be null, or there is no
 * bytecode. */
bool npe_message_write(const Method *method, u32 bci, NpeText *text);

#endif
