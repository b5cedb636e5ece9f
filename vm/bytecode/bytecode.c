/* bytecode.c - see bytecode.h. */
#include "vm/bytecode/bytecode.h"

#include "vm/base/panic.h"

i32 bytecode_immediate(const u8 *at)
{
    switch (*at) {
    case OP_bipush: return (i8)at[1];
    case OP_iinc: return (i8)at[2];
    case OP_wide: return (i16)bytes_peek_u16(at + 4);
    default: ASSERT(*at == OP_sipush); return (i16)bytes_peek_u16(at + 1);
    }
}

Switch bytecode_switch(const u8 *code, u32 bci)
{
    const u8 *head = code + ((bci + 4) & ~3u);
    i32 first = (i32)bytes_peek_u32(head + 4);
    if (code[bci] == OP_lookupswitch)
        return (Switch){head, head + 8, first, bci, 8, 0};
    return (Switch){head, head + 12, (i64)(i32)bytes_peek_u32(head + 8) - first + 1, bci, 4, first};
}

Targets bytecode_switch_targets(const u8 *code, u32 bci)
{
    Switch s = bytecode_switch(code, bci);
    u8 first_step = (u8)(s.rows + s.stride - 4 - s.head);
    return (Targets){s.head, bci, (u32)s.count + 1, true, (u8)s.stride, first_step};
}
