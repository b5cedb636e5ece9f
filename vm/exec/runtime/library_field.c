/* library_field.c - see library_field.h. */
#include "vm/exec/runtime/library_field.h"

#include "vm/base/state.h"
#include "vm/model/class.h"
#include "vm/model/loader_data.h"
#include "vm/model/symbol.h"

#include <stdatomic.h>
#include <string.h>

static const struct {
    const char *holder, *name, *desc;
} names[] = {
#define LIBRARY_FIELD(id, holder, name, desc) [LIBRARY_FIELD_##id] = {holder, name, desc},
#include "vm/exec/runtime/library_field.def"
#undef LIBRARY_FIELD
};

/* The class of the last object that had the field, and the offset, which is the same for all classes. */
SNAPSHOT_STATE(dropped) static struct {
    struct {
        _Atomic u32 class_ref, offset;
    } found[LIBRARY_FIELDS];
} state;

static const Field *find(LibraryField field, const Class *c)
{
    while (c && (c->loader != boot_loader || strcmp(c->name->text, names[field].holder) != 0))
        c = c->super;
    for (u32 i = 0; c && i < c->field_count; i++) {
        const Field *f = &c->fields[i];
        if (strcmp(f->name->text, names[field].name) == 0 && strcmp(f->desc->text, names[field].desc) == 0 &&
            !(f->access & ACC_STATIC))
            return f;
    }
    return NULL;
}

u32 library_field(LibraryField field, const Object *object)
{
    if (!object)
        return 0;
    if (atomic_load_explicit(&state.found[field].class_ref, memory_order_acquire) == object->class_ref)
        return atomic_load_explicit(&state.found[field].offset, memory_order_relaxed);
    const Field *declared = find(field, object_class(object));
    if (!declared)
        return 0;
    atomic_store_explicit(&state.found[field].offset, declared->offset, memory_order_relaxed);
    atomic_store_explicit(&state.found[field].class_ref, object->class_ref, memory_order_release);
    return declared->offset;
}

Object *library_field_ref(LibraryField field, const Object *object)
{
    u32 offset = library_field(field, object);
    return offset ? ref_load(object, offset) : NULL;
}

void library_field_reset(void)
{
    STATE_CLEAR(state);
}
