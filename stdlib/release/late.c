/* late.c - see late.h. */
#include "stdlib/release/late.h"

#include "classloader/load/loader.h"
#include "vm/model/call.h"
#include "vm/model/throw.h"

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

Method *late_method(Thread *t, LateMethod id)
{
    const LateMethodRow *row = &release->late_methods[id];
    Class *c = late_class(t, row->holder);
    if (!c)
        return NULL;
    Method *m = class_declared_method(c, symbol_from(row->name), symbol_from(row->desc));
    if (m && method_is_static(m) == row->is_static)
        return m;
    throw_missing(t, row->holder, row->name, row->desc);
    return NULL;
}

u32 late_field(Thread *t, LateField id)
{
    const LateFieldRow *row = &release->late_fields[id];
    Class *c = late_class(t, row->holder);
    if (!c)
        return 0;
    const Field *f = class_declared_field(c, symbol_from(row->name), symbol_from(row->desc));
    if (f && ((f->access & ACC_STATIC) != 0) == row->is_static)
        return f->offset;
    throw_missing(t, row->holder, row->name, row->desc);
    return 0;
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
