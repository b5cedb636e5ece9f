// aload: loads the reference in a local variable with an index over 3.
public class BC_aload {
    static Object test(int p0, long p1, int p3, Object wanted, int after) {
        return wanted;
    }

    static Object far(double p0, double p2, double p4, long p6, Object wanted, Object other, int choice) {
        return choice == 0 ? wanted : choice == 1 ? other : p0 == p2 ? wanted : other;
    }

    static Object loop(double a, double b, Object x, Object y, int rounds) {
        Object spare = x;
        while (rounds-- > 0) {
            spare = x;
            x = y;
            y = spare;
        }
        return x;
    }

    static String text(Object o) {
        return o instanceof int[] ? "int[" + ((int[]) o).length + "]" : String.valueOf(o);
    }

    public static void main(String[] args) {
        Object[] values = {"seven", null, new int[] {1}, 'c'};
        for (Object v : values) {
            System.out.println(text(test(-1, -1L, -1, v, -1)) + " " + text(far(1, 2, 3, 4, v, "seven", 0))
                + " " + text(far(1, 2, 3, 4, "seven", v, 1)) + " " + text(far(1, 1, 3, 4, v, v, 2))
                + " " + text(loop(1, 2, values[0], v, 3)) + " " + text(loop(1, 2, values[0], v, 4)));
        }
    }
}
