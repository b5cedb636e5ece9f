// iconst_0: the int 0, as a value, an operand, a char, an array index and an argument.
public class BC_iconst_0 {
    static int value() {
        return 0;
    }

    static int operand(int a) {
        return a * 0 - 0;
    }

    static long widened(int[] a) {
        int c = 0;
        a[0 + 1] = 0;
        return c - (long) a[a.length - 1];
    }

    static String argument(int a, char c) {
        return a + ":" + (int) c;
    }

    static boolean same(int a) {
        return a == 0;
    }

    public static void main(String[] args) {
        System.out.println(value());
        int[] a = new int[8];
        System.out.println(operand(7) + " " + operand(Integer.MIN_VALUE) + " " + widened(a) + " " + a[0 + 1]);
        System.out.println(argument(0, (char) 0) + " " + same(0) + " " + same(0 + 256));
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += value() + i;
        }
        System.out.println(sum);
    }
}
