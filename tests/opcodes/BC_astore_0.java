// astore_0: stores a reference in local variable 0; neighbours stay.
public class BC_astore_0 {
    static Object[] source = {"seven", null, new int[] {1}, 'c'};

    static Object test() {
        Object local = source[0];
        Object next = source[1];
        local = source[2];
        next = local;
        return next;
    }

    static String rounds() {
        Object local = source[0];
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < source.length; i++) {
            out.append(text(local)).append(' ');
            local = source[i];
        }
        return out.append(text(local)).append(' ').append(0).toString();
    }

    static String text(Object o) {
        return o instanceof int[] ? "int[" + ((int[]) o).length + "]" : String.valueOf(o);
    }

    public static void main(String[] args) {
        System.out.println(text(test()));
        System.out.println(rounds());
        source = new Object[] {'c', new int[] {1}, null, "seven"};
        System.out.println(text(test()));
        System.out.println(rounds());
    }
}
