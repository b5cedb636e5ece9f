/* verify.h - the verifier's place in the pipeline (JVMS 4.10; architecture D12)
 * Called by define_link for every class that the options say is verified; false = VerifyError (or a loading
 * error) pending.
 */
#ifndef MOKA_CLASSLOADER_VERIFY_H
#define MOKA_CLASSLOADER_VERIFY_H

#include "vm/model/class.h"
#include "vm/model/thread.h"

typedef struct VerifyOptions {
    bool local;  /* -XX:+BytecodeVerificationLocal: boot loader's classes too */
    bool remote; /* -XX:+BytecodeVerificationRemote (default) */
} VerifyOptions;

extern VerifyOptions verify_options;
bool verify_class(Thread *t, Class *c);

#endif
