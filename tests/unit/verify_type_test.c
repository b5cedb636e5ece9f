/* verify_type_test.c - the verifier's types: words, descriptors, assignability and merging (verify_type.c,
 * verify_assign.c) */
#include "classloader/verify/verify_type.h"

#include "tests/unit/expect.h"
#include "tests/unit/verify_fixture.h"

static Verifier verifier;

static void setup(void)
{
    verify_start();
    verifier = (Verifier){.t = thread, .c = prepare_class, .fail = &fail, .scratch = &scratch};
    verifier.this_type = vtype_class(prepare_class->name);
}

TestSuite(verify_type, .init = setup);

static VType type(const char *desc)
{
    VType result;
    ASSERT_TRUE(vtype_of_desc(desc, strlen(desc), &result));
    return result;
}

static const char *text(VType t)
{
    static char buffers[4][64];
    static u32 next;
    char *buffer = buffers[next++ % 4];
    vtype_print(t, buffer, sizeof buffers[0]);
    return buffer;
}

static bool fits(const char *from, const char *to)
{
    bool result = verify_is_assignable(&verifier, type(from), type(to));
    EXPECT_NULL(thread->exception);
    return result;
}

static const char *merged(const char *a, const char *b)
{
    VType first = verify_merge(&verifier, type(a), type(b)),
          second = verify_merge(&verifier, type(b), type(a));
    EXPECT_INT(first, second, "%s and %s", a, b);
    EXPECT_NULL(thread->exception);
    return text(first);
}

Test(verify_type, same_descriptors_are_the_same_word)
{
    EXPECT_INT(type("[[LBase;"), type("[[LBase;"));
    EXPECT_NOT_INT(type("[[LBase;"), type("[LBase;"));
    EXPECT_NOT_INT(type("[B"), type("[Z"));
    EXPECT_INT(type("B"), type("I"), "a byte on the stack is an int");
    EXPECT_NOT_INT(vtype_uninit(0), vtype_uninit(1));
}

Test(verify_type, prints_as_hotspot_does)
{
    EXPECT_STR(text(type("LBase;")), "'Base'");
    EXPECT_STR(text(type("[[LBase;")), "'[[LBase;'");
    EXPECT_STR(text(type("[Z")), "'[Z'");
    EXPECT_STR(text(type("Z")), "integer");
    EXPECT_STR(text(vtype_second(VT_DOUBLE)), "double_2nd");
    EXPECT_STR(text(vtype_uninit(7)), "uninitialized 7");
}

Test(verify_type, class_names_of_the_pool_may_be_arrays)
{
    VType t;
    EXPECT_TRUE(vtype_of_class_name(symbol_from("[LBase;"), &t));
    EXPECT_INT(t, type("[LBase;"));
    EXPECT_TRUE(vtype_of_class_name(symbol_from("Base"), &t));
    EXPECT_INT(t, type("LBase;"));
}

Test(verify_type, components)
{
    EXPECT_INT(vtype_component(type("[[I")), type("[I"));
    EXPECT_INT(vtype_component(type("[LBase;")), type("LBase;"));
    EXPECT_TRUE(vtype_is_reference_array(type("[[I")));
    EXPECT_TRUE(vtype_is_reference_array(VT_NULL));
    EXPECT_FALSE(vtype_is_reference_array(type("[I")));
}

Test(verify_type, subclasses_fit_superclasses_only)
{
    EXPECT_TRUE(fits("LLeft;", "LBase;"));
    EXPECT_TRUE(fits("LLeft;", "Ljava/lang/Object;"));
    EXPECT_FALSE(fits("LBase;", "LLeft;"));
    EXPECT_FALSE(fits("LLeft;", "LRight;"));
}

Test(verify_type, interfaces_count_as_object)
{
    EXPECT_TRUE(fits("LLeft;", "LShape;"));
    EXPECT_FALSE(fits("LShape;", "LLeft;"));
    EXPECT_TRUE(fits("LShape;", "Ljava/lang/Object;"));
}

Test(verify_type, arrays)
{
    EXPECT_TRUE(fits("[LLeft;", "[LBase;"));
    EXPECT_FALSE(fits("[LBase;", "[LLeft;"));
    EXPECT_TRUE(fits("[[I", "[Ljava/lang/Object;"));
    EXPECT_TRUE(fits("[[I", "[Ljava/lang/Cloneable;"));
    EXPECT_FALSE(fits("[I", "[Ljava/lang/Object;"));
    EXPECT_TRUE(fits("[I", "Ljava/io/Serializable;"));
    EXPECT_FALSE(fits("[I", "LShape;"));
    EXPECT_FALSE(fits("[I", "[J"));
    EXPECT_FALSE(fits("[B", "[Z"));
}

