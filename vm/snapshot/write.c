/* write.c - see snapshot.h: the machine is looked at while the world stands, and the draft is written. */
#include "classloader/source/source.h"
#include "gc/inspect.h"
#include "vm/base/host_lock.h"
#include "vm/base/host_slot.h"
#include "vm/base/region.h"
#include "vm/base/trace.h"
#include "vm/exec/thread/thread.h"
#include "vm/exec/thread/thread_hold.h"
#include "vm/library/thread_object.h"
#include "vm/host/options.h"
#include "vm/model/method.h"
#include "vm/snapshot/cache.h"
#include "vm/snapshot/crac.h"
#include "vm/snapshot/draft.h"
#include "vm/snapshot/key.h"
#include "vm/snapshot/settle.h"
#include "vm/snapshot/snapshot.h"
#include "vm/snapshot/training.h"
#include "vm/string/strings.h"
#include "vm/thread/thread_state.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* ---- host slots ---- */

static SnapshotSlot slot_of(Draft *d, u32 number)
{
    size_t size;
    Dl_info info;
    const char *value = host_slot_get(number);
    if ((uintptr_t)value < host_slot_count() || map_get_u64(&d->unused, number + 1u)) /* or free */
        return (SnapshotSlot){SLOT_EMPTY, 0};
    if (value == source_image_map(&size))
        return (SnapshotSlot){SLOT_IMAGE, 0};
    if (!dladdr(value, &info)) {
        draft_refuse(d, "host slot %u is no function of a library", number);
        return (SnapshotSlot){SLOT_EMPTY, 0};
    }
    bool is_ours = info.dli_fbase == key_library_base();
    u32 library = is_ours ? SLOT_LIBJVM : SLOT_LIBJVM + draft_library(d, info.dli_fname);
    return (SnapshotSlot){library, (u32)(value - (const char *)info.dli_fbase)};
}

static void note_slots(Draft *d)
{
    for (u32 i = 0; i < host_slot_count(); i++)
        vec_push(&d->slots, slot_of(d, i));
}

/* ---- strings ---- */

static void note_string(Object *string, u64 hash, void *context)
{
    Draft *d = context;
    u32 place = draft_place(d, string);
    if (place)
        vec_push(&d->strings, ((SnapshotString){hash, place, 0}));
}

/* ---- the visit ---- */

static int compare_hashes(const void *a, const void *b)
{
    const SavedHash *x = a, *y = b;
    return x->object < y->object ? -1 : x->object > y->object;
}

static int compare_strings(const void *a, const void *b)
{
    const SnapshotString *x = a, *y = b;
    return x->object < y->object ? -1 : x->object > y->object;
}

static void visit(void *context)
{
    Draft *d = context;
    draft_note_mappings(d);
    draft_check_threads(d);
    if (d->problem[0])
        return;
    draft_objects(d);
    if (d->problem[0])
        return;
    draft_files(d);
    if (d->is_application)
        draft_randoms(d);
    draft_metadata(d);
    draft_threads(d);
    note_slots(d);
    strings_for_each(note_string, d);
    qsort(d->strings.items, d->strings.count, sizeof d->strings.items[0], compare_strings);
    qsort(d->hashes.items, d->hashes.count, sizeof d->hashes.items[0], compare_hashes);
}

/* NULL: there is no memory. */
static Draft *try_draft(Thread *t)
{
    Draft *d = calloc(1, sizeof *d);
    if (!d)
        return NULL;
    d->main = t;
    d->is_application = options.snapshot_app;
    if (d->is_application && !draft_command(d))
        draft_refuse(d, "no program has been started by the launcher");
    else
        heap_collect_and_visit(t, GC_CAUSE_HEAP_DUMP, HEAP_VISIT_AT_END, visit, d);
    return d;
}

/* The machine, as soon as its threads are at rest: services have work after a collection, others begin or
 * end. What a cleaner frees may be there once more. */
