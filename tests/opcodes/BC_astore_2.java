// astore_2: stores a reference in local variable 2; neighbours stay.
public class BC_astore_2 {
    static Object[] source = {"seven", null, new int[] {1}, 'c'};

    static Object test(long p0) {
        Object local = source[0];
        Object next = source[1];
        local = source[2];
        next = local;
        return next;
    }

    static String rounds(long p0) {
        Object local = source[0];
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < source.length; i++) {
            out.append(text(local)).append(' ');
            local = source[i];
        }
        return out.append(text(local)).append(' ').append(p0).toString();
    }

    static String text(Object o) {
        return o instanceof int[] ? "int[" + ((int[]) o).length + "]" : String.valueOf(o);
    }

    public static void main(String[] args) {
        System.out.println(text(test(6L)));
        System.out.println(rounds(6L));
        source = new Object[] {'c', new int[] {1}, null, "seven"};
        System.out.println(text(test(6L)));
        System.out.println(rounds(6L));
    }
}
