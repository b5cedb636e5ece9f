// Ten thousand virtual threads that contend for one monitor: all wait to enter it, all wait in it and are
// notified at once, and each holds it while it parks.
// vmargs: -Djdk.virtualThreadScheduler.parallelism=2
// compare: hotspot
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

public class VirtualContention {
    static final int MANY = 10_000;
    static final Object LOCK = new Object();
    static int count;
    static int waiting;
    static boolean open;

    static List<Thread> start(Runnable body) {
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            all.add(Thread.startVirtualThread(body));
        }
        return all;
    }

    static void join(List<Thread> all) throws InterruptedException {
        for (Thread t : all) {
            t.join();
        }
    }

    static void enter() {
        synchronized (LOCK) {
            count++;
        }
    }

    static void await() {
        synchronized (LOCK) {
            waiting++;
            try {
                while (!open) {
                    LOCK.wait();
                }
            } catch (InterruptedException e) {
                count--;
            }
            waiting--;
            count++;
        }
    }

    static synchronized void park() {
        int before = ++count;
        LockSupport.parkNanos(1);
        if (count != before) {
            throw new AssertionError("not alone");
        }
    }

    public static void main(String[] args) throws InterruptedException {
        List<Thread> all;
        synchronized (LOCK) {
            all = start(VirtualContention::enter);
            for (Thread t : all) {
                while (t.getState() != Thread.State.BLOCKED) {
                    Thread.sleep(1);
                }
            }
            System.out.println(count + " have entered, all are blocked");
        }
        join(all);
        System.out.println(count + " have entered");

        count = 0;
        all = start(VirtualContention::await);
        for (boolean ready = false; !ready; Thread.sleep(1)) {
            synchronized (LOCK) {
                ready = waiting == MANY;
            }
        }
        for (int i = 0; i < MANY; i += 10) {
            all.get(i).interrupt();
        }
        for (int i = 0; i < MANY; i += 10) {
            all.get(i).join();
        }
        synchronized (LOCK) {
            System.out.println(count + ", " + waiting + " still wait");
            open = true;
            LOCK.notifyAll();
        }
        join(all);
        System.out.println(count + ", " + waiting + " still wait");

        count = 0;
        join(start(VirtualContention::park));
        System.out.println(count + " have parked");
    }
}
