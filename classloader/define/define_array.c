/* define_array.c - see define.h.
 * Classes that no file describes: arrays (JVMS 5.3.3) and the primitive types. */
#include "classloader/define/define_parts.h"

#include "classloader/define/layout.h"
#include "classloader/load/loader.h"
#include "vm/library/wellknown.h"
#include "vm/model/throw.h"

#include <stdlib.h>
#include <string.h>

static Symbol *array_name(const Class *component)
{
    const Symbol *name = component->name;
    char few[256], *text = name->length + 4u <= sizeof few ? few : malloc(name->length + 4u);
    size_t length = 0;
    if (!text)
        return NULL;
    text[length++] = '[';
    if (class_is_primitive(component)) {
        text[length++] = type_to_char((Type)component->element_type);
    } else {
        bool is_instance = component->kind == CLASS_INSTANCE;
        if (is_instance)
            text[length++] = 'L';
        memcpy(text + length, name->text, name->length);
        length += name->length;
        if (is_instance)
            text[length++] = ';';
    }
    Symbol *symbol = length <= UINT16_MAX ? symbol_intern(text, length) : NULL;
    if (text != few)
        free(text);
    return symbol;
}

static void fill_array(Class *c, Class *component, Class *object, Class **secondaries)
{
    bool is_primitive = class_is_primitive(component);
    c->kind = is_primitive ? CLASS_PRIM_ARRAY : CLASS_REF_ARRAY;
    c->state = CLASS_INITIALIZED;
    c->element_type = is_primitive ? component->element_type : T_OBJECT;
    c->flags = CLASS_IS_CLONEABLE | CLASS_VERIFIED;
    c->access =
        (u16)((component->access & (ACC_PUBLIC | ACC_PRIVATE | ACC_PROTECTED)) | ACC_FINAL | ACC_ABSTRACT);
    c->depth = 1;
    c->display[0] = object;
    c->display[1] = c;
    c->super = object;
    c->element = component;
    c->loader = component->loader;
    c->interfaces = c->secondaries = secondaries;
    c->interface_count = 2;
    c->secondary_count = 2;
    c->vtable_length = object->vtable_length;
    memcpy(c->vtable, object->vtable, object->vtable_length * sizeof *c->vtable);
    layout_statics(c);
}

/* The loader's lock is held, so another thread that wants the same array class waits for this one. */
static Class *new_array_locked(Thread *t, Class *component)
{
    LoaderData *loader = component->loader;
    Class *object = loader_find_loaded(boot_loader, SYM(java_lang_Object));
    Symbol *name = array_name(component);
    Class **secondaries = ARENA_ARRAY(&loader->arena, Class *, 2);
    Class *c = arena_alloc_class(&loader->arena, sizeof *c + object->vtable_length * sizeof *c->vtable);
    if (!name || !secondaries || !c) {
        throw_out_of_memory(t, "Metaspace");
        return NULL;
    }
    secondaries[0] = loader_find_loaded(boot_loader, SYM(java_lang_Cloneable));
    secondaries[1] = loader_find_loaded(boot_loader, SYM(java_io_Serializable));
    c->name = name;
    fill_array(c, component, object, secondaries);
    Symbol *volatile keep = name; /* unload_symbols.c finds it on the native stack */
    bool made = define_make_mirror(t, c);
    (void)keep;
    return made ? c : NULL;
}

Class *define_array_class(Thread *t, Class *component)
{
    loader_lock(t, component->loader);
    Class *c = component->array;
    if (!c) {
        c = new_array_locked(t, component);
        if (c)
            __atomic_store_n(&component->array, c, __ATOMIC_RELEASE);
    }
    loader_unlock(t, component->loader);
    return c;
}

/* ---- Primitive types ---- */

static Class *new_primitive(Thread *t, Type type, Symbol *name)
{
    loader_lock(t, boot_loader);
    Class *c = arena_alloc_class(&boot_loader->arena, sizeof *c);
    loader_unlock(t, boot_loader);
    if (!c) {
        throw_out_of_memory(t, "Metaspace");
        return NULL;
    }
    c->kind = CLASS_PRIMITIVE;
    c->state = CLASS_INITIALIZED;
    c->element_type = (u8)type;
    c->flags = CLASS_DONT_ALLOCATE | CLASS_VERIFIED;
    c->access = ACC_PUBLIC | ACC_FINAL | ACC_ABSTRACT;
    c->name = name;
    c->loader = boot_loader;
    c->display[0] = c;
    layout_statics(c);
    wk_primitive[type] = c;
    return define_make_mirror(t, c) ? c : NULL;
}

bool define_primitives(Thread *t)
{
    Symbol *const names[T_VOID + 1] = {
        [T_BOOLEAN] = SYM(type_boolean), [T_CHAR] = SYM(type_char), [T_FLOAT] = SYM(type_float),
        [T_DOUBLE] = SYM(type_double),   [T_BYTE] = SYM(type_byte), [T_SHORT] = SYM(type_short),
        [T_INT] = SYM(type_int),         [T_LONG] = SYM(type_long), [T_VOID] = SYM(type_void),
    };
    if (!loader_load(t, boot_loader, SYM(java_lang_Cloneable)) ||
        !loader_load(t, boot_loader, SYM(java_io_Serializable)))
        return false;
    for (Type type = T_BOOLEAN; type <= T_VOID; type++) {
        if (!names[type])
            continue;
        Class *c = new_primitive(t, type, names[type]);
        if (!c)
            return false;
        if (type == T_VOID)
            continue;
        wk_primitive_array[type] = define_array_class(t, c);
        if (!wk_primitive_array[type])
            return false;
    }
    return true;
}
