// aload_2: loads the reference in local variable 2.
public class BC_aload_2 {
    static Object test(long p0, Object wanted, long after) {
        return wanted;
    }

    static Object changed(long p0, Object wanted, long after) {
        after++;
        Object copy = wanted;
        wanted = "seven";
        return after == 0 ? copy : wanted;
    }

    static Object loop(long p0, Object wanted, long after) {
        Object last = null;
        for (int i = 0; i < 3; i++) {
            last = wanted;
        }
        return last;
    }

    static String text(Object o) {
        return o instanceof int[] ? "int[" + ((int[]) o).length + "]" : String.valueOf(o);
    }

    public static void main(String[] args) {
        Object[] values = {"seven", null, new int[] {1}, 'c'};
        for (Object v : values) {
            System.out.println(text(test(-1L, v, -1L)) + " " + text(changed(-1L, v, -1L)) + " "
                + text(loop(-1L, v, -1L)));
        }
    }
}
