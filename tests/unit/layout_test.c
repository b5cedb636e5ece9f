/* layout_test.c - where fields stand: packing, gaps of superclasses, reference spans, statics behind
 * java.lang.Class. */
#include "classloader/define/layout.h"

#include "tests/unit/expect.h"
#include "vm/base/region.h"

#include <string.h>

static Arena arena;

static void setup(void)
{
    ASSERT_TRUE(base_init(16 * MB));
    ASSERT_TRUE(symbol_init());
    arena_init_scratch(&arena);
}

TestSuite(layout, .init = setup);

/* descs: one per field, separated by blanks; a leading 's' makes it static. */
static Class *class_with(const char *name, Class *super, const char *descs)
{
    Class *c = ARENA_NEW(&arena, Class);
    c->name = symbol_from(name);
    c->super = super;
    c->fields = ARENA_ARRAY(&arena, Field, 64);
    for (const char *at = descs; *at; at += *at == ' ') {
        Field *field = &c->fields[c->field_count++];
        if (*at == 's')
            field->access = ACC_STATIC, at++;
        field->type = (u8)type_of_char(*at);
        field->name = symbol_from("f");
        at += strcspn(at, " ");
    }
    ASSERT_TRUE(layout_fields(c, &arena));
    return c;
}

static void check_no_overlap(const Class *c)
{
    u8 used[4096] = {0};
    for (; c; c = c->super) {
        for (u32 i = 0; i < c->field_count; i++) {
            u32 size = 1u << type_shift((Type)c->fields[i].type), at = c->fields[i].offset;
            if (c->fields[i].access & ACC_STATIC)
                continue;
            ASSERT_AT_LEAST(at, OBJECT_HEADER_SIZE);
            ASSERT_INT(at % size, 0);
            for (u32 k = at; k < at + size; k++)
                ASSERT_INT(used[k]++, 0);
        }
    }
}

Test(layout, an_object_is_a_header)
{
    Class *object = class_with("java/lang/Object", NULL, "");
    EXPECT_INT(object->instance_size, OBJECT_HEADER_SIZE);
    EXPECT_INT(object->ref_span_count, 0);
}

Test(layout, packs_by_size)
{
    Class *c = class_with("A", class_with("java/lang/Object", NULL, ""), "B J L Z I L S");
    check_no_overlap(c);
    EXPECT_INT(c->instance_size, 8 + 2 * 8 + 8 + 4 + 2 + 1 + 1);
    EXPECT_INT(c->ref_span_count, 1);
    EXPECT_INT(c->ref_spans[0].count, 2);
    EXPECT_INT(c->ref_spans[0].offset, c->fields[2].offset);
}

Test(layout, fills_the_gap_of_the_superclass)
{
    Class *a = class_with("A", NULL, "B");
    Class *b = class_with("B", a, "S I L");
    EXPECT_INT(a->instance_size, 16);
    check_no_overlap(b);
    EXPECT_INT(b->instance_size, 24);
    EXPECT_INT(b->fields[1].offset, 12);
    EXPECT_INT(b->fields[0].offset, 10);
    Class *c = class_with("C", b, "");
    EXPECT_INT(c->instance_size, 24);
    EXPECT_PTR(c->ref_spans, b->ref_spans);
}

Test(layout, adjacent_spans_are_one)
{
    Class *a = class_with("A", NULL, "L L");
    Class *b = class_with("B", a, "L");
    ASSERT_INT(b->ref_span_count, 1);
    EXPECT_INT(b->ref_spans[0].count, 3);
    Class *c = class_with("C", class_with("B2", a, "I"), "L [");
    ASSERT_INT(c->ref_span_count, 2);
    EXPECT_INT(c->ref_spans[1].count, 2);
    check_no_overlap(c);
}

Test(layout, the_collector_keeps_referent_and_discovered_to_itself)
{
    Class *c = ARENA_NEW(&arena, Class);
    Field *fields = ARENA_ARRAY(&arena, Field, 4);
    const char *const names[] = {"referent", "queue", "next", "discovered"};
    for (int i = 0; i < 4; i++) {
        fields[i].name = symbol_from(names[i]);
        fields[i].type = T_OBJECT;
    }
    c->name = SYM(java_lang_ref_Reference);
    c->fields = fields;
    c->field_count = 4;
    ASSERT_TRUE(layout_fields(c, &arena));
    ASSERT_INT(c->ref_span_count, 1);
    EXPECT_INT(c->ref_spans[0].count, 2);
    u32 start = c->ref_spans[0].offset, end = start + 16;
    EXPECT_AT_LEAST(fields[1].offset, start);
    EXPECT_BELOW(fields[1].offset, end);
    EXPECT_FALSE(fields[0].offset >= start && fields[0].offset < end, "%u in [%u, %u)", fields[0].offset,
                 start, end);
    EXPECT_FALSE(fields[3].offset >= start && fields[3].offset < end, "%u in [%u, %u)", fields[3].offset,
                 start, end);
}

Test(layout, statics_wait_for_the_mirror)
{
    Class *early = class_with("A", NULL, "sI sL I");
    layout_statics(early);
    EXPECT_INT(early->static_size, 0);
    Class *mirror = class_with("java/lang/Class", NULL, "L L I sJ");
    layout_statics(mirror);
    layout_statics(early);
    EXPECT_INT(mirror->fields[3].offset, mirror->instance_size);
    EXPECT_INT(mirror->static_size, mirror->instance_size + 8);
    EXPECT_INT(early->static_ref_offset, mirror->instance_size);
    EXPECT_INT(early->static_ref_count, 1);
    EXPECT_INT(early->fields[1].offset, mirror->instance_size);
    EXPECT_INT(early->fields[0].offset, mirror->instance_size + 8);
    EXPECT_INT(early->static_size, mirror->instance_size + 16);
}

