// fload: loads the float in a local variable with an index over 3.
public class BC_fload {
    static float test(int p0, long p1, int p3, float wanted, int after) {
        return wanted;
    }

    static float far(double p0, double p2, double p4, long p6, float wanted, float other, int choice) {
        return choice == 0 ? wanted : choice == 1 ? other : p0 == p2 ? wanted : other;
    }

    static float loop(double a, double b, float x, float y, int rounds) {
        float spare = x;
        while (rounds-- > 0) {
            spare = x;
            x = y;
            y = spare;
        }
        return x;
    }

    public static void main(String[] args) {
        float[] values = {7.5f, -0f, Float.NaN, 1e-45f};
        for (float v : values) {
            System.out.println(test(-1, -1L, -1, v, -1) + " " + far(1, 2, 3, 4, v, 7.5f, 0)
                + " " + far(1, 2, 3, 4, 7.5f, v, 1) + " " + far(1, 1, 3, 4, v, v, 2)
                + " " + loop(1, 2, values[0], v, 3) + " " + loop(1, 2, values[0], v, 4));
        }
    }
}
