import java.util.function.IntUnaryOperator;

/**
 * Methods with exception handlers that compilers put in the place of their calls: what is thrown in them goes
 * to their own handlers first, with all values of theirs and of their callers as they were.
 */
public class InlinedHandlers {
    static class Late extends RuntimeException {
        final int code;

        Late(int code) {
            super("late " + code);
            this.code = code;
        }
    }

    static final int[] NUMBERS = {2, 3, 5, 7, 11, 13, 17, 19};
    static final Object[] THINGS = {"text", 7, null, new int[2], 4.5, 'c'};
    static int finals;
    static long trace;

    // -- what instructions throw

    static int element(int i) {
        try {
            return NUMBERS[i];
        } catch (ArrayIndexOutOfBoundsException e) {
            return -i;
        }
    }

    static int quotient(int a, int b) {
        int kept = a * 3;
        try {
            return a / b;
        } catch (ArithmeticException e) {
            return kept;
        }
    }

    static int length(Object thing) {
        String text = "none";
        try {
            text = (String) thing;
            return text.length();
        } catch (ClassCastException e) {
            return text.length() + 100;
        } catch (NullPointerException e) {
            return text == null ? 200 : 300;
        }
    }

    static int store(Object[] into, Object thing, int at) {
        int done = 0;
        try {
            done = 1;
            into[at] = thing;
            done = 2;
        } catch (ArrayStoreException | ArrayIndexOutOfBoundsException e) {
            done += e instanceof ArrayStoreException ? 10 : 20;
        }
        return done;
    }

    static int size(int count) {
        try {
            return new byte[count].length;
        } catch (NegativeArraySizeException e) {
            return count - 1000;
        }
    }

    // -- what callees throw, and who catches it

    static int raise(int code) {
        if (code % 97 == 0) {
            throw new Late(code);
        }
        return code + 1;
    }

    static int pass(int code) {
        return raise(code) * 2;
    }

    static long middle(int code, long big, double small) {
        double half = small / 2;
        try {
            return pass(code) + big;
        } catch (Late e) {
            trace += e.getStackTrace().length > 3 ? 1 : 0;
            return e.code + big + (long) (half * 4);
        }
    }

    static int last(int code) {
        try {
            return pass(code);
        } finally {
            finals++;
        }
    }

    static int outer(int code) {
        int before = code * 5;
        try {
            return last(code) + before;
        } catch (Late e) {
            return before - e.code;
        }
    }

    /** The handler itself throws, for the caller's. */
    static int again(int code) {
        try {
            return pass(code);
        } catch (Late e) {
            throw new IllegalStateException("again " + e.code, e);
        }
    }

    static int wrapped(int code, String text) {
        try {
            return again(code);
        } catch (IllegalStateException e) {
            return text.length() + e.getMessage().length();
        }
    }

    /** Not of the type that is thrown: the exception goes on. */
    static int other(int code) {
        try {
            return pass(code);
        } catch (ClassCastException e) {
            return -1;
        }
    }

    static synchronized int locked(int code) {
        try {
            return pass(code);
        } catch (Late e) {
            return Thread.holdsLock(InlinedHandlers.class) ? 1 : 2;
        }
    }

    static synchronized int lockedOutside(int code) {
        int inside = outer(code);
        return Thread.holdsLock(InlinedHandlers.class) ? inside : -1;
    }

    static int throughHandle(IntUnaryOperator operator, int code) {
        try {
            return operator.applyAsInt(code);
        } catch (Late e) {
            return e.code / 97;
        }
    }

    // -- loops around all that

    static long instructions(int rounds) {
        long sum = 0;
        Object[] strings = new String[2], any = new Object[3];
        for (int i = 0; i < rounds; i++) {
            float scale = i * 0.5f;
            sum = sum * 31 + element(i % 9) + i;
            sum += quotient(i, i % 13) + (long) scale;
            sum = sum * 7 + length(THINGS[i % THINGS.length]);
            sum ^= store(i % 2 == 0 ? strings : any, i % 3 == 0 ? "s" : (Object) i, i % 4);
            sum += i + size(i % 50 - 1) * (i & 3);
        }
        return sum;
    }

    static long calls(int rounds) {
        long sum = 0;
        for (int i = 0; i < rounds; i++) {
            int kept = i ^ 0x55;
            sum = sum * 17 + kept + middle(i, sum & 0xFF, i * 0.25) * (i % 5);
            sum = sum * 3 + (kept - outer(i));
            sum += wrapped(i, "some text") + kept;
            sum ^= locked(i) + (long) lockedOutside(i) << 3;
            sum += throughHandle(InlinedHandlers::pass, i) + throughHandle(code -> code + kept, i);
            try {
                sum += other(i);
            } catch (Late e) {
                sum = sum * 5 + e.code + kept;
            }
        }
        return sum;
    }

    /** No exception for a long time, and then many. */
    static long change(int rounds) {
        long sum = 0;
        for (int i = 0; i < rounds; i++) {
            boolean early = i < rounds / 2;
            sum = sum * 13 + element(early ? i & 7 : i % 16) + quotient(i, early ? 3 : i & 1);
        }
        return sum;
    }

    static int deep(int depth) {
        try {
            return depth == 0 ? raise(97) : deep(depth - 1) + 1;
        } catch (Late e) {
            if (depth % 3 == 0) {
                return e.getStackTrace().length;
            }
            throw e;
        }
    }

    static String place(int code) {
        try {
            pass(code);
            return "";
        } catch (Late e) {
            StringBuilder text = new StringBuilder(e.getMessage());
            for (StackTraceElement element : e.getStackTrace()) {
                text.append(' ').append(element.getMethodName()).append(':').append(element.getLineNumber());
            }
            return text.toString();
        }
    }

    static String places(int rounds) {
        String last = "";
        for (int i = 1; i <= rounds; i++) {
            String place = place(i);
            last = place.isEmpty() ? last : place;
        }
        return last;
    }

    public static void main(String[] args) {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 700;
        for (int turn = 0; turn < 4; turn++) {
            System.out.println(instructions(rounds) + " " + calls(rounds) + " " + change(rounds));
            System.out.println(finals + " " + trace + " " + deep(10) + " " + deep(3));
            System.out.println(places(500));
        }
    }
}
