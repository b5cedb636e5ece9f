/* indy_parts.h - what indy.c and indy_bootstrap.c share; nobody else includes it
 * Effects: all may collect, run Java and throw.
 */
#ifndef MOKA_CLASSLOADER_LINK_INDY_PARTS_H
#define MOKA_CLASSLOADER_LINK_INDY_PARTS_H

#include "classloader/link/indy.h"

/* Calls a static method of MethodHandleNatives that returns an object. False: an exception is pending. */
bool indy_upcall(Thread *t, Method *method, const Value *args, Object **ret_object);
/* NULL: an exception is pending. */
Object *indy_new_array(Thread *t, Class *element, i32 length);
/* The linked form of a site from what Java has answered; the caller's loader keeps its objects alive. */
IndySite indy_make_site(Thread *t, Class *caller, Object *member_name, Object *appendix);

#endif
