/* late.c - see late.h. */
#include "stdlib/release/late.h"

#include "classloader/load/loader.h"
#include "vm/base/state.h"
#include "vm/model/call.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"

/* Members that were found once: their classes are the boot loader's, and stay. */
SNAPSHOT_STATE(dropped) static struct {
    u32 fields[LATE_FIELD_COUNT];
    Method *methods[LATE_METHOD_COUNT];
} known;

void late_reset(void)
{
    STATE_CLEAR(known);
}

Class *late_class(Thread *t, LateClass id)
{
    Class *c = loader_load(t, boot_loader, symbol_from(release->late_classes[id]));
    return c && class_initialize(t, c) ? c : NULL;
}

bool late_class_exists(Thread *t, LateClass id)
{
    return loader_find_boot(t, symbol_from(release->late_classes[id])) != NULL;
}

static void throw_missing(Thread *t, LateClass holder, const char *name, const char *desc)
{
    THROW(t, InternalError, "release %d has no %s.%s %s", release->feature, release->late_classes[holder],
          name, desc);
}

/* While a class is being initialized, who wants what is static waits for it each time. */
static bool is_lasting(const Class *c)
{
    return class_state(c) == CLASS_INITIALIZED;
}

Method *late_method(Thread *t, LateMethod id)
{
    const LateMethodRow *row = &release->late_methods[id];
    Method *found = __atomic_load_n(&known.methods[id], __ATOMIC_RELAXED);
    if (found)
        return found;
    Class *c = late_class(t, row->holder);
    if (!c)
        return NULL;
    Method *m = class_declared_method(c, symbol_from(row->name), symbol_from(row->desc));
    if (m && method_is_static(m) == row->is_static) {
        if (is_lasting(c))
            __atomic_store_n(&known.methods[id], m, __ATOMIC_RELAXED);
        return m;
    }
    throw_missing(t, row->holder, row->name, row->desc);
    return NULL;
}

u32 late_field_known(LateField id)
{
    return __atomic_load_n(&known.fields[id], __ATOMIC_RELAXED);
}

u32 late_field(Thread *t, LateField id)
{
    const LateFieldRow *row = &release->late_fields[id];
    u32 found = late_field_known(id);
    if (found)
        return found;
    Class *c = late_class(t, row->holder);
    if (!c)
        return 0;
    const Field *f = class_declared_field(c, symbol_from(row->name), symbol_from(row->desc));
    if (f && ((f->access & ACC_STATIC) != 0) == row->is_static) {
        if (!row->is_static || is_lasting(c))
            __atomic_store_n(&known.fields[id], f->offset, __ATOMIC_RELAXED);
        return f->offset;
    }
    throw_missing(t, row->holder, row->name, row->desc);
    return 0;
}

char *late_text(Thread *t, LateField id)
{
    u32 offset = late_field(t, id);
    Class *c = offset ? late_class(t, release->late_fields[id].holder) : NULL;
    const Object *text = c ? ref_load(c->mirror, offset) : NULL;
    return text ? string_to_utf8(text) : NULL;
}

void late_store(Thread *t, Object *object, LateField id, Object *value)
{
    u32 offset = t->exception ? 0 : late_field(t, id);
    if (offset)
        ref_store(object, offset, value);
}

void late_store_int(Thread *t, Object *object, LateField id, i32 value)
{
    u32 offset = t->exception ? 0 : late_field(t, id);
    if (offset)
        *FIELD_AT(object, offset, i32) = value;
}
