/* options_words.h - texts that hold several options: an environment variable, a file of options
 * In:     the text. White space separates options, unless it is quoted
 * Out:    the options one by one
 * Tests:  tests/suites/41_flags
 */
#ifndef MOKA_VM_HOST_OPTIONS_WORDS_H
#define MOKA_VM_HOST_OPTIONS_WORDS_H

#include <jni.h>

/* Takes the options in their order until one is refused; returns what the last one came to. A quote without
 * an end refuses all of them; source: what the text is called then. */
jint options_for_each_word(const char *text, const char *source, jint (*take)(const char *word));
/* The same of a file. */
jint options_read_file(const char *path, jint (*take)(const char *word));

#endif
