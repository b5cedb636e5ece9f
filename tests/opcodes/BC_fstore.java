// fstore: stores a float in a local variable with an index over 3.
public class BC_fstore {
    static float[] source = {7.5f, -0f, Float.NaN, 1e-45f};

    static String test(long p0, double p2, int p4) {
        float a = source[0];
        float b = source[1];
        float c = source[2];
        b = c;
        c = a;
        a = source[3];
        return a + " " + b + " " + c + " " + p0 + " " + p2 + " " + p4;
    }

    static float parameter(int a, int b, int c, int d, float p) {
        p = source[(a + b + c + d) & 3];
        return p;
    }

    public static void main(String[] args) {
        for (int i = 0; i < 3; i++) {
            System.out.println(test(i, i + 0.5, -i));
            System.out.println(parameter(0, 0, 1, i, source[i]));
            float first = source[0];
            source[0] = source[3];
            source[3] = first;
        }
    }
}
