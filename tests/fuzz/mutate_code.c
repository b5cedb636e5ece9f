/* mutate_code.c - see mutate.h.
 * Changes of instructions, stack maps, handlers and limits. Instructions move as whole ones and what points
 * at them moves along, so that most changes leave a method that can be verified. */
#include "tests/fuzz/mutate.h"

#include "vm/base/bytes.h"
#include "vm/bytecode/opcode.h"
#include "vm/model/pool.h"

#include <stdio.h>
#include <string.h>

enum { MAX_CHANGED = 60000 };

typedef struct Change {
    ClassModel *model;
    CodeModel *code;
    Random *r;
    const Member *method;
    const LiveSet *live;
    char *text;
} Change;

static bool one_in(Random *r, u32 n)
{
    return random_below(r, n) == 0;
}

/* ---- choosing ---- */

/* Some instruction that may be changed; count: there is none. */
static u32 pick_insn(const Change *c)
{
    u32 count = 0, chosen = c->code->count;
    for (u32 i = 0; i < c->code->count; i++) {
        const LiveSet *live = c->live;
        if (live && !live->is_live(live->context, c->model, c->method, c->code->insns[i].bci))
            continue;
        if (one_in(c->r, ++count))
            chosen = i;
    }
    return chosen;
}

static const char *name_of(const Insn *insn)
{
    return opcode_info(insn->bytes[0])->name;
}

static u8 *own_bytes(const Change *c, Insn *insn)
{
    u8 *copy = arena_alloc(c->model->arena, insn->size);
    memcpy(copy, insn->bytes, insn->size);
    insn->bytes = copy;
    return copy;
}

static bool has_room(const Change *c)
{
    return c->code->count < MAX_CHANGED;
}

/* ---- instructions ---- */

static void replace(Change *c, u32 at)
{
    Insn *insn = &c->code->insns[at];
    u8 old = insn->bytes[0];
    const char *format = opcode_info(old)->operands;
    u32 count = 0, chosen = old;
    for (u32 op = 0; op < OP_JVM_COUNT; op++)
        if (op != old && strcmp(opcode_info(op)->operands, format) == 0 && one_in(c->r, ++count))
            chosen = op;
    if (chosen == old || old == OP_wide || old == OP_tableswitch || old == OP_lookupswitch)
        return;
    if ((opcode_info(old)->flags & OPF_BRANCH) != (opcode_info(chosen)->flags & OPF_BRANCH))
        return;
    own_bytes(c, insn)[0] = (u8)chosen;
    snprintf(c->text, MUTATION_TEXT, "%s at %u is %s", opcode_info(old)->name, at, name_of(insn));
}

/* Of the same category as the one there, so that the method may stay valid. */
static void replace_alike(Change *c, u32 at)
{
    Insn *insn = &c->code->insns[at];
    const OpcodeInfo *old = opcode_info(insn->bytes[0]);
    u32 count = 0, chosen = OP_COUNT;
    for (u32 op = 0; op < OP_JVM_COUNT; op++) {
        const OpcodeInfo *other = opcode_info(op);
        if (other != old && strcmp(other->operands, old->operands) == 0 &&
            strcmp(other->pops, old->pops) == 0 && strcmp(other->pushes, old->pushes) == 0 &&
            other->flags == old->flags && one_in(c->r, ++count))
            chosen = op;
    }
    if (chosen == OP_COUNT || strchr(old->operands, 'T') || strchr(old->operands, 'S'))
        return;
    own_bytes(c, insn)[0] = (u8)chosen;
    snprintf(c->text, MUTATION_TEXT, "%s at %u is %s", old->name, at, name_of(insn));
}

static void insert_plain(Change *c, u32 at)
{
    u8 op;
    do
        op = (u8)random_below(c->r, OP_JVM_COUNT);
    while (opcode_info(op)->operands[0] != '\0' || op == OP_wide);
    code_model_insert(c->code, c->model->arena, at, &op, 1, false);
    snprintf(c->text, MUTATION_TEXT, "%s inserted at %u", opcode_info(op)->name, at);
}