static Draft *draft_of(Thread *t)
{
    enum { TRIES = 400, TRIES_AT_REST = 40 };
    for (int i = 0, at_rest = 0;; i++) {
        thread_hold_rest(t);
        Draft *d = settle_again(t) ? try_draft(t) : NULL;
        if (!d || !d->problem[0] || i == TRIES || (!d->is_restless && ++at_rest == TRIES_AT_REST))
            return d;
        draft_free(d);
        thread_block_begin(t);
        nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
        thread_block_end(t);
    }
}

/* ---- the file ---- */

typedef struct Output {
    int file;
    bool failed;
    u64 at;
} Output;

static void put(Output *out, const void *data, size_t size)
{
    for (size_t done = 0; done < size && !out->failed;) {
        ssize_t count = pwrite(out->file, (const char *)data + done, size - done, (off_t)(out->at + done));
        out->failed = count <= 0;
        done += count > 0 ? (size_t)count : 0;
    }
    out->at += size;
}

static bool is_zero(const char *page, size_t size)
{
    return !*page && memcmp(page, page + 1, size - 1) == 0;
}

/* Pages of zeros are left out, where the file has a hole. */
static void put_pages(Output *out, const char *data, size_t size)
{
    for (size_t at = 0; at < size; at += SNAPSHOT_PAGE)
        if (is_zero(data + at, SNAPSHOT_PAGE))
            out->at += SNAPSHOT_PAGE;
        else
            put(out, data + at, SNAPSHOT_PAGE);
    out->failed |= ftruncate(out->file, (off_t)out->at) != 0;
}

typedef struct Part {
    const void *data;
    size_t size;
} Part;

/* The small sections, in memory as they will be in the file; the header is left out. */
static char *lay_out(SnapshotHeader *h, const Part parts[SECTION_COUNT])
{
    u64 at = sizeof *h;
    for (u32 i = 0; i < SECTION_COUNT; i++) {
        at = ALIGN_UP(at, i >= SECTION_REGION ? (u64)SNAPSHOT_PAGE : 8);
        h->sections[i] = (SnapshotExtent){at, parts[i].size};
        at += parts[i].size;
    }
    h->file_size = at;
    char *small = calloc(1, h->sections[SECTION_REGION].offset);
    for (u32 i = 0; small && i < SECTION_REGION; i++)
        memcpy(small + h->sections[i].offset, parts[i].data, parts[i].size);
    return small;
}

static u64 sum_large(u64 sum, const Part *part)
{
    for (size_t at = 0; at < part->size; at += SNAPSHOT_PIECE) {
        size_t left = part->size - at;
        sum = format_sum_piece(sum, (const char *)part->data + at,
                               left < SNAPSHOT_PIECE ? left : SNAPSHOT_PIECE);
    }
    return sum;
}

static void put_all(Output *out, SnapshotHeader *h, const Part parts[SECTION_COUNT])
{
    char *small = lay_out(h, parts);
    if (!small) {
        out->failed = true;
        return;
    }
    u64 begin = sizeof *h, end = h->sections[SECTION_REGION].offset;
    h->small_sum = format_sum(small + begin, end - begin);
    h->large_sum = sum_large(sum_large(0, &parts[SECTION_REGION]), &parts[SECTION_IMAGE]);
    h->header_sum = format_sum(h, offsetof(SnapshotHeader, header_sum));
    memcpy(small, h, sizeof *h);
    put(out, small, end);
    put_pages(out, parts[SECTION_REGION].data, parts[SECTION_REGION].size);
    put_pages(out, parts[SECTION_IMAGE].data, parts[SECTION_IMAGE].size);
    free(small);
}

#define PART(vec)                                                                                            \
    {                                                                                                        \
        (vec).items, (vec).count * sizeof *(vec).items                                                       \
    }

/* Whoever copies or changes the file gives it another number or time. Files that are to be equal have
 * none. */
static void note_identity(Output *out, SnapshotHeader *h)
{
    struct stat status;
    if (options.snapshot_seed)
        return;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    h->time = (u64)now.tv_sec * 1000000000u + (u64)now.tv_nsec;
    if (fstat(out->file, &status) != 0)
        out->failed = true;
    h->inode = status.st_ino;
}

