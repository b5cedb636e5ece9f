/* rt_cipher.c - see runtime.def: AES of com.sun.crypto.provider, its modes, and GHASH. A mode is served if
 * its cipher is AES. */
#include "vm/algorithm/aes.h"
#include "vm/algorithm/ghash.h"
#include "vm/exec/runtime/array_range.h"
#include "vm/exec/runtime/library_field.h"
#include "vm/exec/runtime/runtime.h"

/* Of bytes at once, by what takes turns and by what waits for itself: a few milliseconds. */
enum { MOST_BYTES = 16 * 1024 * 1024, MOST_CHAINED = 4 * 1024 * 1024 };

static u8 *bytes_of(Object *array)
{
    return array_data(array);
}

/* False: the object is no AES, or has no key. */
static bool load_key(AesKey *ret, const Object *cipher, bool decrypts)
{
    const Object *words = library_field_ref(LIBRARY_FIELD_AESCrypt_K, cipher);
    i32 rounds = words ? array_length(words) / 4 - 1 : 0;
    if (rounds != 10 && rounds != 12 && rounds != 14)
        return false;
    aes_load_key(ret, array_data(words), (u32)rounds, decrypts);
    return true;
}

static bool load_mode_key(AesKey *ret, const Object *mode, bool decrypts)
{
    return load_key(ret, library_field_ref(LIBRARY_FIELD_FeedbackCipher_embeddedCipher, mode), decrypts);
}

/* A field of the mode that is an array of one block; NULL: it has none. */
static u8 *block_field(LibraryField field, const Object *mode)
{
    Object *block = library_field_ref(field, mode);
    return block && array_length(block) == AES_BLOCK ? bytes_of(block) : NULL;
}

static bool has_ranges(const Object *in, i32 in_at, i32 count, const Object *out, i32 out_at)
{
    return count > 0 && array_has_range(in, in_at, count) && array_has_range(out, out_at, count);
}

/* Would Java's code read what it has written before? */
static bool overtakes(const Object *in, i32 in_at, i32 count, const Object *out, i32 out_at)
{
    return in == out && out_at > in_at && out_at < in_at + count;
}

static bool overlaps(const Object *in, i32 in_at, i32 count, const Object *out, i32 out_at)
{
    return in == out && out_at < in_at + count && in_at < out_at + count;
}

/* ---- a block, and independent ones ---- */

i64 rt_aes_encrypt(Object *cipher, Object *in, i32 in_at, Object *out, i32 out_at)
{
    AesKey key;
    if (!has_ranges(in, in_at, AES_BLOCK, out, out_at) || !load_key(&key, cipher, false))
        return RT_REFUSED;
    aes_encrypt(&key, bytes_of(in) + in_at, bytes_of(out) + out_at, 1);
    return 0;
}

i64 rt_aes_decrypt(Object *cipher, Object *in, i32 in_at, Object *out, i32 out_at)
{
    AesKey key;
    if (!has_ranges(in, in_at, AES_BLOCK, out, out_at) || !load_key(&key, cipher, true))
        return RT_REFUSED;
    aes_decrypt(&key, bytes_of(in) + in_at, bytes_of(out) + out_at, 1);
    return 0;
}

static bool can_do_blocks(const Object *in, i32 in_at, i32 count, const Object *out, i32 out_at, i32 most)
{
    return has_ranges(in, in_at, count, out, out_at) && count <= most && count % AES_BLOCK == 0;
}

i64 rt_ecb_encrypt(Object *mode, Object *in, i32 in_at, i32 count, Object *out, i32 out_at)
{
    AesKey key;
    if (!can_do_blocks(in, in_at, count, out, out_at, MOST_BYTES) ||
        overtakes(in, in_at, count, out, out_at) || !load_mode_key(&key, mode, false))
        return RT_REFUSED;
    aes_encrypt(&key, bytes_of(in) + in_at, bytes_of(out) + out_at, (size_t)count / AES_BLOCK);
    return leaf_int(count);
}

i64 rt_ecb_decrypt(Object *mode, Object *in, i32 in_at, i32 count, Object *out, i32 out_at)
{
    AesKey key;
    if (!can_do_blocks(in, in_at, count, out, out_at, MOST_BYTES) ||
        overtakes(in, in_at, count, out, out_at) || !load_mode_key(&key, mode, true))
        return RT_REFUSED;
    aes_decrypt(&key, bytes_of(in) + in_at, bytes_of(out) + out_at, (size_t)count / AES_BLOCK);
    return leaf_int(count);
}

