/* emit_object.c - templates: fields, allocation, type checks, monitors
 * An instruction that calls C leaves its operands on the stack until then, so that the collector finds
 * them. */
#include "jit/emit.h"

#include "classloader/link/resolve.h"
#include "gc/heap.h"
#include "jit/fold.h"
#include "jit/fresh.h"
#include "jit/loop.h"
#include "vm/bytecode/form.h"
#include "vm/library/wellknown.h"

static Mem field_at(Reg object, u32 offset)
{
    return mem(object, (i32)offset);
}

/* ---- typed memory ---- */

/* object: what is accessed, if it may be null; else REG_NONE. */
static void check_access(Compilation *c, Reg object, Mem at)
{
    if (object != REG_NONE)
        cold_null_access(c, object, (u32)at.disp);
}

void emit_push_loaded(Compilation *c, Type type, Mem from, Reg object)
{
    char letter = effect_letter(type);
    if (is_float_letter(letter)) {
        Xmm xmm = operand_new_xmm(c);
        check_access(c, object, from);
        x64_fload(&c->x, emit_size(type), xmm, from);
        operand_push_xmm(c, letter, xmm);
        return;
    }
    Reg reg = operand_new_register(c);
    check_access(c, object, from);
    switch (type) {
    case T_BOOLEAN:
    case T_BYTE: x64_load_signed(&c->x, 1, reg, from); break;
    case T_CHAR: x64_load_zero(&c->x, 2, reg, from); break;
    case T_SHORT: x64_load_signed(&c->x, 2, reg, from); break;
    default: x64_load(&c->x, emit_size(type), reg, from); break;
    }
    operand_push_register(c, letter, reg);
}

/* The top value is stored and goes. */
static void store_popped(Compilation *c, Type type, Mem to, Reg object)
{
    if (is_float_letter(effect_letter(type))) {
        Xmm xmm = operand_pop_xmm(c);
        check_access(c, object, to);
        x64_fstore(&c->x, emit_size(type), to, xmm);
        operand_release_xmm(c, xmm);
        return;
    }
    if (type == T_BOOLEAN) {
        Reg own = operand_pop_own(c);
        x64_alu_ri(&c->x, ALU_AND, 4, own, 1);
        check_access(c, object, to);
        x64_store(&c->x, 1, to, own);
        operand_release(c, own);
        return;
    }
    Reg reg = operand_pop(c);
    check_access(c, object, to);
    x64_store(&c->x, emit_size(type), to, reg);
    operand_release(c, reg);
}

/* ---- fields ---- */

static Type field_type(const Compilation *c)
{
    u32 index = bytecode_pool_index(c->frame->code + c->bci);
    return type_of_char(pool_member_desc(&c->frame->method->holder->pool, index)->text[0]);
}

/* The instruction's field, if it is known already. NULL: *ret_entry is linked when the code runs; if that is
 * NULL, too, the compilation has failed. */
static const Field *known_field(Compilation *c, bool is_put, CacheEntry **ret_entry)
{
    Field *f = resolve_known_field(c->frame->method->holder, bytecode_pool_index(c->frame->code + c->bci));
    *ret_entry = NULL;
    if (f && !(f->access & ACC_STATIC) && f->offset <= 0xFFFF &&
        (!is_put || (!form_is_volatile(f) && form_may_put(f, c->frame->method))))
        return f;
    *ret_entry = emit_entry(c, is_put ? USE_PUTFIELD : USE_GETFIELD);
    return *ret_entry && cache_state(*ret_entry) == CACHE_FIELD ? (*ret_entry)->field : NULL;
}

/* Behind the test of the entry's state: the entry says where the field is. */
static Reg load_offset(Compilation *c, const CacheEntry *entry)
{
    Reg offset = operand_new_register(c);
    x64_load(&c->x, 4, offset, mem_absolute((u32)(uintptr_t)&entry->offset));
    return offset;
}

