// bipush: ints from -128 to 127; the operand byte has a sign.
public class BC_bipush {
    static int[] all() {
        return new int[] {-128, -127, -100, -2, 6, 7, 42, 100, 126, 127};
    }

    static long widened(int a) {
        long l = a + 100;
        return l * -128;
    }

    static String small(byte b, char c, short s) {
        return b + " " + (int) c + " " + s;
    }

    public static void main(String[] args) {
        int[] all = all();
        int sum = 0;
        for (int each : all) {
            System.out.println(each);
            sum = sum * 31 + each;
        }
        System.out.println(sum + " " + widened(28) + " " + small((byte) -128, 'A', (short) 127));
        all[6] = 99;
        System.out.println(all[6] + " " + (sum > -77 ? 'y' : 'n') + " " + (all[6] == 99));
    }
}
