// dconst_1: the double 1.0, as a value, an operand and an argument.
public class BC_dconst_1 {
    static double value() {
        return 1.0;
    }

    static double operand(double a) {
        return a * 1.0 + (a - 1.0);
    }

    static String argument(int before, double a, int after) {
        return before + " " + a + " " + after;
    }

    static double[] array() {
        double local = 1.0;
        return new double[] {local, 1.0, -local};
    }

    public static void main(String[] args) {
        System.out.println(value());
        System.out.println(argument(3, 1.0, 4));
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
        System.out.println(sum + " " + (value() == 1.0) + " " + (1 / value()));
    }
}
