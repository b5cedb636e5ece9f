/* n_Unsafe_memory.c - jdk.internal.misc.Unsafe: memory blocks, offsets, classes, parking.
 * A field's offset is a number that only Unsafe may interpret, an element's is base + index * scale; statics
 * lie in the mirror. */
#include "classloader/define/define.h"
#include "classloader/load/loader.h"
#include "gc/heap.h"
#include "stdlib/jvm/class/jvm_define.h"
#include "stdlib/native/natives.h"
#include "stdlib/native/unsafe_guard.h"
#include "stdlib/native/unsafe_memory.h"
#include "stdlib/reflect/mirror.h"
#include "stdlib/reflect/reflect.h"
#include "vm/exec/thread/thread.h"
#include "vm/model/call.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"

#include <stdlib.h>
#include <string.h>

#define UNSAFE "jdk/internal/misc/Unsafe"

static u64 n_Unsafe_allocateMemory0(Thread *t, const Slot *args)
{
    (void)t;
    return (u64)(uintptr_t)unsafe_memory_take(
        (size_t)arg_long(args, 1)); /* for 0 Java throws OutOfMemoryError */
}

static u64 n_Unsafe_reallocateMemory0(Thread *t, const Slot *args)
{
    (void)t;
    return (u64)(uintptr_t)unsafe_memory_resize((void *)(uintptr_t)arg_long(args, 1),
                                                (size_t)arg_long(args, 3));
}

static u64 n_Unsafe_freeMemory0(Thread *t, const Slot *args)
{
    (void)t;
    unsafe_memory_free((void *)(uintptr_t)arg_long(args, 1));
    return 0;
}

/* The address of an offset in an object; if the object is null, the offset is the address. */
static void *memory_at(const Slot *args, u32 index)
{
    return (void *)((uintptr_t)arg_ref(args, index) + (uintptr_t)arg_long(args, index + 1));
}

static u64 raw_setMemory0(Thread *t, const Slot *args)
{
    (void)t;
    memset(memory_at(args, 1), arg_int(args, 6), (size_t)arg_long(args, 4));
    return 0;
}
UNSAFE_GUARDED(setMemory0)

static u64 raw_copyMemory0(Thread *t, const Slot *args)
{
    (void)t;
    memmove(memory_at(args, 4), memory_at(args, 1), (size_t)arg_long(args, 7));
    return 0;
}

static u64 n_Unsafe_copyMemory0(Thread *t, const Slot *args)
{
    bool inside = arg_ref(args, 1) && arg_ref(args, 4);
    return inside ? raw_copyMemory0(t, args) : unsafe_guard(t, args, raw_copyMemory0);
}

static void reverse_bytes(u8 *bytes, size_t size)
{
    for (size_t i = 0; i < size / 2; i++) {
        u8 swapped = bytes[i];
        bytes[i] = bytes[size - 1 - i];
        bytes[size - 1 - i] = swapped;
    }
}

static u64 raw_copySwapMemory0(Thread *t, const Slot *args)
{
    (void)t;
    u8 *from = memory_at(args, 1);
    u8 *to = memory_at(args, 4);
    size_t bytes = (size_t)arg_long(args, 7), size = (size_t)arg_long(args, 9);
    memmove(to, from, bytes);
    for (size_t i = 0; i + size <= bytes; i += size)
        reverse_bytes(to + i, size);
    return 0;
}

static u64 n_Unsafe_copySwapMemory0(Thread *t, const Slot *args)
{
    bool inside = arg_ref(args, 1) && arg_ref(args, 4);
    return inside ? raw_copySwapMemory0(t, args) : unsafe_guard(t, args, raw_copySwapMemory0);
}

/* The field that an argument names; NULL: IllegalArgumentException pending, since it is of the other kind. An
 * offset says nothing of whose it is, and one in a mirror would be taken for one in an instance. */
static const Field *field_argument(Thread *t, const Slot *args, bool is_static)
{
    const Field *f = mirror_field(arg_ref(args, 1));
    if (((f->access & ACC_STATIC) != 0) == is_static)
        return f;
    THROW(t, IllegalArgumentException, NULL);
    return NULL;
}

