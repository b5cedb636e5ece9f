/* parse_name.c - see parse_parts.h and parse.h.
 * Names and descriptors (JVMS 4.2, 4.3). Before version 49 names have to be Java identifiers; there all
 * letters beyond ASCII are accepted, since the parser cannot ask java.lang.Character. */
#include "classloader/parse/parse_parts.h"

#include <string.h>

enum { MAX_DIMENSIONS = 255, MAX_ARG_SLOTS = 255 };

typedef enum DescError { DESC_OK, DESC_MALFORMED, DESC_BAD_CLASS, DESC_DIMENSIONS } DescError;

/* ---- Unqualified names (4.2.2) and class names (4.2.1) ---- */

static bool is_between(u8 c, char first, char last)
{
    return c >= (u8)first && c <= (u8)last;
}

static bool is_identifier(const char *text, size_t length, bool slashes)
{
    bool start = true; /* is this the first character of an identifier? */
    for (size_t i = 0; i < length; i++) {
        u8 c = (u8)text[i];
        bool letter = is_between(c | 0x20, 'a', 'z') || c == '_' || c == '$' || c >= 0x80;
        if (slashes && c == '/') {
            if (i > 0 && start)
                return false;
            start = true;
            continue;
        }
        if (!letter && (start || !is_between(c, '0', '9')))
            return false;
        start = false;
    }
    return length > 0;
}

static bool is_class_name(const char *text, size_t length)
{
    char last = '/';
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (c == '.' || c == ';' || c == '[' || (c == '/' && last == '/'))
            return false;
        last = c;
    }
    return last != '/'; /* `last` begins as '/', so an empty name is refused, too */
}

static bool is_member_name(const char *text, size_t length, bool angles)
{
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (c == '.' || c == ';' || c == '[' || c == '/' || (!angles && (c == '<' || c == '>')))
            return false;
    }
    return length > 0;
}

/* ---- Descriptors ---- */

/* Returns the end of the type at `at`, or NULL with *error set. identifiers: the rules before version 49
 * apply. */
static const char *skip_type(const char *at, const char *end, bool allow_void, bool identifiers,
                             DescError *error)
{
    const char *start = at;
    *error = DESC_MALFORMED;
    while (at < end && *at == '[')
        at++;
    if (at - start > MAX_DIMENSIONS) {
        *error = DESC_DIMENSIONS;
        return NULL;
    }
    if (at == end)
        return NULL;
    if (*at != 'L') {
        Type type = type_of_char(*at);
        bool good = type == T_VOID ? allow_void && at == start : type != T_ILLEGAL;
        return good ? at + 1 : NULL;
    }
    const char *semicolon = memchr(at, ';', (size_t)(end - at));
    if (!semicolon)
        return NULL;
    size_t length = (size_t)(semicolon - at - 1);
    if (identifiers ? is_identifier(at + 1, length, true) : is_class_name(at + 1, length))
        return semicolon + 1;
    if (!identifiers)
        *error = DESC_BAD_CLASS;
    return NULL;
}

static DescError check_field(const char *text, size_t length, bool identifiers)
{
    DescError error;
    const char *end = text + length, *at = skip_type(text, end, false, identifiers, &error);
    return !at ? error : at == end ? DESC_OK : DESC_MALFORMED;
}

static DescError check_method(const char *text, size_t length, bool identifiers, u32 *ret_slots)
{
    DescError error;
    const char *at = text, *end = text + length;
    u32 slots = 0;
    if (at == end || *at++ != '(')
        return DESC_MALFORMED;
    while (at < end && *at != ')') {
        slots += *at == 'J' || *at == 'D' ? 2 : 1;
        at = skip_type(at, end, false, identifiers, &error);
        if (!at)
            return error;
    }
    if (at == end)
        return DESC_MALFORMED;
    at = skip_type(at + 1, end, true, identifiers, &error);
    *ret_slots = slots;
    return !at ? error : at == end ? DESC_OK : DESC_MALFORMED;
}

bool parse_is_field_descriptor(const char *text, size_t length)
{
    return check_field(text, length, false) == DESC_OK;
}

