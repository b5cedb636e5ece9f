/* libmoka.c - libmoka.so has no code of its own: it needs libjvm.so, where moka.h's functions are. A program
 * that opens it by dlopen finds them as if they were here. */
#include "vm/moka.h"

/* A reference, so that the linker notes the need. */
extern uint32_t (*const libmoka_version)(void);
uint32_t (*const libmoka_version)(void) = moka_version;
