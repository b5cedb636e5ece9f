/* prepare_fixture.h - methods of a hand-made class, without Java: for tests of prepare and of frames
 * Usage:  t = prepare_start(); m = prepare_make("(II)I", locals, stack, code, sizeof code); …
 */
#ifndef MOKA_TESTS_UNIT_PREPARE_FIXTURE_H
#define MOKA_TESTS_UNIT_PREPARE_FIXTURE_H

#include "classloader/prepare/prepare.h"
#include "tests/unit/heap_fixture.h"
#include "vm/bytecode/opcode.h"

static Class *prepare_class;

static Thread *prepare_start(void)
{
    Thread *t = fixture_start((HeapOptions){0});
    prepare_class = fixture_class(boot_loader, 0, 8);
    prepare_class->name = symbol_from("T");
    prepare_class->super = fixture_class(boot_loader, 0, 0);
    prepare_class->source_length = 1; /* host slot 0 is NULL: class-file offsets are region addresses */
    return t;
}

/* A static method; offsets in the class file are addresses of copies in the region. */
static Method *prepare_make(const char *desc, u32 locals, u32 stack, const u8 *code, u32 length)
{
    Method *m = ARENA_NEW(&fixture_arena, Method);
    u8 *copy = arena_alloc(&fixture_arena, length);
    u32 params;
    Type type;
    memcpy(copy, code, length);
    m->holder = prepare_class;
    m->access = ACC_STATIC;
    m->name = symbol_from("m");
    m->desc = symbol_from(desc);
    m->arg_slots = (u16)sig_arg_slots(m->desc, &params, &type);
    m->param_count = (u8)params;
    m->return_type = (u8)type;
    m->max_locals = (u16)locals;
    m->max_stack = (u16)stack;
    m->bytecode = (u32)(uintptr_t)copy;
    m->bytecode_length = length;
    return m;
}

/* rows: start, end, handler, catch type; as u16 */
__attribute__((unused)) static void prepare_handlers(Method *m, const u16 *rows, u32 count)
{
    u8 *copy = arena_alloc(&fixture_arena, count * 8);
    for (u32 i = 0; i < count * 4; i++) {
        copy[2 * i] = (u8)(rows[i] >> 8);
        copy[2 * i + 1] = (u8)rows[i];
    }
    m->handlers = (u32)(uintptr_t)copy;
    m->handler_count = (u16)count;
}

#endif
