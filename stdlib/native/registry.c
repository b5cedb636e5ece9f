/* registry.c - see registry.h.
 * At the start the tables are joined into one hash table by class, name and descriptor. */
#include "stdlib/native/registry.h"

#include "stdlib/native/natives.h"
#include "vm/base/map.h"
#include "vm/base/panic.h"
#include "vm/base/state.h"
#include "vm/library/wellknown.h"
#include "vm/model/symbol.h"

static const NativeRow *const tables[] = {
#define NATIVE_TABLE(name) name,
#include "stdlib/native/natives.def"
#undef NATIVE_TABLE
};

SNAPSHOT_STATE(rebuilt) static struct {
    Map rows; /* hash of the three symbols -> NativeRow */
} state;

static u64 key_of(const Symbol *class_name, const Symbol *name, const Symbol *desc)
{
    /* Symbols are unique addresses below 4 GB. The hash of three of them serves as a key, and registry_init
     * checks that no two rows have the same. */
    u64 key = (u64)(uintptr_t)class_name * 0x9E3779B97F4A7C15u;
    key = (key ^ (u64)(uintptr_t)name) * 0xC2B2AE3D27D4EB4Fu;
    key = (key ^ (u64)(uintptr_t)desc) * 0x165667B19E3779F9u;
    return key ? key : 1;
}

void registry_for_each(void (*visit)(const NativeRow *row, void *context), void *context)
{
    for (size_t i = 0; i < COUNT_OF(tables); i++)
        for (const NativeRow *row = tables[i]; row->class_name; row++)
            visit(row, context);
}

bool registry_row_is_in(const NativeRow *row, int feature)
{
    return feature >= row->since && (!row->until || feature <= row->until);
}

static void add_row(const NativeRow *row, void *context)
{
    (void)context;
    if (!registry_row_is_in(row, release->feature))
        return;
    u64 key = key_of(symbol_permanent(row->class_name), symbol_permanent(row->name),
                     symbol_permanent(row->desc));
    if (map_get_u64(&state.rows, key))
        panic("native %s.%s%s is in two tables (or its hash collides)", row->class_name, row->name,
              row->desc);
    map_put_u64(&state.rows, key, (u64)(uintptr_t)row);
}

void registry_reset(void)
{
    map_free(&state.rows);
    STATE_CLEAR(state);
}

void registry_init(void)
{
    map_init(&state.rows, NULL);
    registry_for_each(add_row, NULL);
}

void *native_find_in_vm(const Symbol *class_name, const Symbol *name, const Symbol *desc, bool *ret_jni)
{
    const NativeRow *row =
        (const NativeRow *)(uintptr_t)map_get_u64(&state.rows, key_of(class_name, name, desc));
    if (!row)
        return NULL;
    *ret_jni = row->is_jni;
    return row->function;
}
