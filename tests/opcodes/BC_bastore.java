// bastore: stores into an array of byte or boolean; neighbours stay, null and bad indices throw.
public class BC_bastore {
    static void test(byte[] a, int i, byte value) {
        a[i] = value;
    }

    static void flag(boolean[] a, int i, boolean value) {
        a[i] = value;
    }

    static byte compound(byte[] a, int i) {
        a[i] += 3;
        a[i + 1] = a[i]++;
        return a[i] = (byte) (a[i + 1] * 2);
    }

    static void attempt(byte[] a, int i) {
        try {
            test(a, i, (byte) 5);
            System.out.println("stored");
        } catch (RuntimeException e) {
            System.out.println(e.getClass().getName() + ": " + e.getMessage());
        }
    }

    static void print(byte[] a) {
        StringBuilder out = new StringBuilder();
        for (byte each : a) {
            out.append(each).append(' ');
        }
        System.out.println(out);
    }

    public static void main(String[] args) {
        byte[] values = {1, -1, 0, -128, 127};
        byte[] target = new byte[values.length + 2];
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
        attempt(new byte[0], 0);
        print(target);
        boolean[] flags = {true, false, true};
        flag(flags, 0, false);
        flag(flags, 1, true);
        System.out.println(flags[0] + " " + flags[1] + " " + flags[2]);
        try {
            flag(null, 0, true);
        } catch (NullPointerException e) {
            System.out.println(e.getMessage());
        }
    }
}
