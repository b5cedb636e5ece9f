/* wellknown.c - see wellknown.h.
 * Only the storage: stdlib/release/release.c fills it. */
#include "vm/model/wellknown.h"

Class *wk_class[WK_CLASS_COUNT];
u32 wk_field[WK_FIELD_COUNT];
Method *wk_method[WK_METHOD_COUNT];
Class *wk_primitive[T_VOID + 1];
Class *wk_primitive_array[T_VOID + 1];
const Release *release;
