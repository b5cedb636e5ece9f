// dload_2: loads the double in local variable 2.
public class BC_dload_2 {
    static double test(long p0, double wanted, long after) {
        return wanted;
    }

    static double changed(long p0, double wanted, long after) {
        after++;
        double copy = wanted;
        wanted = 7.5;
        return after == 0 ? copy : wanted;
    }

    static double loop(long p0, double wanted, long after) {
        double last = 0;
        for (int i = 0; i < 3; i++) {
            last = wanted;
        }
        return last;
    }

    public static void main(String[] args) {
        double[] values = {7.5, -0.0, Double.NaN, 4.9e-324};
        for (double v : values) {
            System.out.println(test(-1L, v, -1L) + " " + changed(-1L, v, -1L) + " "
                + loop(-1L, v, -1L));
        }
    }
}
