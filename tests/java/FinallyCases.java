// finally in all its corners: overriding returns and exceptions, loops, nesting, values saved before finally.
public class FinallyCases {
    static StringBuilder log = new StringBuilder();

    @SuppressWarnings("finally")
    static int overridden() {
        try {
            return 1;
        } finally {
            return 2;
        }
    }

    static int saved() {
        int x = 1;
        try {
            return x;
        } finally {
            x = 2;
            log.append("saved ");
        }
    }

    static StringBuilder mutated() {
        StringBuilder b = new StringBuilder("a");
        try {
            return b.append("b");
        } finally {
            b.append("c");
        }
    }

    @SuppressWarnings("finally")
    static String swallowed() {
        try {
            throw new IllegalStateException("lost");
        } finally {
            return "swallowed";
        }
    }

    static void replaced() {
        try {
            throw new IllegalStateException("first");
        } finally {
            throw new IllegalArgumentException("second");
        }
    }

    static int nested(int n) {
        try {
            try {
                if (n == 0) {
                    throw new RuntimeException("inner");
                }
                return n;
            } finally {
                log.append("f1 ");
                if (n == 1) {
                    throw new RuntimeException("from finally");
                }
            }
        } catch (RuntimeException e) {
            log.append("c:").append(e.getMessage()).append(' ');
            return -1;
        } finally {
            log.append("f2 ");
        }
    }

    static int loop() {
        int count = 0;
        for (int i = 0; i < 10; i++) {
            try {
                if (i % 2 == 0) {
                    continue;
                }
                if (i == 7) {
                    break;
                }
                count += 10;
            } finally {
                count++;
            }
        }
        return count;
    }

    @SuppressWarnings("finally")
    static int breaksOut() {
        while (true) {
            try {
                return 5;
            } finally {
                break;
            }
        }
        return 6;
    }

    static long wide(double d) {
        try {
            return (long) d;
        } finally {
            d = 0;
            long l = 99;
            log.append(l).append(' ');
        }
    }

    static int deep(int n) {
        try {
            return n == 0 ? 0 : 1 + deep(n - 1);
        } finally {
            if (n % 10 == 0) {
                log.append(n).append(' ');
            }
        }
    }

    public static void main(String[] args) {
        System.out.println(overridden() + " " + saved() + " " + mutated() + " " + swallowed());
        try {
            replaced();
        } catch (RuntimeException e) {
            System.out.println(e + " " + e.getSuppressed().length);
        }
        System.out.println(nested(0) + " " + nested(1) + " " + nested(2) + " " + log);
        log.setLength(0);
        System.out.println(loop() + " " + breaksOut() + " " + wide(7.9) + " " + deep(40) + " " + log);
        try {
            try {
                throw new Error("e");
            } finally {
                System.out.println("passing");
            }
        } catch (Error e) {
            System.out.println("caught " + e.getMessage());
        }
    }
}
