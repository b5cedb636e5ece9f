/* link.c - see link.h. */
#include "classloader/link/link.h"

#include "classloader/define/vtable.h"
#include "classloader/load/loader.h"
#include "classloader/verify/verify.h"
#include "vm/model/symbol.h"

static bool is_never_verified(const Class *c)
{
    if (c->flags & (CLASS_TRUSTED | CLASS_VERIFIED))
        return true;
    SymbolId id = c->loader == boot_loader ? symbol_id(c->name) : SYM_COUNT;
    return id == SYM_java_lang_Object || id == SYM_java_lang_Class || id == SYM_java_lang_String ||
           id == SYM_java_lang_Throwable;
}

static bool verify(Thread *t, Class *c)
{
    if (is_never_verified(c) || !verify_is_wanted(c->loader))
        return true;
    if (!verify_class(t, c))
        return false;
    __atomic_fetch_or(&c->flags, (u32)CLASS_VERIFIED, __ATOMIC_RELAXED);
    return true;
}

/* Two threads may verify a class at once: verification changes nothing in it but a flag, and both come to the
 * same result. */
bool link_class(Thread *t, Class *c)
{
    if (class_state(c) >= CLASS_LINKED)
        return true;
    if (c->super && !link_class(t, c->super))
        return false;
    for (u32 i = 0; i < c->interface_count; i++)
        if (!link_class(t, c->interfaces[i]))
            return false;
    if (!verify(t, c) || !vtable_check_constraints(t, c))
        return false;
    u8 loaded = CLASS_LOADED;
    __atomic_compare_exchange_n(&c->state, &loaded, CLASS_LINKED, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
    return true;
}
