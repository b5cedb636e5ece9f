/* constraint.c - see constraint.h.
 * All constraints on a name are in one list; each is a set of loaders. A loader is in at most one set of a
 * name. */
#include "classloader/load/constraint.h"

#include "vm/base/state.h"
#include "vm/model/method.h"

#include <pthread.h>
#include <string.h>

typedef struct Member {
    struct Member *next;
    LoaderData *loader;
} Member;

typedef struct Constraint {
    struct Constraint *next; /* of the same name */
    Member *members;
} Constraint;

/* It lies in the arena that it describes. */
typedef struct Table {
    Arena arena;
    Map by_name; /* Symbol* -> first Constraint */
    Member *free_members;
    Constraint *free_constraints;
} Table;

SNAPSHOT_STATE(saved) static struct {
    Table *table; /* NULL: there never was a constraint */
} state;

SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t lock; /* guards the table */
} host = {.lock = PTHREAD_MUTEX_INITIALIZER};

void constraint_reset(void)
{
    STATE_CLEAR(state);
}

/* False: the region is exhausted. */
static bool make_table_locked(void)
{
    Arena arena;
    arena_init_region(&arena);
    Table *table = ARENA_NEW(&arena, Table);
    if (!table)
        return false;
    table->arena = arena;
    map_init(&table->by_name, &table->arena);
    state.table = table;
    return true;
}

static Constraint *first_set(const Symbol *name)
{
    return state.table ? map_get(&state.table->by_name, name) : NULL;
}

static Class *loaded(const LoaderData *loader, const Symbol *name)
{
    return map_get(&loader->classes, name);
}

static Constraint *find_set(const Symbol *name, const LoaderData *loader)
{
    for (Constraint *set = first_set(name); set; set = set->next)
        for (const Member *m = set->members; m; m = m->next)
            if (m->loader == loader)
                return set;
    return NULL;
}

/* The class that some loader of the set has for the name (all that have one have the same); NULL: none
 * has. */
static Class *class_of_set(const Constraint *set, const Symbol *name, LoaderData **ret_loader)
{
    for (const Member *m = set ? set->members : NULL; m; m = m->next) {
        Class *c = loaded(m->loader, name);
        if (c) {
            *ret_loader = m->loader;
            return c;
        }
    }
    return NULL;
}

static bool add_member(Constraint *set, LoaderData *loader)
{
    Member *m = state.table->free_members;
    if (m)
        state.table->free_members = m->next;
    else if (!(m = ARENA_NEW(&state.table->arena, Member)))
        return false;
    *m = (Member){set->members, loader};
    set->members = m;
    loader->in_constraints = true;
    return true;
}

static Constraint *new_set(Symbol *name)
{
    Constraint *set = state.table->free_constraints;
    if (set)
        state.table->free_constraints = set->next;
    else if (!(set = ARENA_NEW(&state.table->arena, Constraint)))
        return NULL;
    *set = (Constraint){first_set(name), NULL};
    return map_put(&state.table->by_name, name, set) ? set : NULL;
}

static void unlink_set(Symbol *name, Constraint *set)
{
    Constraint *first = first_set(name);
    if (first == set) {
        if (set->next)
            map_put(&state.table->by_name, name, set->next);
        else
            map_remove_u64(&state.table->by_name, (u64)(uintptr_t)name);
    } else {
        while (first->next != set)
            first = first->next;
        first->next = set->next;
    }
    set->next = state.table->free_constraints;
    state.table->free_constraints = set;
}

static void merge_sets(Symbol *name, Constraint *into, Constraint *from)
{
    Member **tail = &into->members;
    while (*tail)
        tail = &(*tail)->next;
    *tail = from->members;
    unlink_set(name, from);
}

static bool join(Symbol *name, LoaderData *a, Constraint *set_a, LoaderData *b, Constraint *set_b)
{
    if (set_a && set_b) {
        if (set_a != set_b)
            merge_sets(name, set_a, set_b);
        return true;
    }
    if (set_a)
        return add_member(set_a, b);
    if (set_b)
        return add_member(set_b, a);
    Constraint *set = new_set(name);
    return set && add_member(set, a) && add_member(set, b);
}

/* A java.* class has one definition: only the boot and platform loaders may define it, never both. */
static bool is_unique_by_name(const Symbol *name)
{
    return strncmp(name->text, "java/", 5) == 0;
}

