// caload: loads from an array of char; null and bad indices throw.
public class BC_caload {
    static char test(char[] a, int i) {
        return a[i];
    }

    static long sum(char[] a) {
        long sum = 0;
        for (int i = a.length - 1; i >= 0; i--) {
            sum = sum * 3 + a[i];
        }
        return sum;
    }

    static void attempt(char[] a, int i) {
        try {
            System.out.println((int) test(a, i));
        } catch (RuntimeException e) {
            System.out.println(e.getClass().getName() + ": " + e.getMessage());
        }
    }

    public static void main(String[] args) {
        char[] values = {'a', '\uffff', '\u0000', '\u8000', '\u00e9'};
        for (int i = -1; i <= values.length; i++) {
            attempt(values, i);
        }
        attempt(values, Integer.MAX_VALUE);
        attempt(values, Integer.MIN_VALUE);
        attempt(new char[0], 0);
        attempt(new char[1], 0);
        attempt(null, 0);
        attempt(null, -1);
        System.out.println(sum(values) + " " + sum(new char[100]));
    }
}
