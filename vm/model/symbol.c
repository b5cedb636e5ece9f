/* symbol.c - see symbol.h.
 * The table holds words of a symbol's place and a few bits of its hash, so that a probe rarely touches a
 * symbol in vain.
 * Symbols lie back to back in chunks. A sweep turns dead symbols into holes, neighbours into one hole; new
 * symbols are allocated in the holes, and a chunk that is a single hole goes back to the region. */
#include "vm/model/symbol.h"

#include "vm/base/panic.h"
#include "vm/base/region.h"
#include "vm/base/state.h"
#include "vm/base/utf8.h"
#include "vm/base/vec.h"
#include "vm/model/thread.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
    FIRST_TABLE_SIZE = 1 << 16, /* Hello World of release 17 interns some 30000 names; an untouched page of
                                   the table costs nothing */
    CHUNK_BYTES = 64 * 1024,
    LEAST_HOLE = 128, /* smaller holes are not used again; nearly every name fits in this size */
    POISON = 0xDB
};
static const size_t FIRST_SWEEP = 4 * MB; /* bytes of names before the first sweep */

typedef struct SymbolTable {
    struct SymbolTable *older; /* the one that it has replaced, which readers may still be using */
    u32 mask;
    u32 unused;
    u32 entries[]; /* entry_of; 0: free */
} SymbolTable;

typedef struct Chunk {
    struct Chunk *next; /* at a higher address */
    u64 size;           /* this header included */
    char cells[];
} Chunk;

/* Free memory, which its flags tell from a symbol. */
typedef struct Hole {
    u32 size;
    u16 unused;
    u16 flags;
    struct Hole *next; /* the next hole that is used again; smaller holes have no room for this field */
} Hole;

_Static_assert(offsetof(Hole, flags) == offsetof(Symbol, flags), "a walk tells holes by their flags");
_Static_assert(SYM_COUNT < 1 << (16 - SYMBOL_ID_SHIFT), "Symbol.flags has room for the ids");

SNAPSHOT_STATE(saved) Symbol *symbol_known[SYM_COUNT];

SNAPSHOT_STATE(saved) static struct {
    SymbolTable *table; /* replaced as a whole by a release store */
    u32 count;
    Chunk *chunks;
    char *next, *end; /* the stretch in which symbols are allocated */
    Hole *holes;      /* stretches for later, by address */
    size_t added;     /* bytes added since the last sweep */
    size_t kept;      /* bytes that the last sweep left */
} state;

SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t lock; /* guards all of the state */
    VEC(u32) words;       /* words from symbol_reach_words that may refer to a symbol */
} host = {.lock = PTHREAD_MUTEX_INITIALIZER};

static const char *const known_texts[SYM_COUNT] = {
#define SYMBOL(id, text) [SYM_##id] = text,
#include "vm/model/symbols.def"
#undef SYMBOL
};

/* ---- memory ---- */

static size_t size_for(size_t length)
{
    return ALIGN_UP(sizeof(Symbol) + length + 1, 8);
}

static size_t cell_size(const char *cell)
{
    const Symbol *symbol = (const Symbol *)cell;
    return symbol->flags & SYMBOL_IS_HOLE ? ((const Hole *)cell)->size : size_for(symbol->length);
}

static char *chunk_end(Chunk *chunk)
{
    return (char *)chunk + chunk->size;
}

static void make_hole(char *from, char *to)
{
    if (from < to) {
        ((Hole *)from)->size = (u32)(to - from);
        ((Hole *)from)->flags = SYMBOL_IS_HOLE;
    }
}

static bool take_chunk_locked(size_t size)
{
    u64 chunk_size = ALIGN_UP(sizeof(Chunk) + size, CHUNK_BYTES);
    Chunk *chunk = region_take(chunk_size), **at = &state.chunks;
    if (!chunk)
        return false;
    while (*at && *at < chunk)
        at = &(*at)->next;
    *chunk = (Chunk){*at, chunk_size};
    *at = chunk;
    state.next = chunk->cells;
    state.end = chunk_end(chunk);
    return true;
}

/* A long name takes a new chunk instead of skipping holes that other names fit in. The rest of a stretch that
 * is left becomes a hole. */
static void *take_locked(size_t size)
{
    while ((size_t)(state.end - state.next) < size) {
        make_hole(state.next, state.end);
        Hole *hole = size <= LEAST_HOLE ? state.holes : NULL;
        if (hole) {
            state.holes = hole->next;
            state.next = (char *)hole;
            state.end = state.next + hole->size;
        } else if (!take_chunk_locked(size)) {
            state.next = state.end;
            return NULL;
        }
    }
    void *cell = state.next;
    state.next += size;
    state.added += size;
    return cell;
}

/* ---- the table ---- */