static ConstraintResult add_locked(Symbol *name, LoaderData *a, LoaderData *b)
{
    if (!state.table && !make_table_locked())
        return CONSTRAINT_NO_MEMORY;
    Constraint *set_a = find_set(name, a), *set_b = find_set(name, b);
    LoaderData *owner;
    Class *class_a = loaded(a, name), *class_b = loaded(b, name);
    if (!class_a)
        class_a = class_of_set(set_a, name, &owner);
    if (!class_b)
        class_b = class_of_set(set_b, name, &owner);
    if (class_a && class_b && class_a != class_b)
        return CONSTRAINT_VIOLATED;
    return join(name, a, set_a, b, set_b) ? CONSTRAINT_KEPT : CONSTRAINT_NO_MEMORY;
}

ConstraintResult constraint_add(Symbol *name, LoaderData *a, LoaderData *b)
{
    a = a->host, b = b->host;
    if (a == b || is_unique_by_name(name))
        return CONSTRAINT_KEPT;
    Class *class_a = loaded(a, name), *class_b = loaded(b, name);
    if (class_a && class_b)
        return class_a == class_b ? CONSTRAINT_KEPT : CONSTRAINT_VIOLATED;
    pthread_mutex_lock(&host.lock);
    ConstraintResult result = add_locked(name, a, b);
    pthread_mutex_unlock(&host.lock);
    return result;
}

static ConstraintResult add_type(const char *text, u32 length, LoaderData *a, LoaderData *b)
{
    u32 dimensions = 0;
    while (dimensions < length && text[dimensions] == '[')
        dimensions++;
    if (text[dimensions] != 'L')
        return CONSTRAINT_KEPT;
    Symbol *name = symbol_intern(text + dimensions + 1, length - dimensions - 2);
    return name ? constraint_add(name, a, b) : CONSTRAINT_NO_MEMORY;
}

ConstraintResult constraint_add_descriptor(const Symbol *desc, LoaderData *a, LoaderData *b,
                                           const char **ret_type, size_t *ret_length)
{
    if (a->host == b->host)
        return CONSTRAINT_KEPT;
    ConstraintResult result = CONSTRAINT_KEPT;
    SigIter it = {desc->text, desc->text, desc->length, T_OBJECT};
    if (desc->text[0] != '(') {
        result = add_type(it.text, it.length, a, b);
    } else {
        it = sig_begin(desc);
        while (result == CONSTRAINT_KEPT && sig_next(&it))
            result = add_type(it.text, it.length, a, b);
        if (result == CONSTRAINT_KEPT) {
            it = sig_return(desc);
            result = add_type(it.text, it.length, a, b);
        }
    }
    if (result == CONSTRAINT_VIOLATED) {
        bool is_array = it.text[0] == '[';
        *ret_type = is_array ? it.text : it.text + 1;
        *ret_length = is_array ? it.length : it.length - 2;
    }
    return result;
}

ConstraintResult constraint_publish_locked(LoaderData *loader, Class *c, Class **ret_other,
                                           LoaderData **ret_loader)
{
    ConstraintResult result = CONSTRAINT_KEPT;
    /* Check and entry are one step, else two loaders could both pass the check and then enter different
     * classes. */
    pthread_mutex_lock(&host.lock);
    if (loader->in_constraints) {
        Class *other = class_of_set(find_set(c->name, loader), c->name, ret_loader);
        if (other && other != c) {
            *ret_other = other;
            result = CONSTRAINT_VIOLATED;
        }
    }
    if (result == CONSTRAINT_KEPT && !map_put(&loader->classes, c->name, c))
        result = CONSTRAINT_NO_MEMORY;
    pthread_mutex_unlock(&host.lock);
    return result;
}

static void remove_member(Constraint *set, const LoaderData *loader)
{
    for (Member **at = &set->members; *at; at = &(*at)->next) {
        Member *m = *at;
        if (m->loader == loader) {
            *at = m->next;
            m->next = state.table->free_members;
            state.table->free_members = m;
            return;
        }
    }
}

void constraint_forget(LoaderData *loader)
{
    if (!loader->in_constraints)
        return;
    u64 key, value;
    for (u32 i = 0; state.table && map_next(&state.table->by_name, &i, &key, &value);) {
        Symbol *name = (Symbol *)(uintptr_t)key;
        Constraint *set = find_set(name, loader);
        if (!set)
            continue;
        remove_member(set, loader);
        if (set->members && set->members->next)
            continue;
        /* A single loader constrains nothing. */
        if (set->members)
            remove_member(set, set->members->loader);
        unlink_set(name, set);
    }
}

void constraint_for_each_name(void (*visit)(Symbol *name))
{
    u64 key, value;
    for (u32 i = 0; state.table && map_next(&state.table->by_name, &i, &key, &value);)
        visit((Symbol *)(uintptr_t)key);
}
