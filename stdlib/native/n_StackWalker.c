/* n_StackWalker.c - StackWalker, and the StackTraceElements of traces and frames.
 * The natives are here, and not behind libjava, because they changed their parameters between releases: a
 * row says which form is whose, while a JVM_* function could have only one. */
#include "gc/heap.h"
#include "stdlib/native/natives.h"
#include "stdlib/reflect/live_frame.h"
#include "stdlib/reflect/methodhandle.h"
#include "stdlib/reflect/stack_trace.h"
#include "vm/exec/continuation/chunk.h"
#include "vm/exec/throw/exception.h"
#include "vm/library/member_name.h"
#include "vm/model/call.h"
#include "vm/string/strings.h"

#define WALKER  "java/lang/StackStreamFactory$AbstractStackWalker"
#define ELEMENT "java/lang/StackTraceElement"
#define FRAME   "java/lang/StackFrameInfo"

/* ---- the frame that a StackFrameInfo stands for ---- */

/* Until 17 its member is a MemberName, later a ResolvedMethodName. */
static Method *frame_info_method(const Object *info)
{
    if (WK_FIELD(StackFrameInfo_memberName))
        return member_name_target(ref_load(info, WK_FIELD(StackFrameInfo_memberName)));
    return member_resolved_target(ref_load(info, WK_FIELD(ClassFrameInfo_classOrMemberName)));
}

static bool fill_member_name(Thread *t, Object *info, Method *m)
{
    Object *member = ref_load(info, WK_FIELD(StackFrameInfo_memberName));
    if (member)
        return member_name_set_method(t, member, m, m->holder, MEMBER_DIRECT);
    THROW(t, InternalError, "StackWalker buffer without a MemberName");
    return false;
}

static void add_flags(Object *info, const Method *m)
{
    *FIELD_AT(info, WK_FIELD(ClassFrameInfo_flags), i32) |= (i32)member_flags(m);
}

static bool fill_resolved_method(Thread *t, Object *info, Method *m)
{
    Object *resolved = member_resolved_new(t, m);
    if (!resolved)
        return false;
    ref_store(info, WK_FIELD(ClassFrameInfo_classOrMemberName), resolved);
    add_flags(info, m);
    return true;
}

/* ---- the walk ---- */

enum {
    WALK_CLASS_REFS = 0x2,
    WALK_GET_CALLER = 0x4,
    WALK_SHOW_HIDDEN = 0x20,
    WALK_LIVE = 0x100,
    FIRST_FRAME = 2
};

/* Lives on the native stack of callStackWalk while doStackWalk runs; its address is the anchor. */
typedef struct WalkAnchor {
    u64 magic;
    FrameWalk walk;
    i64 mode;
} WalkAnchor;

static const u64 WALK_MAGIC = 0x6D6F6B612D77616C;

static bool walker_skips(const WalkAnchor *anchor)
{
    return !(anchor->mode & WALK_SHOW_HIDDEN) && walk_is_hidden(&anchor->walk);
}

/* Java wants classes alone: as elements of the array, or in a ClassFrameInfo with the method's flags. */
static bool fill_class(Thread *t, Object *frames, i32 index, const Method *m)
{
    if (!WK_FIELD(ClassFrameInfo_flags)) {
        ref_array_set(frames, index, m->holder->mirror);
        return true;
    }
    Object *info = ref_array_get(frames, index);
    if (!info) {
        THROW(t, InternalError, "StackWalker buffer without a ClassFrameInfo");
        return false;
    }
    ref_store(info, WK_FIELD(ClassFrameInfo_classOrMemberName), m->holder->mirror);
    add_flags(info, m);
    return true;
}

