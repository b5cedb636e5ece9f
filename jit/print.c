/* print.c - see print.h. */
#include "jit/print.h"

#include "jit/codecache.h"
#include "jit/directive.h"
#include "jit/wrapper.h"
#include "vm/base/console.h"
#include "vm/base/region.h"
#include "vm/base/state.h"
#include "vm/exec/interp/describe.h"
#include "vm/library/wellknown.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Mark {
    const Frame *frame;
    u32 offset, bci;
    bool is_cold;
} Mark;

SNAPSHOT_STATE(dropped) static struct {
    bool is_on, shows_all;
    VEC(Mark) marks;
    VEC(const Method *) methods; /* the compiled one, and those that are inlined */
    Object *const *objects;      /* that the code names */
    u32 object_count;
} state;

bool print_begin(const Method *m)
{
    vec_free(&state.marks);
    vec_free(&state.methods);
    state.is_on = m && (state.shows_all || directive_names(DIRECTIVE_PRINT, m));
    return state.is_on;
}

static void note_method(const Method *m)
{
    for (u32 i = 0; i < state.methods.count; i++)
        if (state.methods.items[i] == m)
            return;
    vec_push(&state.methods, m);
}

void print_mark(const Compilation *c, bool is_cold)
{
    if (LIKELY(!state.is_on))
        return;
    vec_push(&state.marks, ((Mark){c->frame, x64_offset(&c->x), c->bci, is_cold}));
    note_method(c->frame->method);
}

void print_take_back(const Compilation *c)
{
    u32 offset = x64_offset(&c->x);
    for (u32 i = state.marks.count; state.is_on && i > 0 && state.marks.items[i - 1].offset > offset; i--)
        state.marks.items[i - 1].offset = offset;
}

/* ---- what an address stands for ---- */

static bool lies_in(u64 address, const void *start, size_t size)
{
    return address - (u64)(uintptr_t)start < size;
}

static void append_offset(Line *line, u64 offset)
{
    if (offset)
        describe_append(line, "+0x%llx", (unsigned long long)offset);
}

static bool name_code(Line *line, const CodeBlob *blob, u64 address)
{
    const void *pc = (const void *)(uintptr_t)address;
    if (!lies_in(address, codecache_start(), codecache_size()))
        return false;
    const char *stub = stubs_name(pc), *wrapper = wrapper_name(pc);
    const CodeBlob *other = code_blob_of(pc);
    if (stub)
        describe_append(line, "stub %s", stub);
    else if (wrapper)
        describe_append(line, "%s", wrapper);
    else if (other == blob)
        describe_append(line, "+0x%x", (u32)((const u8 *)pc - blob->start));
    else if (other)
        describe_append(line, "code of "), describe_method(line, other->method);
    else
        describe_append(line, "code");
    return true;
}

static bool name_method(Line *line, const Method *m, u64 address)
{
    if (!lies_in(address, m, sizeof *m))
        return false;
    describe_append(line, "method "), describe_method(line, m);
    append_offset(line, address - (u64)(uintptr_t)m);
    return true;
}

static bool name_class(Line *line, const Class *c, u64 address)
{
    if (!lies_in(address, c, sizeof *c))
        return false;
    describe_append(line, "class "), describe_class(line, c);
    append_offset(line, address - (u64)(uintptr_t)c);
    return true;
}

static bool name_cache_field(Line *line, const Method *m, u64 address)
{
    static const struct {
        const char *name;
        size_t offset;
    } fields[] = {{"value", offsetof(CacheEntry, bits)},
                  {"chosen", offsetof(CacheEntry, chosen)},
                  {"receiver", offsetof(CacheEntry, receiver)},
                  {"ref", offsetof(CacheEntry, ref)},
                  {"offset", offsetof(CacheEntry, offset)},
                  {"misses", offsetof(CacheEntry, misses)},
                  {"dimensions", offsetof(CacheEntry, dimensions)},
                  {"state", offsetof(CacheEntry, state)}};
    if (!lies_in(address, m->cache, m->cache_count * sizeof *m->cache))
        return false;
    size_t offset = address - (u64)(uintptr_t)m->cache, part = offset % sizeof *m->cache;
    describe_append(line, "entry %zu", offset / sizeof *m->cache);
    for (size_t i = 0; part && i < COUNT_OF(fields); i++)
        if (fields[i].offset == part)
            describe_append(line, ".%s", fields[i].name);
    return true;
}