/* The region has at most a gigabyte, so that a symbol's place, in words of 8 bytes, leaves five bits for a
 * part of the hash that does not choose the place in the table. */
enum { PLACE_BITS = 27, WORD_SHIFT = 3 };
_Static_assert(REGION_MOST >> WORD_SHIFT <= 1u << PLACE_BITS, "a symbol's place fits in an entry");

static u32 entry_of(const Symbol *symbol)
{
    u32 place = (u32)((size_t)((const char *)symbol - region_base) >> WORD_SHIFT);
    return place | symbol->hash >> PLACE_BITS << PLACE_BITS;
}

static Symbol *symbol_of(u32 entry)
{
    size_t place = entry & ((1u << PLACE_BITS) - 1);
    return (Symbol *)(void *)(region_base + (place << WORD_SHIFT));
}

static Symbol *probe(const SymbolTable *in, const char *text, size_t length, u32 hash)
{
    for (u32 i = hash & in->mask;; i = (i + 1) & in->mask) {
        u32 entry = __atomic_load_n(&in->entries[i], __ATOMIC_ACQUIRE);
        if (!entry)
            return NULL;
        if (entry >> PLACE_BITS != hash >> PLACE_BITS)
            continue;
        Symbol *symbol = symbol_of(entry);
        bool fits = symbol->hash == hash && symbol->length == length;
        if (fits && memcmp(symbol->text, text, length) == 0)
            return symbol;
    }
}

static void insert_locked(SymbolTable *in, const Symbol *symbol)
{
    u32 i = symbol->hash & in->mask;
    while (in->entries[i])
        i = (i + 1) & in->mask;
    __atomic_store_n(&in->entries[i], entry_of(symbol), __ATOMIC_RELEASE);
}

static size_t table_bytes(u32 size)
{
    return sizeof(SymbolTable) + size * sizeof state.table->entries[0];
}

static bool resize_locked(u32 size)
{
    SymbolTable *fresh = region_take(table_bytes(size));
    if (!fresh)
        return false;
    fresh->older = state.table;
    fresh->mask = size - 1;
    for (u32 i = 0; state.table && i <= state.table->mask; i++)
        if (state.table->entries[i])
            insert_locked(fresh, symbol_of(state.table->entries[i]));
    __atomic_store_n(&state.table, fresh, __ATOMIC_RELEASE);
    return true;
}

static Symbol *add_locked(const char *text, size_t length, u32 hash)
{
    if (state.count >= state.table->mask / 4 * 3 && !resize_locked((state.table->mask + 1) * 2))
        return NULL;
    Symbol *symbol = take_locked(size_for(length));
    if (!symbol)
        return NULL;
    symbol->hash = hash;
    symbol->length = (u16)length;
    symbol->flags = 0;
    memcpy(symbol->text, text, length);
    symbol->text[length] = '\0';
    insert_locked(state.table, symbol);
    state.count++;
    return symbol;
}

/* ---- the door ---- */

bool symbol_init(void)
{
    if (!resize_locked(FIRST_TABLE_SIZE))
        return false;
    for (u32 id = 0; id < SYM_COUNT; id++) {
        Symbol *symbol = symbol_permanent(known_texts[id]);
        if (!symbol)
            return false;
        symbol_known[id] = symbol;
        /* A text that is in the list twice keeps its first id. */
        if (!(symbol->flags >> SYMBOL_ID_SHIFT))
            symbol->flags = (u16)(symbol->flags | (id + 1) << SYMBOL_ID_SHIFT);
    }
    return true;
}

void symbol_reset(void)
{
    vec_free(&host.words);
    STATE_CLEAR(host);
    STATE_CLEAR(state);
    STATE_CLEAR(symbol_known);
}

/* A thread that counts as stopped must not look symbols up: a sweep would free them. */
static inline bool counts_as_running(const Thread *t)
{
    return !t || t->state == THREAD_IN_JAVA || t->state == THREAD_NEW;
}

Symbol *symbol_find(const char *text, size_t length)
{
    return probe(__atomic_load_n(&state.table, __ATOMIC_ACQUIRE), text, length, utf8_hash(text, length));
}

Symbol *symbol_intern(const char *text, size_t length)
{
    ASSERT(length <= UINT16_MAX);
    ASSERT(counts_as_running(thread_current()));
    u32 hash = utf8_hash(text, length);
    Symbol *symbol = probe(__atomic_load_n(&state.table, __ATOMIC_ACQUIRE), text, length, hash);
    if (LIKELY(symbol))
        return symbol;
    pthread_mutex_lock(&host.lock);
    symbol = probe(state.table, text, length, hash);
    if (!symbol)
        symbol = add_locked(text, length, hash);
    pthread_mutex_unlock(&host.lock);
    return symbol;
}

