/* perf_counter.c - see perf_counter.h. */
#include "stdlib/native/perf_counter.h"

#include "classloader/load/loader.h"
#include "stdlib/reflect/reflect.h"
#include "vm/base/state.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"

SNAPSHOT_STATE(saved) static struct {
    PerfCounter *first;
} state;

const PerfCounter *perf_counter_first(void)
{
    return __atomic_load_n(&state.first, __ATOMIC_ACQUIRE);
}

void perf_counter_reset(void)
{
    STATE_CLEAR(state);
}

PerfCounter *perf_counter_new(Thread *t, const Object *name, i32 variability, i32 unit, u32 length)
{
    if (!name) {
        THROW(t, NullPointerException, NULL);
        return NULL;
    }
    size_t name_size = string_utf8_length(name) + 1;
    size_t data_size = length ? ALIGN_UP(length, sizeof(i64)) : sizeof(i64);
    PerfCounter *counter = loader_alloc(t, boot_loader, sizeof *counter + data_size + name_size);
    if (!counter)
        return NULL;
    char *text = (char *)counter->data + data_size;
    string_copy_utf8(name, text);
    *counter = (PerfCounter){
        .name = text, .unit = (u8)unit, .variability = (u8)variability, .length = length};
    return counter;
}

Object *perf_counter_publish(Thread *t, PerfCounter *counter)
{
    PerfCounter *first = __atomic_load_n(&state.first, __ATOMIC_RELAXED);
    do
        counter->next = first;
    while (!__atomic_compare_exchange_n(&state.first, &first, counter, false, __ATOMIC_RELEASE,
                                        __ATOMIC_RELAXED));
    return reflect_new_direct_buffer(t, counter->data, counter->length ? counter->length : sizeof(i64));
}
