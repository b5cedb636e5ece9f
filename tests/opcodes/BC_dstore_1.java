// dstore_1: stores a double in local variable 1; neighbours stay.
public class BC_dstore_1 {
    static double[] source = {7.5, -0.0, Double.NaN, 4.9e-324};

    static double test(int p0) {
        double local = source[0];
        double next = source[1];
        local = source[2];
        next = local;
        return next;
    }

    static String rounds(int p0) {
        double local = source[0];
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < source.length; i++) {
            out.append(local).append(' ');
            local = source[i];
        }
        return out.append(local).append(' ').append(p0).toString();
    }

    public static void main(String[] args) {
        System.out.println(test(5));
        System.out.println(rounds(5));
        source = new double[] {4.9e-324, Double.NaN, -0.0, 7.5};
        System.out.println(test(5));
        System.out.println(rounds(5));
    }
}
