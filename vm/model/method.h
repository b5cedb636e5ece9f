/* method.h - methods and their prepared code (JVMS 4.6, 4.7.3)
 * Owner:  the arena of the defining loader.
 * Locks:  prepare and linking under the loader's lock; quickening by release stores of one opcode unit after
 *         the cache entry is complete.
 * Keeps:  every call goes through method->entry. Operands of prepared code never change.
 */
#ifndef MOKA_VM_MODEL_METHOD_H
#define MOKA_VM_MODEL_METHOD_H

#include "vm/base/base.h"
#include "vm/model/class.h"
#include "vm/model/value.h"

/* How a call of the method proceeds. It is an index into the interpreter's table of entry points and no
 * address, because metadata holds no host addresses. */
typedef enum Entry {
    ENTRY_UNPREPARED, /* prepare (or bind the native), then go on through the new entry */
    ENTRY_BYTECODE,   /* interpreted, not synchronized */
    ENTRY_BYTECODE_SYNC,
    ENTRY_EMPTY,        /* the code is a lone return; the call has checked the receiver */
    ENTRY_GETTER,       /* aload_0, getfield, a return: reads the field of cache entry 0, without a frame */
    ENTRY_NATIVE,       /* JNI function: frame, handles, libffi; synchronized ones too */
    ENTRY_INTRINSIC,    /* VM routine without handles: a NativeIntrinsic of vm/exec/call/native.h */
    ENTRY_ABSTRACT,     /* AbstractMethodError */
    ENTRY_CONFLICT,     /* IncompatibleClassChangeError: conflicting defaults */
    ENTRY_INVOKE_BASIC, /* signature-polymorphic intrinsics of java.lang.invoke.MethodHandle */
    ENTRY_LINK_STATIC,
    ENTRY_LINK_SPECIAL,
    ENTRY_LINK_VIRTUAL,
    ENTRY_LINK_INTERFACE,
    ENTRY_COMPILED,
    ENTRY_COUNT
} Entry;

/* Method.flags */
enum {
    METHOD_CALLER_SENSITIVE = 1 << 0,
    METHOD_HIDDEN = 1 << 1,          /* @Hidden, or of a hidden class that is a lambda form */
    METHOD_LAMBDA_COMPILED = 1 << 2, /* @LambdaForm.Compiled */
    METHOD_SCOPED = 1 << 3,
    METHOD_FORCE_INLINE = 1 << 4,
    METHOD_DONT_INLINE = 1 << 5,
    METHOD_INTRINSIC_CANDIDATE = 1 << 6,
    METHOD_RESERVED_STACK = 1 << 7,
    METHOD_IS_INIT = 1 << 9, /* <init> */
    METHOD_IS_CLINIT = 1 << 10,
    METHOD_POLYMORPHIC = 1 << 11, /* signature-polymorphic (JVMS 2.9.3) */
    METHOD_OVERPASS = 1 << 12,    /* made by the VM for a slot that throws: classloader/define/vtable.h */
    METHOD_EMPTY_BODY = 1 << 13,  /* the code is a lone return */
    METHOD_RETURN_REF = 1 << 14
};

/* Method.vtable_index when it is no index; NONE: of static, private and interface methods, and <init>. */
enum { VTABLE_NONE = -1, VTABLE_UNSET = -2 };

typedef struct CacheEntry CacheEntry;

struct Method {
    u16 entry;     /* Entry; changed by method_set_entry only */
    u16 arg_slots; /* slots of the arguments with the receiver; long and double take two */
    u16 max_stack; /* operand stack slots as in Code */
    u16 max_locals;
    u32 frame_slots; /* slots from fp down to the empty operand stack: 2 + other locals + 1 (see frame.h) */
    u16 access;      /* as in the class file */
    u16 code_flags;  /* CODE_*, set by prepare, and by the compiler after that */
    u32 flags;       /* METHOD_* */
    u32 counts;      /* region_ref of its MethodCounts; 0 until it is prepared */
    u16 *code; /* prepared code: 16-bit units; NULL until prepared */
    CacheEntry *cache; /* this method's constant cache: cache.h */
    Class *holder;
    Symbol *name;
    Symbol *desc;
    union {
        u32 code_units;
        u32 native_calls; /* of a native: those that no machine code has made */
    };
    u32 cache_count;
    i32 vtable_index;
    i32 itable_index; /* >= 0 for instance methods of interfaces that dispatch */
    u16 slot;         /* index in holder->methods */
    u8 return_type;   /* Type */
    u8 param_count;   /* without the receiver; at most 255 */
    u32 native_slot;  /* host slot of the native or intrinsic function; 0: not bound */
    u32 form_slot;    /* host slot of how arguments are passed (native.c); 0: not made */
    u32 machine_entry; /* where machine code calls the method: its code or a stub; 0: there is no compiler */
    u32 machine_code;  /* its code, also while a stub counts its calls; 0: none */
    u32 bytecode;  /* class-file offset of the bytecode, 0: it has no Code */
    u32 bytecode_length;
    u32 handlers; /* class-file offset of the first exception_table row */
    u16 handler_count;
    u16 signature;    /* pool index of Signature, 0 if none */
    u32 attributes;   /* class-file offset of the method's attribute table (its u2 count) */
    u32 stack_map;    /* class-file offset of StackMapTable's info, 0 if none */
    union {
        struct PositionTable *positions; /* from prepared code to bcis: classloader/prepare/positions.h */
        Method *target; /* of an overpass, which has no code: the implementation that is not public; NULL:
                           defaults conflict */
    };
};

