/* jvm_define.h - classes from bytes and by name for Java's class loaders, for JNI and JVM_* entries alike
 * In:      IN_JAVA, references; the border is crossed by the caller
 * Effects: may run Java code and collect. NULL: an exception is pending
 * Tests:   tests/java/ClassLoaders.java, tests/java/HiddenClasses.java
 */
#ifndef MOKA_STDLIB_JVM_CLASS_JVM_DEFINE_H
#define MOKA_STDLIB_JVM_CLASS_JVM_DEFINE_H

#include "classloader/load/loader.h"

/* ClassLoader.defineClass; holds the loader's monitor unless the loader is parallel capable. name: NULL if
 * the bytes alone say it. source: for traces; NULL: not known. */
Class *jvm_define_class(Thread *t, Symbol *name, Object *loader, const void *bytes, i32 length,
                        Object *protection_domain, const char *source);
/* Throws NoClassDefFoundError with HotSpot's text for a name that is too long for a symbol; returns NULL. */
Class *jvm_name_too_long(Thread *t, const char *name);
/* The same for a String, with dots or slashes, of which no symbol was made: it is too long, or there is no
 * memory. */
void jvm_throw_long_name(Thread *t, const Object *name);

#endif