static u64 n_Unsafe_objectFieldOffset0(Thread *t, const Slot *args)
{
    const Field *f = field_argument(t, args, false);
    return f ? f->offset : 0;
}

static u64 n_Unsafe_objectFieldOffset1(Thread *t, const Slot *args)
{
    Class *c = mirror_class(arg_ref(args, 1));
    Symbol *name = string_to_symbol(arg_ref(args, 2), false);
    for (Class *k = c; k; k = k->super)
        for (u32 i = 0; i < k->field_count; i++)
            if (k->fields[i].name == name && !(k->fields[i].access & ACC_STATIC))
                return k->fields[i].offset;
    THROW(t, InternalError, "%s", name ? name->text : "null");
    return 0;
}

static u64 n_Unsafe_staticFieldOffset0(Thread *t, const Slot *args)
{
    const Field *f = field_argument(t, args, true);
    return f ? f->offset : 0;
}

static u64 n_Unsafe_staticFieldBase0(Thread *t, const Slot *args)
{
    const Field *f = field_argument(t, args, true);
    return (u64)(uintptr_t)(f ? f->holder->mirror : NULL);
}

static u64 n_Unsafe_shouldBeInitialized0(Thread *t, const Slot *args)
{
    (void)t;
    Class *c = mirror_class(arg_ref(args, 1));
    return c->kind == CLASS_INSTANCE && class_state(c) != CLASS_INITIALIZED;
}

static u64 n_Unsafe_ensureClassInitialized0(Thread *t, const Slot *args)
{
    class_initialize(t, mirror_class(arg_ref(args, 1)));
    return 0;
}

static u64 n_Unsafe_arrayBaseOffset0(Thread *t, const Slot *args)
{
    if (!class_is_array(mirror_class(arg_ref(args, 1))))
        THROW(t, IllegalArgumentException, NULL);
    return ARRAY_DATA_OFFSET;
}

static u64 n_Unsafe_arrayIndexScale0(Thread *t, const Slot *args)
{
    Class *c = mirror_class(arg_ref(args, 1));
    if (!class_is_array(c)) {
        THROW(t, IllegalArgumentException, NULL);
        return 0;
    }
    return (u64)1 << type_shift((Type)c->element_type);
}

static u64 n_Unsafe_allocateInstance(Thread *t, const Slot *args)
{
    return (u64)(uintptr_t)reflect_allocate(t, mirror_class(arg_ref(args, 1)));
}

static u64 n_Unsafe_defineClass0(Thread *t, const Slot *args)
{
    Object *name = arg_ref(args, 1), *bytes = arg_ref(args, 2);
    i64 start = arg_int(args, 3), end = start + arg_int(args, 4);
    if (start < 0 || end < start || end > array_length(bytes)) {
        THROW(t, ArrayIndexOutOfBoundsException, "Array region %lld..%lld out of bounds for length %d",
              (long long)start, (long long)end, array_length(bytes));
        return 0;
    }
    Symbol *symbol = name ? string_to_symbol(name, true) : NULL;
    if (name && !symbol) {
        jvm_throw_long_name(t, name);
        return 0;
    }
    LoaderData *loader = loader_of(t, arg_ref(args, 5));
    if (!loader)
        return 0;
    DefineArgs define = {
        .loader = loader,
        .name = symbol,
        .bytes = (const u8 *)array_data(bytes) + arg_int(args, 3),
        .length = (size_t)arg_int(args, 4),
        .protection_domain = arg_ref(args, 6),
    };
    Class *c = define_class(t, &define);
    return (u64)(uintptr_t)(c ? c->mirror : NULL);
}

static u64 n_Unsafe_throwException(Thread *t, const Slot *args)
{
    t->exception = arg_ref(args, 1);
    if (!t->exception)
        THROW(t, NullPointerException, NULL);
    return 0;
}

static u64 n_Unsafe_park(Thread *t, const Slot *args)
{
    thread_park(t, arg_int(args, 1) != 0, arg_long(args, 2));
    return 0;
}

static u64 n_Unsafe_unpark(Thread *t, const Slot *args)
{
    (void)t;
    if (arg_ref(args, 1))
        thread_unpark(arg_ref(args, 1));
    return 0;
}

