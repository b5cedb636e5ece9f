/* exception_trace.c - see exception.h: the trace that a throwable keeps.
 * A backtrace is an Object[2]: a long[] of method reference << 32 | flags | bci, and the mirrors that keep
 * its classes alive. */
#include "vm/exec/throw/exception.h"

#include "classloader/define/define.h"
#include "classloader/load/loader.h"
#include "gc/heap.h"
#include "vm/base/region.h"
#include "vm/base/state.h"
#include "vm/exec/walk/walk.h"
#include "vm/library/wellknown.h"

enum { BACKTRACE_METHODS, BACKTRACE_MIRRORS, BACKTRACE_LENGTH };

SNAPSHOT_STATE(rebuilt) static struct {
    ExceptionOptions options;
} state;

void exception_init(ExceptionOptions options)
{
    state.options = options;
}

void exception_trace_reset(void)
{
    STATE_CLEAR(state);
}

static const u64 TOP_WAS_HIDDEN = (u64)1 << 31; /* a flag in the first element, where a bci takes 16 bits */

static bool makes_throwable(const Method *m, Class *thrown, const Symbol *name)
{
    return m->name == name && class_is_subtype(thrown, m->holder);
}

/* The walk starts outside the frames that only make the throwable: fillInStackTrace, then the
 * constructors. */
static FrameWalk skip_making(Thread *t, Class *thrown)
{
    FrameWalk walk = walk_begin(t);
    while (walk_valid(&walk) && makes_throwable(walk.method, thrown, SYM(fillInStackTrace)))
        walk_next(&walk);
    while (walk_valid(&walk) && makes_throwable(walk.method, thrown, SYM(init)))
        walk_next(&walk);
    return walk;
}

static bool is_shown(const FrameWalk *walk)
{
    return state.options.shows_hidden || !walk_is_hidden(walk);
}

static i32 count_frames(FrameWalk walk, i32 *ret_mirrors)
{
    i32 count = 0;
    *ret_mirrors = 0;
    i32 limit = state.options.trace_limit > 0 ? state.options.trace_limit : INT32_MAX;
    for (const Class *last = NULL; walk_valid(&walk) && count < limit; walk_next(&walk)) {
        if (!is_shown(&walk))
            continue;
        count++;
        if (walk.method->holder->loader != boot_loader && walk.method->holder != last) {
            last = walk.method->holder;
            ++*ret_mirrors;
        }
    }
    return count;
}

static void store_frames(FrameWalk walk, Object *methods, Object *mirrors)
{
    i64 *rows = array_data(methods);
    i32 count = array_length(methods), next = 0, mirror = 0;
    bool hidden_top = walk_valid(&walk) && !is_shown(&walk);
    for (const Class *last = NULL; walk_valid(&walk) && next < count; walk_next(&walk)) {
        if (!is_shown(&walk))
            continue;
        rows[next++] = (i64)((u64)region_ref(walk.method) << 32 | walk_bci(&walk));
        if (walk.method->holder->loader != boot_loader && walk.method->holder != last) {
            last = walk.method->holder;
            ref_array_set(mirrors, mirror++, walk.method->holder->mirror);
        }
    }
    if (hidden_top && count)
        rows[0] |= (i64)TOP_WAS_HIDDEN;
}

/* NULL: there is no memory for it. Nothing is pending then, since a throwable without a trace is better than
 * another throwable. */
static Object *make_backtrace(Thread *t, FrameWalk walk, i32 *ret_depth)
{
    i32 mirror_count;
    *ret_depth = count_frames(walk, &mirror_count);
    Class *objects = define_array_class(t, WK(Object));
    Object *backtrace = objects ? heap_new_array(t, objects, BACKTRACE_LENGTH) : NULL;
    Object *methods = backtrace ? heap_new_array(t, wk_primitive_array[T_LONG], *ret_depth) : NULL;
    Object *mirrors = methods && mirror_count ? heap_new_array(t, objects, mirror_count) : NULL;
    if (!methods || (mirror_count && !mirrors)) {
        t->exception = NULL;
        return NULL;
    }
    store_frames(walk, methods, mirrors);
    ref_array_set(backtrace, BACKTRACE_METHODS, methods);
    ref_array_set(backtrace, BACKTRACE_MIRRORS, mirrors);
    return backtrace;
}

void exception_fill_in_stack_trace(Thread *t, Object *throwable)
{
    if (!WK_FIELD(Throwable_backtrace) || !state.options.fills_traces)
        return;
    i32 depth = 0;
    ref_store(throwable, WK_FIELD(Throwable_backtrace), NULL);
    Object *backtrace = make_backtrace(t, skip_making(t, object_class(throwable)), &depth);
    ref_store(throwable, WK_FIELD(Throwable_backtrace), backtrace);
    *FIELD_AT(throwable, WK_FIELD(Throwable_depth), i32) = backtrace ? depth : 0;
    Object *unassigned = ref_load(WK(Throwable)->mirror, WK_FIELD(Throwable_UNASSIGNED_STACK));
    ref_store(throwable, WK_FIELD(Throwable_stackTrace), unassigned);
}

i32 exception_backtrace_depth(Object *throwable)
{
    return *FIELD_AT(throwable, WK_FIELD(Throwable_depth), i32);
}

bool exception_backtrace_element(Object *backtrace, i32 index, Method **ret_method, u32 *ret_bci)
{
    Object *methods = backtrace ? ref_array_get(backtrace, BACKTRACE_METHODS) : NULL;
    if (!methods || index >= array_length(methods))
        return false;
    u64 row = ((const u64 *)array_data(methods))[index];
    *ret_method = region_pointer((u32)(row >> 32));
    *ret_bci = (u32)row & 0xFFFF;
    return true;
}

bool exception_top_hidden(Object *backtrace)
{
    Object *methods = backtrace ? ref_array_get(backtrace, BACKTRACE_METHODS) : NULL;
    return methods && array_length(methods) && (*(const u64 *)array_data(methods) & TOP_WAS_HIDDEN);
}
