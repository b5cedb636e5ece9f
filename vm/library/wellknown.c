/* wellknown.c - see wellknown.h.
 * This is only the storage, which stdlib/release/release.c fills. */
#include "vm/library/wellknown.h"

#include "vm/base/state.h"

SNAPSHOT_STATE(saved) Class *wk_class[WK_CLASS_COUNT];
SNAPSHOT_STATE(saved) u32 wk_field[WK_FIELD_COUNT];
SNAPSHOT_STATE(saved) Method *wk_method[WK_METHOD_COUNT];
SNAPSHOT_STATE(saved) Class *wk_primitive[T_VOID + 1];
SNAPSHOT_STATE(saved) Class *wk_primitive_array[T_VOID + 1];
SNAPSHOT_STATE(rebuilt) const Release *release;

void wellknown_reset(void)
{
    STATE_CLEAR(wk_class);
    STATE_CLEAR(wk_field);
    STATE_CLEAR(wk_method);
    STATE_CLEAR(wk_primitive);
    STATE_CLEAR(wk_primitive_array);
    release = NULL;
}

void wk_injected_fields(const Symbol *class_name,
                        void (*add)(const char *name, const char *desc, void *context), void *context)
{
    for (int id = 0; id < WK_FIELD_COUNT; id++) {
        const WkFieldRow *row = &release->fields[id];
        if (row->injected && symbol_is(class_name, row->class_name))
            add(row->name, row->desc, context);
    }
}
