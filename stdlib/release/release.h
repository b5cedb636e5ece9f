/* release.h - choosing the release table (architecture D2)
 */
#ifndef MOKA_STDLIB_RELEASE_RELEASE_H
#define MOKA_STDLIB_RELEASE_RELEASE_H

#include "vm/model/loader_data.h"
#include "vm/model/thread.h"
#include "vm/model/wellknown.h"

extern const Release release_17;

/* By JAVA_VERSION in home/release; NULL with a message (static buffer) when there is no table for it. */
const Release *release_choose(const char *home, char *ret_message, size_t message_size);
/* Loads all well-known classes and looks up all fields and methods by name; false = exception pending, or a
 * panic naming the row. */
bool release_load_classes(Thread *t);
bool release_find_members(Thread *t);
/* Rows of injected fields for a class about to be laid out: calls add(name, desc, context) for each. */
void release_injected_fields(const Symbol *class_name,
                             void (*add)(const char *name, const char *desc, void *context), void *context);

#endif
