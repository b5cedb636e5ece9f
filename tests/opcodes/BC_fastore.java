// fastore: stores into an array of float; neighbours stay, null and bad indices throw.
public class BC_fastore {
    static void test(float[] a, int i, float value) {
        a[i] = value;
    }

    static float compound(float[] a, int i) {
        a[i] += 3;
        a[i + 1] = a[i]++;
        return a[i] = (a[i + 1] * 2);
    }

    static void attempt(float[] a, int i) {
        try {
            test(a, i, 5);
            System.out.println("stored");
        } catch (RuntimeException e) {
            System.out.println(e.getClass().getName() + ": " + e.getMessage());
        }
    }

    static void print(float[] a) {
        StringBuilder out = new StringBuilder();
        for (float each : a) {
            out.append(each).append(' ');
        }
        System.out.println(out);
    }

    public static void main(String[] args) {
        float[] values = {1.5f, -0f, Float.NaN, 1e-45f, 3e38f};
        float[] target = new float[values.length + 2];
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
        attempt(new float[0], 0);
        print(target);
    }
}
