// istore_1: stores an int in local variable 1; neighbours stay.
public class BC_istore_1 {
    static int[] source = {7, -8, Integer.MIN_VALUE, 0};

    static int test(int p0) {
        int local = source[0];
        int next = source[1];
        local = source[2];
        next = local;
        return next;
    }

    static String rounds(int p0) {
        int local = source[0];
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
        source = new int[] {0, Integer.MIN_VALUE, -8, 7};
        System.out.println(test(5));
        System.out.println(rounds(5));
    }
}
