/* access.h - which class may use which: packages, modules, public (JVMS 5.4.4)
 * In:     two classes
 * Out:    an answer, or the text that says why not
 * Keeps:  no exception is left pending, but by access_throw_denied; access to members is
 *         classloader/link/access_member.h, since it needs the nest, whose host is resolved
 * Tests:  tests/verify, tests/java/Modules.java
 */
#ifndef MOKA_CLASSLOADER_LOAD_ACCESS_H
#define MOKA_CLASSLOADER_LOAD_ACCESS_H

#include "vm/model/class.h"
#include "vm/model/thread.h"

bool access_same_package(const Class *a, const Class *b);
bool access_class_allowed(const Class *from, const Class *to);
/* Why `from` may not use `to`, as HotSpot words it: "class A (in module x) cannot access class B (in …)
 * because …"; NULL when no module stands between them (then it is a matter of public and package). */
const char *access_module_problem(const Class *from, const Class *to, char *buffer, size_t size);
/* IllegalAccessError about a class. */
void access_throw_denied(Thread *t, const Class *from, const Class *to);

#endif
