// iconst_3: the int 3, as a value, an operand, a char, an array index and an argument.
public class BC_iconst_3 {
    static int value() {
        return 3;
    }

    static int operand(int a) {
        return a * 3 - 3;
    }

    static long widened(int[] a) {
        int c = 3;
        a[3 + 1] = 3;
        return c - (long) a[a.length - 1];
    }

    static String argument(int a, char c) {
        return a + ":" + (int) c;
    }

    static boolean same(int a) {
        return a == 3;
    }

    public static void main(String[] args) {
        System.out.println(value());
        int[] a = new int[8];
        System.out.println(operand(7) + " " + operand(Integer.MIN_VALUE) + " " + widened(a) + " " + a[3 + 1]);
        System.out.println(argument(3, (char) 3) + " " + same(3) + " " + same(3 + 256));
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += value() + i;
        }
        System.out.println(sum);
    }
}
