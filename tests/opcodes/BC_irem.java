// irem: the remainder of two ints; has the sign of the dividend, the least int by -1 gives 0, zero throws.
public class BC_irem {
    static final int[] VALUES = {0, 1, -1, 2, -7, 10, 127, 65536, 46341, 0x12345678, Integer.MAX_VALUE,
        Integer.MIN_VALUE};

    static int test(int a, int b) {
        return a % b;
    }

    static int nested(int a, int b) {
        return (a % b) % (b % a + 1);
    }

    static int loop(int start) {
        int x = start;
        for (int i = 1; i < 20; i++) {
            x = x % (i + 1);
        }
        return x;
    }

    public static void main(String[] args) {
        for (int a : VALUES) {
            for (int b : VALUES) {
                try {
                    System.out.println(a + " " + b + " " + test(a, b));
                } catch (ArithmeticException e) {
                    System.out.println(a + " " + b + " " + e.getMessage());
                }
            }
        }
        System.out.println(nested(17, 5));
        System.out.println(loop(2000000011));
    }
}
