/* policy.c - see policy.h */
#include "gc/policy.h"

#include "vm/base/host_wait.h"
#include "vm/base/panic.h"
#include "vm/base/state.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    SMALLEST_DEFAULT_HEAP = 126 * 1024 * 1024, /* the reference VM's; smaller machines use SmallPercent */
    HEAP_ALIGN = 2 * 1024 * 1024,
    EASY_BUDGET = 64 * 1024 * 1024, /* up to this size a budget may be the largest that the ratios allow */
    WORTH_RETURNING = 32 * 1024 * 1024,
    IDLE_SECONDS = 5,
    IDLE_BYTES = 256 * 1024 /* a program that allocates no more in that time counts as idle */
};

/* ---- the memory there is ---- */

static size_t read_limit(const char *path)
{
    unsigned long long value = 0;
    FILE *file = fopen(path, "re");
    if (!file)
        return SIZE_MAX;
    int fields = fscanf(file, "%llu", &value); /* "max" in version 2: no field */
    fclose(file);
    return fields == 1 && value ? (size_t)value : SIZE_MAX;
}

/* The smallest limit of a group and of all groups around it. The text `group` is shortened on the way. */
static size_t group_limit(const char *mount, char *group, const char *name)
{
    size_t least = SIZE_MAX;
    for (;;) {
        char path[1024];
        int length = snprintf(path, sizeof path, "%s%s/%s", mount, strcmp(group, "/") ? group : "", name);
        if (length > 0 && (size_t)length < sizeof path) {
            size_t limit = read_limit(path);
            least = limit < least ? limit : least;
        }
        char *slash = strrchr(group, '/');
        if (!slash || !*group)
            return least;
        *slash = '\0';
    }
}

/* /proc/self/cgroup: "0::/path" for version 2, "5:memory:/path" for version 1. In a container the path is
 * often that of the host, which does not exist here: the mount itself is asked, too, as the last level. */
static size_t control_group_limit(void)
{
    char line[1024];
    size_t least = SIZE_MAX;
    FILE *file = fopen("/proc/self/cgroup", "re");
    while (file && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        char *controllers = strchr(line, ':'), *group = controllers ? strchr(controllers + 1, ':') : NULL;
        if (!group)
            continue;
        *group++ = '\0';
        size_t limit = SIZE_MAX;
        if (strcmp(controllers + 1, "") == 0)
            limit = group_limit("/sys/fs/cgroup", group, "memory.max");
        else if (strstr(controllers + 1, "memory"))
            limit = group_limit("/sys/fs/cgroup/memory", group, "memory.limit_in_bytes");
        least = limit < least ? limit : least;
    }
    if (file)
        fclose(file);
    return least;
}

size_t policy_memory(const HeapOptions *options)
{
    size_t memory = (size_t)sysconf(_SC_PHYS_PAGES) * (size_t)sysconf(_SC_PAGESIZE);
    size_t group = options->ignore_groups ? SIZE_MAX : control_group_limit();
    memory = group < memory ? group : memory;
    return options->memory_limit && options->memory_limit < memory ? options->memory_limit : memory;
}

/* ---- sizes at the start ---- */

static size_t percent_of(size_t memory, double percent)
{
    return (size_t)((double)memory * (percent / 100.0));
}

/* As the reference VM: a quarter of the memory, but half of it on machines where that is less than the
 * smallest default. */
void policy_choose_sizes(HeapOptions *options, size_t memory)
{
    double large = options->maximum_percent > 0 ? options->maximum_percent : 25;
    double small = options->small_percent > 0 ? options->small_percent : 50;
    if (!options->maximum) {
        size_t maximum = percent_of(memory, large), half = percent_of(memory, small);
        if (half < SMALLEST_DEFAULT_HEAP)
            maximum = half;
        else if (maximum < SMALLEST_DEFAULT_HEAP)
            maximum = SMALLEST_DEFAULT_HEAP;
        if (maximum > HEAP_ALIGN)
            maximum = ALIGN_UP(maximum, HEAP_ALIGN);
        options->maximum = options->initial > maximum ? options->initial : maximum;
    }
    if (!options->initial && options->initial_percent > 0)
        options->initial = percent_of(memory, options->initial_percent);
    if (!options->initial)
        options->initial = POLICY_FIRST_HEAP;
    if (options->initial > options->maximum)
        options->initial = options->maximum;
    if (!options->free_percent_least)
        options->free_percent_least = 40;
    if (!options->free_percent_most)
        options->free_percent_most = 70;
}

