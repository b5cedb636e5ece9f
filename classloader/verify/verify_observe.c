/* verify_observe.c - see verify_parts.h: the current frame as text, for tools that show what the verifier
 * knows. Classes are called by their simple names where that is clear: a page has little room. */
#include "classloader/verify/verify_parts.h"

#include <stdio.h>
#include <string.h>

enum { TEXT_SIZE = 4096 };

typedef struct Text {
    char text[TEXT_SIZE];
    size_t used;
} Text;

static void add(Text *text, const char *piece, size_t length)
{
    size_t room = sizeof text->text - 1 - text->used;
    length = length < room ? length : room;
    memcpy(text->text + text->used, piece, length);
    text->used += length;
    text->text[text->used] = '\0';
}

static void add_word(Text *text, const char *word)
{
    add(text, word, strlen(word));
}

static void add_class(Text *text, const Symbol *name)
{
    const char *slash = strrchr(name->text, '/'), *simple = slash ? slash + 1 : name->text;
    add(text, simple, (size_t)(name->text + name->length - simple));
}

static void add_type(Text *text, VType type)
{
    static const char *const words[] = {
        [V_TOP] = "-",     [V_INT] = "int",       [V_FLOAT] = "float", [V_LONG] = "long",
        [V_DOUBLE] = "double", [V_NULL] = "null", [V_UNINIT_THIS] = "uninitializedThis",
        [V_BYTE] = "byte", [V_BOOLEAN] = "boolean", [V_CHAR] = "char",   [V_SHORT] = "short",
    };
    VTag tag = vtype_tag(type);
    char number[32];
    if (tag == V_CLASS) {
        add_class(text, vtype_name(type));
    } else if (tag == V_UNINIT || tag == V_RETURN) {
        snprintf(number, sizeof number, tag == V_UNINIT ? "new@%u" : "return@%u", vtype_bci(type));
        add_word(text, number);
    } else {
        add_word(text, tag < COUNT_OF(words) && words[tag] ? words[tag] : "?");
    }
    for (u32 i = 0; i < vtype_dims(type); i++)
        add_word(text, "[]");
}

static bool is_half(VType type)
{
    return vtype_tag(type) == V_LONG_2 || vtype_tag(type) == V_DOUBLE_2;
}

static void add_types(Text *text, const VType *types, u32 count)
{
    const char *separator = "";
    for (u32 i = 0; i < count; i++) {
        if (vtype_dims(types[i]) == 0 && is_half(types[i]))
            continue;
        add_word(text, separator);
        add_type(text, types[i]);
        separator = ", ";
    }
}

void verify_observe(Verifier *v, bool in_file)
{
    Text locals, stack;
    locals.used = stack.used = 0;
    locals.text[0] = stack.text[0] = '\0';
    u32 count = v->frame.local_count;
    while (count > 0 && v->frame.locals[count - 1] == VT_TOP)
        count--;
    add_types(&locals, v->frame.locals, count);
    add_types(&stack, v->frame.stack, v->frame.depth);
    v->observer->see(v->observer->context, v->m, v->bci, in_file, locals.text, stack.text);
}
