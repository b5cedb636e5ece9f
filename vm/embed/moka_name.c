/* moka_name.c - see moka_room.h: classes, methods and fields by their names as text.
 * What has been found is remembered by the text that asked for it. */
#include "vm/embed/moka_room.h"

#include "classloader/load/loader.h"
#include "vm/base/utf8.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/model/throw.h"

#include <stdlib.h>
#include <string.h>

moka_error *moka_name_parse(const char *text, MokaName *ret)
{
    const char *dot = text ? strchr(text, '.') : NULL;
    const char *desc = dot ? strchr(dot, '(') : NULL;
    size_t member = !dot ? 0 : desc ? (size_t)(desc - dot - 1) : strlen(dot + 1);
    if (!dot || dot == text || member == 0 || memchr(dot + 1, '.', member) || memchr(dot + 1, '/', member))
        return moka_error_new(MOKA_BAD_ARGUMENT, "\"%s\" is no name of the form pkg/Class.member(IJ)D",
                              text ? text : "NULL");
    *ret = (MokaName){text, (size_t)(dot - text), dot + 1, member, desc};
    return NULL;
}

/* ---- classes ---- */

static bool is_missing(const Thread *t)
{
    Class *c = object_class(t->exception);
    return class_is_subtype(c, WK(ClassNotFoundException)) || class_is_subtype(c, WK(NoClassDefFoundError));
}

moka_error *moka_name_class(Thread *t, moka_vm *vm, const char *text, size_t length, Class **ret_class)
{
    *ret_class = NULL;
    if (length > UINT16_MAX || !utf8_is_modified((const u8 *)text, length))
        return moka_error_new(MOKA_BAD_ARGUMENT, "\"%.*s\" is no class's name", (int)length, text);
    Symbol *name = symbol_intern(text, length);
    LoaderData *loader = loader_of(t, handles_get(vm->loader));
    if (name && loader && !t->exception)
        *ret_class = loader_load_or_not_found(t, loader, name);
    if (*ret_class)
        return NULL;
    if (!t->exception)
        return moka_error_no_memory();
    bool missing = is_missing(t);
    moka_error *error = moka_error_of_pending(t);
    if (!missing)
        return error;
    moka_error *renamed =
        moka_error_new(MOKA_NOT_FOUND, "no class %.*s: %s", (int)length, text, error->message);
    moka_error_free(error);
    return renamed;
}

/* ---- methods ---- */

/* A search by a name whose descriptor may be left out. */
typedef struct Search {
    const MokaName *name;
    Method *found;
    bool is_ambiguous;
} Search;

static bool matches(const MokaName *name, const Method *m)
{
    return m->name->length == name->member_length &&
           memcmp(m->name->text, name->member, name->member_length) == 0 &&
           (!name->desc || strcmp(m->desc->text, name->desc) == 0);
}

/* The first one found is the one that overrides; bridges are the compiler's. */
static void search_class(Search *search, const Class *c)
{
    for (u32 i = 0; i < c->method_count; i++) {
        Method *m = &c->methods[i];
        if (!matches(search->name, m) || (!search->name->desc && (m->access & ACC_SYNTHETIC)))
            continue;
        if (!search->found)
            search->found = m;
        else if (m->desc != search->found->desc && !search->name->desc)
            search->is_ambiguous = true;
    }
}

static void search_interfaces(Search *search, const Class *c)
{
    for (u32 i = 0; i < c->interface_count; i++) {
        search_class(search, c->interfaces[i]);
        search_interfaces(search, c->interfaces[i]);
    }
}

static void search_all(Search *search, const Class *c)
{
    bool is_constructor = search->name->member[0] == '<';
    for (const Class *at = c; at; at = is_constructor ? NULL : at->super)
        search_class(search, at);
    for (const Class *at = c; at && !search->found; at = at->super)
        search_interfaces(search, at);
}

moka_error *moka_name_method(Thread *t, moka_vm *vm, const char *text, Method **ret_method)
{
    MokaName name;
    Class *c;
    moka_error *error = moka_name_parse(text, &name);
    if (!error)
        error = moka_name_class(t, vm, name.text, name.class_length, &c);
    if (error)
        return error;
    Search search = {&name, NULL, false};
    search_all(&search, c);
    if (!search.found)
        return moka_error_new(MOKA_NOT_FOUND, "no method %s", text);
    if (search.is_ambiguous)
        return moka_error_new(MOKA_NOT_FOUND, "%s is declared several times: append its descriptor, as %s",
                              text, search.found->desc->text);
    *ret_method = search.found;
    return NULL;
}

/* ---- fields ---- */