static void insert_copy(Change *c, u32 at)
{
    Insn source = c->code->insns[random_below(c->r, c->code->count)];
    Insn *insn = code_model_insert(c->code, c->model->arena, at, source.bytes, source.size, false);
    if (source.target_count) {
        u32 *targets = ARENA_ARRAY(c->model->arena, u32, source.target_count);
        for (u32 i = 0; i < source.target_count; i++)
            targets[i] = source.targets[i]; /* moved already by the insertion */
        insn->targets = targets;
        insn->target_count = source.target_count;
    }
    snprintf(c->text, MUTATION_TEXT, "%s copied to %u", name_of(insn), at);
}

/* Sequences that leave stack and locals alone, or leave the method. */
static void insert_neutral(Change *c, u32 at)
{
    static const struct {
        u8 size, bytes[3];
        const char *name;
    } rows[] = {
        {1, {OP_nop}, "nop"},
        {2, {OP_iconst_1, OP_pop}, "iconst_1 pop"},
        {2, {OP_lconst_1, OP_pop2}, "lconst_1 pop2"},
        {2, {OP_dconst_0, OP_pop2}, "dconst_0 pop2"},
        {2, {OP_aconst_null, OP_pop}, "aconst_null pop"},
        {2, {OP_aload_0, OP_pop}, "aload_0 pop"},
        {2, {OP_iload_1, OP_pop}, "iload_1 pop"},
        {2, {OP_dup, OP_pop}, "dup pop"},
        {2, {OP_swap, OP_swap}, "swap swap"},
        {2, {OP_dup2, OP_pop2}, "dup2 pop2"},
        {2, {OP_aconst_null, OP_athrow}, "aconst_null athrow"},
        {1, {OP_return}, "return"},
        {2, {OP_iconst_0, OP_ireturn}, "iconst_0 ireturn"},
        {2, {OP_aconst_null, OP_areturn}, "aconst_null areturn"},
        {2, {OP_ineg, OP_ineg}, "ineg ineg"},
        {2, {OP_i2l, OP_l2i}, "i2l l2i"},
        {2, {OP_dneg, OP_dneg}, "dneg dneg"},
        {2, {OP_aload_0, OP_monitorenter}, "aload_0 monitorenter"},
        {2, {OP_aload_0, OP_monitorexit}, "aload_0 monitorexit"},
        {3, {OP_iconst_1, OP_i2b, OP_pop}, "iconst_1 i2b pop"},
    };
    u32 row = random_below(c->r, COUNT_OF(rows));
    for (u32 i = rows[row].size; i > 0; i--)
        code_model_insert(c->code, c->model->arena, at, &rows[row].bytes[i - 1], 1, false);
    if (c->live)
        c->code->max_stack += 2;
    snprintf(c->text, MUTATION_TEXT, "%s inserted at %u", rows[row].name, at);
}

/* goto or ifeq to another instruction. */
static void insert_branch(Change *c, u32 at)
{
    static const u8 condition = OP_iconst_0;
    u8 bytes[3] = {one_in(c->r, 2) ? OP_goto : OP_ifne, 0, 0};
    u32 target = random_below(c->r, c->code->count);
    bool is_plain = bytes[0] == OP_goto;
    Insn *insn = code_model_insert(c->code, c->model->arena, at, bytes, 3, false);
    insn->targets = ARENA_ARRAY(c->model->arena, u32, 1);
    insn->targets[0] = target + (target >= at);
    insn->target_count = 1;
    if (!is_plain)
        code_model_insert(c->code, c->model->arena, at, &condition, 1, false);
    snprintf(c->text, MUTATION_TEXT, "%s inserted at %u to %u", is_plain ? "goto" : "iconst_0 ifne", at,
             target);
}

static void delete_insn(Change *c, u32 at)
{
    if (c->code->count < 2)
        return;
    snprintf(c->text, MUTATION_TEXT, "%s at %u deleted", name_of(&c->code->insns[at]), at);
    code_model_delete(c->code, at);
}

static void swap_insns(Change *c, u32 at)
{
    if (at + 1 >= c->code->count)
        return;
    Insn first = c->code->insns[at];
    c->code->insns[at] = c->code->insns[at + 1];
    c->code->insns[at + 1] = first;
    snprintf(c->text, MUTATION_TEXT, "%s at %u swapped with the next", name_of(&first), at);
}

