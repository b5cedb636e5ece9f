// Cleaner: explicit and automatic cleaning, each action once; finalize, once.
import java.lang.ref.Cleaner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

public class Cleaners {
    static final Cleaner CLEANER = Cleaner.create();

    static class Resource implements AutoCloseable {
        private final Cleaner.Cleanable cleanable;

        Resource(Runnable action) {
            cleanable = CLEANER.register(this, action);
        }

        @Override
        public void close() {
            cleanable.clean();
        }
    }

    static class Finalized {
        static final CountDownLatch DONE = new CountDownLatch(40);

        @SuppressWarnings("removal")
        @Override
        protected void finalize() {
            DONE.countDown();
        }
    }

    static void abandon(Runnable action, int n) {
        for (int i = 0; i < n; i++) {
            new Resource(action);
            new Finalized();
        }
    }

    static int deep(int n) {
        int[] clear = new int[8];
        return n == 0 ? clear[3] : deep(n - 1) + clear[n & 7];
    }

    public static void main(String[] args) throws Exception {
        AtomicInteger closed = new AtomicInteger();
        try (Resource r = new Resource(closed::incrementAndGet)) {
            System.out.println("open " + closed);
        }
        Resource twice = new Resource(closed::incrementAndGet);
        twice.close();
        twice.close();
        System.out.println("closed " + closed);
        CountDownLatch cleaned = new CountDownLatch(40);
        abandon(cleaned::countDown, 50);
        boolean all = false;
        for (int i = 0; i < 50 && !all; i++) {
            deep(200);
            System.gc();
            System.runFinalization();
            all = cleaned.await(20, TimeUnit.MILLISECONDS) && Finalized.DONE.await(20, TimeUnit.MILLISECONDS);
        }
        System.out.println(all);
    }
}
