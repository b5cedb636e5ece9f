/* release.h - what one release of the class library calls things
 * In:     `release` in a JDK's home; the tables release_<feature>.c
 * Out:    `release`, the rows of the one that runs; the addresses of well-known classes, fields and methods
 * Uses:   classloader/load, classloader/define
 * Keeps:  a row that does not fit the library stops the boot, which names it
 * Tests:  tests/unit/release_test.c; tests/suites/25_tables: each row against the class files of each JDK
 *         found; 40_launcher
 */
#ifndef MOKA_STDLIB_RELEASE_RELEASE_H
#define MOKA_STDLIB_RELEASE_RELEASE_H

#include "stdlib/release/late.h"
#include "vm/library/wellknown.h"
#include "vm/model/loader_data.h"
#include "vm/model/thread.h"

/* Rows that differ from the table before; a row without a name is gone. */
typedef struct WkClassChange {
    WkClass id;
    WkClassRow row;
} WkClassChange;
typedef struct WkFieldChange {
    WkField id;
    WkFieldRow row;
} WkFieldChange;
typedef struct WkMethodChange {
    WkMethod id;
    WkMethodRow row;
} WkMethodChange;

typedef struct LateClassChange {
    LateClass id;
    const char *name;
} LateClassChange;
typedef struct LateFieldChange {
    LateField id;
    LateFieldRow row;
} LateFieldChange;
typedef struct LateMethodChange {
    LateMethod id;
    LateMethodRow row;
} LateMethodChange;

typedef struct ReleaseTextChange {
    ReleaseText id;
    const char *text;
} ReleaseTextChange;

/* What changed between two releases that have a table. */
typedef struct ReleaseChanges {
    const WkClassChange *classes;
    const WkFieldChange *fields;
    const WkMethodChange *methods;
    const LateClassChange *late_classes;
    const LateFieldChange *late_fields;
    const LateMethodChange *late_methods;
    const ReleaseTextChange *texts;
    bool itables_hold_overpasses, upcalls_attach_daemons;
    u32 jni_version, management_version;
    u32 class_count, field_count, method_count, text_count;
    u32 late_class_count, late_field_count, late_method_count;
} ReleaseChanges;

extern const Release release_17;
extern const ReleaseChanges release_25_changes;

/* The table of a release, made from the first table and the changes since; NULL: there is none. Valid until
 * the next call. */
const Release *release_table(int feature);
/* The table for JAVA_VERSION in home/release; NULL with a message: there is none. */
const Release *release_choose(const char *home, char *ret_message, size_t message_size);
/* Does the chosen release know this version of JNI (0x00010008)? Before the choice: does any with a table? */
bool release_knows_jni(u32 version);
/* Loads all well-known classes and looks up all fields by name. False: an exception is pending. */
bool release_load_classes(Thread *t);
/* Looks up all methods by name. Always true. */
bool release_find_members(Thread *t);

#endif