/* The pool index of the descriptor of a field or method reference; 0: it is none. */
static u16 descriptor_of(const ClassModel *m, u32 index)
{
    const Constant *ref = &m->pool[index];
    if (ref->size != 4 || ref->tag == CP_NAME_AND_TYPE || ref->tag < CP_FIELDREF)
        return 0;
    u16 pair = bytes_peek_u16(ref->data + 2);
    bool is_pair = pair < m->pool_count && m->pool[pair].tag == CP_NAME_AND_TYPE;
    return is_pair ? bytes_peek_u16(m->pool[pair].data + 2) : 0;
}

/* Of live code mostly one that a good class could have there. */
static u16 pick_same_tag(const Change *c, u32 index)
{
    const ClassModel *m = c->model;
    u32 count = 0, chosen = index;
    if (index >= m->pool_count || one_in(c->r, 12))
        return (u16)random_below(c->r, m->pool_count + 1);
    u16 desc = c->live ? descriptor_of(m, index) : 0;
    for (u32 i = 1; i < m->pool_count; i++)
        if (i != index && m->pool[i].tag == m->pool[index].tag && (!desc || descriptor_of(m, i) == desc) &&
            one_in(c->r, ++count))
            chosen = i;
    return (u16)chosen;
}

static void change_operand(Change *c, u32 at)
{
    Insn *insn = &c->code->insns[at];
    const char *format = opcode_info(insn->bytes[0])->operands;
    if (insn->target_count) {
        u32 which = random_below(c->r, insn->target_count), target = random_below(c->r, c->code->count);
        u32 *targets = ARENA_ARRAY(c->model->arena, u32, insn->target_count);
        memcpy(targets, insn->targets, insn->target_count * sizeof(u32));
        targets[which] = target;
        insn->targets = targets;
        snprintf(c->text, MUTATION_TEXT, "%s at %u branches to %u", name_of(insn), at, target);
        return;
    }
    if (format[0] == '\0')
        return;
    u8 *bytes = own_bytes(c, insn);
    if (format[0] == 'K' || format[0] == 'k') {
        u16 old = format[0] == 'K' ? bytes_peek_u16(bytes + 1) : bytes[1];
        u16 index = pick_same_tag(c, old);
        if (format[0] == 'K')
            bytes[1] = (u8)(index >> 8), bytes[2] = (u8)index;
        else
            bytes[1] = (u8)index;
    } else if (format[0] == 'l') {
        bytes[1] = (u8)random_below(c->r, c->code->max_locals + 1u);
    } else {
        u32 place = 1 + random_below(c->r, insn->size - 1);
        bytes[place] = one_in(c->r, 2) ? (u8)random_next(c->r) : (u8)(bytes[place] ^ 1);
    }
    snprintf(c->text, MUTATION_TEXT, "operand of %s at %u changed", name_of(insn), at);
}

static void change_insn(Change *c)
{
    static void (*const live_changes[])(Change *, u32) = {
        replace_alike,  replace_alike,  replace_alike,  insert_neutral, insert_neutral,
        insert_neutral, insert_neutral, change_operand, change_operand, insert_branch,
        insert_copy,    delete_insn,    swap_insns,
    };
    static void (*const changes[])(Change *, u32) = {
        replace,        replace_alike,  replace_alike,  insert_plain,  insert_copy,
        insert_neutral, insert_neutral, insert_neutral, insert_branch, delete_insn,
        swap_insns,     change_operand, change_operand,
    };
    u32 at = pick_insn(c);
    if (at == c->code->count || !has_room(c))
        return;
    if (c->live)
        live_changes[random_below(c->r, COUNT_OF(live_changes))](c, at);
    else
        changes[random_below(c->r, COUNT_OF(changes))](c, at);
}

/* ---- frames ---- */

static void set_type(const Change *c, VType *type)
{
    type->tag = one_in(c->r, 20) ? (u8)random_next(c->r) : (u8)random_below(c->r, 9);
    if (type->tag == 7) {
        u32 count = 0;
        for (u32 i = 1; i < c->model->pool_count; i++)
            if (c->model->pool[i].tag == CP_CLASS && one_in(c->r, ++count))
                type->value = i;
    } else if (type->tag == 8) {
        type->value = random_below(c->r, c->code->count);
    }
}

