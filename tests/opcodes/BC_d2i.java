// d2i: double to int; truncates, saturates, NaN gives 0.
public class BC_d2i {
    static int test(double a) {
        return (int) a;
    }

    static long inside(double a) {
        return (int) (a + a) - (int) a;
    }

    public static void main(String[] args) {
        double[] values = {0.0, -0.0, 1.0, -1.5, 0.1, 3.0, 9007199254740992.0, 1e-310, 1e308,
            Double.MIN_VALUE, Double.MAX_VALUE,
        Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, 2147483647.0, 2147483647.5,
        2147483648.0, -2147483648.9, -2147483649.0, 9223372036854775807.0, -9.3e18,
        0.9999999999999999, -0.9999999999999999, 2.5, 65535.9, 1e-10, 1e39, 3.4028235677973366e38, 1.4e-45,
        7e-46};
        for (double v : values) {
            System.out.println(v + " " + test(v) + " " + inside(v));
        }
    }
}
