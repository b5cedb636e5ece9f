/* gate.h - how the interpreter calls C that may collect, throw or wait
 * gate_<name> has the signature of rt_<name> (runtime.def) or of the function that gates.def names. It notes
 * where the stretch of VM code on the native stack begins (Thread.vm_high) and hands over empty callee-saved
 * registers, because what the interpreter has in its registers and its own frame is no root. All references
 * that the interpreter goes on with afterwards are in slots of the Java stack.
 * Used by: interp.c
 * Tests:   tests/suites/28_hostile, tests/java/NoStaleSlots.java
 */
#ifndef MOKA_VM_EXEC_INTERP_GATE_H
#define MOKA_VM_EXEC_INTERP_GATE_H

#include "vm/exec/call/native.h"
#include "vm/exec/call/tier.h"
#include "vm/exec/runtime/runtime.h"

#define RT(name, result, arguments, flags) result gate_##name arguments;
#define RT_LEAF(name, result, arguments)
#include "vm/exec/runtime/runtime.def"
#undef RT
#undef RT_LEAF

#define GATE(name, target, result, arguments) result gate_##name arguments;
#include "vm/exec/interp/gates.def"
#undef GATE

#endif
