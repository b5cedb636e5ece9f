// iand: bitwise and of two ints and of two booleans.
public class BC_iand {
    static int test(int a, int b) {
        return a & b;
    }

    static boolean flags(boolean a, boolean b) {
        return a & b;
    }

    static int mixed(int a, int b) {
        int x = a;
        x &= b + 1;
        x &= 0x55;
        return x & ~a;
    }

    public static void main(String[] args) {
        int[] values = {0, 1, -1, 2, -7, 10, 127, 65536, 46341, 0x12345678, Integer.MAX_VALUE,
            Integer.MIN_VALUE};
        for (int a : values) {
            for (int b : values) {
                System.out.println(a + " " + b + " " + test(a, b) + " " + mixed(a, b));
            }
        }
        boolean[] flags = {false, true};
        for (boolean a : flags) {
            for (boolean b : flags) {
                System.out.println(a + " " + b + " " + flags(a, b));
            }
        }
    }
}
