/* fuzz_run.c - libFuzzer target: define, link and run: a class that the verifier accepts must not be able to
 * crash the VM. The class is initialised and every method called with made-up arguments, each time with FUEL
 * instructions. Of every few inputs the heap is collected and checked (-XX:+GCStressVerify). */
#include "classloader/link/link.h"
#include "tests/fuzz/fuzz_class.h"
#include "tests/fuzz/fuzz_vm.h"

#include "classloader/define/define.h"
#include "gc/heap.h"
#include "vm/exec/interp/interp.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"

#include <string.h>

enum {
    FUEL = 2000, /* instructions per call, given out in portions */
    PORTION = 200,
    MAX_COLLECTIONS = 6, /* an input that fills the heap again and again learns nothing new */
    MAX_METHODS = 30,
    MAX_ARGS = 256,
    COLLECT_EVERY = 64
};

static u32 portions;           /* of this call */
static u64 collections_before; /* this input */

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    return fuzz_vm_start() ? 0 : 1;
}

static bool has_collected_enough(void)
{
    return heap_collections() - collections_before > MAX_COLLECTIONS;
}

/* A call that has used its instructions is ended by an error that no handler catches, and that is thrown
 * again wherever C swallows it and goes on with Java code. To make the error there is fuel without end. */
static void out_of_fuel(Thread *t)
{
    portions++;
    interp_fuel = PORTION;
    if (portions < FUEL / PORTION && !has_collected_enough())
        return;
    interp_fuel = 0;
    t->passes_handlers = true;
    THROW(t, InternalError, "the interpreter's fuel is used up");
    interp_fuel = 1;
}

static void refuel(void)
{
    interp_fuel = PORTION;
    portions = 0;
}

/* Back in C, whatever the call came to. */
static void end_call(Thread *t)
{
    t->exception = NULL;
    t->passes_handlers = false;
}

/* ---- arguments ---- */

static Object *make_object(Thread *t, Class *c, const SigIter *type, u32 salt)
{
    if (salt % 4 == 0)
        return NULL;
    if (type->type == T_ARRAY) {
        Class *array = wk_primitive_array[T_INT];
        if (type->text[1] != '[' && type->text[1] != 'L')
            array = wk_primitive_array[type_of_char(type->text[1])];
        else
            return NULL;
        return heap_new_array(t, array, (i32)(salt % 7));
    }
    if (type->length == 18 && memcmp(type->text, "Ljava/lang/String;", 18) == 0)
        return string_from_utf8(t, "seventeen", 9);
    if (type->length == 18 && memcmp(type->text, "Ljava/lang/Object;", 18) == 0)
        return salt % 2 ? c->mirror : string_from_utf8(t, "x", 1);
    return NULL;
}

static Value make_value(Thread *t, Class *c, const SigIter *type, u32 salt)
{
    static const i32 numbers[] = {0, 1, -1, 2, 3, 7, 100, INT32_MIN};
    Value v = {0};
    i32 number = numbers[salt % COUNT_OF(numbers)];
    switch (type->type) {
    case T_BOOLEAN: v.i = number & 1; break;
    case T_BYTE: v.i = (i8)number; break;
    case T_CHAR: v.i = (u16)number; break;
    case T_SHORT: v.i = (i16)number; break;
    case T_INT: v.i = number; break;
    case T_LONG: v.j = number * ((i64)1 << (salt % 3 * 16)); break;
    case T_FLOAT: v.f = (float)number / 4; break;
    case T_DOUBLE: v.d = number / 4.0; break;
    default: v.l = make_object(t, c, type, salt); break;
    }
    return v;
}

/* False: they cannot be made. */
static bool make_arguments(Thread *t, const Method *m, Object *receiver, Value *args)
{
    u32 salt = m->slot;
    if (!method_is_static(m))
        (args++)->l = receiver;
    for (SigIter it = sig_begin(m->desc); sig_next(&it); args++) {
        *args = make_value(t, m->holder, &it, salt++);
        if (t->exception)
            return false;
    }
    return true;
}

/* ---- running ---- */

static bool call(Thread *t, Method *m, Object *receiver)
{
    Value args[MAX_ARGS] = {0}, result = {0};
    refuel();
    bool good = make_arguments(t, m, receiver, args) &&
                (method_is_static(m) || (m->flags & METHOD_IS_INIT) ? call_method(t, m, args, &result)
                                                                    : call_virtual(t, m, args, &result));
    end_call(t);
    return good;
}

/* By the constructor that comes first. */
static Object *make_instance(Thread *t, Class *c)
{
    if (c->flags & CLASS_DONT_ALLOCATE)
        return NULL;
    for (u32 i = 0; i < c->method_count; i++) {
        if (!(c->methods[i].flags & METHOD_IS_INIT))
            continue;
        Object *object = heap_new_object(t, c);
        t->exception = NULL;
        return object && call(t, &c->methods[i], object) ? object : NULL;
    }
    return NULL;
}

static bool is_callable(const Method *m)
{
    return !(m->flags & (METHOD_IS_INIT | METHOD_IS_CLINIT | METHOD_OVERPASS)) && !(m->access & ACC_NATIVE);
}

static void run_methods(Thread *t, Class *c)
{
    Object *volatile receiver = make_instance(t, c); /* seen by the collector on this stack */
    for (u32 i = 0; i < min_u32(c->method_count, MAX_METHODS) && !has_collected_enough(); i++) {
        Method *m = &c->methods[i];
        if (is_callable(m) && (method_is_static(m) || receiver))
            call(t, m, receiver);
    }
}

static void run(Thread *t, LoaderData *loader, const u8 *data, size_t size)
{
    static u32 count;
    DefineArgs args = {.loader = loader, .bytes = data, .length = size};
    interp_out_of_fuel = out_of_fuel;
    collections_before = heap_collections();
    Class *c = define_class(t, &args);
    bool runs = c && link_class(t, c);
    refuel();
    runs = runs && class_initialize(t, c);
    end_call(t);
    if (runs)
        run_methods(t, c);
    interp_fuel = 0;
    if (++count % COLLECT_EVERY == 0)
        heap_collect(t, GC_CAUSE_SYSTEM_GC);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    fuzz_vm_run(data, size, run);
    return 0;
}
