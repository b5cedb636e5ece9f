// f2i: float to int; truncates, saturates, NaN gives 0.
public class BC_f2i {
    static int test(float a) {
        return (int) a;
    }

    static long inside(float a) {
        return (int) (a + a) - (int) a;
    }

    public static void main(String[] args) {
        float[] values = {0f, -0f, 1f, -1.5f, 0.1f, 3f, 16777216f, 1e-40f, 3e38f, Float.MIN_VALUE,
            Float.MAX_VALUE,
        Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, 2147483647f, 2147483648f, -2147483648f,
        -2147483904f, 9223372036854775807f, -9.3e18f,
        0.99999994f, -0.99999994f, 2.5f, 65535.9f, 1e-10f};
        for (float v : values) {
            System.out.println(v + " " + test(v) + " " + inside(v));
        }
    }
}
