// lmul: the product of two longs; only the low 64 bits are kept.
public class BC_lmul {
    static final long[] VALUES = {0, 1, -1, 2, -7, 10, 4294967296L, 3037000500L, 0x123456789abcdefL,
        Long.MAX_VALUE, Long.MIN_VALUE};

    static long test(long a, long b) {
        return a * b;
    }

    static long nested(long a, long b) {
        return (a * b) * (b * a);
    }

    static long loop(long start) {
        long x = start;
        for (int i = 1; i < 20; i++) {
            x = x * (i + 1L);
        }
        return x;
    }

    public static void main(String[] args) {
        for (long a : VALUES) {
            for (long b : VALUES) {
                System.out.println(a + " " + b + " " + test(a, b));
            }
        }
        System.out.println(nested(17, 5));
        System.out.println(loop(7L));
    }
}
