/* flow.c - see flow.h. */
#include "vm/exec/flow/flow.h"

#include "vm/base/bytes.h"
#include "vm/model/opcode.h"

static void visit_switch(const u8 *code, u32 bci, FlowVisit visit, void *context)
{
    const u8 *at = code + ((bci + 4) & ~3u);
    bool is_table = code[bci] == OP_tableswitch;
    u32 low = bytes_peek_u32(at + 4), count = is_table ? bytes_peek_u32(at + 8) - low + 1 : low;
    visit(context, (i64)bci + (i32)bytes_peek_u32(at));
    for (u32 i = 0; i < count; i++)
        visit(context, (i64)bci + (i32)bytes_peek_u32(at + 12 + i * (is_table ? 4 : 8)));
}

void flow_successors(const u8 *code, u32 bci, u32 length, FlowVisit visit, void *context)
{
    const u8 *at = code + bci;
    const OpcodeInfo *info = opcode_info(*at);
    if (*at == OP_tableswitch || *at == OP_lookupswitch)
        visit_switch(code, bci, visit, context);
    else if (info->operands[0] == 'o')
        visit(context, (i64)bci + (i16)bytes_peek_u16(at + 1));
    else if (info->operands[0] == 'O')
        visit(context, (i64)bci + (i32)bytes_peek_u32(at + 1));
    bool is_wide_ret = *at == OP_wide && at[1] == OP_ret;
    if (!(info->flags & OPF_END) && !is_wide_ret)
        visit(context, (i64)bci + length);
}
