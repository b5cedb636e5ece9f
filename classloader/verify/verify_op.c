/* verify_op.c - see verify_parts.h: what an instruction needs and gives (JVMS 4.10.1.9).
 * Most rules are the letters of opcodes.def; the rest stands here by hand, once for both verifiers.
 * Where 4.10.2 asks for something else than 4.10.1, the difference is told where it is made. */
#include "classloader/verify/verify_parts.h"

#include "vm/base/bytes.h"

#include <string.h>

static VType object_type(void)
{
    return vtype_class(SYM(java_lang_Object));
}

/* ---- arrays ---- */

static bool fail_array(Verifier *v, VType found, VType expected, bool name_expected)
{
    Origin none = {0};
    return verify_fail(v, PROBLEM_ARRAY_TYPE,
                       &(Why){.kind = WHY_TYPE,
                              .found = frame_popped(v, found),
                              .expected = name_expected ? (Origin){ORIGIN_IMPLIED, 0, expected} : none});
}

static bool pop_any_array(Verifier *v, VType *ret)
{
    return frame_pop_as(v, v->infer ? VTYPE(V_CATEGORY_1) : VT_REFERENCE,
                        v->infer ? PROBLEM_ARRAY_TYPE : PROBLEM_POP_TYPE, ret);
}

/* An array with elements of the letter, or null. baload and bastore serve boolean[] too. */
static bool pop_array(Verifier *v, char letter)
{
    VType found, array = vtype_array(vtype_of_element_letter(letter), 1);
    if (!pop_any_array(v, &found))
        return false;
    if (found == VT_NULL || found == array || (letter == 'B' && found == vtype_array(VTYPE(V_BOOLEAN), 1)))
        return true;
    return fail_array(v, found, array, letter != 'B');
}

static bool pop_reference_array(Verifier *v, VType *ret)
{
    return pop_any_array(v, ret) &&
           (vtype_is_reference_array(*ret) || fail_array(v, *ret, VT_REFERENCE, true));
}

static bool apply_aaload(Verifier *v)
{
    VType array;
    return frame_pop(v, VT_INT, NULL) && pop_reference_array(v, &array) &&
           frame_push(v, array == VT_NULL ? VT_NULL : vtype_component(array));
}

/* Whether the element fits is checked when it is stored (ArrayStoreException). */
static bool apply_aastore(Verifier *v)
{
    VType array;
    return frame_pop(v, object_type(), NULL) && frame_pop(v, VT_INT, NULL) && pop_reference_array(v, &array);
}

static bool apply_arraylength(Verifier *v)
{
    VType array;
    if (!pop_any_array(v, &array))
        return false;
    if (array != VT_NULL && !vtype_is_array(array))
        return fail_array(v, array, VT_TOP, false);
    return frame_push(v, VT_INT);
}

static bool apply_newarray(Verifier *v)
{
    static const char letters[] = "ZCFDBSIJ";
    _Static_assert(T_BOOLEAN == 4 && T_LONG == 11, "in the order of newarray's types");
    VType element = vtype_of_element_letter(letters[v->at[0] - T_BOOLEAN]);
    return frame_pop(v, VT_INT, NULL) && frame_push(v, vtype_array(element, 1));
}

/* ---- letters ---- */

/* 4.10.2 lets an uninitialized object be compared with null, but not with another. */
static VType wanted_reference(const Verifier *v)
{
    return v->infer && v->op != OP_ifnull && v->op != OP_ifnonnull ? object_type() : VT_REFERENCE;
}

/* From the last letter to the first. */
static bool pop_letters(Verifier *v, const char *letters)
{
    for (size_t i = strlen(letters); i > 0;) {
        char letter = letters[--i];
        bool good;
        if (i > 0 && letters[i - 1] == '[') {
            i--;
            good = pop_array(v, letter);
        } else {
            good = frame_pop(v, letter == 'A' ? wanted_reference(v) : vtype_of_letter(letter), NULL);
        }
        if (!good)
            return false;
    }
    return true;
}

static bool push_letter(Verifier *v, const char *letters)
{
    return !*letters || frame_push(v, vtype_of_letter(*letters));
}

/* ---- locals ---- */

static void touch_local(Verifier *v, u32 local, bool wide)
{
    if (v->infer)
        infer_touch_local(v, local, wide);
}

static bool apply_load(Verifier *v)
{
    VType type, want = vtype_of_letter(*opcode_info(v->op)->pushes);
    u32 local = operand_local(v);
    touch_local(v, local, vtype_is_wide(want));
    return frame_load(v, local, want, &type) && frame_push(v, type);
}

static bool pop_for_store(Verifier *v, char letter, VType *ret)
{
    const TypeFrame *f = &v->frame;
    if (letter != '?')
        return frame_pop(v, vtype_of_letter(letter), ret);
    if (f->depth && vtype_tag(f->stack[f->depth - 1]) == V_RETURN)
        return frame_pop(v, VTYPE(V_CATEGORY_1), ret);
    return frame_pop(v, VT_REFERENCE, ret);
}

