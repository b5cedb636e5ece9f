/* registry.h - the tables of natives that the VM implements itself
 * Each n_<class>.c ends with one table; registry.c joins them and answers native_find_in_vm (doors.h).
 *   static u64 n_Object_hashCode(Thread *t, const Slot *args) { … }
 *   const NativeRow n_Object_natives[] = {
 *       NATIVE("java/lang/Object", "hashCode", "()I", n_Object_hashCode), …, {0}};
 * Keeps:  a row is a native of all releases that have a table, or names the releases (NATIVE_SINCE,
 *         NATIVE_UNTIL)
 * Tests:  tests/suites/25_tables: every row against the class files of each JDK found
 */
#ifndef MOKA_STDLIB_NATIVE_REGISTRY_H
#define MOKA_STDLIB_NATIVE_REGISTRY_H

#include "vm/exec/call/native.h"
#include "vm/model/doors.h"

typedef struct NativeRow {
    const char *class_name, *name, *desc;
    void *function; /* NativeIntrinsic, or a JNI function */
    bool is_jni;
    u8 since, until; /* first and last release with a table that has the method; 0: no such limit */
} NativeRow;

/* Has the release a native of this row? */
bool registry_row_is_in(const NativeRow *row, int feature);
/* Visits all rows of all tables. */
void registry_for_each(void (*visit)(const NativeRow *row, void *context), void *context);
void registry_init(void); /* after symbols and the choice of the release */
void registry_reset(void);

#endif
