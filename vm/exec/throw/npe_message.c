/* npe_message.c - see npe_message.h.
 * exception_npe_message is declared in exception.h. The texts are HotSpot 17's, observed from outside. */
#include "vm/exec/throw/npe_message.h"

#include "vm/bytecode/attribute.h"
#include "vm/bytecode/bytecode.h"
#include "vm/exec/flow/npe_flow.h"
#include "vm/exec/throw/exception.h"
#include "vm/library/wellknown.h"
#include "vm/string/strings.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
    DETAIL = 5,            /* parts of a.b.c[i].d() that are shown, from the end */
    INDEX_NESTING = 50,    /* how deep indices nest in a[b[c[…]]], which bounds the recursion */
    TEXT_LIMIT = 64 * 1024 /* bytes: operands that are used several times could make a text very long */
};

typedef struct Writer {
    const Method *method;
    const u8 *code;
    const ConstPool *pool;
    NpeText *out;
    NpeFlow flow;
    u32 nesting; /* of indices */
} Writer;

static bool write_expression(Writer *w, u32 bci, u32 user, u32 detail);

static void put(Writer *w, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        vec_push(w->out, text[i]);
}

static void put_text(Writer *w, const char *text)
{
    put(w, text, strlen(text));
}

static void put_symbol(Writer *w, const Symbol *symbol)
{
    put(w, symbol->text, symbol->length);
}

static PRINTF_LIKE(2, 3) void put_format(Writer *w, const char *format, ...)
{
    char text[64];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    put_text(w, text);
}

/* ---- names ---- */

static void put_dotted(Writer *w, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        vec_push(w->out, symbol_dot(text[i]));
}

/* Object and String are shown without their package. */
static void put_class_name(Writer *w, const Symbol *name)
{
    size_t package = strlen("java/lang/");
    bool is_short = symbol_is(name, "java/lang/Object") || symbol_is(name, "java/lang/String");
    put_dotted(w, name->text + (is_short ? package : 0), name->length - (is_short ? package : 0));
}

/* In a parameter, every class whose name begins like those two loses its package: StringBuilder, too. */
static void put_parameter(Writer *w, const SigIter *it)
{
    u32 dimensions = 0;
    while (it->text[dimensions] == '[')
        dimensions++;
    const char *element = it->text + dimensions;
    if (*element == 'L') {
        const char *name = element + 1;
        size_t length = it->length - dimensions - 2, package = strlen("java/lang/");
        bool is_short =
            strncmp(name, "java/lang/Object", 16) == 0 || strncmp(name, "java/lang/String", 16) == 0;
        put_dotted(w, name + (is_short ? package : 0), length - (is_short ? package : 0));
    } else {
        put_text(w, type_keyword(type_of_char(*element)));
    }
    for (; dimensions; dimensions--)
        put_text(w, "[]");
}

static u32 pool_index(const Writer *w, u32 bci)
{
    return bytecode_pool_index(w->code + bci);
}

static const Symbol *member_class(const Writer *w, u32 bci)
{
    return pool_class_name(w->pool, w->pool->entries[pool_index(w, bci)].a);
}

static const Symbol *member_name(const Writer *w, u32 bci)
{
    return pool_member_name(w->pool, pool_index(w, bci));
}

static const Symbol *member_desc(const Writer *w, u32 bci)
{
    return pool_member_desc(w->pool, pool_index(w, bci));
}

static void put_method(Writer *w, u32 bci)
{
    put_class_name(w, member_class(w, bci));
    put_text(w, ".");
    put_symbol(w, member_name(w, bci));
    put_text(w, "(");
    SigIter it = sig_begin(member_desc(w, bci));
    for (bool first = true; sig_next(&it); first = false) {
        if (!first)
            put_text(w, ", ");
        put_parameter(w, &it);
    }
    put_text(w, ")");
}

/* ---- local variables ---- */

/* The number of the parameter in the local, counted from 1 without the receiver; 0: the local is no
 * parameter. */
static u32 parameter_number(const Method *m, u32 local)
{
    u32 slot = method_is_static(m) ? 0 : 1, number = 0;
    SigIter it = sig_begin(m->desc);
    while (slot <= local && sig_next(&it)) {
        number++;
        slot += type_slots(it.type);
    }
    return slot > local ? number : 0;
}

/* user: the instruction that takes the value off the stack. A parameter is one if nothing was assigned to it
 * up to there. */
static void put_local(Writer *w, u32 bci, u32 user)
{
    u32 local = bytecode_local(w->code + bci);
    const Symbol *name = attribute_local_name(w->method, local, bci);
    bool kept = !npe_flow_is_written(&w->flow, user, local);
    u32 number = kept ? parameter_number(w->method, local) : 0;
    if (name)
        put_symbol(w, name);
    else if (kept && local == 0 && !method_is_static(w->method))
        put_text(w, "this");
    else if (number)
        put_format(w, "<parameter%u>", number);
    else
        put_format(w, "<local%u>", local);
}

/* ---- expressions ---- */

/* Writes the expression whose value is the operand `slot` slots below the top. False: it is not known, and
 * nothing was written. */
static bool write_operand(Writer *w, u32 bci, u32 slot, u32 detail)
{
    u32 pusher = npe_flow_pusher(&w->flow, bci, slot);
    return pusher != NPE_FLOW_UNKNOWN && write_expression(w, pusher, bci, detail);
}

static void write_element(Writer *w, u32 bci, u32 detail)
{
    if (!write_operand(w, bci, 1, detail - 1))
        put_text(w, "<array>");
    put_text(w, "[");
    w->nesting++;
    bool fits = w->nesting < INDEX_NESTING && w->out->count < TEXT_LIMIT;
    if (!fits || !write_operand(w, bci, 0, detail))
        put_text(w, "...");
    w->nesting--;
    put_text(w, "]");
}

