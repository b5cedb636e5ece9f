/* class.h - run-time classes and fields (JVMS 2.5.4, 5)
 * All of this lives in the arena of the defining loader, inside the metadata region:
 * pointers fit 32 bits, and nothing points at host memory except through host slots.
 * Owner:  LoaderData.
 * Locks:  state changes under the class's init lock; resolution publishes by release stores.
 * Keeps:  a Class lies at an address that is 8 modulo 16.
 */
#ifndef MOKA_VM_MODEL_CLASS_H
#define MOKA_VM_MODEL_CLASS_H

#include "vm/base/base.h"
#include "vm/model/access_flags.h"
#include "vm/model/object.h"
#include "vm/model/pool.h"
#include "vm/model/symbol.h"

typedef struct Method Method;
typedef struct LoaderData LoaderData;
typedef struct Module Module;
typedef struct Package Package;

typedef enum ClassKind { CLASS_INSTANCE, CLASS_REF_ARRAY, CLASS_PRIM_ARRAY, CLASS_PRIMITIVE } ClassKind;

/* JVMS 5.3-5.5. A class's state never goes back. */
typedef enum ClassState {
    CLASS_LOADED,       /* parsed, superclasses loaded, laid out */
    CLASS_LINKED,       /* verified, vtables final, constant pool usable */
    CLASS_INITIALIZING, /* init_thread runs <clinit> */
    CLASS_INITIALIZED,
    CLASS_FAILED /* initialization has failed, so each use is a NoClassDefFoundError */
} ClassState;

/* Class.flags */
enum {
    CLASS_HAS_FINALIZER = 1 << 0, /* non-empty finalize()V, not Object's */
    CLASS_IS_REFERENCE = 1 << 1,  /* subclass of java.lang.ref.Reference; its kind is in reference_kind */
    CLASS_IS_HIDDEN = 1 << 2,
    CLASS_IS_MIRROR = 1 << 3, /* java.lang.Class itself: instances carry statics */
    CLASS_IS_LOADER = 1 << 4, /* java.lang.ClassLoader or a subclass */
    CLASS_HAS_CLINIT = 1 << 5,
    CLASS_HAS_DEFAULTS = 1 << 6,       /* an interface that declares non-abstract instance methods */
    CLASS_SUPER_HAS_DEFAULTS = 1 << 7, /* some superinterface has CLASS_HAS_DEFAULTS */
    CLASS_IS_RECORD = 1 << 8,
    CLASS_TRUSTED = 1 << 9,       /* subclass of MagicAccessorImpl: not verified, no access checks */
    CLASS_IS_CLONEABLE = 1 << 10, /* implements java.lang.Cloneable */
    CLASS_VERIFIED = 1 << 11,
    CLASS_OLD_VERIFIER = 1 << 12,    /* version < 50 */
    CLASS_DONT_ALLOCATE = 1 << 13,   /* `new` must take the slow path: abstract, interface, Class */
    CLASS_IS_METHOD_HANDLE = 1 << 14, /* MethodHandle or VarHandle itself: its methods are polymorphic */
    CLASS_IS_CHUNK = 1 << 15          /* jdk.internal.vm.StackChunk: instances hold frames */
};

typedef enum ReferenceKind { REF_NONE, REF_SOFT, REF_WEAK, REF_FINAL, REF_PHANTOM, REF_OTHER } ReferenceKind;

typedef struct Field {
    Class *holder;
    Symbol *name;
    Symbol *desc;
    u32 offset;         /* instance: from the object; static: from the mirror */
    u16 access;         /* as in the class file */
    u8 type;            /* Type */
    u8 flags;           /* FIELD_* */
    u16 slot;           /* index in holder->fields: class-file order, the key that reflection uses */
    u16 constant_value; /* pool index of ConstantValue, 0 if none */
    u16 signature;      /* pool index of Signature's Utf8, 0 if none */
    u16 unused;
    u32 attributes; /* class-file offset of the attribute table (its u2 count); 0 for injected fields */
} Field;

enum { FIELD_STABLE = 1, FIELD_INJECTED = 2, FIELD_CONTENDED = 4 };

