// fcmpl: compares two floats for > and >=, which are false when one is NaN.
public class BC_fcmpl {
    static boolean greater(float a, float b) {
        return a > b;
    }

    static boolean atLeast(float a, float b) {
        return a >= b;
    }

    static int branches(float a, float b) {
        int seen = 0;
        if (a > b) {
            seen += 1;
        }
        if (!(a >= b)) {
            seen += 2;
        }
        while (a > b && seen < 8) {
            seen += 4;
        }
        return seen;
    }

    public static void main(String[] args) {
        float[] values = {0f, -0f, 1f, -1.5f, 0.1f, 3f, 16777216f, 1e-40f, 3e38f, Float.MIN_VALUE,
            Float.MAX_VALUE,
        Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN};
        for (float a : values) {
            for (float b : values) {
                System.out.println(a + " " + b + " " + greater(a, b) + " " + atLeast(a, b) + " "
                    + branches(a, b));
            }
        }
    }
}
