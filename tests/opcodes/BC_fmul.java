// fmul: the product of two floats; denormals, signed zeros, infinities and NaN as in IEEE 754.
public class BC_fmul {
    static final float[] VALUES = {0f, -0f, 1f, -1.5f, 0.1f, 3f, 16777216f, 1e-40f, 3e38f, Float.MIN_VALUE,
        Float.MAX_VALUE,
        Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN};

    static float test(float a, float b) {
        return a * b;
    }

    static float nested(float a, float b) {
        return (a * b) * (b * a);
    }

    static float loop(float start) {
        float x = start;
        for (int i = 1; i < 20; i++) {
            x = x * (i + 0.5f);
        }
        return x;
    }

    public static void main(String[] args) {
        for (float a : VALUES) {
            for (float b : VALUES) {
                System.out.println(a + " " + b + " " + test(a, b));
            }
        }
        System.out.println(nested(17.5f, 0.3f));
        System.out.println(loop(7.5f));
    }
}
