/* home.h - java.home: which JDK's class library this VM runs
 */
#ifndef MOKA_VM_HOST_HOME_H
#define MOKA_VM_HOST_HOME_H

/* The folder of the image that this library is part of; else of the JDK whose libjli is loaded; else what
 * MOKA_JDK_HOME or JAVA_HOME say. NULL when none has lib/modules. Looked for once; the text stays. */
const char *home_find(void);
/* The next home_find looks again. */
void home_reset(void);

#endif
