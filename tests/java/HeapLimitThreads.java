// Eight threads run out of memory at once, several times; each catches the error and goes on.
// What a handler resolves (a class, a string constant) needs memory once, and a thread that waits needs a
// queue's entry: main has run out of memory before the others start, and these wait without allocating.
// vmargs: -Xmx32m -XX:+UseSerialGC
import java.util.concurrent.atomic.AtomicInteger;

public class HeapLimitThreads {
    static final int THREADS = 8;
    static final int ROUNDS = 4;
    static final AtomicInteger errors = new AtomicInteger();
    static final AtomicInteger wrong = new AtomicInteger();
    static volatile boolean started;

    static Object fill(int kind) {
        Object[] head = null;
        for (;;) {
            Object[] next = new Object[kind % 2 == 0 ? 4 : 2000];
            next[0] = head;
            next[1] = kind % 3 == 0 ? new byte[500] : new int[10 + kind];
            head = next;
        }
    }

    static void fillAndCatch(int kind) {
        try {
            fill(kind);
        } catch (OutOfMemoryError e) {
            errors.incrementAndGet();
            if (!"Java heap space".equals(e.getMessage())) {
                wrong.incrementAndGet();
            }
        }
    }

    static void run(int number) {
        try {
            while (!started) {
                Thread.onSpinWait();
            }
            for (int round = 0; round < ROUNDS; round++) {
                fillAndCatch(number + round);
            }
        } catch (Throwable t) {
            wrong.incrementAndGet();
        }
    }

    public static void main(String[] args) throws InterruptedException {
        fillAndCatch(0);
        fillAndCatch(1);
        Thread[] threads = new Thread[THREADS];
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            threads[i] = new Thread(() -> run(number));
            threads[i].start();
        }
        started = true;
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