/* What the entry refers to, as far as it is linked. */
static bool name_linked(Line *line, const CacheEntry *entry, u32 number, u64 address)
{
    if (cache_state(entry) < CACHE_RESOLVED)
        return false;
    if (address && address == (u64)(uintptr_t)entry->ref) {
        describe_append(line, "object of entry %u", number);
        return true;
    }
    if (!region_contains(entry->method))
        return false;
    switch ((CacheUse)entry->use) {
    case USE_NEW:
    case USE_CLASS:
    case USE_ARRAY_CLASS:
    case USE_MULTI_ARRAY: return name_class(line, entry->class, address);
    default: return cache_is_call(entry) && name_method(line, entry->method, address);
    }
}

static bool name_of_method(Line *line, const Method *m, u64 address)
{
    if (name_method(line, m, address) || name_class(line, m->holder, address) ||
        name_cache_field(line, m, address))
        return true;
    for (u32 i = 0; i < m->cache_count; i++)
        if (name_linked(line, &m->cache[i], i, address))
            return true;
    return false;
}

/* What the methods refer to. */
static bool name_metadata(Line *line, u64 address)
{
    for (u32 i = 0; i < state.methods.count; i++)
        if (name_of_method(line, state.methods.items[i], address))
            return true;
    return false;
}

/* A constant: objects have no names, but come in the order of the code. */
static bool name_object(Line *line, u64 address)
{
    for (u32 i = 0; i < state.object_count; i++)
        if ((u64)(uintptr_t)state.objects[i] == address) {
            describe_append(line, "object %u, ", i);
            describe_class(line, object_class(state.objects[i]));
            return true;
        }
    return false;
}

static bool name_address(Line *line, const CodeBlob *blob, u64 address)
{
    if (name_code(line, blob, address) || name_object(line, address) || name_metadata(line, address))
        return true;
    for (u32 type = 0; type <= T_VOID; type++)
        if (wk_primitive_array[type] && name_class(line, wk_primitive_array[type], address))
            return true;
    if (address % sizeof(Slot) || !region_contains((const void *)(uintptr_t)address) ||
        (char *)(uintptr_t)address >= region_high_water())
        return false;
    describe_append(line, "metadata");
    return true;
}

/* ---- machine code as text ---- */

#if __has_include(<capstone/capstone.h>)
#include <capstone/capstone.h>

SNAPSHOT_STATE(host) static struct {
    csh handle;
    bool is_tried, is_open;
    __typeof__(&cs_disasm_iter) disassemble;
    cs_insn *instruction;
} capstone;

/* The VM is not linked with it, so that nobody who does not print waits for it to be loaded. */
static void open_capstone(void)
{
    char name[32];
    capstone.is_tried = true;
    snprintf(name, sizeof name, "libcapstone.so.%d", CS_API_MAJOR);
    void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return;
    __typeof__(&cs_open) open_handle = (__typeof__(&cs_open))dlsym(library, "cs_open");
    __typeof__(&cs_malloc) new_instruction = (__typeof__(&cs_malloc))dlsym(library, "cs_malloc");
    capstone.disassemble = (__typeof__(&cs_disasm_iter))dlsym(library, "cs_disasm_iter");
    if (open_handle && new_instruction && capstone.disassemble &&
        open_handle(CS_ARCH_X86, CS_MODE_64, &capstone.handle) == CS_ERR_OK)
        capstone.instruction = new_instruction(capstone.handle);
    capstone.is_open = capstone.instruction != NULL;
}

/* Numbers that are addresses become names. */
static void append_operands(Line *line, const CodeBlob *blob, const char *text)
{
    while (*text) {
        char *end = NULL;
        u64 value = strncmp(text, "0x", 2) == 0 ? strtoull(text, &end, 16) : 0;
        if (end && !name_address(line, blob, value))
            describe_append(line, "%.*s", (int)(end - text), text);
        else if (!end)
            describe_append(line, "%c", *text);
        text = end ? end : text + 1;
    }
}

/* One instruction at the offset. Its length; 0: there is no disassembler, or it does not know it. */
static u32 append_assembler(Line *line, const CodeBlob *blob, u32 offset)
{
    if (!capstone.is_tried)
        open_capstone();
    const u8 *at = blob->start + offset;
    size_t size = (size_t)(blob->end - at);
    u64 address = (u64)(uintptr_t)at;
    if (!capstone.is_open ||
        !capstone.disassemble(capstone.handle, &at, &size, &address, capstone.instruction))
        return 0;
    describe_append(line, *capstone.instruction->op_str ? "%-8s" : "%s", capstone.instruction->mnemonic);
    append_operands(line, blob, capstone.instruction->op_str);
    return capstone.instruction->size;
}

static void forget_capstone(void)
{
    STATE_CLEAR(capstone);
}

