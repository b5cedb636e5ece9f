/* strings.c - see strings.h.
 * A text to be looked up or made is described by a Text, whatever its encoding, so that interning a symbol
 * that is known already makes no object. */
#include "vm/string/strings.h"

#include "gc/heap.h"
#include "vm/base/panic.h"
#include "vm/base/state.h"
#include "vm/base/utf8.h"
#include "vm/library/wellknown.h"
#include "vm/model/throw.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

enum { CODER_LATIN1 = 0, CODER_UTF16 = 1 };

enum { FIRST_TABLE = 4 * 1024 /* entries: a booted library interns some 1,400 */ };

typedef struct Interned {
    Object *string; /* NULL: never used; REMOVED: died */
    u64 hash;
} Interned;

#define REMOVED ((Object *)(uintptr_t)1)

SNAPSHOT_STATE(rebuilt) static struct {
    pthread_mutex_t lock; /* a leaf: no allocation, no poll under it */
    Interned *table;
    u32 mask;
    u32 used; /* removed ones included */
    u32 live;
    bool utf16_only;
} state = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* ---- reading ---- */

static Object *value_of(const Object *string)
{
    return ref_load(string, WK_FIELD(String_value));
}

static bool is_utf16(const Object *string)
{
    return *FIELD_AT(string, WK_FIELD(String_coder), u8) == CODER_UTF16;
}

/* A String that JNI or Unsafe has allocated without a constructor has no value, and counts as empty. */
static const void *data_of(const Object *string)
{
    Object *value = value_of(string);
    return value ? array_data(value) : "";
}

static const u8 *latin1_of(const Object *string)
{
    return data_of(string);
}

static const u16 *utf16_of(const Object *string)
{
    return data_of(string);
}

bool string_has_value(const Object *string)
{
    return value_of(string) != NULL;
}

i32 string_length(const Object *string)
{
    const Object *value = value_of(string);
    return value ? array_length(value) >> (is_utf16(string) ? 1 : 0) : 0;
}

u16 string_char(const Object *string, i32 index)
{
    return is_utf16(string) ? utf16_of(string)[index] : latin1_of(string)[index];
}

void string_copy_units(const Object *string, i32 start, i32 count, u16 *ret_units)
{
    if (is_utf16(string)) {
        memcpy(ret_units, utf16_of(string) + start, (size_t)count * sizeof(u16));
        return;
    }
    const u8 *bytes = latin1_of(string) + start;
    for (i32 i = 0; i < count; i++)
        ret_units[i] = bytes[i];
}

size_t string_utf8_length(const Object *string)
{
    size_t count = (size_t)string_length(string);
    return is_utf16(string) ? utf8_length_of_utf16(utf16_of(string), count)
                            : utf8_length_of_latin1(latin1_of(string), count);
}

void string_copy_utf8(const Object *string, char *ret_text)
{
    size_t count = (size_t)string_length(string);
    size_t length = is_utf16(string) ? utf8_from_utf16(utf16_of(string), count, ret_text)
                                     : utf8_from_latin1(latin1_of(string), count, ret_text);
    ret_text[length] = 0;
}

char *string_to_utf8(const Object *string)
{
    char *text = malloc(string_utf8_length(string) + 1);
    if (text)
        string_copy_utf8(string, text);
    return text;
}

Symbol *string_to_symbol(const Object *string, bool dots_to_slashes)
{
    size_t length = string_utf8_length(string);
    if (length > UINT16_MAX)
        return NULL;
    char small[256];
    char *text = length < sizeof small ? small : malloc(length + 1);
    if (!text)
        return NULL;
    string_copy_utf8(string, text);
    for (size_t i = 0; dots_to_slashes && i < length; i++)
        if (text[i] == '.')
            text[i] = '/';
    Symbol *symbol = symbol_intern(text, length);
    if (text != small)
        free(text);
    return symbol;
}

bool string_equals(const Object *a, const Object *b)
{
    if (a == b)
        return true;
    i32 length = string_length(a);
    return is_utf16(a) == is_utf16(b) && length == string_length(b) &&
           memcmp(data_of(a), data_of(b), (size_t)length << is_utf16(a)) == 0;
}

/* ---- making ---- */

