/* symbol.h - interned modified UTF-8: names and descriptors
 * Two symbols with the same text are the same pointer.
 * Owner:  the region. A symbol lives as long as something refers to it: now and then, while the world is
 *         stopped, symbols that are not reached are freed (classloader/load/unload_symbols.c).
 * Locks:  thread-safe. Lookup takes no lock. A thread that looks up or holds a symbol counts as running, or
 *         has it on its native stack or in scratch memory that it has noted (thread.h).
 * Tests:  tests/unit/symbol_test.c, tests/java/SymbolUnloading.java
 */
#ifndef MOKA_VM_MODEL_SYMBOL_H
#define MOKA_VM_MODEL_SYMBOL_H

#include "vm/base/base.h"

typedef struct Symbol {
    u32 hash;
    u16 length;  /* bytes */
    u16 flags;   /* SYMBOL_*; bits 7.. hold 1 + the SymbolId of a known name */
    char text[]; /* NUL-terminated modified UTF-8 (a NUL character is the pair C0 80) */
} Symbol;

enum {
    /* The symbol has passed these syntax checks of JVMS 4.2 and 4.3. */
    SYMBOL_IS_FIELD_DESC = 1 << 0,
    SYMBOL_IS_METHOD_DESC = 1 << 1,
    SYMBOL_IS_CLASS_NAME = 1 << 2,
    SYMBOL_IS_MEMBER_NAME = 1 << 3, /* a name that both a field and a method may have */
    SYMBOL_IS_PERMANENT = 1 << 4,   /* never freed */
    SYMBOL_IS_REACHED = 1 << 5,     /* set before a sweep, which clears it */
    SYMBOL_IS_HOLE = 1 << 6,        /* it is no symbol, but free memory between symbols */
    SYMBOL_ID_SHIFT = 7
};

/* The names that the VM itself uses: SYM(java_lang_Object). Filled by symbol_init. */
typedef enum SymbolId {
#define SYMBOL(id, text) SYM_##id,
#include "vm/model/symbols.def"
#undef SYMBOL
    SYM_COUNT
} SymbolId;

extern Symbol *symbol_known[SYM_COUNT];
#define SYM(id) (symbol_known[SYM_##id])

/* Needs the region. False: the region is exhausted. */
bool symbol_init(void);
/* Forgets all symbols; their memory goes with the region. */
void symbol_reset(void);
/* Finds or adds; NULL: the region is exhausted, nothing is pending. length <= 65535. */
Symbol *symbol_intern(const char *text, size_t length);
/* The same for a NUL-terminated text. */
Symbol *symbol_from(const char *text);
/* As symbol_from, for tables of C that keep it: it is never freed. */
Symbol *symbol_permanent(const char *text);
/* Finds only. NULL: there is no such symbol, and so no class, method or field of that name. */
Symbol *symbol_find(const char *text, size_t length);
/* How many symbols there are. */
u32 symbol_count(void);

/* Names as Java writes them: java/lang/String -> java.lang.String. */
static inline char symbol_dot(char c)
{
    return c == '/' ? '.' : c;
}

/* Copies as much of the text as fits, with dots and a NUL. Returns the buffer, which may be the text
 * itself. */
char *symbol_dotted(char *buffer, size_t size, const char *text, size_t length);

/* SYM_x for a known name, SYM_COUNT for others; for a switch over names. */
static inline SymbolId symbol_id(const Symbol *symbol)
{
    u32 id = symbol->flags >> SYMBOL_ID_SHIFT;
    return id ? (SymbolId)(id - 1) : SYM_COUNT;
}

/* Flags are read and set atomically, by any thread. */
static inline bool symbol_has(const Symbol *symbol, u16 flag)
{
    return (__atomic_load_n(&symbol->flags, __ATOMIC_RELAXED) & flag) != 0;
}

static inline void symbol_mark(Symbol *symbol, u16 flag)
{
    __atomic_fetch_or(&symbol->flags, flag, __ATOMIC_RELAXED);
}

/* ---- freeing; the world is stopped ---- */

/* Has enough been added since the last sweep for another one? at_once: has anything? */
bool symbol_sweep_is_due(bool at_once);
/* To be called before the sweep for each symbol that something refers to; NULL is ignored. */
static inline void symbol_reach(Symbol *symbol)
{
    if (symbol)
        symbol->flags |= SYMBOL_IS_REACHED;
}
/* The same for any words: each 32-bit word in the range may be the address of a symbol, or of a place in its
 * text. */
void symbol_reach_words(const void *start, const void *end);
/* Frees all symbols that were not reached and are not permanent. poison: overwrites them. */
void symbol_sweep(bool poison);
static inline bool symbol_is(const Symbol *symbol, const char *text)
{
    return __builtin_strcmp(symbol->text, text) == 0;
}

#endif
