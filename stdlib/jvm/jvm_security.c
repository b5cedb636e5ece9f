/* jvm_security.c - what java.security.AccessController asks of the stack (release 17). */
#include "classloader/define/define.h"
#include "gc/heap.h"
#include "stdlib/jvm/jvm_border.h"
#include "stdlib/reflect/mirror.h"
#include "vm/base/vec.h"
#include "vm/exec/walk/walk.h"
#include "vm/library/wellknown.h"

#include <string.h>

/* Locals of AccessController.executePrivileged(action, context, caller). */
enum { LOCAL_CONTEXT = 1, LOCAL_CALLER = 2 };

/* The protection domains of the callers on the stack, up to the innermost privileged action. */
typedef struct Callers {
    VEC(Object *) domains; /* their classes' loaders keep them alive; of a run of equal ones there is one */
    bool is_privileged;
    Object *privileged_context; /* the context that the action was given; NULL: none */
} Callers;

static Object *domain_of(const Class *c)
{
    return loader_ref(c->loader, c->protection_domain_ref);
}

static void add_domain(Callers *callers, Object *domain)
{
    u32 count = callers->domains.count;
    if (domain && (count == 0 || callers->domains.items[count - 1] != domain))
        vec_push(&callers->domains, domain);
}

static bool is_privileged_frame(const Method *m)
{
    return m->holder == WK(AccessController) && strcmp(m->name->text, "executePrivileged") == 0;
}

static void collect_callers(Thread *t, Callers *callers)
{
    FrameWalk walk = walk_begin(t);
    for (; walk_valid(&walk) && !callers->is_privileged; walk_next(&walk)) {
        const Class *c = walk.method->holder;
        if (is_privileged_frame(walk.method)) {
            callers->is_privileged = true;
            callers->privileged_context = (Object *)(uintptr_t)*walk_local(&walk, LOCAL_CONTEXT);
            c = mirror_class((Object *)(uintptr_t)*walk_local(&walk, LOCAL_CALLER));
        }
        add_domain(callers, domain_of(c));
    }
}

static Object *domain_array(Thread *t, const Callers *callers)
{
    Class *array_class = define_array_class(t, WK(ProtectionDomain));
    Object *array = array_class ? heap_new_array(t, array_class, (i32)callers->domains.count) : NULL;
    for (u32 i = 0; array && i < callers->domains.count; i++)
        ref_array_set(array, (i32)i, callers->domains.items[i]);
    return array;
}

static Object *new_context(Thread *t, const Callers *callers)
{
    Object *domains = callers->domains.count ? domain_array(t, callers) : NULL;
    Object *context = t->exception ? NULL : heap_new_object(t, WK(AccessControlContext));
    if (!context)
        return NULL;
    ref_store(context, WK_FIELD(AccessControlContext_context), domains);
    if (WK_FIELD(AccessControlContext_privilegedContext)) {
        ref_store(context, WK_FIELD(AccessControlContext_privilegedContext), callers->privileged_context);
        *FIELD_AT(context, WK_FIELD(AccessControlContext_isPrivileged), u8) = callers->is_privileged;
        *FIELD_AT(context, WK_FIELD(AccessControlContext_isAuthorized), u8) = true;
    }
    return context;
}

/* Null means that there is only system code, down to a privileged action without a context of its own. If
 * there is only system code and no such action, the context has no domains, and Java adds those that the
 * thread inherited. */
JNIEXPORT jobject JNICALL JVM_GetStackAccessControlContext(JNIEnv *env, jclass unused)
{
    (void)unused;
    JVM_ENTER(env);
    Callers callers = {0};
    collect_callers(t, &callers);
    bool system_only = callers.domains.count == 0 && callers.is_privileged && !callers.privileged_context;
    jobject result = system_only ? NULL : border_local(t, new_context(t, &callers));
    vec_free(&callers.domains);
    JVM_LEAVE();
    return result;
}

JNIEXPORT jobject JNICALL JVM_GetInheritedAccessControlContext(JNIEnv *env, jclass unused)
{
    (void)unused;
    JVM_ENTER(env);
    jobject result = border_local(t, thread_object_inherited_context(thread_current_object(t)));
    JVM_LEAVE();
    return result;
}