static bool is_invoke(u32 op)
{
    return op >= OP_invokevirtual && op <= OP_invokeinterface;
}

/* Is it an iload or aload? Values of other types are neither references nor indices. */
static bool is_load(const u8 *code, u32 bci)
{
    u32 op = bytecode_op(code + bci);
    return op == OP_iload || op == OP_aload || (op >= OP_iload_0 && op <= OP_iload_3) ||
           (op >= OP_aload_0 && op <= OP_aload_3);
}

/* Writes the value that the instruction pushed for the user as Java source would. False: that cannot be done,
 * and nothing was written. */
static bool write_expression(Writer *w, u32 bci, u32 user, u32 detail)
{
    u32 op = w->code[bci];
    if (detail == 0)
        return false;
    if (is_load(w->code, bci)) {
        put_local(w, bci, user);
    } else if (is_invoke(op)) {
        put_method(w, bci);
    } else if (op >= OP_iconst_m1 && op <= OP_iconst_5) {
        put_format(w, "%d", (i32)op - OP_iconst_0);
    } else if (op == OP_aconst_null) {
        put_text(w, "null");
    } else if (op == OP_bipush || op == OP_sipush) {
        put_format(w, "%d", bytecode_immediate(w->code + bci));
    } else if (op == OP_getstatic) {
        put_class_name(w, member_class(w, bci));
        put_text(w, ".");
        put_symbol(w, member_name(w, bci));
    } else if (op == OP_getfield) {
        if (write_operand(w, bci, 0, detail - 1))
            put_text(w, ".");
        put_symbol(w, member_name(w, bci));
    } else if (op == OP_iaload || op == OP_aaload) {
        write_element(w, bci, detail);
    } else {
        return false;
    }
    return true;
}

/* ---- the message ---- */

/* In the order of iaload..saload and iastore..sastore. */
static const char *const array_names[] = {
    "int", "long", "float", "double", "object", "byte/boolean", "char", "short",
};

static void put_quoted_field(Writer *w, const char *action, u32 bci)
{
    put_text(w, action);
    put_text(w, " field \"");
    put_symbol(w, member_name(w, bci));
    put_text(w, "\"");
}

/* Writes what could not be done. *ret_slot: how many slots below the top the null reference stands. False:
 * the instruction looks at no reference, or at one that cannot be null. */
static bool write_action(Writer *w, u32 bci, u32 *ret_slot)
{
    u32 op = w->code[bci];
    *ret_slot = 0;
    if (op >= OP_iaload && op <= OP_saload) {
        *ret_slot = 1;
        put_format(w, "Cannot load from %s array", array_names[op - OP_iaload]);
        return true;
    }
    if (op >= OP_iastore && op <= OP_sastore) {
        *ret_slot = op == OP_lastore || op == OP_dastore ? 3 : 2;
        put_format(w, "Cannot store to %s array", array_names[op - OP_iastore]);
        return true;
    }
    switch (op) {
    case OP_arraylength: put_text(w, "Cannot read the array length"); return true;
    case OP_athrow: put_text(w, "Cannot throw exception"); return true;
    case OP_monitorenter: put_text(w, "Cannot enter synchronized block"); return true;
    case OP_monitorexit: put_text(w, "Cannot exit synchronized block"); return true;
    case OP_getfield: put_quoted_field(w, "Cannot read", bci); return true;
    case OP_putfield:
        *ret_slot = type_slots(type_of_char(member_desc(w, bci)->text[0]));
        put_quoted_field(w, "Cannot assign", bci);
        return true;
    case OP_invokevirtual:
    case OP_invokespecial:
    case OP_invokeinterface:
        /* The receiver of a constructor is never null: `new NullPointerException()` has made the
         * exception. */
        if (member_name(w, bci) == SYM(init))
            return false;
        *ret_slot = sig_arg_slots(member_desc(w, bci), NULL, NULL);
        put_text(w, "Cannot invoke \"");
        put_method(w, bci);
        put_text(w, "\"");
        return true;
    default: return false;
    }
}

static void write_reason(Writer *w, u32 bci, u32 slot)
{
    u32 start = w->out->count, pusher = npe_flow_pusher(&w->flow, bci, slot);
    if (pusher == NPE_FLOW_UNKNOWN)
        return;
    put_text(w, is_invoke(w->code[pusher]) ? " because the return value of \"" : " because \"");
    if (write_expression(w, pusher, bci, DETAIL))
        put_text(w, "\" is null");
    else
        w->out->count = start;
}

bool npe_message_write(const Method *method, u32 bci, NpeText *text)
{
    const ConstPool *pool = &method->holder->pool;
    Writer w = {.method = method, .code = method_bytecode(method), .pool = pool, .out = text};
    u32 slot;
    if (!w.code || bci >= method->bytecode_length || !write_action(&w, bci, &slot))
        return false;
    if (npe_flow_run(&w.flow, method, bci))
        write_reason(&w, bci, slot);
    npe_flow_end(&w.flow);
    return true;
}

Object *exception_npe_message(Thread *t, Object *throwable)
{
    Object *backtrace = ref_load(throwable, WK_FIELD(Throwable_backtrace));
    Method *method;
    u32 bci;
    if (!exception_backtrace_element(backtrace, 0, &method, &bci) || exception_top_hidden(backtrace))
        return NULL;
    NpeText text = {0};
    Object *message = NULL;
    if (npe_message_write(method, bci, &text))
        message = string_from_utf8(t, text.items, text.count);
    vec_free(&text);
    return message;
}
