/* state_test.c - rooms end and begin again: after its reset, a room's init finds it as at the start */
#include "classloader/define/layout.h"
#include "classloader/load/constraint.h"
#include "classloader/load/loader.h"
#include "classloader/load/module.h"
#include "classloader/source/source.h"
#include "gc/heap.h"
#include "stdlib/jni/check/jni_check.h"
#include "tests/unit/expect.h"
#include "vm/base/arena.h"
#include "vm/base/base.h"
#include "vm/base/host_lock.h"
#include "vm/base/host_slot.h"
#include "vm/base/region.h"
#include "vm/base/trace.h"
#include "vm/boot.h"
#include "vm/exec/thread/thread.h"
#include "vm/host/options.h"
#include "vm/library/wellknown.h"
#include "vm/model/symbol.h"
#include "vm/thread/handles.h"

#include <stdlib.h>

enum { TIMES = 3 };

static void use_base(void)
{
    Arena arena;
    ASSERT_TRUE(base_init(16 * MB));
    EXPECT_INT(region_used(), 0);
    EXPECT_NULL(host_slot_get(0));
    arena_init_region(&arena);
    u64 *words = arena_alloc(&arena, 3 * REGION_CHUNK);
    for (size_t i = 0; i < 3 * REGION_CHUNK / sizeof *words; i++)
        ASSERT_INT(words[i], 0);
    words[0] = 1;
    region_set_owner(words, sizeof *words, region_base);
    EXPECT_INT(host_slot_add(words), 1);
    EXPECT_INT(host_lock_add(), 1);
    EXPECT_INT(trace_enabled, 0);
    trace_enabled = 1;
}

Test(state, base_begins_again)
{
    for (int i = 0; i < TIMES; i++) {
        use_base();
        base_reset();
        EXPECT_NULL(region_base);
    }
}

Test(state, locks_are_handed_out_again)
{
    u32 first = host_lock_add(), second = host_lock_add();
    pthread_mutex_lock(host_lock_get(first));
    EXPECT_INT(pthread_mutex_trylock(host_lock_get(first)), 0, "they are recursive");
    pthread_mutex_unlock(host_lock_get(first));
    pthread_mutex_unlock(host_lock_get(first));
    host_lock_remove(first);
    EXPECT_INT(host_lock_add(), first);
    EXPECT_NOT_INT(host_lock_add(), second);
}

static void parse(const char *text, jint expected)
{
    JavaVMOption option = {.optionString = (char *)text};
    JavaVMInitArgs args = {.version = JNI_VERSION_10, .nOptions = 1, .options = &option};
    ASSERT_INT(options_parse(&args), expected);
}

Test(state, options_that_were_refused_leave_nothing)
{
    parse("-Dstate.test=1", JNI_OK);
    EXPECT_STR(options_property("state.test"), "1");
    options_reset();
    parse("-XX:MaxJavaStackTraceDepth=7", JNI_OK);
    EXPECT_NULL(options_property("state.test"));
    EXPECT_INT(OPTION_FLAG(MaxJavaStackTraceDepth), 7);
    options_reset();
    parse("-Xss2m", JNI_OK);
    EXPECT_INT(OPTION_FLAG(MaxJavaStackTraceDepth), 1024);
    EXPECT_INT(options.argument_count, 1);
}

Test(state, names_begin_again)
{
    u32 known = 0;
    for (int i = 0; i < TIMES; i++) {
        ASSERT_TRUE(base_init(16 * MB) && symbol_init());
        EXPECT_TRUE(i == 0 || symbol_count() == known);
        known = symbol_count();
        EXPECT_NULL(symbol_find("state/Test", 10));
        EXPECT_NOT_NULL(symbol_from("state/Test"));
        EXPECT_NULL(WK(Object));
        wk_class[WK_CLASS_Object] = (Class *)region_base;
        wellknown_reset();
        symbol_reset();
        base_reset();
    }
}

static void count_loader(LoaderData *loader, void *count)
{
    (void)loader;
    ++*(u32 *)count;
}

static void use_heap(void)
{
    const char *error;
    HeapOptions options = {.maximum = 64 * MB};
    ASSERT_TRUE(gc_init(&options, &error), "%s", error);
    EXPECT_INT(heap_collections(), 0);
    EXPECT_INT(heap_maximum(), 64 * MB);
    EXPECT_FALSE(refs_has_pending());
    HandleRef global = handles_global((Object *)region_base);
    EXPECT_INT((uintptr_t)global >> 2, 1);
}

Test(state, heap_and_loaders_begin_again)
{
    for (int i = 0; i < TIMES; i++) {
        u32 loaders = 0;
        ASSERT_TRUE(base_init(16 * MB) && symbol_init());
        use_heap();
        ASSERT_TRUE(loader_init());
        EXPECT_INT(boot_loader->id, 1);
        EXPECT_FALSE(module_java_base_defined());
        roots_for_each_loader(count_loader, &loaders);
        EXPECT_INT(loaders, 1);
        layout_reset();
        loader_reset();
        EXPECT_NULL(boot_loader);
        gc_reset();
        symbol_reset();
        base_reset();
    }
}

/* All of them, on a real JDK. The interpreter's tables are filled, java.base's image is open. */
Test(state, all_rooms_begin_again)
{
    setenv("JAVA_HOME", "/usr/lib/jvm/java-17-openjdk-amd64", 0);
    u32 symbols = 0, slots = 0;
    for (int i = 0; i < TIMES; i++) {
        size_t size;
        Thread *t;
        parse("-Xcheck:jni", JNI_OK);
        boot_init_rooms();
        EXPECT_NOT_NULL(source_image_map(&size));
        if (i > 0)
            EXPECT_INT(symbol_count(), symbols);
        symbols = symbol_count();
        ASSERT_NOT_NULL(t = thread_attach());
        EXPECT_INT(t->id, 1);
        EXPECT_PTR(t->jni, jni_checked_table);
        thread_enter_vm(t);
        ASSERT_NOT_NULL(loader_find_boot(t, symbol_from("java/lang/Object")));
        EXPECT_INT(loader_count_loaded(), 1);
        u32 slot = host_slot_add(t);
        EXPECT_TRUE(i == 0 || slot == slots);
        slots = slot;
        thread_leave_vm(t);
        thread_detach(t);
        boot_reset_rooms();
        EXPECT_NULL(region_base);
    }
}
