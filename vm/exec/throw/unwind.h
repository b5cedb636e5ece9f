/* unwind.h - handler search and stack walking (JVMS 2.10; architecture D3)
 */
#ifndef MOKA_VM_EXEC_THROW_UNWIND_H
#define MOKA_VM_EXEC_THROW_UNWIND_H

#include "vm/model/frame.h"
#include "vm/model/thread.h"

/* The bytecode position to go on at, or NULL: no handler in this method. Resolving catch types may load
 * classes; an exception raised by that replaces t->exception and the search goes on with it. */
u16 *unwind_find_handler(Thread *t, Method *method, u32 bci);

#endif
