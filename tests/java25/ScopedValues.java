// Scoped values (JEP 506): bound, bound again, unbound, in threads, and after a stack overflow.
import java.util.ArrayList;
import java.util.List;

public class ScopedValues {
    static final ScopedValue<String> NAME = ScopedValue.newInstance();
    static final ScopedValue<Integer> DEPTH = ScopedValue.newInstance();

    static String state() {
        return NAME.orElse("unbound") + " " + DEPTH.orElse(-1);
    }

    static void descend(int n) {
        ScopedValue.where(DEPTH, n).run(() -> descend(n + 1));
    }

    public static void main(String[] args) throws Exception {
        System.out.println(state());
        ScopedValue.where(NAME, "outer").run(() -> {
            System.out.println(state());
            ScopedValue.where(NAME, "inner").where(DEPTH, 1).run(() -> System.out.println(state()));
            System.out.println(state());
            try {
                ScopedValue.where(DEPTH, 2).run(() -> {
                    throw new IllegalStateException(state());
                });
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage() + ", then " + state());
            }
        });
        String called = ScopedValue.where(NAME, "called").call(ScopedValues::state);
        System.out.println(called + ", then " + state());
        try {
            NAME.get();
        } catch (java.util.NoSuchElementException e) {
            System.out.println(e);
        }
        ScopedValue.where(NAME, "deep").run(() -> {
            try {
                descend(0);
            } catch (StackOverflowError e) {
                System.out.println("overflow, then " + state());
            }
        });
        List<Thread> threads = new ArrayList<>();
        List<String> seen = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 8; i++) {
            int number = i;
            Runnable task = () -> ScopedValue.where(DEPTH, number).run(() -> {
                for (int k = 0; k < 100; k++) {
                    ScopedValue.where(NAME, "t" + number).run(() -> Thread.yield());
                }
                seen.add(state());
            });
            threads.add(i % 2 == 0 ? Thread.ofPlatform().start(task) : Thread.ofVirtual().start(task));
        }
        for (Thread t : threads) {
            t.join();
        }
        seen.sort(null);
        System.out.println(seen);
    }
}
