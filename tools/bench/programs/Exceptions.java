/** Throwing and catching: in the frame itself, through frames, with finally, with and without a trace. */
public class Exceptions {
    static final class Light extends RuntimeException {
        final int code;

        Light(int code) {
            super(null, null, false, false);
            this.code = code;
        }
    }

    static int cleanups;

    static int dive(int depth, int code) {
        if (depth == 0) {
            if ((code & 3) == 0) {
                throw new IllegalStateException("at the bottom");
            }
            throw new Light(code);
        }
        try {
            return dive(depth - 1, code) + 1;
        } finally {
            cleanups++;
        }
    }

    static int implicit(int[] values, int i) {
        try {
            return values[i] / (i & 1);
        } catch (ArithmeticException e) {
            return 1;
        } catch (ArrayIndexOutOfBoundsException e) {
            return e.getMessage().length();
        }
    }

    public static void main(String[] args) {
        long check = 0;
        int[] values = {1, 2, 3, 4};
        for (int i = 0; i < 500_000; i++) {
            try {
                check += dive(i % 20, i);
            } catch (Light e) {
                check += e.code;
            } catch (IllegalStateException e) {
                check += e.getMessage().length();
            }
            check += implicit(values, i % 6);
        }
        System.out.println("exceptions " + check + " " + cleanups);
    }
}
