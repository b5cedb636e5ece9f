/* vtable.c - see vtable.h.
 * A slot's history is the column of its entries through the superclasses' vtables. Whether a method overrides
 * any method of that history decides the transitive rule of JVMS 5.4.5. Final methods that override nothing
 * get no slot. The methods of a draft have no holder yet. */
#include "classloader/define/vtable.h"

#include "classloader/load/access.h"
#include "classloader/load/loader.h"
#include "vm/model/method.h"
#include "vm/model/throw.h"

#include <stdio.h>
#include <string.h>

typedef struct Plan {
    const Class *draft;
    LoaderData *loader;
    Arena *scratch;
    Fail *fail;
    Method **slots;
    u32 length, capacity;
    Method **overpasses;
    u32 overpass_count, overpass_capacity;
} Plan;

/* ---- Rules ---- */

/* May the method override others, and be selected by the receiver's class? */
static bool is_virtual(const Method *m)
{
    return !(m->access & (ACC_STATIC | ACC_PRIVATE)) && !(m->flags & (METHOD_IS_INIT | METHOD_IS_CLINIT));
}

/* JVMS 5.4.5 without its last, transitive case. The names agree and both are virtual. */
static bool overrides_directly(const Class *c, const Method *super_method)
{
    if (super_method->access & (ACC_PUBLIC | ACC_PROTECTED))
        return true;
    return access_same_package(c, super_method->holder);
}

/* In class files before version 51 a method overrides the method in the slot, or none. */
static bool overrides_slot(const Class *c, u32 slot)
{
    bool is_transitive = c->major >= 51;
    for (const Class *super = c->super; super && slot < super->vtable_length; super = super->super) {
        if (overrides_directly(c, super->vtable[slot]))
            return true;
        if (!is_transitive)
            break;
    }
    return false;
}

/* The method that a class declares or inherits for an interface's method (JVMS 5.4.6, the first two
 * steps). */
static Method *find_class_method(const Class *c, const Symbol *name, const Symbol *desc)
{
    for (; c; c = c->super) {
        Method *m = class_declared_method(c, name, desc);
        if (m && is_virtual(m))
            return m;
    }
    return NULL;
}

/* ---- Maximally-specific superinterface methods (JVMS 5.4.3.3) ---- */

static Method *declared_in_interface(const Class *interface, const Symbol *name, const Symbol *desc)
{
    if (!class_is_interface(interface))
        return NULL;
    Method *m = class_declared_method(interface, name, desc);
    return m && is_virtual(m) ? m : NULL;
}

static bool is_maximal(const Class *c, const Method *candidate)
{
    for (u32 i = 0; i < c->secondary_count; i++) {
        Class *other = c->secondaries[i];
        if (other != candidate->holder && class_is_subtype(other, candidate->holder) &&
            declared_in_interface(other, candidate->name, candidate->desc))
            return false;
    }
    return true;
}

typedef struct Selection {
    Method *found; /* the only non-abstract one, or else any */
    u32 defaults;  /* how many are not abstract */
} Selection;

static Selection select_default(const Class *c, const Symbol *name, const Symbol *desc)
{
    Selection s = {NULL, 0};
    for (u32 i = 0; i < c->secondary_count; i++) {
        Method *m = declared_in_interface(c->secondaries[i], name, desc);
        if (!m || !is_maximal(c, m))
            continue;
        if (!method_is_abstract(m))
            s.defaults++;
        if (!s.found || (!method_is_abstract(m) && s.defaults == 1))
            s.found = m;
    }
    return s;
}

/* ---- Overpasses ---- */

static Method *fill_overpass(Method *overpass, const Method *like, Method *target)
{
    *overpass = (Method){
        .entry = ENTRY_CONFLICT,
        .machine_entry = method_stubs[ENTRY_CONFLICT],
        .access = ACC_PUBLIC,
        .flags = METHOD_OVERPASS | (like->flags & METHOD_RETURN_REF),
        .arg_slots = like->arg_slots,
        .return_type = like->return_type,
        .param_count = like->param_count,
        .name = like->name,
        .desc = like->desc,
        .vtable_index = VTABLE_NONE,
        .itable_index = -1,
        .slot = UINT16_MAX,
        .target = target,
    };
    return overpass;
}

