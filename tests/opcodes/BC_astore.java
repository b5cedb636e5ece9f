// astore: stores a reference in a local variable with an index over 3.
public class BC_astore {
    static Object[] source = {"seven", null, new int[] {1}, 'c'};

    static String test(long p0, double p2, int p4) {
        Object a = source[0];
        Object b = source[1];
        Object c = source[2];
        b = c;
        c = a;
        a = source[3];
        return text(a) + " " + text(b) + " " + text(c) + " " + p0 + " " + p2 + " " + p4;
    }

    static Object parameter(int a, int b, int c, int d, Object p) {
        p = source[(a + b + c + d) & 3];
        return p;
    }

    static String text(Object o) {
        return o instanceof int[] ? "int[" + ((int[]) o).length + "]" : String.valueOf(o);
    }

    public static void main(String[] args) {
        for (int i = 0; i < 3; i++) {
            System.out.println(test(i, i + 0.5, -i));
            System.out.println(text(parameter(0, 0, 1, i, source[i])));
            Object first = source[0];
            source[0] = source[3];
            source[3] = first;
        }
    }
}
