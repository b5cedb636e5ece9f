// lastore: stores into an array of long; neighbours stay, null and bad indices throw.
public class BC_lastore {
    static void test(long[] a, int i, long value) {
        a[i] = value;
    }

    static long compound(long[] a, int i) {
        a[i] += 3;
        a[i + 1] = a[i]++;
        return a[i] = (a[i + 1] * 2);
    }

    static void attempt(long[] a, int i) {
        try {
            test(a, i, 5);
            System.out.println("stored");
        } catch (RuntimeException e) {
            System.out.println(e.getClass().getName() + ": " + e.getMessage());
        }
    }

    static void print(long[] a) {
        StringBuilder out = new StringBuilder();
        for (long each : a) {
            out.append(each).append(' ');
        }
        System.out.println(out);
    }

    public static void main(String[] args) {
        long[] values = {1L, -1L, 0L, Long.MIN_VALUE, 4294967296L};
        long[] target = new long[values.length + 2];
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
        attempt(new long[0], 0);
        print(target);
    }
}
