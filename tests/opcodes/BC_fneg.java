// fneg: the negative of a float; zero changes its sign, NaN stays.
public class BC_fneg {
    static float test(float a) {
        return -a;
    }

    static float twice(float a) {
        return -(-a - 1);
    }

    public static void main(String[] args) {
        float[] values = {0f, -0f, 1f, -1.5f, 0.1f, 3f, 16777216f, 1e-40f, 3e38f, Float.MIN_VALUE,
            Float.MAX_VALUE,
        Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN};
        for (float v : values) {
            System.out.println(v + " " + test(v) + " " + test(test(v)) + " " + twice(v));
            System.out.println(1 / test(v));
        }
    }
}
