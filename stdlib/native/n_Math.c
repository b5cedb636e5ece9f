/* n_Math.c - StrictMath.sqrt and the bit conversions of Float and Double: one instruction each, so no JNI
 * call; the functions that Math need not take from StrictMath. */
#include "stdlib/native/natives.h"
#include "vm/exec/runtime/runtime.h"

#include <math.h>

static u64 raw_double(double d)
{
    Value value = {.d = d};
    return value.raw;
}

static u64 n_StrictMath_sqrt(Thread *t, const Slot *args)
{
    (void)t;
    return raw_double(sqrt(arg_double(args, 0)));
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

static u64 n_Math_sin(Thread *t, const Slot *args)
{
    (void)t;
    return raw_double(rt_sin(arg_double(args, 0)));
}

static u64 n_Math_cos(Thread *t, const Slot *args)
{
    (void)t;
    return raw_double(rt_cos(arg_double(args, 0)));
}

static u64 n_Math_tan(Thread *t, const Slot *args)
{
    (void)t;
    return raw_double(rt_tan(arg_double(args, 0)));
}

static u64 n_Math_exp(Thread *t, const Slot *args)
{
    (void)t;
    return raw_double(rt_exp(arg_double(args, 0)));
}

static u64 n_Math_log(Thread *t, const Slot *args)
{
    (void)t;
    return raw_double(rt_log(arg_double(args, 0)));
}

static u64 n_Math_log10(Thread *t, const Slot *args)
{
    (void)t;
    return raw_double(rt_log10(arg_double(args, 0)));
}

static u64 n_Math_pow(Thread *t, const Slot *args)
{
    (void)t;
    return raw_double(rt_pow(arg_double(args, 0), arg_double(args, 2)));
}

static u64 n_Math_floor(Thread *t, const Slot *args)
{
    (void)t;
    return raw_double(rt_floor(arg_double(args, 0)));
}

static u64 n_Math_ceil(Thread *t, const Slot *args)
{
    (void)t;
    return raw_double(rt_ceil(arg_double(args, 0)));
}

static u64 n_Math_rint(Thread *t, const Slot *args)
{
    (void)t;
    return raw_double(rt_rint(arg_double(args, 0)));
}

static u64 n_Math_fma(Thread *t, const Slot *args)
{
    (void)t;
    return raw_double(rt_fma(arg_double(args, 0), arg_double(args, 2), arg_double(args, 4)));
}

const NativeRow n_Math_natives[] = {
    NATIVE("java/lang/StrictMath", "sqrt", "(D)D", n_StrictMath_sqrt),
    NATIVE("java/lang/Math", "sin", "(D)D", n_Math_sin),
    NATIVE("java/lang/Math", "cos", "(D)D", n_Math_cos),
    NATIVE("java/lang/Math", "tan", "(D)D", n_Math_tan),
    NATIVE("java/lang/Math", "exp", "(D)D", n_Math_exp),
    NATIVE("java/lang/Math", "log", "(D)D", n_Math_log),
    NATIVE("java/lang/Math", "log10", "(D)D", n_Math_log10),
    NATIVE("java/lang/Math", "pow", "(DD)D", n_Math_pow),
    NATIVE("java/lang/Math", "floor", "(D)D", n_Math_floor),
    NATIVE("java/lang/Math", "ceil", "(D)D", n_Math_ceil),
    NATIVE("java/lang/Math", "rint", "(D)D", n_Math_rint),
    NATIVE("java/lang/Math", "fma", "(DDD)D", n_Math_fma),
    NATIVE("java/lang/Float", "floatToRawIntBits", "(F)I", n_Float_bits),
    NATIVE("java/lang/Float", "intBitsToFloat", "(I)F", n_Float_bits),
    NATIVE("java/lang/Double", "doubleToRawLongBits", "(D)J", n_Double_bits),
    NATIVE("java/lang/Double", "longBitsToDouble", "(J)D", n_Double_bits),
    {0},
};
