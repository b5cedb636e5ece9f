// lstore_0: stores a long in local variable 0; neighbours stay.
public class BC_lstore_0 {
    static long[] source = {7L, -8L, Long.MIN_VALUE, 0x100000000L};

    static long test() {
        long local = source[0];
        long next = source[1];
        local = source[2];
        next = local;
        return next;
    }

    static String rounds() {
        long local = source[0];
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
        source = new long[] {0x100000000L, Long.MIN_VALUE, -8L, 7L};
        System.out.println(test());
        System.out.println(rounds());
    }
}