/* For the collector: `count` consecutive reference fields at `offset`. */
typedef struct RefSpan {
    u32 offset;
    u32 count;
} RefSpan;

enum { CLASS_DISPLAY = 8 };

struct Class {
    /* what allocation, dispatch and type checks read */
    u32 instance_size; /* bytes with the header, a multiple of 8; 0 for arrays and primitives */
    u8 kind;           /* ClassKind */
    u8 state;          /* ClassState; read with class_state() */
    u8 element_type;   /* arrays: Type of the elements; primitives: the Type itself */
    u8 reference_kind; /* ReferenceKind */
    u32 flags;         /* CLASS_* */
    u16 access;        /* access_flags as in the class file; an array's follow from its element */
    u16 depth;         /* number of superclasses: Object 0; arrays 1; interfaces 0 */
    Class *display[CLASS_DISPLAY]; /* display[d] = the superclass of depth d (self included) */
    Class *secondary_hit;          /* last success of a slow subtype check (self-repairing cache) */
    Class **secondaries;           /* all superinterfaces, and superclasses of depth >= CLASS_DISPLAY */
    u32 secondary_count;
    u32 mark_epoch; /* the collection in which the collector last reached this class */
    Object *mirror; /* its java.lang.Class; NULL during early boot; LoaderData keeps it alive */
    Class *super;
    Class *element; /* arrays: component type */
    Class *array;   /* the class of arrays of this one, or NULL; written once (release) */

    /* the collector's view */
    RefSpan *ref_spans; /* reference fields of instances, inherited ones first, without Reference.referent and
                           Reference.discovered, for which the collector has rules of its own */
    u32 ref_span_count;
    u32 static_size;       /* bytes of the mirror, with java.lang.Class's own fields */
    u32 static_ref_offset; /* the one span of static references in the mirror */
    u32 static_ref_count;

    /* identity */
    Symbol *name;       /* internal form: java/lang/String, [I, int; hidden: Name+0x0123456789abcdef */
    LoaderData *loader; /* the defining loader's data; a hidden class may have one of its own */
    Package *package;   /* NULL for arrays, primitives and the unnamed package */
    u32 source_slot;    /* host slot of the base address of the class file's bytes (0: region addresses) */
    u32 source_offset;  /* class_bytes(c) = slot value + offset */
    u32 source_length;
    u16 major, minor;

    /* members, in class-file order */
    ConstPool pool;
    Class **interfaces; /* direct superinterfaces */
    Field *fields;      /* declared here, then injected ones */
    Method *methods;    /* declared here; index = the slot that reflection uses */
    u16 *method_index;  /* open-addressed table of slot + 1 by name and descriptor; NULL: few, scan them */
    u16 interface_count;
    u16 field_count;          /* declared ones */
    u16 injected_field_count; /* these follow the declared ones */
    u16 method_count;
    Class *subclass, *sibling; /* the hierarchy downwards, for a compiler; written under define.c's lock */

    /* virtual dispatch */
    u32 vtable_length;
    u32 itable_length;
    struct ItableEntry *itable; /* one row per superinterface that has instance methods */

    /* attributes: class-file offsets of the attribute's info (after name and length), 0 if absent */
    u16 source_file; /* pool index of the SourceFile Utf8 */
    u16 signature;   /* pool index */
    u16 nest_host_index;
    u16 bootstrap_count;
    u32 inner_classes, enclosing_method, nest_members, record, permitted_subclasses, bootstrap_methods,
        annotations, type_annotations, source_debug, source_debug_length;
    Class *nest_host; /* resolved lazily; hidden nest mates have it set at definition */

    /* initialization (JVMS 5.5) */
    u32 init_thread; /* Thread.id of the thread that runs <clinit>, 0 if none */
    u32 error_ref;   /* loader reference index of the recorded ExceptionInInitializerError, 0 none */
    struct ResolutionError *resolution_errors;
    u32 class_data_ref, signers_ref, protection_domain_ref; /* loader reference indices; 0 none */
    u32 unused;

