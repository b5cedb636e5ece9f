// Comparisons of long, float and double in conditions and as values; NaN is unequal to everything.
public class NaNCompare {
    static String all(double a, double b) {
        return (a < b ? "<" : ".") + (a <= b ? "≤" : ".") + (a == b ? "=" : ".") + (a != b ? "≠" : ".")
            + (a >= b ? "≥" : ".") + (a > b ? ">" : ".") + (!(a < b) ? "!<" : "..")
            + (!(a > b) ? "!>" : "..");
    }

    static String all(float a, float b) {
        return (a < b ? "<" : ".") + (a <= b ? "≤" : ".") + (a == b ? "=" : ".") + (a != b ? "≠" : ".")
            + (a >= b ? "≥" : ".") + (a > b ? ">" : ".") + (!(a < b) ? "!<" : "..")
            + (!(a > b) ? "!>" : "..");
    }

    static String all(long a, long b) {
        return (a < b ? "<" : ".") + (a <= b ? "≤" : ".") + (a == b ? "=" : ".") + (a != b ? "≠" : ".")
            + (a >= b ? "≥" : ".") + (a > b ? ">" : ".");
    }

    public static void main(String[] args) {
        double[] doubles = {Double.NaN, Double.NEGATIVE_INFINITY, -1, -0.0, 0.0, Double.MIN_VALUE, 1, 1e300};
        for (double a : doubles) {
            for (double b : doubles) {
                System.out.println(a + " " + b + " " + all(a, b) + " " + all((float) a, (float) b) + " "
                    + Double.compare(a, b) + " " + Math.max(a, b) + " " + Math.min((float) a, (float) b));
            }
        }
        long[] longs = {Long.MIN_VALUE, -0x1_0000_0000L, -1, 0, 1, 0xffff_ffffL, 0x1_0000_0000L,
            Long.MAX_VALUE};
        for (long a : longs) {
            for (long b : longs) {
                System.out.println(a + " " + b + " " + all(a, b) + " " + Long.compareUnsigned(a, b));
            }
        }
        double nan = Double.longBitsToDouble(0x7ff8_0000_0000_1234L);
        System.out.println((nan == nan) + " " + Double.valueOf(nan).equals(Double.NaN) + " "
            + Long.toHexString(Double.doubleToLongBits(nan)));
    }
}
