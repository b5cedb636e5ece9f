/* constant.c - see constant.h. */
#include "jit/constant.h"

#include "gc/heap.h"
#include "vm/library/wellknown.h"
#include "vm/model/loader_data.h"

#include <sched.h>
#include <string.h>

/* ---- values ---- */

static i64 value_at(const Object *holder, u32 offset, Type type)
{
    const void *at = (const char *)holder + offset;
    switch (type) {
    case T_BOOLEAN:
    case T_BYTE: return *(const i8 *)at;
    case T_CHAR: return *(const u16 *)at;
    case T_SHORT: return *(const i16 *)at;
    case T_INT: return *(const i32 *)at;
    case T_FLOAT: return *(const u32 *)at;
    default: return *(const i64 *)at;
    }
}

static Constant constant_at(const Object *holder, u32 offset, Type type)
{
    return (Constant){.letter = effect_letter(type), .value = value_at(holder, offset, type)};
}

static u8 dimensions(const Field *f)
{
    u8 count = 0;
    while (f->desc->text[count] == '[')
        count++;
    return count;
}

/* ---- floats and doubles ---- */

typedef struct Number {
    struct Number *next;
    u64 bits;
    Label label;
} Number;

static Number *find_number(Compilation *c, u64 bits)
{
    for (Number *number = c->numbers; number; number = number->next)
        if (number->bits == bits)
            return number;
    Number *number = ARENA_NEW(&c->scratch, Number);
    *number = (Number){c->numbers, bits, label_new()};
    c->numbers = number;
    return number;
}

/* The displacement is the instruction's end. */
void constant_note_number(Compilation *c, u64 bits)
{
    if (!c->x.overflow)
        vec_push(&c->words, ((LabelledPlace){x64_offset(&c->x) - 4, &find_number(c, bits)->label}));
}

void constant_emit_numbers(Compilation *c)
{
    c->numbers_start = c->numbers ? x64_offset(&c->x) : 0;
    for (Number *number = c->numbers; number; number = number->next) {
        x64_bind(&c->x, &number->label);
        x64_word(&c->x, (u32)number->bits);
        x64_word(&c->x, (u32)(number->bits >> 32));
    }
}

/* ---- fields that keep their value ---- */

/* Does a method of the class store into its final field beside the initializer (JVMS 6.5 putstatic, before
 * version 53)? */
static bool puts_field(const Method *m, const Field *f)
{
    const ConstPool *pool = &m->holder->pool;
    const u8 *code = method_bytecode(m);
    u32 length;
    for (u32 bci = 0; bci < m->bytecode_length; bci += length) {
        length = opcode_length(code, m->bytecode_length, bci);
        if (bytecode_op(code + bci) == OP_putstatic &&
            pool_member_name(pool, bytecode_pool_index(code + bci)) == f->name)
            return true;
    }
    return false;
}

static bool is_final_for_good(const Field *f)
{
    const Class *c = f->holder;
    if (!(f->access & ACC_FINAL) || c == WK(System)) /* System.setOut stores into a final field */
        return false;
    for (u32 i = 0; c->major < 53 && c->loader != boot_loader && i < c->method_count; i++)
        if (c->methods[i].bytecode && !(c->methods[i].flags & METHOD_IS_CLINIT) &&
            puts_field(&c->methods[i], f))
            return false;
    return true;
}

bool constant_of_static(const Field *f, Constant *ret)
{
    bool is_stable = (f->flags & FIELD_STABLE) != 0;
    *ret = constant_at(f->holder->mirror, f->offset, (Type)f->type);
    ret->stable = is_stable ? dimensions(f) : 0;
    return is_final_for_good(f) || (is_stable && ret->value != 0);
}

static bool begins_with(const Symbol *name, const char *prefix)
{
    return strncmp(name->text, prefix, strlen(prefix)) == 0;
}

/* Nobody uses reflection or deserialization to store into final fields of these: the library's own closures,
 * boxes, hidden classes and records (which reflection refuses). */
static bool has_trusted_finals(const Class *c)
{
    static const char *const names[] = {
        "java/lang/Boolean", "java/lang/Character", "java/lang/Byte",
        "java/lang/Short", "java/lang/Integer", "java/lang/Long",
        "java/lang/Float", "java/lang/Double", "java/lang/String",
        "java/util/concurrent/atomic/AtomicIntegerFieldUpdater$AtomicIntegerFieldUpdaterImpl",
        "java/util/concurrent/atomic/AtomicLongFieldUpdater$CASUpdater",
        "java/util/concurrent/atomic/AtomicLongFieldUpdater$LockedUpdater",
        "java/util/concurrent/atomic/AtomicReferenceFieldUpdater$AtomicReferenceFieldUpdaterImpl"};
    if (c->flags & (CLASS_IS_HIDDEN | CLASS_IS_RECORD))
        return true;
    if (c->loader != boot_loader)
        return false;
    if (begins_with(c->name, "java/lang/invoke/") || begins_with(c->name, "jdk/internal/foreign/"))
        return true;
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (strcmp(c->name->text, names[i]) == 0)
            return true;
    return false;
}

/* A call site's target is final by name only, unless the site is constant. */
static bool is_open_target(const Field *f, const Object *object)
{
    return f->offset == WK_FIELD(CallSite_target) && f->holder == WK(CallSite) &&
           !object_is_instance(object, WK(ConstantCallSite));
}

bool constant_of_field(const Field *f, const Object *object, Constant *ret)
{
    bool is_stable = (f->flags & FIELD_STABLE) != 0;
    bool is_trusted = (f->access & ACC_FINAL) && has_trusted_finals(f->holder);
    if ((!is_stable && !is_trusted) || !object_is_instance(object, f->holder) || is_open_target(f, object))
        return false;
    *ret = constant_at(object, f->offset, (Type)f->type);
    ret->stable = is_stable ? dimensions(f) : 0;
    return is_trusted || ret->value != 0;
}

bool constant_of_element(const Object *array, u8 stable, Type type, i64 index, Constant *ret)
{
    if (stable == 0 || index < 0 || index >= array_length(array))
        return false;
    *ret = constant_at(array, ARRAY_DATA_OFFSET + ((u32)index << type_shift(type)), type);
    ret->stable = (u8)(stable - 1);
    return ret->value != 0;
}

/* ---- what code names stays alive ---- */

void constant_keep(Compilation *c, Object *object)
{
    for (u32 i = 0; i < c->kept.count; i++)
        if (c->kept.items[i] == object)
            return;
    vec_push(&c->kept, object);
}

void constant_keep_class(Compilation *c, const Class *class)
{
    if (class->loader != boot_loader && class->loader != c->root->method->holder->loader)
        constant_keep(c, class->mirror);
}

/* Another thread holds the loader's lock for a moment only, but if it waits for the world to go on, that
 * waits for the compiler. */
static bool keep_in_table(LoaderData *loader, Object *object)
{
    enum { TRIES = 1000 };
    for (u32 i = 0; i < TRIES; i++) {
        if (roots_loader_keep(loader, object))
            return true;
        sched_yield();
    }
    return false;
}

bool constant_publish(Compilation *c)
{
    for (u32 i = 0; i < c->kept.count; i++)
        if (!keep_in_table(c->root->method->holder->loader, c->kept.items[i]))
            return false;
    return true;
}