/* ---- growth by live size ---- */

static size_t free_for(size_t live, u32 free_percent)
{
    u32 percent = free_percent < 99 ? free_percent : 99;
    return live / (100 - percent) * percent;
}

/* A small heap may be as empty as MaxHeapFreeRatio allows, for the collector's sake; a large one is as full
 * as MinHeapFreeRatio allows, for the memory's. */
size_t policy_budget(size_t live, const HeapOptions *options)
{
    size_t budget = free_for(live, options->free_percent_most);
    if (budget > EASY_BUDGET) {
        size_t thrifty = free_for(live, options->free_percent_least);
        budget = thrifty > EASY_BUDGET ? thrifty : EASY_BUDGET;
    }
    size_t least = options->maximum / 8 < POLICY_FIRST_HEAP ? options->maximum / 8 : POLICY_FIRST_HEAP;
    return budget > least ? budget : least;
}

size_t policy_excess(size_t used, size_t total, const HeapOptions *options)
{
    size_t wanted = used + free_for(used, options->free_percent_most);
    if (wanted < options->initial)
        wanted = options->initial;
    return total > wanted + WORTH_RETURNING ? total - wanted : 0;
}

/* ---- what -Xmx counts ---- */

size_t policy_counted_size(const Object *object)
{
    Class *c = object_class(object);
    if (c->kind == CLASS_REF_ARRAY)
        return ARRAY_DATA_OFFSET + ALIGN_UP((size_t)array_length(object) * sizeof(u32), 8);
    if (c->kind == CLASS_PRIM_ARRAY)
        return ALIGN_UP(class_array_size(c, array_length(object)), 8);
    size_t size = ALIGN_UP(heap_object_size(object), OBJECT_ALIGN), refs = 0;
    for (u32 i = 0; i < c->ref_span_count; i++)
        refs += c->ref_spans[i].count;
    size_t counted = ALIGN_UP(heap_object_size(object) + sizeof(u32) - refs * sizeof(u32), 8);
    return counted < size ? counted : size;
}

/* ---- giving back when the program rests ---- */

SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t lock;
    pthread_cond_t cond;
    bool started; /* until policy_reset: the thread waits when nothing is wanted */
    bool wanted;
    pthread_t watcher;
    u64 (*allocated)(void);
    void (*collect)(void);
} state = {.lock = PTHREAD_MUTEX_INITIALIZER, .cond = PTHREAD_COND_INITIALIZER};

static void wait_until_wanted(void)
{
    pthread_mutex_lock(&state.lock);
    while (!state.wanted)
        host_wait(&state.cond, &state.lock);
    state.wanted = false;
    pthread_mutex_unlock(&state.lock);
}

/* A collection is finished before the thread can end. */
static void collect_whole(void)
{
    int before;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before);
    state.collect();
    pthread_setcancelstate(before, &before);
}

static void *watch(void *unused)
{
    (void)unused;
    for (;;) {
        wait_until_wanted();
        for (u64 before = 0, now = state.allocated(); now - before > IDLE_BYTES; now = state.allocated()) {
            before = now;
            nanosleep(&(struct timespec){.tv_sec = IDLE_SECONDS}, NULL);
        }
        collect_whole();
    }
    return NULL;
}

/* The thread needs little stack, and no signal of the host is to be handled on it. */
static bool start_watch(void)
{
    pthread_attr_t attributes;
    sigset_t all, old;
    sigfillset(&all);
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 256 * KB);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    bool started = pthread_create(&state.watcher, &attributes, watch, NULL) == 0;
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    pthread_attr_destroy(&attributes);
    return started;
}

void policy_watch_idleness(size_t total, u64 (*allocated)(void), void (*collect)(void))
{
    if (total < 2 * WORTH_RETURNING)
        return;
    pthread_mutex_lock(&state.lock);
    state.allocated = allocated;
    state.collect = collect;
    state.started = state.started || start_watch();
    state.wanted = true;
    pthread_cond_signal(&state.cond);
    pthread_mutex_unlock(&state.lock);
}

void policy_reset(void)
{
    if (state.started) {
        pthread_cancel(state.watcher);
        pthread_join(state.watcher, NULL);
    }
    STATE_CLEAR(state);
}
