/* release_test.c - the tables of releases as they are joined: what a later one changes, keeps and loses. That
 * rows fit a class library, the suite 25_tables looks. */
#include "stdlib/release/release.h"

#include "tests/unit/expect.h"
#include "vm/model/class.h"

TestSuite(release);

Test(release, a_table_per_row_of_the_list)
{
    static const int features[] = {
#define RELEASE(feature, is_tested) feature,
#include "stdlib/release/releases.def"
#undef RELEASE
    };
    for (size_t i = 0; i < COUNT_OF(features); i++) {
        const Release *table = release_table(features[i]);
        ASSERT_NOT_NULL(table);
        EXPECT_INT(table->feature, features[i]);
        EXPECT_INT(table->class_major, 44 + features[i]);
    }
    EXPECT_NULL(release_table(16));
    EXPECT_NULL(release_table(18));
    EXPECT_NULL(release_table(0));
}

/* The same storage serves each of them: nothing of one may stay in the next. */
Test(release, tables_are_made_anew)
{
    const Release *later = release_table(25);
    EXPECT_NOT_NULL(later->classes[WK_CLASS_Thread_FieldHolder].name);
    EXPECT_NULL(later->classes[WK_CLASS_MagicAccessorImpl].name);
    EXPECT_TRUE(later->itables_hold_overpasses);
    const Release *first = release_table(17);
    EXPECT_NULL(first->classes[WK_CLASS_Thread_FieldHolder].name);
    EXPECT_NOT_NULL(first->classes[WK_CLASS_MagicAccessorImpl].name);
    EXPECT_NULL(first->late_classes[LATE_CLASS_ThreadSnapshot]);
    EXPECT_FALSE(first->itables_hold_overpasses);
    EXPECT_HEX(first->jni_version, 0x000A0000);
}

Test(release, rows_of_a_later_release)
{
    const Release *later = release_table(25);
    EXPECT_STR(later->fields[WK_FIELD_Thread_priority].class_name, "java/lang/Thread$FieldHolder");
    EXPECT_STR(later->fields[WK_FIELD_Thread_tid].class_name, "java/lang/Thread");
    EXPECT_NULL(later->fields[WK_FIELD_Thread_stillborn].name);
    EXPECT_NULL(later->methods[WK_METHOD_ThreadGroup_add].name);
    EXPECT_STR(later->late_methods[LATE_METHOD_DirectByteBuffer_init].desc, "(JJ)V");
    EXPECT_STR(later->late_classes[LATE_CLASS_Buffer], "java/nio/Buffer");
    EXPECT_HEX(later->management_version, 0x20040000);
}

/* Each text takes the same arguments, whether it shows them or not. */
Test(release, texts)
{
    char text[256];
    release = release_table(17);
    snprintf(text, sizeof text, RELEASE_TEXT(no_such_field), "name", "p.Holder", "int");
    EXPECT_STR(text, "name");
    release = release_table(25);
    snprintf(text, sizeof text, RELEASE_TEXT(no_such_field), "name", "p.Holder", "int");
    EXPECT_STR(text, "Class p.Holder does not have member field 'int name'");
    EXPECT_STR(RELEASE_TEXT(unsafe_fault), "a fault occurred in an unsafe memory access operation");
}

Test(release, versions_of_jni)
{
    release = NULL; /* before the choice: what any knows */
    EXPECT_TRUE(release_knows_jni(0x00180000));
    EXPECT_FALSE(release_knows_jni(0x00160000));
    release = release_table(17);
    EXPECT_TRUE(release_knows_jni(0x000A0000));
    EXPECT_FALSE(release_knows_jni(0x00150000));
    release = release_table(25);
    EXPECT_TRUE(release_knows_jni(0x00150000));
    EXPECT_TRUE(release_knows_jni(0x00010001));
    EXPECT_FALSE(release_knows_jni(0x00190000));
}
