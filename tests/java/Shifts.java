// Shifts of int and long: the count is masked, >> keeps the sign, >>> does not; small types widen first.
public class Shifts {
    public static void main(String[] args) {
        int[] values = {1, -1, 0x12345678, Integer.MIN_VALUE, Integer.MAX_VALUE};
        int[] counts = {0, 1, 5, 31, 32, 33, 63, 64, -1, -31, Integer.MIN_VALUE};
        for (int v : values) {
            for (int n : counts) {
                long w = (long) v * 0x1_0000_0001L;
                System.out.println(v + " by " + n + ": " + (v << n) + " " + (v >> n) + " " + (v >>> n)
                    + " | " + (w << n) + " " + (w >> n) + " " + (w >>> n));
            }
        }
        byte b = -8;
        System.out.println((b >>> 1) + " " + (byte) (b >>> 1) + " " + (b >> 1) + " " + (b << 30));
        b >>>= 1;
        System.out.println(b);
        short s = -1;
        s >>>= 10;
        System.out.println(s + " " + (1 << 35L) + " " + (1L << 35) + " " + ('a' << 8));
        System.out.println(Integer.toBinaryString(-8 >>> 28) + " " + Long.toHexString(-1L >>> 4));
        System.out.println(Integer.rotateLeft(0x80000001, 1) + " " + Long.rotateRight(1, 1) + " "
            + Integer.reverse(1) + " " + Long.bitCount(-1L) + " " + Integer.numberOfLeadingZeros(1)
            + " " + Long.numberOfTrailingZeros(0) + " " + Integer.highestOneBit(100) + " "
            + Integer.reverseBytes(0x01020304) + " " + Short.reverseBytes((short) 0x0102));
    }
}
