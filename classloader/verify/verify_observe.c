/* verify_observe.c - see verify_parts.h: the current frame as text, for tools that show what the verifier
 * knows. Classes are called by their simple names where that is clear: a page has little room. */
#include "classloader/verify/verify_text.h"

#include <string.h>

static void add_class(VerifyText *text, const Symbol *name)
{
    const char *slash = strrchr(name->text, '/'), *simple = slash ? slash + 1 : name->text;
    text_add(text, "%s", simple);
}

static void add_type(VerifyText *text, VType type)
{
    static const char *const words[] = {
        [V_TOP] = "-",     [V_INT] = "int",       [V_FLOAT] = "float", [V_LONG] = "long",
        [V_DOUBLE] = "double", [V_NULL] = "null", [V_UNINIT_THIS] = "uninitializedThis",
        [V_BYTE] = "byte", [V_BOOLEAN] = "boolean", [V_CHAR] = "char",   [V_SHORT] = "short",
    };
    VTag tag = vtype_tag(type);
    if (tag == V_CLASS) {
        add_class(text, vtype_name(type));
    } else if (tag == V_UNINIT || tag == V_RETURN) {
        text_add(text, tag == V_UNINIT ? "new@%u" : "return@%u", vtype_bci(type));
    } else {
        text_add(text, "%s", tag < COUNT_OF(words) && words[tag] ? words[tag] : "?");
    }
    for (u32 i = 0; i < vtype_dims(type); i++)
        text_add(text, "[]");
}

static bool is_half(VType type)
{
    return vtype_tag(type) == V_LONG_2 || vtype_tag(type) == V_DOUBLE_2;
}

/* Lives as long as the verifier looks at the method. */
static const char *text_of(Verifier *v, const VType *types, u32 count)
{
    VerifyText text = {.arena = &v->method_arena};
    const char *separator = "";
    text_add(&text, "%s", separator); /* there may be no types */
    for (u32 i = 0; i < count; i++) {
        if (vtype_dims(types[i]) == 0 && is_half(types[i]))
            continue;
        text_add(&text, "%s", separator);
        add_type(&text, types[i]);
        separator = ", ";
    }
    return text.start;
}

void verify_observe(Verifier *v, bool in_file)
{
    u32 count = v->frame.local_count;
    while (count > 0 && v->frame.locals[count - 1] == VT_TOP)
        count--;
    const char *locals = text_of(v, v->frame.locals, count);
    const char *stack = text_of(v, v->frame.stack, v->frame.depth);
    v->observer->see(v->observer->context, v->m, v->bci, in_file, locals, stack);
}
