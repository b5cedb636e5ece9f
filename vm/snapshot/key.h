/* key.h - what a start must have in common with the one that wrote a snapshot
 * In:     this library, the JDK, the options, the environment
 * Out:    a text of lines "name value", equal for starts that may use each other's snapshot
 * Keeps:  what is not in the key is made anew by a start (resume.c), or has no influence on boot.
 * Tests:  tests/unit/snapshot_key_test.c, tests/suites/46_snapshot
 */
#ifndef MOKA_VM_SNAPSHOT_KEY_H
#define MOKA_VM_SNAPSHOT_KEY_H

#include "vm/base/base.h"

#include <limits.h>

enum { KEY_SIZE = 64 * 1024 };

/* The length without the NUL; 0: *ret_problem (static text) says why such a start neither writes nor
 * reads. of_application: the class path and its files count. */
size_t key_text(const char *home, bool of_application, char ret_text[KEY_SIZE], const char **ret_problem);
/* Would an option, or a property that -D sets, lead to another machine? */
bool key_has_option(const char *option);
/* An entry of the class path as it is called from anywhere. */
void key_absolute(const char *entry, char ret_path[PATH_MAX]);
/* For a process that leaves the folder of the start: boot is told the module path as it is called from
 * anywhere. */
void key_fix_module_path(void);
/* The key's line of this libjvm.so, "vm <build id>\n". False: it has no build id. */
bool key_library_line(char *ret_line, size_t size);
/* Where libjvm.so is loaded. */
const char *key_library_base(void);

#endif
