/* handle.c - see handle.h. */
#include "jit/handle.h"

#include "jit/constant.h"
#include "jit/emit.h"
#include "jit/inline.h"
#include "jit/wrapper.h"
#include "vm/library/member_name.h"

/* ---- the method behind a handle ---- */

/* Where invokeBasic goes on; NULL: it throws. */
static Method *basic_target(const Object *handle)
{
    const Object *form = ref_load(handle, WK_FIELD(MethodHandle_form));
    const Object *entry = form ? ref_load(form, WK_FIELD(LambdaForm_vmentry)) : NULL;
    return entry ? member_name_target(entry) : NULL;
}

/* The target takes the last `slots` arguments of the site, and returns what the site expects. */
static bool fits(const Method *target, const CacheEntry *entry, u32 slots)
{
    return target && target->arg_slots == slots &&
           effect_letter((Type)target->return_type) == effect_letter((Type)entry->type);
}

static void call_target(Compilation *c, Method *target, const CacheEntry *entry)
{
    if (inline_may(c, target)) {
        inline_call(c, target);
        return;
    }
    constant_keep_class(c, target->holder);
    emit_call(c, target, target->arg_slots, (Type)entry->type);
}

/* ---- adapters: invokedynamic, MethodHandle.invokeExact and its like ---- */

/* The appendix is one more argument, behind those of the site. */
static bool adapter(Compilation *c, const CacheEntry *entry)
{
    Method *m = entry->method;
    bool has_appendix = entry->ref != NULL;
    if (!inline_may(c, m) || !fits(m, entry, entry->arg_slots + has_appendix))
        return false;
    if (cache_state(entry) == CACHE_HANDLE)
        emit_check_null(c, m->param_count - 1u - has_appendix);
    if (has_appendix)
        operand_push_appendix(c, entry->ref);
    inline_call(c, m);
    return true;
}

/* ---- invokeBasic ---- */

/* MethodHandle.form.vmentry.method.vmtarget into rax; what is null goes through the stub, which throws. */
static void load_basic_target(Compilation *c, const Method *intrinsic)
{
    const u32 path[] = {WK_FIELD(MethodHandle_form), WK_FIELD(LambdaForm_vmentry),
                        WK_FIELD(MemberName_method), WK_FIELD(ResolvedMethodName_vmtarget)};
    Label missing = label_new(), found = label_new();
    x64_load(&c->x, 8, RAX, home_of(c, c->frame->depth - intrinsic->arg_slots));
    for (size_t i = 0; i < COUNT_OF(path); i++) {
        x64_test_rr(&c->x, 8, RAX, RAX);
        x64_jcc(&c->x, COND_E, &missing);
        x64_load(&c->x, 8, RAX, mem(RAX, (i32)path[i]));
    }
    x64_jmp(&c->x, &found);
    x64_bind(&c->x, &missing);
    x64_mov_ri(&c->x, RAX, low_address(intrinsic));
    x64_bind(&c->x, &found);
}

/* A handle that counts its calls, so that its form may be replaced, does nothing else but call its target:
 * the target takes its place. */
static const Object *behind_counter(Compilation *c, const Object *handle, u32 under)
{
    const Class *counter = handle ? object_class(handle) : NULL;
    if (!counter || counter->name != SYM(java_lang_invoke_CountingWrapper))
        return handle;
    const Field *target = class_find_field(counter, SYM(target), SYM(MethodHandle_sig));
    Object *behind = target ? ref_load(handle, target->offset) : NULL;
    if (!behind)
        return handle;
    operand_set_object(c, under, behind);
    return behind_counter(c, behind, under);
}

static bool basic(Compilation *c, const CacheEntry *entry)
{
    const Method *intrinsic = entry->method;
    u32 under = intrinsic->param_count;
    const Object *handle = behind_counter(c, operand_object(c, under), under);
    Method *target = handle ? basic_target(handle) : NULL;
    if (fits(target, entry, intrinsic->arg_slots)) {
        call_target(c, target, entry);
        return true;
    }
    operand_flush(c);
    load_basic_target(c, intrinsic);
    emit_call(c, NULL, intrinsic->arg_slots, (Type)entry->type);
    return true;
}

/* ---- linkToStatic, linkToSpecial, linkToVirtual, linkToInterface: the last argument is a MemberName ---- */

/* The method that a call by this member name runs, as far as that does not depend on the receiver. */
static Method *linked_target(Compilation *c, const Method *intrinsic, const Object *member)
{
    Method *target = member_name_target(member);
    i64 index = *FIELD_AT(member, WK_FIELD(MemberName_vmindex), i64);
    if (!target || intrinsic->entry == ENTRY_LINK_STATIC || intrinsic->entry == ENTRY_LINK_SPECIAL ||
        index < 0)
        return target;
    const Object *receiver = operand_object(c, intrinsic->param_count - 1u);
    return receiver && intrinsic->entry == ENTRY_LINK_VIRTUAL ? object_class(receiver)->vtable[index] : NULL;
}

/* The call goes through the stub, which finds the target in C. */
static void emit_link_slowly(Compilation *c, Cold *cold)
{
    const CacheEntry *entry = cold->pointer;
    cold_save(c, cold);
    emit_call(c, entry->method, entry->arg_slots, (Type)entry->type);
    x64_int3(&c->x);
}