static void *grow_list(Arena *scratch, void *list, u32 count, u32 *capacity)
{
    *capacity = *capacity ? *capacity * 2 : 16;
    void *larger = arena_alloc(scratch, *capacity * sizeof(void *));
    if (count)
        memcpy(larger, list, count * sizeof(void *));
    return larger;
}

static Method *plan_overpass(Plan *p, const Method *like)
{
    Method *overpass = loader_alloc(NULL, p->loader, sizeof *overpass);
    if (!overpass)
        return NULL;
    if (p->overpass_count == p->overpass_capacity)
        p->overpasses = grow_list(p->scratch, p->overpasses, p->overpass_count, &p->overpass_capacity);
    p->overpasses[p->overpass_count++] = overpass;
    return fill_overpass(overpass, like, NULL);
}

/* ---- The plan ---- */

static u32 add_slot(Plan *p, Method *m)
{
    if (p->length == p->capacity)
        p->slots = grow_list(p->scratch, p->slots, p->length, &p->capacity);
    p->slots[p->length] = m;
    return p->length++;
}

static bool check_final(Plan *p, const Method *m)
{
    for (const Class *super = p->draft->super; super; super = super->super) {
        const Method *other = class_declared_method(super, m->name, m->desc);
        if (!other || !(other->access & ACC_FINAL) || !is_virtual(other) ||
            !overrides_directly(p->draft, other))
            continue;
        char name[512], other_name[512];
        class_binary_name(p->draft, name, sizeof name);
        class_binary_name(super, other_name, sizeof other_name);
        return fail_set(p->fail, SYM(x_IncompatibleClassChangeError), 0,
                        "class %s overrides final method %s.%s%s", name, other_name, m->name->text,
                        m->desc->text);
    }
    return true;
}

static bool is_package_private(const Method *m)
{
    return !(m->access & (ACC_PUBLIC | ACC_PROTECTED | ACC_PRIVATE));
}

/* Does a package-private method override one that is accessible beyond its package? Then what overrides the
 * one need not override the other, and the method has a slot of its own besides. */
static bool is_narrower(const Class *c, u32 slot, const Method *m)
{
    if (!is_package_private(m))
        return false;
    for (const Class *super = c->super; super && slot < super->vtable_length; super = super->super)
        if (!is_package_private(super->vtable[slot]))
            return true;
    return false;
}

static void override_inherited(Plan *p)
{
    const Class *c = p->draft;
    for (u32 slot = 0; slot < c->super->vtable_length; slot++) {
        const Method *old = p->slots[slot];
        Method *m = class_declared_method(c, old->name, old->desc);
        if (!m || !is_virtual(m) || !overrides_slot(c, slot))
            continue;
        p->slots[slot] = m;
        if (m->vtable_index < 0 && !is_narrower(c, slot, m))
            m->vtable_index = (i32)slot;
    }
}

static bool add_declared(Plan *p)
{
    const Class *c = p->draft;
    for (u32 i = 0; i < c->method_count; i++) {
        Method *m = &c->methods[i];
        if (!is_virtual(m))
            continue;
        if (!check_final(p, m))
            return false;
        if (m->vtable_index < 0 && !((m->access | c->access) & ACC_FINAL))
            m->vtable_index = (i32)add_slot(p, m);
    }
    return true;
}

static bool is_interface_slot(const Method *m)
{
    return (m->flags & METHOD_OVERPASS) || class_is_interface(m->holder);
}

/* The entry of a slot whose method no class implements: the default, the abstract method or the overpass of a
 * conflict. */
static Method *default_for(Plan *p, const Method *like)
{
    Selection s = select_default(p->draft, like->name, like->desc);
    return s.defaults > 1 ? plan_overpass(p, like) : s.found;
}

static bool has_interface_slot(const Plan *p, const Method *m)
{
    for (u32 slot = 0; slot < p->length; slot++) {
        const Method *other = p->slots[slot];
        if (other->name == m->name && other->desc == m->desc &&
            (other->flags & METHOD_OVERPASS || other->holder) && is_interface_slot(other))
            return true;
    }
    return false;
}

