/* verify_op.c - see verify_parts.h: what an instruction needs and gives (JVMS 4.10.1.9).
 * Most rules are the letters of opcodes.def; the others are here, once for both verifiers. Where 4.10.2 asks
 * for something else than 4.10.1, a comment says so. */
#include "classloader/verify/verify_parts.h"

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

/* Pops an array with elements of the letter, or null. baload and bastore also take boolean[]. */
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

/* Whether the value fits the array is checked when the store runs (ArrayStoreException). */
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

/* Pops the values of the letters, from the last to the first. */
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
    VType type, want = vtype_of_letter(bytecode_local_letter(v->op));
    u32 local = operand_local(v);
    touch_local(v, local, vtype_is_wide(want));
    return frame_load(v, local, want, &type) && frame_push(v, type);
}

static bool pop_for_store(Verifier *v, char letter, VType *ret)
{
    const TypeFrame *f = &v->frame;
    if (letter != 'A')
        return frame_pop(v, vtype_of_letter(letter), ret);
    if (f->depth && vtype_tag(f->stack[f->depth - 1]) == V_RETURN)
        return frame_pop(v, VTYPE(V_CATEGORY_1), ret);
    return frame_pop(v, VT_REFERENCE, ret);
}

static bool apply_store(Verifier *v)
{
    VType type;
    if (!pop_for_store(v, bytecode_local_letter(v->op), &type) || !operand_check_local(v))
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

/* Takes `cells` cells without splitting a value: one value of one or two cells, or two of one cell. */
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

/* Groups are taken from the top and put back from the bottom up. */
static bool apply_shuffle(Verifier *v)
{
    const Shuffle *row = effect_shuffle(v->op);
    VType first[2], second[2];
    if (!take_group(v, row->first, first) || !take_group(v, row->second, second))
        return false;
    for (const char *at = row->left; *at; at++) {
        bool is_first = *at == 'A';
        if (!push_cells(v, is_first ? first : second, is_first ? row->first : row->second))
            return false;
    }
    return true;
}

/* ---- constants and classes ---- */

static bool apply_ldc(Verifier *v)
{
    u32 index = operand_pool_index(v);
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
    return verify_class_constant(v, operand_pool_index(v), ret_type);
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

/* For an array, the inference verifier has another text than for an object of a wrong class. */
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

static bool branch_to_targets(Verifier *v)
{
    i64 target;
    for (Targets targets = bytecode_targets(v->code, v->bci); bytecode_next_target(&targets, &target);)
        if (!op_branch(v, target))
            return false;
    return true;
}

/* The method's result as messages name it, for example boolean although a cell has an int. */
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
        bool half_made = v->frame.this_uninit && (v->m->flags & METHOD_IS_INIT); /* any frame may */
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
    return pop_letters(v, info->pops) && push_letter(v, info->pushes) && branch_to_targets(v);
}

bool op_apply(Verifier *v)
{
    if (bytecode_is_load(v->op))
        return apply_load(v);
    if (bytecode_is_store(v->op))
        return apply_store(v);
    if (effect_is_shuffle(v->op))
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
    case OP_jsr:
    case OP_jsr_w: return infer_call_subroutine(v, bytecode_branch_target(v->code, v->bci));
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
    /* No path leads back to a `new` while an object of it is still uninitialized, so the bci names one
     * object. */
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
