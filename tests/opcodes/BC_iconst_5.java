// iconst_5: the int 5, as a value, an operand, a char, an array index and an argument.
public class BC_iconst_5 {
    static int value() {
        return 5;
    }

    static int operand(int a) {
        return a * 5 - 5;
    }

    static long widened(int[] a) {
        int c = 5;
        a[5 + 1] = 5;
        return c - (long) a[a.length - 1];
    }

    static String argument(int a, char c) {
        return a + ":" + (int) c;
    }

    static boolean same(int a) {
        return a == 5;
    }

    public static void main(String[] args) {
        System.out.println(value());
        int[] a = new int[8];
        System.out.println(operand(7) + " " + operand(Integer.MIN_VALUE) + " " + widened(a) + " " + a[5 + 1]);
        System.out.println(argument(5, (char) 5) + " " + same(5) + " " + same(5 + 256));
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += value() + i;
        }
        System.out.println(sum);
    }
}
