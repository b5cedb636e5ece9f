// iaload: loads from an array of int; null and bad indices throw.
public class BC_iaload {
    static int test(int[] a, int i) {
        return a[i];
    }

    static long sum(int[] a) {
        long sum = 0;
        for (int i = a.length - 1; i >= 0; i--) {
            sum = sum * 3 + a[i];
        }
        return sum;
    }

    static void attempt(int[] a, int i) {
        try {
            System.out.println(test(a, i));
        } catch (RuntimeException e) {
            System.out.println(e.getClass().getName() + ": " + e.getMessage());
        }
    }

    public static void main(String[] args) {
        int[] values = {1, -1, 0, Integer.MIN_VALUE, 65536};
        for (int i = -1; i <= values.length; i++) {
            attempt(values, i);
        }
        attempt(values, Integer.MAX_VALUE);
        attempt(values, Integer.MIN_VALUE);
        attempt(new int[0], 0);
        attempt(new int[1], 0);
        attempt(null, 0);
        attempt(null, -1);
        System.out.println(sum(values) + " " + sum(new int[100]));
    }
}
