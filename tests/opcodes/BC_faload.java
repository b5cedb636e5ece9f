// faload: loads from an array of float; null and bad indices throw.
public class BC_faload {
    static float test(float[] a, int i) {
        return a[i];
    }

    static double sum(float[] a) {
        double sum = 0;
        for (int i = a.length - 1; i >= 0; i--) {
            sum = sum * 3 + a[i];
        }
        return sum;
    }

    static void attempt(float[] a, int i) {
        try {
            System.out.println(test(a, i));
        } catch (RuntimeException e) {
            System.out.println(e.getClass().getName() + ": " + e.getMessage());
        }
    }

    public static void main(String[] args) {
        float[] values = {1.5f, -0f, Float.NaN, 1e-45f, 3e38f};
        for (int i = -1; i <= values.length; i++) {
            attempt(values, i);
        }
        attempt(values, Integer.MAX_VALUE);
        attempt(values, Integer.MIN_VALUE);
        attempt(new float[0], 0);
        attempt(new float[1], 0);
        attempt(null, 0);
        attempt(null, -1);
        System.out.println(sum(values) + " " + sum(new float[100]));
    }
}
