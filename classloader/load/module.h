/* module.h - modules and packages as the VM sees them (JVMS 5.3.6, 5.4.4)
 * In:     the natives of java.lang.Module; classes that are being defined
 * Out:    the package and module of a class; answers for access checks; texts about modules for messages
 * Owner:  a Module or Package belongs to its loader's arena
 * Locks:  the loader's for writing; reading takes none
 * Tests:  tests/java/Modules.java
 */
#ifndef MOKA_CLASSLOADER_LOAD_MODULE_H
#define MOKA_CLASSLOADER_LOAD_MODULE_H

#include "vm/model/loader_data.h"
#include "vm/model/thread.h"

/* For loader_init: java.base's Module, still empty. False: the region has no room. */
bool module_init(void);
void module_reset(void);
/* Takes a dying loader's modules out of the tables of others; world stopped. */
void module_forget_loader(LoaderData *loader);
/* The natives of java.lang.Module. False: an exception is pending (classloader/load/README.md says which).
 * package_array: a String[] of dotted names; a package's Symbol is in internal form (java/lang). */
bool module_define(Thread *t, Object *module, bool is_open, Object *version, Object *location,
                   Object *package_array);
bool module_set_boot_unnamed(Thread *t, Object *module);
bool module_add_reads(Thread *t, Object *from, Object *to_or_null);
bool module_add_exports(Thread *t, Object *from, Symbol *package, Object *to_or_null); /* NULL: to all */
bool module_add_exports_to_all_unnamed(Thread *t, Object *from, Symbol *package);
/* The package of a class being defined; a new one is put into the loader's unnamed module. NULL: the unnamed
 * package, or an exception is pending. */
Package *module_package_of(Thread *t, LoaderData *loader, const Symbol *class_name);
/* The module of the class's package; without one the loader's unnamed module. An array has its element's
 * module, and a primitive type java.base. */
Module *module_of_class(const Class *c);
/* The java.lang.Module for a new mirror; NULL before java.base is defined. */
Object *module_mirror_module(const Class *c);
/* Does `from` read `to`; does it export the package to `to`? */
bool module_reads(const Module *from, const Module *to);
bool module_exports(const Module *from, const Package *package, const Module *to);
/* The dotted name of the boot loader's module that owns the package (java/lang); NULL: not known. */
Symbol *module_boot_owner(const char *package, size_t length);
bool module_java_base_defined(void);

/* Texts that HotSpot's messages are made of, in the caller's buffer, which each returns. */
/* "java.base", "unnamed module of loader 'app'" */
const char *module_describe(const Module *m, char *buffer, size_t size);
/* "p.C is in module m@1.0 of loader 'x' @1b2c3d4e", with ", parent loader 'app'" if wanted */
const char *module_describe_class(const Class *c, bool with_parent, char *buffer, size_t size);
/* "A and B are in …" when they share module and loader, else "A is in …; B is in …" */
const char *module_describe_pair(const Class *a, const Class *b, char *buffer, size_t size);
/* "unnamed module @0x1b2c3d4e" or "module m" */
const char *module_describe_short(const Module *m, char *buffer, size_t size);

#endif
