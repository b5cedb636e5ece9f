/* moka_class.c - see moka_room.h: small classes, written as class files (JVMS 4).
 * They have native methods only and no constructor: instances are allocated as they are. */
#include "vm/embed/moka_room.h"

#include "stdlib/jvm/class/jvm_define.h"
#include "vm/model/throw.h"

#include <string.h>

enum { VERSION = 52, ROOM = 4096 };

typedef struct Writer {
    u8 bytes[ROOM];
    u32 length;
    bool overflow;
} Writer;

static void put(Writer *w, const void *bytes, size_t length)
{
    if (w->length + length > ROOM) {
        w->overflow = true;
        return;
    }
    memcpy(w->bytes + w->length, bytes, length);
    w->length += (u32)length;
}

static void put_u1(Writer *w, u32 value)
{
    put(w, &(u8){(u8)value}, 1);
}

static void put_u2(Writer *w, u32 value)
{
    put_u1(w, value >> 8);
    put_u1(w, value);
}

static void put_u4(Writer *w, u32 value)
{
    put_u2(w, value >> 16);
    put_u2(w, value);
}

/* ---- constant pool: a class is two entries, the text and behind it the reference to it ---- */

typedef struct Pool {
    Writer text;
    u32 count; /* entries, of which the first has index 1 */
} Pool;

static u32 pool_text_entry(Pool *pool, const char *text)
{
    put_u1(&pool->text, CP_UTF8);
    put_u2(&pool->text, (u32)strlen(text));
    put(&pool->text, text, strlen(text));
    return ++pool->count;
}

static u32 pool_class_entry(Pool *pool, const char *name)
{
    u32 text = pool_text_entry(pool, name);
    put_u1(&pool->text, CP_CLASS);
    put_u2(&pool->text, text);
    return ++pool->count;
}

static void put_member(Writer *w, Pool *pool, u32 access, const char *name, const char *desc)
{
    put_u2(w, access);
    put_u2(w, pool_text_entry(pool, name));
    put_u2(w, pool_text_entry(pool, desc));
    put_u2(w, 0); /* attributes */
}

static void put_methods(Writer *w, Pool *pool, const MokaClassForm *form)
{
    u32 count = 0;
    while (count < COUNT_OF(form->natives) && form->natives[count].name)
        count++;
    put_u2(w, count);
    for (u32 i = 0; i < count; i++)
        put_member(w, pool, ACC_PUBLIC | ACC_NATIVE, form->natives[i].name, form->natives[i].desc);
}

/* Everything behind the constant pool. */
static void put_body(Writer *w, Pool *pool, const MokaClassForm *form)
{
    put_u2(w, ACC_PUBLIC | ACC_FINAL | ACC_SUPER | ACC_SYNTHETIC);
    put_u2(w, pool_class_entry(pool, form->name));
    put_u2(w, pool_class_entry(pool, form->super));
    put_u2(w, form->interface ? 1 : 0);
    if (form->interface)
        put_u2(w, pool_class_entry(pool, form->interface));
    put_u2(w, form->field ? 1 : 0);
    if (form->field)
        put_member(w, pool, ACC_PRIVATE, form->field, "J");
    put_methods(w, pool, form);
    put_u2(w, 0); /* attributes */
}

Class *moka_class_define(Thread *t, const MokaClassForm *form, Object *loader)
{
    Writer body = {.length = 0}, file = {.length = 0};
    Pool pool = {.count = 0};
    put_body(&body, &pool, form);
    put_u4(&file, 0xCAFEBABE);
    put_u4(&file, VERSION);
    put_u2(&file, pool.count + 1);
    put(&file, pool.text.bytes, pool.text.length);
    put(&file, body.bytes, body.length);
    if (file.overflow || body.overflow || pool.text.overflow) {
        THROW(t, InternalError, "the names are too long");
        return NULL;
    }
    Symbol *name = symbol_intern(form->name, strlen(form->name));
    if (!name) {
        throw_out_of_memory(t, "Metaspace");
        return NULL;
    }
    return jvm_define_class(t, name, loader, file.bytes, (i32)file.length, NULL, NULL);
}
