// Exceptions through deep recursion, loops of throws, nested handlers, rethrown with their trace, suppressed
// in rings.
public class ExceptionsDeep {
    static class Signal extends RuntimeException {
        final int level;

        Signal(int level) {
            super("level " + level, null, false, false);
            this.level = level;
        }
    }

    static int dig(int n, int stop) {
        if (n == stop) {
            throw new Signal(n);
        }
        try {
            return dig(n + 1, stop) + 1;
        } catch (Signal s) {
            if (s.level - n < 50) {
                throw s;
            }
            return n;
        }
    }

    static int loop(int n) {
        int caught = 0;
        for (int i = 0; i < n; i++) {
            try {
                try {
                    if (i % 3 == 0) {
                        throw new IllegalArgumentException();
                    } else if (i % 3 == 1) {
                        Object o = i;
                        caught += ((String) o).length();
                    } else {
                        int[] small = new int[i % 2];
                        caught += small[i];
                    }
                } catch (ClassCastException e) {
                    caught += 10;
                } finally {
                    caught++;
                }
            } catch (IllegalArgumentException e) {
                caught += 100;
            } catch (ArrayIndexOutOfBoundsException e) {
                caught += 1000;
            }
        }
        return caught;
    }

    static void thrower(int n) {
        if (n == 0) {
            throw new IllegalStateException("origin");
        }
        try {
            thrower(n - 1);
        } catch (IllegalStateException e) {
            throw e;
        }
    }

    public static void main(String[] args) {
        System.out.println(dig(0, 500) + " " + loop(3000));
        try {
            thrower(20);
        } catch (IllegalStateException e) {
            System.out.println(e.getStackTrace().length + " " + e.getStackTrace()[0].getLineNumber() + " "
                + e.getStackTrace()[20].getLineNumber());
        }
        Throwable t = new Exception("0");
        for (int i = 1; i < 100; i++) {
            t = new Exception("" + i, t);
        }
        int depth = 0;
        for (Throwable c = t; c != null; c = c.getCause()) {
            depth++;
        }
        System.out.println(depth);
        Exception reused = new Exception("reused");
        StackTraceElement[] before = reused.getStackTrace();
        for (int i = 0; i < 2; i++) {
            try {
                throw reused;
            } catch (Exception e) {
                e.addSuppressed(new Error("s" + i));
                if (i == 1) {
                    e.fillInStackTrace();
                }
            }
        }
        System.out.println(before[0].getLineNumber() + " " + reused.getStackTrace()[0].getLineNumber() + " "
            + reused.getSuppressed().length);
    }
}
