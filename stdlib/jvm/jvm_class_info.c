/* jvm_class_info.c - see jvm_class_info.h. */
#include "stdlib/jvm/jvm_class_info.h"

#include "vm/base/bytes.h"

static bool entry_names_class(const Class *c, u16 inner_index)
{
    return inner_index && pool_class_name(&c->pool, inner_index) == c->name;
}

i32 class_info_modifiers(const Class *c)
{
    i32 access = c->access;
    if (c->kind == CLASS_INSTANCE && c->inner_classes) {
        const u8 *info = class_bytes(c) + c->inner_classes;
        u32 count = bytes_peek_u16(info);
        for (u32 i = 0; i < count; i++) {
            const u8 *row = info + 2 + i * 8; /* inner, outer, name, flags: JVMS 4.7.6 */
            if (entry_names_class(c, bytes_peek_u16(row)))
                access = bytes_peek_u16(row + 6);
        }
    }
    return access & ~ACC_SUPER;
}
