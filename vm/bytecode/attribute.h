/* attribute.h - the attributes of a class file (JVMS 4.7): iterators over its bytes
 * In:      a class, field or method, whose attributes the parser has found and whose form it has checked
 * Out:     rows in the file's order, with the file's indices of the constant pool
 * Uses:    class.h method.h bytes.h
 * Owner:   the bytes are the class's, and stay where they are
 * Effects: none: never loads, throws or touches the heap
 * Keeps:   nobody else adds offsets to class_bytes (tools/check_style.py). A table that is cut off ends
 *         early.
 * Tests:   tests/unit/attribute_test.c
 */
#ifndef MOKA_VM_BYTECODE_ATTRIBUTE_H
#define MOKA_VM_BYTECODE_ATTRIBUTE_H

#include "vm/base/bytes.h"
#include "vm/model/class.h"
#include "vm/model/method.h"

/* ---- attributes by name ---- */

/* for (Attributes it = attribute_of_code(m); attribute_next(&it, &attribute);) */
typedef struct Attributes {
    Bytes in;
    const ConstPool *pool;
    u32 left;
} Attributes;

typedef struct AttributeRow {
    const Symbol *name;
    Bytes info;
} AttributeRow;

/* The attribute table at an offset of the class file; 0: an empty one. */
Attributes attribute_table(const Class *c, u32 table);
/* The attributes of the method's Code. */
Attributes attribute_of_code(const Method *m);
bool attribute_next(Attributes *it, AttributeRow *ret);
/* The offset of the info of the attribute with this name in a table; 0: there is none. */
u32 attribute_find(const Class *c, u32 table, const Symbol *name);
/* The same for a method; annotations of class files that could not have any yet (before version 49) are none.
 * Few ask for what only reflection tells, so a Method does not keep where it is. */
u32 attribute_find_of_method(const Method *m, const Symbol *name);
u32 attribute_find_annotations(const Method *m, const Symbol *name);
/* The index that is the whole info of an attribute like Signature; 0: there is none of this name. */
u16 attribute_find_index(const Class *c, u32 table, const Symbol *name);
/* The info at such an offset, as long as the attribute says. */
Bytes attribute_info(const Class *c, u32 info);

/* ---- rows ---- */

/* A count and so many rows of one kind: for (Rows it = …; attribute_next_KIND(&it, &row);) */
typedef struct Rows {
    Bytes in;
    u32 left;
} Rows;

Rows attribute_rows(Bytes info);

/* ---- exception tables (4.7.3) ---- */

typedef struct HandlerRow {
    u16 start, end, handler;
    u16 catch_type; /* 0: everything */
} HandlerRow;

/* for (Handlers it = attribute_handlers(m); attribute_next_handler(&it, &row);) */
typedef struct Handlers {
    const u8 *at;
    u32 left;
} Handlers;

static inline HandlerRow attribute_read_handler(const u8 *at)
{
    return (HandlerRow){bytes_peek_u16(at), bytes_peek_u16(at + 2), bytes_peek_u16(at + 4),
                        bytes_peek_u16(at + 6)};
}

static inline Handlers attribute_handlers(const Method *m)
{
    return (Handlers){m->handler_count ? class_bytes(m->holder) + m->handlers : NULL, m->handler_count};
}

static inline bool attribute_next_handler(Handlers *it, HandlerRow *ret)
{
    if (it->left == 0)
        return false;
    *ret = attribute_read_handler(it->at);
    it->at += sizeof(HandlerRow);
    it->left--;
    return true;
}

/* The row of this number, below handler_count. */
static inline HandlerRow attribute_handler(const Method *m, u32 row)
{
    return attribute_read_handler(class_bytes(m->holder) + m->handlers + row * sizeof(HandlerRow));
}

/* Is the bci in the row's range? */
static inline bool attribute_covers(const HandlerRow *row, u32 bci)
{
    return bci >= row->start && bci < row->end;
}

/* ---- lines and local variables (4.7.12, 4.7.13) ---- */

typedef struct LineRow {
    u16 start, line;
} LineRow;

typedef struct VariableRow {
    u16 start, length, name, desc, local; /* name and desc are not checked */
} VariableRow;

/* The rows of LineNumberTable's and LocalVariableTable's infos. */
bool attribute_next_line(Rows *it, LineRow *ret);
bool attribute_next_variable(Rows *it, VariableRow *ret);
/* NULL: what the row has for a name is none. */
const Symbol *attribute_variable_name(const ConstPool *pool, const VariableRow *row);
/* The name that the source gives the local at the bytecode index, by the first row that says so. NULL:
 * none. */
