/* crac.c - see crac.h. */
#include "vm/snapshot/crac.h"

#include "classloader/load/loader.h"
#include "vm/exec/throw/exception.h"
#include "vm/host/exit.h"
#include "vm/model/call.h"

void crac_offer(void)
{
    source_offer_classes(crac_classes, crac_class_count);
}

/* NULL: the program does not know the package, so that nobody is to be told. */
static Class *core(void)
{
    Class *c = loader_find_loaded(boot_loader, symbol_from("jdk/crac/Core"));
    return c && class_state(c) == CLASS_INITIALIZED ? c : NULL;
}

static bool call_core(Thread *t, const char *name)
{
    Class *c = core();
    Method *m = c ? class_declared_method(c, symbol_from(name), symbol_from("()V")) : NULL;
    return !m || call_method(t, m, NULL, NULL);
}

bool crac_before_checkpoint(Thread *t)
{
    if (call_core(t, "beforeCheckpoint"))
        return true;
    exception_print_pending(t);
    return false;
}

void crac_after_restore(Thread *t)
{
    if (core())
        crac_offer();
    if (!call_core(t, "afterRestore")) {
        exception_print_pending(t);
        exit_vm(1);
    }
}