bool parse_is_method_descriptor(const char *text, size_t length, u32 *ret_arg_slots)
{
    u32 slots;
    bool good = check_method(text, length, false, &slots) == DESC_OK;
    if (good && ret_arg_slots)
        *ret_arg_slots = slots;
    return good;
}

/* CONSTANT_Class has a class's internal name or an array's descriptor. */
bool parse_is_class_name(const char *text, size_t length)
{
    if (length && text[0] == '[')
        return parse_is_field_descriptor(text, length);
    return is_class_name(text, length);
}

/* ---- The same with HotSpot's messages ---- */

static bool report(Parser *p, DescError error, const char *kind, const Symbol *name, const Symbol *desc)
{
    if (error == DESC_DIMENSIONS)
        return parse_bad(p, "Array type descriptor has more than 255 dimensions");
    if (error == DESC_BAD_CLASS)
        return parse_bad(p, "Class name is empty or contains illegal character in descriptor");
    return parse_bad_text(p, "%s \"%s\" in class %s has illegal signature \"%s\"", kind, name->text,
                          p->class_name->text, desc->text);
}

bool parse_check_class_name(Parser *p, Symbol *name)
{
    bool old = p->major < JAVA_1_5;
    if (!p->check_names || (!old && symbol_has(name, SYMBOL_IS_CLASS_NAME)))
        return true;
    DescError error = DESC_MALFORMED;
    if (name->text[0] == '[')
        error = check_field(name->text, name->length, old);
    else if (old ? is_identifier(name->text, name->length, true) : is_class_name(name->text, name->length))
        error = DESC_OK;
    if (error == DESC_OK) {
        if (!old)
            symbol_mark(name, SYMBOL_IS_CLASS_NAME);
        return true;
    }
    if (error != DESC_MALFORMED)
        return report(p, error, "Class", name, name);
    return parse_bad(p, "Illegal class name \"%s\"", name->text);
}

bool parse_check_field_name(Parser *p, Symbol *name)
{
    bool old = p->major < JAVA_1_5;
    if (!p->check_names || (!old && symbol_has(name, SYMBOL_IS_MEMBER_NAME)))
        return true;
    if (old ? is_identifier(name->text, name->length, false) : is_member_name(name->text, name->length, true))
        return true;
    return parse_bad_text(p, "Illegal field name \"%s\" in class %s", name->text, p->class_name->text);
}

bool parse_check_method_name(Parser *p, Symbol *name)
{
    bool old = p->major < JAVA_1_5;
    if (!p->check_names || name == SYM(init) || name == SYM(clinit))
        return true;
    if (!old && symbol_has(name, SYMBOL_IS_MEMBER_NAME))
        return true;
    if (old ? is_identifier(name->text, name->length, false)
            : is_member_name(name->text, name->length, false)) {
        if (!old)
            symbol_mark(name, SYMBOL_IS_MEMBER_NAME);
        return true;
    }
    return parse_bad_text(p, "Illegal method name \"%s\" in class %s", name->text, p->class_name->text);
}

bool parse_check_field_desc(Parser *p, const Symbol *name, Symbol *desc)
{
    bool old = p->major < JAVA_1_5;
    if (symbol_has(desc, SYMBOL_IS_FIELD_DESC))
        return true;
    DescError error = check_field(desc->text, desc->length, old);
    if (error != DESC_OK)
        return report(p, error, "Field", name, desc);
    if (!old)
        symbol_mark(desc, SYMBOL_IS_FIELD_DESC);
    return true;
}

/* A method named <init> or <clinit> must return void (4.3.3). */
bool parse_check_method_desc(Parser *p, const Symbol *name, Symbol *desc)
{
    bool old = p->major < JAVA_1_5;
    if (!symbol_has(desc, SYMBOL_IS_METHOD_DESC)) {
        u32 slots;
        DescError error = check_method(desc->text, desc->length, old, &slots);
        if (error != DESC_OK)
            return report(p, error, "Method", name, desc);
        if (!old)
            symbol_mark(desc, SYMBOL_IS_METHOD_DESC);
    }
    bool special = name == SYM(init) || name == SYM(clinit);
    if (special && p->verify && desc->text[desc->length - 1] != 'V')
        return report(p, DESC_MALFORMED, "Method", name, desc);
    return true;
}
