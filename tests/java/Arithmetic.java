// Integer arithmetic: overflow, division and remainder signs, narrowing, compound assignment.
public class Arithmetic {
    static int[] ints = {0, 1, -1, 7, -7, 13, 46341, Integer.MAX_VALUE, Integer.MIN_VALUE};
    static long[] longs = {0, 1, -1, 9, -9, 3037000500L, Long.MAX_VALUE, Long.MIN_VALUE};

    public static void main(String[] args) {
        for (int a : ints) {
            for (int b : ints) {
                System.out.print(a + "," + b + ": " + (a + b) + " " + (a - b) + " " + (a * b));
                System.out.println(b == 0 ? "" : " " + (a / b) + " " + (a % b));
            }
        }
        for (long a : longs) {
            for (long b : longs) {
                System.out.print(a + "," + b + ": " + (a + b) + " " + (a - b) + " " + (a * b));
                System.out.println(b == 0 ? "" : " " + (a / b) + " " + (a % b));
            }
        }
        byte b = 127;
        b++;
        short s = (short) 40000;
        char c = (char) -1;
        System.out.println(b + " " + s + " " + (int) c + " " + (byte) 200 + " " + (char) 65 + " "
            + (short) c);
        b += 300;
        s *= 3;
        c >>= 4;
        int i = 5;
        i += 3.7;
        i -= 'a';
        System.out.println(b + " " + s + " " + (int) c + " " + i);
        int j = 10;
        j = j++ + ++j;
        System.out.println(j + " " + -Integer.MIN_VALUE + " " + Math.abs(Integer.MIN_VALUE) + " " + ~j);
        System.out.println((5 & 3) + " " + (5 | 3) + " " + (5 ^ 3) + " " + (~5L & 0xffff_ffff_ffffL));
        System.out.println((0x7fffffff + 1) + " " + (int) 3_000_000_000L + " "
            + (long) Integer.MIN_VALUE * -1);
    }
}
