/* unwind_test.c - where a pending exception goes on (unwind.c), on hand-made methods and frames; handlers
 * that are passed by; locks of the frames that are left */
#include "vm/exec/throw/unwind.h"

#include "classloader/prepare/positions.h"
#include "tests/unit/expect.h"
#include "tests/unit/prepare_fixture.h"
#include "vm/exec/interp/interp.h"
#include "vm/exec/thread/monitor.h"
#include "vm/model/call.h"

enum { ANY = 0, INNER_BCI = 1, OUTER_BCI = 3 };

static Thread *t;
static Object *thrown, *lock;
static Slot *entry, *outer, *inner;

static void setup(void)
{
    t = prepare_start();
    interp_init();
    thrown = heap_new_object(t, fixture_class(boot_loader, 0, 8));
    lock = heap_new_object(t, fixture_class(boot_loader, 0, 8));
}

TestSuite(unwind, .init = setup);

/* At 1 and 3 something may be thrown; handlers begin at 4 and 6. */
static Method *make(const u16 *rows, u32 count)
{
    static const u8 code[] = {OP_aload_0, OP_athrow, OP_aload_0, OP_athrow,
                              OP_pop,     OP_return, OP_pop,     OP_return};
    Method *m = prepare_make("(Ljava/lang/Object;)V", 1, 2, code, sizeof code);
    if (count)
        prepare_handlers(m, rows, count);
    ASSERT_TRUE(prepare_method(t, m));
    return m;
}

static Slot *push_frame(Slot *low, Method *m, u32 bci, Slot *caller)
{
    Slot *fp = low - 1 - FRAME_RECORD_ABOVE; /* one argument */
    fp[FRAME_RETURN_PC] = FRAME_RETURN_INTERPRETER;
    fp[FRAME_SAVED_FP] = (Slot)(uintptr_t)caller;
    fp[FRAME_METHOD] = (Slot)(uintptr_t)m;
    fp[FRAME_POSITION] = (Slot)(uintptr_t)positions_find(m, bci);
    return fp;
}

/* C called `old`, which called `young`; the exception is pending there. */
static UnwindTarget find(Method *old, Method *young)
{
    entry = t->sp - FRAME_RECORD_ABOVE;
    frame_make_entry(entry, NULL, FRAME_RETURN_C, old);
    outer = push_frame(entry - FRAME_RECORD_BELOW, old, OUTER_BCI, entry);
    inner = push_frame(outer - old->frame_slots, young, INNER_BCI, outer);
    t->fp = inner;
    t->sp = inner - young->frame_slots;
    t->exception = thrown;
    UnwindTarget target = unwind_find(t);
    EXPECT_PTR(t->exception, thrown, "it stays pending");
    return target;
}

static void expect_target(UnwindTarget target, Slot *const *frame, const Method *m, u32 bci)
{
    EXPECT_INT(target.kind, CODE_INTERPRETED);
    EXPECT_PTR(t->fp, *frame);
    EXPECT_PTR(target.pc, positions_find(m, bci));
    EXPECT_PTR(t->sp, *frame - m->frame_slots, "no operands");
}

Test(unwind, the_first_row_that_covers_the_instruction)
{
    Method *m = make((u16[]){2, 4, 4, ANY, 0, 2, 6, ANY, 0, 4, 4, ANY}, 3), *none = make(NULL, 0);
    expect_target(find(none, m), &inner, m, 6);
}

Test(unwind, a_row_ends_before_its_end)
{
    Method *m = make((u16[]){0, INNER_BCI, 4, ANY, INNER_BCI + 1, 4, 4, ANY}, 2), *none = make(NULL, 0);
    EXPECT_INT(find(none, m).kind, CODE_ENTRY);
}

Test(unwind, callers_are_searched_at_their_calls)
{
    Method *none = make(NULL, 0), *m = make((u16[]){0, 2, 6, ANY, 2, 4, 4, ANY}, 2);
    expect_target(find(m, none), &outer, m, 4);
}

Test(unwind, without_a_handler_the_call_from_c_ends)
{
    Method *none = make(NULL, 0);
    UnwindTarget target = find(none, none);
    EXPECT_INT(target.kind, CODE_ENTRY);
    EXPECT_PTR(t->fp, entry);
    EXPECT_NULL(target.pc);
}

Test(unwind, handlers_are_passed_by_when_told)
{
    Method *m = make((u16[]){0, 4, 4, ANY}, 1);
    t->passes_handlers = true;
    EXPECT_INT(find(m, m).kind, CODE_ENTRY);
}

/* Both frames hold a lock; what the younger one held is free when the older one's handler begins. */
Test(unwind, frames_that_are_left_give_up_their_locks)
{
    Method *m = make((u16[]){0, 4, 4, ANY}, 1), *locked = make(NULL, 0);
    Slot *low = t->sp - FRAME_RECORD_ABOVE - FRAME_RECORD_BELOW;
    Slot *old = push_frame(low, m, OUTER_BCI, NULL);
    Slot *young = push_frame(old - m->frame_slots, locked, INNER_BCI, old);
    locked->access |= ACC_SYNCHRONIZED;
    locked->code_flags |= CODE_LOCKS;
    ASSERT_TRUE(monitor_enter_frame(t, thrown, old));
    ASSERT_TRUE(monitor_enter_frame(t, lock, young));
    expect_target(find(m, locked), &old, m, 4);
    EXPECT_INT(thread_lock_count(t), 1);
    EXPECT_PTR(t->locks[0].fp, old);
}

/* ---- the interpreter obeys ---- */

static Method *catches_all(void)
{
    /* try { throw local0; } catch { return 5; } */
    static const u8 code[] = {OP_aload_0, OP_athrow, OP_pop, OP_iconst_5, OP_ireturn};
    Method *m = prepare_make("(Ljava/lang/Object;)I", 1, 2, code, sizeof code);
    prepare_handlers(m, (u16[]){0, 2, 2, ANY}, 1);
    return m;
}

Test(unwind, a_call_goes_on_in_its_handler)
{
    Value argument = {.l = thrown}, result = {0};
    ASSERT_TRUE(call_method(t, catches_all(), &argument, &result));
    EXPECT_INT(result.i, 5);
}

Test(unwind, a_call_ends_when_its_handler_is_passed_by)
{
    Value argument = {.l = thrown}, result = {0};
    t->passes_handlers = true;
    EXPECT_FALSE(call_method(t, catches_all(), &argument, &result));
    EXPECT_PTR(t->exception, thrown);
    t->exception = NULL;
    t->passes_handlers = false;
    ASSERT_TRUE(call_method(t, catches_all(), &argument, &result));
    EXPECT_INT(result.i, 5);
}
