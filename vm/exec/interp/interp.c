/* interp.c - see interp.h.
 * One function: labelled handlers from op_*.inc, the entries that calls go through, and the way out when
 * something is thrown. What the handlers may use:
 *
 *   pc     the current instruction; operands at pc[1], pc[2], …
 *   tos    the top of the operand stack; rubbish when the stack is empty
 *   sp     the lowest operand slot in memory, which is the one under the top
 *   fp     the frame; cache: its method's constant cache
 *
 * The stack grows down, as frames do (frame.h). Two ints a and b, two longs c and d (the value in the slot
 * that was pushed last, zero in the other):
 *
 *   addresses     sp[3]     sp[2]     sp[1]     sp[0]     register     sp[-1]
 *   names         UNDER(4)  UNDER(3)  UNDER(2)  UNDER(1)  tos          where SAVE puts the top
 *   a, b          …         …         …         a         b
 *   c, d          …         0         c         0         d
 *
 * With n slots on the stack sp is fp - frame_slots + 1 - n. Under the first operand lies the spare slot: a
 * push onto the empty stack spills the rubbish in tos there. Who may call what, and when:
 *
 *                 position   top        sp and fp   what may be called after it
 *                 in frame   in memory  in Thread
 *   nothing       no         no         no          inline code and RT_LEAF routines (runtime.def)
 *   SAVE()        yes        yes        yes         gates (gate.h): they link, allocate, lock, throw, poll
 *   FLUSH_CALL()  yes        yes        no          nothing but `goto call`; sp points at the last argument
 *   PUBLISH()     as before  as before  yes         gates, after FLUSH_CALL: an entry that leaves the loop
 */
#include "vm/exec/interp/interp.h"

#include "classloader/prepare/positions.h"
#include "classloader/prepare/prepare.h"
#include "gc/heap.h"
#include "vm/base/panic.h"
#include "vm/base/state.h"
#include "vm/bytecode/form.h"
#include "vm/bytecode/opcode.h"
#include "vm/exec/interp/arith.h"
#include "vm/exec/interp/gate.h"
#include "vm/exec/interp/quicken.h"
#include "vm/exec/interp/trace_bytecode.h"
#include "vm/library/wellknown.h"

SNAPSHOT_STATE(dropped) u64 interp_fuel;
SNAPSHOT_STATE(host) void (*interp_out_of_fuel)(Thread *t);

/* ---- access to typed memory ---- */

static inline Slot slot_of_int(i32 value)
{
    return (u32)value;
}

static inline Slot slot_of_float(float value)
{
    Value v = {0};
    v.f = value;
    return v.raw;
}

static inline Slot slot_of_double(double value)
{
    return (Value){.d = value}.raw;
}

static inline float float_of(Slot slot)
{
    return (Value){slot}.f;
}

static inline double double_of(Slot slot)
{
    return (Value){slot}.d;
}

static inline Object *object_of(Slot slot)
{
    return (Object *)(uintptr_t)slot;
}

static Slot load_typed(const Object *object, u64 offset, Type type)
{
    switch (type) {
    case T_BOOLEAN:
    case T_BYTE: return slot_of_int(*FIELD_AT(object, offset, i8));
    case T_CHAR: return *FIELD_AT(object, offset, u16);
    case T_SHORT: return slot_of_int(*FIELD_AT(object, offset, i16));
    case T_INT:
    case T_FLOAT: return *FIELD_AT(object, offset, u32);
    case T_LONG:
    case T_DOUBLE: return *FIELD_AT(object, offset, u64);
    default: return (Slot)(uintptr_t)ref_load(object, offset);
    }
}

static void store_typed(Object *object, u64 offset, Type type, Slot value)
{
    switch (type) {
    case T_BOOLEAN: *FIELD_AT(object, offset, u8) = value & 1; break;
    case T_BYTE: *FIELD_AT(object, offset, u8) = (u8)value; break;
    case T_CHAR:
    case T_SHORT: *FIELD_AT(object, offset, u16) = (u16)value; break;
    case T_INT:
    case T_FLOAT: *FIELD_AT(object, offset, u32) = (u32)value; break;
    case T_LONG:
    case T_DOUBLE: *FIELD_AT(object, offset, u64) = value; break;
    default: ref_store(object, offset, object_of(value)); break;
    }
}