static bool fill_method(Thread *t, const WalkAnchor *anchor, Object *info)
{
    Method *m = anchor->walk.method;
    if (!info) {
        THROW(t, InternalError, "StackWalker buffer without a StackFrameInfo");
        return false;
    }
    *FIELD_AT(info, WK_FIELD(StackFrameInfo_bci), i32) = (i32)walk_bci(&anchor->walk);
    bool filled = WK_FIELD(StackFrameInfo_memberName) ? fill_member_name(t, info, m)
                                                      : fill_resolved_method(t, info, m);
    return filled && (!(anchor->mode & WALK_LIVE) || live_frame_fill(t, &anchor->walk, info));
}

static bool fill_frame(Thread *t, const WalkAnchor *anchor, Object *frames, i32 index)
{
    if (anchor->mode & (WALK_CLASS_REFS | WALK_GET_CALLER))
        return fill_class(t, frames, index, anchor->walk.method);
    return fill_method(t, anchor, ref_array_get(frames, index));
}

/* Fills frames[start..limit) as far as there are any; the index after the last one filled. */
static i32 fetch_batch(Thread *t, WalkAnchor *anchor, Object *frames, i32 start, i32 limit)
{
    i32 next = start;
    for (; walk_valid(&anchor->walk) && next < limit; walk_next(&anchor->walk)) {
        if (walker_skips(anchor))
            continue;
        if ((anchor->mode & WALK_GET_CALLER) && next == start && start == FIRST_FRAME &&
            (anchor->walk.method->flags & METHOD_CALLER_SENSITIVE)) {
            THROW(t, UnsupportedOperationException,
                  "StackWalker::getCallerClass called from @CallerSensitive '%s' method",
                  anchor->walk.method->name->text);
            return next;
        }
        if (!fill_frame(t, anchor, frames, next))
            return next;
        next++;
    }
    return next;
}

static bool is_walker_frame(const Method *m)
{
    return m->holder == WK(StackWalker) || class_is_subtype(m->holder, WK(AbstractStackWalker));
}

/* Frames that are on no stack: Java keeps the continuation from going on meanwhile. */
static FrameWalk walk_continuation(Thread *t, const Object *continuation)
{
    Object *chunk = ref_load(continuation, WK_FIELD(Continuation_tail));
    if (!chunk || chunk_is_empty(chunk) || !chunk_unpack(t, chunk))
        return (FrameWalk){.thread = t};
    FramePart part = chunk_part(chunk);
    return walk_part(t, part.fp, NULL, part.return_pc);
}

static void begin_walk(Thread *t, WalkAnchor *anchor, const Object *continuation, i32 skip)
{
    anchor->walk = continuation ? walk_continuation(t, continuation) : walk_begin(t);
    while (walk_valid(&anchor->walk) && is_walker_frame(anchor->walk.method))
        walk_next(&anchor->walk);
    for (i32 left = skip; left > 0 && walk_valid(&anchor->walk); walk_next(&anchor->walk))
        if (!walker_skips(anchor))
            left--;
}

/* What Java asks for: a part of the buffer, and how doStackWalk is told what was filled. */
typedef struct WalkRequest {
    Object *walker, *frames;
    const Object *continuation; /* NULL: the thread's own frames */
    i64 mode;
    i32 skip, start, limit;
    i32 batch; /* what doStackWalk gets back as its size; 0: how many were filled */
} WalkRequest;

static u64 call_stack_walk(Thread *t, const WalkRequest *r)
{
    if (!r->frames) {
        THROW(t, NullPointerException, "frames_array is NULL");
        return 0;
    }
    WalkAnchor anchor = {.magic = WALK_MAGIC, .mode = r->mode};
    begin_walk(t, &anchor, r->continuation, r->skip);
    i32 end = fetch_batch(t, &anchor, r->frames, r->start, r->limit);
    if (t->exception)
        return 0;
    if (end <= r->start && !r->continuation) {
        THROW(t, InternalError, "stack walk: decode failed");
        return 0;
    }
    Value args[6] = {{.l = r->walker}, {.j = (i64)(uintptr_t)&anchor}, {.i = r->skip},
                     {.i = r->batch ? r->batch : end - r->start}, {.i = r->start}, {.i = end}};
    Value result = {0};
    bool ok = call_virtual(t, WK_METHOD(AbstractStackWalker_doStackWalk), args, &result);
    anchor.magic = 0;
    return ok ? (u64)(uintptr_t)result.l : 0;
}

