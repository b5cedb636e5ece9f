// iconst_1: the int 1, as a value, an operand, a char, an array index and an argument.
public class BC_iconst_1 {
    static int value() {
        return 1;
    }

    static int operand(int a) {
        return a * 1 - 1;
    }

    static long widened(int[] a) {
        int c = 1;
        a[1 + 1] = 1;
        return c - (long) a[a.length - 1];
    }

    static String argument(int a, char c) {
        return a + ":" + (int) c;
    }

    static boolean same(int a) {
        return a == 1;
    }

    public static void main(String[] args) {
        System.out.println(value());
        int[] a = new int[8];
        System.out.println(operand(7) + " " + operand(Integer.MIN_VALUE) + " " + widened(a) + " " + a[1 + 1]);
        System.out.println(argument(1, (char) 1) + " " + same(1) + " " + same(1 + 256));
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += value() + i;
        }
        System.out.println(sum);
    }
}
