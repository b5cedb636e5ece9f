// iflt: jumps when an int is < 0; forwards and, in a loop, backwards.
public class BC_iflt {
    static int forward(int a) {
        if (a >= 0) {
            return 1;
        }
        return 2;
    }

    static String value(int a, int b) {
        return (a >= 0) == (b < 0) ? "same" : "different";
    }

    static int backward(int start, int step) {
        int a = start;
        int rounds = 0;
        do {
            a += step;
            rounds++;
        } while (a < 0 && rounds < 10);
        return rounds * 1000 + a % 1000;
    }

    static int nested(int a, int b, int c) {
        if (a >= 0 && (b >= 0 || !(c >= 0))) {
            return a - b;
        } else if (b < 0) {
            return b - c;
        }
        return c - a;
    }

    public static void main(String[] args) {
        int[] values = {0, 1, -1, 256, 65536, -256, Integer.MAX_VALUE, Integer.MIN_VALUE};
        for (int a : values) {
            System.out.println(a + " " + forward(a) + " " + backward(a, 1) + " " + backward(a, -1) + " "
                + backward(a, 0));
            for (int b : values) {
                System.out.println(a + " " + b + " " + value(a, b) + " " + nested(a, b, 5) + " "
                    + nested(b, 0, a));
            }
        }
    }
}
