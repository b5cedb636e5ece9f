// ddiv: the quotient of two doubles; division by zero gives an infinity or NaN, never throws.
public class BC_ddiv {
    static final double[] VALUES = {0.0, -0.0, 1.0, -1.5, 0.1, 3.0, 9007199254740992.0, 1e-310, 1e308,
        Double.MIN_VALUE, Double.MAX_VALUE,
        Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN};

    static double test(double a, double b) {
        return a / b;
    }

    static double nested(double a, double b) {
        return (a / b) / (b / a);
    }

    static double loop(double start) {
        double x = start;
        for (int i = 1; i < 20; i++) {
            x = x / (i + 0.5);
        }
        return x;
    }

    public static void main(String[] args) {
        for (double a : VALUES) {
            for (double b : VALUES) {
                System.out.println(a + " " + b + " " + test(a, b));
            }
        }
        System.out.println(nested(17.5, 0.3));
        System.out.println(loop(1e300));
    }
}
