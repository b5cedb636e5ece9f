// if_icmpne: jumps when the first int is != the second; forwards and, in a loop, backwards.
public class BC_if_icmpne {
    static int forward(int a, int b) {
        if (a == b) {
            return 1;
        }
        return 2;
    }

    static boolean value(int a, int b) {
        return a == b;
    }

    static int backward(int start, int step, int limit) {
        int a = start;
        int rounds = 0;
        do {
            a += step;
            rounds++;
        } while (a != limit && rounds < 10);
        return rounds;
    }

    static int small(byte a, char b, short c) {
        return (a == b ? 1 : 0) + (b == c ? 2 : 0) + (c != a ? 4 : 0);
    }

    public static void main(String[] args) {
        int[] values = {0, 1, -1, 255, 65535, 65536, Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE
            + 1};
        for (int a : values) {
            for (int b : values) {
                System.out.println(a + " " + b + " " + forward(a, b) + " " + value(a, b) + " " + backward(a,
                    1, b) + " "
                    + backward(a, -1, b) + " " + small((byte) a, (char) b, (short) a));
            }
        }
    }
}
