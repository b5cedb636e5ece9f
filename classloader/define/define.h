/* define.h - ClassFile -> Class: superclasses, layout, tables, mirror (JVMS 5.3.5)
 * Effects: may load superclasses (Java code runs), allocates on the heap. NULL = exception pending.
 */
#ifndef MOKA_CLASSLOADER_DEFINE_DEFINE_H
#define MOKA_CLASSLOADER_DEFINE_DEFINE_H

#include "classloader/parse/parse.h"
#include "vm/model/loader_data.h"

typedef struct DefineArgs {
    LoaderData *loader; /* for a non-strong hidden class: its own data, made by the caller */
    Symbol *name;       /* expected internal name; NULL: as the file says */
    const u8 *bytes;
    size_t length;
    u32 host_slot; /* 0: the bytes are copied into the loader's arena */
    u64 host_offset;
    Object *protection_domain; /* or NULL */
    const char *source;        /* for traces: "jrt:/java.base" or NULL */
    /* hidden classes */
    bool hidden;
    Class *nest_host; /* a class that is its own host; NULL: its own */
    Object *class_data;
    bool vm_annotations; /* read the annotations that only boot and platform classes may use */
} DefineArgs;

/* Registers the class with its loader (LinkageError on a duplicate), except hidden ones. */
Class *define_class(Thread *t, const DefineArgs *args);
/* The array class whose component is `component` (any kind but void). */
Class *define_array_class(Thread *t, Class *component);
/* JVMS 5.5, step 6: static fields with a ConstantValue; strings are interned. False: out of memory. */
bool define_set_constant_values(Thread *t, Class *c);
/* --enable-preview */
extern bool define_preview;
void define_init(bool preview);
void define_reset(void);
/* Boot: the primitive classes, then (once java.lang.Class is there) the mirrors of everything loaded before
 * it. */
bool define_primitives(Thread *t);
bool define_early_mirrors(Thread *t);

#endif