void emit_getfield(Compilation *c, u32 op)
{
    (void)op;
    CacheEntry *entry;
    const Field *f = known_field(c, false, &entry);
    if ((!f && !entry) || (f && (fold_getfield(c, f) || loop_take_field(c, f))))
        return;
    if (!f)
        emit_test_state(c, entry, CACHE_FIELD);
    Reg object = operand_pop(c);
    if (f) {
        emit_push_loaded(c, (Type)f->type, field_at(object, f->offset), object);
    } else {
        Reg offset = load_offset(c, entry);
        cold_null_check(c, object);
        emit_push_loaded(c, field_type(c), mem_indexed(object, offset, 1, 0), REG_NONE);
        operand_release(c, offset);
    }
    operand_release(c, object);
}

/* Whether a field is volatile may be known only when it is linked. */
static void fence_if_volatile(Compilation *c, const CacheEntry *entry)
{
    Label plain = label_new();
    Reg field = operand_new_register(c);
    x64_load(&c->x, 8, field, mem_absolute((u32)(uintptr_t)&entry->field));
    x64_test_mi(&c->x, 2, mem(field, (i32)offsetof(Field, access)), ACC_VOLATILE);
    x64_jcc(&c->x, COND_E, &plain);
    x64_fence(&c->x);
    x64_bind(&c->x, &plain);
    operand_release(c, field);
}

void emit_putfield(Compilation *c, u32 op)
{
    (void)op;
    CacheEntry *entry;
    const Field *f = known_field(c, true, &entry);
    if (!f && !entry)
        return;
    Type type = f ? (Type)f->type : field_type(c);
    if (!f)
        emit_test_state(c, entry, CACHE_FIELD);
    Reg object = operand_hold(c, 1), offset = f ? REG_NONE : load_offset(c, entry);
    bool is_fresh = f && fresh_is_next(c, object) && !is_float_letter(effect_letter(type));
    if (f) {
        store_popped(c, type, field_at(object, f->offset), object);
        if (is_fresh)
            fresh_stored(c);
    } else {
        cold_null_check(c, object);
        store_popped(c, type, mem_indexed(object, offset, 1, 0), REG_NONE);
        operand_release(c, offset);
    }
    operand_drop(c);
    if (!f)
        fence_if_volatile(c, entry);
    else if (form_is_volatile(f))
        x64_fence(&c->x);
}

/* The mirror's address is a constant: objects do not move, and the class's loader keeps it. The caller
 * releases the base. */
static Mem static_at(Compilation *c, const CacheEntry *entry)
{
    if (cache_state(entry) == CACHE_STATIC_FIELD)
        return mem(operand_address(c, (i64)(uintptr_t)entry->ref), (i32)entry->offset);
    Reg base = operand_new_register(c), offset = load_offset(c, entry);
    x64_load(&c->x, 8, base, mem_absolute((u32)(uintptr_t)&entry->ref));
    x64_alu_rr(&c->x, ALU_ADD, 8, base, offset);
    operand_release(c, offset);
    return mem(base, 0);
}

static CacheEntry *static_entry(Compilation *c, CacheUse use)
{
    CacheEntry *entry = emit_entry(c, use);
    if (entry && cache_state(entry) != CACHE_STATIC_FIELD)
        emit_test_state(c, entry, CACHE_STATIC_FIELD);
    return entry;
}

void emit_getstatic(Compilation *c, u32 op)
{
    (void)op;
    CacheEntry *entry = static_entry(c, USE_GETSTATIC);
    if (!entry || fold_getstatic(c, entry))
        return;
    Mem at = static_at(c, entry);
    emit_push_loaded(c, field_type(c), at, REG_NONE);
    operand_release(c, at.base);
}

void emit_putstatic(Compilation *c, u32 op)
{
    (void)op;
    CacheEntry *entry = static_entry(c, USE_PUTSTATIC);
    if (!entry)
        return;
    bool is_linked = cache_state(entry) == CACHE_STATIC_FIELD;
    Mem at = static_at(c, entry);
    store_popped(c, field_type(c), at, REG_NONE);
    operand_release(c, at.base);
    if (!is_linked)
        fence_if_volatile(c, entry);
    else if (form_is_volatile(entry->field))
        x64_fence(&c->x);
}

/* ---- allocation ---- */

