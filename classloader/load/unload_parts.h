/* unload_parts.h - what unload.c and unload_symbols.c share; unload.h is the door */
#ifndef MOKA_CLASSLOADER_LOAD_UNLOAD_PARTS_H
#define MOKA_CLASSLOADER_LOAD_UNLOAD_PARTS_H

#include "vm/base/base.h"

/* Frees the symbols that nothing refers to; the dead loaders are gone. poison: overwrites them, too. */
void unload_symbols(bool poison);

#endif