const Symbol *attribute_local_name(const Method *m, u32 local, u32 bci);
/* The source line of a bytecode index; -1: unknown; -2: the method is native. */
i32 attribute_line(const Method *m, u32 bci);

/* ---- stack maps (4.7.4) ---- */

/* verification_type_info */
typedef enum MapTag {
    MAP_TOP,
    MAP_INT,
    MAP_FLOAT,
    MAP_DOUBLE,
    MAP_LONG,
    MAP_NULL,
    MAP_UNINIT_THIS,
    MAP_OBJECT, /* operand: a class's constant */
    MAP_UNINIT  /* operand: the bci of its `new` */
} MapTag;

typedef struct MapTypeRow {
    u8 tag; /* whether it is one is not checked; those that are none have no operand */
    u16 operand;
} MapTypeRow;

typedef enum FrameForm {
    FRAME_SAME,
    FRAME_SAME_1,
    FRAME_RESERVED, /* no form as yet: nothing is known of what follows */
    FRAME_SAME_1_EXTENDED,
    FRAME_CHOP,
    FRAME_SAME_EXTENDED,
    FRAME_APPEND,
    FRAME_FULL
} FrameForm;

/* What a frame says of how it differs from the one before: locals fewer, or more, or all; the whole stack. */
typedef struct FrameRow {
    FrameForm form;
    u32 bci;
    u32 chopped;
    Rows locals, stack; /* of types */
} FrameRow;

/* for (Frames it = attribute_frames(info); attribute_next_frame(&it, &row);) */
typedef struct Frames {
    Rows rows;
    u32 next; /* the least bci of the next */
} Frames;

/* Of the info of StackMapTable. A frame whose types are cut short is the last. */
Frames attribute_frames(Bytes info);
bool attribute_next_frame(Frames *it, FrameRow *ret);
bool attribute_next_type(Rows *it, MapTypeRow *ret);

/* ---- lists of constants: Exceptions, NestMembers, PermittedSubclasses ---- */

typedef struct IndexList {
    const u8 *rows;
    u32 count;
} IndexList;

/* info: an offset of the class file; 0: an empty list. */
IndexList attribute_indices(const Class *c, u32 info);

static inline u16 attribute_index(const IndexList *list, u32 i)
{
    return bytes_peek_u16(list->rows + 2 * i);
}

/* Is the class of this name in the list of classes? */
bool attribute_lists_class(const Class *c, u32 info, const Symbol *name);

/* ---- inner classes (4.7.6, 4.7.7) ---- */

typedef struct InnerRow {
    u16 inner, outer, name, access;
} InnerRow;

Rows attribute_inner_classes(const Class *c);
bool attribute_next_inner(Rows *it, InnerRow *ret);
/* The row about the class itself; if there are several, the first. False: there is none. */
bool attribute_own_inner(const Class *c, InnerRow *ret);
/* Class.getModifiers: the flags of the class's own row, if it has one, less ACC_SUPER. */
i32 attribute_class_modifiers(const Class *c);

typedef struct EnclosingMethod {
    u16 class, method; /* method: a NameAndType, 0 outside of methods. class: 0 when there is no attribute */
} EnclosingMethod;

EnclosingMethod attribute_enclosing_method(const Class *c);

/* ---- records (4.7.30) and parameters (4.7.24) ---- */

typedef struct ComponentRow {
    const Symbol *name, *desc;
    u32 attributes; /* class-file offset of the table */
} ComponentRow;

Rows attribute_components(const Class *c);
bool attribute_next_component(const Class *c, Rows *it, ComponentRow *ret);

typedef struct ParameterRow {
    u16 name, access; /* name: 0 or an index that is not checked */
} ParameterRow;

/* Of MethodParameters, whose info is at the offset: how many parameters it lists; 0 for 0. */
u32 attribute_parameter_count(const Class *c, u32 info);
/* i: below that count. */
ParameterRow attribute_parameter(const Class *c, u32 info, u32 i);

/* ---- bootstrap methods (4.7.23) ---- */

typedef struct BootstrapRow {
    u16 method; /* pool index of a MethodHandle */
    IndexList arguments;
} BootstrapRow;

/* The row of this number, which the parser has found to be there. */
BootstrapRow attribute_bootstrap(const Class *c, u32 i);

#endif
