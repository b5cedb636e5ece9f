/* loader_data.h - what the VM keeps for a class loader: its arena, its classes, its references
 * The boot loader has one (boot_loader), every java.lang.ClassLoader gets one at its first definition or
 * lookup, and a non-strong hidden class has one of its own, which dies with it.
 * Owner:  lives in its own arena in the region. Freed when the collector finds its owner dead.
 * Locks:  `lock` guards everything but lookups in `classes` and `refs`.
 * Keeps:  references that metadata holds are in `refs`, which is scanned while the loader is alive (the boot
 *         loader always is), and are never global roots.
 */
#ifndef MOKA_VM_MODEL_LOADER_DATA_H
#define MOKA_VM_MODEL_LOADER_DATA_H

#include "vm/base/arena.h"
#include "vm/base/map.h"
#include "vm/model/class.h"
#include "vm/model/method.h"

enum { REF_TABLE_PAGE = 64 };

/* Pages never move, so the address of a slot is stable; index 0 is never used. */
typedef struct RefTablePage {
    struct RefTablePage *next;
    u32 count;
    u32 unused;
    Object *refs[REF_TABLE_PAGE];
} RefTablePage;

struct LoaderData {
    Arena arena;
    Object *java_loader; /* its ClassLoader, NULL for boot. It is no root: the loader lives as long as it does
                            (a hidden class's own data as long as the class's mirror) */
    LoaderData *host;    /* of a hidden class's own data: the loader that it belongs to; else itself */
    Class *hidden;       /* the one class of a hidden class's own data */
    u32 mark_epoch;
    u32 id;
    Map classes; /* Symbol* -> Class*: the classes that it is an initiating loader of, its own among them */
    Class **class_list; /* the classes that it has defined, in order (region memory, grown by doubling) */
    u32 class_count, class_capacity;
    MethodCounts *next_counts, *end_counts; /* for methods that will be prepared */
    Map packages; /* Symbol* (java/lang) -> Package* */
    Map modules;  /* Symbol* -> Module* */
    Module *unnamed_module;
    bool in_constraints; /* some loader constraint names it (JVMS 5.3.4; classloader/load/constraint.h) */
    RefTablePage *refs;  /* newest page first */
    u32 ref_count;       /* highest index handed out */
    u32 ref_capacity;
    RefTablePage **ref_directory; /* ref_directory[i / REF_TABLE_PAGE] */
    u32 lock;                     /* a host lock, recursive */
    LoaderData *next;             /* all loaders, guarded by the loader list's lock */
    bool is_immortal; /* it came with a snapshot: objects of image space may be all that refers to it */
    bool is_platform_or_boot;
    bool parallel_capable;
};

extern LoaderData *boot_loader; /* made and reset by classloader/load/loader.c */

/* The slot of an index that was handed out; its address never changes. */
static inline Object **loader_ref_slot(const LoaderData *loader, u32 index)
{
    return &loader->ref_directory[index / REF_TABLE_PAGE]->refs[index % REF_TABLE_PAGE];
}

/* The object of an index; NULL for 0. */
static inline Object *loader_ref(const LoaderData *loader, u32 index)
{
    return index ? *loader_ref_slot(loader, index) : NULL;
}

/* Packages and modules (JVMS 5.3.6; classloader/load/module.h) */
struct Module {
    Symbol *name; /* dotted; NULL for an unnamed module */
    Symbol *version;
    Symbol *location;
    LoaderData *loader;
    u32 java_ref; /* loader reference index of its java.lang.Module, 0 before it exists */
    bool is_open;
    bool reads_all_unnamed;
    bool is_target; /* another module's reads or exports may name it: they are cleaned when its loader dies */
    Map reads;      /* Module* -> 1 */
};

struct Package {
    Symbol *name; /* java/lang */
    Module *module;
    Symbol *location; /* of the boot loader: where it read its first class from; NULL: it has read none */
    bool exported_to_all;
    bool exported_to_all_unnamed;
    Map exports; /* Module* -> 1 */
};

#endif