/* Later loads of this thread must not pass a volatile store (JLS 17.4). Volatile loads need nothing on
 * x86-64. */
static void store_field(const CacheEntry *entry, Object *object, Slot value)
{
    store_typed(object, entry->offset, (Type)entry->type, value);
    if (form_is_volatile(entry->field))
        __atomic_thread_fence(__ATOMIC_SEQ_CST);
}

static inline bool is_wide_type(u32 type)
{
    return type == T_LONG || type == T_DOUBLE;
}

/* ---- switches ---- */

static i32 table_distance(const SwitchTable *table, i32 key)
{
    u32 index = (u32)key - (u32)table->low;
    return index < table->count ? table->rows[index] : table->fallback;
}

static i32 lookup_distance(const SwitchTable *table, i32 key)
{
    u32 low = 0, high = table->count;
    while (low < high) {
        u32 middle = (low + high) / 2;
        i32 found = table->rows[2 * middle];
        if (found == key)
            return table->rows[2 * middle + 1];
        if (found < key)
            low = middle + 1;
        else
            high = middle;
    }
    return table->fallback;
}

/* ---- the handlers' vocabulary ---- */

#define NEXT(units)         \
    do {                    \
        pc += (units);      \
        goto *handlers[*pc]; \
    } while (0)
/* The instruction's cache entry, which is operand n, is linked: the instruction takes its quick form. */
#define QUICKEN(n) quicken_instruction(pc, CACHED(n))
/* The same, and the quick form runs at once; a trace does not print it a second time. */
#define AGAIN(n)                         \
    do {                                 \
        QUICKEN(n);                      \
        goto *plain_handlers[*pc];       \
    } while (0)
/* The end of a loop: a poll, and the count that makes machine code of it. */
#define GO_BACK(units)                                              \
    do {                                                            \
        jump = (units);                                             \
        if (UNLIKELY(sp < t->limit))                                \
            goto poll;                                              \
        if (UNLIKELY(++method_counts(frame_method(fp))->back_edges >= tier_loops)) \
            goto hot_loop;                                          \
        NEXT(jump);                                                 \
    } while (0)
/* The arguments of a linking routine for the cache entry that is operand n. */
#define LINKED(n) frame_method(fp), CACHED(n)
#define SIGNED(n) ((i16)pc[n])
#define LOCAL(n) (fp[SIGNED(n)])
#define CACHED(n) (&cache[pc[n]])
/* ---- the operand stack, by slots ---- */

#define UNDER(n) (sp[(n)-1]) /* the n-th slot under the top */
#define PUSH(value)            \
    do {                       \
        Slot pushed = (value); \
        *--sp = tos;           \
        tos = pushed;          \
    } while (0)
/* A long or double. */
#define PUSH2(value)           \
    do {                       \
        Slot pushed = (value); \
        sp[-1] = tos;          \
        sp[-2] = 0;            \
        sp -= 2;               \
        tos = pushed;          \
    } while (0)
/* Drops the n top slots. */
#define DROP(n)                \
    do {                       \
        tos = sp[(n)-1];       \
        sp += (n);             \
    } while (0)
#define PUSH_UNDER(value) (*--sp = (value)) /* a slot comes between the top and the rest */
#define POP_UNDER()       (*sp++)           /* the slot under the top goes; stands for its value */
#define NIP(n)            (sp += (n))       /* the n slots under the top go */

/* ---- before leaving the loop: the table at the head says when to use which ---- */

#define SAVE() (fp[FRAME_POSITION] = (Slot)(uintptr_t)pc, sp[-1] = tos, t->sp = sp - 1, t->fp = fp)
/* Puts the last argument into memory; afterwards sp points at it. */
#define FLUSH_CALL() (fp[FRAME_POSITION] = (Slot)(uintptr_t)pc, *--sp = tos)
/* For the entries, before they leave the loop. */
#define PUBLISH() (t->sp = sp, t->fp = fp)
#define CHECK_NULL(object)        \
    do {                          \
        if (UNLIKELY(!(object)))  \
            goto throw_null;      \
    } while (0)
