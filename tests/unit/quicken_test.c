/* quicken_test.c - states of cache entries, the forms of instructions that follow from them, and what
 * returns, fields and calls must do (vm/bytecode/cache.h, form.h) */
#include "vm/exec/interp/quicken.h"

#include "tests/unit/expect.h"
#include "tests/unit/prepare_fixture.h"
#include "vm/bytecode/form.h"
#include "vm/exec/runtime/runtime.h"

static Thread *t;

static void setup(void)
{
    t = prepare_start();
}

TestSuite(quicken, .init = setup);

Test(quicken, a_state_never_goes_back)
{
    CacheEntry entry = {0};
    EXPECT_INT(cache_state(&entry), CACHE_UNRESOLVED);
    cache_publish(&entry, CACHE_STATIC_FIELD);
    cache_publish(&entry, CACHE_RESOLVED);
    EXPECT_INT(cache_state(&entry), CACHE_STATIC_FIELD);
}

Test(quicken, an_instruction_stays_until_its_entry_is_linked_for_good)
{
    CacheEntry entry = {.use = USE_GETSTATIC, .type = T_INT};
    u16 pc[] = {OP_getstatic, 0};
    quicken_instruction(pc, &entry);
    EXPECT_INT(pc[0], OP_getstatic);
    cache_publish(&entry, CACHE_RESOLVED);
    quicken_instruction(pc, &entry);
    EXPECT_INT(pc[0], OP_getstatic);
    cache_publish(&entry, CACHE_STATIC_FIELD);
    quicken_instruction(pc, &entry);
    EXPECT_INT(pc[0], OP_getstatic_i);
}

/* The entry of a fused form is not that of its first operand, whoever quickens it first. */
Test(quicken, a_fused_form_that_another_thread_has_quickened_stays)
{
    Field f = {.type = T_LONG, .offset = 24};
    CacheEntry cache[2] = {{.use = USE_CONSTANT},
                           {.use = USE_GETFIELD, .field = &f, .offset = 24, .type = T_LONG}};
    Method m = {.holder = prepare_class, .cache = cache, .cache_count = 2};
    cache_publish(&cache[1], CACHE_FIELD);
    u16 pc[] = {OP_load_getfield, 0, 1}; /* local offset 0, entry 1 */
    EXPECT_TRUE(rt_link_field(t, &m, &cache[pc[2]]), "nothing is resolved again");
    quicken_instruction(pc, &cache[pc[2]]);
    EXPECT_INT(pc[0], OP_load_getfield_j);
    quicken_instruction(pc, &cache[pc[2]]); /* who comes too late */
    EXPECT_INT(pc[0], OP_load_getfield_j);
    EXPECT_INT(cache_state(&cache[0]), CACHE_UNRESOLVED);
}

Test(quicken, puts_of_volatile_and_narrow_fields_have_forms_of_their_own)
{
    Field f = {.type = T_BOOLEAN};
    CacheEntry entry = {.field = &f, .type = T_BOOLEAN, .state = CACHE_FIELD};
    EXPECT_INT(quicken_form(OP_putfield, &entry), OP_putfield_z);
    f.access = ACC_VOLATILE;
    EXPECT_INT(quicken_form(OP_putfield, &entry), OP_putfield_volatile);
    EXPECT_INT(quicken_form(OP_getfield, &entry), OP_getfield_b);
    f.access = 0;
    entry.state = CACHE_STATIC_FIELD;
    EXPECT_INT(quicken_form(OP_putstatic, &entry), OP_putstatic_other);
    f.type = entry.type = T_ARRAY;
    EXPECT_INT(quicken_form(OP_putstatic, &entry), OP_putstatic_a);
}

Test(quicken, each_state_of_a_call_has_its_form)
{
    static const u16 forms[][2] = {
        {CACHE_STATIC, OP_invokestatic_quick},     {CACHE_BOUND, OP_invokespecial_quick},
        {CACHE_CHECKED, OP_invokespecial_checked}, {CACHE_OBJECT_INIT, OP_invokespecial_init},
        {CACHE_VTABLE, OP_invokevirtual_quick},    {CACHE_ITABLE, OP_invokeinterface_quick},
        {CACHE_DIRECT, OP_invokeinterface_direct}, {CACHE_SITE, OP_invokedynamic_quick},
        {CACHE_HANDLE, OP_invokehandle_quick}};
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        CacheEntry entry = {.state = (u8)forms[i][0]};
        EXPECT_INT(quicken_form(OP_invokevirtual, &entry), forms[i][1]);
    }
}

