/* thread_dump.c - see thread_dump.h.
 * The layout is HotSpot's, which tools read; addresses only tell objects apart. */
#include "stdlib/dump/thread_dump.h"

#include "gc/inspect.h"
#include "jit/jit.h"
#include "stdlib/reflect/mirror.h"
#include "vm/base/trace.h"
#include "vm/base/vec.h"
#include "vm/exec/thread/thread.h"
#include "vm/exec/throw/exception.h"
#include "vm/exec/walk/walk.h"
#include "vm/host/options.h"
#include "vm/host/version.h"
#include "vm/library/wellknown.h"
#include "vm/string/strings.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

enum { NAME_SIZE = 512 };

typedef struct StateText {
    i32 status;
    const char *activity, *state;
} StateText;

static const StateText state_texts[] = {
    {THREAD_STATUS_RUNNABLE, "runnable", "RUNNABLE"},
    {THREAD_STATUS_BLOCKED, "waiting for monitor entry", "BLOCKED (on object monitor)"},
    {THREAD_STATUS_WAITING, "in Object.wait()", "WAITING (on object monitor)"},
    {THREAD_STATUS_WAITING_TIMED, "in Object.wait()", "TIMED_WAITING (on object monitor)"},
    {THREAD_STATUS_PARKED, "waiting on condition", "WAITING (parking)"},
    {THREAD_STATUS_PARKED_TIMED, "waiting on condition", "TIMED_WAITING (parking)"},
    {THREAD_STATUS_SLEEPING, "waiting on condition", "TIMED_WAITING (sleeping)"},
};

static const StateText *state_of(const Thread *thread)
{
    i32 status = thread_object_status(thread_carrier_object(thread));
    for (size_t i = 0; i < COUNT_OF(state_texts); i++)
        if (state_texts[i].status == status)
            return &state_texts[i];
    return &state_texts[0];
}