/* NULL: InternalError is pending. */
static WalkAnchor *anchor_at(Thread *t, i64 address)
{
    WalkAnchor *anchor = (WalkAnchor *)(uintptr_t)address;
    if (anchor && anchor->magic == WALK_MAGIC && anchor->walk.thread == t)
        return anchor;
    THROW(t, InternalError, "doStackWalk: corrupted buffers");
    return NULL;
}

/* The index after the last frame that was filled. */
static i32 more_stack_walk(Thread *t, i64 anchor_address, Object *frames, i32 start, i32 limit)
{
    WalkAnchor *anchor = anchor_at(t, anchor_address);
    return anchor ? fetch_batch(t, anchor, frames, start, limit) : start;
}

/* Until 17: a batch begins at `start`, whatever the buffer's size. */

static u64 n_AbstractStackWalker_callStackWalk(Thread *t, const Slot *args)
{
    i32 batch = arg_int(args, 4), start = arg_int(args, 5);
    WalkRequest request = {.walker = arg_ref(args, 0), .frames = arg_ref(args, 6),
                           .mode = arg_long(args, 1),  .skip = arg_int(args, 3),
                           .start = start,             .limit = start + batch,
                           .batch = batch};
    return call_stack_walk(t, &request);
}

static u64 n_AbstractStackWalker_fetchStackFrames(Thread *t, const Slot *args)
{
    i32 batch = arg_int(args, 5), start = arg_int(args, 6);
    return (u32)more_stack_walk(t, arg_long(args, 3), arg_ref(args, 7), start, start + batch);
}

/* Since there are continuations: the size is the whole buffer's, what is told is a count, and what is walked
 * may be the frames of a continuation that is not mounted, and then those of its parents. */

static u64 n_AbstractStackWalker_callStackWalk_continuation(Thread *t, const Slot *args)
{
    WalkRequest request = {.walker = arg_ref(args, 0), .frames = arg_ref(args, 7),
                           .mode = arg_int(args, 1),   .skip = arg_int(args, 2),
                           .start = arg_int(args, 6),  .limit = arg_int(args, 5),
                           .continuation = arg_ref(args, 4)};
    return call_stack_walk(t, &request);
}

static u64 n_AbstractStackWalker_fetchStackFrames_count(Thread *t, const Slot *args)
{
    i32 size = arg_int(args, 5), start = arg_int(args, 6);
    return (u32)(more_stack_walk(t, arg_long(args, 2), arg_ref(args, 7), start, size) - start);
}

static u64 n_AbstractStackWalker_setContinuation(Thread *t, const Slot *args)
{
    WalkAnchor *anchor = anchor_at(t, arg_long(args, 1));
    if (anchor)
        anchor->walk = walk_continuation(t, arg_ref(args, 4));
    return 0;
}

/* ---- names and elements ---- */

static u64 n_StackFrameInfo_expandStackFrameInfo(Thread *t, const Slot *args)
{
    Object *info = arg_ref(args, 0);
    Method *m = frame_info_method(info);
    Object *name = string_intern_symbol(t, m->name);
    if (!name)
        return 0;
    ref_store(info, WK_FIELD(StackFrameInfo_name), name);
    Object *type = string_intern_symbol(t, m->desc); /* Java makes a MethodType of it */
    if (type)
        ref_store(info, WK_FIELD(StackFrameInfo_type), type);
    return 0;
}

