// fstore_3: stores a float in local variable 3; neighbours stay.
public class BC_fstore_3 {
    static float[] source = {7.5f, -0f, Float.NaN, 1e-45f};

    static float test(int p0, double p1) {
        float local = source[0];
        float next = source[1];
        local = source[2];
        next = local;
        return next;
    }

    static String rounds(int p0, double p1) {
        float local = source[0];
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < source.length; i++) {
            out.append(local).append(' ');
            local = source[i];
        }
        return out.append(local).append(' ').append(p0 + p1).toString();
    }

    public static void main(String[] args) {
        System.out.println(test(5, 7.0));
        System.out.println(rounds(5, 7.0));
        source = new float[] {1e-45f, Float.NaN, -0f, 7.5f};
        System.out.println(test(5, 7.0));
        System.out.println(rounds(5, 7.0));
    }
}
