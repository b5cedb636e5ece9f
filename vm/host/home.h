/* home.h - java.home: which JDK's class library this VM runs
 */
#ifndef MOKA_VM_HOST_HOME_H
#define MOKA_VM_HOST_HOME_H

#include <stdbool.h>

/* The folder of the image that this library is part of; else of the JDK whose libjli is loaded; else what
 * MOKA_JDK_HOME or JAVA_HOME say. NULL when none has lib/modules. Looked for once; the text stays. */
const char *home_find(void);
/* Chooses this home for home_find. False: it is none, and the choice stays what it was. */
bool home_choose(const char *home);
/* The feature release that the file `release` in a home tells ('JAVA_VERSION="17.0.2"'); 0: it does not. */
int home_read_feature(const char *home);
/* Of the one that was found. */
int home_feature(void);
/* The next home_find looks again. */
void home_reset(void);

#endif
