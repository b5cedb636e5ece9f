// daload: loads from an array of double; null and bad indices throw.
public class BC_daload {
    static double test(double[] a, int i) {
        return a[i];
    }

    static double sum(double[] a) {
        double sum = 0;
        for (int i = a.length - 1; i >= 0; i--) {
            sum = sum * 3 + a[i];
        }
        return sum;
    }

    static void attempt(double[] a, int i) {
        try {
            System.out.println(test(a, i));
        } catch (RuntimeException e) {
            System.out.println(e.getClass().getName() + ": " + e.getMessage());
        }
    }

    public static void main(String[] args) {
        double[] values = {1.5, -0.0, Double.NaN, 4.9e-324, 1e308};
        for (int i = -1; i <= values.length; i++) {
            attempt(values, i);
        }
        attempt(values, Integer.MAX_VALUE);
        attempt(values, Integer.MIN_VALUE);
        attempt(new double[0], 0);
        attempt(new double[1], 0);
        attempt(null, 0);
        attempt(null, -1);
        System.out.println(sum(values) + " " + sum(new double[100]));
    }
}
