/* unwind.h - handler search and stack walking (JVMS 2.10; architecture D3)
 */
#ifndef MOKA_VM_EXEC_THROW_UNWIND_H
#define MOKA_VM_EXEC_THROW_UNWIND_H

#include "vm/model/frame.h"
#include "vm/model/thread.h"

/* A walk over Java frames from the innermost (or below an upcall) outwards; entry frames are passed over. */
typedef struct FrameWalk {
    Slot *fp;
    Method *method;
    u32 bci; /* of the current instruction; 0 in native frames */
} FrameWalk;

FrameWalk unwind_begin(Thread *t);
bool unwind_valid(const FrameWalk *walk);
void unwind_next(FrameWalk *walk);
/* The bytecode position to go on at, or NULL: no handler in this method. Resolving catch types may load
 * classes; an exception raised by that replaces t->exception and the search goes on with it. */
u16 *unwind_find_handler(Thread *t, Method *method, u32 bci);
/* Is the frame's method one that traces leave out (hidden, reflection plumbing)? See the callers' rules in
 * facts 6. */
bool unwind_is_hidden(const Method *method);

#endif
