/* constraint_test.c - loader constraints (JVMS 5.3.4) over hand-made loaders and classes, without a heap. */
#include "classloader/load/constraint.h"

#include "tests/unit/expect.h"
#include "vm/base/region.h"

#include <string.h>

static LoaderData loaders[4];
static Class classes[4];
static Symbol *name;

static void setup(void)
{
    ASSERT_TRUE(base_init((size_t)64 << 20));
    ASSERT_TRUE(symbol_init());
    name = symbol_from("p/C");
    for (int i = 0; i < 4; i++) {
        loaders[i] = (LoaderData){0};
        loaders[i].host = &loaders[i];
        arena_init_region(&loaders[i].arena);
        map_init(&loaders[i].classes, &loaders[i].arena);
        classes[i] = (Class){.name = name};
    }
}

static ConstraintResult publish(int loader, int class, int *ret_partner)
{
    Class *other = NULL;
    LoaderData *partner = NULL;
    ConstraintResult result = constraint_publish_locked(&loaders[loader], &classes[class], &other, &partner);
    *ret_partner = partner ? (int)(partner - loaders) : -1;
    return result;
}

TestSuite(constraint, .init = setup);

Test(constraint, one_definition_for_both_is_kept)
{
    int partner;
    EXPECT_INT(constraint_add(name, &loaders[0], &loaders[1]), CONSTRAINT_KEPT);
    EXPECT_INT(publish(0, 0, &partner), CONSTRAINT_KEPT);
    EXPECT_INT(publish(1, 0, &partner), CONSTRAINT_KEPT);
    EXPECT_PTR(map_get(&loaders[1].classes, name), &classes[0]);
}

Test(constraint, second_definition_is_refused_and_names_the_partner)
{
    int partner;
    EXPECT_INT(publish(0, 0, &partner), CONSTRAINT_KEPT);
    EXPECT_INT(constraint_add(name, &loaders[0], &loaders[1]), CONSTRAINT_KEPT);
    EXPECT_INT(publish(1, 1, &partner), CONSTRAINT_VIOLATED);
    EXPECT_INT(partner, 0);
    EXPECT_NULL(map_get(&loaders[1].classes, name));
}

Test(constraint, loaders_that_differ_already_violate_at_once)
{
    int partner;
    publish(0, 0, &partner);
    publish(1, 1, &partner);
    EXPECT_INT(constraint_add(name, &loaders[0], &loaders[1]), CONSTRAINT_VIOLATED);
}

Test(constraint, constraints_are_transitive)
{
    int partner;
    constraint_add(name, &loaders[0], &loaders[1]);
    constraint_add(name, &loaders[2], &loaders[3]);
    publish(0, 0, &partner);
    EXPECT_INT(constraint_add(name, &loaders[1], &loaders[2]), CONSTRAINT_KEPT);
    EXPECT_INT(publish(3, 3, &partner), CONSTRAINT_VIOLATED);
    EXPECT_INT(partner, 0);
}

Test(constraint, joining_two_sets_that_disagree_is_refused)
{
    int partner;
    constraint_add(name, &loaders[0], &loaders[1]);
    constraint_add(name, &loaders[2], &loaders[3]);
    publish(0, 0, &partner);
    publish(3, 3, &partner);
    EXPECT_INT(constraint_add(name, &loaders[1], &loaders[2]), CONSTRAINT_VIOLATED);
}

Test(constraint, dead_loader_is_forgotten)
{
    int partner;
    publish(0, 0, &partner);
    constraint_add(name, &loaders[0], &loaders[1]);
    constraint_forget(&loaders[0]);
    EXPECT_INT(publish(1, 1, &partner), CONSTRAINT_KEPT);
}

Test(constraint, descriptor_reports_the_offending_type)
{
    int partner;
    const char *type;
    size_t length;
    publish(0, 0, &partner);
    publish(1, 1, &partner);
    LoaderData *a = &loaders[0], *b = &loaders[1];
    const Symbol *method = symbol_from("(ILjava/lang/String;[[Lp/C;)V");
    EXPECT_INT(constraint_add_descriptor(method, a, b, &type, &length), CONSTRAINT_VIOLATED);
    EXPECT_INT(length, strlen("[[Lp/C;"));
    EXPECT_INT(memcmp(type, "[[Lp/C;", length), 0);
    const Symbol *field = symbol_from("Lp/C;");
    EXPECT_INT(constraint_add_descriptor(field, a, b, &type, &length), CONSTRAINT_VIOLATED);
    EXPECT_INT(length, strlen("p/C"));
    EXPECT_INT(memcmp(type, "p/C", length), 0);
    EXPECT_INT(constraint_add_descriptor(symbol_from("()V"), a, b, &type, &length), CONSTRAINT_KEPT);
}