static bool apply_store(Verifier *v)
{
    VType type;
    if (!pop_for_store(v, *opcode_info(v->op)->pops, &type) || !operand_check_local(v))
        return false;
    touch_local(v, operand_local(v), vtype_is_wide(type));
    frame_store(v, operand_local(v), type);
    return true;
}

static bool apply_iinc(Verifier *v)
{
    VType type;
    touch_local(v, operand_local(v), false);
    return frame_load(v, operand_local(v), VT_INT, &type);
}

/* ---- the operand stack (4.10.1.9.pop to .swap) ---- */

/* Takes `cells` cells that nothing splits: one value of one cell, one of two, or two of one. */
static bool take_group(Verifier *v, u32 cells, VType *ret_cells)
{
    TypeFrame *f = &v->frame;
    VType top = f->depth ? f->stack[f->depth - 1] : VT_TOP;
    if (cells == 2 && vtype_is_second(top)) {
        f->depth -= 2;
        memcpy(ret_cells, f->stack + f->depth, 2 * sizeof(VType));
        return true;
    }
    for (u32 i = cells; i > 0; i--)
        if (!frame_pop_as(v, VTYPE(V_CATEGORY_1), PROBLEM_SPLIT, &ret_cells[i - 1]))
            return false;
    return true;
}

static bool push_cells(Verifier *v, const VType *cells, u32 count)
{
    for (u32 i = 0; i < count; i++) {
        if (!frame_push(v, cells[i]))
            return false;
        i += vtype_is_wide(cells[i]);
    }
    return true;
}

/* The groups taken, from the top, and how they are put back, from the bottom: A the first taken, B the
 * second. */
static bool apply_shuffle(Verifier *v)
{
    static const struct {
        u8 first, second;
        char left[4];
    } shuffles[] = {{1, 0, ""},   {2, 0, ""},    {1, 0, "AA"},  {1, 1, "ABA"}, {1, 2, "ABA"},
                    {2, 0, "AA"}, {2, 1, "ABA"}, {2, 2, "ABA"}, {1, 1, "AB"}};
    _Static_assert(COUNT_OF(shuffles) == OP_swap - OP_pop + 1, "one row each from pop to swap");
    VType first[2], second[2];
    u32 row = v->op - OP_pop, first_cells = shuffles[row].first, second_cells = shuffles[row].second;
    if (!take_group(v, first_cells, first) || !take_group(v, second_cells, second))
        return false;
    for (const char *at = shuffles[row].left; *at; at++) {
        bool is_first = *at == 'A';
        if (!push_cells(v, is_first ? first : second, is_first ? first_cells : second_cells))
            return false;
    }
    return true;
}

/* ---- constants and classes ---- */

static bool apply_ldc(Verifier *v)
{
    u32 index = v->op == OP_ldc ? v->at[0] : bytes_peek_u16(v->at);
    VType type;
    switch (pool_tag(&v->c->pool, index) & CP_TAG_MASK) {
    case CP_INTEGER: return frame_push(v, VT_INT);
    case CP_FLOAT: return frame_push(v, VTYPE(V_FLOAT));
    case CP_LONG: return frame_push(v, VT_LONG);
    case CP_DOUBLE: return frame_push(v, VT_DOUBLE);
    case CP_STRING: return frame_push(v, vtype_class(SYM(java_lang_String)));
    case CP_CLASS: return frame_push(v, vtype_class(SYM(java_lang_Class)));
    case CP_METHOD_HANDLE: return frame_push(v, vtype_class(SYM(java_lang_invoke_MethodHandle)));
    case CP_METHOD_TYPE: return frame_push(v, vtype_class(SYM(java_lang_invoke_MethodType)));
    default: return verify_field_type(v, index, &type) && frame_push(v, type);
    }
}

static bool class_operand(Verifier *v, VType *ret_type)
{
    return verify_class_constant(v, bytes_peek_u16(v->at), ret_type);
}

static bool apply_anewarray(Verifier *v)
{
    VType type;
    return class_operand(v, &type) && frame_pop(v, VT_INT, NULL) && frame_push(v, vtype_array(type, 1));
}

static bool apply_multianewarray(Verifier *v)
{
    VType type;
    for (u32 dims = v->at[2]; dims > 0; dims--)
        if (!frame_pop(v, VT_INT, NULL))
            return false;
    return class_operand(v, &type) && frame_push(v, type);
}

static bool apply_checkcast(Verifier *v)
{
    VType type;
    return class_operand(v, &type) && frame_pop(v, object_type(), NULL) && frame_push(v, type);
}

/* 4.10.2 does not take an array for an object here. */
static bool apply_athrow(Verifier *v)
{
    const TypeFrame *f = &v->frame;
    bool is_array = f->depth && vtype_is_array(f->stack[f->depth - 1]);
    return frame_pop_as(v, vtype_class(SYM(java_lang_Throwable)),
                        v->infer && is_array ? PROBLEM_POP_TYPE : PROBLEM_THROWABLE, NULL);
}

