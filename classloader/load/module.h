/* module.h - modules and packages as the VM sees them (JVMS 5.3.6, 5.4.4)
 * Natives of java.lang.Module end here; linkage access checks ask here.
 */
#ifndef MOKA_CLASSLOADER_LOAD_MODULE_H
#define MOKA_CLASSLOADER_LOAD_MODULE_H

#include "vm/model/loader_data.h"
#include "vm/model/thread.h"

bool module_init(void); /* java.base's Module, still empty; by loader_init */
void module_reset(void);
/* A dead loader's modules leave the tables of others: world stopped. */
void module_forget_loader(LoaderData *loader);
/* All throw as java.lang.Module's natives must (classloader/load/README.md) and return false then.
 * module_define's packages are dotted strings in a String[]; a Symbol of a package is in internal form
 * (java/lang). */
bool module_define(Thread *t, Object *module, bool is_open, Object *version, Object *location,
                   Object *package_array);
bool module_set_boot_unnamed(Thread *t, Object *module);
bool module_add_reads(Thread *t, Object *from, Object *to_or_null);
bool module_add_exports(Thread *t, Object *from, Symbol *package, Object *to_or_null); /* NULL: to all */
bool module_add_exports_to_all_unnamed(Thread *t, Object *from, Symbol *package);
/* The package of a class being defined, made in the loader's unnamed module if it is new. NULL: unnamed
 * package. */
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

/* Texts that HotSpot's messages are made of, in a caller's buffer; each returns it. */
/* "p.C is in module m@1.0 of loader 'x' @1b2c3d4e", with ", parent loader 'app'" if wanted */
const char *module_describe_class(const Class *c, bool with_parent, char *buffer, size_t size);
/* "A and B are in …" when they share module and loader, else "A is in …; B is in …" */
const char *module_describe_pair(const Class *a, const Class *b, char *buffer, size_t size);
/* "unnamed module @0x1b2c3d4e" or "module m" */
const char *module_describe_short(const Module *m, char *buffer, size_t size);

#endif
