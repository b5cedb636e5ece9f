/* jni_id.c - see jni_env.h. A jmethodID or jfieldID is an index into a table that only grows.
 * Its pages never move, so reading needs no lock. From a member to its id leads a map, under a lock. */
#include "stdlib/jni/jni_env.h"

#include "vm/base/map.h"
#include "vm/base/panic.h"
#include "vm/base/state.h"
#include "vm/model/throw.h"

#include <stdlib.h>

enum { PAGE = 1024, PAGES = 4096 };

typedef struct IdTable {
    void **pages[PAGES];
    Map ids; /* member -> its id; storage from malloc */
    u32 count;
} IdTable;

SNAPSHOT_STATE(dropped) static struct {
    pthread_mutex_t lock;
    IdTable methods, fields;
} state = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void free_table(IdTable *table)
{
    for (u32 i = 0; i < PAGES; i++)
        free(table->pages[i]);
    map_free(&table->ids);
}

void jni_id_reset(void)
{
    free_table(&state.methods);
    free_table(&state.fields);
    STATE_CLEAR(state);
}

static u64 add_locked(IdTable *table, const void *member)
{
    u32 id = table->count + 1;
    if (id >= PAGE * PAGES)
        return 0;
    void ***page = &table->pages[id / PAGE];
    if (!*page) {
        *page = calloc(PAGE, sizeof(void *));
        if (!*page)
            return 0;
    }
    if (!map_put_u64(&table->ids, (u64)(uintptr_t)member, id))
        return 0;
    (*page)[id % PAGE] = (void *)(uintptr_t)member;
    table->count = id;
    return id;
}

/* Members lie in the region and die with their loader. A new member at the address of a dead one takes over
 * its id, which nobody may use any more. */
static u64 id_of(Thread *t, IdTable *table, const void *member)
{
    pthread_mutex_lock(&state.lock);
    u64 id = map_get_u64(&table->ids, (u64)(uintptr_t)member);
    if (!id)
        id = add_locked(table, member);
    pthread_mutex_unlock(&state.lock);
    if (!id)
        throw_out_of_memory(t, "Native memory allocation");
    return id;
}

static void *member_or_null(const IdTable *table, u64 id)
{
    if (UNLIKELY(id == 0 || id >= (u64)PAGE * PAGES || !table->pages[id / PAGE]))
        return NULL;
    return table->pages[id / PAGE][id % PAGE];
}

static void *member_of(const IdTable *table, u64 id)
{
    void *member = member_or_null(table, id);
    if (UNLIKELY(!member))
        panic("a native library uses an invalid JNI id: %#lx", (unsigned long)id);
    return member;
}

jmethodID jni_id_of_method(Thread *t, const Method *m)
{
    return (jmethodID)(uintptr_t)id_of(t, &state.methods, m);
}

jfieldID jni_id_of_field(Thread *t, const Field *f)
{
    return (jfieldID)(uintptr_t)id_of(t, &state.fields, f);
}

Method *jni_method(jmethodID id)
{
    return member_of(&state.methods, (u64)(uintptr_t)id);
}

Method *jni_method_or_null(jmethodID id)
{
    return member_or_null(&state.methods, (u64)(uintptr_t)id);
}

Field *jni_field_or_null(jfieldID id)
{
    return member_or_null(&state.fields, (u64)(uintptr_t)id);
}

Field *jni_field(jfieldID id)
{
    return member_of(&state.fields, (u64)(uintptr_t)id);
}