static bool add_miranda(Plan *p, const Method *m)
{
    if (find_class_method(p->draft, m->name, m->desc) || has_interface_slot(p, m))
        return true;
    Method *selected = default_for(p, m);
    if (!selected)
        return fail_set(p->fail, SYM(x_OutOfMemoryError), 0, "Metaspace");
    add_slot(p, selected);
    return true;
}

static bool adds_interfaces(const Class *c)
{
    for (u32 i = 0; i < c->interface_count; i++)
        if (!c->super || !class_is_subtype(c->super, c->interfaces[i]))
            return true;
    return false;
}

static bool plan_interfaces(Plan *p)
{
    const Class *c = p->draft;
    if (!adds_interfaces(c))
        return true;
    /* A new superinterface may be more specific than those that the superclass could select from. */
    for (u32 slot = 0; slot < c->super->vtable_length; slot++) {
        const Method *old = p->slots[slot];
        if (!old->holder || !is_interface_slot(old))
            continue;
        p->slots[slot] = default_for(p, old);
        if (!p->slots[slot])
            return fail_set(p->fail, SYM(x_OutOfMemoryError), 0, "Metaspace");
    }
    for (u32 i = 0; i < c->secondary_count; i++) {
        Class *interface = c->secondaries[i];
        if (!class_is_interface(interface) || class_is_subtype(c->super, interface))
            continue;
        for (u32 k = 0; k < interface->method_count; k++)
            if (interface->methods[k].itable_index >= 0 && !add_miranda(p, &interface->methods[k]))
                return false;
    }
    return true;
}

static void number_interface_methods(const Class *c)
{
    i32 next = 0;
    for (u32 i = 0; i < c->method_count; i++)
        if (is_virtual(&c->methods[i]))
            c->methods[i].itable_index = next++;
}

bool vtable_plan(const Class *draft, LoaderData *loader, Arena *scratch, VtablePlan *ret_plan, Fail *fail)
{
    Plan plan = {.draft = draft, .loader = loader, .scratch = scratch, .fail = fail}, *p = &plan;
    *ret_plan = (VtablePlan){0};
    if (class_is_interface(draft)) {
        number_interface_methods(draft);
        return true;
    }
    const Class *super = draft->super;
    if (super) {
        p->capacity = p->length = super->vtable_length;
        p->slots = ARENA_ARRAY(scratch, Method *, p->capacity);
        memcpy(p->slots, super->vtable, p->length * sizeof *p->slots);
        override_inherited(p);
    }
    if (!add_declared(p) || (super && !plan_interfaces(p)))
        return false;
    *ret_plan = (VtablePlan){p->slots, p->length, p->overpasses, p->overpass_count};
    return true;
}

/* ---- Itables ---- */

static u32 dispatch_count(const Class *interface)
{
    u32 count = 0;
    for (u32 i = 0; i < interface->method_count; i++)
        count += interface->methods[i].itable_index >= 0;
    return count;
}

typedef struct ItableBuild {
    Class *c;
    Arena *arena;
    bool adds_interfaces;
    bool failed;
} ItableBuild;

/* invokeinterface of a method that is implemented by one that is not public throws IllegalAccessError. */
static Method *public_or_overpass(ItableBuild *b, Method *m)
{
    if (m->access & ACC_PUBLIC)
        return m;
    Method *overpass = ARENA_NEW(b->arena, Method);
    if (!overpass) {
        b->failed = true;
        return NULL;
    }
    fill_overpass(overpass, m, m);
    overpass->holder = b->c;
    return overpass;
}

/* NULL: there is no implementation, or there are several defaults. HotSpot throws AbstractMethodError for
 * both when the call is through the interface. */
static Method *implement(ItableBuild *b, const Method *m, const ItableEntry *inherited)
{
    Method *own = class_declared_method(b->c, m->name, m->desc);
    if (own && is_virtual(own))
        return public_or_overpass(b, own);
    Method *old = inherited ? inherited->methods[m->itable_index] : NULL;
    if (inherited && (!b->adds_interfaces || (old && !class_is_interface(old->holder))))
        return old;
    Method *found = find_class_method(b->c, m->name, m->desc);
    if (found)
        return public_or_overpass(b, found);
    Selection s = select_default(b->c, m->name, m->desc);
    return s.defaults == 1 ? s.found : NULL;
}

