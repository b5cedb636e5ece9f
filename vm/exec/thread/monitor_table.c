/* monitor_table.c - see monitor_table.h.
 * New monitors are taken from the lowest chunk that has room, so that the others may become empty. */
#include "vm/exec/thread/monitor_table.h"

#include "vm/base/state.h"

#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>

enum { CHUNK_MONITORS = 4096, MAX_CHUNKS = 64 * 1024 /* 28 bits of index together */ };

typedef struct Chunk {
    Monitor *monitors; /* NULL: not mapped */
    Monitor *free;
    u32 used;
    u32 fresh; /* from this index on none has been used yet */
} Chunk;

SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t lock;
    Chunk chunks[MAX_CHUNKS];
    u32 chunk_count;     /* mapped ones have lower numbers */
    u32 first_with_room; /* those before it are full */
    u32 count;
    Monitor *in_use;
} table;

static Chunk *chunk_of(const Monitor *m)
{
    return &table.chunks[m->index / CHUNK_MONITORS];
}

/* The host gives pages memory when they are first touched. */
static bool map_chunk(Chunk *c)
{
    void *memory = mmap(NULL, CHUNK_MONITORS * sizeof(Monitor), PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
        return false;
    *c = (Chunk){.monitors = memory};
    return true;
}

static void unmap_chunk(Chunk *c)
{
    munmap(c->monitors, CHUNK_MONITORS * sizeof(Monitor));
    *c = (Chunk){.monitors = NULL};
}

static Chunk *chunk_with_room_locked(void)
{
    u32 i = table.first_with_room;
    while (i < MAX_CHUNKS && table.chunks[i].used == CHUNK_MONITORS)
        i++;
    table.first_with_room = i;
    if (i == MAX_CHUNKS || (!table.chunks[i].monitors && !map_chunk(&table.chunks[i])))
        return NULL;
    if (i >= table.chunk_count)
        table.chunk_count = i + 1;
    return &table.chunks[i];
}

static Monitor *take_locked(Chunk *c)
{
    Monitor *m = c->free;
    if (m) {
        c->free = m->next;
    } else {
        m = &c->monitors[c->fresh];
        m->index = (u32)(c - table.chunks) * CHUNK_MONITORS + c->fresh++;
        pthread_mutex_init(&m->lock, NULL);
    }
    c->used++;
    return m;
}

Monitor *monitor_table_add(Object *object)
{
    pthread_mutex_lock(&table.lock);
    Chunk *c = chunk_with_room_locked();
    Monitor *m = c ? take_locked(c) : NULL;
    if (m) {
        m->object = object;
        m->next = table.in_use;
        table.in_use = m;
        table.count++;
    }
    pthread_mutex_unlock(&table.lock);
    return m;
}

Monitor *monitor_table_get(u32 index)
{
    return &table.chunks[index / CHUNK_MONITORS].monitors[index % CHUNK_MONITORS];
}

u32 monitor_table_count(void)
{
    return __atomic_load_n(&table.count, __ATOMIC_RELAXED);
}

static void free_locked(Monitor *m)
{
    Chunk *c = chunk_of(m);
    m->object = NULL;
    m->next = c->free;
    c->free = m;
    c->used--;
    table.count--;
}

static void give_back_locked(void)
{
    table.first_with_room = 0;
    u32 mapped = 0;
    for (u32 i = 0; i < table.chunk_count; i++) {
        Chunk *c = &table.chunks[i];
        if (c->monitors && !c->used)
            unmap_chunk(c);
        if (c->monitors)
            mapped = i + 1;
    }
    table.chunk_count = mapped;
}

void monitor_table_visit(void (*visit)(Monitor *m, void *context), void *context)
{
    for (Monitor *m = table.in_use; m; m = m->next)
        visit(m, context);
}

void monitor_table_sweep(bool (*keep)(Monitor *m, void *context), void *context)
{
    pthread_mutex_lock(&table.lock);
    for (Monitor **link = &table.in_use; *link;) {
        Monitor *m = *link;
        if (keep(m, context)) {
            link = &m->next;
        } else {
            *link = m->next;
            free_locked(m);
        }
    }
    give_back_locked();
    pthread_mutex_unlock(&table.lock);
}

void monitor_table_reset(void)
{
    for (u32 i = 0; i < table.chunk_count; i++)
        if (table.chunks[i].monitors)
            unmap_chunk(&table.chunks[i]);
    table.chunk_count = table.first_with_room = table.count = 0;
    table.in_use = NULL;
}
