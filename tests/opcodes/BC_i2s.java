// i2s: int to short; keeps 16 bits and extends the sign.
public class BC_i2s {
    static short test(int a) {
        return (short) a;
    }

    static long inside(int a) {
        return (short) (a + a) - (short) a;
    }

    public static void main(String[] args) {
        int[] values = {0, 1, -1, 2, -7, 10, 127, 65536, 46341, 0x12345678, Integer.MAX_VALUE,
            Integer.MIN_VALUE, 128, 255, 256, 32767, 32768, 65535, 0x8000, 0xff80, -128, -129, -32768,
            -32769, 16777217, 33554435};
        for (int v : values) {
            System.out.println(v + " " + test(v) + " " + inside(v));
        }
    }
}
