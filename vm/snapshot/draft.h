/* draft.h - a machine on its way into a file: copies of its memory in which addresses are those of the file
 * In:     the stopped world, at the end of a marking
 * Out:    copies of region, saved state and objects; or the reason why the machine cannot be written
 * Used by: write.c draft*.c
 * Owner:  the process, which ends after writing
 * Tests:  tests/suites/46_snapshot
 */
#ifndef MOKA_VM_SNAPSHOT_DRAFT_H
#define MOKA_VM_SNAPSHOT_DRAFT_H

#include "vm/base/map.h"
#include "vm/base/vec.h"
#include "vm/exec/thread/identity_hash.h"
#include "vm/snapshot/format.h"

typedef struct DraftObject {
    Object *object;
    u32 place; /* in the image */
    u32 rank;  /* in the order in which objects are reached; 0: not yet */
    u32 kind;  /* the heap's kind of memory */
    bool is_mirror;
} DraftObject;

typedef struct Mapping {
    u64 start, end;
} Mapping;

typedef struct Draft {
    Thread *main;
    char problem[512]; /* "": none so far */
    bool is_restless;  /* it is a thread that may have come to rest soon */
    VEC(DraftObject) objects;
    Map places;                   /* Object* -> its place in the image */
    VEC(Mapping) mappings;        /* of the process, above 4 GB */
    u64 lowest, highest;          /* addresses of objects */
    char *region, *saved, *image; /* the copies */
    size_t region_size, saved_size, image_size;
    u64 *starts;
    VEC(u8) chunks;
    VEC(u32) owners;
    VEC(char) libraries;
    VEC(SnapshotSlot) slots;
    VEC(SnapshotString) strings;
    VEC(SavedHash) hashes;
    VEC(u32) roots, threads, mapped;
    VEC(SnapshotNative) natives;
    VEC(SnapshotFile) files;
    VEC(char) paths, command;
    bool is_application;
    Map unused; /* u32 host slot + 1 -> 1: it is filled again when it is needed */
} Draft;

/* The first problem is kept. */
void draft_refuse(Draft *d, const char *format, ...) PRINTF_LIKE(2, 3);
void draft_refuse_work(Draft *d, const char *format, ...) PRINTF_LIKE(2, 3);
void draft_free(Draft *d);
/* 0: it is no live object, or NULL. */
u32 draft_place(const Draft *d, const Object *object);
/* A library of the JDK: its number in SECTION_LIBRARIES, from 1. 0: it is none, which is a problem. */
u32 draft_library(Draft *d, const char *path);
/* Is it an address of the process that means nothing in another one? */
bool draft_is_host_address(const Draft *d, u64 word);
void draft_note_mappings(Draft *d);

/* Are there only threads that need not be written, and do they wait for work? */
void draft_check_threads(Draft *d);
/* Copies all live objects; what they hold of this process is cleared, or is a problem. */
void draft_objects(Draft *d);
/* Of descriptors above the three standard ones: files that are read are listed, others are a problem. */
void draft_files(Draft *d);
/* Copies region and saved state, with references to objects as the image has them. */
void draft_metadata(Draft *d);
/* Lists the library's threads, which begin again. */
void draft_threads(Draft *d);
/* Of an application: no generator of random numbers that its starts would share. */
void draft_randoms(Draft *d);
/* Notes how an application is started. IN_JAVA, the world need not stand. False: nothing has been. */
bool draft_command(Draft *d);
/* Visits slots in search of one with the object. */
typedef struct SlotSearch {
    const Object *object;
    bool found;
} SlotSearch;
void draft_compare_slot(Object **slot, void *search);
/* The class that holds the object in a static field, or the class of an object that refers to it. */
const char *draft_owner(const Draft *d, const Object *object);
/* In the copy of the region. */
void *draft_in_region(const Draft *d, const void *address);

#endif