static bool build_row(ItableBuild *b, Class *interface, u32 count, ItableEntry *ret)
{
    const ItableEntry *inherited = b->c->super ? class_itable(b->c->super, interface) : NULL;
    Method *few[64], **row = count <= COUNT_OF(few) ? few : ARENA_ARRAY(b->arena, Method *, count);
    if (!row)
        return false;
    for (u32 i = 0; i < interface->method_count; i++) {
        const Method *m = &interface->methods[i];
        if (m->itable_index >= 0)
            row[m->itable_index] = implement(b, m, inherited);
    }
    if (b->failed)
        return false;
    ret->interface = interface;
    ret->methods = row;
    if (inherited && memcmp(inherited->methods, row, count * sizeof *row) == 0) {
        ret->methods = inherited->methods;
    } else if (row == few) {
        ret->methods = ARENA_ARRAY(b->arena, Method *, count);
        if (!ret->methods)
            return false;
        memcpy(ret->methods, few, count * sizeof *row);
    }
    return true;
}

bool vtable_build_itable(Class *c, Arena *arena)
{
    if (class_is_interface(c) || (c->access & ACC_ABSTRACT))
        return true;
    u32 rows = 0;
    for (u32 i = 0; i < c->secondary_count; i++)
        rows += class_is_interface(c->secondaries[i]) && dispatch_count(c->secondaries[i]) > 0;
    if (rows == 0)
        return true;
    ItableEntry *itable = ARENA_ARRAY(arena, ItableEntry, rows);
    if (!itable)
        return false;
    ItableBuild build = {c, arena, adds_interfaces(c), false};
    u32 row = 0;
    for (u32 i = 0; i < c->secondary_count; i++) {
        Class *interface = c->secondaries[i];
        u32 count = class_is_interface(interface) ? dispatch_count(interface) : 0;
        if (count && !build_row(&build, interface, count, &itable[row++]))
            return false;
    }
    c->itable = itable;
    c->itable_length = rows;
    return true;
}

/* ---- Selection (JVMS 5.4.6) ---- */

Method *vtable_entry(const Class *receiver, Method *resolved)
{
    Method *selected = resolved;
    if (resolved->vtable_index >= 0) {
        selected = receiver->vtable[resolved->vtable_index];
    } else if (resolved->itable_index >= 0 && is_virtual(resolved)) {
        const ItableEntry *row = class_itable(receiver, resolved->holder);
        selected = row ? row->methods[resolved->itable_index] : NULL;
    }
    return selected;
}

Method *vtable_select(const Class *receiver, Method *resolved)
{
    Method *selected = vtable_entry(receiver, resolved);
    return selected && !method_is_abstract(selected) ? selected : NULL;
}

Method *vtable_overpass(const Class *receiver, const Method *resolved)
{
    i32 slot = method_vtable_index(resolved, receiver);
    Method *made = slot >= 0 ? receiver->vtable[slot] : NULL;
    return made && (made->flags & METHOD_OVERPASS) ? made : NULL;
}

void vtable_throw_conflict(Thread *t, const Method *overpass, const Class *receiver)
{
    char text[1024];
    if (overpass->target) {
        THROW(t, IllegalAccessError, "'%s'",
              method_external_of(receiver->name, overpass->name, overpass->desc, true, text, sizeof text));
        return;
    }
    const Class *c = overpass->holder;
    size_t used = 0;
    text[0] = '\0';
    for (u32 i = 0; i < c->secondary_count && used < sizeof text; i++) {
        const Method *m = declared_in_interface(c->secondaries[i], overpass->name, overpass->desc);
        if (m && !method_is_abstract(m) && is_maximal(c, m))
            used += (size_t)snprintf(text + used, sizeof text - used, " %s.%s", m->holder->name->text,
                                     m->name->text);
    }
    THROW(t, IncompatibleClassChangeError, "Conflicting default methods:%s", text);
}
