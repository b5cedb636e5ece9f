// dconst_0: the double 0.0, as a value, an operand and an argument.
public class BC_dconst_0 {
    static double value() {
        return 0.0;
    }

    static double operand(double a) {
        return a * 0.0 + (a - 0.0);
    }

    static String argument(int before, double a, int after) {
        return before + " " + a + " " + after;
    }

    static double[] array() {
        double local = 0.0;
        return new double[] {local, 0.0, -local};
    }

    public static void main(String[] args) {
        System.out.println(value());
        System.out.println(argument(3, 0.0, 4));
        for (double v : new double[] {3, -5, 1 << 30}) {
            System.out.println(operand(v));
        }
        for (double v : array()) {
            System.out.println(v);
        }
        double sum = 5;
        for (int i = 0; i < 10; i++) {
            sum += value();
        }
        System.out.println(sum + " " + (value() == 0.0) + " " + (1 / value()));
    }
}
