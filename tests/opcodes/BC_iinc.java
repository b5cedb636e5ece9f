// iinc: adds a signed byte to an int variable, wraps around, and changes no other variable.
public class BC_iinc {
    static String steps(int a, long before, int b, long after, int c) {
        a++;
        b--;
        c += 127;
        a += -128;
        b -= 5;
        c++;
        return a + " " + before + " " + b + " " + after + " " + c;
    }

    static int order(int a) {
        return a++ * 100 + a + --a * 10000;
    }

    static int loop(int limit) {
        int rounds = 0;
        for (int i = 0, j = limit; i < j; i += 3, j -= 2) {
            rounds++;
        }
        return rounds;
    }

    static int far(long a, long b, long c, int n) {
        n += 100;
        n -= 128;
        return n;
    }

    public static void main(String[] args) {
        int[] values = {0, -1, 127, -128, Integer.MAX_VALUE, Integer.MIN_VALUE};
        for (int v : values) {
            System.out.println(steps(v, -1, v, 1L << 33, v) + " " + order(v) + " " + far(1, 2, 3, v));
        }
        System.out.println(loop(0) + " " + loop(1) + " " + loop(1000));
        byte b = 127;
        b++;
        char c = 0;
        c--;
        short s = -32768;
        s -= 1;
        System.out.println(b + " " + (int) c + " " + s);
    }
}