static void remove_frame(const Change *c, u32 at)
{
    CodeModel *code = c->code;
    memmove(code->frames + at, code->frames + at + 1, (--code->frame_count - at) * sizeof *code->frames);
    snprintf(c->text, MUTATION_TEXT, "frame %u removed", at);
}

static void add_frame(const Change *c, u32 at)
{
    CodeModel *code = c->code;
    MapFrame copy = code->frames[at];
    copy.at = random_below(c->r, code->count);
    if (one_in(c->r, 2))
        copy = (MapFrame){.kind = 0, .at = copy.at};
    code->frames =
        class_model_make_room(c->model->arena, code->frames, code->frame_count, at, sizeof *code->frames);
    code->frames[at] = copy;
    code->frame_count++;
    snprintf(c->text, MUTATION_TEXT, "frame added before %u", at);
}

static void change_types(const Change *c, MapFrame *frame)
{
    bool of_stack = frame->stack_count && (frame->local_count == 0 || one_in(c->r, 2));
    u32 count = of_stack ? frame->stack_count : frame->local_count;
    if (count == 0)
        return;
    VType *types = ARENA_ARRAY(c->model->arena, VType, count);
    memcpy(types, of_stack ? frame->stack : frame->locals, count * sizeof *types);
    u32 which = random_below(c->r, count);
    set_type(c, &types[which]);
    *(of_stack ? &frame->stack : &frame->locals) = types;
    snprintf(c->text, MUTATION_TEXT, "frame's %s %u has tag %u", of_stack ? "stack" : "local", which,
             types[which].tag);
}

/* Another form of frame with made-up types. */
static void change_kind(const Change *c, MapFrame *frame)
{
    static const u8 kinds[] = {0, 64, 248, 249, 250, 252, 253, 254, 255};
    frame->kind = kinds[random_below(c->r, COUNT_OF(kinds))];
    frame->local_count = frame->kind == 255   ? random_below(c->r, 4)
                         : frame->kind >= 252 ? frame->kind - 251u
                                              : 0;
    frame->stack_count = frame->kind == 64 ? 1 : frame->kind == 255 ? random_below(c->r, 3) : 0;
    frame->locals = ARENA_ARRAY(c->model->arena, VType, frame->local_count);
    frame->stack = ARENA_ARRAY(c->model->arena, VType, frame->stack_count);
    for (u32 i = 0; i < frame->local_count; i++)
        set_type(c, &frame->locals[i]);
    for (u32 i = 0; i < frame->stack_count; i++)
        set_type(c, &frame->stack[i]);
    snprintf(c->text, MUTATION_TEXT, "frame is of kind %u", frame->kind);
}

static void change_frames(Change *c)
{
    CodeModel *code = c->code;
    if (code->frame_count == 0)
        return;
    u32 at = random_below(c->r, code->frame_count);
    MapFrame *frame = &code->frames[at];
    switch (random_below(c->r, 6)) {
    case 0: remove_frame(c, at); break;
    case 1: add_frame(c, at); break;
    case 2: change_kind(c, frame); break;
    case 3:
        frame->at = one_in(c->r, 2) ? frame->at + 1 : random_below(c->r, code->count + 1);
        snprintf(c->text, MUTATION_TEXT, "frame %u moved", at);
        break;
    default: change_types(c, frame); break;
    }
}

/* ---- handlers and limits ---- */

static void change_handlers(Change *c)
{
    CodeModel *code = c->code;
    u32 at = random_below(c->r, code->handler_count);
    if (code->handler_count == 0 || one_in(c->r, 3)) {
        Handler h = {.start = random_below(c->r, code->count), .handler = random_below(c->r, code->count)};
        h.end = h.start + 1 + random_below(c->r, code->count - h.start);
        if (code->handler_count && one_in(c->r, 2))
            h.handler = code->handlers[0].handler;
        code->handlers = class_model_make_room(c->model->arena, code->handlers, code->handler_count,
                                               code->handler_count, sizeof h);
        code->handlers[code->handler_count++] = h;
        snprintf(c->text, MUTATION_TEXT, "handler added");
    } else if (one_in(c->r, 3)) {
        code->handlers[at] = code->handlers[--code->handler_count];
        snprintf(c->text, MUTATION_TEXT, "handler %u removed", at);
    } else {
        u32 *const parts[] = {&code->handlers[at].start, &code->handlers[at].end,
                              &code->handlers[at].handler};
        u32 part = random_below(c->r, 4);
        if (part < 3)
            *parts[part] = random_below(c->r, code->count + 1);
        else
            code->handlers[at].type = pick_same_tag(c, code->handlers[at].type);
        snprintf(c->text, MUTATION_TEXT, "handler %u changed", at);
    }
}

