// aastore: stores a reference; null array, bad index and wrong type throw, in that order; null may be stored
// anywhere.
public class BC_aastore {
    interface Shape { }

    static class Round implements Shape { }

    static final class Ball extends Round { }

    static void test(Object[] a, int i, Object value) {
        a[i] = value;
    }

    static void attempt(Object[] a, int i, Object value) {
        try {
            test(a, i, value);
            System.out.println("stored " + (a[i] == value));
        } catch (RuntimeException e) {
            System.out.println(e.getClass().getName() + ": " + e.getMessage());
        }
    }

    public static void main(String[] args) {
        Object[] values = {null, "text", 5, new int[1], new Round(), new Ball(), new Ball[0], new int[0][0],
            new Shape[0]};
        Object[][] arrays = {new Object[2], new String[2], new Shape[2], new Round[2], new Ball[2],
            new Object[2][],
            new int[2][], new Shape[2][], new Comparable[2], new Cloneable[2], new java.io.Serializable[2],
            new Number[2]};
        for (Object[] a : arrays) {
            System.out.println(a.getClass().getName());
            for (Object v : values) {
                attempt(a, 1, v);
            }
        }
        attempt(null, 5, 5);
        attempt(new String[1], 1, 5);
        attempt(new String[1], -1, null);
        Object[] keep = {"a", "b", "c"};
        keep[1] = keep[2];
        keep[0] = keep;
        System.out.println(keep[1] + " " + (keep[0] == keep) + " " + keep[2]);
        String[][] grid = new String[2][2];
        grid[1] = grid[0];
        grid[1][0] = grid[0][1] = "shared";
        System.out.println(grid[0][0] + grid[1][1]);
    }
}
