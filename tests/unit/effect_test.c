/* effect_test.c - what each of the 202 instructions pops and pushes: by the table's letters where it has
 * some, by descriptor, constant or count where it says '?'; and how the others shuffle. */
#include "vm/bytecode/effect.h"

#include "tests/unit/expect.h"
#include "vm/base/region.h"

#include <stdio.h>
#include <string.h>

enum { POOL_SIZE = 64, MEMBER = 40 };

static u8 tags[POOL_SIZE];
static CpEntry entries[POOL_SIZE];
static const ConstPool pool = {.count = POOL_SIZE, .tags = tags, .entries = entries};

static void setup(void)
{
    ASSERT_TRUE(base_init(16 * MB));
    ASSERT_TRUE(symbol_init());
}

TestSuite(effect, .init = setup);

/* A field, a method, or a constant with a descriptor. */
static u8 member(u8 tag, const char *desc)
{
    tags[MEMBER] = tag;
    entries[MEMBER].b = MEMBER + 1;
    tags[MEMBER + 1] = CP_NAME_AND_TYPE;
    entries[MEMBER + 1].b = MEMBER + 2;
    entries[MEMBER + 2].ref = (u32)(uintptr_t)symbol_from(desc);
    return MEMBER;
}

/* "popped>pushed" as letters from the deepest to the top; the count of cells must agree. */
static const char *effect_text(const u8 *at)
{
    static char text[300];
    u32 used = 0, cells = 0;
    Effect effect = effect_of(&pool, at);
    EffectPops pops = effect_pops(&pool, at);
    for (char letter; (letter = effect_next_pop(&pops)); text[used++] = letter)
        cells += letter == 'J' || letter == 'D' ? 2 : 1;
    EXPECT_INT(effect.popped, cells, "%s", opcode_info(*at)->name);
    text[used++] = '>';
    text[used++] = effect.pushed;
    text[used] = '\0';
    return text;
}

#define EFFECT(...) effect_text((const u8[]){__VA_ARGS__, 0, 0, 0, 0, 0})

/* The table's letters, with A for arrays and for null. */
static void letters_text(const OpcodeInfo *info, char *text)
{
    for (const char *at = info->pops; *at; at++) {
        bool is_array = *at == '[';
        at += is_array;
        *text++ = is_array ? 'A' : *at;
    }
    *text++ = '>';
    if (*info->pushes)
        *text++ = *info->pushes == 'N' ? 'A' : *info->pushes;
    *text = '\0';
}

Test(effect, instructions_do_what_their_letters_say)
{
    for (u32 op = 0; op < OP_JVM_COUNT; op++) {
        const OpcodeInfo *info = opcode_info(op);
        char text[16];
        if (strchr(info->pops, '?') || strchr(info->pushes, '?'))
            continue;
        letters_text(info, text);
        EXPECT_STR(EFFECT((u8)op), text, "%s", info->name);
    }
}

/* Together with the letters and the shuffles: every instruction. */
Test(effect, what_the_table_leaves_open)
{
    static const struct {
        u8 op;
        const char *text;
    } rows[] = {
        {OP_aaload, "AI>A"},   {OP_astore, "A>"},       {OP_astore_0, "A>"},   {OP_astore_1, "A>"},
        {OP_astore_2, "A>"},   {OP_astore_3, "A>"},     {OP_new, ">A"},        {OP_newarray, "I>A"},
        {OP_anewarray, "I>A"}, {OP_arraylength, "A>I"}, {OP_checkcast, "A>A"},
    };
    bool open[OP_JVM_COUNT] = {false};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        EXPECT_STR(EFFECT(rows[i].op), rows[i].text, "%s", opcode_info(rows[i].op)->name);
        open[rows[i].op] = true;
    }
    for (u32 op = 0; op < OP_JVM_COUNT; op++) {
        bool by_constant =
            (op >= OP_ldc && op <= OP_ldc2_w) || (op >= OP_getstatic && op <= OP_invokedynamic);
        open[op] |= by_constant || effect_is_shuffle(op) || op == OP_multianewarray || op == OP_wide;
        EXPECT_INT(open[op], strchr(opcode_info(op)->pops, '?') || strchr(opcode_info(op)->pushes, '?'), "%s",
                   opcode_info(op)->name);
    }
}

Test(effect, constants_are_pushed_by_their_tag)
{
    static const struct {
        u8 tag;
        const char *text;
    } rows[] = {{CP_INTEGER, ">I"}, {CP_FLOAT, ">F"},         {CP_STRING, ">A"},      {CP_CLASS, ">A"},
                {CP_LONG, ">J"},    {CP_METHOD_HANDLE, ">A"}, {CP_METHOD_TYPE, ">A"}, {CP_DOUBLE, ">D"}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        tags[7] = rows[i].tag;
        EXPECT_STR(EFFECT(OP_ldc, 7), rows[i].text);
        tags[7] = rows[i].tag | CP_RESOLVED;
        EXPECT_STR(EFFECT(OP_ldc_w, 0, 7), rows[i].text);
        EXPECT_STR(EFFECT(OP_ldc2_w, 0, 7), rows[i].text);
    }
    EXPECT_STR(EFFECT(OP_ldc, member(CP_DYNAMIC, "Z")), ">I");
    EXPECT_STR(EFFECT(OP_ldc2_w, 0, member(CP_DYNAMIC, "D")), ">D");
    EXPECT_STR(EFFECT(OP_ldc_w, 0, member(CP_DYNAMIC, "[J")), ">A");
}

