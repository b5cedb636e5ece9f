/* verify_invoke.c - see verify_parts.h: fields, calls, constructors, protected access
 * (JVMS 4.10.1.8, 4.10.1.9). */
#include "classloader/load/access.h"
#include "classloader/verify/verify_parts.h"

/* ---- protected members of superclasses in other packages (4.10.1.8) ---- */

typedef struct Member {
    u32 index; /* pool */
    VType class_type;
    const Symbol *class_name, *name, *desc;
} Member;

static void read_member(const Verifier *v, Member *ret)
{
    const ConstPool *pool = &v->c->pool;
    ret->index = operand_pool_index(v);
    ret->class_name = pool_class_name(pool, pool->entries[ret->index].a);
    ret->name = pool_member_name(pool, ret->index);
    ret->desc = pool_member_desc(pool, ret->index);
}

static bool names_superclass(const Verifier *v, const Symbol *name)
{
    const Class *c = v->c->super;
    while (c && c->name != name)
        c = c->super;
    return c != NULL;
}

static bool is_restricted(const Verifier *v, const Class *declaring, u16 access)
{
    return (access & ACC_PROTECTED) && !access_same_package(v->c, declaring);
}

/* *ret_restricted: must the object be of this class or a subclass? False: a class could not be loaded. */
static bool find_restriction(Verifier *v, const Member *member, bool is_method, bool *ret_restricted)
{
    *ret_restricted = false;
    if (!names_superclass(v, member->class_name))
        return true;
    Class *c = verify_load(v, (Symbol *)member->class_name);
    if (!c)
        return false;
    if (!class_is_subtype(v->c, c)) /* another class of the superclass's name */
        return true;
    if (is_method) {
        const Method *m = class_find_method(c, member->name, member->desc);
        *ret_restricted = m && is_restricted(v, m->holder, m->access);
    } else {
        const Field *f = class_find_field(c, member->name, member->desc);
        *ret_restricted = f && is_restricted(v, f->holder, f->access);
    }
    return true;
}

static bool is_array_clone(const Member *member, VType object)
{
    return vtype_is_array(object) && member->name == SYM(clone) &&
           member->class_name == SYM(java_lang_Object);
}

static bool check_protected(Verifier *v, const Member *member, bool is_method, VType object)
{
    bool restricted;
    if (object == v->this_type)
        return true;
    if (!find_restriction(v, member, is_method, &restricted))
        return verify_fail_code(v, PROBLEM_PROTECTED, 0);
    if (!restricted || is_array_clone(member, object) || verify_is_assignable_to_this(v, object))
        return true;
    return verify_fail(v, PROBLEM_PROTECTED,
                       &(Why){.kind = WHY_TYPE,
                              .found = frame_popped(v, object),
                              .expected = {ORIGIN_IMPLIED, 0, v->this_type}});
}

/* ---- fields ---- */

/* A constructor may set its own class's fields before it calls another (4.10.1.9.putfield). */
static bool is_early_put(const Verifier *v, const Member *member, VType object)
{
    return object == VTYPE(V_UNINIT_THIS) && member->class_type == v->this_type &&
           class_declared_field(v->c, member->name, member->desc);
}

static bool pop_put_object(Verifier *v, const Member *member, VType *ret)
{
    u32 depth = v->frame.depth;
    if (depth && is_early_put(v, member, v->frame.stack[depth - 1])) {
        *ret = v->this_type;
        return frame_pop(v, VT_TOP, NULL);
    }
    if (v->infer)
        return frame_pop_value(v, member->class_type, PROBLEM_FIELD_OBJECT, ret);
    if (!frame_pop(v, VT_TOP, ret))
        return false;
    return verify_is_assignable(v, *ret, member->class_type) ||
           verify_fail(v, PROBLEM_PUT_OBJECT,
                       &(Why){.kind = WHY_TYPE,
                              .found = frame_popped(v, *ret),
                              .expected = {ORIGIN_POOL, member->index, member->class_type}});
}

bool op_apply_field(Verifier *v)
{
    Member member;
    VType type, object;
    bool is_put = v->op == OP_putstatic || v->op == OP_putfield;
    read_member(v, &member);
    if (!verify_field_type(v, member.index, &type) ||
        !verify_class_constant(v, v->c->pool.entries[member.index].a, &member.class_type))
        return false;
    if (is_put && !frame_pop_value(v, type, PROBLEM_FIELD_VALUE, NULL))
        return false;
    if (v->op == OP_putfield && !pop_put_object(v, &member, &object))
        return false;
    if (v->op == OP_getfield && !frame_pop_value(v, member.class_type, PROBLEM_FIELD_OBJECT, &object))
        return false;
    if (!frame_check_late(v))
        return false;
    if ((v->op == OP_getfield || v->op == OP_putfield) && !check_protected(v, &member, false, object))
        return false;
    return is_put || frame_push_value(v, type);
}

/* ---- constructors (4.10.1.9.invokespecial) ---- */