Test(verify_type, the_inference_verifier_takes_arrays_for_all_interfaces)
{
    verifier.infer = true;
    EXPECT_TRUE(fits("[I", "LShape;"));
    EXPECT_FALSE(fits("[I", "LBase;"));
}

Test(verify_type, null_fits_references_and_uninitialized_objects_fit_none)
{
    EXPECT_TRUE(verify_is_assignable(&verifier, VT_NULL, type("[LLeft;")));
    EXPECT_FALSE(verify_is_assignable(&verifier, VT_NULL, VT_INT));
    EXPECT_FALSE(verify_is_assignable(&verifier, vtype_uninit(3), type("Ljava/lang/Object;")));
    EXPECT_TRUE(verify_is_assignable(&verifier, vtype_uninit(3), VT_REFERENCE));
    EXPECT_TRUE(verify_is_assignable(&verifier, vtype_uninit(3), VT_TOP));
}

Test(verify_type, one_cell_values)
{
    EXPECT_TRUE(verify_is_assignable(&verifier, VT_INT, VTYPE(V_CATEGORY_1)));
    EXPECT_FALSE(verify_is_assignable(&verifier, VT_LONG, VTYPE(V_CATEGORY_1)));
    EXPECT_FALSE(verify_is_assignable(&verifier, vtype_second(VT_LONG), VTYPE(V_CATEGORY_1)));
    EXPECT_FALSE(verify_is_assignable(&verifier, VT_TOP, VTYPE(V_CATEGORY_1)));
}

/* A class that nobody has would be asked of the boot loader, which has no sources here. */
Test(verify_type, names_alone_decide_where_they_can)
{
    EXPECT_TRUE(fits("LNowhere;", "LNowhere;"));
    EXPECT_TRUE(fits("LNowhere;", "Ljava/lang/Object;"));
    EXPECT_TRUE(fits("[LNowhere;", "[Ljava/lang/Object;"));
    EXPECT_STR(merged("LNowhere;", "Ljava/lang/Object;"), "'java/lang/Object'");
}

Test(verify_type, classes_merge_to_their_nearest_superclass)
{
    EXPECT_STR(merged("LLeft;", "LRight;"), "'Base'");
    EXPECT_STR(merged("LLeft;", "LBase;"), "'Base'");
    EXPECT_STR(merged("LLeft;", "LShape;"), "'java/lang/Object'");
    EXPECT_STR(text(verify_merge(&verifier, VT_NULL, type("LLeft;"))), "'Left'");
}

Test(verify_type, arrays_merge_by_element_as_far_as_they_agree)
{
    EXPECT_STR(merged("[LLeft;", "[LRight;"), "'[LBase;'");
    EXPECT_STR(merged("[I", "[J"), "'java/lang/Object'");
    EXPECT_STR(merged("[[I", "[[J"), "'[Ljava/lang/Object;'");
    EXPECT_STR(merged("[[I", "[LLeft;"), "'[Ljava/lang/Object;'");
    EXPECT_STR(merged("[I", "[LLeft;"), "'java/lang/Object'");
    EXPECT_STR(merged("[I", "LLeft;"), "'java/lang/Object'");
}

Test(verify_type, what_has_nothing_in_common_merges_to_top)
{
    EXPECT_STR(merged("I", "F"), "top");
    EXPECT_STR(merged("I", "LLeft;"), "top");
    EXPECT_INT(verify_merge(&verifier, vtype_uninit(1), vtype_uninit(2)), VT_TOP);
    EXPECT_INT(verify_merge(&verifier, vtype_return_address(1), vtype_return_address(2)), VT_TOP);
}

/* Another class of the same name is no superclass that the code could mean. */
Test(verify_type, a_namesake_of_the_superclass_is_passed_over)
{
    Class *hidden = fixture_class(boot_loader, 0, 0);
    hidden->name = symbol_from("Base");
    hidden->super = WK(Object);
    ((Class *)map_get(&boot_loader->classes, symbol_from("Left")))->super = hidden;
    ((Class *)map_get(&boot_loader->classes, symbol_from("Right")))->super = hidden;
    EXPECT_STR(merged("LLeft;", "LRight;"), "'java/lang/Object'");
}
