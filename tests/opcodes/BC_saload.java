// saload: loads from an array of short; null and bad indices throw.
public class BC_saload {
    static short test(short[] a, int i) {
        return a[i];
    }

    static long sum(short[] a) {
        long sum = 0;
        for (int i = a.length - 1; i >= 0; i--) {
            sum = sum * 3 + a[i];
        }
        return sum;
    }

    static void attempt(short[] a, int i) {
        try {
            System.out.println(test(a, i));
        } catch (RuntimeException e) {
            System.out.println(e.getClass().getName() + ": " + e.getMessage());
        }
    }

    public static void main(String[] args) {
        short[] values = {1, -1, 0, -32768, 32767};
        for (int i = -1; i <= values.length; i++) {
            attempt(values, i);
        }
        attempt(values, Integer.MAX_VALUE);
        attempt(values, Integer.MIN_VALUE);
        attempt(new short[0], 0);
        attempt(new short[1], 0);
        attempt(null, 0);
        attempt(null, -1);
        System.out.println(sum(values) + " " + sum(new short[100]));
    }
}
