/* draft_threads.c - see draft.h: threads. Their stacks are not written: the library's own begin again in the
 * new machine, and so must not be in the middle of anything; other threads cannot be saved. */
#include "gc/inspect.h"
#include "vm/exec/walk/walk.h"
#include "vm/library/thread_object.h"
#include "vm/model/method.h"
#include "vm/snapshot/draft.h"
#include "vm/string/strings.h"
#include "vm/thread/thread_list.h"

#include <stdlib.h>
#include <string.h>

/* ---- the library's own ---- */

/* Their run() may begin again on the same object, where a field is false. */
static const struct {
    const char *class_name, *begins_false;
} services[] = {{"java/lang/ref/Reference$ReferenceHandler", NULL},
                {"java/lang/ref/Finalizer$FinalizerThread", "running"},
                {"jdk/internal/misc/InnocuousThread", "hasRun"}};
enum { SERVICES = COUNT_OF(services) };

/* SERVICES: it is none of them. */
static size_t service_of(const Object *object)
{
    size_t i = 0;
    while (object && i < SERVICES && strcmp(object_class(object)->name->text, services[i].class_name) != 0)
        i++;
    return object ? i : SERVICES;
}

/* A thread of the VM's own with a java.lang.Thread, which is a root: who needs it starts it (OwnThread). */
static bool is_own(const Object *object)
{
    SlotSearch search = {object, false};
    roots_for_each_slot(draft_compare_slot, &search);
    return search.found;
}

/* ---- what a thread is doing ---- */

typedef struct Place {
    const char *holder, *name;
} Place;

/* Where a service waits for work, with nothing taken yet; and the frames from there out to its run(). A
 * method that has taken something calls others, or is itself the innermost. */
static const Place waits[] = {{"java/lang/Object", "wait"},
                              {"java/lang/Object", "wait0"},
                              {"java/lang/ref/Reference", "waitForReferencePendingList"}};
static const Place callers[] = {{"java/lang/Object", "wait"},
                                {"java/lang/ref/Reference", "processPendingReferences"},
                                {"java/lang/ref/ReferenceQueue", "remove"},
                                {"java/lang/ref/ReferenceQueue", "remove0"},
                                {"java/lang/ref/ReferenceQueue", "await"},
                                {"java/lang/ref/Reference$ReferenceHandler", "run"},
                                {"java/lang/ref/Finalizer$FinalizerThread", "run"},
                                {"jdk/internal/ref/CleanerImpl", "run"},
                                {"java/lang/Thread", "run"},
                                {"java/lang/Thread", "runWith"},
                                {"jdk/internal/misc/InnocuousThread", "run"}};

static bool is_among(const Method *m, const Place *places, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(m->holder->name->text, places[i].holder) == 0 &&
            strcmp(m->name->text, places[i].name) == 0)
            return true;
    return false;
}

/* The method that shows a service to be at work; NULL: it waits for some. */
static const Method *work_of(FrameWalk walk)
{
    if (!is_among(walk.method, waits, COUNT_OF(waits)))
        return walk.method;
    for (walk_next(&walk); walk_valid(&walk); walk_next(&walk))
        if (!is_among(walk.method, callers, COUNT_OF(callers)))
            return walk.method;
    return NULL;
}

static void refuse_thread(Draft *d, const Thread *t, const char *what, const Method *m)
{
    const Object *object = thread_carrier_object(t), *string = thread_object_name(object);
    char *name = string ? string_to_utf8(string) : NULL;
    draft_refuse_work(d, "thread \"%s\" (%s) is %s in %s.%s", name ? name : "",
                      object_class(object)->name->text, what, m->holder->name->text, m->name->text);
    free(name);
}

/* A service has a frame as soon as it has begun; a thread of the VM's own has one only while it calls Java.
 * Threads that begin, end or work may be at rest soon. */
static void check_rest(Thread *t, void *context)
{
    Draft *d = context;
    const Object *object = thread_carrier_object(t);
    FrameWalk walk = walk_begin_all(t);
    if (t == d->main || t->vm_name || (object && is_own(object) && !walk_valid(&walk)))
        return;
    if (!walk_valid(&walk)) {
        draft_refuse_work(d, "thread %d begins or ends", t->tid);
    } else if (service_of(object) < SERVICES) {
        const Method *work = work_of(walk);
        if (work)
            refuse_thread(d, t, "at work", work);
    } else {
        refuse_thread(d, t, is_own(object) ? "at work" : "running", walk.method);
    }
}

/* References that wait for their handler may free what no file can hold. */
void draft_check_threads(Draft *d)
{
    if (*refs_pending_slot())
        draft_refuse_work(d, "references wait to be processed");
    thread_for_each(check_rest, d);
    if (thread_lock_count(d->main) || d->main->fp)
        draft_refuse(d, "the main thread is in Java");
}

/* ---- what of them is written ---- */

static void clear_flag(Draft *d, u32 place, const Class *c, const char *name)
{
    for (u32 i = 0; name && i < c->field_count; i++)
        if (strcmp(c->fields[i].name->text, name) == 0)
            d->image[place - SNAPSHOT_IMAGE_BASE + c->fields[i].offset] = 0;
}

static void note_thread(Thread *t, void *context)
{
    Draft *d = context;
    const Object *object = thread_carrier_object(t);
    size_t service = service_of(object);
    if (t == d->main || service == SERVICES)
        return;
    u32 place = draft_place(d, object);
    clear_flag(d, place, object_class(object), services[service].begins_false);
    vec_push(&d->threads, place);
}

void draft_threads(Draft *d)
{
    thread_for_each(note_thread, d);
}
