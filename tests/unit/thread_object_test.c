/* thread_object_test.c - the fields of a java.lang.Thread, where a release keeps them in the Thread, where it
 * keeps some in a holder, and before the constructor has made that. */
#include "vm/library/thread_object.h"

#include "tests/unit/expect.h"

/* Room for an object's fields: words, of which the tests say which is which. */
enum { WORDS = 16 };

static u64 thread_words[WORDS], holder_words[WORDS];

static Object *thread_object(void)
{
    return (Object *)thread_words;
}

static u32 word(u32 index)
{
    return index * (u32)sizeof(u64);
}

/* Fields that every release has in the Thread. */
static void place_own(void)
{
    wk_field[WK_FIELD_Thread_eetop] = word(2);
    wk_field[WK_FIELD_Thread_tid] = word(3);
    wk_field[WK_FIELD_Thread_name] = word(4);
    wk_field[WK_FIELD_Thread_interrupted] = word(5);
}

static void place_held(u32 first)
{
    wk_field[WK_FIELD_Thread_priority] = word(first);
    wk_field[WK_FIELD_Thread_daemon] = word(first + 1);
    wk_field[WK_FIELD_Thread_threadStatus] = word(first + 2);
    wk_field[WK_FIELD_Thread_stackSize] = word(first + 3);
}

static void use_thread(void)
{
    place_own();
    place_held(6);
}

static void use_holder(void)
{
    place_own();
    place_held(2);
    wk_field[WK_FIELD_Thread_holder] = word(6);
    thread_words[6] = (u64)(uintptr_t)holder_words;
}

TestSuite(thread_object);

static void write_and_read(void)
{
    Object *object = thread_object();
    thread_object_set_priority(object, 7);
    thread_object_set_daemon(object, true);
    EXPECT_INT(thread_object_set_status(object, THREAD_STATUS_RUNNABLE), THREAD_STATUS_NEW);
    EXPECT_INT(thread_object_set_status(object, THREAD_STATUS_WAITING), THREAD_STATUS_RUNNABLE);
    EXPECT_INT(thread_object_priority(object), 7);
    EXPECT_TRUE(thread_object_is_daemon(object));
    EXPECT_INT(thread_object_status(object), THREAD_STATUS_WAITING);
}

Test(thread_object, all_fields_lie_in_the_thread)
{
    use_thread();
    write_and_read();
    EXPECT_INT(thread_words[6], 7);
    EXPECT_INT(thread_words[8], THREAD_STATUS_WAITING);
}

Test(thread_object, some_fields_lie_in_the_holder)
{
    use_holder();
    write_and_read();
    EXPECT_INT(holder_words[2], 7);
    EXPECT_INT(holder_words[3], 1);
    EXPECT_INT(holder_words[4], THREAD_STATUS_WAITING);
    EXPECT_PTR((void *)thread_words[6], holder_words);
}

Test(thread_object, stack_size_is_the_holders)
{
    use_holder();
    holder_words[5] = 1 << 20;
    EXPECT_INT(thread_object_stack_size(thread_object()), 1 << 20);
}

/* The VM makes the main thread's object and binds it before its constructor runs. */
Test(thread_object, before_there_is_a_holder)
{
    use_holder();
    thread_words[6] = 0;
    Object *object = thread_object();
    thread_object_set_priority(object, 5);
    thread_object_set_daemon(object, true);
    EXPECT_INT(thread_object_set_status(object, THREAD_STATUS_RUNNABLE), THREAD_STATUS_NEW);
    EXPECT_INT(thread_object_priority(object), 0);
    EXPECT_FALSE(thread_object_is_daemon(object));
    EXPECT_INT(thread_object_status(object), THREAD_STATUS_NEW);
    Thread record;
    thread_object_bind(object, &record);
    EXPECT_PTR(thread_of_java(object), &record);
}

Test(thread_object, own_fields)
{
    use_holder();
    Object *object = thread_object();
    thread_words[3] = 42;
    EXPECT_INT(thread_object_id(object), 42);
    EXPECT_NULL(thread_object_name(object));
    thread_object_set_interrupted(object, true);
    EXPECT_TRUE(thread_object_is_interrupted(object));
    EXPECT_INT(thread_words[5], 1);
    thread_object_bind(object, NULL);
    EXPECT_NULL(thread_of_java(object));
}

Test(thread_object, a_field_that_the_release_lacks)
{
    use_holder();
    Object *object = thread_object();
    thread_object_set_stillborn(object);
    EXPECT_FALSE(thread_object_is_stillborn(object));
    EXPECT_NULL(thread_object_inherited_context(object));
    EXPECT_NULL(thread_object_park_blocker(object));
}

Test(thread_object, no_object)
{
    use_thread();
    EXPECT_INT(thread_object_status(NULL), THREAD_STATUS_NEW);
    EXPECT_INT(thread_object_id(NULL), 0);
    EXPECT_NULL(thread_of_java(NULL));
    EXPECT_NULL(thread_object_name(NULL));
}
