/* verify.c - see verify.h and verify_parts.h: which verifier a class gets, and its methods in order. */
#include "classloader/verify/verify.h"

#include "classloader/load/loader.h"
#include "classloader/verify/verify_text.h"
#include "vm/base/state.h"
#include "vm/base/trace.h"

#include <string.h>

enum { JAVA_6 = 50 };

SNAPSHOT_STATE(rebuilt) VerifyOptions verify_options;

/* The memory for methods is kept for the next class, so that its pages are not fetched from the system each
 * time. A verification that finds it taken, by another thread or by the class whose verification loads this
 * one, takes memory of its own. */
SNAPSHOT_STATE(dropped) static struct {
    Arena kept_arena;
    bool kept_is_taken;
} state;

void verify_init(VerifyOptions options)
{
    verify_options = options;
}

void verify_reset(void)
{
    arena_free(&state.kept_arena);
    STATE_CLEAR(state);
    STATE_CLEAR(verify_options);
}

bool verify_is_wanted(const LoaderData *loader)
{
    return loader->host == boot_loader ? verify_options.local : verify_options.remote;
}

/* ---- traces (-Xlog:verification, -Xlog:class+init), in HotSpot's words ---- */

enum { NAME_SIZE = 512 };

static void trace_begin(const Class *c, bool infer)
{
    char name[NAME_SIZE];
    if (TRACE_ON(VERIFY))
        TRACE(VERIFY, "Verifying class %s with %s format", class_binary_name(c, name, sizeof name),
              infer ? "old" : "new");
}

static void trace_start(const Class *c)
{
    char name[NAME_SIZE];
    if (TRACE_ON(CLASS_INIT))
        TRACE(CLASS_INIT, "Start class verification for: %s", class_binary_name(c, name, sizeof name));
}

static void trace_method(const Verifier *v)
{
    char name[NAME_SIZE];
    if (TRACE_ON(VERIFY))
        TRACE(VERIFY, "Verifying method %s.%s%s", class_binary_name(v->c, name, sizeof name),
              v->m->name->text, v->m->desc->text);
}

/* Prints on both channels. */
static void trace_stage(const Class *c, const char *before, const char *after)
{
    char name[NAME_SIZE];
    if (!TRACE_ON(VERIFY) && !TRACE_ON(CLASS_INIT))
        return;
    class_binary_name(c, name, sizeof name);
    TRACE(VERIFY, "%s%s%s", before, name, after);
    TRACE(CLASS_INIT, "%s%s%s", before, name, after);
}

/* ---- memory ---- */

static bool take_arena(Arena *ret_arena)
{
    arena_init_scratch(ret_arena);
    bool is_kept = !__atomic_exchange_n(&state.kept_is_taken, true, __ATOMIC_ACQUIRE);
    if (is_kept)
        *ret_arena = state.kept_arena;
    return is_kept;
}

static void give_arena(Arena *arena, bool is_kept)
{
    if (!is_kept) {
        arena_free(arena);
        return;
    }
    arena_reset(arena);
    state.kept_arena = *arena;
    __atomic_store_n(&state.kept_is_taken, false, __ATOMIC_RELEASE);
}

/* ---- a class ---- */

static bool verify_method(Verifier *v, const Method *m)
{
    arena_reset(&v->method_arena);
    v->m = m;
    v->code = method_bytecode(m);
    v->length = m->bytecode_length;
    v->frames = NULL;
    v->place = v->place_count = 0;
    v->bci = 0;
    v->op = OP_nop;
    if (!operand_mark_code(v) || !handler_prepare(v) || !frame_enter_method(v))
        return false;
    if (v->infer)
        return infer_method(v);
    trace_method(v);
    return operand_check_variables(v) && check_method(v);
}

