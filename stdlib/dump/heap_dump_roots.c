/* heap_dump_roots.c - stacks and roots of a heap dump (heap_dump.h).
 * Thread n's records name it by serial number n and its trace by heap_dump_trace_serial. */
#include "stdlib/dump/heap_dump_parts.h"

#include "gc/inspect.h"
#include "vm/base/region.h"
#include "vm/base/state.h"
#include "vm/bytecode/attribute.h"
#include "vm/exec/flow/stack_map.h"
#include "vm/exec/walk/walk.h"
#include "vm/library/thread_object.h"
#include "vm/library/wellknown.h"
#include "vm/thread/handles.h"
#include "vm/thread/thread_list.h"

enum { ID = HPROF_ID_SIZE, NO_FRAME = -1, LINE_UNKNOWN = -1, LINE_NATIVE = -3 };

/* Only threads that Java knows are in the dump. */
static bool is_shown(const Thread *thread)
{
    return heap_dump_id(thread_carrier_object(thread)) != NULL;
}

/* ---- stacks ---- */

static void put_frame(HeapDump *d, const Symbol *method, const Symbol *desc, const Class *c, i32 line)
{
    const Symbol *file = c->source_file ? pool_symbol(&c->pool, c->source_file) : NULL;
    heap_dump_name(d, method);
    heap_dump_name(d, desc);
    if (file)
        heap_dump_name(d, file);
    hprof_begin(&d->file, HPROF_STACK_FRAME, 4 * ID + 4 + 4);
    hprof_u8(&d->file, d->next_frame++);
    hprof_id(&d->file, method);
    hprof_id(&d->file, desc);
    hprof_id(&d->file, file);
    hprof_u4(&d->file, heap_dump_class_serial(c));
    hprof_u4(&d->file, (u32)line);
}

static i32 line_of(const FrameWalk *walk)
{
    i32 line = method_is_native(walk->method) ? LINE_NATIVE : attribute_line(walk->method, walk_bci(walk));
    return line > 0 || line == LINE_NATIVE ? line : LINE_UNKNOWN;
}

/* The frame that would be on top if the program had made the OutOfMemoryError itself. */
static void put_constructor_frame(HeapDump *d)
{
    const Class *c = WK(OutOfMemoryError);
    const Method *m = class_declared_method(c, SYM(init), SYM(void_signature));
    put_frame(d, SYM(init), SYM(void_signature), c, m ? attribute_line(m, 0) : LINE_UNKNOWN);
}

static void put_trace(HeapDump *d, u32 serial, u32 thread_serial, u64 first_frame)
{
    u32 count = (u32)(d->next_frame - first_frame);
    hprof_begin(&d->file, HPROF_STACK_TRACE, 4 + 4 + 4 + count * (u64)ID);
    hprof_u4(&d->file, serial);
    hprof_u4(&d->file, thread_serial);
    hprof_u4(&d->file, count);
    for (u64 id = first_frame; id < d->next_frame; id++)
        hprof_u8(&d->file, id);
}

static void put_stack(Thread *thread, void *context)
{
    HeapDump *d = context;
    u64 first = d->next_frame;
    if (!is_shown(thread))
        return;
    if (thread == d->starving)
        put_constructor_frame(d);
    for (FrameWalk walk = walk_begin_all(thread); walk_valid(&walk); walk_next(&walk))
        put_frame(d, walk.method->name, walk.method->desc, walk.method->holder, line_of(&walk));
    put_trace(d, heap_dump_trace_serial(thread), thread->id, first);
}

void heap_dump_stacks(HeapDump *d)
{
    put_trace(d, HEAP_DUMP_NO_TRACE, 0, d->next_frame);
    thread_for_each(put_stack, d);
}

/* ---- roots of a thread ---- */

/* frame: its number, counted from the innermost one. */
static void put_local(HeapDump *d, HprofItem kind, const Thread *thread, const Object *object, i32 frame)
{
    if (!heap_dump_refer(d, object))
        return;
    hprof_item(&d->file, kind, ID + 4 + 4);
    hprof_id(&d->file, object);
    hprof_u4(&d->file, thread->id);
    hprof_u4(&d->file, (u32)frame);
}

/* A root that code of the VM or of a library holds. */
static void put_native(HeapDump *d, const Thread *thread, const Object *object)
{
    if (!heap_dump_refer(d, object))
        return;
    hprof_item(&d->file, HPROF_ROOT_NATIVE_STACK, ID + 4);
    hprof_id(&d->file, object);
    hprof_u4(&d->file, thread->id);
}

/* stack_visit_references goes from the innermost frame outwards; this walk goes along with it. */
typedef struct StackVisit {
    HeapDump *dump;
    const Thread *thread;
    FrameWalk walk;
    i32 frame;
} StackVisit;

/* Arguments count as the callee's. A slot that is on no stack is the one with the mirror of the frame's
 * class. */
static void visit_stack(void *start, void *end, bool exact, void *context)
{
    StackVisit *v = context;
    const Thread *thread = v->thread;
    for (Slot *at = start; at < (Slot *)end; at++) {
        bool on_stack = (char *)at >= thread->stack_memory && at < thread->stack_base;
        while (on_stack && walk_valid(&v->walk) && at >= walk_high(&v->walk)) {
            walk_next(&v->walk);
            v->frame++;
        }
        const Object *object = (const Object *)(uintptr_t)*at;
        if (exact || heap_object_start(object) == object)
            put_local(v->dump, HPROF_ROOT_JAVA_FRAME, thread, object,
                      walk_valid(&v->walk) ? v->frame : NO_FRAME);
    }
}

/* VM code at work on metadata may hold nothing but its address, which keeps the metadata's loader alive. So
 * the loader is a root, and the class whose record has the loader's references. */
