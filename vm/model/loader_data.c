/* loader_data.c - see loader_data.h. */
#include "vm/model/loader_data.h"

#include "vm/base/state.h"

SNAPSHOT_STATE(saved) LoaderData *boot_loader;
