// iastore: stores into an array of int; neighbours stay, null and bad indices throw.
public class BC_iastore {
    static void test(int[] a, int i, int value) {
        a[i] = value;
    }

    static int compound(int[] a, int i) {
        a[i] += 3;
        a[i + 1] = a[i]++;
        return a[i] = (a[i + 1] * 2);
    }

    static void attempt(int[] a, int i) {
        try {
            test(a, i, 5);
            System.out.println("stored");
        } catch (RuntimeException e) {
            System.out.println(e.getClass().getName() + ": " + e.getMessage());
        }
    }

    static void print(int[] a) {
        StringBuilder out = new StringBuilder();
        for (int each : a) {
            out.append(each).append(' ');
        }
        System.out.println(out);
    }

    public static void main(String[] args) {
        int[] values = {1, -1, 0, Integer.MIN_VALUE, 65536};
        int[] target = new int[values.length + 2];
        for (int i = 0; i < values.length; i++) {
            test(target, i + 1, values[values.length - 1 - i]);
            print(target);
        }
        System.out.println(compound(target, 2));
        print(target);
        for (int i : new int[] {-1, 0, 6, 7, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            attempt(target, i);
        }
        attempt(null, 0);
        attempt(new int[0], 0);
        print(target);
    }
}
