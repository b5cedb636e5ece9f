// iconst_2: the int 2, as a value, an operand, a char, an array index and an argument.
public class BC_iconst_2 {
    static int value() {
        return 2;
    }

    static int operand(int a) {
        return a * 2 - 2;
    }

    static long widened(int[] a) {
        int c = 2;
        a[2 + 1] = 2;
        return c - (long) a[a.length - 1];
    }

    static String argument(int a, char c) {
        return a + ":" + (int) c;
    }

    static boolean same(int a) {
        return a == 2;
    }

    public static void main(String[] args) {
        System.out.println(value());
        int[] a = new int[8];
        System.out.println(operand(7) + " " + operand(Integer.MIN_VALUE) + " " + widened(a) + " " + a[2 + 1]);
        System.out.println(argument(2, (char) 2) + " " + same(2) + " " + same(2 + 256));
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += value() + i;
        }
        System.out.println(sum);
    }
}
