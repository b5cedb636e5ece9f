// Frames that leave the stack and come back: yields at any depth, exceptions, pins, one continuation within
// another.
// vmargs: --add-exports=java.base/jdk.internal.vm=ALL-UNNAMED
// compile-with: --add-exports=java.base/jdk.internal.vm=ALL-UNNAMED
import java.lang.ref.WeakReference;
import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;

public class Continuations {
    static final ContinuationScope INNER = new ContinuationScope("inner");
    static final ContinuationScope OUTER = new ContinuationScope("outer");

    static int deep(int n, Object kept) {
        if (n == 0) {
            Continuation.yield(INNER);
            return kept.hashCode() == kept.hashCode() ? 1 : 0;
        }
        return deep(n - 1, new int[n]) + 1;
    }

    static double mixed(int i, long l, double d, float f, Object o) {
        synchronized (o) {
            Continuation.yield(INNER);
            return i + l + d + f + o.toString().length();
        }
    }

    static synchronized int locked(int n) {
        Continuation.yield(INNER);
        return n == 0 ? 0 : locked(n - 1) + 1;
    }

    static void run(Continuation c) {
        int runs = 0;
        while (!c.isDone()) {
            c.run();
            runs++;
        }
        System.out.println("runs " + runs);
    }

    static void simple() {
        run(new Continuation(INNER, () -> {
            for (int i = 0; i < 3; i++) {
                System.out.println("in " + i);
                Continuation.yield(INNER);
            }
            System.out.println(deep(300, "kept"));
            System.out.println(mixed(1, 2L << 40, 3.5, 4.25f, "five"));
            System.out.println(locked(20));
        }));
    }

    static void thrown() {
        Continuation c = new Continuation(INNER, () -> {
            try {
                Continuation.yield(INNER);
                Object[] none = new String[1];
                none[0] = 1;
            } catch (ArrayStoreException e) {
                Continuation.yield(INNER);
                throw new IllegalStateException(e);
            } finally {
                Continuation.yield(INNER);
                System.out.println("finally");
            }
        });
        c.run();
        c.run();
        c.run();
        try {
            c.run();
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage() + " " + c.isDone());
        }
        try {
            c.run();
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
    }

    static void pinned() {
        run(new Continuation(INNER, () -> {
            Continuation.pin();
            try {
                Continuation.yield(INNER);
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
            } finally {
                Continuation.unpin();
            }
            Continuation.yield(INNER);
            new Initialized();
        }));
        try {
            Continuation.yield(INNER);
        } catch (IllegalStateException e) {
            System.out.println("outside");
        }
    }

    static class Initialized {
        static {
            try {
                Continuation.yield(INNER);
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    static void nested() {
        run(new Continuation(OUTER, () -> {
            Continuation inner = new Continuation(INNER, () -> {
                System.out.println("a");
                Continuation.yield(OUTER);
                System.out.println("b");
                Continuation.yield(INNER);
                System.out.println("c");
            });
            run(inner);
        }));
    }

    // What only a dropped continuation's frames refer to is collected; what a living one's do is not.
    static void collected() throws Exception {
        WeakReference<?>[] seen = new WeakReference<?>[2];
        Continuation[] held = new Continuation[2];
        for (int i = 0; i < 2; i++) {
            int at = i;
            held[i] = new Continuation(INNER, () -> {
                byte[] large = new byte[100_000];
                seen[at] = new WeakReference<>(large);
                Continuation.yield(INNER);
                System.out.println(large.length);
            });
            held[i].run();
        }
        held[0] = null;
        for (int i = 0; i < 100 && seen[0].get() != null; i++) {
            System.gc();
            Thread.sleep(1);
        }
        System.out.println((seen[0].get() != null) + " " + (seen[1].get() != null));
        held[1].run();
    }

    static void many() {
        int[] count = new int[1];
        Continuation[] all = new Continuation[1000];
        for (int i = 0; i < all.length; i++) {
            all[i] = new Continuation(INNER, () -> {
                for (int j = 0; j < 20; j++) {
                    String text = "t" + j;
                    Continuation.yield(INNER);
                    count[0] += text.length();
                }
            });
        }
        for (int round = 0; round <= 20; round++) {
            for (Continuation c : all) {
                c.run();
            }
        }
        System.out.println(count[0]);
    }

    public static void main(String[] args) throws Exception {
        simple();
        thrown();
        pinned();
        nested();
        collected();
        many();
    }
}