#else

static u32 append_assembler(Line *line, const CodeBlob *blob, u32 offset)
{
    (void)line, (void)blob, (void)offset;
    return 0;
}

static void forget_capstone(void)
{
}

#endif

/* ---- machine code as bytes ---- */

static u32 word_at(const u8 *at)
{
    u32 word;
    memcpy(&word, at, sizeof word);
    return word;
}

/* Four bytes at the offset that are another number where the code lies elsewhere. */
static bool is_placed_word(const Compilation *c, const CodeBlob *blob, u32 offset)
{
    const u8 *at = blob->start + offset;
    if (blob->end - at < 4)
        return false;
    for (u32 i = 0; i < c->far.count; i++)
        if (c->far.items[i] == offset + 4)
            return true;
    for (u32 i = 0; i < c->words.count; i++)
        if (c->words.items[i].offset == offset)
            return true;
    Line ignored = {.used = 0};
    return name_metadata(&ignored, word_at(at));
}

static u32 append_bytes(Line *line, const Compilation *c, const CodeBlob *blob, u32 offset, u32 end)
{
    u32 start = offset;
    if (end > offset + 16)
        end = offset + 16;
    while (offset < end)
        if (is_placed_word(c, blob, offset)) {
            describe_append(line, "?? ?? ?? ?? ");
            offset += 4;
        } else {
            describe_append(line, "%02x ", blob->start[offset++]);
        }
    return offset - start;
}

/* ---- the whole ---- */

/* A word of a table of addresses. Its length; 0: there is none. */
static u32 append_table_word(Line *line, const Compilation *c, const CodeBlob *blob, u32 offset)
{
    for (u32 i = 0; i < c->words.count; i++)
        if (c->words.items[i].offset == offset) {
            describe_append(line, "address ");
            name_address(line, blob, word_at(blob->start + offset));
            return 4;
        }
    return 0;
}

/* A float or double behind the code; likewise. */
static u32 append_number(Line *line, const Compilation *c, const CodeBlob *blob, u32 offset)
{
    if (c->numbers_start == 0 || offset < c->numbers_start)
        return 0;
    u64 bits = word_at(blob->start + offset) | (u64)word_at(blob->start + offset + 4) << 32;
    describe_append(line, "number  0x%llx", (unsigned long long)bits);
    return 8;
}

static void print_piece(const Compilation *c, const CodeBlob *blob, u32 offset, u32 end)
{
    while (offset < end) {
        Line line = {.used = 0};
        describe_append(&line, "        +0x%03x  ", offset);
        u32 length = append_table_word(&line, c, blob, offset);
        if (!length)
            length = append_number(&line, c, blob, offset);
        if (!length)
            length = append_assembler(&line, blob, offset);
        if (!length)
            length = append_bytes(&line, c, blob, offset, end);
        console_print("%s\n", line.text);
        offset += length;
    }
}

/* Those of inlined methods stand further right. */
static void print_instruction(const Mark *mark)
{
    Line line = {.used = 0};
    const Method *m = mark->frame->method;
    for (const Frame *f = mark->frame->outer; f; f = f->outer)
        describe_append(&line, "    ");
    if (mark->frame->outer)
        describe_class(&line, m->holder), describe_append(&line, ".%s ", m->name->text);
    describe_append(&line, "%6u: ", mark->bci);
    describe_instruction(&line, m, mark->bci);
    if (mark->is_cold)
        describe_append(&line, "  (behind)");
    console_print("%s\n", line.text);
}

void print_code(const Compilation *c, const CodeBlob *blob)
{
    u32 end = (u32)(blob->end - blob->start), count = state.marks.count;
    Line line = {.used = 0};
    if (!state.is_on || !count)
        return;
    state.objects = c->kept.items;
    state.object_count = c->kept.count;
    describe_append(&line, "Compiled ");
    describe_method(&line, blob->method);
    describe_append(&line, ": %u bytes of bytecode, %u of code", blob->method->bytecode_length, end);
    console_print("%s\n", line.text);
    print_piece(c, blob, 0, state.marks.items[0].offset);
    for (u32 i = 0; i < count; i++) {
        const Mark *mark = &state.marks.items[i];
        print_instruction(mark);
        print_piece(c, blob, mark->offset, i + 1 < count ? mark[1].offset : end);
    }
    putc('\n', console_out());
    fflush(console_out());
}

void print_everything(bool is_wanted)
{
    state.shows_all = is_wanted;
}

void print_reset(void)
{
    state.shows_all = false;
    print_begin(NULL);
    forget_capstone();
}
