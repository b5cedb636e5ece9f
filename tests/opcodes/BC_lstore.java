// lstore: stores a long in a local variable with an index over 3.
public class BC_lstore {
    static long[] source = {7L, -8L, Long.MIN_VALUE, 0x100000000L};

    static String test(long p0, double p2, int p4) {
        long a = source[0];
        long b = source[1];
        long c = source[2];
        b = c;
        c = a;
        a = source[3];
        return a + " " + b + " " + c + " " + p0 + " " + p2 + " " + p4;
    }

    static long parameter(int a, int b, int c, int d, long p) {
        p = source[(a + b + c + d) & 3];
        return p;
    }

    public static void main(String[] args) {
        for (int i = 0; i < 3; i++) {
            System.out.println(test(i, i + 0.5, -i));
            System.out.println(parameter(0, 0, 1, i, source[i]));
            long first = source[0];
            source[0] = source[3];
            source[3] = first;
        }
    }
}
