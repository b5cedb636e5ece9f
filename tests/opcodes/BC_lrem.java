// lrem: the remainder of two longs; has the sign of the dividend, the least long by -1 gives 0, zero throws.
public class BC_lrem {
    static final long[] VALUES = {0, 1, -1, 2, -7, 10, 4294967296L, 3037000500L, 0x123456789abcdefL,
        Long.MAX_VALUE, Long.MIN_VALUE};

    static long test(long a, long b) {
        return a % b;
    }

    static long nested(long a, long b) {
        return (a % b) % (b % a + 1);
    }

    static long loop(long start) {
        long x = start;
        for (int i = 1; i < 20; i++) {
            x = x % (i + 1L);
        }
        return x;
    }

    public static void main(String[] args) {
        for (long a : VALUES) {
            for (long b : VALUES) {
                try {
                    System.out.println(a + " " + b + " " + test(a, b));
                } catch (ArithmeticException e) {
                    System.out.println(a + " " + b + " " + e.getMessage());
                }
            }
        }
        System.out.println(nested(17, 5));
        System.out.println(loop(9000000000000000011L));
    }
}