/* A String with an array for `count` units; the caller fills it. NULL: exception pending. */
static Object *new_string(Thread *t, size_t count, bool utf16)
{
    size_t bytes = utf16 ? count * 2 : count;
    if (bytes > INT32_MAX) {
        throw_out_of_memory(t, "Requested array size exceeds VM limit");
        return NULL;
    }
    Object *value = heap_new_array(t, wk_primitive_array[T_BYTE], (i32)bytes);
    Object *string = value ? heap_new_object(t, WK(String)) : NULL;
    if (!string)
        return NULL;
    *FIELD_AT(string, WK_FIELD(String_coder), u8) = utf16 ? CODER_UTF16 : CODER_LATIN1;
    ref_store(string, WK_FIELD(String_value), value);
    return string;
}

static bool units_are_latin1(const u16 *units, size_t count)
{
    u16 all = 0;
    for (size_t i = 0; i < count; i++)
        all |= units[i];
    return all < 0x100;
}

Object *string_from_utf16(Thread *t, const u16 *units, i32 count)
{
    bool latin1 = !state.utf16_only && units_are_latin1(units, (size_t)count);
    Object *string = new_string(t, (size_t)count, !latin1);
    if (!string)
        return NULL;
    u8 *data = array_data(value_of(string));
    if (!latin1)
        memcpy(data, units, (size_t)count * sizeof(u16));
    for (i32 i = 0; latin1 && i < count; i++)
        data[i] = (u8)units[i];
    return string;
}

Object *string_from_utf8(Thread *t, const char *modified_utf8, size_t length)
{
    const u8 *text = (const u8 *)modified_utf8;
    bool latin1 = !state.utf16_only && utf8_is_latin1(text, length);
    Object *string = new_string(t, utf8_units(text, length), !latin1);
    if (!string)
        return NULL;
    if (latin1)
        utf8_to_latin1(text, length, array_data(value_of(string)));
    else
        utf8_to_utf16(text, length, array_data(value_of(string)));
    return string;
}

static bool is_continuation(u8 byte)
{
    return (byte & 0xC0) == 0x80;
}

/* One UTF-16 unit of a text that may be malformed: a byte that starts no complete group stands for itself. */
static u16 next_lenient(const u8 **at)
{
    const u8 *p = *at;
    if (p[0] >= 0xC0 && p[0] < 0xE0 && is_continuation(p[1])) {
        *at += 2;
        return (u16)((p[0] & 0x1F) << 6 | (p[1] & 0x3F));
    }
    if (p[0] >= 0xE0 && p[0] < 0xF0 && is_continuation(p[1]) && is_continuation(p[2])) {
        *at += 3;
        return (u16)((p[0] & 0xF) << 12 | (p[1] & 0x3F) << 6 | (p[2] & 0x3F));
    }
    *at += 1;
    return p[0];
}

/* HotSpot counts the bytes that are no continuation bytes, and decodes as many units. */
static Object *string_from_malformed(Thread *t, const u8 *text)
{
    i32 count = 0;
    for (const u8 *p = text; *p; p++)
        count += !is_continuation(*p);
    u16 *units = malloc((size_t)count * sizeof *units + 1);
    if (!units) {
        throw_out_of_memory(t, "Native memory allocation");
        return NULL;
    }
    const u8 *at = text;
    for (i32 i = 0; i < count; i++)
        units[i] = next_lenient(&at);
    Object *string = string_from_utf16(t, units, count);
    free(units);
    return string;
}

Object *string_from_any_utf8(Thread *t, const char *text)
{
    size_t length = strlen(text);
    if (utf8_is_modified((const u8 *)text, length))
        return string_from_utf8(t, text, length);
    return string_from_malformed(t, (const u8 *)text);
}

