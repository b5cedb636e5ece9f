/* symbol.h - interned modified UTF-8: names and descriptors
 * Two symbols with the same text are the same pointer. Symbols live for ever in the region.
 * Locks:  thread-safe. Lookup takes no lock.
 */
#ifndef MOKA_VM_MODEL_SYMBOL_H
#define MOKA_VM_MODEL_SYMBOL_H

#include "vm/base/base.h"

typedef struct Symbol {
    u32 hash;
    u16 length;  /* bytes */
    u16 flags;   /* SYMBOL_*; bits 4.. hold 1 + the SymbolId of a known name */
    char text[]; /* NUL-terminated modified UTF-8 (a NUL character is the pair C0 80) */
} Symbol;

/* Remembered results of the syntax checks of JVMS 4.2 and 4.3: set once known to be good, never taken
 * back. */
enum {
    SYMBOL_IS_FIELD_DESC = 1,
    SYMBOL_IS_METHOD_DESC = 2,
    SYMBOL_IS_CLASS_NAME = 4,
    SYMBOL_IS_MEMBER_NAME = 8, /* a name that both a field and a method may have */
    SYMBOL_ID_SHIFT = 4
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

/* Needs the region. False when the region is exhausted. */
bool symbol_init(void);
/* Finds or adds; NULL when the region is exhausted. length <= 65535. */
Symbol *symbol_intern(const char *text, size_t length);
Symbol *symbol_from(const char *text);
/* Finds only: NULL when no such symbol exists (then no class, method or field has that name). */
Symbol *symbol_find(const char *text, size_t length);
u32 symbol_count(void);

/* SYM_x for a known name, SYM_COUNT for others: switch over names. */
static inline SymbolId symbol_id(const Symbol *symbol)
{
    u32 id = symbol->flags >> SYMBOL_ID_SHIFT;
    return id ? (SymbolId)(id - 1) : SYM_COUNT;
}

static inline bool symbol_has(const Symbol *symbol, u16 flag)
{
    return (__atomic_load_n(&symbol->flags, __ATOMIC_RELAXED) & flag) != 0;
}

static inline void symbol_mark(Symbol *symbol, u16 flag)
{
    __atomic_fetch_or(&symbol->flags, flag, __ATOMIC_RELAXED);
}

static inline bool symbol_is(const Symbol *symbol, const char *text)
{
    return __builtin_strcmp(symbol->text, text) == 0;
}

#endif
