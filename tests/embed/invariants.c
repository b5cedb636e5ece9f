/* invariants.c - looks at every class, object, free cell and prepared instruction of a running VM
 * In:     invariants LIBJVM CLASSPATH CLASS NAME=DISTANCE ...: CLASS has a main and static native methods
 *         void check() and void snapshot(); NAME=DISTANCE: how far a function or variable of LIBJVM
 *         lies from JNI_CreateJavaVM
 * Out:    one line per breach, and "NAME COUNT" for each thing counted; exit code 1 after a breach, 2 when it
 *         could not look. check() stops the world and looks at everything; snapshot() keeps the prepared
 *         code of Probe$Uses.use, and a second call compares: operands stay, opcodes quicken.
 * Keeps:  (c) class addresses and class words are 8 modulo 16, links in free cells 0 modulo 16
 *         (d) references in metadata are in their loader's table, hidden classes have data of their own; no
 *         metadata names a class whose loader was freed
 *         (f) operands are those of the class file; what needs an initialised class quickens only then
 *         (p) a prepared instruction begins where control arrives: at blocks, handlers, behind calls */
#include "gc/inspect.h"
#include "tests/embed/host.h"
#include "vm/bytecode/bytecode.h"
#include "vm/bytecode/cache.h"
#include "vm/model/loader_data.h"
#include "vm/model/method.h"
#include "vm/model/thread.h"

#include "classloader/prepare/positions.h"

#include <string.h>

typedef void (*ObjectVisit)(Object *object, void *context);
typedef void (*LoaderVisit)(LoaderData *loader, void *context);

static int name_count;
static char **names; /* NAME=DISTANCE */
static char *anchor; /* JNI_CreateJavaVM */
static unsigned long breaches;

enum {
    CLASSES,
    OBJECTS,
    CELLS,
    HIDDEN,
    OWN_DATA,
    SITES,
    CONSTANTS,
    OPERANDS,
    NEEDS_INIT,
    LOADERS,
    NAMED,
    CACHED,
    RECEIVERS,
    ARRIVALS,
    COUNTERS
};

static const char *const counter_names[] = {"classes",    "objects", "cells",     "hidden",
                                            "own_data",   "sites",   "constants", "operands",
                                            "needs_init", "loaders", "named",     "cached",
                                            "receivers",
                                            "arrivals"};
static unsigned long counts[COUNTERS];

static void *address_of(const char *name)
{
    size_t length = strlen(name);
    for (int i = 0; i < name_count; i++)
        if (strncmp(names[i], name, length) == 0 && names[i][length] == '=')
            return anchor + atol(names[i] + length + 1);
    host_fail(name);
}

#define FUNCTION(result, name, parameters) ((result(*) parameters)address_of(#name))

static void breach(const Class *c, const char *what)
{
    if (breaches++ < 40)
        printf("breach: %s: %s\n", c ? c->name->text : "-", what);
}

static const OpcodeInfo *info_of(u32 op)
{
    return &((const OpcodeInfo *)address_of("opcode_table"))[op];
}

/* ---- references of metadata ---- */

static bool is_in_table(const LoaderData *loader, const Object *object)
{
    for (u32 i = 1; i <= loader->ref_count; i++)
        if (loader_ref(loader, i) == object)
            return true;
    return false;
}

static bool is_mirror(const Object *object)
{
    const Class *c = object_class(object);
    return strcmp(c->name->text, "java/lang/Class") == 0;
}

/* A call site's appendix; what a string, method type, handle or dynamic constant stands for. Mirrors are
 * reached from their class. */
static void check_reference(const Class *holder, const Object *object, int what)
{
    counts[what]++;
    if (!is_mirror(object) && !is_in_table(holder->loader, object))
        breach(holder, what == SITES ? "an appendix is not in its loader's table"
                                     : "a constant is not in its loader's table");
}

static void check_entry(const Class *holder, const CacheEntry *entry)
{
    u8 tag = entry->use == USE_CONSTANT ? pool_tag(&holder->pool, entry->pool_index) & CP_TAG_MASK : 0;
    bool is_reference = tag == CP_STRING || tag == CP_METHOD_HANDLE || tag == CP_METHOD_TYPE;
    CacheState state = cache_state(entry);
    if (is_reference && state == CACHE_CONSTANT)
        check_reference(holder, entry->object, CONSTANTS);
    if ((state == CACHE_SITE || state == CACHE_HANDLE) && entry->ref)
        check_reference(holder, entry->ref, SITES);
    if (state == CACHE_STATIC_FIELD && entry->ref != entry->field->holder->mirror)
        breach(holder, "a static field's cache does not hold its class's mirror");
}

