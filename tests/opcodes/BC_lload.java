// lload: loads the long in a local variable with an index over 3.
public class BC_lload {
    static long test(int p0, long p1, int p3, long wanted, int after) {
        return wanted;
    }

    static long far(double p0, double p2, double p4, long p6, long wanted, long other, int choice) {
        return choice == 0 ? wanted : choice == 1 ? other : p0 == p2 ? wanted : other;
    }

    static long loop(double a, double b, long x, long y, int rounds) {
        long spare = x;
        while (rounds-- > 0) {
            spare = x;
            x = y;
            y = spare;
        }
        return x;
    }

    public static void main(String[] args) {
        long[] values = {7L, -8L, Long.MIN_VALUE, 0x100000000L};
        for (long v : values) {
            System.out.println(test(-1, -1L, -1, v, -1) + " " + far(1, 2, 3, 4, v, 7L, 0)
                + " " + far(1, 2, 3, 4, 7L, v, 1) + " " + far(1, 1, 3, 4, v, v, 2)
                + " " + loop(1, 2, values[0], v, 3) + " " + loop(1, 2, values[0], v, 4));
        }
    }
}
