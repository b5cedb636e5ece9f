// dload_0: loads the double in local variable 0.
public class BC_dload_0 {
    static double test(double wanted, long after) {
        return wanted;
    }

    static double changed(double wanted, long after) {
        after++;
        double copy = wanted;
        wanted = 7.5;
        return after == 0 ? copy : wanted;
    }

    static double loop(double wanted, long after) {
        double last = 0;
        for (int i = 0; i < 3; i++) {
            last = wanted;
        }
        return last;
    }

    public static void main(String[] args) {
        double[] values = {7.5, -0.0, Double.NaN, 4.9e-324};
        for (double v : values) {
            System.out.println(test(v, -1L) + " " + changed(v, -1L) + " "
                + loop(v, -1L));
        }
    }
}
