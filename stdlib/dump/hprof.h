/* hprof.h - writes the records of a heap dump file, format "JAVA PROFILE 1.0.2" (binary, big-endian)
 * In:     records one after the other, each announced with its length
 * Out:    a file
 * Keeps:  the file is written from front to end: a heap dump segment is held in the buffer until it is full,
 *         and a record that is longer than the buffer gets a segment of its own, whose length is known from
 *         the start. A compressed file is one gzip stream.
 * Keeps:  a failed write is remembered and ends all writing; the file then keeps what was written before.
 * Owner:  the buffer is malloc'ed and lives from open to close.
 * Tests:  tests/unit/hprof_test.c
 */
#ifndef MOKA_STDLIB_DUMP_HPROF_H
#define MOKA_STDLIB_DUMP_HPROF_H

#include "vm/base/base.h"

enum { HPROF_BUFFER = 1024 * 1024, HPROF_ID_SIZE = 8 };

/* Records of the file */
typedef enum HprofTag {
    HPROF_UTF8 = 0x01,
    HPROF_LOAD_CLASS = 0x02,
    HPROF_STACK_FRAME = 0x04,
    HPROF_STACK_TRACE = 0x05,
    HPROF_SEGMENT = 0x1C,
    HPROF_END = 0x2C
} HprofTag;

/* Records within a segment */
typedef enum HprofItem {
    HPROF_ROOT_JNI_GLOBAL = 0x01,
    HPROF_ROOT_JNI_LOCAL = 0x02,
    HPROF_ROOT_JAVA_FRAME = 0x03,
    HPROF_ROOT_NATIVE_STACK = 0x04,
    HPROF_ROOT_STICKY_CLASS = 0x05,
    HPROF_ROOT_MONITOR = 0x07,
    HPROF_ROOT_THREAD = 0x08,
    HPROF_CLASS = 0x20,
    HPROF_INSTANCE = 0x21,
    HPROF_OBJECT_ARRAY = 0x22,
    HPROF_PRIMITIVE_ARRAY = 0x23,
    HPROF_ROOT_UNKNOWN = 0xFF
} HprofItem;

typedef struct Hprof {
    int fd;
    int error;               /* errno of the first failure, 0 none */
    struct z_stream_s *gzip; /* NULL: the file is not compressed */
    u64 stored;              /* bytes in the file */
    u64 written;             /* bytes before compression, those in the buffer included */
    u64 announced;           /* of the current record: bytes still to come */
    u64 largest;             /* of a segment's length, which has 32 bits */
    u8 *buffer;              /* HPROF_BUFFER bytes */
    size_t fill;             /* bytes in it */
    size_t segment_start;    /* the open segment's header in the buffer */
    bool in_segment;
} Hprof;

/* Creates the file, which must not exist. Returns 0 or errno. level: of compression, 1 to 9; 0: none. */
int hprof_open(Hprof *h, const char *path, int level);
/* Writes the rest of the buffer and closes the file. Returns 0, or errno of the first failure since
 * hprof_open. */
int hprof_close(Hprof *h);

/* The file's first bytes; millis: the time since 1970. */
void hprof_header(Hprof *h, u64 millis);
/* Begins a record of the file, after closing an open segment. length: bytes that follow the record's
 * header. */
void hprof_begin(Hprof *h, HprofTag tag, u64 length);
/* Begins a record within a segment, the open one or a new one. length: bytes that follow the tag, at most
 * h->largest - 1. */
void hprof_item(Hprof *h, HprofItem tag, u64 length);

/* The contents of the record that was begun, as many bytes as were announced. */
void hprof_u1(Hprof *h, u8 value);
void hprof_u2(Hprof *h, u16 value);
void hprof_u4(Hprof *h, u32 value);
void hprof_u8(Hprof *h, u64 value);
void hprof_id(Hprof *h, const void *address);
void hprof_bytes(Hprof *h, const void *bytes, size_t count);
/* `count` values of 1 << shift bytes each, in the machine's order; the file has them in big-endian order. */
void hprof_values(Hprof *h, const void *values, size_t count, u32 shift);

#endif
