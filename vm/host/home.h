/* home.h - java.home: which JDK's class library this VM runs
 */
#ifndef MOKA_VM_HOST_HOME_H
#define MOKA_VM_HOST_HOME_H

/* Found once: the image that this library is part of; else the JDK whose libjli is loaded; else MOKA_JDK_HOME
 * or JAVA_HOME. NULL when none has lib/modules. */
const char *home_find(void);
void home_reset(void);

#endif