static bool verify_methods(Thread *t, Class *c, bool infer, const VerifyObserver *observer, Arena *scratch,
                           Fail *ret_fail, Problem *ret_problem)
{
    Verifier v = {
        .t = t, .c = c, .fail = ret_fail, .scratch = scratch, .infer = infer, .observer = observer};
    bool good = true;
    trace_begin(c, infer);
    arena_init_scratch(&v.class_arena);
    bool is_kept = take_arena(&v.method_arena);
    ScratchNote of_class, of_method;
    thread_note_scratch(t, &of_class, &v.class_arena);
    thread_note_scratch(t, &of_method, &v.method_arena);
    v.this_type = vtype_class(c->name);
    v.known = ARENA_ARRAY(&v.class_arena, u64, c->pool.count);
    ret_fail->error = NULL;
    for (u32 i = 0; good && i < c->method_count; i++)
        if (c->methods[i].bytecode)
            good = verify_method(&v, &c->methods[i]);
    thread_forget_scratch(t, &of_class);
    give_arena(&v.method_arena, is_kept);
    arena_free(&v.class_arena);
    *ret_problem = v.problem;
    return good;
}

/* Files of version 50 may still be written for the old verifier. So a class that the new one refuses is
 * looked at by the old one, unless StackMapTable cannot even be read. If both refuse it, the new one's text
 * counts. */
static bool fail_over(Thread *t, Class *c, Problem problem, const VerifyObserver *observer, Arena *scratch,
                      Fail *fail)
{
    Fail second;
    bool is_unreadable = problem >= PROBLEM_MAP_CUT && problem <= PROBLEM_MAP_CLASS;
    if (c->major != JAVA_6 || !fail->error || is_unreadable)
        return false;
    trace_stage(c, "Fail over class verification to old verifier for: ", "");
    bool good = verify_methods(t, c, true, observer, scratch, &second, &problem);
    fail->error = second.error;
    return good;
}

static bool verify_with(Thread *t, Class *c, VerifyMode mode, const VerifyObserver *observer, Arena *scratch,
                        Fail *ret_fail)
{
    Problem problem;
    bool infer = mode == VERIFY_INFERENCE || (mode == VERIFY_DEFAULT && c->major < JAVA_6);
    return verify_methods(t, c, infer, observer, scratch, ret_fail, &problem) ||
           (mode == VERIFY_DEFAULT && !infer && fail_over(t, c, problem, observer, scratch, ret_fail));
}

bool verify_class_as(Thread *t, Class *c, VerifyMode mode, Arena *scratch, Fail *ret_fail)
{
    return verify_with(t, c, mode, NULL, scratch, ret_fail);
}

bool verify_class_observed(Thread *t, Class *c, const VerifyObserver *observer, Arena *scratch,
                           Fail *ret_fail)
{
    return verify_with(t, c, VERIFY_DEFAULT, observer, scratch, ret_fail);
}

/* Inference has no rules for dynamic constants and calls. */
static bool can_infer(const Class *c)
{
    for (u32 i = 1; i < c->pool.count; i++) {
        u32 tag = c->pool.tags[i] & CP_TAG_MASK;
        if (tag == CP_DYNAMIC || tag == CP_INVOKE_DYNAMIC)
            return false;
    }
    return true;
}

static void add_rule(Arena *scratch, Fail *fail)
{
    VerifyText text = {.arena = scratch};
    if (!fail->error || !fail->rule)
        return;
    const char *message = fail_message(fail);
    bool is_line = message[strlen(message) - 1] != '\n';
    text_add(&text, "%s%s  Rule:\n    %s (JVMS %s)\n", message, is_line ? "\n" : "", fail->rule,
             fail->section);
    fail->details = text.start;
}

bool verify_class(Thread *t, Class *c)
{
    Arena scratch;
    Fail fail;
    arena_init_scratch(&scratch);
    trace_start(c);
    bool good = verify_class_as(t, c, VERIFY_DEFAULT, &scratch, &fail);
    if (good && verify_options.cross_check && c->major >= JAVA_6 && can_infer(c))
        good = verify_class_as(t, c, VERIFY_INFERENCE, &scratch, &fail);
    if (!good)
        trace_stage(c, "Verification for ", " failed");
    trace_stage(c, "End class verification for: ", "");
    if (!good && verify_options.rule)
        add_rule(&scratch, &fail);
    if (!good)
        fail_throw(t, &fail);
    arena_free(&scratch);
    return good;
}
