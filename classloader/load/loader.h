/* loader.h - class loaders: finding loaded classes, loading through Java, initiating loaders (JVMS 5.3)
 * As an Object *, the boot loader is NULL. Tables and arena are in loader.c, asking for a class in
 * loader_load.c.
 * In:     a loader and a class's name
 * Out:    the class, the same for ever; NULL: an exception is pending, unless stated otherwise
 * Locks:  the loader's own, recursive, for its arena and tables; a leaf lock for what is being loaded
 * Effects: what has a Thread *t may run Java code and collect, unless it only adds to a table
 * Tests:  tests/java/ParallelLoading.java, tests/unit/constraint_test.c
 */
#ifndef MOKA_CLASSLOADER_LOAD_LOADER_H
#define MOKA_CLASSLOADER_LOAD_LOADER_H

#include "vm/model/loader_data.h"
#include "vm/model/thread.h"

/* The room's state: the boot loader's data and java.base's module, still empty. False: the region has no
 * room. */
bool loader_init(void);
/* Forgets all loaders; their memory goes with the region. */
void loader_reset(void);
/* For loader_reset: loader_load.c's part. */
void loader_reset_places(void);
/* The LoaderData of a ClassLoader object, made at the first request; boot_loader for NULL. NULL: the region
 * is exhausted, and an exception is pending. */
LoaderData *loader_of(Thread *t, Object *java_loader);
/* A fresh LoaderData for one non-strong hidden class that belongs to `outer`; NULL as above. */
LoaderData *loader_new_hidden(Thread *t, LoaderData *outer);

/* Loads (JVMS 5.3) a class or array class by internal name ("java/lang/String", "[I"). If there is none,
 * NoClassDefFoundError is pending, with a Java loader's ClassNotFoundException as its cause. */
Class *loader_load(Thread *t, LoaderData *loader, Symbol *name);
/* As loader_load, but absence is ClassNotFoundException (Class.forName). */
Class *loader_load_or_not_found(Thread *t, LoaderData *loader, Symbol *name);
/* Loads with the boot loader; NULL without an exception: it has no such class. */
Class *loader_find_boot(Thread *t, Symbol *name);
/* The class that this loader is an initiating loader of; NULL: none yet. Never loads, takes no lock. */
Class *loader_find_loaded(const LoaderData *loader, const Symbol *name);
/* Records `loader` as an initiating loader of `c`. False: a LinkageError (constraints), or OutOfMemoryError,
 * is pending. */
bool loader_record_initiating(Thread *t, LoaderData *loader, Class *c);
/* Publishes a class just defined. False: LinkageError "duplicate class definition" (another thread's
 * definition came first), or another error, is pending. */
bool loader_add_class(Thread *t, LoaderData *loader, Class *c);
/* What a thread is loading; it lies on the thread's stack. define_class has one while superclasses and
 * interfaces are loaded: a class that is met again meanwhile is its own superclass (ClassCircularityError
 * from the inner load). */
typedef struct LoaderPlace {
    struct LoaderPlace *next;
    LoaderData *loader;
    const Symbol *name;
    Symbol *super; /* the supertype of `name` that is being loaded; NULL: `name` itself is */
    u32 owner;     /* Thread.id */
} LoaderPlace;
/* A place lasts from entering to leaving it. In between, loader_load_super loads a supertype of the place's
 * class, as loader_load does. */
void loader_enter_place(Thread *t, LoaderPlace *place, LoaderData *loader, const Symbol *name);
Class *loader_load_super(Thread *t, LoaderPlace *place, Symbol *super);
void loader_leave_place(LoaderPlace *place);
/* JVMS 5.3.4: both loaders must mean the same class by the name. False: LinkageError, which names the
 * resolver and `what` it resolved, or OutOfMemoryError is pending. */
bool loader_add_constraint(Thread *t, Symbol *class_name, LoaderData *a, LoaderData *b, Class *resolver,
                           const char *what);
/* The class that a type in a descriptor names ("Ljava/lang/String;", "I", "[[J"), loaded through `loader`. */
Class *loader_load_descriptor(Thread *t, LoaderData *loader, const char *text, size_t length);

/* Zeroed memory in the loader's arena; takes the loader's lock. NULL: the region is exhausted;
 * OutOfMemoryError "Metaspace" is pending unless t is NULL. */
void *loader_alloc(Thread *t, LoaderData *loader, size_t size);
/* For a method of the loader's that is prepared: zeroed, close to the others'. NULL: as loader_alloc. */
MethodCounts *loader_alloc_counts(Thread *t, LoaderData *loader);
/* Recursive. A thread that has to wait counts as blocked, so a collection may run. */
void loader_lock(Thread *t, LoaderData *loader);
void loader_unlock(Thread *t, LoaderData *loader);
/* For the collector, world stopped: frees the loader's memory and what it has outside. */
void loader_free(LoaderData *loader);
/* Visits the classes that the loader has defined. */
void loader_for_each_class(LoaderData *loader, void (*visit)(Class *c, void *context), void *context);
/* "'app'", "'bootstrap'", "com.Foo @1b2c3d": as HotSpot's messages name a loader; in the buffer, which is
 * returned. */
const char *loader_name(const LoaderData *loader, char *buffer, size_t size);
/* Classes since the start. */
u32 loader_count_loaded(void);
u32 loader_count_unloaded(void);

#endif
