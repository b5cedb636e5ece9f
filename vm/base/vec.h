/* vec.h - a growable array for scratch data, with storage from malloc
 *   VEC(int) v = {0};  vec_push(&v, 3);  v.items[0]; v.count;  vec_free(&v);
 * When malloc fails: scratch.h.
 */
#ifndef MOKA_VM_BASE_VEC_H
#define MOKA_VM_BASE_VEC_H

#include "vm/base/base.h"

#define VEC(Type)                                                                                            \
    struct {                                                                                                 \
        Type *items;                                                                                         \
        u32 count;                                                                                           \
        u32 capacity;                                                                                        \
    }

/* For the macros: storage for at least one more item of `size` bytes, with the items; updates *capacity.
 */
void *vec_grow(void *items, u32 count, u32 *capacity, size_t size);
void vec_release(void *items);

#define vec_push(vec, item)                                                                                  \
    do {                                                                                                     \
        if ((vec)->count == (vec)->capacity)                                                                 \
            (vec)->items = vec_grow((vec)->items, (vec)->count, &(vec)->capacity, sizeof *(vec)->items);     \
        (vec)->items[(vec)->count++] = (item);                                                               \
    } while (0)

#define vec_free(vec)                                                                                        \
    do {                                                                                                     \
        vec_release((vec)->items);                                                                           \
        (vec)->items = NULL, (vec)->count = 0, (vec)->capacity = 0;                                          \
    } while (0)

#endif
