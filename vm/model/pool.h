/* pool.h - constant pools (JVMS 4.4)
 * Owner:  the class, in the arena of its loader; while a class file is parsed, scratch memory
 * Locks:  an entry is resolved once, under the loader's lock; reading takes none
 * Keeps:  an entry keeps its indices beside what it resolves to
 */
#ifndef MOKA_VM_MODEL_POOL_H
#define MOKA_VM_MODEL_POOL_H

#include "vm/base/base.h"
#include "vm/model/symbol.h"

/* tags[i] is a tag of JVMS, and CP_RESOLVED or CP_FAILED in addition. CP_RESOLVED is stored after `ref`, with
 * release, so a reader that sees it (acquire) may use `ref`. */
enum {
    CP_UTF8 = 1,
    CP_INTEGER = 3,
    CP_FLOAT = 4,
    CP_LONG = 5,
    CP_DOUBLE = 6,
    CP_CLASS = 7,
    CP_STRING = 8,
    CP_FIELDREF = 9,
    CP_METHODREF = 10,
    CP_INTERFACE_METHODREF = 11,
    CP_NAME_AND_TYPE = 12,
    CP_METHOD_HANDLE = 15,
    CP_METHOD_TYPE = 16,
    CP_DYNAMIC = 17,
    CP_INVOKE_DYNAMIC = 18,
    CP_MODULE = 19,
    CP_PACKAGE = 20,
    CP_RESOLVED = 0x40,
    CP_FAILED = 0x80, /* the failure is remembered in Class.resolution_errors */
    CP_TAG_MASK = 0x3F
};

typedef union CpEntry {
    struct {
        u16 a;   /* class index, name index, string's utf8 index, bootstrap method index, handle kind */
        u16 b;   /* name-and-type index, descriptor index, handle's reference index */
        u32 ref; /* Utf8: Symbol. Resolved: Class, Field or Method (region_ref), or an index into the
                    loader's reference table (String, MethodHandle, MethodType, Dynamic) */
    };
    i32 i;
    float f;
    i64 j;
    double d;
    u64 raw;
} CpEntry;

typedef struct ConstPool {
    u16 count; /* indices 1..count-1 */
    u8 *tags;
    CpEntry *entries;
} ConstPool;

/* Accessors; that the entry is of the right kind has been checked, by the parser at the latest. */
static inline u8 pool_tag(const ConstPool *p, u32 index)
{
    return __atomic_load_n(&p->tags[index], __ATOMIC_ACQUIRE);
}

/* Of a Utf8. */
static inline Symbol *pool_symbol(const ConstPool *p, u32 index)
{
    return (Symbol *)(uintptr_t)p->entries[index].ref;
}

/* Of a Class: java/lang/String, [I. */
static inline Symbol *pool_class_name(const ConstPool *p, u32 index)
{
    return pool_symbol(p, p->entries[index].a);
}

/* Of a Fieldref, Methodref, InterfaceMethodref, Dynamic or InvokeDynamic entry. */
static inline Symbol *pool_member_name(const ConstPool *p, u32 index)
{
    return pool_symbol(p, p->entries[p->entries[index].b].a);
}

static inline Symbol *pool_member_desc(const ConstPool *p, u32 index)
{
    return pool_symbol(p, p->entries[p->entries[index].b].b);
}

#endif
