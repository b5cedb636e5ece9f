// castore: stores into an array of char; neighbours stay, null and bad indices throw.
public class BC_castore {
    static void test(char[] a, int i, char value) {
        a[i] = value;
    }

    static char compound(char[] a, int i) {
        a[i] += 3;
        a[i + 1] = a[i]++;
        return a[i] = (char) (a[i + 1] * 2);
    }

    static void attempt(char[] a, int i) {
        try {
            test(a, i, (char) 5);
            System.out.println("stored");
        } catch (RuntimeException e) {
            System.out.println(e.getClass().getName() + ": " + e.getMessage());
        }
    }

    static void print(char[] a) {
        StringBuilder out = new StringBuilder();
        for (char each : a) {
            out.append((int) each).append(' ');
        }
        System.out.println(out);
    }

    public static void main(String[] args) {
        char[] values = {'a', '\uffff', '\u0000', '\u8000', '\u00e9'};
        char[] target = new char[values.length + 2];
        for (int i = 0; i < values.length; i++) {
            test(target, i + 1, values[values.length - 1 - i]);
            print(target);
        }
        System.out.println((int) compound(target, 2));
        print(target);
        for (int i : new int[] {-1, 0, 6, 7, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            attempt(target, i);
        }
        attempt(null, 0);
        attempt(new char[0], 0);
        print(target);
    }
}
