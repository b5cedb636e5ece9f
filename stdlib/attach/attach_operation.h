/* attach_operation.h - what a tool that has attached can ask for
 * In:     a request's name and arguments, IN_JAVA
 * Out:    its output and result
 * Effects: whatever the operation does; may run Java and collect
 * Tests:  tests/suites/47_attach
 */
#ifndef MOKA_STDLIB_ATTACH_ATTACH_OPERATION_H
#define MOKA_STDLIB_ATTACH_ATTACH_OPERATION_H

#include "stdlib/attach/attach_request.h"
#include "vm/model/thread.h"

/* No exception is pending afterwards: it is part of the output. */
void attach_run(Thread *t, AttachRequest *request);

#endif
