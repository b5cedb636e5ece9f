/* boot.h - from options to a running library, and the end
 * boot_start takes the steps of boot.c in their order. The calling thread becomes Java's thread "main".
 * Effects: on an error during initialization prints HotSpot's text and goes to exit_failed_start
 */
#ifndef MOKA_VM_BOOT_H
#define MOKA_VM_BOOT_H

#include "vm/model/thread.h"

#include <jni.h>

/* Every room's init, in order, after options_parse. A failure ends in exit_failed_start. */
void boot_init_rooms(void);
/* Every room's reset, in the opposite order, options included; also of a start that failed half-way. No
 * thread may be attached, and none of the VM's own may run. */
void boot_reset_rooms(void);
/* boot_init_rooms, then Java's part. JNI_OK with *ret_thread IN_NATIVE. A failure ends in
 * exit_failed_start. */
jint boot_start(Thread **ret_thread);
/* After a start that has failed, at whatever step, and before another one. False: there can be none. */
bool boot_undo(void);
/* DestroyJavaVM's part after the last non-daemon thread ended: Shutdown.shutdown. */
void boot_shutdown(Thread *t);
/* After thread_end_others (vm/exec/thread/thread_end.h): IN_NATIVE. Everything goes,
 * the calling thread's record too. */
void boot_finish(Thread *t);

#endif
