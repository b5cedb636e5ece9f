/* define_args.h - the arguments of define_class
 * In:      filled by those who have the bytes of a class: loader_load.c, JVM_DefineClass and its like,
 *         Unsafe, tools
 * Out:     read by classloader/define
 * Owner:   the caller, for the time of the call
 * Keeps:   zeros are the common case: a class with the name in its file, which its loader finds by that name
 */
#ifndef MOKA_CLASSLOADER_LOAD_DEFINE_ARGS_H
#define MOKA_CLASSLOADER_LOAD_DEFINE_ARGS_H

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

#endif
