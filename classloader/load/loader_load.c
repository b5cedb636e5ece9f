/* loader_load.c - see loader.h: asking a loader for a class (JVMS 5.3.1-5.3.3).
 * When there is no class, find_class returns NULL without an exception, and its callers choose the
 * throwable. */
#include "classloader/load/loader.h"

#include "classloader/load/define_args.h"
#include "classloader/load/module.h"
#include "classloader/parse/parse.h"
#include "classloader/source/source.h"
#include "vm/base/host_wait.h"
#include "vm/base/state.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/model/doors.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"
#include "vm/thread/thread_state.h"

#include <stdio.h>
#include <string.h>

/* ---- who is loading what ---- */

typedef struct Waiter {
    struct Waiter *next;
    const LoaderPlace *place; /* NULL once its owner has left */
    u32 thread;
} Waiter;

/* Places and waiters lie on the stacks of their threads. */
SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t lock;
    pthread_cond_t left;
    LoaderPlace *places;
    Waiter *waiters;
} state = {.lock = PTHREAD_MUTEX_INITIALIZER, .left = PTHREAD_COND_INITIALIZER};

void loader_reset_places(void)
{
    STATE_CLEAR(state);
}

static const LoaderPlace *find_place_locked(const LoaderData *loader, const Symbol *name)
{
    const LoaderPlace *p = state.places;
    while (p && (p->loader != loader || p->name != name))
        p = p->next;
    return p;
}

static void push_place_locked(Thread *t, LoaderPlace *place, LoaderData *loader, const Symbol *name)
{
    *place = (LoaderPlace){.next = state.places, .loader = loader, .name = name, .owner = t->id};
    state.places = place;
}

void loader_enter_place(Thread *t, LoaderPlace *place, LoaderData *loader, const Symbol *name)
{
    pthread_mutex_lock(&state.lock);
    push_place_locked(t, place, loader->host, name);
    pthread_mutex_unlock(&state.lock);
}

void loader_leave_place(LoaderPlace *place)
{
    pthread_mutex_lock(&state.lock);
    LoaderPlace **at = &state.places;
    while (*at != place)
        at = &(*at)->next;
    *at = place->next;
    for (Waiter *w = state.waiters; w; w = w->next)
        if (w->place == place)
            w->place = NULL;
    pthread_cond_broadcast(&state.left);
    pthread_mutex_unlock(&state.lock);
}

Class *loader_load_super(Thread *t, LoaderPlace *place, Symbol *super)
{
    pthread_mutex_lock(&state.lock);
    place->super = super;
    pthread_mutex_unlock(&state.lock);
    return loader_load(t, place->loader, super);
}

/* Is this thread loading the name already, further out? */
static bool is_circular(const Thread *t, const LoaderData *loader, const Symbol *name)
{
    bool found = false;
    pthread_mutex_lock(&state.lock);
    for (const LoaderPlace *p = state.places; p && !found; p = p->next)
        found = p->loader == loader && p->name == name && p->owner == t->id;
    pthread_mutex_unlock(&state.lock);
    return found;
}

/* Does the place's owner wait, perhaps through others, for this thread? Only a circular hierarchy makes it
 * so. */
static bool waits_for_us_locked(const Thread *t, const LoaderPlace *place)
{
    while (place && place->owner != t->id) {
        const Waiter *w = state.waiters;
        while (w && w->thread != place->owner)
            w = w->next;
        place = w ? w->place : NULL;
    }
    return place != NULL;
}

/* A class that another thread is loading, and the thread that wants it, too. */
typedef struct Wish {
    const Thread *thread;
    const LoaderData *loader;
    const Symbol *name;
} Wish;

/* Waits until the other thread has left its place. The caller counts as stopped. */
static void wait_for_place(void *context)
{
    const Wish *wish = context;
    pthread_mutex_lock(&state.lock);
    const LoaderPlace *place = find_place_locked(wish->loader, wish->name);
    if (place) {
        Waiter self = {state.waiters, place, wish->thread->id};
        state.waiters = &self;
        while (self.place)
            host_wait(&state.left, &state.lock);
        Waiter **at = &state.waiters;
        while (*at != &self)
            at = &(*at)->next;
        *at = self.next;
    }
    /* The lock is not held any longer than this: the caller's thread_block_end may wait for the world, and
     * threads in Java take the lock without counting as stopped. */
    pthread_mutex_unlock(&state.lock);
}

/* Makes this thread the one that loads the name with the boot loader; waits while another is. False:
 * ClassCircularityError is pending. */
