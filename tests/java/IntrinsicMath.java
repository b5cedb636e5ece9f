// vmargs: -XX:CompileThreshold=200
// Methods of Math, of integers' bits and of floating point's bits that a compiler has templates for: corner
// values, in code that gets compiled on the way.
import java.util.function.IntBinaryOperator;
import java.util.function.LongBinaryOperator;

public class IntrinsicMath {
    static final int[] INTS = {0, 1, -1, 2, -2, 7, -8, 255, 256, 65535, 65536, 0x12345678, 0x80000000,
        0x7FFFFFFF, 0x80000001,
        0xF0F0F0F0, 46341, -46341};
    static final long[] LONGS = {0, 1, -1, 2, -2, 255, 65536, 0x123456789ABCDEF0L, Long.MIN_VALUE,
        Long.MAX_VALUE,
        Long.MIN_VALUE + 1, 0x80000000L, 0x7FFFFFFFL, -0x80000000L, -0x80000001L, 0xFFFFFFFFL,
            3037000500L, -3037000500L};
    static final float[] FLOATS = {0f, -0f, 1f, -1f, 0.5f, -0.5f, 1.5f, 2.5f, -2.5f, Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE,
            8388607.5f, 1e10f};
    static final double[] DOUBLES = {0.0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 0.49999999999999994,
        -0.49999999999999994,
        Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, -Double.MIN_VALUE,
        Double.MAX_VALUE, -Double.MAX_VALUE, 4503599627370495.5, -4503599627370495.5, 9007199254740993.0,
            1e300, -3.7, 3.2};

    static long digest, rounds;

    static void add(long value) {
        digest = digest * 31 + value;
    }

    static void add(double value) {
        add(Double.doubleToLongBits(value));
    }

    static void add(float value) {
        add((long) Float.floatToIntBits(value));
    }

    static long end(long before, String name, boolean isLast) {
        if (isLast) {
            System.out.println(name + " " + Long.toHexString(digest));
        } else if (before != 0 && before != digest) {
            System.out.println(name + " differs in round " + rounds);
        }
        long result = digest;
        digest = 1;
        return result;
    }

    static void rounding() {
        for (double d : DOUBLES) {
            add(Math.floor(d));
            add(Math.ceil(d));
            add(Math.rint(d));
            add(StrictMath.floor(d));
            add(StrictMath.ceil(d));
            add(StrictMath.rint(d));
            add(Math.sqrt(d));
            add(StrictMath.sqrt(d));
            add(Math.round(d));
        }
        for (float f : FLOATS) {
            add(Math.round(f));
        }
    }

    static void absolute() {
        for (int i : INTS) {
            add(Math.abs(i));
            add(StrictMath.abs(i));
        }
        for (long l : LONGS) {
            add(Math.abs(l));
        }
        for (float f : FLOATS) {
            add(Math.abs(f));
            add(Math.signum(f));
        }
        for (double d : DOUBLES) {
            add(Math.abs(d));
            add(Math.signum(d));
            add(Math.copySign(3.0, d));
        }
    }

    static void extremes() {
        for (int a : INTS) {
            for (int b : INTS) {
                add(Math.max(a, b));
                add(Math.min(a, b));
                add(Integer.max(a, b));
            }
        }
        for (long a : LONGS) {
            for (long b : LONGS) {
                add(Math.max(a, b));
                add(Math.min(a, b));
                add(Long.min(a, b));
            }
        }
        for (float a : FLOATS) {
            for (float b : FLOATS) {
                add(Math.max(a, b));
                add(Math.min(a, b));
                add(StrictMath.max(a, b));
                add(Float.min(a, b));
            }
        }
        for (double a : DOUBLES) {
            for (double b : DOUBLES) {
                add(Math.max(a, b));
                add(Math.min(a, b));
                add(Double.max(a, b));
                add(StrictMath.min(a, b));
            }
        }
    }

    static void products() {
        for (double a : DOUBLES) {
            for (double b : DOUBLES) {
                add(Math.fma(a, b, 1.0));
                add(Math.fma(3.0, a, b));
                add(Math.fma(a, a, b));
            }
        }
        for (float a : FLOATS) {
            for (float b : FLOATS) {
                add(Math.fma(a, b, -1f));
                add(Math.fma(0.1f, b, a));
            }
        }
        for (long a : LONGS) {
            for (long b : LONGS) {
                add(Math.multiplyHigh(a, b));
            }
        }
    }

    static void bits() {
        for (int i : INTS) {
            add(Integer.bitCount(i));
            add(Integer.numberOfLeadingZeros(i));
            add(Integer.numberOfTrailingZeros(i));
            add(Integer.reverseBytes(i));
            add(Integer.highestOneBit(i));
            add(Short.reverseBytes((short) i));
            add(Character.reverseBytes((char) i));
            add(Integer.rotateLeft(i, 5) ^ Integer.rotateRight(i, 37));
            for (int k : INTS) {
                add(Integer.rotateLeft(i, k));
                add(Integer.rotateRight(i, k));
            }
        }
        for (long l : LONGS) {
            add(Long.bitCount(l));
            add(Long.numberOfLeadingZeros(l));
            add(Long.numberOfTrailingZeros(l));
            add(Long.reverseBytes(l));
            add(Long.rotateLeft(l, 5) ^ Long.rotateRight(l, 69));
            for (int k : INTS) {
                add(Long.rotateLeft(l, k));
                add(Long.rotateRight(l, k));
            }
        }
    }

