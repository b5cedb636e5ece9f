/* verify_operand.c - see verify_parts.h: decoding, and the static constraints of JVMS 4.9.1.
 * The type checker looks at an instruction's operands when it comes to the instruction; the inference
 * verifier looks at the operands of all instructions first, whether they can be reached or not. */
#include "classloader/verify/verify_parts.h"

#include "vm/bytecode/attribute.h"

enum { JAVA_1_5 = 49, JAVA_7 = 51, JAVA_8 = 52, MAX_DIMS = 255, OPCODE_BREAKPOINT = 0xCA };

/* ---- the code as a whole ---- */

/* breakpoint is for debuggers and no instruction of a class file (6.2). HotSpot's type checker finds it later
 * than other bytes without meaning. */
static bool is_late_breakpoint(const Verifier *v, u32 op)
{
    return op == OPCODE_BREAKPOINT && !v->infer;
}

bool operand_mark_code(Verifier *v)
{
    v->marks = ARENA_ARRAY(&v->method_arena, u8, v->length + 1);
    for (u32 bci = 0, length; bci < v->length; bci += length) {
        u8 op = v->code[bci];
        length = opcode_length(v->code, v->length, bci);
        v->bci = bci;
        if (is_late_breakpoint(v, op))
            length = 1;
        if (length == 0) {
            bool is_cut = op < OP_JVM_COUNT && op != OP_wide && !bytecode_is_switch(op);
            return verify_fail_code(v, is_cut ? PROBLEM_CODE_CUT : PROBLEM_BAD_OPCODE, bci);
        }
        v->marks[bci] = MARK_START | (op == OP_new ? MARK_NEW : 0);
    }
    v->marks[v->length] = MARK_START;
    return true;
}

bool operand_is_start(const Verifier *v, u32 bci)
{
    return bci < v->length && (v->marks[bci] & MARK_START);
}

/* The parser has checked the rows against the code's length (4.7.13). Here it is checked that they begin and
 * end at instructions. */
static bool check_variables(Verifier *v, Rows rows)
{
    VariableRow row;
    while (attribute_next_variable(&rows, &row)) {
        u32 end = (u32)row.start + row.length;
        if (!operand_is_start(v, row.start))
            return verify_fail_code(v, PROBLEM_VARIABLE_START, row.start);
        if (end != v->length && !operand_is_start(v, end))
            return verify_fail_code(v, PROBLEM_VARIABLE_LENGTH, row.length);
    }
    return true;
}

bool operand_check_variables(Verifier *v)
{
    AttributeRow attribute;
    for (Attributes it = attribute_of_code(v->m); attribute_next(&it, &attribute);)
        if (attribute.name == SYM(attr_LocalVariableTable) &&
            !check_variables(v, attribute_rows(attribute.info)))
            return false;
    return true;
}

/* ---- one instruction ---- */

void operand_decode(Verifier *v, u32 bci)
{
    v->bci = bci;
    v->next = bci + 1;
    while (!(v->marks[v->next] & MARK_START))
        v->next++;
    v->wide = v->code[bci] == OP_wide;
    v->op = v->code[bci + v->wide];
    v->at = v->code + bci + 1 + v->wide;
}

/* For a store, the type checker looks at the value before the local's number (verify_op.c). */
static bool is_late_store(const Verifier *v)
{
    return !v->infer && bytecode_is_store(v->op);
}

bool operand_check_local(Verifier *v)
{
    bool pair = effect_cells(bytecode_local_letter(v->op)) == 2;
    u32 index = operand_local(v);
    if (index + pair < v->m->max_locals)
        return true;
    Why why = {.kind = WHY_LOCAL, .number = index};
    return verify_fail(v, pair && bytecode_is_load(v->op) ? PROBLEM_LOCAL_PAIR_RANGE : PROBLEM_LOCAL_RANGE,
                       &why);
}

/* ---- the constant pool ---- */

#define TAG(tag) (1u << (tag))

