// dload_3: loads the double in local variable 3.
public class BC_dload_3 {
    static double test(int p0, double p1, double wanted, long after) {
        return wanted;
    }

    static double changed(int p0, double p1, double wanted, long after) {
        after++;
        double copy = wanted;
        wanted = 7.5;
        return after == 0 ? copy : wanted;
    }

    static double loop(int p0, double p1, double wanted, long after) {
        double last = 0;
        for (int i = 0; i < 3; i++) {
            last = wanted;
        }
        return last;
    }

    public static void main(String[] args) {
        double[] values = {7.5, -0.0, Double.NaN, 4.9e-324};
        for (double v : values) {
            System.out.println(test(-1, -1.0, v, -1L) + " " + changed(-1, -1.0, v, -1L) + " "
                + loop(-1, -1.0, v, -1L));
        }
    }
}
