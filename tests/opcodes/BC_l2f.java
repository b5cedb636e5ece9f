// l2f: long to float; rounds to nearest even.
public class BC_l2f {
    static float test(long a) {
        return (float) a;
    }

    static double inside(long a) {
        return (float) (a + a) - (float) a;
    }

    public static void main(String[] args) {
        long[] values = {0, 1, -1, 2, -7, 10, 4294967296L, 3037000500L, 0x123456789abcdefL, Long.MAX_VALUE,
            Long.MIN_VALUE, 2147483648L, -2147483649L, 9007199254740993L, 16777217L, 4611686018427387905L,
            -9223372036854775807L, 0xffffffffL};
        for (long v : values) {
            System.out.println(v + " " + test(v) + " " + Float.floatToIntBits(test(v)) + " " + inside(v));
        }
    }
}