static void set_time(const Output *out, const SnapshotHeader *h)
{
    struct timespec time = {(time_t)(h->time / 1000000000u), (long)(h->time % 1000000000u)};
    futimens(out->file, (struct timespec[2]){time, time});
}

static void put_draft(Output *out, const Draft *d, const char *key)
{
    size_t bits = d->image_size / OBJECT_ALIGN;
    Part parts[SECTION_COUNT] = {
        [SECTION_KEY] = {key, strlen(key)},
        [SECTION_SAVED] = {d->saved, d->saved_size},
        [SECTION_CHUNKS] = PART(d->chunks),
        [SECTION_OWNERS] = PART(d->owners),
        [SECTION_LIBRARIES] = PART(d->libraries),
        [SECTION_SLOTS] = PART(d->slots),
        [SECTION_STRINGS] = PART(d->strings),
        [SECTION_HASHES] = PART(d->hashes),
        [SECTION_ROOTS] = PART(d->roots),
        [SECTION_THREADS] = PART(d->threads),
        [SECTION_NATIVES] = PART(d->natives),
        [SECTION_MAPPED] = PART(d->mapped),
        [SECTION_FILES] = PART(d->files),
        [SECTION_PATHS] = PART(d->paths),
        [SECTION_COMMAND] = PART(d->command),
        [SECTION_STUBS] = {method_stubs, sizeof method_stubs},
        [SECTION_STARTS] = {d->starts, (bits / 64 + 1) * sizeof(u64)},
        [SECTION_REGION] = {d->region, d->region_size},
        [SECTION_IMAGE] = {d->image, d->image_size},
    };
    SnapshotHeader header = {.magic = SNAPSHOT_MAGIC,
                             .format = SNAPSHOT_FORMAT,
                             .header_size = sizeof header,
                             .region_base = (u64)(uintptr_t)region_base,
                             .region_size = (u64)(region_end - region_base),
                             .main_thread = draft_place(d, thread_carrier_object(d->main)),
                             .lock_count = host_lock_last(),
                             .is_application = d->is_application};
    note_identity(out, &header);
    put_all(out, &header, parts);
    if (header.time)
        set_time(out, &header);
}

/* The file appears under its name when it is complete. */
static const char *write_file(const Draft *d, const char *key, const char *path)
{
    char temporary[4096];
    if ((size_t)snprintf(temporary, sizeof temporary, "%s.%d", path, (int)getpid()) >= sizeof temporary)
        return "its name is too long";
    Output out = {.file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600)};
    if (out.file < 0)
        return strerror(errno);
    put_draft(&out, d, key);
    if (close(out.file) != 0)
        out.failed = true;
    if (!out.failed && rename(temporary, path) == 0)
        return NULL;
    const char *problem = errno ? strerror(errno) : "it cannot be written";
    unlink(temporary);
    return problem;
}

/* ---- the whole ---- */

static const char *write_draft(const Draft *d, const char *key, const char *path)
{
    if (d->problem[0])
        return d->problem;
    const char *problem = write_file(d, key, path);
    if (!problem)
        TRACE(SNAPSHOT, "%s is written: %u objects, %zu KB; metadata %zu KB", path, d->objects.count,
              d->image_size / KB, d->region_size / KB);
    return problem;
}

const char *snapshot_write(Thread *t, const char *home, const char *path)
{
    const char *problem;
    char *key = malloc(KEY_SIZE);
    if (!key)
        return "there is no memory for the copy";
    if (!key_text(home, options.snapshot_app, key, &problem))
        return problem;
    if (!options.snapshot_app && (problem = training_run(t, path)))
        return problem;
    if (options.snapshot_app && !crac_before_checkpoint(t))
        return "a resource refuses";
    cache_train(t);
    while (thread_hold_release(t)) {
    }
    if (!settle_begin(t))
        return "the machine cannot be prepared";
    heap_collect(t, GC_CAUSE_METADATA); /* what the training has left; what unloaded classes had is free */
    const Draft *draft = draft_of(t);
    settle_end(t);
    problem = draft ? write_draft(draft, key, path) : "there is no memory for the copy";
    if (!problem)
        cache_written();
    return problem;
}