/* regs: the result. */
static void emit_new_slowly(Compilation *c, Cold *cold)
{
    cold_save(c, cold);
    x64_mov_ri(&c->x, RSI, low_address(cold->pointer));
    compile_call_gate(c, GATE_new_object);
    x64_mov_rr(&c->x, 8, cold->regs[0], RAX);
    cold_restore(c, cold);
    x64_jmp(&c->x, &cold->back);
}

/* Where the thread's run of a kind has its position, for size class 0; its end lies RUN_ENDS behind it. */
static i32 run_offset(u32 kind)
{
    return (i32)offsetof(Thread, runs.next) + (i32)(kind * THREAD_SIZE_CLASSES * sizeof(char *));
}

enum { RUN_ENDS = offsetof(AllocationRuns, end) - offsetof(AllocationRuns, next) };

/* heap_pop_inline, once `object` is the run's position and `next` the one behind the object. */
static void pop_cell(Compilation *c, Reg object, Reg next, Mem run, const Class *class, Label *empty)
{
    Mem end = run;
    end.disp += RUN_ENDS;
    x64_alu_rm(&c->x, ALU_CMP, 8, next, end);
    x64_jcc(&c->x, COND_A, empty);
    x64_store(&c->x, 8, run, next);
    x64_store_imm(&c->x, 8, mem(object, 0), low_address(class));
}

static void new_inline(Compilation *c, const CacheEntry *entry)
{
    fresh_begin(c);
    Reg object = operand_new_register(c), next = operand_new_register(c);
    Cold *cold = cold_new_call(c, emit_new_slowly);
    cold->pointer = entry->class;
    cold->regs[0] = object;
    u32 granules = heap_granules(entry->offset);
    Mem run = mem(R15, run_offset(entry->memory) + (i32)(granules * sizeof(char *)));
    x64_load(&c->x, 8, object, run);
    x64_lea(&c->x, 8, next, mem(object, (i32)(granules * OBJECT_ALIGN)));
    pop_cell(c, object, next, run, entry->class, &cold->label);
    x64_bind(&c->x, &cold->back);
    operand_release(c, next);
    c->not_null |= 1u << object;
    operand_push_register(c, 'A', object);
    operand_note_class(c, entry->class);
    fresh_end(c, object);
}

void emit_new(Compilation *c, u32 op)
{
    (void)op;
    CacheEntry *entry = emit_entry(c, USE_NEW);
    if (!entry)
        return;
    if (cache_state(entry) == CACHE_NEW) {
        new_inline(c, entry);
        return;
    }
    operand_flush(c);
    emit_link_gate(c, entry, GATE_new);
    operand_push_result(c, 'A');
}

/* regs: result, length. */
static void emit_new_array_slowly(Compilation *c, Cold *cold)
{
    cold_save(c, cold);
    x64_mov_rr(&c->x, 4, RDX, cold->regs[1]);
    x64_mov_ri(&c->x, RSI, low_address(cold->pointer));
    compile_call_gate(c, GATE_new_array);
    x64_mov_rr(&c->x, 8, cold->regs[0], RAX);
    cold_restore(c, cold);
    x64_jmp(&c->x, &cold->back);
}

/* An array that fits the thread's runs; its size is 16 + length * element, in granules of 16. */
static void new_array_inline(Compilation *c, const Class *array_class, u32 kind)
{
    u32 shift = type_shift((Type)array_class->element_type);
    Reg length = operand_hold(c, 0);
    Reg array = operand_new_register(c), size = operand_new_register(c), next = operand_new_register(c);
    Cold *cold = cold_new_call(c, emit_new_array_slowly);
    cold->pointer = array_class;
    cold->regs[0] = array;
    cold->regs[1] = length;
    x64_alu_ri(&c->x, ALU_CMP, 4, length, (THREAD_INLINE_BYTES - ARRAY_DATA_OFFSET) >> shift);
    x64_jcc(&c->x, COND_A, &cold->label);
    x64_lea(&c->x, 4, size,
            (Mem){REG_NONE, (u8)length, (u8)(1u << shift), ARRAY_DATA_OFFSET + OBJECT_ALIGN - 1});
    x64_alu_ri(&c->x, ALU_AND, 4, size, -OBJECT_ALIGN);
    x64_mov_rr(&c->x, 4, next, size);
    x64_shift_imm(&c->x, SHIFT_SHR, 4, size, 1); /* 8 bytes for each granule, in the table of runs */
    Mem run = mem_indexed(R15, size, 1, run_offset(kind));
    x64_load(&c->x, 8, array, run);
    x64_alu_rr(&c->x, ALU_ADD, 8, next, array);
    pop_cell(c, array, next, run, array_class, &cold->label);
    x64_store(&c->x, 4, mem(array, ARRAY_LENGTH_OFFSET), length);
    x64_bind(&c->x, &cold->back);
    operand_release(c, size);
    operand_release(c, next);
    operand_drop(c);
    c->not_null |= 1u << array;
    operand_push_register(c, 'A', array);
    operand_note_class(c, array_class);
}

