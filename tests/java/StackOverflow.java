// StackOverflowError is caught: from recursion of several shapes, again and again, in threads, in an
// initialiser.
public class StackOverflow {
    static int depth;

    static void simple() {
        depth++;
        simple();
    }

    static long wide(long a, double b, Object c, int d) {
        depth++;
        long x = a + d;
        double y = b * 2;
        return wide(x, y, c, d + 1) + (long) y;
    }

    interface Visitor {
        Object visit(Object o);
    }

    static class Mutual implements Visitor {
        Visitor other;

        public Object visit(Object o) {
            depth++;
            return other.visit(o);
        }
    }

    static class Text {
        public String toString() {
            depth++;
            return "t" + this;
        }
    }

    static class Init {
        static int value = recurse(0);

        static int recurse(int n) {
            return recurse(n + 1) + 1;
        }
    }

    static synchronized void locked() {
        depth++;
        locked();
    }

    static int withFinally(int n) {
        try {
            return withFinally(n + 1);
        } finally {
            depth++;
        }
    }

    static void check(String name, Runnable r) {
        depth = 0;
        try {
            r.run();
            System.out.println(name + ": no error");
        } catch (StackOverflowError e) {
            System.out.println(name + ": " + e + " deep " + (depth > 500) + " trace "
                + (e.getStackTrace().length > 500));
        }
    }

    static int below(int n, Runnable r) {
        if (n == 0) {
            r.run();
            return 0;
        }
        return below(n - 1, r) + 1;
    }

    public static void main(String[] args) throws Exception {
        for (int i = 0; i < 3; i++) {
            check("simple", StackOverflow::simple);
        }
        check("wide", () -> wide(1, 2, "c", 3));
        Mutual a = new Mutual();
        Mutual b = new Mutual();
        a.other = b;
        b.other = a::visit;
        check("mutual", () -> a.visit("x"));
        check("toString", () -> new Text().toString());
        check("locked", StackOverflow::locked);
        check("finally", () -> withFinally(0));
        for (int n : new int[] {1, 10, 100, 1000}) {
            below(n, () -> check("below " + n, StackOverflow::simple));
        }
        Thread t = new Thread(() -> check("thread", StackOverflow::simple));
        t.start();
        t.join();
        Thread small = new Thread(null, () -> check("small stack", StackOverflow::simple), "small", 300_000);
        small.start();
        small.join();
        try {
            System.out.println(Init.value);
        } catch (StackOverflowError | ExceptionInInitializerError e) {
            System.out.println("initialiser failed");
        }
        try {
            System.out.println(Init.value);
        } catch (NoClassDefFoundError e) {
            System.out.println(e.getMessage());
        }
        synchronized (StackOverflow.class) {
            System.out.println("the lock is free");
        }
    }
}
