/* class_init.h - initialization of classes and interfaces (JVMS 5.5): the twelve steps
 * class_initialize is declared in doors.h.
 * Tests:  tests/java/ClassInit*.java
 */
#ifndef MOKA_VM_EXEC_CALL_CLASS_INIT_H
#define MOKA_VM_EXEC_CALL_CLASS_INIT_H

#include "vm/model/doors.h"

#endif