static void put_metadata(HeapDump *d, const Thread *thread, const LoaderData *owner)
{
    for (const LoaderData *l = owner; l && l != boot_loader; l = l->host == l ? NULL : l->host) {
        put_native(d, thread, l->java_loader);
        if (l->class_count)
            put_native(d, thread, l->class_list[0]->mirror);
    }
}

typedef struct NativeVisit {
    HeapDump *dump;
    const Thread *thread;
} NativeVisit;

/* Stacks are read whole, the sanitizer's guards between variables too. */
__attribute__((no_sanitize_address)) static void visit_native(void *start, void *end, const void *context)
{
    const NativeVisit *v = context;
    for (void **at = start; at < (void **)end; at++) {
        if (region_contains(*at))
            put_metadata(v->dump, v->thread, region_owner(*at));
        else
            put_native(v->dump, v->thread, heap_object_start(*at));
    }
}

/* For the visitor of handles_visit_thread, which gets no context; guarded by the stopped world. */
SNAPSHOT_STATE(dropped) static struct {
    HeapDump *dump;
    const Thread *thread;
    i32 frame;
} state;

static void visit_locals(void *start, void *end)
{
    for (Object **slot = start; slot < (Object **)end; slot++)
        put_local(state.dump, HPROF_ROOT_JNI_LOCAL, state.thread, *slot, state.frame);
}

static void visit_globals(void *start, void *end)
{
    for (Object **slot = start; slot < (Object **)end; slot++) {
        if (!heap_dump_refer(state.dump, *slot))
            continue;
        hprof_item(&state.dump->file, HPROF_ROOT_JNI_GLOBAL, ID + ID);
        hprof_id(&state.dump->file, *slot);
        hprof_id(&state.dump->file, slot);
    }
}

static void put_locks(HeapDump *d, const Thread *thread)
{
    for (u32 i = 0; i < thread_lock_count(thread); i++) {
        if (!heap_dump_refer(d, thread->locks[i].object))
            continue;
        hprof_item(&d->file, HPROF_ROOT_MONITOR, ID);
        hprof_id(&d->file, thread->locks[i].object);
    }
}

static void put_thread(Thread *thread, void *context)
{
    HeapDump *d = context;
    if (is_shown(thread)) {
        hprof_item(&d->file, HPROF_ROOT_THREAD, ID + 4 + 4);
        hprof_id(&d->file, thread_carrier_object(thread));
        hprof_u4(&d->file, thread->id);
        hprof_u4(&d->file, heap_dump_trace_serial(thread));
    }
    FrameWalk innermost = walk_begin_all(thread);
    StackVisit visit = {d, thread, innermost, thread == d->starving};
    stack_visit_references(thread, visit_stack, &visit);
    NativeVisit native = {d, thread};
    roots_visit_native_stack(thread, visit_native, &native);
    put_native(d, thread, thread->exception);
    put_native(d, thread, thread->blocked_object);
    put_native(d, thread, thread->alloc_slot);
    put_native(d, thread, thread->stop_throwable);
    put_native(d, thread, thread->scoped_cache);
    put_locks(d, thread);
    state.dump = d, state.thread = thread;
    state.frame = walk_valid(&innermost) ? thread == d->starving : NO_FRAME;
    handles_visit_thread(thread, visit_locals);
}

/* ---- the VM's roots ---- */

static void put_unknown(HeapDump *d, const Object *object)
{
    if (!heap_dump_refer(d, object))
        return;
    hprof_item(&d->file, HPROF_ROOT_UNKNOWN, ID);
    hprof_id(&d->file, object);
}

static void put_sticky(Class *c, void *context)
{
    HeapDump *d = context;
    if (c->loader != boot_loader && !roots_keep_loaders)
        return;
    hprof_item(&d->file, HPROF_ROOT_STICKY_CLASS, ID);
    hprof_id(&d->file, heap_dump_refer(d, c->mirror));
}

/* References of other loaders are static fields in the record of one of their classes, if they have any, and
 * constants in the record of their class. Classes of the boot loader are roots themselves. */
static void put_loader(LoaderData *loader, void *context)
{
    if (loader != boot_loader && loader->class_count)
        return;
    for (u32 i = 1; i <= loader->ref_count; i++) {
        const Object *object = loader_ref(loader, i);
        bool is_class = object && object_class(object) == WK(Class);
        if (!heap_dump_is_constant(context, object) && !(is_class && loader == boot_loader))
            put_unknown(context, object);
    }
}

static void put_slot(Object **slot, void *context)
{
    put_unknown(context, *slot);
}

void heap_dump_roots(HeapDump *d)
{
    thread_for_each(put_thread, d);
    handles_visit_globals(visit_globals);
    heap_dump_for_each_class(d, put_sticky);
    roots_for_each_loader(put_loader, d);
    roots_for_each_slot(put_slot, d);
    put_unknown(d, *refs_pending_slot());
    for (u32 type = 0; type < COUNT_OF(wk_primitive); type++)
        if (wk_primitive[type])
            put_unknown(d, wk_primitive[type]->mirror);
}

/* ---- image space ---- */

static void note_referent(Object **slot, void *context)
{
    heap_dump_refer(context, *slot);
}

static void reach_pending(HeapDump *d)
{
    d->is_of_image = false;
    while (d->image_pending.count)
        mark_visit_slots(d->image_pending.items[--d->image_pending.count], note_referent, d);
}

static void put_unreached(Object *object, void *context)
{
    HeapDump *d = context;
    if (map_get(&d->image_reached, object))
        return;
    put_unknown(d, object);
    reach_pending(d);
}

void heap_dump_image_roots(HeapDump *d)
{
    reach_pending(d);
    image_walk(put_unreached, d);
}