void emit_newarray(Compilation *c, u32 op)
{
    (void)op;
    new_array_inline(c, wk_primitive_array[c->frame->code[c->bci + 1]], HEAP_POINTER_FREE);
}

void emit_anewarray(Compilation *c, u32 op)
{
    (void)op;
    CacheEntry *entry = emit_entry(c, USE_ARRAY_CLASS);
    if (!entry)
        return;
    if (cache_state(entry) == CACHE_CLASS) {
        new_array_inline(c, entry->class, HEAP_TRACED);
        return;
    }
    operand_flush(c);
    x64_load(&c->x, 4, RCX, home_of(c, c->frame->depth - 1));
    emit_link_gate(c, entry, GATE_new_ref_array);
    operand_drop(c);
    operand_push_result(c, 'A');
}

void emit_multianewarray(Compilation *c, u32 op)
{
    (void)op;
    CacheEntry *entry = NULL;
    u32 pool_index = bytecode_pool_index(c->frame->code + c->bci);
    for (u32 i = 0; i < c->frame->method->cache_count; i++) {
        CacheEntry *e = &c->frame->method->cache[i];
        if (e->use == USE_MULTI_ARRAY && e->pool_index == pool_index &&
            e->dimensions == c->frame->code[c->bci + 3])
            entry = e;
    }
    if (!entry) {
        compile_fail(c, "no cache entry");
        return;
    }
    operand_flush(c);
    x64_lea(&c->x, 8, RCX, home_of(c, c->frame->depth - 1));
    emit_link_gate(c, entry, GATE_new_multi_array);
    for (u32 i = 0; i < entry->dimensions; i++)
        operand_drop(c);
    operand_push_result(c, 'A');
}

/* ---- type checks ---- */

/* Jumps to `yes`, or sets ZF, when the object, which is not null, is found to be of the class wanted. No
 * object's class is an interface, and no secondary_hit an array. */
static void compare_class(Compilation *c, Reg object, Reg class, const Class *wanted, Label *yes)
{
    x64_load(&c->x, 4, class, mem(object, (i32)offsetof(Object, class_ref)));
    if (class_is_decided_by_display(wanted)) {
        x64_alu_mi(&c->x, ALU_CMP, 8,
                   mem(class, (i32)(offsetof(Class, display) + wanted->depth * sizeof(Class *))),
                   low_address(wanted));
        return;
    }
    bool is_interface = class_is_interface(wanted);
    if (!is_interface)
        x64_alu_ri(&c->x, ALU_CMP, 8, class, low_address(wanted));
    if (class_is_array(wanted))
        return;
    if (!is_interface)
        x64_jcc(&c->x, COND_E, yes);
    x64_alu_mi(&c->x, ALU_CMP, 8, mem(class, (i32)offsetof(Class, secondary_hit)), low_address(wanted));
}

static Mem class_of_entry(const CacheEntry *entry)
{
    return mem_absolute((u32)(uintptr_t)&entry->class);
}

/* For the stubs that check: the object and the class. */
static void push_wanted(Compilation *c, const Cold *cold)
{
    x64_push(&c->x, cold->regs[0]);
    if (cold->value)
        x64_push_mem(&c->x, class_of_entry(cold->pointer));
    else
        x64_push_imm(&c->x, low_address(cold->pointer));
}

