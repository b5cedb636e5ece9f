// lor: bitwise or of two longs.
public class BC_lor {
    static long test(long a, long b) {
        return a | b;
    }

    static long mixed(long a, long b) {
        long x = a;
        x |= b + 1;
        x |= 0x55;
        return x | ~a;
    }

    public static void main(String[] args) {
        long[] values = {0, 1, -1, 2, -7, 10, 4294967296L, 3037000500L, 0x123456789abcdefL, Long.MAX_VALUE,
            Long.MIN_VALUE};
        for (long a : values) {
            for (long b : values) {
                System.out.println(a + " " + b + " " + test(a, b) + " " + mixed(a, b));
            }
        }
    }
}
