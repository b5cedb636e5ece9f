// dastore: stores into an array of double; neighbours stay, null and bad indices throw.
public class BC_dastore {
    static void test(double[] a, int i, double value) {
        a[i] = value;
    }

    static double compound(double[] a, int i) {
        a[i] += 3;
        a[i + 1] = a[i]++;
        return a[i] = (a[i + 1] * 2);
    }

    static void attempt(double[] a, int i) {
        try {
            test(a, i, 5);
            System.out.println("stored");
        } catch (RuntimeException e) {
            System.out.println(e.getClass().getName() + ": " + e.getMessage());
        }
    }

    static void print(double[] a) {
        StringBuilder out = new StringBuilder();
        for (double each : a) {
            out.append(each).append(' ');
        }
        System.out.println(out);
    }

    public static void main(String[] args) {
        double[] values = {1.5, -0.0, Double.NaN, 4.9e-324, 1e308};
        double[] target = new double[values.length + 2];
        for (int i = 0; i < values.length; i++) {
            test(target, i + 1, values[values.length - 1 - i]);
            print(target);
        }
        System.out.println(compound(target, 2));
        print(target);
        for (int i : new int[] {-1, 0, 6, 7, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            attempt(target, i);
        }
        attempt(null, 0);
        attempt(new double[0], 0);
        print(target);
    }
}
