/* release.c - see release.h.
 * Everything is found by name at boot; a row that does not match the library stops the boot and is named. */
#include "stdlib/release/release.h"

#include "classloader/define/define.h"
#include "classloader/load/loader.h"
#include "vm/base/console.h"
#include "vm/base/state.h"
#include "vm/host/home.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- the tables: the oldest is whole, each later one lists the changes since the one before ---- */

SNAPSHOT_STATE(rebuilt) static struct {
    Release table;
    WkClassRow classes[WK_CLASS_COUNT];
    WkFieldRow fields[WK_FIELD_COUNT];
    WkMethodRow methods[WK_METHOD_COUNT];
    const char *late_classes[LATE_CLASS_COUNT];
    LateFieldRow late_fields[LATE_FIELD_COUNT];
    LateMethodRow late_methods[LATE_METHOD_COUNT];
    const char *texts[RELEASE_TEXT_COUNT];
} state;

static void apply_changes(const ReleaseChanges *changes)
{
    for (u32 i = 0; i < changes->class_count; i++)
        state.classes[changes->classes[i].id] = changes->classes[i].row;
    for (u32 i = 0; i < changes->field_count; i++)
        state.fields[changes->fields[i].id] = changes->fields[i].row;
    for (u32 i = 0; i < changes->method_count; i++)
        state.methods[changes->methods[i].id] = changes->methods[i].row;
    for (u32 i = 0; i < changes->late_class_count; i++)
        state.late_classes[changes->late_classes[i].id] = changes->late_classes[i].name;
    for (u32 i = 0; i < changes->late_field_count; i++)
        state.late_fields[changes->late_fields[i].id] = changes->late_fields[i].row;
    for (u32 i = 0; i < changes->late_method_count; i++)
        state.late_methods[changes->late_methods[i].id] = changes->late_methods[i].row;
    for (u32 i = 0; i < changes->text_count; i++)
        state.texts[changes->texts[i].id] = changes->texts[i].text;
    state.table.itables_hold_overpasses = changes->itables_hold_overpasses;
    state.table.upcalls_attach_daemons = changes->upcalls_attach_daemons;
    state.table.jni_version = changes->jni_version;
    state.table.management_version = changes->management_version;
}

static void start_table(void)
{
    memcpy(state.classes, release_17.classes, sizeof state.classes);
    memcpy(state.fields, release_17.fields, sizeof state.fields);
    memcpy(state.methods, release_17.methods, sizeof state.methods);
    memcpy(state.late_classes, release_17.late_classes, sizeof state.late_classes);
    memcpy(state.late_fields, release_17.late_fields, sizeof state.late_fields);
    memcpy(state.late_methods, release_17.late_methods, sizeof state.late_methods);
    memcpy(state.texts, release_17.texts, sizeof state.texts);
    state.table = release_17;
    state.table.classes = state.classes;
    state.table.fields = state.fields;
    state.table.methods = state.methods;
    state.table.late_classes = state.late_classes;
    state.table.late_fields = state.late_fields;
    state.table.late_methods = state.late_methods;
    state.table.texts = state.texts;
}

static bool has_table(int feature)
{
    static const int known[] = {
#define RELEASE(feature, is_tested) feature,
#include "stdlib/release/releases.def"
#undef RELEASE
    };
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (known[i] == feature)
            return true;
    return false;
}

const Release *release_table(int feature)
{
    if (!has_table(feature))
        return NULL;
    start_table();
    if (feature >= 25)
        apply_changes(&release_25_changes);
    state.table.feature = feature;
    state.table.class_major = (u16)(44 + feature);
    return &state.table;
}

/* ---- the choice ---- */

const Release *release_choose(const char *home, char *ret_message, size_t message_size)
{
    int feature = home_read_feature(home);
    const Release *found = release_table(feature);
    if (found)
        return found;
    if (feature)
        snprintf(ret_message, message_size, "Moka has no table for release %d of the class library in %s",
                 feature, home);
    else
        snprintf(ret_message, message_size, "cannot read the release of the class library from %s/release",
                 home);
    return NULL;
}

bool release_knows_jni(u32 version)
{
    static const u32 known[] = {0x00010001, 0x00010002, 0x00010004, 0x00010006, 0x00010008, 0x00090000,
                                0x000A0000, 0x00130000, 0x00140000, 0x00150000, 0x00180000};
    if (release && version > release->jni_version)
        return false;
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (known[i] == version)
            return true;
    return false;
}

/* ---- looking everything up ---- */

/* The class library is not what the table says: another build's, or changed by --patch-module. */
static _Noreturn void stop_boot(const char *class_name, const char *kind, const char *name, const char *desc)
{
    char dotted[256];
    symbol_dotted(dotted, sizeof dotted, class_name, strlen(class_name));
    console_print("Error occurred during initialization of VM\nIncompatible definition of %s\n", dotted);
    fflush(console_out());
    fprintf(console_err(), "moka: the class library lacks the %s %s %s of release %d\n", kind, name, desc,
            release->feature);
    _exit(1);
}

static void find_field(WkField id)
{
    const WkFieldRow *row = &release->fields[id];
    Class *holder = row->name ? loader_find_loaded(boot_loader, symbol_from(row->class_name)) : NULL;
    if (!holder || wk_field[id])
        return;
    Field *field = class_declared_field(holder, symbol_from(row->name), symbol_from(row->desc));
    if (!field || ((field->access & ACC_STATIC) != 0) != row->is_static)
        stop_boot(row->class_name, row->is_static ? "static field" : "instance field", row->name, row->desc);
    wk_field[id] = field->offset;
}

static void find_fields(void)
{
    for (int id = 0; id < WK_FIELD_COUNT; id++)
        find_field((WkField)id);
}

bool release_load_classes(Thread *t)
{
    for (int id = 0; id < WK_CLASS_COUNT; id++) {
        const WkClassRow *row = &release->classes[id];
        if (!row->name)
            continue;
        wk_class[id] = row->optional ? loader_find_boot(t, symbol_from(row->name))
                                     : loader_load(t, boot_loader, symbol_from(row->name));
        if (!wk_class[id] && !row->optional)
            return false;
        /* Once java.lang.Class is there, every class gets its mirror when it is defined. */
        if (id == WK_CLASS_Class) {
            find_fields();
            if (!define_primitives(t) || !define_early_mirrors(t))
                return false;
        }
    }
    find_fields();
    return true;
}

bool release_find_members(Thread *t)
{
    (void)t;
    for (int id = 0; id < WK_METHOD_COUNT; id++) {
        const WkMethodRow *row = &release->methods[id];
        if (!row->name)
            continue;
        Class *holder = loader_find_loaded(boot_loader, symbol_from(row->class_name));
        Method *method =
            holder ? class_declared_method(holder, symbol_from(row->name), symbol_from(row->desc)) : NULL;
        if (!method || method_is_static(method) != row->is_static)
            stop_boot(row->class_name, "method", row->name, row->desc);
        wk_method[id] = method;
    }
    return true;
}