Test(quicken, calls_are_bound_where_nothing_overrides)
{
    Class *super = prepare_class->super, *interface = fixture_class(boot_loader, 0, 8);
    interface->access |= ACC_INTERFACE;
    Method m = {.holder = prepare_class, .vtable_index = 3};
    EXPECT_INT(form_of_call(USE_VIRTUAL, prepare_class, &m, prepare_class), CACHE_VTABLE);
    m.access = ACC_FINAL;
    EXPECT_INT(form_of_call(USE_VIRTUAL, prepare_class, &m, prepare_class), CACHE_BOUND);
    EXPECT_INT(form_of_call(USE_INTERFACE, prepare_class, &m, interface), CACHE_BOUND);
    EXPECT_INT(form_of_call(USE_SPECIAL, prepare_class, &m, NULL), CACHE_BOUND);
    EXPECT_INT(form_of_call(USE_SPECIAL, interface, &m, NULL), CACHE_CHECKED);
    m = (Method){.holder = interface, .access = ACC_PRIVATE};
    EXPECT_INT(form_of_call(USE_INTERFACE, prepare_class, &m, interface), CACHE_DIRECT);
    m.access = 0;
    EXPECT_INT(form_of_call(USE_INTERFACE, prepare_class, &m, interface), CACHE_ITABLE);
    m = (Method){.holder = super, .flags = METHOD_IS_INIT};
    EXPECT_INT(form_of_call(USE_SPECIAL, prepare_class, &m, NULL), CACHE_OBJECT_INIT);
}

Test(quicken, returns_narrow_look_for_locks_or_register)
{
    Method m = {.holder = prepare_class, .return_type = T_BYTE};
    FormReturn form = form_of_return(&m, OP_ireturn, true);
    EXPECT_INT(form.narrow, T_BYTE);
    EXPECT_TRUE(form.looks_for_locks);
    EXPECT_INT(form_return_op(OP_ireturn, form), OP_return1_locked);
    EXPECT_INT(form_return_op(OP_ireturn, form_of_return(&m, OP_ireturn, false)), OP_return1_b);
    EXPECT_INT(form_of_return(&m, OP_areturn, false).narrow, T_VOID);
    m = (Method){.holder = prepare_class->super, .flags = METHOD_IS_INIT, .return_type = T_VOID};
    EXPECT_INT(form_return_op(OP_return, form_of_return(&m, OP_return, false)), OP_return_register);
}

Test(quicken, final_fields_are_put_by_initializers_of_their_class)
{
    Field f = {.holder = prepare_class, .access = ACC_FINAL};
    Method m = {.holder = prepare_class};
    prepare_class->major = 53;
    EXPECT_FALSE(form_may_put(&f, &m));
    m.flags = METHOD_IS_INIT;
    EXPECT_TRUE(form_may_put(&f, &m));
    f.access |= ACC_STATIC;
    EXPECT_FALSE(form_may_put(&f, &m));
    prepare_class->major = 52;
    EXPECT_TRUE(form_may_put(&f, &m));
    m.holder = prepare_class->super;
    EXPECT_FALSE(form_may_put(&f, &m));
}

static CacheEntry site_that_meets(u32 classes, u32 times)
{
    CacheEntry entry = {0};
    for (u32 i = 0; i < times; i++)
        cache_note_receiver(&entry, 16 * (i % classes) + 8);
    return entry;
}

Test(quicken, a_site_notes_receivers_until_it_has_met_too_many)
{
    u32 words[CACHE_RECEIVERS];
    CacheEntry entry = site_that_meets(3, CACHE_MOST_MISSES + 5);
    EXPECT_INT(entry.misses, CACHE_MOST_MISSES);
    EXPECT_INT(cache_receivers(&entry, words), 3);
    EXPECT_INT(words[0] + words[1] + words[2], 8 + 24 + 40);
    entry = site_that_meets(4, 4);
    EXPECT_INT(entry.misses, CACHE_MANY);
    EXPECT_INT(cache_receivers(&entry, words), 0);
}

Test(quicken, a_site_knows_the_classes_that_it_has_met)
{
    u32 words[CACHE_RECEIVERS];
    CacheEntry entry = {0};
    EXPECT_INT(cache_receivers(&entry, words), 0);
    entry = site_that_meets(1, 1);
    EXPECT_INT(cache_receivers(&entry, words), 1);
    EXPECT_INT(words[0], 8);
    entry = site_that_meets(2, 7);
    EXPECT_INT(cache_receivers(&entry, words), 2);
    EXPECT_INT(words[0], 8);
    EXPECT_INT(words[1], 24);
}

/* What several calls of one method have in common is the method, not the entry. */
Test(quicken, each_call_site_has_an_entry_of_its_own)
{
    static const u8 code[] = {OP_nop, OP_return};
    Method *m = prepare_make("()V", 0, 0, code, sizeof code);
    CacheEntry cache[] = {
        {.use = USE_VIRTUAL, .bci = 4}, {.use = USE_RAW, .bci = 9}, {.use = USE_STATIC, .bci = 9}};
    m->cache = cache;
    m->cache_count = 3;
    EXPECT_PTR(cache_of_call(m, 9), &cache[2]);
    EXPECT_PTR(cache_of_call(m, 4), &cache[0]);
    EXPECT_NULL(cache_of_call(m, 0));
}
