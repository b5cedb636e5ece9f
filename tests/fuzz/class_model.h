/* class_model.h - a class file taken apart so that it can be changed and put together again
 * In:     bytes; Out: bytes. Nothing is checked but that the parts fit, because changed classes are wrong on
 *         purpose: a pool index may lead anywhere, an instruction may be no instruction.
 * Owner:  everything lives in the caller's scratch arena, which the model points at.
 * Keeps:  class_model_write(class_model_read(bytes)) is bytes again; code_model likewise, except that a
 *         StackMapTable's offsets take their shortest form and line tables are left out.
 * Used by: mutate.h, which the fuzz targets and the mutation runner share; tests/unit/class_builder.h, which
 * makes a class from nothing.
 * Tests: tests/suites/65_fuzz
 */
#ifndef MOKA_TESTS_FUZZ_CLASS_MODEL_H
#define MOKA_TESTS_FUZZ_CLASS_MODEL_H

#include "vm/base/arena.h"
#include "vm/base/base.h"

/* ---- writing ---- */

typedef struct ByteWriter {
    Arena *arena;
    u8 *bytes;
    size_t used, room;
} ByteWriter;

void byte_writer_put(ByteWriter *w, u64 value, u32 size); /* big-endian */
void byte_writer_copy(ByteWriter *w, const void *bytes, size_t size);
void byte_writer_set(ByteWriter *w, size_t at, u64 value, u32 size);

/* ---- a class ---- */

typedef struct Constant {
    u8 tag; /* 0: the second index of a long or double, and index 0 */
    u16 size;
    const u8 *data; /* behind the tag */
} Constant;

typedef struct Attribute {
    u16 name;
    u32 size;
    const u8 *info;
} Attribute;

typedef struct Attributes {
    Attribute *items;
    u32 count;
} Attributes;

typedef struct Member {
    u16 access, name, desc;
    Attributes attributes;
} Member;

typedef struct Members {
    Member *items;
    u32 count;
} Members;

typedef struct ClassModel {
    Arena *arena;
    u32 magic;
    u16 minor, major, access, this_index, super_index;
    Constant *pool;
    u32 pool_count;
    u16 *interfaces;
    u32 interface_count;
    Members fields, methods;
    Attributes attributes;
} ClassModel;

/* False: the bytes do not have the outer shape of a class file. */
bool class_model_read(ClassModel *model, Arena *arena, const u8 *bytes, size_t size);
/* NULL: more than fits. */
u8 *class_model_write(const ClassModel *model, size_t *ret_size);
void class_model_write_attributes(ByteWriter *w, const Attributes *attributes);
/* Is the entry a Utf8 with this text? */
bool class_model_is_utf8(const ClassModel *model, u32 index, const char *text);
/* The index of a new entry; 0: the pool is full. */
u16 class_model_add(ClassModel *model, u8 tag, const void *data, u16 size);
u16 class_model_add_utf8(ClassModel *model, const char *text);
u16 class_model_utf8(ClassModel *model, const char *text); /* found or added */
u16 class_model_pair(ClassModel *model, u8 tag, u16 a, u16 b);
Attribute *class_model_attribute(const ClassModel *model, const Attributes *in, const char *name);

/* ---- code_model.c ---- */

/* An instruction. Branch targets are indices of instructions; `count` of the code means its end. */
typedef struct Insn {
    const u8 *bytes; /* as it stood, with opcode; operands that are branches are not used */
    u32 size;        /* of a switch: of opcode and operands without padding */
    u32 target_count;
    u32 *targets; /* switches: the default first */
    u32 bci;      /* where it stood; UINT32_MAX: it is new */
    u32 position; /* while writing */
} Insn;

typedef struct VType {
    u8 tag;    /* of a verification_type_info */
    u32 value; /* pool index; of an uninitialized one: the index of the new instruction */
} VType;

typedef struct MapFrame {
    u8 kind; /* a frame_type; the offset is not in it: 0 same, 64 one item, 248..250, 252..254, 255 */
    u32 at;  /* index of an instruction */
    u32 local_count, stack_count;
    VType *locals, *stack; /* those written in the frame: of an append the new ones */
} MapFrame;

typedef struct Handler {
    u32 start, end, handler;
    u16 type;
} Handler;

typedef struct CodeModel {
    u16 max_stack, max_locals;
    Insn *insns;
    u32 count;
    Handler *handlers;
    u32 handler_count;
    MapFrame *frames;
    u32 frame_count;
    u16 frames_name;       /* pool index of "StackMapTable"; 0: there is none */
    Attributes attributes; /* the others */
} CodeModel;

/* The Code attribute of a method; false: it cannot be taken apart. */
bool code_model_read(CodeModel *code, const ClassModel *model, const Attribute *attribute);
/* False: it has become too large (branches are 16 bits wide where they were). */
bool code_model_write(const CodeModel *code, const ClassModel *model, Attribute *attribute);
/* Puts an instruction before the one at `at`. What points there goes on pointing at what stood there, which
 * is behind it now; or, with `takes_branches`, at the new one. */
Insn *code_model_insert(CodeModel *code, Arena *arena, u32 at, const u8 *bytes, u32 size,
                        bool takes_branches);
/* What pointed at it points at its successor. */
void code_model_delete(CodeModel *code, u32 at);

/* ---- growing arrays in the arena ---- */

/* A copy of `count` items with room for one more at index `at`. */
void *class_model_make_room(Arena *arena, const void *items, u32 count, u32 at, size_t item_size);

#endif
