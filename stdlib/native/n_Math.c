/* n_Math.c - StrictMath.sqrt and the bit conversions of Float and Double: one instruction each, so no JNI
 * call. */
#include "stdlib/native/natives.h"

#include <math.h>

static u64 n_StrictMath_sqrt(Thread *t, const Slot *args)
{
    (void)t;
    Value result = {0};
    result.d = sqrt(arg_double(args, 0));
    return result.raw;
}

static u64 n_Float_bits(Thread *t, const Slot *args)
{
    (void)t;
    return (u32)arg_int(args, 0); /* a slot holds a float as its raw bits */
}

static u64 n_Double_bits(Thread *t, const Slot *args)
{
    (void)t;
    return (u64)arg_long(args, 0);
}

const NativeRow n_Math_natives[] = {
    NATIVE("java/lang/StrictMath", "sqrt", "(D)D", n_StrictMath_sqrt),
    NATIVE("java/lang/Float", "floatToRawIntBits", "(F)I", n_Float_bits),
    NATIVE("java/lang/Float", "intBitsToFloat", "(I)F", n_Float_bits),
    NATIVE("java/lang/Double", "doubleToRawLongBits", "(D)J", n_Double_bits),
    NATIVE("java/lang/Double", "longBitsToDouble", "(J)D", n_Double_bits),
    {0},
};
