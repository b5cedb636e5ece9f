import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** Locks: synchronized methods and blocks, nested ones, old collections, explicit locks; then two threads. */
public class Locks {
    private int balance;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong total = new AtomicLong();

    synchronized int deposit(int amount) {
        balance += amount;
        return balance;
    }

    synchronized int withdraw(int amount) {
        return deposit(-amount);
    }

    int transfer(Locks other, int amount) {
        synchronized (this) {
            synchronized (other) {
                balance -= amount;
                other.balance += amount;
                return balance ^ other.balance;
            }
        }
    }

    void explicit(int amount) {
        lock.lock();
        try {
            balance ^= amount;
            total.addAndGet(amount);
        } finally {
            lock.unlock();
        }
    }

    static int work(int size) {
        Locks first = new Locks();
        Locks second = new Locks();
        StringBuffer buffer = new StringBuffer();
        java.util.Vector<Integer> vector = new java.util.Vector<>();
        int check = 0;
        for (int i = 0; i < size; i++) {
            check += first.deposit(i) - second.withdraw(i & 7);
            check ^= first.transfer(second, i & 15);
            first.explicit(i);
            buffer.append((char) ('a' + i % 26));
            if (buffer.length() > 100) {
                check += buffer.charAt(i % 100);
                buffer.setLength(0);
            }
            if (vector.size() < 50) {
                vector.add(i);
            } else {
                check += vector.remove(vector.size() - 1);
            }
        }
        return check + (int) first.total.get();
    }

    public static void main(String[] args) throws InterruptedException {
        int size = Integer.parseInt(args[0]);
        int check = work(size);
        Locks shared = new Locks();
        Thread[] threads = new Thread[2];
        for (int t = 0; t < threads.length; t++) {
            threads[t] = new Thread(() -> {
                for (int i = 0; i < size / 50; i++) {
                    shared.deposit(i & 3);
                    shared.total.incrementAndGet();
                }
            });
            threads[t].start();
        }
        for (Thread t : threads) {
            t.join();
        }
        System.out.println("locks " + check + " " + shared.balance + " " + shared.total);
    }
}