Symbol *symbol_from(const char *text)
{
    return symbol_intern(text, strlen(text));
}

Symbol *symbol_permanent(const char *text)
{
    Symbol *symbol = symbol_from(text);
    if (symbol)
        symbol_mark(symbol, SYMBOL_IS_PERMANENT);
    return symbol;
}

u32 symbol_count(void)
{
    return state.count;
}

char *symbol_dotted(char *buffer, size_t size, const char *text, size_t length)
{
    length = length < size ? length : size - 1;
    for (size_t i = 0; i < length; i++)
        buffer[i] = symbol_dot(text[i]);
    buffer[length] = '\0';
    return buffer;
}

/* ---- freeing: the world is stopped, so nobody reads the table ---- */

bool symbol_sweep_is_due(bool at_once)
{
    return at_once ? state.added > 0 : state.added >= FIRST_SWEEP && state.added >= state.kept;
}

/* Stacks are read whole, the sanitizer's guards between variables too. */
__attribute__((no_sanitize_address)) void symbol_reach_words(const void *start, const void *stop)
{
    u32 lowest = region_ref(state.chunks), highest = 0;
    for (Chunk *chunk = state.chunks; chunk; chunk = chunk->next)
        highest = region_ref(chunk_end(chunk));
    for (const u32 *word = start; word < (const u32 *)stop; word++)
        if (*word > lowest && *word < highest)
            vec_push(&host.words, *word);
}

static int compare_words(const void *a, const void *b)
{
    u32 left = *(const u32 *)a, right = *(const u32 *)b;
    return left < right ? -1 : left > right;
}

/* Does a word refer to the cell? Cells are asked about in the order of their addresses, and the words are
 * sorted: *at is the first word that is not below the cell. */
static bool lives(const char *cell, size_t size, u32 *at)
{
    u16 flags = ((const Symbol *)cell)->flags;
    while (*at < host.words.count && host.words.items[*at] < region_ref(cell))
        ++*at;
    if (flags & SYMBOL_IS_HOLE)
        return false;
    return (flags & (SYMBOL_IS_REACHED | SYMBOL_IS_PERMANENT)) ||
           (*at < host.words.count && host.words.items[*at] < region_ref(cell + size));
}

static void keep(Symbol *symbol, size_t size)
{
    symbol->flags &= (u16)~SYMBOL_IS_REACHED;
    insert_locked(state.table, symbol);
    state.count++;
    state.kept += size;
}

static void add_hole(char *from, char *to, Hole ***last, bool poison)
{
    if (poison)
        memset(from, POISON, (size_t)(to - from));
    make_hole(from, to);
    if (to - from < LEAST_HOLE)
        return;
    **last = (Hole *)from;
    *last = &((Hole *)from)->next;
    **last = NULL;
}

/* False: nothing in the chunk is alive. */
static bool sweep_chunk(Chunk *chunk, u32 *word, Hole ***last, bool poison)
{
    char *hole = chunk->cells, *stop = chunk_end(chunk);
    for (char *cell = hole; cell < stop;) {
        size_t size = cell_size(cell);
        if (lives(cell, size, word)) {
            if (hole < cell)
                add_hole(hole, cell, last, poison);
            keep((Symbol *)cell, size);
            hole = cell + size;
        }
        cell += size;
    }
    if (hole == chunk->cells)
        return false;
    if (hole < stop)
        add_hole(hole, stop, last, poison);
    return true;
}

static void sweep_chunks(bool poison)
{
    Hole **last = &state.holes;
    u32 word = 0;
    state.holes = NULL;
    for (Chunk **at = &state.chunks, *chunk; (chunk = *at);) {
        if (sweep_chunk(chunk, &word, &last, poison)) {
            at = &chunk->next;
        } else {
            *at = chunk->next;
            region_give_back(chunk, chunk->size);
        }
    }
}

static void free_replaced_tables(void)
{
    for (SymbolTable *old = state.table->older, *older; old; old = older) {
        older = old->older;
        region_give_back(old, table_bytes(old->mask + 1));
    }
    state.table->older = NULL;
}

void symbol_sweep(bool poison)
{
    free_replaced_tables();
    memset(state.table->entries, 0, (state.table->mask + 1) * sizeof state.table->entries[0]);
    make_hole(state.next, state.end);
    state.next = state.end = NULL;
    state.count = 0;
    state.added = state.kept = 0;
    qsort(host.words.items, host.words.count, sizeof host.words.items[0], compare_words);
    sweep_chunks(poison);
    host.words.count = 0;
    u32 mask = state.table->mask;
    if (mask >= FIRST_TABLE_SIZE && state.count < mask / 8 && resize_locked((mask + 1) / 4))
        free_replaced_tables();
}
