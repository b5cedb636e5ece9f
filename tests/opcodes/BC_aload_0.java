// aload_0: loads the reference in local variable 0.
public class BC_aload_0 {
    static Object test(Object wanted, long after) {
        return wanted;
    }

    static Object changed(Object wanted, long after) {
        after++;
        Object copy = wanted;
        wanted = "seven";
        return after == 0 ? copy : wanted;
    }

    static Object loop(Object wanted, long after) {
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
            System.out.println(text(test(v, -1L)) + " " + text(changed(v, -1L)) + " "
                + text(loop(v, -1L)));
        }
    }
}
