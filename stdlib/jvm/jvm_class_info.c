/* jvm_class_info.c - see jvm_class_info.h. */
#include "stdlib/jvm/jvm_class_info.h"

#include "vm/model/attribute.h"

static bool entry_names_class(const Class *c, u16 inner_index)
{
    return inner_index && pool_class_name(&c->pool, inner_index) == c->name;
}

i32 class_info_modifiers(const Class *c)
{
    i32 access = c->access;
    InnerRow row;
    for (Rows it = attribute_inner_classes(c); attribute_next_inner(&it, &row);)
        if (entry_names_class(c, row.inner))
            access = row.access;
    return access & ~ACC_SUPER;
}
