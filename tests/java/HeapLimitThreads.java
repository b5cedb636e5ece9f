// Eight threads run out of memory at once, several times; each catches the error and goes on.
// vmargs: -Xmx32m -XX:+UseSerialGC
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

public class HeapLimitThreads {
    static final int THREADS = 8;
    static final int ROUNDS = 4;
    static final AtomicInteger errors = new AtomicInteger();
    static final AtomicInteger wrong = new AtomicInteger();

    static Object fill(int kind) {
        Object[] head = null;
        for (;;) {
            Object[] next = new Object[kind % 2 == 0 ? 4 : 2000];
            next[0] = head;
            next[1] = kind % 3 == 0 ? new byte[500] : new int[10 + kind];
            head = next;
        }
    }

    static void run(int number, CountDownLatch start) {
        try {
            start.await();
            for (int round = 0; round < ROUNDS; round++) {
                try {
                    fill(number + round);
                } catch (OutOfMemoryError e) {
                    errors.incrementAndGet();
                    if (!"Java heap space".equals(e.getMessage())) {
                        wrong.incrementAndGet();
                    }
                }
            }
        } catch (Throwable t) {
            wrong.incrementAndGet();
        }
    }

    public static void main(String[] args) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        Thread[] threads = new Thread[THREADS];
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            threads[i] = new Thread(() -> run(number, start));
            threads[i].start();
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println(errors.get() + " errors, " + wrong.get() + " wrong");
        long sum = 0;
        for (int i = 0; i < 1000; i++) {
            sum += new int[1000].length;
        }
        System.out.println("afterwards " + sum);
    }
}
