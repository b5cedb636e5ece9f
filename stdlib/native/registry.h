/* registry.h - the tables of natives that the VM implements itself (facts 3.5; architecture D2)
 * Each n_<class>.c ends with one table; registry.c joins them and answers native_find_in_vm (native.h).
 *   static u64 n_Object_hashCode(Thread *t, const Slot *args) { … }
 *   const NativeRow n_Object_natives[] = { {"java/lang/Object", "hashCode", "()I", n_Object_hashCode, false},
 * …, {0} }; Tests:  tests/suites: every row is checked against the JDK's own image.
 */
#ifndef MOKA_STDLIB_NATIVE_REGISTRY_H
#define MOKA_STDLIB_NATIVE_REGISTRY_H

#include "vm/exec/call/native.h"

typedef struct NativeRow {
    const char *class_name, *name, *desc;
    void *function; /* NativeIntrinsic, or a JNI function */
    bool is_jni;
    bool is_optional; /* absent in some release */
} NativeRow;

/* Visits all rows of all tables. */
void registry_for_each(void (*visit)(const NativeRow *row, void *context), void *context);
void registry_init(void); /* after symbols */

#endif
