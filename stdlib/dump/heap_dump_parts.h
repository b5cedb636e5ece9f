/* heap_dump_parts.h - what the files of the heap dumper share: heap_dump.c (order of the file, classes,
 * objects) and heap_dump_roots.c (threads, stacks and the other roots)
 * In:     the heap, the world stopped
 * Out:    records, through hprof.h
 * Used by: heap_dump.c heap_dump_roots.c
 */
#ifndef MOKA_STDLIB_DUMP_HEAP_DUMP_PARTS_H
#define MOKA_STDLIB_DUMP_HEAP_DUMP_PARTS_H

#include "stdlib/dump/heap_dump.h"
#include "stdlib/dump/hprof.h"
#include "vm/base/map.h"
#include "vm/base/vec.h"
#include "vm/model/class.h"
#include "vm/model/thread.h"

/* Serial numbers of stack traces begin with a trace without frames, at which all objects count as allocated;
 * then come the threads' traces. */
enum { HEAP_DUMP_NO_TRACE = 1 };

/* A static field that the class file does not have. */
typedef struct HeapDumpExtra {
    const void *name; /* id of a UTF8 record */
    const Object *value;
} HeapDumpExtra;

typedef struct HeapDump {
    Hprof file;
    HeapDumpKind kind;
    Map names;              /* Symbol* -> 1: its UTF8 record is written */
    Map constants;          /* Object* -> 1: some class's record has it as a constant */
    Map image_reached;      /* Object* of image space -> 1: a root or an object outside leads to it */
    VEC(const Object *) image_pending; /* whose references are not followed yet */
    bool is_of_image;       /* the object whose record is being written */
    u64 next_frame;         /* 1.. */
    const Thread *starving; /* the thread that is out of memory, or NULL */
    const Class *sized;     /* the class that instance_bytes belongs to */
    u64 instance_bytes;
    const Object *loader; /* of the class that `extras` belong to */
    VEC(HeapDumpExtra) extras;
} HeapDump;

/* The id of the object, or 0 if it is NULL or dead. */
const Object *heap_dump_id(const Object *object);
/* The same of an object that a record refers to. */
const Object *heap_dump_refer(HeapDump *d, const Object *object);
/* Writes the symbol's UTF8 record the first time. */
void heap_dump_name(HeapDump *d, const Symbol *symbol);
/* Is the object a constant of some class? */
bool heap_dump_is_constant(const HeapDump *d, const Object *object);
/* Every live class, those of arrays included and primitive types left out. */
void heap_dump_for_each_class(HeapDump *d, void (*visit)(Class *c, void *dump));
/* Serial numbers of a class and of a thread's stack trace. */
u32 heap_dump_class_serial(const Class *c);
u32 heap_dump_trace_serial(const Thread *thread);

/* heap_dump_roots.c: stack traces, as records of the file; roots, as records of segments */
void heap_dump_stacks(HeapDump *d);
void heap_dump_roots(HeapDump *d);
/* After all objects. Those of a snapshot live for good; what nothing else leads to is a root. If each of them
 * were one, nobody could see from a dump what keeps what alive. */
void heap_dump_image_roots(HeapDump *d);

#endif
