/* parse.h - class file bytes -> ClassFile (JVMS 4), all format checks of 4.8
 * In:     bytes
 * Out:    a ClassFile in scratch memory whose constant pool is checked and whose members are indexed
 * Uses:   vm/base/bytes.h, symbols. No heap, no class loading: unit tests run it alone under sanitizers.
 * Owner:  scratch arena of the caller; symbols are permanent; the bytes must outlive the ClassFile.
 * Tests:  tests/unit/parse_test.c
 */
#ifndef MOKA_CLASSLOADER_PARSE_PARSE_H
#define MOKA_CLASSLOADER_PARSE_PARSE_H

#include "classloader/parse/fail.h"
#include "vm/base/arena.h"
#include "vm/base/bytes.h"
#include "vm/model/class.h"
#include "vm/model/method.h"

typedef struct ParseOptions {
    Symbol *expected_name; /* NULL: any. Else NoClassDefFoundError "… (wrong name: …)" on mismatch */
    bool trusted;        /* boot loader: the checks that HotSpot ties to verification are skipped */
    bool relax_names;    /* platform loader: relaxed name checks */
    bool hidden;         /* the this_class entry is replaced by a new name at definition */
    bool vm_annotations; /* METHOD_* and FIELD_* flags are read from the annotations that the VM knows */
    bool preview;        /* --enable-preview: minor version 65535 of max_major is accepted */
    bool modules;        /* a module descriptor, which is no class, is refused after its pool is checked */
    u16 max_major;       /* newest accepted version (release->class_major) */
} ParseOptions;

/* What the file says, in file order; Field and Method are filled except holder, offsets, indices in tables
 * and prepared parts. */
typedef struct ClassFile {
    const u8 *bytes;
    u32 length;
    u16 major, minor, access;
    u16 this_index, super_index;
    Symbol *name, *super_name; /* super_name NULL for Object */
    ConstPool pool;            /* in the scratch arena; define copies it */
    u16 interface_count, field_count, method_count;
    u16 *interfaces; /* pool indices */
    Field *fields;
    Method *methods;
    u16 source_file, signature, nest_host_index, bootstrap_count;
    u32 inner_classes, enclosing_method, nest_members, record, permitted_subclasses, bootstrap_methods,
        annotations, type_annotations, source_debug, source_debug_length;
    u32 class_flags; /* CLASS_HAS_CLINIT, CLASS_HAS_FINALIZER (declared non-empty), CLASS_HAS_DEFAULTS,
                        CLASS_IS_RECORD */
} ClassFile;

/* False: *fail is filled. */
bool parse_class(const void *bytes, size_t length, const ParseOptions *options, Arena *scratch,
                 ClassFile *ret_file, Fail *fail);

/* Checks of names and descriptors (JVMS 4.2, 4.3), also for JNI and resolution. Texts are modified UTF-8 in
 * internal form. *ret_arg_slots: the parameters' slots, without a receiver. */
bool parse_is_field_descriptor(const char *text, size_t length);
bool parse_is_method_descriptor(const char *text, size_t length, u32 *ret_arg_slots);
bool parse_is_class_name(const char *text, size_t length);

#endif
