/* module.h - modules and packages as the VM sees them (JVMS 5.3.6, 5.4.4; facts 5.1)
 * Natives of java.lang.Module end here; linkage access checks ask here.
 */
#ifndef MOKA_CLASSLOADER_MODULE_H
#define MOKA_CLASSLOADER_MODULE_H

#include "vm/model/loader_data.h"
#include "vm/model/thread.h"

/* All throw as facts 5.1 says and return false then. Packages are dotted strings in a String[]. */
bool module_define(Thread *t, Object *module, bool is_open, Object *version, Object *location, Object *package_array);
bool module_set_boot_unnamed(Thread *t, Object *module);
bool module_add_reads(Thread *t, Object *from, Object *to_or_null);
bool module_add_exports(Thread *t, Object *from, Symbol *package, Object *to_or_null);
bool module_add_exports_to_all_unnamed(Thread *t, Object *from, Symbol *package);
/* The package of a class being defined, made in the loader's unnamed module if it is new. NULL: unnamed package. */
Package *module_package_of(Thread *t, LoaderData *loader, const Symbol *class_name);
Module *module_of_class(const Class *c);
/* The java.lang.Module to store in a new mirror; NULL before java.base is defined. */
Object *module_mirror_module(const Class *c);
bool module_reads(const Module *from, const Module *to);
bool module_exports(const Module *from, const Package *package, const Module *to);
/* The module that the boot loader's package belongs to, dotted; NULL unknown. */
Symbol *module_boot_owner(const char *package, size_t length);
bool module_java_base_defined(void);
/* "java.base", "unnamed module of loader 'app'": as in HotSpot's messages. */
const char *module_describe(const Module *m, char *buffer, size_t size);

#endif
