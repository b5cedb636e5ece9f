/* verify_fixture.h - hand-made classes and methods for the verifier's tests, without Java
 * Classes of the boot loader: Object; Base, its subclasses Left and Right; interface Shape; Cloneable and
 * Serializable. Usage: verify_start(); m = verify_method("(I)V", locals, stack, code, sizeof code); …
 */
#ifndef MOKA_TESTS_UNIT_VERIFY_FIXTURE_H
#define MOKA_TESTS_UNIT_VERIFY_FIXTURE_H

#include "classloader/verify/verify_parts.h"
#include "tests/unit/expect.h"
#include "tests/unit/prepare_fixture.h"

static Thread *thread;
static Arena scratch;
static Fail fail;

static Class *verify_add_class(const char *name, Class *super, u16 access)
{
    Class *c = fixture_class(boot_loader, 0, 0);
    c->name = symbol_from(name);
    c->super = super;
    c->access = access;
    ASSERT_TRUE(map_put(&boot_loader->classes, c->name, c));
    return c;
}

__attribute__((unused)) static void verify_start(void)
{
    thread = prepare_start();
    arena_init_scratch(&scratch);
    Class *object = wk_class[WK_CLASS_Object] = verify_add_class("java/lang/Object", NULL, 0);
    wk_class[WK_CLASS_Cloneable] = verify_add_class("java/lang/Cloneable", object, ACC_INTERFACE);
    wk_class[WK_CLASS_Serializable] = verify_add_class("java/io/Serializable", object, ACC_INTERFACE);
    Class *base = verify_add_class("Base", object, 0);
    verify_add_class("Left", base, 0);
    verify_add_class("Right", base, 0);
    verify_add_class("Shape", object, ACC_INTERFACE);
    verify_add_class("java/lang/Throwable", object, 0);
    prepare_class->super = object;
    prepare_class->major = 61;
    prepare_class->pool = (ConstPool){.count = 1};
    prepare_class->loader = boot_loader;
}

/* Makes it the class's only method. */
__attribute__((unused)) static Method *verify_make(const char *desc, u32 locals, u32 stack, const u8 *code,
                                                   u32 length)
{
    Method *m = prepare_make(desc, locals, stack, code, length);
    prepare_class->methods = m;
    prepare_class->method_count = 1;
    return m;
}

/* A StackMapTable whose frames are these bytes. */
__attribute__((unused)) static void verify_map(Method *m, u32 count, const u8 *frames, u32 length)
{
    u8 *copy = arena_alloc(&fixture_arena, length + 6);
    copy[3] = (u8)(length + 2);
    copy[5] = (u8)count;
    memcpy(copy + 6, frames, length);
    m->stack_map = (u32)(uintptr_t)copy + 4;
}

/* "" or the first line of what is wrong. */
__attribute__((unused)) static const char *verify_text(VerifyMode mode)
{
    bool good = verify_class_as(thread, prepare_class, mode, &scratch, &fail);
    EXPECT_NULL(thread->exception);
    return good ? "" : fail.text;
}

#endif
