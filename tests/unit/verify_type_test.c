/* verify_type_test.c - the verifier's types: words, descriptors, assignability and merging (verify_type.c,
 * verify_assign.c) */
#include "classloader/verify/verify_type.h"

#include <criterion/criterion.h>

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
    cr_assert(vtype_of_desc(desc, strlen(desc), &result));
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
    cr_expect_null(thread->exception);
    return result;
}

static const char *merged(const char *a, const char *b)
{
    VType first = verify_merge(&verifier, type(a), type(b)),
          second = verify_merge(&verifier, type(b), type(a));
    cr_expect_eq(first, second, "%s and %s", a, b);
    cr_expect_null(thread->exception);
    return text(first);
}

Test(verify_type, same_descriptors_are_the_same_word)
{
    cr_expect_eq(type("[[LBase;"), type("[[LBase;"));
    cr_expect_neq(type("[[LBase;"), type("[LBase;"));
    cr_expect_neq(type("[B"), type("[Z"));
    cr_expect_eq(type("B"), type("I"), "a byte on the stack is an int");
    cr_expect_neq(vtype_uninit(0), vtype_uninit(1));
}

Test(verify_type, prints_as_hotspot_does)
{
    cr_expect_str_eq(text(type("LBase;")), "'Base'");
    cr_expect_str_eq(text(type("[[LBase;")), "'[[LBase;'");
    cr_expect_str_eq(text(type("[Z")), "'[Z'");
    cr_expect_str_eq(text(type("Z")), "integer");
    cr_expect_str_eq(text(vtype_second(VT_DOUBLE)), "double_2nd");
    cr_expect_str_eq(text(vtype_uninit(7)), "uninitialized 7");
}

Test(verify_type, class_names_of_the_pool_may_be_arrays)
{
    VType t;
    cr_expect(vtype_of_class_name(symbol_from("[LBase;"), &t) && t == type("[LBase;"));
    cr_expect(vtype_of_class_name(symbol_from("Base"), &t) && t == type("LBase;"));
}

Test(verify_type, components)
{
    cr_expect_eq(vtype_component(type("[[I")), type("[I"));
    cr_expect_eq(vtype_component(type("[LBase;")), type("LBase;"));
    cr_expect(vtype_is_reference_array(type("[[I")) && vtype_is_reference_array(VT_NULL));
    cr_expect_not(vtype_is_reference_array(type("[I")));
}

Test(verify_type, subclasses_fit_superclasses_only)
{
    cr_expect(fits("LLeft;", "LBase;") && fits("LLeft;", "Ljava/lang/Object;"));
    cr_expect_not(fits("LBase;", "LLeft;"));
    cr_expect_not(fits("LLeft;", "LRight;"));
}

Test(verify_type, interfaces_count_as_object)
{
    cr_expect(fits("LLeft;", "LShape;"));
    cr_expect_not(fits("LShape;", "LLeft;"));
    cr_expect(fits("LShape;", "Ljava/lang/Object;"));
}

Test(verify_type, arrays)
{
    cr_expect(fits("[LLeft;", "[LBase;"));
    cr_expect_not(fits("[LBase;", "[LLeft;"));
    cr_expect(fits("[[I", "[Ljava/lang/Object;") && fits("[[I", "[Ljava/lang/Cloneable;"));
    cr_expect_not(fits("[I", "[Ljava/lang/Object;"));
    cr_expect(fits("[I", "Ljava/io/Serializable;"));
    cr_expect_not(fits("[I", "LShape;"));
    cr_expect_not(fits("[I", "[J"));
    cr_expect_not(fits("[B", "[Z"));
}

Test(verify_type, the_inference_verifier_takes_arrays_for_all_interfaces)
{
    verifier.infer = true;
    cr_expect(fits("[I", "LShape;"));
    cr_expect_not(fits("[I", "LBase;"));
}

Test(verify_type, null_fits_references_and_uninitialized_objects_fit_none)
{
    cr_expect(verify_is_assignable(&verifier, VT_NULL, type("[LLeft;")));
    cr_expect_not(verify_is_assignable(&verifier, VT_NULL, VT_INT));
    cr_expect_not(verify_is_assignable(&verifier, vtype_uninit(3), type("Ljava/lang/Object;")));
    cr_expect(verify_is_assignable(&verifier, vtype_uninit(3), VT_REFERENCE));
    cr_expect(verify_is_assignable(&verifier, vtype_uninit(3), VT_TOP));
}

Test(verify_type, one_cell_values)
{
    cr_expect(verify_is_assignable(&verifier, VT_INT, VTYPE(V_CATEGORY_1)));
    cr_expect_not(verify_is_assignable(&verifier, VT_LONG, VTYPE(V_CATEGORY_1)));
    cr_expect_not(verify_is_assignable(&verifier, vtype_second(VT_LONG), VTYPE(V_CATEGORY_1)));
    cr_expect_not(verify_is_assignable(&verifier, VT_TOP, VTYPE(V_CATEGORY_1)));
}

/* A class that nobody has would be asked of the boot loader, which has no sources here. */
Test(verify_type, names_alone_decide_where_they_can)
{
    cr_expect(fits("LNowhere;", "LNowhere;"));
    cr_expect(fits("LNowhere;", "Ljava/lang/Object;"));
    cr_expect(fits("[LNowhere;", "[Ljava/lang/Object;"));
    cr_expect_str_eq(merged("LNowhere;", "Ljava/lang/Object;"), "'java/lang/Object'");
}

Test(verify_type, classes_merge_to_their_nearest_superclass)
{
    cr_expect_str_eq(merged("LLeft;", "LRight;"), "'Base'");
    cr_expect_str_eq(merged("LLeft;", "LBase;"), "'Base'");
    cr_expect_str_eq(merged("LLeft;", "LShape;"), "'java/lang/Object'");
    cr_expect_str_eq(text(verify_merge(&verifier, VT_NULL, type("LLeft;"))), "'Left'");
}

Test(verify_type, arrays_merge_by_element_as_far_as_they_agree)
{
    cr_expect_str_eq(merged("[LLeft;", "[LRight;"), "'[LBase;'");
    cr_expect_str_eq(merged("[I", "[J"), "'java/lang/Object'");
    cr_expect_str_eq(merged("[[I", "[[J"), "'[Ljava/lang/Object;'");
    cr_expect_str_eq(merged("[[I", "[LLeft;"), "'[Ljava/lang/Object;'");
    cr_expect_str_eq(merged("[I", "[LLeft;"), "'java/lang/Object'");
    cr_expect_str_eq(merged("[I", "LLeft;"), "'java/lang/Object'");
}

Test(verify_type, what_has_nothing_in_common_merges_to_top)
{
    cr_expect_str_eq(merged("I", "F"), "top");
    cr_expect_str_eq(merged("I", "LLeft;"), "top");
    cr_expect_eq(verify_merge(&verifier, vtype_uninit(1), vtype_uninit(2)), VT_TOP);
    cr_expect_eq(verify_merge(&verifier, vtype_return_address(1), vtype_return_address(2)), VT_TOP);
}

/* Another class of the same name is no superclass that the code could mean. */
Test(verify_type, a_namesake_of_the_superclass_is_passed_over)
{
    Class *hidden = fixture_class(boot_loader, 0, 0);
    hidden->name = symbol_from("Base");
    hidden->super = WK(Object);
    ((Class *)map_get(&boot_loader->classes, symbol_from("Left")))->super = hidden;
    ((Class *)map_get(&boot_loader->classes, symbol_from("Right")))->super = hidden;
    cr_expect_str_eq(merged("LLeft;", "LRight;"), "'java/lang/Object'");
}
