// lload_0: loads the long in local variable 0.
public class BC_lload_0 {
    static long test(long wanted, long after) {
        return wanted;
    }

    static long changed(long wanted, long after) {
        after++;
        long copy = wanted;
        wanted = 7L;
        return after == 0 ? copy : wanted;
    }

    static long loop(long wanted, long after) {
        long last = 0;
        for (int i = 0; i < 3; i++) {
            last = wanted;
        }
        return last;
    }

    public static void main(String[] args) {
        long[] values = {7L, -8L, Long.MIN_VALUE, 0x100000000L};
        for (long v : values) {
            System.out.println(test(v, -1L) + " " + changed(v, -1L) + " "
                + loop(v, -1L));
        }
    }
}
