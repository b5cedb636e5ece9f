/* unload_parts.h - what unload.c and unload_symbols.c share; unload.h is the door */
#ifndef MOKA_CLASSLOADER_UNLOAD_PARTS_H
#define MOKA_CLASSLOADER_UNLOAD_PARTS_H

#include "vm/base/base.h"

/* Frees the symbols that nothing refers to, when there may be many, or at once. The dead loaders are gone. */
void unload_symbols(bool at_once, bool loaders_died);

#endif
