/* parse_parts.h - what the files parse*.c share; parse.h is the door
 * In:     the bytes of one class file, read once from front to end
 * Out:    the ClassFile, or Fail with HotSpot's text
 * Keeps:  whoever returns false has filled the Fail. Memory safety never depends on `verify`: an index or a
 *         length from the file is checked before it is used, for trusted classes too.
 * Used by: parse.c parse_name.c parse_pool.c parse_attr.c parse_method.c
 */
#ifndef MOKA_CLASSLOADER_PARSE_PARSE_PARTS_H
#define MOKA_CLASSLOADER_PARSE_PARSE_PARTS_H

#include "classloader/parse/parse.h"

/* Class file versions at which rules change */
enum {
    JAVA_1_1 = 45,
    JAVA_1_5 = 49,
    JAVA_6 = 50,
    JAVA_7 = 51,
    JAVA_8 = 52,
    JAVA_9 = 53,
    JAVA_11 = 55,
    JAVA_12 = 56,
    JAVA_16 = 60,
    JAVA_17 = 61
};

typedef struct Parser {
    Bytes in;
    const ParseOptions *options;
    Arena *scratch;
    ClassFile *file;
    Fail *fail;
    Symbol *class_name; /* as messages call it: "<Unknown>" until a name is known */
    u16 major;
    bool verify;          /* the checks that HotSpot ties to verification */
    bool check_names;     /* and those of names */
    u8 module_tag;        /* a Module or Package constant was met: an error unless ACC_MODULE explains it */
    u32 bootstrap_needed; /* 1 + the highest bootstrap method index in use */
} Parser;

/* All of these fill the Fail and return false. ClassFormatError: the text, then " in class file NAME". */
bool parse_bad(Parser *p, const char *format, ...) PRINTF_LIKE(2, 3);
/* ClassFormatError with the text as it is. */
bool parse_bad_text(Parser *p, const char *format, ...) PRINTF_LIKE(2, 3);
/* "Truncated class file". */
bool parse_truncated(Parser *p);

/* False: a read has met the end of the file. */
static inline bool parse_ok(Parser *p)
{
    return LIKELY(!p->in.failed) || parse_truncated(p);
}

/* Are `count` more bytes there? HotSpot asks for whole groups of items, so a file that ends within a group is
 * reported as truncated before anything else in it. */
static inline bool parse_need(Parser *p, u64 count)
{
    return LIKELY(bytes_left(&p->in) >= count) || parse_truncated(p);
}

/* The room that a table of `count` elements of `size` bytes needs: no more than can be read before the file
 * ends, and one for the element that meets the end. */
static inline u32 parse_table_length(const Parser *p, u32 count, u32 size)
{
    size_t most = bytes_left(&p->in) / size + 1;
    return count < most ? count : (u32)most;
}

/* ---- parse_pool.c ---- */
/* Reads the constant pool and checks all of it. */
bool parse_pool(Parser *p);

/* Is pool[index] of this kind? False for any index outside the pool. */
static inline bool parse_is_tag(const Parser *p, u32 index, u8 tag)
{
    return index < p->file->pool.count && p->file->pool.tags[index] == tag;
}

/* The Utf8 at index, NULL when there is none. */
static inline Symbol *parse_utf8(const Parser *p, u32 index)
{
    return parse_is_tag(p, index, CP_UTF8) ? pool_symbol(&p->file->pool, index) : NULL;
}

/* ---- parse_name.c ---- */
/* Unless check_names is off: JVMS 4.2. */
bool parse_check_class_name(Parser *p, Symbol *name);
bool parse_check_field_name(Parser *p, Symbol *name);
bool parse_check_method_name(Parser *p, Symbol *name);
/* The descriptor of the member `name`; checked for trusted classes too, because other rooms iterate over
 * descriptors. */
bool parse_check_field_desc(Parser *p, const Symbol *name, Symbol *desc);
bool parse_check_method_desc(Parser *p, const Symbol *name, Symbol *desc);

/* ---- parse_attr.c ---- */
typedef struct Attribute {
    SymbolId id; /* SYM_attr_*, or SYM_COUNT for one that the VM does not know */
    u32 info;    /* class-file offset of its info */
    u32 length;
    u64 end; /* offset past the info, which may lie past the end of the file: see parse_attribute_end */
} Attribute;

/* Reads name and length; p->in then stands at the info. what: the message, with %u for a bad name index. Code
 * that relies on the length before parse_attribute_end has to ask parse_attribute_fits. */
bool parse_attribute(Parser *p, const char *what, Attribute *ret);
static inline bool parse_attribute_fits(const Parser *p, const Attribute *a)
{
    return a->end <= p->file->length;
}
/* Goes on behind the attribute, however much of it was read. */
bool parse_attribute_end(Parser *p, const Attribute *a);

/* Stores the info's offset into *offset; "Multiple <name> attributes<where>" if *offset is set already. */
bool parse_once(Parser *p, const Attribute *a, u32 *offset, const char *where);
/* Synthetic and Deprecated have no info. */
bool parse_empty(Parser *p, const Attribute *a, const char *what);
/* METHOD_* or FIELD_* flags of the annotations in a RuntimeVisibleAnnotations info. */
u32 parse_method_annotations(Parser *p, const Attribute *a);
u32 parse_field_annotations(Parser *p, const Attribute *a);
/* What follows the members of the file, or of a field. */
bool parse_class_attributes(Parser *p);
bool parse_field_attributes(Parser *p, Field *field);

/* ---- parse_method.c ---- */
/* All methods of the file, with their attributes. */
bool parse_methods(Parser *p);

/* ---- parse.c ---- */
/* Access flags of a class, or of a row of InnerClasses (4.1, table 4.1-B). */
bool parse_check_class_flags(Parser *p, u32 flags);
/* Sorts the keys, each of which stands for something that must not repeat; true: *ret_key is there twice. */
bool parse_find_duplicate(u64 *keys, u32 count, u64 *ret_key);
/* A field's or method's key, and the error about one that is there twice. */
u64 parse_member_key(const Symbol *name, const Symbol *desc);
bool parse_bad_twice(Parser *p, const char *what, u64 key);

#endif
