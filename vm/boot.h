/* boot.h - from options to a running library, and the end
 * boot_start takes the steps of boot.c in their order. The calling thread becomes Java's thread "main".
 * Effects: on an error during initialization prints HotSpot's text and, where HotSpot does, ends the process
 *         with code 1.
 */
#ifndef MOKA_VM_BOOT_H
#define MOKA_VM_BOOT_H

#include "vm/model/thread.h"

#include <jni.h>

/* Every room's init, in order, after options_parse. A failure ends the process. */
void boot_init_rooms(void);
/* Every room's reset, in the opposite order, options included. No thread may be attached, and none of the
 * VM's own may run; so a VM that has run Java is not ended this way, since threads wait in it for ever. */
void boot_reset_rooms(void);
/* boot_init_rooms, then Java's part. JNI_OK with *ret_thread IN_NATIVE, or an error code. */
jint boot_start(Thread **ret_thread);
/* DestroyJavaVM's part after the last non-daemon thread ended: Shutdown.shutdown. The process may go on. */
void boot_shutdown(Thread *t);

#endif
