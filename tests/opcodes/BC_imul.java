// imul: the product of two ints; only the low 32 bits are kept.
public class BC_imul {
    static final int[] VALUES = {0, 1, -1, 2, -7, 10, 127, 65536, 46341, 0x12345678, Integer.MAX_VALUE,
        Integer.MIN_VALUE};

    static int test(int a, int b) {
        return a * b;
    }

    static int nested(int a, int b) {
        return (a * b) * (b * a);
    }

    static int loop(int start) {
        int x = start;
        for (int i = 1; i < 20; i++) {
            x = x * (i + 1);
        }
        return x;
    }

    public static void main(String[] args) {
        for (int a : VALUES) {
            for (int b : VALUES) {
                System.out.println(a + " " + b + " " + test(a, b));
            }
        }
        System.out.println(nested(17, 5));
        System.out.println(loop(7));
    }
}
