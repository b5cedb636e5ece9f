/* compile_linked.c - see compile_linked.h. */
#include "vm/compile_linked.h"

#include "classloader/load/loader.h"
#include "classloader/prepare/prepare.h"
#include "gc/heap.h"
#include "jit/jit.h"
#include "vm/base/trace.h"
#include "vm/model/class.h"
#include "vm/model/loader_data.h"

#include <time.h>

typedef struct MethodVisit {
    void (*visit)(Thread *t, Method *m);
    Thread *thread;
} MethodVisit;

static void visit_class(Class *c, void *context)
{
    const MethodVisit *v = context;
    if (class_state(c) < CLASS_LINKED || class_state(c) == CLASS_FAILED)
        return;
    for (u32 i = 0; i < c->method_count; i++)
        if (!method_is_native(&c->methods[i]) && !method_is_abstract(&c->methods[i]))
            v->visit(v->thread, &c->methods[i]);
}

static void visit_methods(Thread *t, void (*visit)(Thread *t, Method *m))
{
    loader_for_each_class(boot_loader, visit_class, &(MethodVisit){visit, t});
}

/* A method whose code does not decode is left out. */
static void prepare(Thread *t, Method *m)
{
    if (!prepare_method(t, m))
        t->exception = NULL;
}

static void try_prepared(Thread *t, Method *m)
{
    (void)t;
    if (m->code)
        jit_try(m);
}

static double processor_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void compile_linked(Thread *t)
{
    if (!jit_is_on())
        return;
    visit_methods(t, prepare);
    safepoint_begin(t);
    double start = processor_seconds();
    visit_methods(t, try_prepared);
    TRACE(JIT, "all linked methods took %.3f s of the processor", processor_seconds() - start);
    safepoint_end(t);
}