/* ---- CBC: Java's code keeps the last block of cipher text in `r` ---- */

i64 rt_cbc_encrypt(Object *mode, Object *in, i32 in_at, i32 count, Object *out, i32 out_at)
{
    AesKey key;
    u8 *vector = block_field(LIBRARY_FIELD_CipherBlockChaining_r, mode);
    if (!vector || !can_do_blocks(in, in_at, count, out, out_at, MOST_CHAINED) ||
        !load_mode_key(&key, mode, false))
        return RT_REFUSED;
    aes_encrypt_chain(&key, vector, bytes_of(in) + in_at, bytes_of(out) + out_at, (size_t)count / AES_BLOCK);
    return leaf_int(count);
}

i64 rt_cbc_decrypt(Object *mode, Object *in, i32 in_at, i32 count, Object *out, i32 out_at)
{
    AesKey key;
    u8 *vector = block_field(LIBRARY_FIELD_CipherBlockChaining_r, mode);
    if (!vector || !can_do_blocks(in, in_at, count, out, out_at, MOST_BYTES) ||
        overlaps(in, in_at, count, out, out_at) || !load_mode_key(&key, mode, true))
        return RT_REFUSED;
    aes_decrypt_chain(&key, vector, bytes_of(in) + in_at, bytes_of(out) + out_at, (size_t)count / AES_BLOCK);
    return leaf_int(count);
}

/* ---- CTR ---- */

/* What the mode has of the key stream: a block of it, and how much of that is used. */
typedef struct Stream {
    u8 *counter, *block;
    i32 *used;
} Stream;

static bool stream_of(Stream *ret, Object *mode)
{
    u32 used_at = library_field(LIBRARY_FIELD_CounterMode_used, mode);
    ret->counter = block_field(LIBRARY_FIELD_CounterMode_counter, mode);
    ret->block = block_field(LIBRARY_FIELD_CounterMode_encryptedCounter, mode);
    ret->used = used_at ? FIELD_AT(mode, used_at, i32) : NULL;
    return ret->counter && ret->block && ret->used && *ret->used >= 0;
}

/* With what the block still has; returns how many bytes were done. */
static i32 use_up(const Stream *s, const u8 *in, u8 *out, i32 count)
{
    i32 i = 0;
    for (; i < count && *s->used < AES_BLOCK; i++)
        out[i] = in[i] ^ s->block[(*s->used)++];
    return i;
}

/* As Java's code does, so that the last block of the stream is there afterwards, whole or used in part. */
static void next_block(const Stream *s, const AesKey *key)
{
    static const u8 zeros[AES_BLOCK];
    aes_count(key, s->counter, zeros, s->block, 1);
    *s->used = 0;
}

i64 rt_ctr_crypt(Object *mode, Object *in, i32 in_at, i32 count, Object *out, i32 out_at)
{
    AesKey key;
    Stream s;
    if (!has_ranges(in, in_at, count, out, out_at) || count > MOST_BYTES ||
        overtakes(in, in_at, count, out, out_at) || !stream_of(&s, mode) || !load_mode_key(&key, mode, false))
        return RT_REFUSED;
    const u8 *from = bytes_of(in) + in_at;
    u8 *to = bytes_of(out) + out_at;
    i32 done = use_up(&s, from, to, count);
    i32 whole = count > done ? (count - done - 1) / AES_BLOCK * AES_BLOCK : 0;
    aes_count(&key, s.counter, from + done, to + done, (size_t)whole / AES_BLOCK);
    done += whole;
    if (done < count) {
        next_block(&s, &key);
        use_up(&s, from + done, to + done, count - done);
    }
    return leaf_int(count);
}

/* ---- GCM ---- */

i64 rt_ghash(Object *bytes, i32 start, i32 blocks, Object *state, Object *key)
{
    if (blocks <= 0 || blocks > MOST_BYTES / AES_BLOCK || !array_has_range(state, 0, 2) ||
        !array_has_range(key, 0, 2) || !array_has_range(bytes, start, blocks * AES_BLOCK))
        return RT_REFUSED;
    ghash_blocks(array_data(state), array_data(key), bytes_of(bytes) + start, (size_t)blocks);
    return 0;
}
