// dload: loads the double in a local variable with an index over 3.
public class BC_dload {
    static double test(int p0, long p1, int p3, double wanted, int after) {
        return wanted;
    }

    static double far(double p0, double p2, double p4, long p6, double wanted, double other, int choice) {
        return choice == 0 ? wanted : choice == 1 ? other : p0 == p2 ? wanted : other;
    }

    static double loop(double a, double b, double x, double y, int rounds) {
        double spare = x;
        while (rounds-- > 0) {
            spare = x;
            x = y;
            y = spare;
        }
        return x;
    }

    public static void main(String[] args) {
        double[] values = {7.5, -0.0, Double.NaN, 4.9e-324};
        for (double v : values) {
            System.out.println(test(-1, -1L, -1, v, -1) + " " + far(1, 2, 3, 4, v, 7.5, 0)
                + " " + far(1, 2, 3, 4, 7.5, v, 1) + " " + far(1, 1, 3, 4, v, v, 2)
                + " " + loop(1, 2, values[0], v, 3) + " " + loop(1, 2, values[0], v, 4));
        }
    }
}
