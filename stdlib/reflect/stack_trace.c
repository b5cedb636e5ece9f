/* stack_trace.c - see stack_trace.h. */
#include "stdlib/reflect/stack_trace.h"

#include "classloader/define/define.h"
#include "classloader/load/module.h"
#include "gc/heap.h"
#include "vm/bytecode/attribute.h"
#include "vm/library/wellknown.h"
#include "vm/model/loader_data.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"

#include <string.h>

static bool store_string(Thread *t, Object *element, u32 offset, Object *string)
{
    ref_store(element, offset, string);
    return !t->exception;
}

/* Java fills Class.name when somebody asks for it. A trace needs the name interned, so it may be filled
 * here. */
static Object *class_name_string(Thread *t, Class *c)
{
    Object *name = ref_load(c->mirror, WK_FIELD(Class_name));
    if (name)
        return name;
    char buffer[1024];
    const char *text = class_external_name(c, buffer, sizeof buffer);
    name = string_from_utf8(t, text, strlen(text));
    name = name ? string_intern(t, name) : NULL;
    if (name)
        ref_store(c->mirror, WK_FIELD(Class_name), name);
    return name;
}

static bool fill_module(Thread *t, Object *element, const Class *c)
{
    const Module *module = module_of_class(c);
    if (!module || !module->name)
        return true;
    Object *name = string_intern_symbol(t, module->name);
    if (!name || !store_string(t, element, WK_FIELD(StackTraceElement_moduleName), name))
        return false;
    if (!module->version)
        return true;
    Object *version = string_intern_symbol(t, module->version);
    return version && store_string(t, element, WK_FIELD(StackTraceElement_moduleVersion), version);
}

bool stack_trace_fill_element(Thread *t, Object *element, Method *m, u32 bci)
{
    Class *c = m->holder;
    ref_store(element, WK_FIELD(StackTraceElement_declaringClassObject), c->mirror);
    Object *loader = ref_load(c->mirror, WK_FIELD(Class_classLoader));
    if (loader)
        ref_store(element, WK_FIELD(StackTraceElement_classLoaderName),
                  ref_load(loader, WK_FIELD(ClassLoader_name)));
    if (!fill_module(t, element, c))
        return false;
    Object *class_name = class_name_string(t, c);
    Object *method_name = class_name ? string_intern_symbol(t, m->name) : NULL;
    if (!method_name)
        return false;
    ref_store(element, WK_FIELD(StackTraceElement_declaringClass), class_name);
    ref_store(element, WK_FIELD(StackTraceElement_methodName), method_name);
    if (c->source_file) {
        Object *file = string_intern_symbol(t, pool_symbol(&c->pool, c->source_file));
        if (!file)
            return false;
        ref_store(element, WK_FIELD(StackTraceElement_fileName), file);
    }
    *FIELD_AT(element, WK_FIELD(StackTraceElement_lineNumber), i32) = attribute_line(m, bci);
    return true;
}

bool stack_trace_skips(const Method *m)
{
    if (m->flags & METHOD_LAMBDA_COMPILED)
        return true;
    if (m->holder == WK(reflect_Method) && m->name == SYM(invoke))
        return true;
    return WK(MethodAccessorImpl) && class_is_subtype(m->holder, WK(MethodAccessorImpl));
}

/* Only methods of the boot and the platform loader's classes are marked, whose answer decides on access. */
Class *stack_trace_caller_class(Thread *t)
{
    FrameWalk walk = walk_begin(t);
    for (int i = 0; i < 2; i++, walk_next(&walk))
        if (walk_valid(&walk) && !(walk.method->flags & METHOD_CALLER_SENSITIVE)) {
            THROW(t, InternalError, "CallerSensitive annotation expected at frame %d", i);
            return NULL;
        }
    while (walk_valid(&walk) && stack_trace_skips(walk.method))
        walk_next(&walk);
    return walk_valid(&walk) ? walk.method->holder : NULL;
}

Object *stack_trace_of_walk(Thread *t, const Method *const *methods, const u32 *bcis, i32 count)
{
    Class *array_class = define_array_class(t, WK(StackTraceElement));
    Object *array = array_class ? heap_new_array(t, array_class, count) : NULL;
    for (i32 i = 0; array && i < count; i++) {
        Object *element = heap_new_object(t, WK(StackTraceElement));
        if (!element || !stack_trace_fill_element(t, element, (Method *)methods[i], bcis[i]))
            return NULL;
        ref_array_set(array, i, element);
    }
    return array;
}
