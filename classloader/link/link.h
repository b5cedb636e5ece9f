/* link.h - linking of a class: superclasses first, verification, constraints between loaders (JVMS 5.4)
 * In:     a loaded class
 * Out:    the same class, CLASS_LINKED
 * Effects: verification may load classes, and so run Java code; false = exception pending
 * Keeps:  methods are prepared later, each at its first call (classloader/prepare)
 * Tests:  tests/verify, tests/suites/66_verify_all
 */
#ifndef MOKA_CLASSLOADER_LINK_LINK_H
#define MOKA_CLASSLOADER_LINK_LINK_H

#include "vm/model/class.h"
#include "vm/model/thread.h"

bool link_class(Thread *t, Class *c);

#endif
