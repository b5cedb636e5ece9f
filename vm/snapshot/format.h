/* format.h - what a snapshot file holds
 * In:     write.c
 * Out:    snapshot.c
 * Keeps:  header and small sections come first and are read into memory; region and image follow at multiples
 *         of a page and are mapped. Numbers are the machine's: the library that wrote a file uses it.
 * Tests:  tests/suites/46_snapshot
 */
#ifndef MOKA_VM_SNAPSHOT_FORMAT_H
#define MOKA_VM_SNAPSHOT_FORMAT_H

#include "vm/base/base.h"

#define SNAPSHOT_MAGIC "MokaSnap"

enum {
    SNAPSHOT_FORMAT = 3,
    SNAPSHOT_PAGE = 4096,
    SNAPSHOT_IMAGE_BASE = 0x70000000, /* behind region and code cache, below 2 GB */
    SNAPSHOT_IMAGE_LIMIT = 0x0F000000
};

/* The sections, in the order of the file. */
typedef enum SnapshotSection {
#define SECTION(id, name, unit) SECTION_##id,
#include "vm/snapshot/sections.def"
#undef SECTION
    SECTION_COUNT
} SnapshotSection;

typedef struct SnapshotExtent {
    u64 offset, size;
} SnapshotExtent;

typedef struct SnapshotHeader {
    char magic[8];
    u32 format, header_size;
    u64 file_size;
    u64 inode, time;              /* of the file, in nanoseconds: one that has others was copied or changed */
    u64 region_base, region_size; /* as it was reserved */
    u32 main_thread;              /* its java.lang.Thread */
    u32 lock_count;               /* host locks */
    u64 is_application;           /* a program has run in the machine; its class path is in the key */
    SnapshotExtent sections[SECTION_COUNT];
    u64 small_sum;  /* of all sections before the region */
    u64 large_sum;  /* of region and image */
    u64 header_sum; /* of the header up to here */
} SnapshotHeader;

/* An address in a library: it stands at `offset` from where the library is loaded. */
enum { SLOT_EMPTY = 0, SLOT_IMAGE = 1 /* the mapped class files */, SLOT_LIBJVM = 2, SLOT_LIBRARIES = 3 };
typedef struct SnapshotSlot {
    u32 library; /* SLOT_*; from SLOT_LIBRARIES on, the n-th of SECTION_LIBRARIES */
    u32 offset;
} SnapshotSlot;

/* A native that is called again: at the start, or when its library is opened. */
typedef struct SnapshotNative {
    u32 method;
    u32 library; /* 0: at the start; else its number, as host_library.h has it */
} SnapshotNative;

/* A file that was open for reading. */
typedef struct SnapshotFile {
    u32 object; /* the java.io.FileDescriptor */
    u32 path;   /* in SECTION_PATHS */
    u64 position, size, time;
} SnapshotFile;

typedef struct SnapshotString {
    u64 hash;
    u32 object;
    u32 unused;
} SnapshotString;

/* A sum over 8-byte words; bytes: a multiple of 8. */
u64 format_sum(const void *start, size_t bytes);
/* Of a large section, taken up piece by piece. */
enum { SNAPSHOT_PIECE = 128 * 1024 };
u64 format_sum_piece(u64 sum, const void *piece, size_t bytes);
/* Of region and image. False: they cannot be read. */
bool format_large_sum(int file, const SnapshotHeader *h, u64 *ret_sum);
/* All of it, or false. */
bool format_read(int file, void *to, size_t size, u64 offset);

#endif
