// aaload: loads from an array of references of any type; null and bad indices throw.
public class BC_aaload {
    static Object test(Object[] a, int i) {
        return a[i];
    }

    static int nested(int[][][] a, int i, int j, int k) {
        return a[i][j][k];
    }

    static int length(String[][] a, int i, int j) {
        return a[i][j].length();
    }

    static void attempt(Object[] a, int i) {
        try {
            System.out.println(test(a, i));
        } catch (RuntimeException e) {
            System.out.println(e.getClass().getName() + ": " + e.getMessage());
        }
    }

    public static void main(String[] args) {
        Object[][] arrays = {{"a", null, 3}, new String[] {"x"}, new Integer[2], {}, null};
        for (Object[] a : arrays) {
            for (int i : new int[] {0, 1, 2, 3, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                attempt(a, i);
            }
        }
        int[][][] cube = {{{1, 2}, {3}}, {{4, 5, 6}}};
        System.out.println(nested(cube, 0, 1, 0) + " " + nested(cube, 1, 0, 2) + " " + ((int[]) test(cube[1],
            0)).length);
        System.out.println(length(new String[][] {{"ab"}, {"", "cde"}}, 1, 1));
        try {
            nested(cube, 1, 1, 0);
        } catch (ArrayIndexOutOfBoundsException e) {
            System.out.println(e.getMessage());
        }
    }
}