#define CHECK_INDEX(array, index)                          \
    do {                                                   \
        CHECK_NULL(array);                                 \
        if (UNLIKELY((index) >= (u32)(array)->length)) {   \
            bad_index = (i32)(index);                      \
            bad_length = (array)->length;                  \
            goto throw_index;                              \
        }                                                  \
    } while (0)
#define ELEMENT(array, index, ctype) (((ctype *)(array)->data)[index])

/* The frame is gone: on in the caller, after its call instruction, or out of the loop with the result. */
#define RESUME_CALLER()                                                  \
    do {                                                                 \
        sp = fp + pc[1];                                                 \
        if (UNLIKELY(fp[FRAME_RETURN_PC] != FRAME_RETURN_INTERPRETER))   \
            goto return_outside;                                         \
        fp = frame_caller(fp);                                           \
        cache = frame_method(fp)->cache;                                 \
        pc = frame_position(fp);                                         \
    } while (0)

void interp_run(Thread *t)
{
    /* A row without a handler fails to compile here, by name. */
    static const void *const plain_handlers[OP_COUNT] = {
#define OP(code, name, operands, pops, pushes, flags, group, meaning) [OP_##name] = &&op_##name,
#define QUICK(base, name, operands, flags, group, meaning) [OP_##name] = &&op_##name,
#define FUSED(count, name, first, second, third) [OP_##name] = &&op_##name,
#include "vm/bytecode/opcodes.def"
#undef OP
#undef QUICK
#undef FUSED
    };
    static const void *const tracing_handlers[OP_COUNT] = {[0 ... OP_COUNT - 1] = &&trace};
    static const void *const entries[ENTRY_COUNT] = {
        [ENTRY_UNPREPARED] = &&entry_unprepared,
        [ENTRY_BYTECODE] = &&entry_bytecode,
        [ENTRY_BYTECODE_SYNC] = &&entry_synchronized,
        [ENTRY_EMPTY] = &&entry_empty,
        [ENTRY_GETTER] = &&entry_getter,
        [ENTRY_NATIVE] = &&entry_native,
        [ENTRY_INTRINSIC] = &&entry_intrinsic,
        [ENTRY_ABSTRACT] = &&entry_abstract,
        [ENTRY_CONFLICT] = &&entry_conflict,
        [ENTRY_INVOKE_BASIC] = &&entry_handle,
        [ENTRY_LINK_STATIC] = &&entry_handle,
        [ENTRY_LINK_SPECIAL] = &&entry_handle,
        [ENTRY_LINK_VIRTUAL] = &&entry_handle,
        [ENTRY_LINK_INTERFACE] = &&entry_handle,
        [ENTRY_COMPILED] = &&entry_compiled,
    };
    const void *const *handlers = trace_bytecode_on || interp_fuel ? tracing_handlers : plain_handlers;
    u16 *pc = NULL;
    Slot *sp = t->sp, *fp = t->fp;
    Slot tos = 0;
    CacheEntry *cache = NULL;
    Method *m = NULL;
    i32 bad_index, bad_length, jump;
    Type result_type;
    t->machine_pc = FRAME_RETURN_C;
    switch ((TransferKind)t->transfer.kind) {
    case TRANSFER_CALL: goto call_outside;
    case TRANSFER_RETURN: goto resume_caller;
    case TRANSFER_RESUME: goto resume;
    }

#include "vm/exec/interp/op_const.inc"
#include "vm/exec/interp/op_local.inc"
#include "vm/exec/interp/op_stack.inc"
#include "vm/exec/interp/op_math.inc"
#include "vm/exec/interp/op_control.inc"
#include "vm/exec/interp/op_object.inc"
#include "vm/exec/interp/op_invoke.inc"
#include "vm/exec/interp/op_quick.inc"
#include "vm/exec/interp/op_fused.inc"
#include "vm/exec/interp/op_fused_branch.inc"
}

void interp_init(void)
{
    tier_set_compiler(NULL, 0, 0);
    for (u32 op = 0; op < OP_COUNT; op++)
        ASSERT(!(opcode_flags(op) & OPF_CALL) || opcode_units(op) == FRAME_CALL_UNITS);
}

void interp_trace(const char *pattern, bool explain)
{
    trace_bytecode_start(pattern, explain);
}

void interp_reset(void)
{
    trace_bytecode_reset();
    interp_fuel = 0;
    interp_out_of_fuel = NULL;
}
