/* jit.c - see jit.h. */
#include "jit/jit.h"

#include "jit/codecache.h"
#include "jit/compile.h"
#include "jit/stubs.h"
#include "vm/base/state.h"
#include "vm/base/trace.h"
#include "vm/exec/call/tier.h"
#include "vm/model/doors.h"

#include <pthread.h>

enum { CALLS = 1500, LOOPS = 30000 };

#define CACHE_SIZE (64 * MB)

SNAPSHOT_STATE(dropped) static struct {
    bool is_on;
    Compiler compiler;
} state;

SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t lock;
} host = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* Methods that the interpreter runs without a frame keep their kind: only machine code calls their code. */
static bool may_compile(const Method *m)
{
    bool has_bytecode = m->entry == ENTRY_BYTECODE || m->entry == ENTRY_BYTECODE_SYNC ||
                        m->entry == ENTRY_EMPTY || m->entry == ENTRY_GETTER;
    return has_bytecode && m->machine_entry == method_stubs[m->entry] && !(m->code_flags & CODE_REFUSED);
}

/* The lock is held for the whole compilation, in which nothing waits for a stop of the world. */
static bool compile(Thread *t, Method *m)
{
    (void)t;
    const char *reason = NULL;
    pthread_mutex_lock(&host.lock);
    CodeBlob *blob = may_compile(m) ? compile_method(m, &reason) : NULL;
    if (blob) {
        __atomic_store_n(&m->machine_entry, (u32)(uintptr_t)blob->start, __ATOMIC_RELEASE);
        if (m->entry == ENTRY_BYTECODE || m->entry == ENTRY_BYTECODE_SYNC)
            __atomic_store_n(&m->entry, (u16)ENTRY_COMPILED, __ATOMIC_RELEASE);
    } else if (reason) {
        m->code_flags |= CODE_REFUSED;
    }
    pthread_mutex_unlock(&host.lock);
    if (blob)
        TRACE(JIT, "%s.%s%s: %u bytes of bytecode, %u of code", m->holder->name->text, m->name->text,
              m->desc->text, m->bytecode_length, (u32)(blob->end - blob->start));
    else if (reason)
        TRACE(JIT, "%s.%s%s stays interpreted: %s", m->holder->name->text, m->name->text, m->desc->text,
              reason);
    return m->entry == ENTRY_COMPILED;
}

typedef bool IsDead(const Method *m);

static void free_dead(CodeBlob *blob, void *context)
{
    if ((*(IsDead **)context)(blob->method))
        compile_free(blob);
}

void jit_forget_methods(bool (*is_dead)(const Method *m))
{
    if (state.is_on)
        code_blob_visit(free_dead, &is_dead);
}

bool jit_init(bool compile_first, const char **ret_error)
{
    if (!codecache_init(CACHE_SIZE, ret_error))
        return false;
    *ret_error = "out of memory";
    if (!stubs_init() || !code_blob_init(codecache_start(), codecache_size())) {
        jit_reset();
        return false;
    }
    state.is_on = true;
    state.compiler.compile = compile;
    state.compiler.run = (void (*)(Thread *))(uintptr_t)stubs_address(STUB_RUN);
    tier_set_compiler(&state.compiler, compile_first ? 0 : CALLS, compile_first ? 0 : LOOPS);
    return true;
}

void jit_reset(void)
{
    tier_set_compiler(NULL, 0, 0);
    code_blob_reset();
    stubs_reset();
    codecache_reset();
    STATE_CLEAR(state);
}
