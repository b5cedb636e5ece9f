// dcmpg: compares two doubles for < and <=, which are false when one is NaN.
public class BC_dcmpg {
    static boolean less(double a, double b) {
        return a < b;
    }

    static boolean atMost(double a, double b) {
        return a <= b;
    }

    static int branches(double a, double b) {
        int seen = 0;
        if (a < b) {
            seen += 1;
        }
        if (!(a <= b)) {
            seen += 2;
        }
        while (a < b && seen < 8) {
            seen += 4;
        }
        return seen;
    }

    public static void main(String[] args) {
        double[] values = {0.0, -0.0, 1.0, -1.5, 0.1, 3.0, 9007199254740992.0, 1e-310, 1e308,
            Double.MIN_VALUE, Double.MAX_VALUE,
        Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN};
        for (double a : values) {
            for (double b : values) {
                System.out.println(a + " " + b + " " + less(a, b) + " " + atMost(a, b) + " " + branches(a,
                    b));
            }
        }
    }
}
