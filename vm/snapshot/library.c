/* library.c - see library.h. */
#include "vm/snapshot/library.h"

#include "classloader/load/loader.h"
#include "gc/heap.h"
#include "vm/model/call.h"

bool library_call_static(Thread *t, LateMethod id, Object *argument, Object **ret_result)
{
    Method *m = late_method(t, id);
    Value args[1] = {{.l = argument}}, result = {0};
    if (!m || !call_method(t, m, args, &result))
        return false;
    if (ret_result)
        *ret_result = result.l;
    return true;
}

bool library_is_initialized(LateClass id)
{
    const Class *c = loader_find_loaded(boot_loader, symbol_from(release->late_classes[id]));
    return c && class_state(c) == CLASS_INITIALIZED;
}

void *library_static(Thread *t, LateClass holder, LateField id)
{
    Class *c = late_class(t, holder);
    u32 offset = c ? late_field(t, id) : 0;
    return offset ? object_at(c->mirror, offset) : NULL;
}

bool library_set_static(Thread *t, LateClass holder, LateField id, Object *value)
{
    Class *c = late_class(t, holder);
    u32 offset = c ? late_field(t, id) : 0;
    if (offset)
        ref_store(c->mirror, offset, value);
    return offset != 0;
}

Object *library_new_class_path(Thread *t, Object *text)
{
    Class *c = late_class(t, LATE_CLASS_URLClassPath);
    Method *constructor = c ? late_method(t, LATE_METHOD_URLClassPath_init) : NULL;
    Object *path = constructor ? heap_new_object(t, c) : NULL;
    Value args[3] = {{.l = path}, {.l = text}, {.i = 0}};
    return path && call_method(t, constructor, args, NULL) ? path : NULL;
}
