/* call_slots.h - calls from C whose arguments are laid out already
 * In:     the arguments as the callee's slots have them (vm/model/frame.h), slot 0 first; otherwise as
 *         call_method of vm/model/call.h
 * Out:    as there
 * Effects: as there
 * Tests:  tests/suites/38_foreign
 */
#ifndef MOKA_VM_EXEC_CALL_CALL_SLOTS_H
#define MOKA_VM_EXEC_CALL_CALL_SLOTS_H

#include "vm/model/frame.h"
#include "vm/model/thread.h"

bool call_slots(Thread *t, Method *m, const Slot *slots, Value *ret);

#endif
