// i2l: int to long; exact, the sign is extended.
public class BC_i2l {
    static long test(int a) {
        return (long) a;
    }

    static long inside(int a) {
        return (long) (a + a) - (long) a;
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
