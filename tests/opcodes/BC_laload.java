// laload: loads from an array of long; null and bad indices throw.
public class BC_laload {
    static long test(long[] a, int i) {
        return a[i];
    }

    static long sum(long[] a) {
        long sum = 0;
        for (int i = a.length - 1; i >= 0; i--) {
            sum = sum * 3 + a[i];
        }
        return sum;
    }

    static void attempt(long[] a, int i) {
        try {
            System.out.println(test(a, i));
        } catch (RuntimeException e) {
            System.out.println(e.getClass().getName() + ": " + e.getMessage());
        }
    }

    public static void main(String[] args) {
        long[] values = {1L, -1L, 0L, Long.MIN_VALUE, 4294967296L};
        for (int i = -1; i <= values.length; i++) {
            attempt(values, i);
        }
        attempt(values, Integer.MAX_VALUE);
        attempt(values, Integer.MIN_VALUE);
        attempt(new long[0], 0);
        attempt(new long[1], 0);
        attempt(null, 0);
        attempt(null, -1);
        System.out.println(sum(values) + " " + sum(new long[100]));
    }
}
