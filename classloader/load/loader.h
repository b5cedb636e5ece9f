/* loader.h - class loaders: finding loaded classes, loading through Java, initiating loaders (JVMS 5.3)
 * loader NULL as an Object* is the boot loader. Tables and arena are in loader.c, asking for a class in
 * loader_load.c.
 * Effects: may run Java code, collect. NULL = exception pending.
 */
#ifndef MOKA_CLASSLOADER_LOAD_LOADER_H
#define MOKA_CLASSLOADER_LOAD_LOADER_H

#include "vm/model/loader_data.h"
#include "vm/model/thread.h"

/* The room's state: the boot loader's data and java.base's module, still empty. False: no room in the region.
 */
bool loader_init(void);
/* No loader is left; their memory goes with the region. */
void loader_reset(void);
void loader_reset_places(void); /* by loader_reset */
/* The LoaderData of a ClassLoader object, made at the first request; boot_loader for NULL. NULL: region
 * exhausted (exception pending). */
LoaderData *loader_of(Thread *t, Object *java_loader);
/* A fresh LoaderData for one non-strong hidden class that belongs to `outer`. */
LoaderData *loader_new_hidden(Thread *t, LoaderData *outer);

/* Loads (JVMS 5.3) a class or array class by internal name ("java/lang/String", "[I"). Absent:
 * NoClassDefFoundError with the ClassNotFoundException as cause for loaders in Java; for boot
 * NoClassDefFoundError with the name. */
Class *loader_load(Thread *t, LoaderData *loader, Symbol *name);
/* As loader_load, but absence is ClassNotFoundException (Class.forName). */
Class *loader_load_or_not_found(Thread *t, LoaderData *loader, Symbol *name);
/* Boot loader only, without throwing when absent: NULL and no exception. */
Class *loader_find_boot(Thread *t, Symbol *name);
/* Already loaded with this loader as initiating loader? Never loads. */
Class *loader_find_loaded(const LoaderData *loader, const Symbol *name);
/* Records `c` for `loader` as initiating loader, checking constraints: false = LinkageError pending. */
bool loader_record_initiating(Thread *t, LoaderData *loader, Class *c);
/* Adds a class just defined. Another thread's earlier definition wins: LinkageError "duplicate class
 * definition". */
bool loader_add_class(Thread *t, LoaderData *loader, Class *c);
/* What a thread is loading; on its stack. define_class brackets the loading of superclasses and interfaces by
 * one: a class met again meanwhile is its own superclass (ClassCircularityError from the inner load). */
typedef struct LoaderPlace {
    struct LoaderPlace *next;
    LoaderData *loader;
    const Symbol *name;
    Symbol *super; /* what is being loaded because `name` extends it; NULL: `name` itself */
    u32 owner;     /* Thread.id */
} LoaderPlace;
void loader_enter_place(Thread *t, LoaderPlace *place, LoaderData *loader, const Symbol *name);
Class *loader_load_super(Thread *t, LoaderPlace *place, Symbol *super); /* as loader_load */
void loader_leave_place(LoaderPlace *place);
/* JVMS 5.3.4: both loaders must agree on the class named in a descriptor. */
bool loader_add_constraint(Thread *t, Symbol *class_name, LoaderData *a, LoaderData *b, Class *resolver,
                           const char *what);
/* The class that a type in a descriptor names ("Ljava/lang/String;", "I", "[[J"), loaded through `loader`. */
Class *loader_load_descriptor(Thread *t, LoaderData *loader, const char *text, size_t length);

/* Thread-safe, in the loader's arena; NULL = "Metaspace" OutOfMemoryError pending when t is given. */
void *loader_alloc(Thread *t, LoaderData *loader, size_t size);
void loader_lock(Thread *t, LoaderData *loader); /* recursive; blocks safely */
void loader_unlock(Thread *t, LoaderData *loader);
void loader_free(LoaderData *loader); /* by the collector, world stopped */
void loader_for_each_class(LoaderData *loader, void (*visit)(Class *c, void *context), void *context);
/* "'app'", "'bootstrap'", "com.Foo @1b2c3d": as HotSpot's messages name a loader. */
const char *loader_name(const LoaderData *loader, char *buffer, size_t size);
u32 loader_count_loaded(void); /* classes loaded since start */
u32 loader_count_unloaded(void);

#endif