/* ---- classes that metadata names ---- */

enum { MAX_LOADERS = 4096 };
static const LoaderData *loaders[MAX_LOADERS];
static u32 loader_count;

static void note_loader(LoaderData *loader, void *unused)
{
    (void)unused;
    counts[LOADERS]++;
    if (loader_count == MAX_LOADERS)
        host_fail("too many loaders");
    loaders[loader_count++] = loader;
}

/* The memory of a freed loader reads as zero, or belongs to another by now. */
static bool is_alive(const Class *c)
{
    for (u32 i = 0; i < loader_count; i++)
        if (loaders[i] == c->loader)
            return true;
    return false;
}

static void check_named(const Class *holder, const Class *c, const char *what)
{
    if (!c)
        return;
    counts[NAMED]++;
    if (c->loader != holder->loader && !is_alive(c))
        breach(holder, what);
}

static void check_receiver(const Class *holder, const CacheEntry *entry)
{
    if (!entry->receiver)
        return;
    counts[entry->chosen ? CACHED : RECEIVERS]++;
    if (!cache_is_call(entry) || (cache_state(entry) != CACHE_VTABLE && cache_state(entry) != CACHE_ITABLE))
        breach(holder, "a receiver is noted where none is dispatched on");
    check_named(holder, (const Class *)(uintptr_t)entry->receiver, "a call site names an unloaded class");
    if (entry->chosen)
        check_named(holder, ((const Method *)(uintptr_t)entry->chosen)->holder,
                    "an inline cache calls an unloaded class");
}

static void check_use(const Class *holder, const CacheEntry *entry)
{
    check_receiver(holder, entry);
    if (!entry->bits) {
        if (cache_state(entry) > CACHE_CONSTANT)
            breach(holder, "an entry is linked and names nothing");
        return;
    }
    switch (entry->use) {
    case USE_GETFIELD:
    case USE_PUTFIELD:
    case USE_GETSTATIC:
    case USE_PUTSTATIC: check_named(holder, entry->field->holder, "a field's class was unloaded"); break;
    case USE_NEW:
    case USE_CLASS:
    case USE_ARRAY_CLASS:
    case USE_MULTI_ARRAY:
        check_named(holder, entry->class, "a class that an instruction uses was unloaded");
        break;
    case USE_CONSTANT:
    case USE_SWITCH:
    case USE_RAW: break;
    default: check_named(holder, entry->method->holder, "a method's class was unloaded"); break;
    }
}

static void check_relatives(const Class *c)
{
    check_named(c, c->super, "its superclass was unloaded");
    check_named(c, c->element, "its element's class was unloaded");
    check_named(c, c->secondary_hit, "the last supertype asked for was unloaded");
    check_named(c, c->nest_host, "its nest host was unloaded");
    for (u32 i = 0; i < c->secondary_count; i++)
        check_named(c, c->secondaries[i], "a superinterface was unloaded");
    for (const Class *sub = c->subclass; sub; sub = sub->sibling)
        check_named(c, sub, "a subclass was unloaded");
    for (u32 i = 0; i < c->vtable_length; i++)
        if (c->vtable[i])
            check_named(c, c->vtable[i]->holder, "a method in its table was unloaded");
}

/* ---- prepared code ---- */

/* The pool index that the instruction has in the class file; 0: none. */
static u32 pool_operand(const u8 *at)
{
    char letter = info_of(*at)->operands[0];
    return letter == 'k' || letter == 'K' ? bytecode_pool_index(at) : 0;
}

static const Class *needed_class(u32 base, const CacheEntry *entry)
{
    switch (base) {
    case OP_new: return entry->class;
    case OP_getstatic:
    case OP_putstatic: return entry->field->holder;
    default: return entry->method->holder;
    }
}

