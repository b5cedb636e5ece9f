/* access_member.h - which class may use which field or method; the nest that shares private ones (JVMS 5.4.4)
 * In:     classes, the member's access flags
 * Out:    an answer; no exception is left pending
 * Effects: may load the nest host, and so run Java code
 * Tests:  tests/verify, tests/java/NestMates.java
 */
#ifndef MOKA_CLASSLOADER_LINK_ACCESS_MEMBER_H
#define MOKA_CLASSLOADER_LINK_ACCESS_MEMBER_H

#include "vm/model/class.h"
#include "vm/model/thread.h"

/* May `from` use a member? `referenced` is the class that the reference names, `declaring` the one that has
 * the member. */
bool access_member_allowed(const Class *from, const Class *declaring, const Class *referenced, u16 access);
/* The class's nest host. If the host that the class names cannot be loaded or does not list it, the class is
 * its own. */
Class *access_nest_host(Thread *t, Class *c);

#endif
