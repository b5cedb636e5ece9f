/* symbol.c - see symbol.h.
 * The table holds (hash, reference) words, so that a probe touches a symbol only when its hash agrees. */
#include "vm/model/symbol.h"

#include "vm/base/arena.h"
#include "vm/base/panic.h"
#include "vm/base/region.h"
#include "vm/base/utf8.h"

#include <pthread.h>
#include <string.h>

/* Hello World of release 17 interns some 30000 names; an untouched page of the table costs nothing. */
enum { FIRST_TABLE_SIZE = 1 << 16 };

typedef struct SymbolTable {
    u32 mask;
    u32 unused;
    u64 entries[]; /* hash << 32 | reference; 0: free */
} SymbolTable;

Symbol *symbol_known[SYM_COUNT];

static SymbolTable *table; /* replaced as a whole by a release store; old ones stay for readers under way */
static Arena arena;
static u32 count;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static const char *const known_texts[SYM_COUNT] = {
#define SYMBOL(id, text) [SYM_##id] = text,
#include "vm/model/symbols.def"
#undef SYMBOL
};

_Static_assert(SYM_COUNT < 1 << (16 - SYMBOL_ID_SHIFT), "Symbol.flags has room for the ids");

static SymbolTable *new_table(u32 size)
{
    SymbolTable *fresh = region_take(sizeof *fresh + size * sizeof fresh->entries[0]);
    if (fresh)
        fresh->mask = size - 1;
    return fresh;
}

static Symbol *probe(const SymbolTable *in, const char *text, size_t length, u32 hash)
{
    for (u32 i = hash & in->mask;; i = (i + 1) & in->mask) {
        u64 entry = __atomic_load_n(&in->entries[i], __ATOMIC_ACQUIRE);
        if (!entry)
            return NULL;
        if ((u32)(entry >> 32) != hash)
            continue;
        Symbol *symbol = region_pointer((u32)entry);
        if (symbol->length == length && memcmp(symbol->text, text, length) == 0)
            return symbol;
    }
}

static void insert_locked(SymbolTable *in, u32 hash, u32 ref)
{
    u32 i = hash & in->mask;
    while (in->entries[i])
        i = (i + 1) & in->mask;
    __atomic_store_n(&in->entries[i], (u64)hash << 32 | ref, __ATOMIC_RELEASE);
}

static bool grow_locked(void)
{
    SymbolTable *larger = new_table((table->mask + 1) * 2);
    if (!larger)
        return false;
    for (u32 i = 0; i <= table->mask; i++)
        if (table->entries[i])
            insert_locked(larger, (u32)(table->entries[i] >> 32), (u32)table->entries[i]);
    __atomic_store_n(&table, larger, __ATOMIC_RELEASE);
    return true;
}

static Symbol *add_locked(const char *text, size_t length, u32 hash)
{
    if (count >= table->mask / 4 * 3 && !grow_locked())
        return NULL;
    Symbol *symbol = arena_alloc(&arena, sizeof *symbol + length + 1);
    if (!symbol)
        return NULL;
    symbol->hash = hash;
    symbol->length = (u16)length;
    memcpy(symbol->text, text, length);
    insert_locked(table, hash, region_ref(symbol));
    count++;
    return symbol;
}

bool symbol_init(void)
{
    arena_init_region(&arena);
    table = new_table(FIRST_TABLE_SIZE);
    if (!table)
        return false;
    for (u32 id = 0; id < SYM_COUNT; id++) {
        Symbol *symbol = symbol_from(known_texts[id]);
        if (!symbol)
            return false;
        symbol_known[id] = symbol;
        /* A text that stands twice in the list keeps its first id. */
        if (!(symbol->flags >> SYMBOL_ID_SHIFT))
            symbol->flags = (u16)(symbol->flags | (id + 1) << SYMBOL_ID_SHIFT);
    }
    return true;
}

Symbol *symbol_find(const char *text, size_t length)
{
    return probe(__atomic_load_n(&table, __ATOMIC_ACQUIRE), text, length, utf8_hash(text, length));
}

Symbol *symbol_intern(const char *text, size_t length)
{
    ASSERT(length <= UINT16_MAX);
    u32 hash = utf8_hash(text, length);
    Symbol *symbol = probe(__atomic_load_n(&table, __ATOMIC_ACQUIRE), text, length, hash);
    if (LIKELY(symbol))
        return symbol;
    pthread_mutex_lock(&lock);
    symbol = probe(table, text, length, hash);
    if (!symbol)
        symbol = add_locked(text, length, hash);
    pthread_mutex_unlock(&lock);
    return symbol;
}

Symbol *symbol_from(const char *text)
{
    return symbol_intern(text, strlen(text));
}

u32 symbol_count(void)
{
    return count;
}