/* A receiver that is null makes the stub throw; it does not come back. */
static void check_receiver(Compilation *c, const CacheEntry *entry)
{
    u32 above = entry->method->param_count - 1u;
    if (operand_object(c, above))
        return;
    Reg receiver = operand_hold(c, above);
    Cold *cold = cold_new_call(c, emit_link_slowly);
    cold->pointer = entry;
    x64_test_rr(&c->x, 8, receiver, receiver);
    x64_jcc(&c->x, COND_E, &cold->label);
}

/* By the receiver's table of methods. */
static void call_by_vtable(Compilation *c, const CacheEntry *entry, const Object *member)
{
    i64 index = *FIELD_AT(member, WK_FIELD(MemberName_vmindex), i64);
    u32 slots = entry->arg_slots - 1u;
    check_receiver(c, entry);
    operand_drop(c);
    operand_flush(c);
    x64_load(&c->x, 8, RAX, home_of(c, c->frame->depth - slots));
    x64_load(&c->x, 4, RAX, mem(RAX, (i32)offsetof(Object, class_ref)));
    x64_load(&c->x, 8, RAX, mem(RAX, (i32)(offsetof(Class, vtable) + (size_t)index * sizeof(Method *))));
    emit_call(c, NULL, slots, (Type)entry->type);
}

/* The target of the member name in rcx into rax: what rt_handle_target finds. What is null goes to `slow`. */
static void load_linked_target(Compilation *c, const Method *intrinsic, Label *slow)
{
    X64 *x = &c->x;
    Label bound = label_new();
    const u32 path[] = {WK_FIELD(MemberName_method), WK_FIELD(ResolvedMethodName_vmtarget)};
    x64_mov_rr(x, 8, RAX, RCX);
    for (size_t i = 0; i < COUNT_OF(path); i++) {
        x64_test_rr(x, 8, RAX, RAX);
        x64_jcc(x, COND_E, slow);
        x64_load(x, 8, RAX, mem(RAX, (i32)path[i]));
    }
    x64_test_rr(x, 8, RAX, RAX);
    x64_jcc(x, COND_E, slow);
    if (intrinsic->entry == ENTRY_LINK_STATIC)
        return;
    x64_load(x, 8, RDX, home_of(c, c->frame->depth - intrinsic->arg_slots));
    x64_test_rr(x, 8, RDX, RDX);
    x64_jcc(x, COND_E, slow);
    if (intrinsic->entry == ENTRY_LINK_SPECIAL)
        return;
    x64_load(x, 8, RCX, mem(RCX, (i32)WK_FIELD(MemberName_vmindex)));
    x64_test_rr(x, 8, RCX, RCX);
    x64_jcc(x, COND_L, &bound);
    x64_load(x, 4, RDX, mem(RDX, (i32)offsetof(Object, class_ref)));
    x64_load(x, 8, RAX, mem_indexed(RDX, RCX, sizeof(Method *), (i32)offsetof(Class, vtable)));
    x64_bind(x, &bound);
}

/* The member name is not known. */
static bool link_by_name(Compilation *c, const CacheEntry *entry)
{
    const Method *intrinsic = entry->method;
    if (intrinsic->entry == ENTRY_LINK_INTERFACE)
        return false;
    operand_flush(c);
    Cold *cold = cold_new_call(c, emit_link_slowly);
    cold->pointer = entry;
    x64_load(&c->x, 8, RCX, home_of(c, c->frame->depth - 1));
    load_linked_target(c, intrinsic, &cold->label);
    operand_drop(c);
    emit_call(c, NULL, entry->arg_slots - 1u, (Type)entry->type);
    return true;
}

static bool linker(Compilation *c, const CacheEntry *entry)
{
    const Method *intrinsic = entry->method;
    const Object *member = operand_object(c, 0);
    if (!member)
        return link_by_name(c, entry);
    Method *target = linked_target(c, intrinsic, member);
    if (fits(target, entry, intrinsic->arg_slots - 1u)) {
        if (intrinsic->entry != ENTRY_LINK_STATIC)
            check_receiver(c, entry);
        operand_drop(c);
        call_target(c, target, entry);
        return true;
    }
    if (intrinsic->entry != ENTRY_LINK_VIRTUAL || !member_name_target(member))
        return false;
    call_by_vtable(c, entry, member);
    return true;
}

/* ---- linkToNative ---- */

/* How values are passed is known: the function is called at once. */
static bool foreign(Compilation *c, const CacheEntry *entry)
{
    ForeignMoves moves;
    if (entry->method->name != SYM(linkToNative) || entry->method->holder != WK(MethodHandle))
        return false;
    const Object *entry_point = operand_object(c, 0);
    if (!entry_point || !foreign_describe(entry_point, &moves))
        return false;
    u32 code = wrapper_of_foreign(entry->method, &moves);
    if (!code)
        return false;
    emit_call_code(c, entry->method, code);
    return true;
}

/* ---- sites ---- */

bool handle_site(Compilation *c, CacheEntry *entry)
{
    CacheState state = cache_state(entry);
    if (state == CACHE_SITE || state == CACHE_HANDLE)
        return adapter(c, entry);
    if (state != CACHE_STATIC && state != CACHE_BOUND)
        return false;
    switch ((Entry)entry->method->entry) {
    case ENTRY_INVOKE_BASIC: return basic(c, entry);
    case ENTRY_LINK_STATIC:
    case ENTRY_LINK_SPECIAL:
    case ENTRY_LINK_VIRTUAL:
    case ENTRY_LINK_INTERFACE: return linker(c, entry);
    case ENTRY_INTRINSIC: return foreign(c, entry);
    default: return false;
    }
}
