/* rt_digest.c - see runtime.def: one block of sun.security.provider's digests. */
#include "vm/algorithm/digest.h"
#include "vm/exec/runtime/array_range.h"
#include "vm/exec/runtime/library_field.h"
#include "vm/exec/runtime/runtime.h"

#include <string.h>

static const u8 *block_of(const Object *bytes, i32 start)
{
    return (const u8 *)array_data(bytes) + start;
}

/* The words of the digest's state; NULL: it is none of these digests, or the block is not all there. */
static void *state_for(LibraryField field, const Object *digest, i32 words, const Object *bytes, i32 start,
                       i32 size)
{
    const Object *state = library_field_ref(field, digest);
    bool is_good = state && array_length(state) >= words && array_has_range(bytes, start, size);
    return is_good ? array_data(state) : NULL;
}

i64 rt_md5(Object *digest, Object *bytes, i32 start)
{
    u32 *state = state_for(LIBRARY_FIELD_MD5_state, digest, 4, bytes, start, DIGEST_BLOCK);
    if (!state)
        return RT_REFUSED;
    digest_md5(state, block_of(bytes, start));
    return 0;
}

i64 rt_sha1(Object *digest, Object *bytes, i32 start)
{
    u32 *state = state_for(LIBRARY_FIELD_SHA_state, digest, 5, bytes, start, DIGEST_BLOCK);
    if (!state)
        return RT_REFUSED;
    digest_sha1(state, block_of(bytes, start));
    return 0;
}

i64 rt_sha256(Object *digest, Object *bytes, i32 start)
{
    u32 *state = state_for(LIBRARY_FIELD_SHA2_state, digest, 8, bytes, start, DIGEST_BLOCK);
    if (!state)
        return RT_REFUSED;
    digest_sha256(state, block_of(bytes, start));
    return 0;
}

i64 rt_sha512(Object *digest, Object *bytes, i32 start)
{
    u64 *state = state_for(LIBRARY_FIELD_SHA5_state, digest, 8, bytes, start, DIGEST_LONG_BLOCK);
    if (!state)
        return RT_REFUSED;
    digest_sha512(state, block_of(bytes, start));
    return 0;
}

/* The state is 200 bytes, or 25 longs in later releases: in memory that is the same. */
i64 rt_sha3(Object *digest, Object *bytes, i32 start)
{
    u32 size_at = library_field(LIBRARY_FIELD_DigestBase_blockSize, digest);
    i32 size = size_at ? *FIELD_AT(digest, size_at, i32) : 0;
    u64 lanes[KECCAK_LANES];
    u8 text[sizeof lanes];
    if (size <= 0 || size > (i32)sizeof lanes || size % (i32)sizeof *lanes != 0)
        return RT_REFUSED;
    u8 *state = state_for(LIBRARY_FIELD_SHA3_bytes, digest, sizeof lanes, bytes, start, size);
    if (!state)
        state = state_for(LIBRARY_FIELD_SHA3_lanes, digest, KECCAK_LANES, bytes, start, size);
    if (!state)
        return RT_REFUSED;
    memcpy(text, state, sizeof text);
    for (i32 i = 0; i < size; i++)
        text[i] ^= block_of(bytes, start)[i];
    memcpy(lanes, text, sizeof lanes);
    digest_keccak(lanes);
    memcpy(state, lanes, sizeof lanes);
    return 0;
}
