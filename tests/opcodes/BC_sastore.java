// sastore: stores into an array of short; neighbours stay, null and bad indices throw.
public class BC_sastore {
    static void test(short[] a, int i, short value) {
        a[i] = value;
    }

    static short compound(short[] a, int i) {
        a[i] += 3;
        a[i + 1] = a[i]++;
        return a[i] = (short) (a[i + 1] * 2);
    }

    static void attempt(short[] a, int i) {
        try {
            test(a, i, (short) 5);
            System.out.println("stored");
        } catch (RuntimeException e) {
            System.out.println(e.getClass().getName() + ": " + e.getMessage());
        }
    }

    static void print(short[] a) {
        StringBuilder out = new StringBuilder();
        for (short each : a) {
            out.append(each).append(' ');
        }
        System.out.println(out);
    }

    public static void main(String[] args) {
        short[] values = {1, -1, 0, -32768, 32767};
        short[] target = new short[values.length + 2];
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
        attempt(new short[0], 0);
        print(target);
    }
}
