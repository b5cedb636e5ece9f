/* link.h - linking of a class: supertypes first, verification, constraints between loaders (JVMS 5.4)
 * In:     a loaded class
 * Out:    the same class, CLASS_LINKED; false: an exception is pending
 * Locks:  none: two threads may link one class at once
 * Effects: verification may load classes, and so run Java code
 * Keeps:  methods are prepared later, each at its first call (classloader/prepare)
 * Tests:  tests/verify, tests/suites/66_verify_all
 */
#ifndef MOKA_CLASSLOADER_LINK_LINK_H
#define MOKA_CLASSLOADER_LINK_LINK_H

#include "vm/model/class.h"
#include "vm/model/thread.h"

/* Returns at once for a class that is linked. */
bool link_class(Thread *t, Class *c);

#endif
