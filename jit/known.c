/* known.c - see known.h. */
#include "jit/known.h"

#include "jit/constant.h"
#include "jit/emit.h"
#include "vm/library/wellknown.h"
#include "vm/model/loader_data.h"

#include <string.h>

static Class *class_of_mirror(const Object *mirror)
{
    return (Class *)(uintptr_t)*FIELD_AT(mirror, WK_FIELD(Class_vm_class), u64);
}

/* The class whose mirror lies under so many values; NULL: it is not known. */
static Class *known_class(const Compilation *c, u32 under)
{
    const Object *mirror = operand_object(c, under);
    return mirror && object_class(mirror) == WK(Class) ? class_of_mirror(mirror) : NULL;
}

static bool answer(Compilation *c, bool is_so)
{
    operand_drop(c);
    operand_push_constant(c, 'I', is_so);
    return true;
}

static bool is_primitive(Compilation *c)
{
    const Class *class = known_class(c, 0);
    return class && answer(c, class_is_primitive(class));
}

static bool is_array(Compilation *c)
{
    const Class *class = known_class(c, 0);
    return class && answer(c, class_is_array(class));
}

/* It is an instanceof. */
static bool is_instance(Compilation *c)
{
    Class *class = known_class(c, 1);
    if (!class || class_is_primitive(class))
        return false;
    CacheEntry *entry = ARENA_NEW(&c->scratch, CacheEntry);
    *entry = (CacheEntry){.class = class, .use = USE_CLASS, .state = CACHE_CLASS};
    Operand object = operand_take(c);
    operand_drop(c);
    operand_push(c, object);
    constant_keep_class(c, class);
    emit_instance_of(c, entry);
    return true;
}

static bool get_class(Compilation *c)
{
    const Object *object = operand_object(c, 0);
    if (!object)
        return false;
    operand_drop(c);
    operand_push_constant(c, 'A', (i64)(uintptr_t)object_class(object)->mirror);
    return true;
}

/* Whether code is made for just this handle. */
static bool is_compile_constant(Compilation *c)
{
    i64 value;
    return answer(c, operand_is_constant(c, 0, &value));
}

static const struct {
    const char *holder, *name;
    bool (*answer)(Compilation *c);
} rows[] = {
    {"java/lang/Class", "isInstance", is_instance},
    {"java/lang/Class", "isPrimitive", is_primitive},
    {"java/lang/Class", "isArray", is_array},
    {"java/lang/Object", "getClass", get_class},
    {"java/lang/invoke/MethodHandleImpl", "isCompileConstant", is_compile_constant},
};

bool known_site(Compilation *c, const CacheEntry *entry)
{
    CacheState state = cache_state(entry);
    if (state != CACHE_STATIC && state != CACHE_BOUND)
        return false;
    const Method *m = entry->method;
    if (!(m->flags & METHOD_INTRINSIC_CANDIDATE) || m->holder->loader != boot_loader)
        return false;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (strcmp(m->name->text, rows[i].name) == 0 && strcmp(m->holder->name->text, rows[i].holder) == 0)
            return rows[i].answer(c);
    return false;
}
