// fconst_1: the float 1, as a value, an operand and an argument.
public class BC_fconst_1 {
    static float value() {
        return 1f;
    }

    static float operand(float a) {
        return a * 1f + (a - 1f);
    }

    static String argument(int before, float a, int after) {
        return before + " " + a + " " + after;
    }

    static float[] array() {
        float local = 1f;
        return new float[] {local, 1f, -local};
    }

    public static void main(String[] args) {
        System.out.println(value());
        System.out.println(argument(3, 1f, 4));
        for (float v : new float[] {3, -5, 1 << 30}) {
            System.out.println(operand(v));
        }
        for (float v : array()) {
            System.out.println(v);
        }
        float sum = 5;
        for (int i = 0; i < 10; i++) {
            sum += value();
        }
        System.out.println(sum + " " + (value() == 1f) + " " + (1 / value()));
    }
}
