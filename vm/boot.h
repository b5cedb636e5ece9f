/* boot.h - from options to a running library, and the end
 * boot_start takes the steps of boot.c in their order. The calling thread becomes "main".
 * Effects: on an error during initialization prints HotSpot's text and, where HotSpot does, ends the process
 *         with code 1.
 */
#ifndef MOKA_VM_BOOT_H
#define MOKA_VM_BOOT_H

#include "vm/model/thread.h"

#include <jni.h>

/* Every room's init, in order, after options_parse; what fails ends the process. */
void boot_init_rooms(void);
/* Every room's reset, the other way round, options included: no thread is attached, and none of the VM's own
 * runs. A VM that has run Java is not ended so: threads that wait for ever in it still use its memory. */
void boot_reset_rooms(void);
/* boot_init_rooms, then Java's part. JNI_OK with *ret_thread IN_NATIVE, or an error code. */
jint boot_start(Thread **ret_thread);
/* DestroyJavaVM's part after the last non-daemon thread ended: Shutdown.shutdown. The process may go on. */
void boot_shutdown(Thread *t);

#endif
