// Lock contention: ordered locks by many threads, philosophers, tryLock backing off; everyone finishes.
import java.util.concurrent.locks.ReentrantLock;

public class Deadlock {
    static int meals;

    public static void main(String[] args) throws Exception {
        Object[] forks = new Object[5];
        for (int i = 0; i < forks.length; i++) {
            forks[i] = new Object();
        }
        Thread[] philosophers = new Thread[5];
        for (int i = 0; i < 5; i++) {
            Object first = forks[Math.min(i, (i + 1) % 5)];
            Object second = forks[Math.max(i, (i + 1) % 5)];
            philosophers[i] = new Thread(() -> {
                for (int k = 0; k < 200; k++) {
                    synchronized (first) {
                        synchronized (second) {
                            synchronized (Deadlock.class) {
                                meals++;
                            }
                        }
                    }
                }
            });
            philosophers[i].start();
        }
        for (Thread t : philosophers) {
            t.join();
        }
        System.out.println(meals);
        ReentrantLock a = new ReentrantLock();
        ReentrantLock b = new ReentrantLock();
        int[] done = new int[2];
        Thread[] pair = new Thread[2];
        for (int i = 0; i < 2; i++) {
            int n = i;
            pair[i] = new Thread(() -> {
                ReentrantLock one = n == 0 ? a : b;
                ReentrantLock two = n == 0 ? b : a;
                while (done[n] < 100) {
                    one.lock();
                    try {
                        if (two.tryLock()) {
                            try {
                                done[n]++;
                            } finally {
                                two.unlock();
                            }
                        }
                    } finally {
                        one.unlock();
                    }
                    Thread.yield();
                }
            });
            pair[i].start();
        }
        for (Thread t : pair) {
            t.join();
        }
        System.out.println(done[0] + done[1]);
    }
}