static void emit_refuse_cast(Compilation *c, Cold *cold)
{
    cold_begin_throw(c, cold);
    x64_mov_rr(&c->x, 8, RSI, cold->regs[0]);
    if (cold->value)
        x64_load(&c->x, 8, RDX, class_of_entry(cold->pointer));
    else
        x64_mov_ri(&c->x, RDX, low_address(cold->pointer));
    cold_throw_now(c, GATE_throw_cast);
}

static void emit_check_cast(Compilation *c, Cold *cold)
{
    push_wanted(c, cold);
    if (cold->saved) { /* a handler of an inlined method is below, where the stub knows none */
        compile_call_stub(c, STUB_TEST_INSTANCE);
        x64_jcc(&c->x, COND_NE, &cold->back);
        emit_refuse_cast(c, cold);
        return;
    }
    compile_call_gate_point(c, STUB_CHECK_CAST);
    x64_jmp(&c->x, &cold->back);
}

/* Null passes, and does not even resolve the class. cold->value: cold->pointer is the cache entry, not the
 * class. */
void emit_checkcast(Compilation *c, u32 op)
{
    (void)op;
    CacheEntry *entry = emit_entry(c, USE_CLASS);
    if (!entry || fold_checkcast(c, entry))
        return;
    Label fine = label_new();
    Reg object = operand_hold(c, 0), class = operand_new_register(c);
    bool is_linked = cache_state(entry) == CACHE_CLASS;
    x64_test_rr(&c->x, 8, object, object);
    x64_jcc(&c->x, COND_E, &fine);
    if (!is_linked)
        emit_test_state(c, entry, CACHE_CLASS);
    bool decided = is_linked && class_is_decided_by_display(entry->class);
    Cold *cold = cold_new_throw(c, decided ? emit_refuse_cast : emit_check_cast);
    cold->regs[0] = object;
    cold->value = !is_linked;
    cold->pointer = is_linked ? (const void *)entry->class : entry;
    if (is_linked) {
        compare_class(c, object, class, entry->class, &fine);
        x64_jcc(&c->x, COND_NE, &cold->label);
    } else {
        x64_jmp(&c->x, &cold->label);
    }
    if (!decided)
        x64_bind(&c->x, &cold->back);
    operand_release(c, class);
    x64_bind(&c->x, &fine);
}

/* regs: the object; the result, which is 0. */
static void emit_instance_slowly(Compilation *c, Cold *cold)
{
    push_wanted(c, cold);
    compile_call_stub(c, STUB_TEST_INSTANCE);
    x64_setcc(&c->x, COND_NE, cold->regs[1]);
    x64_jmp(&c->x, &cold->back);
}

void emit_instanceof(Compilation *c, u32 op)
{
    (void)op;
    CacheEntry *entry = emit_entry(c, USE_CLASS);
    if (entry)
        emit_instance_of(c, entry);
}

void emit_instance_of(Compilation *c, CacheEntry *entry)
{
    if (fold_instanceof(c, entry))
        return;
    Label yes = label_new(), done = label_new();
    Cold *cold = NULL;
    Reg object = operand_hold(c, 0), result = operand_new_register(c), class = operand_new_register(c);
    bool is_linked = cache_state(entry) == CACHE_CLASS;
    x64_mov_ri(&c->x, result, 0);
    x64_test_rr(&c->x, 8, object, object);
    x64_jcc(&c->x, COND_E, &done);
    if (!is_linked)
        emit_test_state(c, entry, CACHE_CLASS);
    if (!is_linked || !class_is_decided_by_display(entry->class)) {
        cold = cold_new(c, emit_instance_slowly);
        cold->regs[0] = object;
        cold->regs[1] = result;
        cold->value = !is_linked;
        cold->pointer = is_linked ? (const void *)entry->class : entry;
    }
    if (is_linked) {
        compare_class(c, object, class, entry->class, &yes);
        x64_jcc(&c->x, COND_NE, cold ? &cold->label : &done);
        x64_bind(&c->x, &yes);
        x64_mov_ri(&c->x, result, 1);
    } else {
        x64_jmp(&c->x, &cold->label);
    }
    if (cold)
        x64_bind(&c->x, &cold->back);
    x64_bind(&c->x, &done);
    operand_release(c, class);
    operand_drop(c);
    operand_push_register(c, 'I', result);
    operand_note_bit(c);
}
