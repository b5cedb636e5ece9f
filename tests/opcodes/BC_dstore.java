// dstore: stores a double in a local variable with an index over 3.
public class BC_dstore {
    static double[] source = {7.5, -0.0, Double.NaN, 4.9e-324};

    static String test(long p0, double p2, int p4) {
        double a = source[0];
        double b = source[1];
        double c = source[2];
        b = c;
        c = a;
        a = source[3];
        return a + " " + b + " " + c + " " + p0 + " " + p2 + " " + p4;
    }

    static double parameter(int a, int b, int c, int d, double p) {
        p = source[(a + b + c + d) & 3];
        return p;
    }

    public static void main(String[] args) {
        for (int i = 0; i < 3; i++) {
            System.out.println(test(i, i + 0.5, -i));
            System.out.println(parameter(0, 0, 1, i, source[i]));
            double first = source[0];
            source[0] = source[3];
            source[3] = first;
        }
    }
}
