// f2d: float to double; exact.
public class BC_f2d {
    static double test(float a) {
        return (double) a;
    }

    static double inside(float a) {
        return (double) (a + a) - (double) a;
    }

    public static void main(String[] args) {
        float[] values = {0f, -0f, 1f, -1.5f, 0.1f, 3f, 16777216f, 1e-40f, 3e38f, Float.MIN_VALUE,
            Float.MAX_VALUE,
        Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, 2147483647f, 2147483648f, -2147483648f,
        -2147483904f, 9223372036854775807f, -9.3e18f,
        0.99999994f, -0.99999994f, 2.5f, 65535.9f, 1e-10f};
        for (float v : values) {
            System.out.println(v + " " + test(v) + " " + Double.doubleToLongBits(test(v)) + " " + inside(v));
        }
    }
}
