/** Throwing and catching in one method and through several, with finally, with and without a trace. */
public class Exceptions {
    static final class Light extends RuntimeException {
        final int code;

        Light(int code) {
            super(null, null, false, false);
            this.code = code;
        }
    }

    static final class Checked extends Exception {
        Checked(String message) {
            super(message);
        }
    }

    static int cleanups;

    static int dive(int depth, int code) {
        if (depth == 0) {
            if ((code & 7) == 0) {
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

    static int implicit(int[] values, Object o, int i) {
        try {
            return values[i] / (i & 1) + o.hashCode() % 3;
        } catch (ArithmeticException e) {
            return 1;
        } catch (ArrayIndexOutOfBoundsException | NullPointerException e) {
            return 2;
        }
    }

    static int parse(String text) throws Checked {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new Checked(text);
        }
    }

    static int near(int i) {
        int result = 0;
        for (int k = 0; k < 10; k++) {
            try {
                if ((i + k) % 3 == 0) {
                    throw new Light(k);
                }
                result += k;
            } catch (Light e) {
                result -= e.code;
            }
        }
        return result;
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        long check = 0;
        int[] values = {1, 2, 3, 4};
        for (int i = 0; i < size; i++) {
            try {
                check += dive(i % 12, i);
            } catch (Light e) {
                check += e.code;
            } catch (IllegalStateException e) {
                check += e.getMessage().length();
            }
            check += near(i) + implicit(values, i % 5 == 0 ? null : "x", i % 6);
            try {
                check += parse(i % 4 == 0 ? "x" + i : "12");
            } catch (Checked e) {
                check += e.getMessage().length();
            }
        }
        System.out.println("exceptions " + check + " " + cleanups);
    }
}
