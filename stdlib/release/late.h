/* late.h - well-known classes that most programs never load, with their methods and fields
 * In:     ids of late_classes.def and late_members.def; their rows in the release's table
 * Out:    the class, loaded by the boot loader and initialized; the method; the field's offset
 * Effects: may load, link, initialize classes, run Java, throw: NoClassDefFoundError for a class that is not
 *         in the image, InternalError with the row for a member that the class does not have
 * Tests:  tests/suites/25_tables; tests/java/Management*.java
 */
#ifndef MOKA_STDLIB_RELEASE_LATE_H
#define MOKA_STDLIB_RELEASE_LATE_H

#include "vm/library/wellknown.h"
#include "vm/model/thread.h"

typedef enum LateClass {
#define LATE_CLASS_ID(id) LATE_CLASS_##id,
#include "stdlib/release/late_classes.def"
#undef LATE_CLASS_ID
    LATE_CLASS_COUNT
} LateClass;

typedef enum LateMethod {
#define LATE_METHOD_ID(id) LATE_METHOD_##id,
#define LATE_FIELD_ID(id)
#include "stdlib/release/late_members.def"
#undef LATE_METHOD_ID
#undef LATE_FIELD_ID
    LATE_METHOD_COUNT
} LateMethod;

typedef enum LateField {
#define LATE_METHOD_ID(id)
#define LATE_FIELD_ID(id) LATE_FIELD_##id,
#include "stdlib/release/late_members.def"
#undef LATE_METHOD_ID
#undef LATE_FIELD_ID
    LATE_FIELD_COUNT
} LateField;

/* Rows: a class is its name; a member belongs to one of these classes. */
struct LateMethodRow {
    LateClass holder;
    const char *name, *desc;
    bool is_static;
};
struct LateFieldRow {
    LateClass holder;
    const char *name, *desc;
    bool is_static;
};
typedef struct LateMethodRow LateMethodRow;
typedef struct LateFieldRow LateFieldRow;

Class *late_class(Thread *t, LateClass id); /* NULL: an exception is pending */
/* Has the image the class? (jdk.management may be missing.) False: it has not, or an exception is pending. */
bool late_class_exists(Thread *t, LateClass id);
Method *late_method(Thread *t, LateMethod id);  /* NULL: an exception is pending */
/* The offset, of a static field from the mirror; 0: an exception is pending. */
u32 late_field(Thread *t, LateField id);
/* What a static field of type String holds, to be freed; NULL: null, or an exception is pending. */
char *late_text(Thread *t, LateField id);
/* late_field for one that was asked for before; else 0. Neither loads nor throws. */
u32 late_field_known(LateField id);
/* The rows may be another release's from here on. */
void late_reset(void);
/* Stores in the object's field of this id; does nothing while an exception is pending. */
void late_store(Thread *t, Object *object, LateField id, Object *value);
void late_store_int(Thread *t, Object *object, LateField id, i32 value);

#endif