/* ---- control ---- */

bool op_branch(Verifier *v, i64 target)
{
    return v->infer ? infer_branch(v, target) : check_branch(v, target);
}

static i64 branch_target(const Verifier *v)
{
    bool wide = opcode_info(v->op)->operands[0] == 'O';
    return (i64)v->bci + (wide ? (i32)bytes_peek_u32(v->at) : (i16)bytes_peek_u16(v->at));
}

static bool apply_switch(Verifier *v)
{
    const u8 *at = v->code + ((v->bci + 4) & ~3u);
    u32 step = v->op == OP_tableswitch ? 4 : 8;
    if (!frame_pop(v, VT_INT, NULL) || !op_branch(v, (i64)v->bci + (i32)bytes_peek_u32(at)))
        return false;
    for (at += 12; at < v->code + v->next; at += step)
        if (!op_branch(v, (i64)v->bci + (i32)bytes_peek_u32(at)))
            return false;
    return true;
}

/* The method's result as messages name it: boolean where a cell holds an int. */
static VType declared_result(const Verifier *v)
{
    bool is_small = v->result == VT_INT && v->m->return_type != T_INT;
    return is_small ? vtype_of_element_letter(type_to_char((Type)v->m->return_type)) : v->result;
}

static bool apply_return(Verifier *v)
{
    char letter = *opcode_info(v->op)->pops;
    VType found;
    if (!letter) {
        if (v->result != VT_TOP)
            return verify_fail_code(v, PROBLEM_RETURN_VALUE, 0);
        bool half_made = v->frame.this_uninit && (v->m->flags & METHOD_IS_INIT); /* any frame may say so */
        return !half_made || verify_fail_code(v, PROBLEM_RETURN_UNINIT, 0);
    }
    VType want = letter == 'A' ? wanted_reference(v) : vtype_of_letter(letter);
    if (!frame_pop_value(v, want, PROBLEM_POP_TYPE, &found))
        return false;
    if (v->result != VT_TOP && verify_is_assignable(v, found, v->result))
        return true;
    return verify_fail(v, v->result == VT_TOP ? PROBLEM_RETURN_VOID : PROBLEM_RETURN_TYPE,
                       &(Why){.kind = WHY_TYPE,
                              .found = frame_popped(v, found),
                              .expected = {ORIGIN_SIGNATURE, 0, declared_result(v)}});
}

/* ---- any instruction ---- */

static bool apply_letters(Verifier *v)
{
    const OpcodeInfo *info = opcode_info(v->op);
    return pop_letters(v, info->pops) && push_letter(v, info->pushes) &&
           (!(info->flags & OPF_BRANCH) || op_branch(v, branch_target(v)));
}

static bool is_load(u32 op)
{
    return op >= OP_iload && op <= OP_aload_3;
}

static bool is_store(u32 op)
{
    return op >= OP_istore && op <= OP_astore_3;
}

bool op_apply(Verifier *v)
{
    if (is_load(v->op))
        return apply_load(v);
    if (is_store(v->op))
        return apply_store(v);
    if (v->op >= OP_pop && v->op <= OP_swap)
        return apply_shuffle(v);
    if (v->op >= OP_ireturn && v->op <= OP_return)
        return apply_return(v);
    switch (v->op) {
    case OP_ldc:
    case OP_ldc_w:
    case OP_ldc2_w: return apply_ldc(v);
    case OP_iinc: return apply_iinc(v);
    case OP_aaload: return apply_aaload(v);
    case OP_aastore: return apply_aastore(v);
    case OP_arraylength: return apply_arraylength(v);
    case OP_tableswitch:
    case OP_lookupswitch: return apply_switch(v);
    case OP_jsr:
    case OP_jsr_w: return infer_call_subroutine(v, branch_target(v));
    case OP_ret: return infer_return_from_subroutine(v, operand_local(v));
    case OP_getstatic:
    case OP_putstatic:
    case OP_getfield:
    case OP_putfield: return op_apply_field(v);
    case OP_invokevirtual:
    case OP_invokespecial:
    case OP_invokestatic:
    case OP_invokeinterface:
    case OP_invokedynamic: return op_apply_invoke(v);
    /* No way to an instruction can have passed it before with an object of it still uninitialized. */
    case OP_new: return frame_push(v, vtype_uninit(v->bci));
    case OP_newarray: return apply_newarray(v);
    case OP_anewarray: return apply_anewarray(v);
    case OP_multianewarray: return apply_multianewarray(v);
    case OP_checkcast: return apply_checkcast(v);
    case OP_instanceof: return frame_pop(v, object_type(), NULL) && frame_push(v, VT_INT);
    case OP_athrow: return apply_athrow(v);
    default: return apply_letters(v);
    }
}