static u64 n_Unsafe_getLoadAverage0(Thread *t, const Slot *args)
{
    (void)t;
    return (u32)getloadavg(array_data(arg_ref(args, 1)), arg_int(args, 2));
}

static u64 n_Unsafe_getUncompressedObject(Thread *t, const Slot *args)
{
    (void)t;
    return *(u64 *)(uintptr_t)arg_long(args, 1);
}

/* Java never comes here, because UnsafeConstants.DATA_CACHE_LINE_FLUSH_SIZE is 0. */
static u64 n_Unsafe_writeback0(Thread *t, const Slot *args)
{
    (void)args;
    THROW(t, UnsupportedOperationException, "writeback of cache lines is not supported");
    return 0;
}

const NativeRow n_Unsafe_memory_natives[] = {
    NATIVE(UNSAFE, "allocateMemory0", "(J)J", n_Unsafe_allocateMemory0),
    NATIVE(UNSAFE, "reallocateMemory0", "(JJ)J", n_Unsafe_reallocateMemory0),
    NATIVE(UNSAFE, "freeMemory0", "(J)V", n_Unsafe_freeMemory0),
    NATIVE(UNSAFE, "setMemory0", "(Ljava/lang/Object;JJB)V", n_Unsafe_setMemory0),
    NATIVE(UNSAFE, "copyMemory0", "(Ljava/lang/Object;JLjava/lang/Object;JJ)V", n_Unsafe_copyMemory0),
    NATIVE(UNSAFE, "copySwapMemory0", "(Ljava/lang/Object;JLjava/lang/Object;JJJ)V",
           n_Unsafe_copySwapMemory0),
    NATIVE(UNSAFE, "objectFieldOffset0", "(Ljava/lang/reflect/Field;)J", n_Unsafe_objectFieldOffset0),
    NATIVE(UNSAFE, "objectFieldOffset1", "(Ljava/lang/Class;Ljava/lang/String;)J",
           n_Unsafe_objectFieldOffset1),
    NATIVE(UNSAFE, "staticFieldOffset0", "(Ljava/lang/reflect/Field;)J", n_Unsafe_staticFieldOffset0),
    NATIVE(UNSAFE, "staticFieldBase0", "(Ljava/lang/reflect/Field;)Ljava/lang/Object;",
           n_Unsafe_staticFieldBase0),
    NATIVE(UNSAFE, "shouldBeInitialized0", "(Ljava/lang/Class;)Z", n_Unsafe_shouldBeInitialized0),
    NATIVE(UNSAFE, "ensureClassInitialized0", "(Ljava/lang/Class;)V", n_Unsafe_ensureClassInitialized0),
    NATIVE(UNSAFE, "arrayBaseOffset0", "(Ljava/lang/Class;)I", n_Unsafe_arrayBaseOffset0),
    NATIVE(UNSAFE, "arrayIndexScale0", "(Ljava/lang/Class;)I", n_Unsafe_arrayIndexScale0),
    NATIVE(UNSAFE, "allocateInstance", "(Ljava/lang/Class;)Ljava/lang/Object;", n_Unsafe_allocateInstance),
    NATIVE(UNSAFE, "defineClass0",
           "(Ljava/lang/String;[BIILjava/lang/ClassLoader;Ljava/security/ProtectionDomain;)Ljava/lang/Class;",
           n_Unsafe_defineClass0),
    NATIVE(UNSAFE, "throwException", "(Ljava/lang/Throwable;)V", n_Unsafe_throwException),
    NATIVE(UNSAFE, "park", "(ZJ)V", n_Unsafe_park),
    NATIVE(UNSAFE, "unpark", "(Ljava/lang/Object;)V", n_Unsafe_unpark),
    NATIVE(UNSAFE, "getLoadAverage0", "([DI)I", n_Unsafe_getLoadAverage0),
    NATIVE(UNSAFE, "getUncompressedObject", "(J)Ljava/lang/Object;", n_Unsafe_getUncompressedObject),
    NATIVE(UNSAFE, "writeback0", "(J)V", n_Unsafe_writeback0),
    NATIVE(UNSAFE, "writebackPreSync0", "()V", n_Unsafe_writeback0),
    NATIVE(UNSAFE, "writebackPostSync0", "()V", n_Unsafe_writeback0),
    {0},
};
