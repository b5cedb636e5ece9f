// lneg: the negative of a long; the least long is its own negative.
public class BC_lneg {
    static long test(long a) {
        return -a;
    }

    static long twice(long a) {
        return -(-a - 1);
    }

    public static void main(String[] args) {
        long[] values = {0, 1, -1, 2, -7, 10, 4294967296L, 3037000500L, 0x123456789abcdefL, Long.MAX_VALUE,
            Long.MIN_VALUE};
        for (long v : values) {
            System.out.println(v + " " + test(v) + " " + test(test(v)) + " " + twice(v));
        }
    }
}
