/* record.h - what a program does, step by step, for the teaching views
 * In:     steps of the interpreter, as its tracer sees them (vm/exec/interp/trace_bytecode.h)
 * Out:    events: JSON arrays, or lines of text; README.md tells their forms
 * Owner:  the recording, until the process ends
 * Locks:  the tracer's, held while a step is taken; nobody records any more when record_finish calls back
 * Keeps:  whoever does not record pays nothing: there is no hook but the tracer's second table of handlers.
 *         Objects are numbers in the order in which they are seen, never addresses, so two recordings of a
 *         deterministic program are the same.
 * Tests:  tests/suites/48_view
 */
#ifndef MOKA_VM_EXEC_RECORD_RECORD_H
#define MOKA_VM_EXEC_RECORD_RECORD_H

#include "vm/base/vec.h"
#include "vm/model/class.h"
#include "vm/model/method.h"
#include "vm/model/thread.h"

#include <stdio.h>

typedef struct RecordOptions {
    const char *only; /* a shell pattern for Class.method; NULL: classes that are not the JDK's */
    const char *from; /* begin at a call of this Class.method; NULL: at once */
    u32 from_call;    /* at which one; the first is 1 */
    u64 steps;
    bool keeps_last;  /* the last so many steps, not the first */
    bool as_text;
    void (*finish)(Thread *t); /* called once, IN_JAVA, when the program has ended */
} RecordOptions;

enum {
    RECORD_STEPS = 20000,
    RECORD_OBJECTS = 2000,
    RECORD_METHODS = 500,
    RECORD_ELEMENTS = 32,
    RECORD_FIRST_ELEMENTS = 24,
    RECORD_CHARACTERS = 80,
    RECORD_MARKS = 5000,
    RECORD_BYTES = 4 << 20,
    RECORD_CHUNK = 1024
};

/* Consecutive events, in front of which the whole state of the frames is written. */
typedef struct RecordChunk {
    FILE *out;
    char *events;
    size_t size;
    char *key, *objects; /* objects: when the recording keeps the last steps, else NULL */
    u64 first_step;      /* 1 is the recording's first */
    u32 steps, event_count;
} RecordChunk;

typedef struct RecordClass {
    Class *class;
    const Field **fields; /* of instances, inherited ones first; NULL: they are not looked at */
    u32 field_count;
    u8 state; /* as it was told last */
} RecordClass;

typedef struct Recording {
    VEC(RecordClass) classes;
    VEC(Method *) methods;
    VEC(RecordChunk) chunks;
    u64 steps;         /* that were recorded, dropped ones included */
    u64 dropped_steps; /* of keeps_last: those at the beginning */
    u64 left_instructions; /* of all classes, behind the end */
    u32 left_objects, left_methods, left_output;
    u32 marks, left_marks; /* told of all collections; not told */
    const char *limit; /* the one that has ended the recording; NULL: none has */
    size_t most_bytes; /* of events that were kept at a time */
} Recording;

/* In this process the next VM records; in the host's memory, and before JNI_CreateJavaVM. */
void record_request(const RecordOptions *options);
bool record_is_requested(void);
/* Before any method is prepared: the VM begins to record. */
void record_start(void);
/* The program has ended: calls options.finish, once. */
void record_finish(Thread *t);
const Recording *record_result(void);
/* "initialized" and its like; a ClassState. */
const char *record_state_word(u32 state);

#endif