static Field *declared_field(const Class *c, const MokaName *name)
{
    for (u32 i = 0; i < c->field_count; i++)
        if (c->fields[i].name->length == name->member_length &&
            memcmp(c->fields[i].name->text, name->member, name->member_length) == 0)
            return &c->fields[i];
    return NULL;
}

/* JVMS 5.4.3.2: the class, its superinterfaces, its superclass. */
static Field *find_field(const Class *c, const MokaName *name)
{
    Field *found = declared_field(c, name);
    for (u32 i = 0; !found && i < c->interface_count; i++)
        found = find_field(c->interfaces[i], name);
    return found || !c->super ? found : find_field(c->super, name);
}

moka_error *moka_name_field(Thread *t, moka_vm *vm, const char *text, Field **ret_field)
{
    MokaName name;
    Class *c;
    moka_error *error = moka_name_parse(text, &name);
    if (!error)
        error = moka_name_class(t, vm, name.text, name.class_length, &c);
    if (error)
        return error;
    *ret_field = name.desc ? NULL : find_field(c, &name);
    if (!*ret_field)
        return moka_error_new(MOKA_NOT_FOUND, "no field %s", text);
    return class_initialize(t, (*ret_field)->holder) ? NULL : moka_error_of_pending(t);
}

/* ---- remembering ---- */

static moka_method **bucket_of(moka_vm *vm, const char *text)
{
    return &vm->methods[utf8_hash(text, strlen(text)) % MOKA_NAME_BUCKETS];
}

static moka_method *find_known(moka_vm *vm, const char *text)
{
    pthread_mutex_lock(&vm->lock);
    moka_method *known = *bucket_of(vm, text);
    while (known && strcmp(known->name, text) != 0)
        known = known->next;
    pthread_mutex_unlock(&vm->lock);
    return known;
}

/* One block: the record, the parameters' classes and types, the name. */
static moka_method *make_known(const char *text, Method *m)
{
    u32 count = m->param_count;
    moka_method *known = calloc(1, sizeof *known + count * (sizeof(Class *) + 1) + strlen(text) + 1);
    if (!known)
        return NULL;
    known->classes = (Class **)(known + 1);
    known->types = (u8 *)(known->classes + count);
    known->name = strcpy((char *)known->types + count, text);
    known->method = m;
    known->param_count = count;
    known->is_constructor = (m->flags & METHOD_IS_INIT) != 0;
    known->has_receiver = !method_is_static(m) && !known->is_constructor;
    known->result = m->return_type;
    SigIter result = sig_return(m->desc);
    known->result_is_text = moka_value_is_string(result.text, result.length);
    SigIter it = sig_begin(m->desc);
    for (u32 i = 0; sig_next(&it); i++)
        known->types[i] = (u8)it.type;
    return known;
}

/* Another thread may have found the same meanwhile; then both stay. */
static void remember(moka_vm *vm, moka_method *known)
{
    pthread_mutex_lock(&vm->lock);
    moka_method **bucket = bucket_of(vm, known->name);
    known->next = *bucket;
    *bucket = known;
    pthread_mutex_unlock(&vm->lock);
}

moka_error *moka_name_find(Thread *t, moka_vm *vm, const char *text, const moka_method **ret_method)
{
    moka_method *known = text ? find_known(vm, text) : NULL;
    if (!known) {
        Method *m;
        moka_error *error = moka_name_method(t, vm, text, &m);
        if (error)
            return error;
        if (!class_initialize(t, m->holder))
            return moka_error_of_pending(t);
        known = make_known(text, m);
        if (!known)
            return moka_error_no_memory();
        remember(vm, known);
    }
    *ret_method = known;
    return NULL;
}

void moka_name_forget(moka_vm *vm)
{
    for (u32 i = 0; i < MOKA_NAME_BUCKETS; i++) {
        for (moka_method *at = vm->methods[i], *next; at; at = next) {
            next = at->next;
            free(at);
        }
        vm->methods[i] = NULL;
    }
}

Class *moka_name_parameter(Thread *t, const moka_method *method, u32 i)
{
    Class *c = __atomic_load_n(&method->classes[i], __ATOMIC_ACQUIRE);
    if (c)
        return c;
    SigIter it = sig_begin(method->method->desc);
    for (u32 k = 0; k <= i; k++)
        sig_next(&it);
    c = loader_load_descriptor(t, method->method->holder->loader->host, it.text, it.length);
    if (c)
        __atomic_store_n(&method->classes[i], c, __ATOMIC_RELEASE);
    return c;
}

moka_error *moka_find(moka_vm *vm, const char *name, const moka_method **method)
{
    MokaVisit visit;
    *method = NULL;
    moka_error *error = moka_begin(&visit, vm);
    if (error)
        return error;
    MOKA_ENTER(&visit);
    error = moka_name_find(visit.t, vm, name, method);
    moka_leave(&visit);
    return error;
}
