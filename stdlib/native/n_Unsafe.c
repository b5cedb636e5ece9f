/* n_Unsafe.c - jdk.internal.misc.Unsafe: access to fields, elements and memory.
 * A null base means an absolute address. Volatile forms are sequentially consistent; weaker forms are Java
 * code that calls them. */
#include "stdlib/native/natives.h"
#include "stdlib/native/unsafe_guard.h"
#include "vm/model/object.h"

#define UNSAFE "jdk/internal/misc/Unsafe"

static inline void *address_of(const Slot *args)
{
    return (void *)((uintptr_t)arg_ref(args, 1) + (uintptr_t)arg_long(args, 2));
}

static inline u64 unsafe_return_int(i32 value)
{
    return (u32)value;
}

/* Memory holds what it holds. */
static inline u64 unsafe_return_boolean(u8 value)
{
    return value != 0;
}

static inline u64 unsafe_return_long(i64 value)
{
    return (u64)value;
}

static inline u64 unsafe_return_float(float value)
{
    Value v = {0};
    v.f = value;
    return v.raw;
}

static inline u64 unsafe_return_double(double value)
{
    Value v = {0};
    v.d = value;
    return v.raw;
}

/* Programs may make unaligned plain accesses, so the compiler must not assume alignment. */
#define UNSAFE_TYPE(Name, ctype, letter, argument, result)                                                   \
    typedef ctype __attribute__((aligned(1), may_alias)) Unaligned##Name;                                    \
    static u64 raw_get##Name(Thread *t, const Slot *args)                                                    \
    {                                                                                                        \
        (void)t;                                                                                             \
        return result(*(volatile Unaligned##Name *)address_of(args));                                        \
    }                                                                                                        \
    static u64 raw_put##Name(Thread *t, const Slot *args)                                                    \
    {                                                                                                        \
        (void)t;                                                                                             \
        *(volatile Unaligned##Name *)address_of(args) = (ctype)argument(args, 4);                            \
        return 0;                                                                                            \
    }                                                                                                        \
    static u64 raw_get##Name##Volatile(Thread *t, const Slot *args)                                          \
    {                                                                                                        \
        (void)t;                                                                                             \
        ctype value;                                                                                         \
        __atomic_load((ctype *)address_of(args), &value, __ATOMIC_SEQ_CST);                                  \
        return result(value);                                                                                \
    }                                                                                                        \
    static u64 raw_put##Name##Volatile(Thread *t, const Slot *args)                                          \
    {                                                                                                        \
        (void)t;                                                                                             \
        ctype value = (ctype)argument(args, 4);                                                              \
        __atomic_store((ctype *)address_of(args), &value, __ATOMIC_SEQ_CST);                                 \
        return 0;                                                                                            \
    }                                                                                                        \
    UNSAFE_GUARDED(get##Name)                                                                                \
    UNSAFE_GUARDED(put##Name)                                                                                \
    UNSAFE_GUARDED(get##Name##Volatile)                                                                      \
    UNSAFE_GUARDED(put##Name##Volatile)
#include "stdlib/native/unsafe_types.def"
#undef UNSAFE_TYPE

static u64 n_Unsafe_getReference(Thread *t, const Slot *args)
{
    (void)t;
    return (u64)(uintptr_t)ref_load(arg_ref(args, 1), (u64)arg_long(args, 2));
}

static u64 n_Unsafe_putReference(Thread *t, const Slot *args)
{
    (void)t;
    ref_store(arg_ref(args, 1), (u64)arg_long(args, 2), arg_ref(args, 4));
    return 0;
}

static u64 n_Unsafe_getReferenceVolatile(Thread *t, const Slot *args)
{
    (void)t;
    return (u64)(uintptr_t)ref_load_volatile(arg_ref(args, 1), (u64)arg_long(args, 2));
}

static u64 n_Unsafe_putReferenceVolatile(Thread *t, const Slot *args)
{
    (void)t;
    ref_store_volatile(arg_ref(args, 1), (u64)arg_long(args, 2), arg_ref(args, 4));
    return 0;
}

static u64 n_Unsafe_compareAndSetReference(Thread *t, const Slot *args)
{
    (void)t;
    Object *expected = arg_ref(args, 4);
    return ref_compare_exchange(arg_ref(args, 1), (u64)arg_long(args, 2), &expected, arg_ref(args, 5));
}

static u64 n_Unsafe_compareAndExchangeReference(Thread *t, const Slot *args)
{
    (void)t;
    Object *expected = arg_ref(args, 4);
    ref_compare_exchange(arg_ref(args, 1), (u64)arg_long(args, 2), &expected, arg_ref(args, 5));
    return (u64)(uintptr_t)expected; /* if the exchange took place, this is still the expected reference */
}

static u64 raw_compareAndSetInt(Thread *t, const Slot *args)
{
    (void)t;
    i32 expected = arg_int(args, 4);
    return __atomic_compare_exchange_n((i32 *)address_of(args), &expected, arg_int(args, 5), false,
                                       __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}
UNSAFE_GUARDED(compareAndSetInt)

static u64 raw_compareAndExchangeInt(Thread *t, const Slot *args)
{
    (void)t;
    i32 expected = arg_int(args, 4);
    __atomic_compare_exchange_n((i32 *)address_of(args), &expected, arg_int(args, 5), false, __ATOMIC_SEQ_CST,
                                __ATOMIC_SEQ_CST);
    return (u32)expected;
}
UNSAFE_GUARDED(compareAndExchangeInt)

static u64 raw_compareAndSetLong(Thread *t, const Slot *args)
{
    (void)t;
    i64 expected = arg_long(args, 4);
    return __atomic_compare_exchange_n((i64 *)address_of(args), &expected, arg_long(args, 6), false,
                                       __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}
UNSAFE_GUARDED(compareAndSetLong)

static u64 raw_compareAndExchangeLong(Thread *t, const Slot *args)
{
    (void)t;
    i64 expected = arg_long(args, 4);
    __atomic_compare_exchange_n((i64 *)address_of(args), &expected, arg_long(args, 6), false,
                                __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
    return (u64)expected;
}
UNSAFE_GUARDED(compareAndExchangeLong)

/* x86-64 itself keeps loads in order with loads and stores with stores; the fence keeps the compiler from
 * changing it. */
static u64 n_Unsafe_loadFence(Thread *t, const Slot *args)
{
    (void)t, (void)args;
    __atomic_thread_fence(__ATOMIC_ACQUIRE);
    return 0;
}

static u64 n_Unsafe_storeFence(Thread *t, const Slot *args)
{
    (void)t, (void)args;
    __atomic_thread_fence(__ATOMIC_RELEASE);
    return 0;
}

static u64 n_Unsafe_fullFence(Thread *t, const Slot *args)
{
    (void)t, (void)args;
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    return 0;
}

const NativeRow n_Unsafe_natives[] = {
#define UNSAFE_TYPE(Name, ctype, letter, argument, result)                                                   \
    NATIVE(UNSAFE, "get" #Name, "(Ljava/lang/Object;J)" letter, n_Unsafe_get##Name),                         \
        NATIVE(UNSAFE, "put" #Name, "(Ljava/lang/Object;J" letter ")V", n_Unsafe_put##Name),                 \
        NATIVE(UNSAFE, "get" #Name "Volatile", "(Ljava/lang/Object;J)" letter,                               \
               n_Unsafe_get##Name##Volatile),                                                                \
        NATIVE(UNSAFE, "put" #Name "Volatile", "(Ljava/lang/Object;J" letter ")V",                           \
               n_Unsafe_put##Name##Volatile),
#include "stdlib/native/unsafe_types.def"
#undef UNSAFE_TYPE
    NATIVE(UNSAFE, "registerNatives", "()V", n_register_nothing),
    NATIVE(UNSAFE, "getReference", "(Ljava/lang/Object;J)Ljava/lang/Object;", n_Unsafe_getReference),
    NATIVE(UNSAFE, "putReference", "(Ljava/lang/Object;JLjava/lang/Object;)V", n_Unsafe_putReference),
    NATIVE(UNSAFE, "getReferenceVolatile", "(Ljava/lang/Object;J)Ljava/lang/Object;",
           n_Unsafe_getReferenceVolatile),
    NATIVE(UNSAFE, "putReferenceVolatile", "(Ljava/lang/Object;JLjava/lang/Object;)V",
           n_Unsafe_putReferenceVolatile),
    NATIVE(UNSAFE, "compareAndSetReference", "(Ljava/lang/Object;JLjava/lang/Object;Ljava/lang/Object;)Z",
           n_Unsafe_compareAndSetReference),
    NATIVE(UNSAFE, "compareAndExchangeReference",
           "(Ljava/lang/Object;JLjava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;",
           n_Unsafe_compareAndExchangeReference),
    NATIVE(UNSAFE, "compareAndSetInt", "(Ljava/lang/Object;JII)Z", n_Unsafe_compareAndSetInt),
    NATIVE(UNSAFE, "compareAndExchangeInt", "(Ljava/lang/Object;JII)I", n_Unsafe_compareAndExchangeInt),
    NATIVE(UNSAFE, "compareAndSetLong", "(Ljava/lang/Object;JJJ)Z", n_Unsafe_compareAndSetLong),
    NATIVE(UNSAFE, "compareAndExchangeLong", "(Ljava/lang/Object;JJJ)J", n_Unsafe_compareAndExchangeLong),
    NATIVE(UNSAFE, "loadFence", "()V", n_Unsafe_loadFence),
    NATIVE(UNSAFE, "storeFence", "()V", n_Unsafe_storeFence),
    NATIVE(UNSAFE, "fullFence", "()V", n_Unsafe_fullFence),
    {0},
};
