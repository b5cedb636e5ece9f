// dneg: the negative of a double; zero changes its sign, NaN stays.
public class BC_dneg {
    static double test(double a) {
        return -a;
    }

    static double twice(double a) {
        return -(-a - 1);
    }

    public static void main(String[] args) {
        double[] values = {0.0, -0.0, 1.0, -1.5, 0.1, 3.0, 9007199254740992.0, 1e-310, 1e308,
            Double.MIN_VALUE, Double.MAX_VALUE,
        Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN};
        for (double v : values) {
            System.out.println(v + " " + test(v) + " " + test(test(v)) + " " + twice(v));
            System.out.println(1 / test(v));
        }
    }
}
