// i2d: int to double; exact.
public class BC_i2d {
    static double test(int a) {
        return (double) a;
    }

    static double inside(int a) {
        return (double) (a + a) - (double) a;
    }

    public static void main(String[] args) {
        int[] values = {0, 1, -1, 2, -7, 10, 127, 65536, 46341, 0x12345678, Integer.MAX_VALUE,
            Integer.MIN_VALUE, 128, 255, 256, 32767, 32768, 65535, 0x8000, 0xff80, -128, -129, -32768,
            -32769, 16777217, 33554435};
        for (int v : values) {
            System.out.println(v + " " + test(v) + " " + Double.doubleToLongBits(test(v)) + " " + inside(v));
        }
    }
}
