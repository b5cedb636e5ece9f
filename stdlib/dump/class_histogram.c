/* class_histogram.c - see class_histogram.h. */
#include "stdlib/dump/class_histogram.h"

#include "classloader/load/module.h"
#include "gc/inspect.h"
#include "vm/base/map.h"
#include "vm/base/vec.h"
#include "vm/library/wellknown.h"

#include <stdlib.h>
#include <string.h>

typedef struct Row {
    const Class *class;
    u64 count, bytes;
} Row;

typedef struct Histogram {
    FILE *out;
    bool all;
    Map places; /* Class* -> its place in rows, from 1 */
    VEC(Row) rows;
} Histogram;

static void count_object(Object *object, void *context)
{
    Histogram *h = context;
    const Class *c = object_class(object);
    u64 place = map_get_u64(&h->places, (u64)(uintptr_t)c);
    if (!place) {
        vec_push(&h->rows, ((Row){.class = c}));
        place = h->rows.count;
        map_put_u64(&h->places, (u64)(uintptr_t)c, place);
    }
    Row *row = &h->rows.items[place - 1];
    row->count++;
    row->bytes += ALIGN_UP(heap_object_size(object), OBJECT_ALIGN);
}

static int by_size(const void *left, const void *right)
{
    const Row *a = left, *b = right;
    if (a->bytes != b->bytes)
        return a->bytes < b->bytes ? 1 : -1;
    return strcmp(a->class->name->text, b->class->name->text);
}

static void print_row(FILE *out, u32 number, const Row *row)
{
    char name[512];
    const Class *c = row->class;
    while (c->kind == CLASS_REF_ARRAY)
        c = c->element;
    const Module *module = module_of_class(c->kind == CLASS_PRIM_ARRAY ? WK(Object) : c);
    fprintf(out, "%4u: %13llu %14llu  %s", number, (unsigned long long)row->count,
            (unsigned long long)row->bytes, class_binary_name(row->class, name, sizeof name));
    if (module && module->name)
        fprintf(out, " (%s%s%s)", module->name->text, module->version ? "@" : "",
                module->version ? module->version->text : "");
    fputc('\n', out);
}

/* The table is written within the pause, since a class may be gone afterwards. */
static void print_all(void *context)
{
    Histogram *h = context;
    Row total = {0};
    (h->all ? cells_walk : heap_walk)(count_object, h);
    qsort(h->rows.items, h->rows.count, sizeof(Row), by_size);
    fprintf(h->out, " num     #instances         #bytes  class name (module)\n"
                    "-------------------------------------------------------\n");
    for (u32 i = 0; i < h->rows.count; i++) {
        print_row(h->out, i + 1, &h->rows.items[i]);
        total.count += h->rows.items[i].count;
        total.bytes += h->rows.items[i].bytes;
    }
    fprintf(h->out, "Total %13llu %14llu\n", (unsigned long long)total.count,
            (unsigned long long)total.bytes);
    fflush(h->out);
}

void class_histogram_print(Thread *t, FILE *out, bool all)
{
    Histogram h = {.out = out, .all = all};
    map_init(&h.places, NULL);
    heap_collect_and_visit(t, GC_CAUSE_INSPECTION, all ? HEAP_VISIT_AT_BEGIN : HEAP_VISIT_AT_END, print_all,
                           &h);
    map_free(&h.places);
    vec_free(&h.rows);
}