static bool enter_boot_load(Thread *t, LoaderPlace *place, const Symbol *name)
{
    for (;;) {
        pthread_mutex_lock(&state.lock);
        const LoaderPlace *other = find_place_locked(boot_loader, name);
        if (!other)
            push_place_locked(t, place, boot_loader, name);
        bool circular = other && waits_for_us_locked(t, other);
        pthread_mutex_unlock(&state.lock);
        if (!other)
            return true;
        if (circular) {
            THROW(t, ClassCircularityError, "%s", name->text);
            return false;
        }
        Wish wish = {t, boot_loader, name};
        thread_block_begin(t);
        wait_for_place(&wish);
        thread_block_end(t);
    }
}

/* ---- the boot loader ---- */

/* Finds the class file if the boot loader may serve it. It may not when the class is in a package of the
 * image that no module of the boot loader owns. */
static bool find_bytes(const Symbol *name, SourceBytes *bytes)
{
    const char *slash = memrchr(name->text, '/', name->length);
    Symbol *owner = slash ? module_boot_owner(name->text, (size_t)(slash - name->text)) : NULL;
    if (!source_find_class(name, owner, bytes))
        return false;
    if (owner || !bytes->module)
        return true;
    source_free(bytes);
    return false;
}

static Class *define_boot_class(Thread *t, Symbol *name)
{
    SourceBytes bytes = {0};
    if (!find_bytes(name, &bytes))
        return NULL;
    char source[4096];
    snprintf(source, sizeof source, "%s%s", bytes.module ? "jrt:/" : "",
             bytes.module ? bytes.module->text : bytes.place);
    DefineArgs args = {.loader = boot_loader,
                       .name = name,
                       .bytes = bytes.data,
                       .length = bytes.length,
                       .host_slot = bytes.host_slot,
                       .host_offset = bytes.offset,
                       .source = source,
                       .vm_annotations = true};
    Class *c = define_class(t, &args);
    source_free(&bytes);
    if (c && c->package && !c->package->location)
        c->package->location = symbol_from(source);
    return c;
}

static Class *load_boot(Thread *t, Symbol *name)
{
    LoaderPlace place;
    if (!enter_boot_load(t, &place, name))
        return NULL;
    Class *c = loader_find_loaded(boot_loader, name);
    if (!c)
        c = define_boot_class(t, name);
    loader_leave_place(&place);
    return c;
}

/* ---- loaders in Java ---- */

static Class *class_of_mirror(const Object *mirror)
{
    return (Class *)(uintptr_t)*FIELD_AT(mirror, WK_FIELD(Class_vm_class), u64);
}

static Class *call_load_class(Thread *t, LoaderData *loader, Symbol *name)
{
    Object *text = string_from_class_name(t, name);
    if (!text)
        return NULL;
    Value args[2] = {{.l = loader->java_loader}, {.l = text}}, ret = {0};
    if (!call_virtual(t, WK_METHOD(ClassLoader_loadClass), args, &ret) || !ret.l)
        return NULL;
    Class *c = class_of_mirror(ret.l);
    /* A class of another name counts as none. */
    if (c->name != name)
        return NULL;
    return loader_record_initiating(t, loader, c) ? c : NULL;
}

/* The supertype that some thread is loading for the class; NULL: none. */
static Symbol *find_super_in_progress(const LoaderData *loader, const Symbol *name)
{
    Symbol *super = NULL;
    pthread_mutex_lock(&state.lock);
    for (const LoaderPlace *p = state.places; p && !super; p = p->next)
        if (p->loader == loader && p->name == name)
            super = p->super;
    pthread_mutex_unlock(&state.lock);
    return super;
}

/* If another thread is defining the class and loads a supertype for it, this thread loads that, too, before
 * it asks the loader. So of several threads in a circle of classes each comes round to where it began and
 * finds the circle; otherwise they would wait for each other in locks of the loader's own. False: an
 * exception is pending. */
static bool join_supers(Thread *t, LoaderData *loader, const Symbol *name)
{
    Symbol *super = find_super_in_progress(loader, name);
    if (!super)
        return true;
    LoaderPlace place;
    loader_enter_place(t, &place, loader, name);
    bool loaded = loader_load_super(t, &place, super) != NULL;
    loader_leave_place(&place);
    return loaded;
}

static Class *load_parallel(Thread *t, LoaderData *loader, Symbol *name)
{
    if (!join_supers(t, loader, name))
        return NULL;
    Class *c = loader_find_loaded(loader, name);
    return c ? c : call_load_class(t, loader, name);
}

static bool is_taken(const LoaderData *loader, const Symbol *name)
{
    pthread_mutex_lock(&state.lock);
    bool taken = find_place_locked(loader, name) != NULL;
    pthread_mutex_unlock(&state.lock);
    return taken;
}

