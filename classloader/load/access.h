/* access.h - which class may use which: packages, modules, public (JVMS 5.4.4)
 * In:     two classes
 * Out:    an answer, or the text that says why not
 * Keeps:  only access_throw_denied leaves an exception pending. Access to members is in
 *         classloader/link/access_member.h, because it needs the nest, whose host is resolved
 * Tests:  tests/verify, tests/java/Modules.java
 */
#ifndef MOKA_CLASSLOADER_LOAD_ACCESS_H
#define MOKA_CLASSLOADER_LOAD_ACCESS_H

#include "vm/model/class.h"
#include "vm/model/thread.h"

/* The same run-time package: name and loader. */
bool access_same_package(const Class *a, const Class *b);
/* May `from` use the class `to`? Modules, packages and ACC_PUBLIC count. */
bool access_class_allowed(const Class *from, const Class *to);
/* HotSpot's text why modules do not let `from` use `to`: "class A (in module x) cannot access class B (in …)
 * because …", in the buffer. NULL: modules do (then it is a matter of public and package). */
const char *access_module_problem(const Class *from, const Class *to, char *buffer, size_t size);
/* Throws IllegalAccessError, saying why `from` may not use `to`. */
void access_throw_denied(Thread *t, const Class *from, const Class *to);

#endif
