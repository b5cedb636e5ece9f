/* record_parts.h - what the files record*.c share
 * Locks:  the tracer's, as record.h says
 */
#ifndef MOKA_VM_EXEC_RECORD_RECORD_PARTS_H
#define MOKA_VM_EXEC_RECORD_RECORD_PARTS_H

#include "vm/exec/flow/slot_types.h"
#include "vm/exec/record/record.h"

/* A value as it is compared and told: an object is its number, because its address may be another's later. */
typedef struct RecordCell {
    u8 type; /* SlotType, or CELL_CLASS */
    u64 bits; /* of a reference: 0 null, else the object's number; of CELL_CLASS the Class */
} RecordCell;

/* A reference to an object without a number, since there are too many, or one that is no object. */
enum { CELL_CLASS = 16, CELL_NO_OBJECT };

static inline bool record_cells_equal(RecordCell a, RecordCell b)
{
    return a.type == b.type && a.bits == b.bits;
}

/* A frame that is recorded. */
typedef struct RecordFrame {
    const Slot *fp;
    const Method *method;
    const u16 *pc; /* of the last step, and the opcode that was there */
    RecordCell *cells; /* max_locals of them, then the operands */
    u32 id, depth, bci, count; /* count: operands, a long or double is one */
    u16 opcode;
    u64 site; /* what the instruction's call site knew */
} RecordFrame;

typedef struct RecordThread {
    u32 id;
    VEC(RecordFrame) frames; /* the outermost first */
    u32 written;             /* the object whose contents the last step changes; 0: none */
    bool calls;              /* the last step may run code that is not recorded */
} RecordThread;

typedef VEC(RecordThread *) RecordThreads;

/* ---- record.c ---- */
extern Recording record_state;
FILE *record_out(void); /* where the next event goes; a separator has been written */
/* The number of a class, which is told of when it is new. */
u32 record_class(Class *c);
bool record_as_text(void);

/* ---- record_object.c ---- */
/* The object's value; it is told of when it is new. */
RecordCell record_reference(Object *object);
RecordCell record_value(SlotType type, Slot slot);
/* Tells what has changed in an object, or in all. */
void record_compare(u32 number);
void record_compare_all(void);
/* After a collection: who has died. */
void record_collected(void);
void record_write_objects(FILE *out);
void record_write_cell(FILE *out, RecordCell cell);
Object *record_object(u32 number); /* NULL: it has died */
/* 0: it has none. Nothing is told. */
u32 record_number(const Object *object);
u32 record_object_count(void); /* of the dead ones, too */
void record_object_reset(void);

/* ---- record_mark.c ---- */
/* After record_collected: tells how a marker finds the survivors. */
void record_mark(const RecordThreads *threads);

/* ---- record_text.c ---- */
void record_text_step(FILE *out, u64 number, const RecordThread *thread, const RecordFrame *frame);

#endif
