// lcmp: compares two longs, with every condition that can follow.
public class BC_lcmp {
    static boolean less(long a, long b) {
        return a < b;
    }

    static boolean atMost(long a, long b) {
        return a <= b;
    }

    static boolean equal(long a, long b) {
        return a == b;
    }

    static boolean unequal(long a, long b) {
        return a != b;
    }

    static boolean atLeast(long a, long b) {
        return a >= b;
    }

    static boolean greater(long a, long b) {
        return a > b;
    }

    static int branches(long a, long b) {
        int seen = 0;
        if (a < b) {
            seen += 1;
        }
        if (!(a <= b)) {
            seen += 2;
        }
        while (a < b && seen < 8) {
            seen += 4;
        }
        return seen;
    }

    public static void main(String[] args) {
        long[] values = {0, 1, -1, 2, -7, 10, 4294967296L, 3037000500L, 0x123456789abcdefL, Long.MAX_VALUE,
            Long.MIN_VALUE};
        for (long a : values) {
            for (long b : values) {
                System.out.println(a + " " + b + " " + less(a, b) + " " + atMost(a, b) + " " + equal(a, b)
                    + " " + unequal(a, b) + " " + atLeast(a, b) + " " + greater(a, b) + " " + branches(a, b));
            }
        }
    }
}
