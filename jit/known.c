/* known.c - see known.h. */
#include "jit/known.h"

#include "jit/constant.h"
#include "jit/emit.h"
#include "vm/library/class_mirror.h"
#include "vm/model/loader_data.h"

#include <string.h>

/* The class whose mirror lies under so many values; NULL: it is not known. */
static Class *known_class(const Compilation *c, u32 under)
{
    const Object *mirror = operand_object(c, under);
    return mirror && object_class(mirror) == WK(Class) ? mirror_class(mirror) : NULL;
}

/* The value below the top one goes. */
static void drop_under(Compilation *c)
{
    Operand top = operand_take(c);
    operand_drop(c);
    operand_push(c, top);
}

static bool answer(Compilation *c, bool is_so)
{
    operand_drop(c);
    operand_push_constant(c, 'I', is_so);
    return true;
}

static bool is_primitive(Compilation *c, CacheEntry *entry)
{
    (void)entry;
    const Class *class = known_class(c, 0);
    return class && answer(c, class_is_primitive(class));
}

static bool is_array(Compilation *c, CacheEntry *entry)
{
    (void)entry;
    const Class *class = known_class(c, 0);
    return class && answer(c, class_is_array(class));
}

/* It is an instanceof. */
static bool is_instance(Compilation *c, CacheEntry *entry)
{
    (void)entry;
    Class *class = known_class(c, 1);
    if (!class || class_is_primitive(class))
        return false;
    CacheEntry *asked = ARENA_NEW(&c->scratch, CacheEntry);
    *asked = (CacheEntry){.class = class, .use = USE_CLASS, .state = CACHE_CLASS};
    drop_under(c);
    constant_keep_class(c, class);
    emit_instance_of(c, asked);
    return true;
}

/* The method throws, with its own message. */
static void emit_cast_slowly(Compilation *c, Cold *cold)
{
    const CacheEntry *entry = cold->pointer;
    cold_save(c, cold);
    emit_call(c, entry->method, entry->arg_slots, (Type)entry->type);
    cold_restore(c, cold);
    x64_jmp(&c->x, &cold->back);
}

/* Class.cast, where the display decides. */
static bool cast(Compilation *c, CacheEntry *entry)
{
    Class *class = known_class(c, 1), *actual = operand_class(c, 0);
    if (class && actual && class_is_subtype(actual, class)) {
        drop_under(c);
        return true;
    }
    if (!class || class->kind != CLASS_INSTANCE || class_is_interface(class) || class->depth >= CLASS_DISPLAY)
        return false;
    Reg object = operand_hold(c, 0), scratch = operand_new_register(c);
    Cold *cold = cold_new_call(c, emit_cast_slowly);
    cold->pointer = entry;
    constant_keep_class(c, class);
    x64_test_rr(&c->x, 8, object, object);
    x64_jcc(&c->x, COND_E, &cold->back);
    x64_load(&c->x, 4, scratch, mem(object, (i32)offsetof(Object, class_ref)));
    x64_alu_mi(&c->x, ALU_CMP, 8,
               mem(scratch, (i32)(offsetof(Class, display) + class->depth * sizeof(Class *))),
               low_address(class));
    x64_jcc(&c->x, COND_NE, &cold->label);
    x64_bind(&c->x, &cold->back);
    operand_release(c, scratch);
    drop_under(c);
    return true;
}

static bool get_class(Compilation *c, CacheEntry *entry)
{
    (void)entry;
    const Class *class = operand_class(c, 0);
    if (!class)
        return false;
    operand_drop(c);
    operand_push_constant(c, 'A', (i64)(uintptr_t)class->mirror);
    return true;
}

/* Whether code is made for just this handle. */
static bool is_compile_constant(Compilation *c, CacheEntry *entry)
{
    (void)entry;
    i64 value;
    return answer(c, operand_is_constant(c, 0, &value));
}

static const struct {
    const char *holder, *name;
    bool (*answer)(Compilation *c, CacheEntry *entry);
} rows[] = {
    {"java/lang/Class", "cast", cast},
    {"java/lang/Class", "isInstance", is_instance},
    {"java/lang/Class", "isPrimitive", is_primitive},
    {"java/lang/Class", "isArray", is_array},
    {"java/lang/Object", "getClass", get_class},
    {"java/lang/invoke/MethodHandleImpl", "isCompileConstant", is_compile_constant},
};

bool known_site(Compilation *c, CacheEntry *entry)
{
    CacheState state = cache_state(entry);
    if (state != CACHE_STATIC && state != CACHE_BOUND)
        return false;
    const Method *m = entry->method;
    if (!(m->flags & METHOD_INTRINSIC_CANDIDATE) || m->holder->loader != boot_loader)
        return false;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (strcmp(m->name->text, rows[i].name) == 0 && strcmp(m->holder->name->text, rows[i].holder) == 0)
            return rows[i].answer(c, entry);
    return false;
}