static void check_instruction(const Method *m, const u8 *code, const PositionRow *row)
{
    const u16 *unit = m->code + positions_unit(row);
    const OpcodeInfo *info = info_of(*unit);
    u32 pool_index = pool_operand(code + row->bci), base = info->base;
    bool has_entry = info->part_count == 1 ? (info->units ? strcmp(info->units, "c") == 0 : pool_index != 0)
                                           : base == OP_new;
    if (!pool_index || !has_entry)
        return;
    counts[OPERANDS]++;
    if (unit[1] >= m->cache_count) {
        breach(m->holder, "an operand is no index of the cache");
        return;
    }
    const CacheEntry *entry = &m->cache[unit[1]];
    if (entry->use != USE_RAW && entry->pool_index != pool_index)
        breach(m->holder, "an operand is not the class file's");
    if (*unit >= OP_JVM_COUNT && *unit != OP_new_dup && cache_state(entry) <= CACHE_RESOLVED)
        breach(m->holder, "an instruction has quickened before its entry was linked");
    if (cache_is_call(entry) && entry->bci != row->bci)
        breach(m->holder, "a call's entry is that of another");
    bool needs = base == OP_new || base == OP_getstatic || base == OP_putstatic || base == OP_invokestatic;
    if (!needs || *unit < OP_JVM_COUNT || *unit == OP_new_dup)
        return;
    counts[NEEDS_INIT]++;
    if (class_state(needed_class(base, entry)) != CLASS_INITIALIZED)
        breach(m->holder, "an instruction has quickened before its class was initialised");
}

/* ---- positions ---- */

static void check_arrival(const Method *m, u32 bci, const char *what)
{
    counts[ARRIVALS]++;
    if (!FUNCTION(u16 *, positions_find, (const Method *, u32))(m, bci))
        breach(m->holder, what);
}

static void check_switch(const Method *m, const u8 *code, u32 bci)
{
    const u8 *at = code + ((bci + 4) & ~3u);
    bool is_table = code[bci] == OP_tableswitch;
    u32 stride = is_table ? 4 : 8;
    u32 count = is_table ? bytes_peek_u32(at + 8) - bytes_peek_u32(at + 4) + 1 : bytes_peek_u32(at + 4);
    check_arrival(m, bci + bytes_peek_u32(at), "no prepared instruction begins at a switch's default");
    for (u32 i = 0; i < count; i++) {
        const u8 *row = at + (is_table ? 12 : 8) + i * stride;
        check_arrival(m, bci + bytes_peek_u32(row + stride - 4), "no prepared instruction begins at a case");
    }
}

static void check_arrivals_from(const Method *m, const u8 *code, u32 bci, u32 length)
{
    const OpcodeInfo *info = info_of(code[bci]);
    if (code[bci] == OP_tableswitch || code[bci] == OP_lookupswitch)
        check_switch(m, code, bci);
    else if (info->operands[0] == 'o')
        check_arrival(m, bci + (u32)(i16)bytes_peek_u16(code + bci + 1),
                      "no prepared instruction begins at a branch's target");
    else if (info->operands[0] == 'O')
        check_arrival(m, bci + bytes_peek_u32(code + bci + 1),
                      "no prepared instruction begins at a branch's target");
    if (info->flags & OPF_CALL)
        check_arrival(m, bci + length, "no prepared instruction begins behind a call");
}

static void check_positions(const Method *m, const u8 *code)
{
    check_arrival(m, 0, "no prepared instruction begins at the method's start");
    for (u32 bci = 0, length; bci < m->bytecode_length; bci += length) {
        length = FUNCTION(u32, opcode_length, (const u8 *, u32, u32))(code, m->bytecode_length, bci);
        check_arrivals_from(m, code, bci, length);
    }
    const u8 *file = code - m->bytecode;
    for (u32 i = 0; i < m->handler_count; i++)
        check_arrival(m, bytes_peek_u16(file + m->handlers + 8 * i + 4),
                      "no prepared instruction begins at a handler");
}

static void check_method(const Method *m)
{
    for (u32 i = 0; i < m->cache_count; i++) {
        check_entry(m->holder, &m->cache[i]);
        check_use(m->holder, &m->cache[i]);
    }
    if (!m->code || !m->positions || !m->bytecode)
        return;
    const u8 *code = FUNCTION(const u8 *, method_bytecode, (const Method *))(m);
    for (u32 i = 0; i < m->positions->count; i++)
        check_instruction(m, code, &m->positions->rows[i]);
    check_positions(m, code);
}

/* ---- classes, objects, cells ---- */

static void check_tag(const Class *holder, u64 reference, const char *what)
{
    if (reference % 16 != 8)
        breach(holder, what);
}

static void check_class(const Class *c)
{
    counts[CLASSES]++;
    check_relatives(c);
    check_tag(c, class_ref(c), "its address is not 8 modulo 16");
    if (c->array)
        check_tag(c, class_ref(c->array), "its array class's address is not 8 modulo 16");
    if (c->flags & CLASS_IS_HIDDEN) {
        const LoaderData *own = c->loader;
        counts[HIDDEN]++;
        counts[OWN_DATA] += own->hidden == c;
        if (own->hidden && (own->hidden != c || own->host == own || own->class_count != 1))
            breach(c, "shares the loader data of another hidden class");
    }
    for (u32 i = 0; i < c->method_count; i++)
        check_method(&c->methods[i]);
}