static void expect_offsets(const Class *c, const u32 *offsets)
{
    for (u32 i = 0; i < c->field_count; i++)
        EXPECT_INT(c->fields[i].offset, offsets[i], "field %u", i);
}

/* References first, then from large to small; among themselves as they are declared. */
Test(layout, fields_stand_by_size_and_then_as_declared)
{
    Class *c = class_with("A", class_with("java/lang/Object", NULL, ""), "B I L S D F J [ C Z");
    expect_offsets(c, (const u32[]){52, 40, 8, 48, 24, 44, 32, 16, 50, 53});
    EXPECT_INT(c->instance_size, 56);
}

/* The largest field that fits goes first at each place of the gap; what finds no place there follows. */
Test(layout, a_gap_takes_what_fits_and_the_rest_follows)
{
    Class *a = class_with("A", NULL, "I");
    expect_offsets(class_with("B", a, "B B B B B"), (const u32[]){12, 13, 14, 15, 16});
    expect_offsets(class_with("C", a, "Z C I I"), (const u32[]){22, 20, 12, 16});
    expect_offsets(class_with("D", class_with("E", NULL, "Z"), "J S B"), (const u32[]){16, 10, 9});
    Class *behind = class_with("F", class_with("G", class_with("H", a, "L"), ""), "I");
    expect_offsets(behind, (const u32[]){24});
    EXPECT_INT(behind->instance_size, 32, "A's gap lies before a reference");
}

Test(layout, only_classes_with_instances_are_laid_out)
{
    Class *c = ARENA_NEW(&arena, Class);
    c->access = ACC_INTERFACE | ACC_ABSTRACT;
    c->name = symbol_from("Shape");
    ASSERT_TRUE(layout_fields(c, &arena));
    EXPECT_INT(c->instance_size, 0);
    EXPECT_INT(c->ref_span_count, 0);
}

/* Fields that the VM adds to a class of the library stand with those that it declares. */
Test(layout, injected_fields_have_places_too)
{
    Class *c = ARENA_NEW(&arena, Class);
    c->name = symbol_from("A");
    c->fields = ARENA_ARRAY(&arena, Field, 3);
    c->fields[0] = (Field){.name = symbol_from("f"), .type = T_INT};
    c->fields[1] = (Field){.name = symbol_from("g"), .type = T_LONG};
    c->fields[2] = (Field){.name = symbol_from("h"), .type = T_OBJECT};
    c->field_count = 1;
    c->injected_field_count = 2;
    ASSERT_TRUE(layout_fields(c, &arena));
    EXPECT_INT(c->fields[2].offset, 8);
    EXPECT_INT(c->fields[1].offset, 16);
    EXPECT_INT(c->fields[0].offset, 24);
    EXPECT_INT(c->ref_spans[0].count, 1);
    Class *below = class_with("B", c, "I L");
    expect_offsets(below, (const u32[]){28, 32});
    EXPECT_INT(below->ref_span_count, 2);
}

/* What the collector follows is what is declared as a reference, once each. */
static void check_spans(const Class *c)
{
    u8 is_reference[4096] = {0};
    u32 declared = 0, spanned = 0;
    for (const Class *at = c; at; at = at->super)
        for (u32 i = 0; i < at->field_count; i++)
            if (type_is_ref((Type)at->fields[i].type)) {
                is_reference[at->fields[i].offset] = 1;
                declared++;
            }
    for (u32 i = 0; i < c->ref_span_count; i++)
        for (u32 k = 0; k < c->ref_spans[i].count; k++, spanned++)
            ASSERT_INT(is_reference[c->ref_spans[i].offset + 8 * k]--, 1);
    ASSERT_INT(spanned, declared);
}

/* A class wastes no more than the gaps that alignment leaves: at its end, and before its first wide field. */
static void check_size(const Class *c)
{
    u32 bytes = OBJECT_HEADER_SIZE, classes = 0;
    for (const Class *at = c; at; at = at->super, classes++)
        for (u32 i = 0; i < at->field_count; i++)
            bytes += 1u << type_shift((Type)at->fields[i].type);
    ASSERT_INT(c->instance_size % 8, 0);
    ASSERT_AT_LEAST(c->instance_size, bytes);
    ASSERT_AT_MOST(c->instance_size, bytes + 7 * classes);
    if (c->super)
        ASSERT_AT_LEAST(c->instance_size, c->super->instance_size);
}

Test(layout, many_shapes)
{
    static const char *const types[] = {"B", "S", "I", "J", "L", "D", "C", "Z"};
    srand(1);
    for (int round = 0; round < 2000; round++) {
        Class *c = NULL;
        for (int depth = rand() % 5; depth >= 0; depth--) {
            char descs[64] = "";
            for (int i = rand() % 8; i > 0; i--) {
                strcat(descs, types[rand() % 8]);
                strcat(descs, i > 1 ? " " : "");
            }
            c = class_with("A", c, descs);
        }
        check_no_overlap(c);
        check_spans(c);
        check_size(c);
    }
}