static u32 loadable_tags(const Verifier *v)
{
    return TAG(CP_INTEGER) | TAG(CP_FLOAT) | TAG(CP_STRING) | (v->c->major >= JAVA_1_5 ? TAG(CP_CLASS) : 0) |
           TAG(CP_METHOD_HANDLE) | TAG(CP_METHOD_TYPE) | TAG(CP_DYNAMIC);
}

static u32 allowed_tags(const Verifier *v)
{
    switch (v->op) {
    case OP_ldc:
    case OP_ldc_w: return loadable_tags(v);
    case OP_ldc2_w: return TAG(CP_LONG) | TAG(CP_DOUBLE) | TAG(CP_DYNAMIC);
    case OP_getstatic:
    case OP_putstatic:
    case OP_getfield:
    case OP_putfield: return TAG(CP_FIELDREF);
    case OP_invokevirtual: return TAG(CP_METHODREF);
    case OP_invokespecial:
    case OP_invokestatic:
        return TAG(CP_METHODREF) | (v->c->major >= JAVA_8 ? TAG(CP_INTERFACE_METHODREF) : 0);
    case OP_invokeinterface: return TAG(CP_INTERFACE_METHODREF);
    case OP_invokedynamic: return TAG(CP_INVOKE_DYNAMIC);
    default: return TAG(CP_CLASS);
    }
}

/* ldc2_w takes dynamic constants of two cells; ldc and ldc_w take the others. */
static bool fits_dynamic(const Verifier *v, u32 index)
{
    char letter = pool_member_desc(&v->c->pool, index)->text[0];
    return (letter == 'J' || letter == 'D') == (v->op == OP_ldc2_w);
}

static bool check_pool(Verifier *v, u32 index)
{
    Why why = {.kind = WHY_POOL, .number = index};
    if (index == 0 || index >= v->c->pool.count)
        return verify_fail(v, PROBLEM_POOL_INDEX, &why);
    u32 tag = pool_tag(&v->c->pool, index) & CP_TAG_MASK;
    if (!(allowed_tags(v) & TAG(tag)) || (tag == CP_DYNAMIC && !fits_dynamic(v, index)))
        return verify_fail(v, PROBLEM_POOL_TAG, &why);
    return true;
}

static bool fail_class(Verifier *v, Problem problem, u32 index, VType type)
{
    return verify_fail(v, problem,
                       &(Why){.kind = WHY_TYPE, .number = index, .found = {ORIGIN_POOL, index, type}});
}

static bool check_class(Verifier *v, u32 index)
{
    VType type;
    if (!verify_class_constant(v, index, &type))
        return false;
    u32 dims = vtype_dims(type);
    if (v->op == OP_new && dims)
        return fail_class(v, PROBLEM_NEW_ARRAY, index, type);
    if (v->op == OP_anewarray && dims >= MAX_DIMS)
        return verify_fail_code(v, PROBLEM_ANEWARRAY_DIMS, 0);
    if (v->op == OP_multianewarray && !dims)
        return fail_class(v, PROBLEM_MULTI_CLASS, index, type);
    if (v->op == OP_multianewarray && (v->at[2] == 0 || v->at[2] > dims))
        return verify_fail_code(v, PROBLEM_MULTI_DIMS, v->at[2]);
    return true;
}

/* An array has no fields, but a reference may name one: then the type checker must know what getfield and
 * putfield pop. */
static bool check_field(Verifier *v, u32 index)
{
    VType type;
    u32 class_index = v->c->pool.entries[index].a;
    if (v->infer)
        return true;
    if (!verify_class_constant(v, class_index, &type))
        return false;
    return v->op == OP_getstatic || v->op == OP_putstatic || vtype_is_class(type) ||
           fail_class(v, PROBLEM_FIELD_CLASS, index, type);
}

