/* wellknown.h - the classes, fields and methods of the library that the VM reaches by name
 * The ids are release-independent and are listed in wk_classes.def, wk_fields.def and wk_methods.def. The
 * table of a release (stdlib/release) says what an id is called there, or that it is absent. Everything is
 * looked up by name at boot. Absent means class NULL, field offset 0, method NULL; code asks before it uses
 * what a release may lack.
 *
 *      Class *c = WK(String);   i32 h = *FIELD_AT(s, WK_FIELD(String_hash), i32);
 *      Method *m = WK_METHOD(Thread_run);
 *
 * An instance field's offset is from the object, a static one's from the mirror.
 */
#ifndef MOKA_VM_LIBRARY_WELLKNOWN_H
#define MOKA_VM_LIBRARY_WELLKNOWN_H

#include "vm/model/class.h"
#include "vm/model/method.h"

typedef enum WkClass {
#define WK_CLASS(id) WK_CLASS_##id,
#include "vm/library/wk_classes.def"
#undef WK_CLASS
    WK_CLASS_COUNT
} WkClass;

typedef enum WkField {
#define WK_FIELD_ID(id) WK_FIELD_##id,
#include "vm/library/wk_fields.def"
#undef WK_FIELD_ID
    WK_FIELD_COUNT
} WkField;

typedef enum WkMethod {
#define WK_METHOD_ID(id) WK_METHOD_##id,
#include "vm/library/wk_methods.def"
#undef WK_METHOD_ID
    WK_METHOD_COUNT
} WkMethod;

extern Class *wk_class[WK_CLASS_COUNT];
extern u32 wk_field[WK_FIELD_COUNT];
extern Method *wk_method[WK_METHOD_COUNT];
/* The primitive classes (and void) by Type, and the arrays of primitives by element Type. */
extern Class *wk_primitive[T_VOID + 1];
extern Class *wk_primitive_array[T_VOID + 1];

#define WK(id)        (wk_class[WK_CLASS_##id])
#define WK_FIELD(id)  (wk_field[WK_FIELD_##id])
#define WK_METHOD(id) (wk_method[WK_METHOD_##id])

/* One row of a release table. */
typedef struct WkClassRow {
    const char *name;
    bool optional;
} WkClassRow;
typedef struct WkFieldRow {
    const char *class_name, *name, *desc;
    bool is_static, injected;
} WkFieldRow;
typedef struct WkMethodRow {
    const char *class_name, *name, *desc;
    bool is_static;
} WkMethodRow;

/* Messages that are not the same in every release; the arguments are, whether a text shows them or not. */
typedef enum ReleaseText {
#define RELEASE_TEXT(id, arguments) TEXT_##id,
#include "vm/library/release_texts.def"
#undef RELEASE_TEXT
    RELEASE_TEXT_COUNT
} ReleaseText;

typedef struct Release {
    int feature;                /* 17 */
    u16 class_major;            /* newest class file version accepted */
    u32 jni_version;            /* what GetVersion answers: the newest one that the release knows */
    u32 management_version;     /* that libmanagement asks JVM_GetManagement for */
    /* invokeinterface runs the method that the VM has made for a default that conflicts or was made abstract
     * again; else a call through the interface finds no method. */
    bool itables_hold_overpasses;
    bool upcalls_attach_daemons; /* a thread that Java does not know is a daemon while it makes an upcall */
    const char *const *texts;   /* [RELEASE_TEXT_COUNT], printf formats */
    const WkClassRow *classes;  /* [WK_CLASS_COUNT]; name NULL: absent in this release */
    const WkFieldRow *fields;   /* [WK_FIELD_COUNT] */
    const WkMethodRow *methods; /* [WK_METHOD_COUNT] */
    /* Classes that are loaded when they are first asked for: stdlib/release/late.h. */
    const char *const *late_classes;
    const struct LateMethodRow *late_methods;
    const struct LateFieldRow *late_fields;
} Release;

/* The release that runs, set before the first class is loaded. */
extern const Release *release;
#define RELEASE_TEXT(id) (release->texts[TEXT_##id])
void wellknown_reset(void);
/* The fields that the VM adds to a class about to be laid out: calls add for each. */
void wk_injected_fields(const Symbol *class_name,
                        void (*add)(const char *name, const char *desc, void *context), void *context);

#endif