/* One character of standard UTF-8. A byte that starts none gives U+FFFD, and only that byte is skipped. */
static u32 host_next(const u8 **at)
{
    static const u32 smallest[] = {0, 0x80, 0x800, 0x10000};
    const u8 *text = *at;
    *at = text + 1;
    if (text[0] < 0x80)
        return text[0];
    int more = text[0] < 0xC2 ? 0 : text[0] < 0xE0 ? 1 : text[0] < 0xF0 ? 2 : text[0] < 0xF5 ? 3 : 0;
    u32 c = text[0] & (0x3Fu >> more);
    for (int i = 1; i <= more; i++) {
        if ((text[i] & 0xC0) != 0x80)
            return 0xFFFD;
        c = c << 6 | (text[i] & 0x3F);
    }
    if (more == 0 || c < smallest[more] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
        return 0xFFFD;
    *at = text + 1 + more;
    return c;
}

/* The next character as the decoder's charset has it. */
typedef u32 Decoder(const u8 **at);

static Object *decode(Thread *t, const char *text, Decoder *next)
{
    size_t length = strlen(text), count = 0;
    u16 small[256] = {0};
    u16 *units =
        length <= COUNT_OF(small) ? small : calloc(length, sizeof(u16)); /* never more units than bytes */
    if (!units) {
        throw_out_of_memory(t, "Java heap space");
        return NULL;
    }
    for (const u8 *at = (const u8 *)text; *at;) {
        u32 c = next(&at);
        if (c >= 0x10000) {
            units[count++] = (u16)(0xD7C0 + (c >> 10));
            units[count++] = (u16)(0xDC00 + (c & 0x3FF));
        } else {
            units[count++] = (u16)c;
        }
    }
    Object *string = string_from_utf16(t, units, (i32)count);
    if (units != small)
        free(units);
    return string;
}

Object *string_from_host(Thread *t, const char *utf8)
{
    return decode(t, utf8, host_next);
}

/* By the C library's locale of the calling thread. A character of four bytes in UTF-16 has at least two in
 * any charset. */
static u32 locale_next(const u8 **at)
{
    wchar_t c;
    mbstate_t state = {0};
    size_t used = mbrtowc(&c, (const char *)*at, MB_CUR_MAX, &state);
    bool is_good = used != 0 && used <= MB_CUR_MAX;
    *at += is_good ? used : 1;
    return is_good ? (u32)c : 0xFFFD;
}

static bool is_ascii(const char *text)
{
    while (*text && (u8)*text < 0x80)
        text++;
    return !*text;
}

/* The locale "C" has no characters beyond ASCII; what is beyond is taken for UTF-8 then, as the JDK does. */
Object *string_from_locale(Thread *t, const char *text)
{
    locale_t locale = is_ascii(text) ? (locale_t)0 : newlocale(LC_CTYPE_MASK, "", (locale_t)0);
    if (!locale)
        return string_from_host(t, text);
    const char *charset = nl_langinfo_l(CODESET, locale);
    bool is_utf8 = strcmp(charset, "UTF-8") == 0 || strcmp(charset, "ANSI_X3.4-1968") == 0;
    locale_t before = uselocale(locale);
    Object *string = decode(t, text, is_utf8 ? host_next : locale_next);
    uselocale(before);
    freelocale(locale);
    return string;
}

Object *string_from_symbol(Thread *t, const Symbol *symbol)
{
    return string_from_utf8(t, symbol->text, symbol->length);
}

Object *string_from_class_name(Thread *t, const Symbol *name)
{
    char small[256] = {0};
    char *text = name->length < sizeof small ? small : malloc(name->length);
    if (!text) {
        throw_out_of_memory(t, "Java heap space");
        return NULL;
    }
    for (u32 i = 0; i < name->length; i++)
        text[i] = symbol_dot(name->text[i]);
    Object *string = string_from_utf8(t, text, name->length);
    if (text != small)
        free(text);
    return string;
}

/* ---- the intern table: open addressing, weak ---- */

/* Either an existing String, or modified UTF-8. */
typedef struct Text {
    const Object *string;
    const Symbol *symbol;
} Text;

static u64 hash_step(u64 hash, u16 unit)
{
    return (hash ^ unit) * 0x9E3779B97F4A7C15u;
}

static u64 hash_end(u64 hash)
{
    return hash ^ hash >> 32;
}

static u64 text_hash(Text text)
{
    u64 hash = 0x6D6F6B61;
    if (text.symbol) {
        const u8 *at = (const u8 *)text.symbol->text, *end = at + text.symbol->length;
        while (at < end)
            hash = hash_step(hash, utf8_next(&at));
        return hash_end(hash);
    }
    i32 count = string_length(text.string);
    for (i32 i = 0; i < count; i++)
        hash = hash_step(hash, string_char(text.string, i));
    return hash_end(hash);
}

static bool equals_symbol(const Object *string, const Symbol *symbol)
{
    const u8 *at = (const u8 *)symbol->text, *end = at + symbol->length;
    i32 count = string_length(string);
    for (i32 i = 0; i < count; i++)
        if (at == end || string_char(string, i) != utf8_next(&at))
            return false;
    return at == end;
}

static bool text_equals(const Object *string, Text text)
{
    return text.symbol ? equals_symbol(string, text.symbol) : string_equals(string, text.string);
}

static Object *find_locked(Text text, u64 hash)
{
    for (u32 i = (u32)hash & state.mask; state.table[i].string; i = (i + 1) & state.mask) {
        const Interned *entry = &state.table[i];
        if (entry->hash == hash && entry->string != REMOVED && text_equals(entry->string, text))
            return entry->string;
    }
    return NULL;
}

static void place_locked(Object *string, u64 hash)
{
    u32 i = (u32)hash & state.mask;
    while (state.table[i].string)
        i = (i + 1) & state.mask;
    state.table[i] = (Interned){string, hash};
    state.used++;
    state.live++;
}

/* Copies the live entries into a table of `size`; removed entries do not come along. */
static void rebuild_locked(u32 size)
{
    Interned *old = state.table;
    u32 old_size = old ? state.mask + 1 : 0;
    state.table = calloc(size, sizeof *state.table);
    if (!state.table)
        panic("out of memory for an intern table of %u entries", size);
    state.mask = size - 1;
    state.used = state.live = 0;
    for (u32 i = 0; i < old_size; i++)
        if (old[i].string && old[i].string != REMOVED)
            place_locked(old[i].string, old[i].hash);
    free(old);
}

static Object *lookup(Text text, u64 hash)
{
    pthread_mutex_lock(&state.lock);
    Object *found = find_locked(text, hash);
    pthread_mutex_unlock(&state.lock);
    return found;
}

/* Returns the string that is in the table afterwards: another thread may have been first. */
static Object *insert(Object *string, u64 hash)
{
    pthread_mutex_lock(&state.lock);
    Object *found = find_locked((Text){string, NULL}, hash);
    if (!found) {
        if (state.used >= state.mask - state.mask / 4)
            rebuild_locked(state.live > state.mask / 2 ? (state.mask + 1) * 2 : state.mask + 1);
        place_locked(string, hash);
        found = string;
    }
    pthread_mutex_unlock(&state.lock);
    return found;
}

Object *string_intern(Thread *t, Object *string)
{
    (void)t;
    u64 hash = text_hash((Text){string, NULL});
    return insert(string, hash);
}

Object *string_intern_symbol(Thread *t, const Symbol *symbol)
{
    Text text = {NULL, symbol};
    u64 hash = text_hash(text);
    Object *found = lookup(text, hash);
    if (found)
        return found;
    Object *string = string_from_symbol(t, symbol);
    return string ? insert(string, hash) : NULL;
}

static void sweep(bool (*is_live)(const Object *object))
{
    for (u32 i = 0; i <= state.mask; i++)
        if (state.table[i].string && state.table[i].string != REMOVED && !is_live(state.table[i].string)) {
            state.table[i].string = REMOVED;
            state.live--;
        }
}

void strings_for_each(void (*visit)(Object *string, u64 hash, void *context), void *context)
{
    for (u32 i = 0; i <= state.mask; i++)
        if (state.table[i].string && state.table[i].string != REMOVED)
            visit(state.table[i].string, state.table[i].hash, context);
}

void strings_enter(Object *string, u64 hash)
{
    if (state.used >= state.mask - state.mask / 4)
        rebuild_locked((state.mask + 1) * 2);
    place_locked(string, hash);
}

void strings_init(bool utf16_only)
{
    state.utf16_only = utf16_only;
    rebuild_locked(FIRST_TABLE);
    refs_add_weak_table(sweep);
}

void strings_reset(void)
{
    free(state.table);
    STATE_CLEAR(state);
}
