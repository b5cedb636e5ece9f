/* verify_message.c - see verify_parts.h: a failure's text, in HotSpot's words, and the rule that was broken.
 * The type checker's message has sections of many lines; the inference verifier's is one line. */
#include "classloader/verify/verify_text.h"

#include "vm/bytecode/attribute.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

typedef struct ProblemInfo {
    SymbolId error;
    const char *rule, *section, *checker, *inference;
} ProblemInfo;

static const ProblemInfo problems[PROBLEM_COUNT] = {
#define PROBLEM(id, error, rule, section, checker, inference)                                                \
    [PROBLEM_##id] = {SYM_x_##error, rule, section, checker, inference},
#include "classloader/verify/verify_problems.def"
#undef PROBLEM
};

/* ---- text that grows in the caller's scratch memory ---- */

void text_add(VerifyText *text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int needed = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (needed < 0)
        return;
    if (text->length + (size_t)needed + 1 > text->capacity) {
        size_t capacity = 2 * (text->length + (size_t)needed + 512);
        char *larger = arena_alloc(text->arena, capacity);
        if (text->length)
            memcpy(larger, text->start, text->length);
        text->start = larger;
        text->capacity = capacity;
    }
    va_start(args, format);
    text->length += (size_t)vsnprintf(text->start + text->length, (size_t)needed + 1, format, args);
    va_end(args);
}

void text_add_type(VerifyText *text, VType type)
{
    char buffer[128];
    size_t length = vtype_print(type, buffer, sizeof buffer);
    if (length < sizeof buffer) {
        text_add(text, "%s", buffer);
        return;
    }
    char *large = arena_alloc(text->arena, length + 1);
    vtype_print(type, large, length + 1);
    text_add(text, "%s", large);
}

/* ---- the problem ---- */

/* The inference verifier's word for what it expected on the stack. */
static const char *noun(const Verifier *v, Problem problem, VType expected)
{
    static const char *const arrays[] = {"array of ints",
                                         "array of longs",
                                         "array of floats",
                                         "array of doubles",
                                         "array of objects or arrays",
                                         "array of bytes or Booleans",
                                         "array of chars",
                                         "array of shorts"};
    if (problem == PROBLEM_ARRAY_TYPE && v->op == OP_arraylength)
        return "array";
    if (problem == PROBLEM_ARRAY_TYPE)
        return arrays[v->op >= OP_iastore ? v->op - OP_iastore : v->op - OP_iaload];
    if (v->op == OP_athrow)
        return "object";
    if (v->op == OP_arraylength)
        return "array";
    switch (vtype_dims(expected) ? V_CLASS : vtype_tag(expected)) {
    case V_INT: return "integer";
    case V_FLOAT: return "float";
    case V_LONG: return "long";
    case V_DOUBLE: return "double";
    default: return "object/array";
    }
}

/* Replaces each {word} of the format by its meaning. */
static void expand(const Verifier *v, VerifyText *text, const char *format, Problem problem, const Why *why)
{
    char name[2048];
    while (*format) {
        const char *open = strchr(format, '{');
        if (!open) {
            text_add(text, "%s", format);
            return;
        }
        text_add(text, "%.*s", (int)(open - format), format);
        const char *close = strchr(open, '}');
        size_t length = (size_t)(close - open) - 1;
        if (strncmp(open, "{op}", 4) == 0)
            text_add(text, "%s", opcode_info(v->op)->name);
        else if (strncmp(open, "{class}", 7) == 0)
            text_add(text, "%s", class_binary_name(v->c, name, sizeof name));
        else if (strncmp(open, "{method}", 8) == 0)
            text_add(text, "%s", method_external_signature(v->m, name, sizeof name));
        else if (strncmp(open, "{type}", 6) == 0)
            text_add(text, "%s", noun(v, problem, why->expected.type));
        else if (strncmp(open, "{x}", 3) == 0)
            text_add(text, "%02x", why->number);
        else
            text_add(text, "%d", (i32)(open[1] == 'm' ? why->other : why->number + (length == 2)));
        format = close + 1;
    }
}

/* ---- the type checker's sections ---- */

static void add_location(const Verifier *v, VerifyText *text, u32 bci)
{
    bool inside = bci < v->length && v->code[bci] < OP_JVM_COUNT;
    text_add(text, "Exception Details:\n  Location:\n    %s.%s%s @%u: %s\n", v->c->name->text,
             v->m->name->text, v->m->desc->text, bci, inside ? opcode_info(v->code[bci])->name : "<invalid>");
}

static void add_origin(VerifyText *text, const Origin *origin)
{
    text_add_type(text, origin->type);
    switch (origin->kind) {
    case ORIGIN_LOCAL: text_add(text, " (current frame, locals[%u])", origin->index); break;
    case ORIGIN_STACK: text_add(text, " (current frame, stack[%u])", origin->index); break;
    case ORIGIN_MAP_LOCAL: text_add(text, " (stack map, locals[%u])", origin->index); break;
    case ORIGIN_MAP_STACK: text_add(text, " (stack map, stack[%u])", origin->index); break;
    case ORIGIN_POOL: text_add(text, " (constant pool %u)", origin->index); break;
    case ORIGIN_SIGNATURE: text_add(text, " (from method signature)"); break;
    default: break;
    }
}

static void add_type_reason(VerifyText *text, const Why *why)
{
    text_add(text, why->expected.kind == ORIGIN_NONE ? "Invalid type: " : "Type ");
    add_origin(text, &why->found);
    if (why->expected.kind != ORIGIN_NONE) {
        text_add(text, " is not assignable to ");
        add_origin(text, &why->expected);
    }
}

static void add_reason(VerifyText *text, const Why *why)
{
    text_add(text, "  Reason:\n    ");
    switch (why->kind) {
    case WHY_CODE: text_add(text, "Error exists in the bytecode"); break;
    case WHY_TYPE: add_type_reason(text, why); break;
    case WHY_POOL: text_add(text, "Constant pool index %u is invalid", why->number); break;
    case WHY_LOCAL: text_add(text, "Local index %u is invalid", why->number); break;
    case WHY_OVERFLOW: text_add(text, "Exceeded max stack size."); break;
    case WHY_UNDERFLOW: text_add(text, "Attempt to pop empty stack."); break;
    case WHY_NO_MAP: text_add(text, "Expected stackmap frame at this location."); break;
    case WHY_BAD_MAP: text_add(text, "Invalid stackmap specification."); break;
    case WHY_FLAGS: text_add(text, "Current frame's flags are not assignable to stack map frame's."); break;
    case WHY_LOCALS_SIZE: text_add(text, "Current frame's local size doesn't match stackmap."); break;
    case WHY_STACK_SIZE: text_add(text, "Current frame's stack size doesn't match stackmap."); break;
    }
    text_add(text, "\n");
}

static void add_cells(VerifyText *text, const char *name, const VType *cells, u32 count)
{
    text_add(text, "    %s: {", name);
    for (u32 i = 0; i < count; i++) {
        text_add(text, "%s", i ? ", " : " ");
        text_add_type(text, cells[i]);
    }
    text_add(text, " }\n");
}

static void add_frame(VerifyText *text, const char *title, const TypeFrame *frame, u32 depth)
{
    text_add(text, "  %s:\n    bci: @%u\n    flags: {%s }\n", title, frame->bci,
             frame->this_uninit ? " flagThisUninit" : "");
    add_cells(text, "locals", frame->locals, frame->local_count);
    add_cells(text, "stack", frame->stack, depth);
}

/* The current frame and, if the reason is about one, the frame of StackMapTable. */
static void add_frames(const Verifier *v, VerifyText *text, const Why *why)
{
    bool is_about_frame = why->kind == WHY_TYPE
                              ? why->found.kind >= ORIGIN_LOCAL && why->found.kind <= ORIGIN_STACK
                              : why->kind >= WHY_OVERFLOW && why->kind != WHY_NO_MAP;
    if (is_about_frame && why->frame)
        add_frame(text, "Current Frame", why->frame, why->frame->depth);
    else if (is_about_frame)
        add_frame(text, "Current Frame", &v->frame, v->start_depth);
    if (why->map)
        add_frame(text, "Stackmap Frame", why->map, why->map->depth);
}

/* Prints lines of 16 bytes; the last one is filled with blanks. */
static void add_bytecode(const Verifier *v, VerifyText *text)
{
    text_add(text, "  Bytecode:\n");
    for (u32 line = 0; line <= v->length; line += 16) {
        text_add(text, "    %07x:", line);
        for (u32 i = line; i < line + 16; i++) {
            const char *blank = i % 2 ? "" : " ";
            if (i < v->length)
                text_add(text, "%s%02x", blank, v->code[i]);
            else
                text_add(text, "%s  ", blank);
        }
        text_add(text, "\n");
    }
}

static void add_handlers(const Verifier *v, VerifyText *text)
{
    HandlerRow row;
    if (v->m->handler_count)
        text_add(text, "  Exception Handler Table:\n");
    for (Handlers it = attribute_handlers(v->m); attribute_next_handler(&it, &row);)
        text_add(text, "    bci [%u, %u] => handler: %u\n", row.start, row.end, row.handler);
}

static void add_details(const Verifier *v, VerifyText *text, u32 bci, const Why *why)
{
    text_add(text, "\n");
    add_location(v, text, bci);
    add_reason(text, why);
    add_frames(v, text, why);
    add_bytecode(v, text);
    add_handlers(v, text);
    map_print(v, text);
}

/* ---- the rule ---- */

/* JVMS 4.10.1.9 has a common section for instructions that differ only in a local's number, a constant or a
 * condition. */
static const char *section_of_instruction(u32 op)
{
    static const struct {
        u8 first, last;
        const char *section;
    } families[] = {
        {OP_iconst_m1, OP_iconst_5, "4.10.1.9.iconst_i"},
        {OP_lconst_0, OP_lconst_1, "4.10.1.9.lconst_l"},
        {OP_fconst_0, OP_fconst_2, "4.10.1.9.fconst_f"},
        {OP_dconst_0, OP_dconst_1, "4.10.1.9.dconst_d"},
        {OP_ldc, OP_ldc2_w, "4.10.1.9.ldc"},
        {OP_iload_0, OP_iload_3, "4.10.1.9.iload"},
        {OP_lload_0, OP_lload_3, "4.10.1.9.lload"},
        {OP_fload_0, OP_fload_3, "4.10.1.9.fload"},
        {OP_dload_0, OP_dload_3, "4.10.1.9.dload"},
        {OP_aload_0, OP_aload_3, "4.10.1.9.aload"},
        {OP_istore_0, OP_istore_3, "4.10.1.9.istore"},
        {OP_lstore_0, OP_lstore_3, "4.10.1.9.lstore"},
        {OP_fstore_0, OP_fstore_3, "4.10.1.9.fstore"},
        {OP_dstore_0, OP_dstore_3, "4.10.1.9.dstore"},
        {OP_astore_0, OP_astore_3, "4.10.1.9.astore"},
        {OP_fcmpl, OP_fcmpg, "4.10.1.9.fcmpop"},
        {OP_dcmpl, OP_dcmpg, "4.10.1.9.dcmpop"},
        {OP_ifeq, OP_ifle, "4.10.1.9.ifcond"},
        {OP_if_icmpeq, OP_if_icmple, "4.10.1.9.if_icmpcond"},
        {OP_if_acmpeq, OP_if_acmpne, "4.10.1.9.if_acmpcond"},
    };
    static const char *const sections[] = {
#define OP(code, name, operands, pops, pushes, flags, group, meaning) [code] = "4.10.1.9." #name,
#define QUICK(base, name, operands, flags, group, meaning)
#define FUSED(count, name, first, second, third)
#include "vm/bytecode/opcodes.def"
#undef OP
#undef QUICK
#undef FUSED
    };
    for (u32 i = 0; i < COUNT_OF(families); i++)
        if (op >= families[i].first && op <= families[i].last)
            return families[i].section;
    return sections[op];
}

static void name_rule(const Verifier *v, const ProblemInfo *info, Fail *fail)
{
    bool by_instruction = !*info->rule;
    fail->section = by_instruction ? section_of_instruction(v->op) : info->section;
    fail->rule = by_instruction ? fail->section + strlen("4.10.1.9.") : info->rule;
}

/* ---- the door ---- */

/* Problems of a jump's target are reported at the target, others at the instruction. */
static u32 bci_of(const Verifier *v, const Why *why)
{
    if (why->map && (why->kind == WHY_TYPE || why->kind == WHY_FLAGS))
        return why->map->bci;
    return why->kind == WHY_BAD_MAP ? 0 : v->bci;
}

bool verify_fail(Verifier *v, Problem problem, const Why *why)
{
    const ProblemInfo *info = &problems[problem];
    v->fail->error = NULL;
    v->problem = problem;
    if (v->t->exception)
        return false;
    VerifyText text = {.arena = v->scratch};
    bool format = info->error == SYM_x_ClassFormatError;
    u32 bci = bci_of(v, why);
    if (v->infer)
        text_add(&text, "(class: %s, method: %s signature: %s) ", v->c->name->text, v->m->name->text,
                 v->m->desc->text);
    expand(v, &text, v->infer ? info->inference : info->checker, problem, why);
    fail_set(v->fail, symbol_known[info->error], bci, "%s", text.start);
    if (!v->infer && !format)
        add_details(v, &text, bci, why);
    v->fail->details = text.start;
    name_rule(v, info, v->fail);
    return false;
}