    static void floatBits() {
        for (int i : INTS) {
            add(Float.floatToRawIntBits(Float.intBitsToFloat(i)));
            add(Float.floatToIntBits(Float.intBitsToFloat(i)));
        }
        add(Float.floatToIntBits(Float.intBitsToFloat(0x7FC12345)));
        for (long l : LONGS) {
            add(Double.doubleToRawLongBits(Double.longBitsToDouble(l)));
            add(Double.doubleToLongBits(Double.longBitsToDouble(l)));
        }
        add(Double.doubleToLongBits(Double.longBitsToDouble(0xFFF8000000000001L)));
        for (float f : FLOATS) {
            add(Float.floatToRawIntBits(f));
        }
        for (double d : DOUBLES) {
            add(Double.doubleToRawLongBits(d));
        }
    }

    static void functions() {
        add(Math.sin(0.0));
        add(Math.cos(0.0));
        add(Math.tan(-0.0));
        add(Math.exp(0.0));
        add(Math.log(1.0));
        add(Math.log10(1000.0));
        add(Math.pow(2.0, 10.0));
        add(Math.pow(1.0, Double.NaN));
        add(Math.pow(-1.0, Double.POSITIVE_INFINITY));
        add(Math.sin(Double.POSITIVE_INFINITY));
    }

    // ---- exact arithmetic: the frames of the exception are the method's ----

    static String trace(ArithmeticException e) {
        StackTraceElement[] frames = e.getStackTrace();
        return e.getMessage() + " at " + frames[0].getMethodName() + " from " + frames[1].getMethodName();
    }

    static void tryInts(IntBinaryOperator op, StringBuilder out) {
        for (int a : INTS) {
            for (int b : INTS) {
                try {
                    add(op.applyAsInt(a, b));
                } catch (ArithmeticException e) {
                    add(e.getMessage().length());
                    if (out != null && out.length() < 600) {
                        out.append(trace(e)).append('\n');
                    }
                }
            }
        }
    }

    static void tryLongs(LongBinaryOperator op, StringBuilder out) {
        for (long a : LONGS) {
            for (long b : LONGS) {
                try {
                    add(op.applyAsLong(a, b));
                } catch (ArithmeticException e) {
                    add(e.getMessage().length());
                    if (out != null && out.length() < 600) {
                        out.append(trace(e)).append('\n');
                    }
                }
            }
        }
    }

    static int addInts(int a, int b) {
        return Math.addExact(a, b);
    }

    static int subtractInts(int a, int b) {
        return 3 + Math.subtractExact(a, b) - 3;
    }

    static int multiplyInts(int a, int b) {
        return a + (Math.multiplyExact(a, b) ^ b);
    }

    static int stepInts(int a, int b) {
        return Math.incrementExact(a) ^ Math.decrementExact(b) ^ Math.negateExact(a);
    }

    static long addLongs(long a, long b) {
        return Math.addExact(a, b);
    }

    static long subtractLongs(long a, long b) {
        return Math.subtractExact(a, b) * a;
    }

    static long multiplyLongs(long a, long b) {
        return Math.multiplyExact(a, b);
    }

    static long stepLongs(long a, long b) {
        return Math.incrementExact(a) ^ Math.decrementExact(b) ^ Math.negateExact(a);
    }

    static void exact(StringBuilder out) {
        tryInts(IntrinsicMath::addInts, out);
        tryInts(IntrinsicMath::subtractInts, out);
        tryInts(IntrinsicMath::multiplyInts, out);
        tryInts(IntrinsicMath::stepInts, out);
        tryLongs(IntrinsicMath::addLongs, out);
        tryLongs(IntrinsicMath::subtractLongs, out);
        tryLongs(IntrinsicMath::multiplyLongs, out);
        tryLongs(IntrinsicMath::stepLongs, out);
    }

    public static void main(String[] args) {
        long[] before = new long[8];
        int most = 220;
        digest = 1;
        for (; rounds <= most; rounds++) {
            boolean isLast = rounds == most;
            rounding();
            before[0] = end(before[0], "rounding", isLast);
            absolute();
            before[1] = end(before[1], "absolute", isLast);
            extremes();
            before[2] = end(before[2], "extremes", isLast);
            products();
            before[3] = end(before[3], "products", isLast);
            bits();
            before[4] = end(before[4], "bits", isLast);
            floatBits();
            before[5] = end(before[5], "float bits", isLast);
            functions();
            before[6] = end(before[6], "functions", isLast);
            StringBuilder out = isLast ? new StringBuilder() : null;
            if (rounds % 20 == 0) {
                exact(out);
                before[7] = end(before[7], "exact", isLast);
            }
            if (isLast) {
                System.out.print(out);
            }
        }
    }
}