Test(effect, fields_are_moved_by_their_descriptor)
{
    static const char *const rows[][2] = {{"Z", "I"}, {"B", "I"}, {"C", "I"}, {"S", "I"},  {"I", "I"},
                                          {"F", "F"}, {"J", "J"}, {"D", "D"}, {"[D", "A"}, {"LJ;", "A"}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char letter = rows[i][1][0], text[8];
        u8 index = member(CP_FIELDREF, rows[i][0]);
        snprintf(text, sizeof text, ">%c", letter);
        EXPECT_STR(EFFECT(OP_getstatic, 0, index), text);
        snprintf(text, sizeof text, "A>%c", letter);
        EXPECT_STR(EFFECT(OP_getfield, 0, index), text);
        snprintf(text, sizeof text, "%c>", letter);
        EXPECT_STR(EFFECT(OP_putstatic, 0, index), text);
        snprintf(text, sizeof text, "A%c>", letter);
        EXPECT_STR(EFFECT(OP_putfield, 0, index), text);
    }
}

Test(effect, calls_pop_their_arguments_and_push_their_result)
{
    u8 index = member(CP_METHODREF, "(ZJLJ;[[DFD)V");
    EXPECT_STR(EFFECT(OP_invokevirtual, 0, index), "AIJAAFD>");
    EXPECT_STR(EFFECT(OP_invokespecial, 0, index), "AIJAAFD>");
    EXPECT_STR(EFFECT(OP_invokestatic, 0, index), "IJAAFD>");
    index = member(CP_INTERFACE_METHODREF, "()J");
    EXPECT_STR(EFFECT(OP_invokeinterface, 0, index, 1, 0), "A>J");
    index = member(CP_INVOKE_DYNAMIC, "(Ljava/lang/Object;)[I");
    EXPECT_STR(EFFECT(OP_invokedynamic, 0, index), "A>A");
    EXPECT_STR(EFFECT(OP_invokestatic, 0, member(CP_METHODREF, "()S")), ">I");
}

Test(effect, wide_forms_are_those_they_widen)
{
    EXPECT_STR(EFFECT(OP_wide, OP_dload, 1, 0), ">D");
    EXPECT_STR(EFFECT(OP_wide, OP_astore, 1, 0), "A>");
    EXPECT_STR(EFFECT(OP_wide, OP_iinc, 1, 0, 0, 1), ">");
    EXPECT_STR(EFFECT(OP_wide, OP_ret, 1, 0), ">");
}

Test(effect, a_multianewarray_pops_its_dimensions)
{
    EXPECT_STR(EFFECT(OP_multianewarray, 0, 1, 3), "III>A");
    EXPECT_INT(effect_of(&pool, (const u8[]){OP_multianewarray, 0, 1, 255}).popped, 255);
}

/* What is left of abcd, a being the top, from the bottom up: JVMS 6.5 by cells. */
Test(effect, shuffles_leave_what_the_specification_says)
{
    static const char *const rows[][2] = {{"a", ""},        {"ab", ""},         {"a", "aa"},
                                          {"ab", "aba"},    {"abc", "acba"},    {"ab", "baba"},
                                          {"abc", "bacba"}, {"abcd", "badcba"}, {"ab", "ab"}};
    for (u32 op = OP_pop; op <= OP_swap; op++) {
        const Shuffle *shuffle = effect_shuffle(op);
        u8 from[SHUFFLE_LEFT];
        char left[SHUFFLE_LEFT + 1] = "";
        u32 count = effect_shuffle_cells(shuffle, from);
        for (u32 i = 0; i < count; i++)
            left[i] = (char)('a' + from[i]);
        EXPECT_INT(effect_shuffle_taken(shuffle), strlen(rows[op - OP_pop][0]), "%s", opcode_info(op)->name);
        EXPECT_STR(left, rows[op - OP_pop][1], "%s", opcode_info(op)->name);
    }
    EXPECT_FALSE(effect_is_shuffle(OP_pop - 1));
    EXPECT_FALSE(effect_is_shuffle(OP_swap + 1));
}

Test(effect, every_type_is_one_of_the_letters)
{
    EXPECT_INT(effect_cells(effect_letter(T_VOID)), 0);
    for (Type type = T_BOOLEAN; type < T_VOID; type++)
        EXPECT_INT(effect_cells(effect_letter(type)), type_slots(type));
    EXPECT_INT(effect_cells('R'), 1);
}