    Method *vtable[]; /* vtable_length entries */
};

/* For one interface of a class: the class's implementations of its methods. */
typedef struct ItableEntry {
    Class *interface;
    Method **methods; /* indexed by Method.itable_index; an entry may be NULL (AbstractMethodError) */
} ItableEntry;

/* A remembered failure of JVMS 5.4.3: each attempt throws the same error. */
typedef struct ResolutionError {
    struct ResolutionError *next;
    u32 pool_index; /* of an invokedynamic instruction: (method's slot + 1) << 16 | bci */
    u32 throwable;  /* loader reference index */
} ResolutionError;

static inline ClassState class_state(const Class *c)
{
    return (ClassState)__atomic_load_n(&c->state, __ATOMIC_ACQUIRE);
}

/* Is it initialized for all threads? (A class that this thread is initializing is not.) */
static inline bool class_is_initialized(const Class *c)
{
    return class_state(c) == CLASS_INITIALIZED;
}

static inline bool class_is_array(const Class *c)
{
    return c->kind == CLASS_REF_ARRAY || c->kind == CLASS_PRIM_ARRAY;
}

static inline bool class_is_interface(const Class *c)
{
    return (c->access & ACC_INTERFACE) != 0;
}

static inline bool class_is_primitive(const Class *c)
{
    return c->kind == CLASS_PRIMITIVE;
}

/* Bytes of one instance of an array class with `length` elements, header included; not rounded. */
static inline u64 class_array_size(const Class *array, i32 length)
{
    return ARRAY_DATA_OFFSET + ((u64)(u32)length << type_shift((Type)array->element_type));
}

/* Do the displays alone tell which classes are subtypes of this one? A superclass that is no interface and no
 * array is in each subclass's display, at its depth. */
static inline bool class_is_decided_by_display(const Class *c)
{
    return c->kind == CLASS_INSTANCE && !class_is_interface(c) && c->depth < CLASS_DISPLAY;
}

/* For class_is_subtype: what display and secondary_hit do not answer. */
bool class_is_subtype_slow(Class *sub, const Class *super);

/* Is an instance of `sub` assignable to `super` (JVMS 6.5 checkcast)? Never loads, never throws. */
static inline bool class_is_subtype(Class *sub, Class *super)
{
    if (sub == super)
        return true;
    if (super->depth < CLASS_DISPLAY && sub->display[super->depth] == super)
        return true;
    if (sub->secondary_hit == super)
        return true;
    return class_is_subtype_slow(sub, super);
}

/* The instanceof of Java: false for NULL. */
static inline bool object_is_instance(const Object *object, Class *class)
{
    return object && class_is_subtype(object_class(object), class);
}

/* The bytes of the class file, NULL for arrays and primitives. */
const u8 *class_bytes(const Class *c);
/* Names in the caller's buffer, cut off if they do not fit; each returns the buffer. As Java source has them:
 * java.lang.String, int[], Hidden/0x… */
const char *class_external_name(const Class *c, char *buffer, size_t size);

/* As Class.getName has them, and most of HotSpot's messages: java.lang.String, [I, [Ljava.lang.String;,
 * Hidden/0x… */
const char *class_binary_name(const Class *c, char *buffer, size_t size);
/* The entries of method_index for so many methods (a power of 2), 0: none is worth while; and filling one
 * that is zeroed. */
u32 class_method_index_size(u32 method_count);
void class_fill_method_index(Class *c);

/* Members that this class itself declares; NULL: there is none. */
Method *class_declared_method(const Class *c, const Symbol *name, const Symbol *desc);
Field *class_declared_field(const Class *c, const Symbol *name, const Symbol *desc);
/* Inherited members, too: methods of superclasses, not interfaces; fields by JVMS 5.4.3.2. NULL: none. */
Method *class_find_method(const Class *c, const Symbol *name, const Symbol *desc);
Field *class_find_field(const Class *c, const Symbol *name, const Symbol *desc);
/* The itable's row for the interface; NULL: c does not implement it, or the interface has no methods. */
ItableEntry *class_itable(const Class *c, const Class *interface);

#endif
