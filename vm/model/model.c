/* model.c - see model.h. */
#include "vm/model/model.h"

#include "vm/model/symbol.h"
#include "vm/model/wellknown.h"

bool model_init(void)
{
    return symbol_init();
}

void model_reset(void)
{
    wellknown_reset();
    symbol_reset();
}
