// lload_1: loads the long in local variable 1.
public class BC_lload_1 {
    static long test(int p0, long wanted, long after) {
        return wanted;
    }

    static long changed(int p0, long wanted, long after) {
        after++;
        long copy = wanted;
        wanted = 7L;
        return after == 0 ? copy : wanted;
    }

    static long loop(int p0, long wanted, long after) {
        long last = 0;
        for (int i = 0; i < 3; i++) {
            last = wanted;
        }
        return last;
    }

    public static void main(String[] args) {
        long[] values = {7L, -8L, Long.MIN_VALUE, 0x100000000L};
        for (long v : values) {
            System.out.println(test(-1, v, -1L) + " " + changed(-1, v, -1L) + " "
                + loop(-1, v, -1L));
        }
    }
}
