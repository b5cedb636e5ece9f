/* intrinsic.h - methods of the class library whose calls have templates of their own
 * In:     a linked call site whose method is a row of intrinsic.def; the arguments are the topmost operands
 * Out:    code in the place of the call, with the result in the place of the arguments
 * Keeps:  what a template does not serve (an index out of range, overflow, memory outside the heap) is the
 *         call itself, in cold code: so texts and frames of exceptions are those of the method
 * Tests:  tests/java/Intrinsic*.java
 */
#ifndef MOKA_JIT_INTRINSIC_H
#define MOKA_JIT_INTRINSIC_H

#include "jit/compilation.h"
#include "vm/base/cpu.h"

typedef struct Intrinsic Intrinsic;
typedef void IntrinsicTemplate(Compilation *c, const Intrinsic *row, CacheEntry *entry);

struct Intrinsic {
    const char *holder, *name, *desc;
    IntrinsicTemplate *emit;
    u32 detail; /* what the templates of a group differ in: see each */
    u32 needs;  /* CpuFeature */
};

/* is_off: no method is intrinsic. */
void intrinsic_init(bool is_off);
void intrinsic_reset(void);
/* The method's row, if its template may stand for a call; else NULL. */
const Intrinsic *intrinsic_of(const Method *m);
/* False: the site's method is none, or not known yet, and nothing was done. */
bool intrinsic_site(Compilation *c, CacheEntry *entry);

/* ---- templates ---- */

/* A C function without a transition (stubs.def); detail: its stub, INTRINSIC_REFUSES if a negative 64-bit
 * result asks for the call itself, and INTRINSIC_WITHOUT_RECEIVER if the function takes the others alone. */
enum { INTRINSIC_STUB = 0xFFFF, INTRINSIC_REFUSES = 1 << 16, INTRINSIC_WITHOUT_RECEIVER = 1 << 17 };
IntrinsicTemplate intrinsic_leaf;

/* intrinsic_unsafe.c; detail: the Type. The atomic ones add INTRINSIC_RETURNS_FOUND when they return what was
 * there instead of whether it was as expected. */
enum { INTRINSIC_TYPE = 0xFF, INTRINSIC_RETURNS_FOUND = 1 << 8 };
IntrinsicTemplate intrinsic_get, intrinsic_put, intrinsic_put_volatile, intrinsic_compare_and_set,
    intrinsic_get_and_add, intrinsic_get_and_set, intrinsic_order, intrinsic_full_fence;

/* intrinsic_math.c; detail: size, Alu, Round and the like. */
IntrinsicTemplate intrinsic_sqrt, intrinsic_round, intrinsic_float_abs, intrinsic_float_max,
    intrinsic_float_min, intrinsic_fma, intrinsic_abs, intrinsic_max, intrinsic_min, intrinsic_exact,
    intrinsic_exact_mul, intrinsic_exact_step, intrinsic_exact_neg, intrinsic_multiply_high;
IntrinsicTemplate intrinsic_bits, intrinsic_leading_zeros, intrinsic_trailing_zeros, intrinsic_swap_bytes,
    intrinsic_rotate, intrinsic_to_bits, intrinsic_from_bits, intrinsic_to_one_nan;

/* intrinsic_text.c */
IntrinsicTemplate intrinsic_char_at, intrinsic_char_in, intrinsic_string_length, intrinsic_string_is_empty,
    intrinsic_string_hash, intrinsic_string_coder, intrinsic_fits_latin1;

/* intrinsic_number.c; detail: as intrinsic_leaf's */
IntrinsicTemplate intrinsic_multiply_to_len;

/* intrinsic_copy.c; detail: as intrinsic_leaf's */
IntrinsicTemplate intrinsic_copy;

/* intrinsic_lang.c */
IntrinsicTemplate intrinsic_get_class, intrinsic_current_thread, intrinsic_check_index,
    intrinsic_identity_hash, intrinsic_class_kind, intrinsic_class_is_interface,
    intrinsic_new_array, intrinsic_array_length, intrinsic_refers_to,
    intrinsic_profile_boolean;

#endif
