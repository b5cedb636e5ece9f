// iload: loads the int in a local variable with an index over 3.
public class BC_iload {
    static int test(int p0, long p1, int p3, int wanted, int after) {
        return wanted;
    }

    static int far(double p0, double p2, double p4, long p6, int wanted, int other, int choice) {
        return choice == 0 ? wanted : choice == 1 ? other : p0 == p2 ? wanted : other;
    }

    static int loop(double a, double b, int x, int y, int rounds) {
        int spare = x;
        while (rounds-- > 0) {
            spare = x;
            x = y;
            y = spare;
        }
        return x;
    }

    public static void main(String[] args) {
        int[] values = {7, -8, Integer.MIN_VALUE, 0};
        for (int v : values) {
            System.out.println(test(-1, -1L, -1, v, -1) + " " + far(1, 2, 3, 4, v, 7, 0)
                + " " + far(1, 2, 3, 4, 7, v, 1) + " " + far(1, 1, 3, 4, v, v, 2)
                + " " + loop(1, 2, values[0], v, 3) + " " + loop(1, 2, values[0], v, 4));
        }
    }
}
