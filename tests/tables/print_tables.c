/* print_tables.c - prints the rows of the release tables and of the natives' tables, one a line, for the
 * suite 25_tables:
 *   class FEATURE ID NAME OPTIONAL
 *   field FEATURE ID CLASS NAME DESC STATIC INJECTED
 *   method FEATURE ID CLASS NAME DESC STATIC
 *   native FEATURE CLASS NAME DESC IS_IN
 *   absent FEATURE KIND ID
 * Rows of classes that are loaded late are rows of their kind, with the id "late". */
#include "stdlib/native/registry.h"
#include "stdlib/release/release.h"

#include <stdio.h>

static const char *const class_ids[] = {
#define WK_CLASS(id) #id,
#include "vm/library/wk_classes.def"
#undef WK_CLASS
};
static const char *const field_ids[] = {
#define WK_FIELD_ID(id) #id,
#include "vm/library/wk_fields.def"
#undef WK_FIELD_ID
};
static const char *const method_ids[] = {
#define WK_METHOD_ID(id) #id,
#include "vm/library/wk_methods.def"
#undef WK_METHOD_ID
};

static void print_release(const Release *r)
{
    for (int id = 0; id < WK_CLASS_COUNT; id++) {
        const WkClassRow *row = &r->classes[id];
        if (row->name)
            printf("class %d %s %s %d\n", r->feature, class_ids[id], row->name, row->optional);
        else
            printf("absent %d class %s\n", r->feature, class_ids[id]);
    }
    for (int id = 0; id < WK_FIELD_COUNT; id++) {
        const WkFieldRow *row = &r->fields[id];
        if (row->name)
            printf("field %d %s %s %s %s %d %d\n", r->feature, field_ids[id], row->class_name, row->name,
                   row->desc, row->is_static, row->injected);
        else
            printf("absent %d field %s\n", r->feature, field_ids[id]);
    }
    for (int id = 0; id < WK_METHOD_COUNT; id++) {
        const WkMethodRow *row = &r->methods[id];
        if (row->name)
            printf("method %d %s %s %s %s %d\n", r->feature, method_ids[id], row->class_name, row->name,
                   row->desc, row->is_static);
        else
            printf("absent %d method %s\n", r->feature, method_ids[id]);
    }
}

static void print_late(const Release *r)
{
    for (int id = 0; id < LATE_CLASS_COUNT; id++)
        if (r->late_classes[id])
            printf("class %d late %s 0\n", r->feature, r->late_classes[id]);
    for (int id = 0; id < LATE_METHOD_COUNT; id++) {
        const LateMethodRow *row = &r->late_methods[id];
        if (!row->name)
            continue;
        printf("method %d late %s %s %s %d\n", r->feature, r->late_classes[row->holder], row->name, row->desc,
               row->is_static);
    }
    for (int id = 0; id < LATE_FIELD_COUNT; id++) {
        const LateFieldRow *row = &r->late_fields[id];
        if (!row->name)
            continue;
        printf("field %d late %s %s %s %d 0\n", r->feature, r->late_classes[row->holder], row->name,
               row->desc, row->is_static);
    }
}

static void print_native(const NativeRow *row, void *context)
{
    int feature = *(const int *)context;
    printf("native %d %s %s %s %d\n", feature, row->class_name, row->name, row->desc,
           registry_row_is_in(row, feature));
}

int main(void)
{
    static int features[] = {
#define RELEASE(feature, is_tested) feature,
#include "stdlib/release/releases.def"
#undef RELEASE
    };
    for (size_t i = 0; i < COUNT_OF(features); i++) {
        print_release(release_table(features[i]));
        print_late(release_table(features[i]));
        registry_for_each(print_native, &features[i]);
    }
    return 0;
}
