// baload: loads from an array of byte or boolean; null and bad indices throw.
public class BC_baload {
    static byte test(byte[] a, int i) {
        return a[i];
    }

    static boolean flag(boolean[] a, int i) {
        return a[i];
    }

    static long sum(byte[] a) {
        long sum = 0;
        for (int i = a.length - 1; i >= 0; i--) {
            sum = sum * 3 + a[i];
        }
        return sum;
    }

    static void attempt(byte[] a, int i) {
        try {
            System.out.println(test(a, i));
        } catch (RuntimeException e) {
            System.out.println(e.getClass().getName() + ": " + e.getMessage());
        }
    }

    public static void main(String[] args) {
        byte[] values = {1, -1, 0, -128, 127};
        for (int i = -1; i <= values.length; i++) {
            attempt(values, i);
        }
        attempt(values, Integer.MAX_VALUE);
        attempt(values, Integer.MIN_VALUE);
        attempt(new byte[0], 0);
        attempt(new byte[1], 0);
        attempt(null, 0);
        attempt(null, -1);
        System.out.println(sum(values) + " " + sum(new byte[100]));
        boolean[] flags = {true, false, true};
        for (int i = 0; i < 3; i++) {
            System.out.println(flag(flags, i));
        }
        try {
            flag(flags, 3);
        } catch (ArrayIndexOutOfBoundsException e) {
            System.out.println(e.getMessage());
        }
    }
}