static void check_loader(LoaderData *loader, void *unused)
{
    (void)unused;
    for (u32 i = 0; i < loader->class_count; i++)
        check_class(loader->class_list[i]);
}

static void check_object(Object *object, void *unused)
{
    (void)unused;
    counts[OBJECTS]++;
    check_tag(NULL, object->class_ref, "an object's class word is not 8 modulo 16");
}

/* What is left of a run is zeroed, which a marker does not take for an object. */
static void check_runs(const Thread *t)
{
    for (u32 kind = 0; kind < THREAD_KINDS; kind++)
        for (u32 size = 0; size < THREAD_SIZE_CLASSES; size++)
            for (const char *at = t->runs.next[kind][size]; at < t->runs.end[kind][size]; at += sizeof(u64)) {
                counts[CELLS] += (size_t)at % OBJECT_ALIGN == 0;
                if (*(const u64 *)at)
                    breach(NULL, "a run holds a word that is not zero");
            }
}

/* A JNIEnv is a Thread. */
static void JNICALL check(JNIEnv *env, jclass unused)
{
    (void)unused;
    Thread *t = (Thread *)env;
    FUNCTION(void, thread_enter_vm_below, (Thread *, char *))(t, __builtin_frame_address(0));
    FUNCTION(void, safepoint_begin, (Thread *))(t);
    memset(counts, 0, sizeof counts);
    loader_count = 0;
    FUNCTION(void, roots_for_each_loader, (LoaderVisit, void *))(note_loader, NULL);
    FUNCTION(void, roots_for_each_loader, (LoaderVisit, void *))(check_loader, NULL);
    FUNCTION(void, heap_walk, (ObjectVisit, void *))(check_object, NULL);
    check_runs(t);
    FUNCTION(void, safepoint_end, (Thread *))(t);
    FUNCTION(void, thread_leave_vm, (Thread *))(t);
    for (int i = 0; i < COUNTERS; i++)
        printf("%s %lu\n", counter_names[i], counts[i]);
    fflush(stdout);
}

/* ---- quickening ---- */

static u16 saved[4096];

static bool starts_instruction(const Method *m, u32 unit)
{
    for (u32 i = 0; i < m->positions->count; i++)
        if (positions_unit(&m->positions->rows[i]) == unit)
            return true;
    return false;
}

static const Method *used; /* Probe$Uses.use */

static void find_use(LoaderData *loader, void *unused)
{
    (void)unused;
    for (u32 i = 0; i < loader->class_count; i++) {
        const Class *c = loader->class_list[i];
        for (u32 j = 0; strcmp(c->name->text, "Probe$Uses") == 0 && j < c->method_count; j++)
            if (strcmp(c->methods[j].name->text, "use") == 0)
                used = &c->methods[j];
    }
}

static void JNICALL snapshot(JNIEnv *env, jclass unused)
{
    (void)env, (void)unused;
    static bool is_second;
    FUNCTION(void, roots_for_each_loader, (LoaderVisit, void *))(find_use, NULL);
    const Method *m = used;
    if (!m || !m->code || m->code_units > COUNT_OF(saved))
        host_fail("no prepared method use()");
    u32 quickened = 0;
    for (u32 i = 0; is_second && i < m->code_units; i++) {
        bool is_opcode = starts_instruction(m, i);
        quickened += is_opcode && m->code[i] != saved[i];
        if (!is_opcode && m->code[i] != saved[i])
            breach(m->holder, "an operand changed");
    }
    if (is_second)
        printf("quickened %u\n", quickened);
    memcpy(saved, m->code, m->code_units * sizeof(u16));
    is_second = true;
    fflush(stdout);
}

/* ---- running ---- */

int main(int argc, char **argv)
{
    static const JNINativeMethod natives[] = {{"check", "()V", (void *)check},
                                              {"snapshot", "()V", (void *)snapshot}};
    if (argc < 5)
        host_fail("usage: invariants LIBJVM CLASSPATH CLASS NAME=DISTANCE...");
    names = argv + 4;
    name_count = argc - 4;
    HostCreate create = host_open(argv[1]);
    anchor = (char *)create;
    host_run_main(host_create(create, argv[2], NULL, 0), argv[3], natives, 2);
    printf("breaches %lu\n", breaches);
    return breaches > 0;
}
