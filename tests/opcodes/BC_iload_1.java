// iload_1: loads the int in local variable 1.
public class BC_iload_1 {
    static int test(int p0, int wanted, long after) {
        return wanted;
    }

    static int changed(int p0, int wanted, long after) {
        after++;
        int copy = wanted;
        wanted = 7;
        return after == 0 ? copy : wanted;
    }

    static int loop(int p0, int wanted, long after) {
        int last = 0;
        for (int i = 0; i < 3; i++) {
            last = wanted;
        }
        return last;
    }

    public static void main(String[] args) {
        int[] values = {7, -8, Integer.MIN_VALUE, 0};
        for (int v : values) {
            System.out.println(test(-1, v, -1L) + " " + changed(-1, v, -1L) + " "
                + loop(-1, v, -1L));
        }
    }
}
