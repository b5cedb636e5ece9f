/* panic.h - the third kind of error: a bug of the VM
 * A panic prints one line, lets the hook write a crash report, and aborts. ASSERT is compiled in
 * where NDEBUG is not set (the hostile build) and costs nothing otherwise.
 */
#ifndef MOKA_VM_BASE_PANIC_H
#define MOKA_VM_BASE_PANIC_H

#include "vm/base/base.h"

/* Called once with the message before abort(); vm/ installs the crash reporter here. May be NULL. */
extern void (*panic_hook)(const char *message);

/* Allocates nothing and takes no lock. The format needs no line end. */
NORETURN void panic(const char *format, ...) PRINTF_LIKE(1, 2);
/* For ASSERT. */
NORETURN void panic_assert(const char *file, int line, const char *condition);

#ifdef NDEBUG
#define ASSERT(condition) ((void)sizeof(!(condition)))
#else
#define ASSERT(condition) ((condition) ? (void)0 : panic_assert(__FILE__, __LINE__, #condition))
#endif

#endif