static bool check_call(Verifier *v, u32 index)
{
    const Symbol *name = pool_member_name(&v->c->pool, index);
    if (name->text[0] == '<' && (v->op != OP_invokespecial || name != SYM(init)))
        return verify_fail_code(v, PROBLEM_INIT_CALL, 0);
    if (v->op == OP_invokedynamic && (v->at[2] || v->at[3]))
        return verify_fail_code(v, PROBLEM_DYNAMIC_ZERO, 0);
    if (v->op == OP_invokespecial && v->infer) /* inference also checks it in code that cannot be reached */
        return op_check_special(v, index);
    if (v->op != OP_invokeinterface)
        return true;
    const Signature *signature = verify_signature(v, index);
    if (!signature)
        return false;
    if (v->at[2] != signature->cells + 1)
        return verify_fail_code(v, PROBLEM_INTERFACE_COUNT, 0);
    return v->at[3] == 0 || verify_fail_code(v, PROBLEM_INTERFACE_ZERO, 0);
}

static bool check_constant(Verifier *v)
{
    u32 index = operand_pool_index(v);
    if (v->op == OP_invokedynamic && v->infer)
        return verify_fail_code(v, PROBLEM_DYNAMIC_VERSION, 0);
    if (!check_pool(v, index))
        return false;
    if (v->op >= OP_getstatic && v->op <= OP_putfield)
        return check_field(v, index);
    if (v->op >= OP_invokevirtual && v->op <= OP_invokedynamic)
        return check_call(v, index);
    return v->op < OP_new || check_class(v, index);
}

/* ---- jumps ---- */

/* The type checker asks for a frame at the target, and frames are only at instructions. */
static bool check_target(Verifier *v, i64 target, Problem problem)
{
    if (!v->infer || (target >= 0 && target < v->length && (v->marks[target] & MARK_START)))
        return true;
    return verify_fail_code(v, problem, (u32)target);
}

static bool check_keys(Verifier *v, const Switch *s)
{
    for (u32 row = 1; row < s->count; row++)
        if (bytecode_switch_key(s, row - 1) >= bytecode_switch_key(s, row))
            return verify_fail_code(v, PROBLEM_SWITCH_KEYS, 0);
    return true;
}

static bool check_switch(Verifier *v)
{
    Switch s = bytecode_switch(v->code, v->bci);
    for (const u8 *pad = v->at; pad < s.head; pad++)
        if (*pad && (v->infer || v->c->major < JAVA_7))
            return verify_fail_code(v, PROBLEM_SWITCH_PADDING, 0);
    if (v->op == OP_lookupswitch && !check_keys(v, &s))
        return false;
    if (!check_target(v, bytecode_switch_default(&s), PROBLEM_SWITCH_DEFAULT))
        return false;
    for (u32 row = 0; row < s.count; row++)
        if (!check_target(v, bytecode_switch_target(&s, row), PROBLEM_SWITCH_TARGET))
            return false;
    return true;
}

static bool check_subroutine(Verifier *v)
{
    if (v->infer && v->c->major < JAVA_7)
        return true;
    if (v->wide)
        return verify_fail_code(v, PROBLEM_WIDE_RET, v->bci);
    return verify_fail_code(v, PROBLEM_NO_SUBROUTINES, v->infer ? v->bci : v->op);
}

bool operand_check(Verifier *v)
{
    if (is_late_breakpoint(v, v->op))
        return verify_fail_code(v, PROBLEM_NO_SUBROUTINES, v->op);
    if ((bytecode_is_jsr(v->op) || v->op == OP_ret) && !check_subroutine(v))
        return false;
    if (bytecode_names_local(v->op))
        return is_late_store(v) || operand_check_local(v);
    switch (opcode_info(v->op)->operands[0]) {
    case 'k':
    case 'K': return check_constant(v);
    case 'o':
    case 'O': return check_target(v, bytecode_branch_target(v->code, v->bci), PROBLEM_BRANCH_TARGET);
    case 'T':
    case 'S': return check_switch(v);
    case 't':
        return (v->at[0] >= T_BOOLEAN && v->at[0] <= T_LONG) || verify_fail_code(v, PROBLEM_NEWARRAY_TYPE, 0);
    default: return true;
    }
}