/* The loader's monitor is held. So another thread that is loading the class must have given the monitor up by
 * wait(); it is woken up and waited for. */
static Class *load_serial_locked(Thread *t, LoaderData *loader, Symbol *name)
{
    Class *c = loader_find_loaded(loader, name);
    if (c || !join_supers(t, loader, name))
        return c;
    Wish wish = {t, loader, name};
    while (!(c = loader_find_loaded(loader, name)) && is_taken(loader, name))
        if (!monitor_give_up(t, loader->java_loader, wait_for_place, &wish))
            return NULL;
    if (c)
        return c;
    LoaderPlace place;
    loader_enter_place(t, &place, loader, name);
    c = call_load_class(t, loader, name);
    loader_leave_place(&place);
    return c;
}

/* A loader that is not parallel capable is called with its monitor held: README.md, Decisions. */
static Class *load_serial(Thread *t, LoaderData *loader, Symbol *name)
{
    if (!monitor_enter(t, loader->java_loader))
        return NULL;
    Class *c = load_serial_locked(t, loader, name);
    Object *pending = t->exception;
    t->exception = NULL;
    monitor_exit(t, loader->java_loader);
    if (pending)
        t->exception = pending;
    return c;
}

static Class *load_java(Thread *t, LoaderData *loader, Symbol *name)
{
    if (is_circular(t, loader, name)) {
        THROW(t, ClassCircularityError, "%s", name->text);
        return NULL;
    }
    return loader->parallel_capable ? load_parallel(t, loader, name) : load_serial(t, loader, name);
}

/* ---- any loader ---- */

static Class *find_class(Thread *t, LoaderData *loader, Symbol *name);

static Class *array_of(Thread *t, Class *c)
{
    Class *array = __atomic_load_n(&c->array, __ATOMIC_ACQUIRE);
    return array ? array : define_array_class(t, c);
}

static Class *find_array(Thread *t, LoaderData *loader, Symbol *name)
{
    u32 dimensions = 0;
    while (name->text[dimensions] == '[')
        dimensions++;
    const char *element = name->text + dimensions;
    u32 length = name->length - dimensions;
    if (dimensions > 255 || !parse_is_field_descriptor(element, length))
        return NULL;
    Class *c;
    if (element[0] == 'L') {
        Symbol *element_name = symbol_intern(element + 1, length - 2);
        c = element_name ? find_class(t, loader, element_name) : NULL;
    } else {
        c = wk_primitive[type_of_char(element[0])];
    }
    while (c && dimensions-- > 0)
        c = array_of(t, c);
    return c;
}

/* NULL without an exception: the loader has no such class. */
static Class *find_class(Thread *t, LoaderData *loader, Symbol *name)
{
    loader = loader->host;
    if (name->text[0] == '[')
        return find_array(t, loader, name);
    Class *c = loader_find_loaded(loader, name);
    if (c)
        return c;
    /* Accessor classes of reflection see the classes that their loader's parent sees. */
    while (loader->java_loader && object_class(loader->java_loader) == WK(DelegatingClassLoader)) {
        loader = loader_of(t, ref_load(loader->java_loader, WK_FIELD(ClassLoader_parent)));
        if (!loader)
            return NULL;
        c = loader_find_loaded(loader, name);
        if (c)
            return c;
    }
    return loader->java_loader ? load_java(t, loader, name) : load_boot(t, name);
}

Class *loader_load(Thread *t, LoaderData *loader, Symbol *name)
{
    Class *c = find_class(t, loader, name);
    if (c)
        return c;
    if (!t->exception)
        THROW(t, NoClassDefFoundError, "%s", name->text);
    else if (object_is_instance(t->exception, WK(ClassNotFoundException)))
        throw_with_cause(t, SYM(x_NoClassDefFoundError), "%s", name->text);
    return NULL;
}

Class *loader_load_or_not_found(Thread *t, LoaderData *loader, Symbol *name)
{
    Class *c = find_class(t, loader, name);
    if (!c && !t->exception)
        THROW(t, ClassNotFoundException, "%s", name->text);
    return c;
}

Class *loader_find_boot(Thread *t, Symbol *name)
{
    return find_class(t, boot_loader, name);
}

Class *loader_load_descriptor(Thread *t, LoaderData *loader, const char *text, size_t length)
{
    if (text[0] != 'L' && text[0] != '[')
        return wk_primitive[type_of_char(text[0])];
    Symbol *name = text[0] == 'L' ? symbol_intern(text + 1, length - 2) : symbol_intern(text, length);
    if (!name) {
        throw_out_of_memory(t, "Metaspace");
        return NULL;
    }
    return loader_load(t, loader, name);
}
