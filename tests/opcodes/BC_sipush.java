// sipush: ints from -32768 to 32767; the operand has two bytes and a sign.
public class BC_sipush {
    static int[] all() {
        return new int[] {-32768, -32767, -256, -255, -129, 128, 255, 256, 257, 0x1234, 0x7f80, 32766, 32767};
    }

    static long widened(int a) {
        long l = a + 1000;
        return l * -32768;
    }

    static String small(char c, short s) {
        return (int) c + " " + s;
    }

    public static void main(String[] args) {
        int sum = 0;
        for (int each : all()) {
            System.out.println(each);
            sum = sum * 31 + each;
        }
        System.out.println(sum + " " + widened(-2000) + " " + small('\u0400', (short) -20000));
        int[] big = new int[1000];
        big[999] = -999;
        System.out.println(big[999] + " " + big.length + " " + (sum == 12345));
    }
}