static bool init_this(Verifier *v, const Member *member, VType object)
{
    if (member->class_name != v->c->name && member->class_name != v->c->super->name)
        return verify_fail(v, PROBLEM_INIT_THIS_CLASS,
                           &(Why){.kind = WHY_TYPE,
                                  .found = {ORIGIN_IMPLIED, 0, member->class_type},
                                  .expected = {ORIGIN_IMPLIED, 0, v->this_type}});
    if (!v->infer && !check_handlers(v))
        return false;
    frame_replace(v, object, v->this_type);
    v->frame.this_uninit = false;
    v->init_this_call = true;
    return true;
}

static bool init_new(Verifier *v, const Member *member, VType object)
{
    u32 class_index = bytecode_pool_index(v->code + vtype_bci(object));
    VType type;
    bool restricted;
    if (!verify_class_constant(v, class_index, &type))
        return false;
    Why why = {.kind = WHY_TYPE,
               .found = {ORIGIN_POOL, class_index, type},
               .expected = {ORIGIN_POOL, member->index, member->class_type}};
    if (type != member->class_type)
        return verify_fail(v, PROBLEM_INIT_NEW_CLASS, &why);
    why.expected = (Origin){ORIGIN_IMPLIED, 0, v->this_type};
    if (!find_restriction(v, member, true, &restricted) ||
        (restricted && !verify_is_assignable_to_this(v, type)))
        return verify_fail(v, PROBLEM_PROTECTED_INIT, &why);
    if (!v->infer && !check_handlers(v))
        return false;
    frame_replace(v, object, type);
    return true;
}

static bool apply_init(Verifier *v, const Member *member)
{
    VType object;
    if (!frame_pop(v, v->infer ? VT_TOP : VT_REFERENCE, &object))
        return false;
    if (object == VTYPE(V_UNINIT_THIS))
        return init_this(v, member, object);
    if (vtype_tag(object) == V_UNINIT)
        return init_new(v, member, object);
    return verify_fail(v, PROBLEM_INIT_OBJECT, &(Why){.kind = WHY_TYPE, .found = frame_popped(v, object)});
}

/* ---- calls ---- */

static bool names_direct_interface(const Verifier *v, const Symbol *name)
{
    for (u32 i = 0; i < v->c->interface_count; i++)
        if (v->c->interfaces[i]->name == name)
            return true;
    return false;
}

/* invokespecial names this class, a superclass or a direct superinterface. */
bool op_check_special(Verifier *v, u32 index)
{
    bool is_interface = (pool_tag(&v->c->pool, index) & CP_TAG_MASK) == CP_INTERFACE_METHODREF;
    u32 class_index = v->c->pool.entries[index].a;
    const Symbol *name = pool_class_name(&v->c->pool, class_index);
    VType type;
    if (pool_member_name(&v->c->pool, index) == SYM(init) || name == v->c->name ||
        (v->c->super && name == v->c->super->name) || names_direct_interface(v, name))
        return true;
    if (v->infer)
        return names_superclass(v, name) || verify_fail_code(v, PROBLEM_SPECIAL_CLASS, 0);
    if (!verify_class_constant(v, class_index, &type))
        return false;
    if (!verify_is_assignable(v, v->this_type, type))
        return verify_fail_code(v, PROBLEM_SPECIAL_CLASS, 0);
    return !is_interface || verify_fail_code(v, PROBLEM_SPECIAL_INTERFACE, 0);
}

static bool pop_arguments(Verifier *v, const Signature *signature)
{
    for (u32 i = signature->cells; i > 0; i--) {
        if (vtype_is_second(signature->params[i - 1]))
            i--;
        if (!frame_pop_value(v, signature->params[i - 1], PROBLEM_CALL_ARGUMENT, NULL))
            return false;
    }
    return true;
}

/* The receiver must be of this class. Inference first checks that it is of the class which the reference
 * names. */
static bool pop_special_receiver(Verifier *v, const Member *member)
{
    VType object;
    if (!frame_pop_value(v, v->this_type, PROBLEM_SPECIAL_OBJECT, &object))
        return false;
    return !v->infer || (frame_push_value(v, object) &&
                         frame_pop_value(v, member->class_type, PROBLEM_CALL_OBJECT, NULL));
}

static bool pop_receiver(Verifier *v, const Member *member)
{
    VType object;
    if (v->op == OP_invokespecial)
        return member->name == SYM(init) ? apply_init(v, member) : pop_special_receiver(v, member);
    if (!frame_pop_value(v, member->class_type, PROBLEM_CALL_OBJECT, &object))
        return false;
    return v->op == OP_invokeinterface || check_protected(v, member, true, object);
}

bool op_apply_invoke(Verifier *v)
{
    Member member = {.index = operand_pool_index(v)};
    const Signature *signature = verify_signature(v, member.index);
    if (!signature)
        return false;
    if (v->op != OP_invokedynamic) {
        read_member(v, &member);
        if (!verify_class_constant(v, v->c->pool.entries[member.index].a, &member.class_type))
            return false;
    }
    if (v->op == OP_invokespecial && !v->infer && !op_check_special(v, member.index))
        return false;
    if (!pop_arguments(v, signature))
        return false;
    if (v->op != OP_invokestatic && v->op != OP_invokedynamic && !pop_receiver(v, &member))
        return false;
    if (!frame_check_late(v))
        return false;
    return signature->result == VT_TOP || frame_push_value(v, signature->result);
}