/* "cpu=1.23ms elapsed=4.56s", as far as the system tells. */
static void print_times(FILE *out, const Thread *thread)
{
    clockid_t clock;
    struct timespec time;
    if (pthread_getcpuclockid(thread->pthread, &clock) == 0 && clock_gettime(clock, &time) == 0)
        fprintf(out, "cpu=%.2fms ", (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6);
    fprintf(out, "elapsed=%.2fs ", (double)(trace_clock() - thread->start) / 1e9);
}

static void print_bytes(FILE *out, u64 bytes)
{
    u64 unit = bytes < 10 * KB ? 1 : bytes < 10 * MB ? KB : MB;
    fprintf(out, "allocated=%llu%c ", (unsigned long long)(bytes / unit),
            unit == 1 ? 'B' : unit == KB ? 'K' : 'M');
}

/* The virtual thread whose frames the thread has; NULL: none. */
static const Object *carried_thread(const Thread *thread)
{
    const Object *current = thread_current_object(thread);
    return current != thread_carrier_object(thread) ? current : NULL;
}

static void print_header(FILE *out, const Thread *thread, const StateText *state, bool extended)
{
    const Object *java_thread = thread_carrier_object(thread);
    Object *name = thread_object_name(java_thread);
    char *text = name ? string_to_utf8(name) : NULL;
    fprintf(out, "\"%s\" #%lld%s prio=%d os_prio=0 ", text ? text : "",
            (long long)thread_object_id(java_thread), thread->daemon ? " daemon" : "",
            thread_object_priority(java_thread));
    print_times(out, thread);
    if (extended)
        print_bytes(out, thread->allocated_bytes);
    free(text);
    fprintf(out, "tid=%p nid=0x%x ", (const void *)thread, (u32)thread->tid);
    const Object *carried = carried_thread(thread);
    if (carried)
        fprintf(out, "\n   Carrying virtual thread #%lld\n", (long long)thread_object_id(carried));
    else
        fprintf(out, "%s\n   java.lang.Thread.State: %s\n",
                thread->awaited_class ? "in Object.wait()" : state->activity, state->state);
}

/* "- locked <0x00007f0000001234> (a java.lang.Object)" */
static void print_object(FILE *out, const char *what, const Object *object)
{
    char name[NAME_SIZE];
    const Class *c = object_class(object);
    fprintf(out, "\t- %s%s<0x%016lx> (a %s", what, *what ? " " : "", (unsigned long)(uintptr_t)object,
            class_binary_name(c, name, sizeof name));
    if (c == WK(Class) && mirror_class(object))
        fprintf(out, " for %s", class_binary_name(mirror_class(object), name, sizeof name));
    fputs(")\n", out);
}

/* Below the youngest frame: what the thread waits for. */
static void print_blocker(FILE *out, const Thread *thread, i32 status)
{
    const Object *blocker = thread->blocked_object;
    if (!OPTION_FLAG(JavaMonitorsInStackTrace))
        return;
    if (thread->awaited_class) {
        char name[NAME_SIZE];
        fprintf(out, "\t- waiting on the Class initialization monitor for %s\n",
                class_binary_name(thread->awaited_class, name, sizeof name));
    }
    if (status == THREAD_STATUS_PARKED || status == THREAD_STATUS_PARKED_TIMED) {
        blocker = thread_object_park_blocker(thread_current_object(thread));
        if (blocker)
            print_object(out, "parking to wait for ", blocker);
    } else if (blocker) {
        print_object(out, status == THREAD_STATUS_BLOCKED ? "waiting to lock" : "waiting on", blocker);
    }
}

/* After wait() a thread waits to enter a monitor that is on its lock stack still. As the youngest of the
 * frame's locks it is not printed as held. */
static void print_locks(FILE *out, const Thread *thread, const Slot *fp, i32 status)
{
    bool is_youngest = true;
    for (u32 i = OPTION_FLAG(JavaMonitorsInStackTrace) ? thread_lock_count(thread) : 0; i > 0; i--) {
        const LockEntry *entry = &thread->locks[i - 1];
        if (entry->fp != fp)
            continue;
        bool is_awaited =
            is_youngest && status == THREAD_STATUS_BLOCKED && entry->object == thread->blocked_object;
        is_youngest = false;
        if (!is_awaited)
            print_object(out, "locked", entry->object);
    }
}

/* ---- java.util.concurrent's locks, which only a walk through the heap finds ---- */

typedef struct Owned {
    const Object *synchronizer, *owner;
} Owned;

typedef VEC(Owned) OwnedList;

/* What one dump shows. */
typedef struct Dump {
    FILE *out;
    const ThreadDumpOptions *options;
    OwnedList owned;
} Dump;

static void note_owned(Object *object, void *context)
{
    OwnedList *list = context;
    const Object *owner = mirror_synchronizer_owner(object);
    if (owner)
        vec_push(list, ((Owned){object, owner}));
}

static void print_owned(FILE *out, const Thread *thread, const OwnedList *list)
{
    bool is_any = false;
    fprintf(out, "\n   Locked ownable synchronizers:\n");
    for (u32 i = 0; i < list->count; i++) {
        if (list->items[i].owner != thread_current_object(thread))
            continue;
        print_object(out, "", list->items[i].synchronizer);
        is_any = true;
    }
    if (!is_any)
        fprintf(out, "\t- None\n");
}

/* One that has no java.lang.Thread. */
static void print_own_thread(FILE *out, const Thread *thread)
{
    fprintf(out,
            "\"%s\" daemon prio=9 os_prio=0 tid=%p nid=0x%x waiting on condition\n"
            "   java.lang.Thread.State: RUNNABLE\n",
            thread->vm_name, (const void *)thread, (u32)thread->tid);
    if (jit_is_compiler(thread))
        jit_print_task(out);
    fputc('\n', out);
}

/* is_waiting: what the thread waits for is where these frames wait. */
static void print_frames(FILE *out, const Thread *thread, FrameWalk walk, i32 status, bool is_waiting)
{
    for (; walk_valid(&walk); walk_next(&walk)) {
        exception_print_frame(out, walk.method, walk_bci(&walk));
        if (is_waiting)
            print_blocker(out, thread, status);
        is_waiting = false;
        print_locks(out, thread, walk_frame_pointer(&walk), status);
    }
}

static void print_carried(FILE *out, Thread *thread, i32 status)
{
    const Object *carried = carried_thread(thread);
    FrameWalk walk = walk_begin_virtual(thread);
    if (!carried || !walk_valid(&walk))
        return;
    fprintf(out, "   Mounted virtual thread #%lld\n", (long long)thread_object_id(carried));
    print_frames(out, thread, walk, status, true);
}

static void print_thread(const Dump *dump, Thread *thread)
{
    FILE *out = dump->out;
    if (thread->vm_name) {
        print_own_thread(out, thread);
        return;
    }
    const StateText *state = state_of(thread);
    print_header(out, thread, state, dump->options->extended);
    print_frames(out, thread, walk_begin_carrier(thread), state->status, !carried_thread(thread));
    print_carried(out, thread, state->status);
    if (dump->options->locks)
        print_owned(out, thread, &dump->owned);
    fputc('\n', out);
}

typedef VEC(Thread *) ThreadList;

static void note_thread(Thread *thread, void *context)
{
    ThreadList *list = context;
    if (thread_carrier_object(thread) || thread->vm_name)
        vec_push(list, thread);
}

void thread_dump_all(Thread *t, FILE *out, const ThreadDumpOptions *options)
{
    const ThreadDumpOptions by_flags = {.locks = OPTION_FLAG(PrintConcurrentLocks)};
    ThreadList list = {0};
    Dump dump = {.out = out, .options = options ? options : &by_flags};
    char date[32];
    time_t now = time(NULL);
    struct tm local;
    strftime(date, sizeof date, "%Y-%m-%d %H:%M:%S", localtime_r(&now, &local));
    if (dump.options->locks) /* the walk sees what the last collection found alive */
        heap_collect(t, GC_CAUSE_INSPECTION);
    safepoint_begin(t);
    if (dump.options->locks)
        heap_walk(note_owned, &dump.owned);
    fprintf(out, "%s\nFull thread dump Moka (%s %s):\n\n", date, MOKA_VERSION, jit_mode());
    thread_for_each(note_thread, &list);
    for (u32 i = list.count; i > 0; i--) /* the list has the youngest thread first, and the dump the oldest */
        print_thread(&dump, list.items[i - 1]);
    fflush(out);
    safepoint_end(t);
    vec_free(&list);
    vec_free(&dump.owned);
}
