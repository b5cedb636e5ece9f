// fstore_0: stores a float in local variable 0; neighbours stay.
public class BC_fstore_0 {
    static float[] source = {7.5f, -0f, Float.NaN, 1e-45f};

    static float test() {
        float local = source[0];
        float next = source[1];
        local = source[2];
        next = local;
        return next;
    }

    static String rounds() {
        float local = source[0];
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < source.length; i++) {
            out.append(local).append(' ');
            local = source[i];
        }
        return out.append(local).append(' ').append(0).toString();
    }

    public static void main(String[] args) {
        System.out.println(test());
        System.out.println(rounds());
        source = new float[] {1e-45f, Float.NaN, -0f, 7.5f};
        System.out.println(test());
        System.out.println(rounds());
    }
}
