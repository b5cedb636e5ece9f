/* tier.c - see tier.h. Here is the loop that both tiers return to. */
#include "vm/exec/call/tier.h"

#include "classloader/prepare/positions.h"
#include "classloader/prepare/prepare.h"
#include "vm/base/state.h"
#include "vm/exec/continuation/continuation.h"
#include "vm/model/doors.h"

SNAPSHOT_STATE(rebuilt) static struct {
    const Compiler *compiler;
} state;

enum { SOON = 1000 }; /* jumps back */

SNAPSHOT_STATE(rebuilt) u32 tier_calls;
SNAPSHOT_STATE(rebuilt) u32 tier_loops;

void tier_set_compiler(const Compiler *compiler, u32 calls, u32 loops)
{
    state.compiler = compiler;
    tier_calls = compiler ? calls : UINT32_MAX;
    tier_loops = compiler ? loops : UINT32_MAX;
}

void tier_compile(Thread *t, Method *m)
{
    if (state.compiler)
        state.compiler->compile(t, m, TIER_NO_LOOP);
}

Method *tier_prepare(Thread *t, Method *m)
{
    if (method_is_native(m)) { /* bound in its own frame */
        __atomic_store_n(&m->machine_entry, method_stubs[ENTRY_NATIVE], __ATOMIC_RELEASE);
        return m;
    }
    if (!prepare_method(t, m))
        return NULL;
    /* What has become the VM's own function has no counts, and comes here but once. */
    if (tier_calls == 0 && (!m->counts || method_counts(m)->invocations++ == 0))
        tier_compile(t, m);
    return m;
}

/* The machine code may take more of the stack than the interpreter has made sure of. */
static const void *loop_place(const Thread *t, const Method *m, u32 bci)
{
    const CodeBlob *blob = code_blob_of((const void *)(uintptr_t)m->machine_code);
    return blob && t->fp - blob->slots >= t->stack_limit ? code_blob_block(blob, bci) : NULL;
}

/* The count that the loop goes on with: it asks again soon while its code is being made. */
static void count_anew(Method *m)
{
    bool is_soon = (m->code_flags & CODE_QUEUED) && tier_loops > SOON;
    method_counts(m)->back_edges = is_soon ? tier_loops - SOON : 0;
}

const void *tier_compile_loop(Thread *t, Method *m, const u16 *pc)
{
    u32 bci;
    bool is_start = positions_begins(m, pc, &bci);
    if (tier_loops == UINT32_MAX) /* its count has come round */
        return NULL;
    bool is_compiled = m->entry == ENTRY_COMPILED || (is_start && state.compiler->compile(t, m, (i32)bci));
    count_anew(m);
    if (!is_start || !is_compiled)
        return NULL;
    return loop_place(t, m, bci);
}

/* Machine code has returned to the entry frame: no need to ask the interpreter what comes next. */
static bool is_done(const Thread *t)
{
    return t->transfer.kind == TRANSFER_RETURN && t->transfer.tier == TIER_INTERPRETER &&
           frame_is_entry(t->fp);
}

static void switch_frames(Thread *t)
{
    continuation_switch(t);
    if (t->exception)
        tier_unwind(t);
}

u64 tier_go_on(Thread *t)
{
    while (t->transfer.tier != TIER_C) {
        if (t->transfer.tier == TIER_MACHINE)
            state.compiler->run(t);
        else if (t->transfer.tier == TIER_SWITCH)
            switch_frames(t);
        else if (is_done(t))
            t->transfer.tier = TIER_C;
        else
            interp_run(t);
    }
    return t->transfer.value;
}

u64 tier_call(Thread *t, Method *method)
{
    Transfer *transfer = &t->transfer;
    transfer->kind = TRANSFER_CALL;
    transfer->method = method;
    transfer->return_pc = FRAME_RETURN_ENTRY;
    transfer->tier = method->entry == ENTRY_COMPILED ? TIER_MACHINE : TIER_INTERPRETER;
    return tier_go_on(t);
}

static Tier tier_of(CodeKind kind)
{
    switch (kind) {
    case CODE_INTERPRETED: return TIER_INTERPRETER;
    case CODE_COMPILED: return TIER_MACHINE;
    default: return TIER_C;
    }
}

void tier_unwind(Thread *t)
{
    if (UNLIKELY(t->switch_to)) {
        t->exception = NULL;
        t->transfer.tier = TIER_SWITCH;
        t->transfer.kind = TRANSFER_RESUME;
        return;
    }
    UnwindTarget to = unwind_find(t);
    t->machine_pc = FRAME_RETURN_C;
    t->transfer.tier = tier_of(to.kind);
    t->transfer.kind = TRANSFER_RESUME;
    t->transfer.pc = to.pc;
    if (to.kind == CODE_ENTRY)
        return;
    *--t->sp = (Slot)(uintptr_t)t->exception;
    t->exception = NULL;
}