/* What the interpreter ran of a method decides whether it is compiled. The counts of a loader's methods lie
 * close together, so that counting makes few pages of a snapshot the process's own. */
typedef struct MethodCounts {
    u32 invocations;
    u32 back_edges;
} MethodCounts;

/* Method.code_flags */
enum {
    CODE_LOCKS = 1 << 0,  /* synchronized, or has a monitorenter: its returns look for locks */
    CODE_REFUSED = 1 << 1, /* the compiler cannot take it: nobody asks again */
    CODE_QUEUED = 1 << 2,  /* it waits for the compiler */
    CODE_STALE = 1 << 3,   /* its machine code was made before it was known what it needs (jit/again.h) */
    CODE_CATCH = 1 << 4,   /* how often its handlers were entered, in multiples of this */
    CODE_CATCHES = 7 << 4, /* that often or more: it is not compiled in the place of its calls */
    CODE_TIMES = 1 << 8    /* how often it was compiled, in multiples of this */
};

/* By kind, where machine code calls methods that have no machine code of their own; zeros: no compiler. */
extern u32 method_stubs[ENTRY_COUNT];

/* Sets the kind for the interpreter and its stub for machine code. A caller that still read the old one may
 * finish its call by it. */
static inline void method_set_entry(Method *m, Entry entry)
{
    __atomic_store_n(&m->machine_entry, method_stubs[entry], __ATOMIC_RELEASE);
    __atomic_store_n(&m->entry, (u16)entry, __ATOMIC_RELEASE);
}

/* Of a method that has been prepared. */
static inline MethodCounts *method_counts(const Method *m)
{
    return (MethodCounts *)(uintptr_t)m->counts;
}

static inline bool method_is_static(const Method *m)
{
    return (m->access & ACC_STATIC) != 0;
}

static inline bool method_is_native(const Method *m)
{
    return (m->access & ACC_NATIVE) != 0;
}

/* The calls that decide when it is compiled; 0 before it is prepared. */
static inline u32 method_calls(const Method *m)
{
    return method_is_native(m) ? m->native_calls : m->counts ? method_counts(m)->invocations : 0;
}

static inline bool method_is_abstract(const Method *m)
{
    return (m->access & ACC_ABSTRACT) != 0;
}

static inline bool method_is_private(const Method *m)
{
    return (m->access & ACC_PRIVATE) != 0;
}

/* Does a call of the method need no selection by the receiver's class? Private, final and static methods,
 * <init>, and methods of a final class. */
static inline bool method_is_statically_bound(const Method *m)
{
    return (m->access & (ACC_PRIVATE | ACC_FINAL | ACC_STATIC)) || (m->flags & METHOD_IS_INIT) ||
           (m->holder->access & ACC_FINAL);
}

/* The slot offset from fp of the local `index` (see frame.h). The value of a long or double in local i is at
 * i + 1. */
static inline i32 method_local_offset(const Method *m, u32 index)
{
    return index < m->arg_slots ? 1 + (i32)m->arg_slots - (i32)index : -3 - ((i32)index - (i32)m->arg_slots);
}

/* The vtable index by which invokevirtual of the method through class `in` finds its target. A default or
 * abstract method of an interface has a slot of its own in each class that inherits it, which is valid for
 * that class's subclasses. VTABLE_NONE: the method is found by the interface. */
i32 method_vtable_index(const Method *m, const Class *in);
/* The bytecode in the class file; NULL: the method has no Code. */
const u8 *method_bytecode(const Method *m);
/* Texts as in HotSpot's messages, in the caller's buffer, cut off if they do not fit; each returns the
 * buffer. "java.lang.String.charAt(int)" */
const char *method_external_name(const Method *m, char *buffer, size_t size);
/* "char java.lang.String.charAt(int)" */
const char *method_external_signature(const Method *m, char *buffer, size_t size);
/* Either, for a symbolic reference; the class's name is in internal form. */
const char *method_external_of(const Symbol *class_name, const Symbol *name, const Symbol *desc,
                               bool with_return, char *buffer, size_t size);

/* A field's type: "java.lang.String[]". */
const char *method_external_type(const Symbol *desc, char *buffer, size_t size);

/* Descriptor iteration: SigIter it = sig_begin(desc); while (sig_next(&it)) it.type, it.text, it.length …
 * Parameters in order; afterwards `it.type`, `it.text` of sig_return. The descriptor must be well formed. */
typedef struct SigIter {
    const char *at;
    const char *text; /* the current type's text, not NUL-terminated */
    u32 length;
    Type type;
} SigIter;

SigIter sig_begin(const Symbol *method_desc);
bool sig_next(SigIter *it);
/* The address of the closing parenthesis. */
const char *sig_parameters_end(const Symbol *method_desc);
/* The result, in type, text and length. */
SigIter sig_return(const Symbol *method_desc);
/* The slots of all parameters, without a receiver; *ret_params: their number. */
u32 sig_arg_slots(const Symbol *method_desc, u32 *ret_params, Type *ret_type);

#endif
