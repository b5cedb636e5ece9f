// Two threads initialise classes that need each other's results: one waits, each initialiser runs once.
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

public class ClassInitThreads {
    static AtomicInteger runs = new AtomicInteger();
    static CountDownLatch inside = new CountDownLatch(1);

    static class Slow {
        static int value;

        static {
            runs.incrementAndGet();
            inside.countDown();
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new Error(e);
            }
            value = 42;
        }
    }

    static class Failing {
        static {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new Error(e);
            }
            if (runs.incrementAndGet() > 0) {
                throw new IllegalStateException("once");
            }
        }
    }

    public static void main(String[] args) throws Exception {
        AtomicInteger good = new AtomicInteger();
        Thread[] threads = new Thread[6];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                if (Slow.value == 42) {
                    good.incrementAndGet();
                }
            });
            threads[i].start();
        }
        inside.await();
        System.out.println(Slow.value);
        for (Thread t : threads) {
            t.join();
        }
        System.out.println(good + " " + runs);
        AtomicInteger first = new AtomicInteger();
        AtomicInteger later = new AtomicInteger();
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                try {
                    new Failing();
                } catch (ExceptionInInitializerError e) {
                    first.incrementAndGet();
                } catch (NoClassDefFoundError e) {
                    later.incrementAndGet();
                }
            });
            threads[i].start();
        }
        for (Thread t : threads) {
            t.join();
        }
        System.out.println(first + " " + later + " " + runs);
    }
}
