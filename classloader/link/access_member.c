/* access_member.c - see access_member.h. */
#include "classloader/link/access_member.h"

#include "classloader/link/resolve.h"
#include "classloader/load/access.h"
#include "vm/bytecode/attribute.h"
#include "vm/library/wellknown.h"

Class *access_nest_host(Thread *t, Class *c)
{
    Class *host = __atomic_load_n(&c->nest_host, __ATOMIC_ACQUIRE);
    if (host)
        return host;
    host = c;
    if (c->nest_host_index) {
        Object *pending = t->exception;
        t->exception = NULL;
        Class *named = resolve_class(t, c, c->nest_host_index);
        bool is_transient = !named && !object_is_instance(t->exception, WK(LinkageError));
        t->exception = pending;
        if (is_transient)
            return c; /* out of memory or stack: the next question may find the host */
        if (named && named->kind == CLASS_INSTANCE && access_same_package(named, c) &&
            attribute_lists_class(named, named->nest_members, c->name))
            host = named;
    }
    __atomic_store_n(&c->nest_host, host, __ATOMIC_RELEASE);
    return host;
}

/* A subclass in another package may use a protected member only through objects of its own kind. */
static bool can_access_protected(Class *from, const Class *declaring, const Class *referenced, bool is_static)
{
    for (Class *c = from; c; c = c->super)
        if (c == declaring)
            return is_static || class_is_subtype((Class *)referenced, from) ||
                   class_is_subtype(from, (Class *)referenced);
    return false;
}

bool access_member_allowed(const Class *from, const Class *declaring, const Class *referenced, u16 access)
{
    if ((access & ACC_PUBLIC) || from == declaring || (from->flags & CLASS_TRUSTED))
        return true;
    Class *accessor = (Class *)from;
    if (access & ACC_PRIVATE) {
        Thread *t = thread_current();
        return access_nest_host(t, accessor) == access_nest_host(t, (Class *)declaring);
    }
    if (access_same_package(from, declaring))
        return true;
    if (!(access & ACC_PROTECTED) || class_is_interface(from))
        return false;
    return can_access_protected(accessor, declaring, referenced, (access & ACC_STATIC) != 0);
}
