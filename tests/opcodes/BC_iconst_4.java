// iconst_4: the int 4, as a value, an operand, a char, an array index and an argument.
public class BC_iconst_4 {
    static int value() {
        return 4;
    }

    static int operand(int a) {
        return a * 4 - 4;
    }

    static long widened(int[] a) {
        int c = 4;
        a[4 + 1] = 4;
        return c - (long) a[a.length - 1];
    }

    static String argument(int a, char c) {
        return a + ":" + (int) c;
    }

    static boolean same(int a) {
        return a == 4;
    }

    public static void main(String[] args) {
        System.out.println(value());
        int[] a = new int[8];
        System.out.println(operand(7) + " " + operand(Integer.MIN_VALUE) + " " + widened(a) + " " + a[4 + 1]);
        System.out.println(argument(4, (char) 4) + " " + same(4) + " " + same(4 + 256));
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += value() + i;
        }
        System.out.println(sum);
    }
}
