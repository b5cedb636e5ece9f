/* identity_hash.c - see identity_hash.h. */
#include "vm/exec/thread/identity_hash.h"

#include "vm/base/map.h"
#include "vm/base/state.h"

#include <fcntl.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

SNAPSHOT_STATE(host) static struct {
    u64 secret;             /* a new process has another; the hashes that a snapshot has are in a table */
    const SavedHash *saved; /* by address */
    u32 saved_count;
    bool is_seeded;
    pthread_mutex_t lock;
    Map numbers; /* Object* -> the question's number; of a dead object until its place is used again */
    u64 last_number;
} state = {.lock = PTHREAD_MUTEX_INITIALIZER};

static u64 mix(u64 x)
{
    x = (x ^ x >> HASH_SHIFT_1) * HASH_FACTOR_1;
    x = (x ^ x >> HASH_SHIFT_2) * HASH_FACTOR_2;
    return x ^ x >> HASH_SHIFT_3;
}

u64 identity_hash_secret(void)
{
    return state.secret;
}

void identity_hash_set_saved(const SavedHash *hashes, u32 count)
{
    state.saved = hashes;
    state.saved_count = count;
}

static NOINLINE i32 saved_hash(const Object *object)
{
    u32 low = 0, high = state.saved_count;
    while (low + 1 < high) {
        u32 middle = low + (high - low) / 2;
        if (state.saved[middle].object <= (u32)(uintptr_t)object)
            low = middle;
        else
            high = middle;
    }
    return state.saved[low].hash;
}

/* is_new: what had the number at this address is dead. */
static NOINLINE u64 number_of(const Object *object, bool is_new)
{
    u64 address = (u64)(uintptr_t)object;
    pthread_mutex_lock(&state.lock);
    if (is_new)
        map_put_u64(&state.numbers, address, ++state.last_number);
    u64 number = map_get_u64(&state.numbers, address);
    pthread_mutex_unlock(&state.lock);
    return number;
}

i32 object_identity_hash(Object *object)
{
    u32 word = __atomic_load_n(&object->lock_word, __ATOMIC_RELAXED);
    if (UNLIKELY(word & LOCK_HASH_SAVED))
        return saved_hash(object);
    if (!(word & LOCK_HASHED))
        word = __atomic_fetch_or(&object->lock_word, LOCK_HASHED, __ATOMIC_RELAXED);
    u64 origin =
        UNLIKELY(state.is_seeded) ? number_of(object, !(word & LOCK_HASHED)) : (u64)(uintptr_t)object;
    i32 hash = (i32)(mix(origin ^ state.secret) & INT32_MAX);
    return hash ? hash : 1;
}

static void choose_secret(void)
{
    int random = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
    size_t wanted = sizeof state.secret;
    if (random < 0 || read(random, &state.secret, wanted) != (ssize_t)wanted) {
        struct timespec now;
        clock_gettime(CLOCK_REALTIME, &now);
        state.secret = mix((u64)now.tv_nsec ^ (u64)getpid() << 32);
    }
    if (random >= 0)
        close(random);
}

void identity_hash_init(u64 seed)
{
    if (state.secret)
        return;
    state.is_seeded = seed != 0;
    state.secret = seed;
    if (!seed)
        choose_secret();
    state.secret |= 1;
}

void identity_hash_reset(void)
{
    map_free(&state.numbers);
    state.secret = state.last_number = 0;
    state.is_seeded = false;
    identity_hash_set_saved(NULL, 0);
}
