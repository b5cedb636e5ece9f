// Synchronized methods that are inlined: their locks are theirs, whoever returns, throws, waits, wants them.
import java.util.concurrent.CountDownLatch;

public class InlinedLocks {
    private int count;
    private long total;
    private static int shared;

    synchronized int add(int n) {
        count += n;
        return count;
    }

    synchronized int addTwice(int n) {
        return add(n) ^ add(-n / 2);
    }

    synchronized long choose(int n) {
        if (n % 3 == 0) {
            return total += n;
        }
        if (n % 3 == 1) {
            return ~total;
        }
        return n * 0x1_0000_0001L;
    }

    synchronized double half(int n, double other) {
        return (count + n) * 0.5 - other;
    }

    static synchronized int next(int n) {
        return shared = shared * 31 + n;
    }

    synchronized int divide(int a, int b) {
        return a / b;
    }

    synchronized boolean isHeld() {
        return Thread.holdsLock(this);
    }

    synchronized String where() {
        StackTraceElement[] frames = new Throwable().getStackTrace();
        return frames[0].getMethodName() + "<" + frames[1].getMethodName();
    }

    synchronized void await(int n) throws InterruptedException {
        while (count < n) {
            wait();
        }
    }

    synchronized void raise(int n) {
        count = n;
        notifyAll();
    }

    int thrower(int i) {
        try {
            return divide(100, i % 5);
        } catch (ArithmeticException e) {
            return Thread.holdsLock(this) ? -1_000_000 : 7;
        }
    }

    static int nullReceiver(InlinedLocks locks) {
        try {
            return locks.add(1);
        } catch (NullPointerException e) {
            return -3;
        }
    }

    /** All in one method, so that locks, operands and registers of several calls are in each other's way. */
    static long mix(InlinedLocks a, InlinedLocks b, int i) {
        long x = a.add(i) + b.choose(i) * a.addTwice(i & 15) + (long) (b.half(i, a.half(-i, 0.25)) * 8);
        x = x * 31 + next(i) + a.thrower(i) + (a.isHeld() ? 1 : 0) + (Thread.holdsLock(a) ? 1000 : 0);
        synchronized (a) {
            x ^= a.add(1) + b.add(2);
            synchronized (b) {
                x += b.addTwice(i) + (Thread.holdsLock(b) ? 5 : 0);
            }
        }
        return x + (Thread.holdsLock(b) ? 1000 : 0);
    }

    /** Two threads want the same locks; nobody loses an addition. */
    static int contend(int rounds) throws InterruptedException {
        InlinedLocks locks = new InlinedLocks();
        CountDownLatch start = new CountDownLatch(1);
        Thread[] threads = new Thread[3];
        for (int t = 0; t < threads.length; t++) {
            threads[t] = new Thread(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                for (int i = 0; i < rounds; i++) {
                    locks.add(1);
                    locks.thrower(i);
                    locks.addTwice(0);
                }
            });
            threads[t].start();
        }
        start.countDown();
        for (Thread t : threads) {
            t.join();
        }
        return locks.count;
    }

    static int waitFor(int rounds) throws InterruptedException {
        InlinedLocks ping = new InlinedLocks();
        InlinedLocks pong = new InlinedLocks();
        Thread other = new Thread(() -> {
            try {
                for (int i = 1; i <= rounds; i++) {
                    ping.await(i);
                    pong.raise(i);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        other.start();
        for (int i = 1; i <= rounds; i++) {
            ping.raise(i);
            pong.await(i);
        }
        other.join();
        return ping.count + pong.count;
    }

    public static void main(String[] args) throws InterruptedException {
        InlinedLocks a = new InlinedLocks();
        InlinedLocks b = new InlinedLocks();
        long check = 0;
        String where = "";
        for (int i = 0; i < 20_000; i++) {
            check = check * 31 + mix(a, i % 1000 == 999 ? a : b, i) + nullReceiver(i % 64 == 0 ? null : b);
            if (i % 5_000 == 0) {
                where = a.where();
            }
        }
        System.out.println(check + " " + where + " " + shared);
        System.out.println(contend(10_000) + " " + waitFor(500));
        System.out.println(Thread.holdsLock(a) + " " + Thread.holdsLock(b) + " "
            + Thread.holdsLock(InlinedLocks.class));
    }
}