static void change_limits(Change *c)
{
    bool is_stack = one_in(c->r, 2);
    u16 *limit = is_stack ? &c->code->max_stack : &c->code->max_locals;
    *limit = (u16)(one_in(c->r, 3) ? random_below(c->r, 4) : *limit + (one_in(c->r, 2) ? 1u : 0xFFFFu));
    snprintf(c->text, MUTATION_TEXT, "max_%s is %u", is_stack ? "stack" : "locals", *limit);
}

static bool has_live(const Change *c)
{
    if (!c->live)
        return true;
    for (u32 i = 0; i < c->code->count; i++)
        if (c->live->is_live(c->live->context, c->model, c->method, c->code->insns[i].bci))
            return true;
    return false;
}

void mutate_code(ClassModel *m, Random *r, const LiveSet *live, char text[MUTATION_TEXT])
{
    static void (*const changes[])(Change *) = {
        change_insn, change_insn,   change_insn,   change_insn,     change_insn,
        change_insn, change_frames, change_frames, change_handlers, change_limits,
    };
    text[0] = '\0';
    for (int attempts = 0; attempts < 16 && text[0] == '\0' && m->methods.count; attempts++) {
        u32 which = random_below(r, m->methods.count);
        Member *method = &m->methods.items[which];
        Attribute *attribute = class_model_attribute(m, &method->attributes, "Code");
        CodeModel code;
        char did[MUTATION_TEXT] = "";
        Change change = {m, &code, r, method, live, did};
        if (!attribute || !code_model_read(&code, m, attribute) || !has_live(&change))
            continue;
        changes[live && random_below(r, 8) ? 0 : random_below(r, COUNT_OF(changes))](&change);
        if (did[0] && code_model_write(&code, m, attribute))
            snprintf(text, MUTATION_TEXT, "method %u: %.120s", which, did);
    }
}

/* ---- ticks ---- */

static bool goes_back(const Insn *insn, u32 at)
{
    for (u32 i = 0; i < insn->target_count; i++)
        if (insn->targets[i] <= at)
            return true;
    return false;
}

static void add_ticks(ClassModel *m, CodeModel *code, u16 method_ref, bool is_constructor)
{
    u8 call[3] = {OP_invokestatic, (u8)(method_ref >> 8), (u8)method_ref};
    /* What branches to the branch has to come by the tick. */
    for (u32 i = code->count; i > 0; i--) {
        bool back = goes_back(&code->insns[i - 1], i - 1);
        if (!back && (i - 1 > 0 || is_constructor))
            continue;
        code_model_insert(code, m->arena, i - 1, call, 3, true);
    }
}

bool mutate_add_ticks(ClassModel *m, const char *class_name)
{
    u16 name = class_model_utf8(m, class_name);
    u8 data[2] = {(u8)(name >> 8), (u8)name};
    u16 class_index = class_model_add(m, CP_CLASS, data, 2);
    u16 member =
        class_model_pair(m, CP_NAME_AND_TYPE, class_model_utf8(m, "tick"), class_model_utf8(m, "()V"));
    u16 method_ref = class_model_pair(m, CP_METHODREF, class_index, member);
    if (!name || !class_index || !member || !method_ref)
        return false;
    for (u32 i = 0; i < m->methods.count; i++) {
        Member *method = &m->methods.items[i];
        Attribute *attribute = class_model_attribute(m, &method->attributes, "Code");
        CodeModel code;
        if (!attribute || !code_model_read(&code, m, attribute))
            continue;
        add_ticks(m, &code, method_ref, class_model_is_utf8(m, method->name, "<init>"));
        if (!code_model_write(&code, m, attribute))
            return false;
    }
    return true;
}