static u64 n_StackTraceElement_initStackTraceElement(Thread *t, const Slot *args)
{
    Object *info = arg_ref(args, 1);
    Method *m = frame_info_method(info);
    if (m)
        stack_trace_fill_element(t, arg_ref(args, 0), m,
                                 (u32)*FIELD_AT(info, WK_FIELD(StackFrameInfo_bci), i32));
    else
        THROW(t, InternalError, "StackFrameInfo without a method");
    return 0;
}

static void init_elements(Thread *t, Object *elements, Object *backtrace)
{
    for (i32 i = 0; !t->exception && i < array_length(elements); i++) {
        Method *m;
        u32 bci;
        Object *element = ref_array_get(elements, i);
        if (!element)
            THROW(t, NullPointerException, NULL);
        else if (backtrace && exception_backtrace_element(backtrace, i, &m, &bci))
            stack_trace_fill_element(t, element, m, bci);
    }
}

/* Until 17: of a Throwable. */
static u64 n_StackTraceElement_initStackTraceElements(Thread *t, const Slot *args)
{
    Object *elements = arg_ref(args, 0), *thrown = arg_ref(args, 1);
    if (!elements || !thrown) {
        THROW(t, NullPointerException, NULL);
        return 0;
    }
    if (array_length(elements) != *FIELD_AT(thrown, WK_FIELD(Throwable_depth), i32))
        THROW(t, IndexOutOfBoundsException, NULL);
    init_elements(t, elements, ref_load(thrown, WK_FIELD(Throwable_backtrace)));
    return 0;
}

/* Later: of its backtrace and depth. */
static u64 n_StackTraceElement_initStackTraceElements_backtrace(Thread *t, const Slot *args)
{
    Object *elements = arg_ref(args, 0), *backtrace = arg_ref(args, 1);
    if (!elements || !backtrace) {
        THROW(t, NullPointerException, NULL);
        return 0;
    }
    if (array_length(elements) != arg_int(args, 2))
        THROW(t, IndexOutOfBoundsException, NULL);
    init_elements(t, elements, backtrace);
    return 0;
}

const NativeRow n_StackWalker_natives[] = {
    NATIVE_UNTIL(17, WALKER, "callStackWalk", "(JIII[Ljava/lang/Object;)Ljava/lang/Object;",
                 n_AbstractStackWalker_callStackWalk),
    NATIVE_UNTIL(17, WALKER, "fetchStackFrames", "(JJII[Ljava/lang/Object;)I",
                 n_AbstractStackWalker_fetchStackFrames),
    NATIVE_SINCE(25, WALKER, "callStackWalk",
                 "(IILjdk/internal/vm/ContinuationScope;Ljdk/internal/vm/Continuation;II"
                 "[Ljava/lang/Object;)Ljava/lang/Object;",
                 n_AbstractStackWalker_callStackWalk_continuation),
    NATIVE_SINCE(25, WALKER, "fetchStackFrames", "(IJIII[Ljava/lang/Object;)I",
                 n_AbstractStackWalker_fetchStackFrames_count),
    NATIVE_SINCE(25, WALKER, "setContinuation", "(J[Ljava/lang/Object;Ljdk/internal/vm/Continuation;)V",
                 n_AbstractStackWalker_setContinuation),
    NATIVE_SINCE(25, FRAME, "expandStackFrameInfo", "()V", n_StackFrameInfo_expandStackFrameInfo),
    NATIVE(ELEMENT, "initStackTraceElement", "(L" ELEMENT ";L" FRAME ";)V",
           n_StackTraceElement_initStackTraceElement),
    NATIVE_UNTIL(17, ELEMENT, "initStackTraceElements", "([L" ELEMENT ";Ljava/lang/Throwable;)V",
                 n_StackTraceElement_initStackTraceElements),
    NATIVE_SINCE(25, ELEMENT, "initStackTraceElements", "([L" ELEMENT ";Ljava/lang/Object;I)V",
                 n_StackTraceElement_initStackTraceElements_backtrace),
    {0},
};
