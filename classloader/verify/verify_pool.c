/* verify_pool.c - see verify_parts.h: types that the constant pool names.
 * Each is decoded once per class, since descriptors are needed again at every call. */
#include "classloader/verify/verify_parts.h"
#include "vm/model/throw.h"

static bool no_memory(Verifier *v)
{
    throw_out_of_memory(v->t, "Metaspace");
    return false;
}

bool verify_class_constant(Verifier *v, u32 index, VType *ret_type)
{
    u64 *known = &v->known[index];
    if (!*known && !vtype_of_class_name(pool_class_name(&v->c->pool, index), known))
        return no_memory(v);
    *ret_type = *known;
    return true;
}

/* The pool index of a member's descriptor. */
static u32 desc_index(const ConstPool *pool, u32 member_index)
{
    return pool->entries[pool->entries[member_index].b].b;
}

bool verify_field_type(Verifier *v, u32 member_index, VType *ret_type)
{
    u32 index = desc_index(&v->c->pool, member_index);
    u64 *known = &v->known[index];
    const Symbol *desc = pool_symbol(&v->c->pool, index);
    if (!*known && !vtype_of_desc(desc->text, desc->length, known))
        return no_memory(v);
    *ret_type = *known;
    return true;
}

static bool add_param(Signature *signature, const SigIter *it)
{
    VType type;
    if (!vtype_of_desc(it->text, it->length, &type))
        return false;
    signature->params[signature->cells++] = type;
    if (vtype_is_wide(type))
        signature->params[signature->cells++] = vtype_second(type);
    return true;
}

const Signature *verify_own_signature(Verifier *v, const Symbol *desc)
{
    u32 count;
    Type result;
    u32 cells = sig_arg_slots(desc, &count, &result);
    Signature *signature = arena_alloc(&v->class_arena, sizeof *signature + cells * sizeof(VType));
    for (SigIter it = sig_begin(desc); sig_next(&it);)
        if (!add_param(signature, &it)) {
            no_memory(v);
            return NULL;
        }
    SigIter it = sig_return(desc);
    if (vtype_of_desc(it.text, it.length, &signature->result))
        return signature;
    no_memory(v);
    return NULL;
}

const Signature *verify_signature(Verifier *v, u32 member_index)
{
    u32 index = desc_index(&v->c->pool, member_index);
    if (!v->known[index])
        v->known[index] = (u64)(uintptr_t)verify_own_signature(v, pool_symbol(&v->c->pool, index));
    return (const Signature *)(uintptr_t)v->known[index];
}
