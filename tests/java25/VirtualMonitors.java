// Virtual threads that leave their carrier to wait for a monitor, or in it: many that contend, wait, are
// notified, interrupted or too late; together with threads that are not virtual, and with few carriers.
// vmargs: -Djdk.virtualThreadScheduler.parallelism=2
// vmargs: -Djdk.virtualThreadScheduler.maxPoolSize=2
// compare: hotspot
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

public class VirtualMonitors {
    static final int MANY = 300;
    static final Object LOCK = new Object();
    static int count;

    interface Body {
        void run() throws InterruptedException;
    }

    static Thread start(Body body) {
        return Thread.startVirtualThread(() -> {
            try {
                body.run();
            } catch (InterruptedException e) {
                System.out.println(e + " " + Thread.currentThread().isInterrupted() + " "
                    + Thread.holdsLock(LOCK));
            }
        });
    }

    static void many(Body body) throws InterruptedException {
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            all.add(start(body));
        }
        for (Thread t : all) {
            t.join();
        }
    }

    static void await(Thread t, Thread.State state) throws InterruptedException {
        while (t.getState() != state) {
            Thread.sleep(1);
        }
    }

    static void show(Thread t) {
        System.out.println(t.getState());
        for (StackTraceElement e : t.getStackTrace()) {
            System.out.println("  " + e);
        }
    }

    static synchronized void increment() {
        count++;
    }

    static void nested() throws InterruptedException {
        synchronized (LOCK) {
            synchronized (LOCK) {
                count++;
                if (count % 50 == 0) {
                    Thread.sleep(1);
                }
            }
        }
    }

    static void contending() throws InterruptedException {
        many(() -> {
            for (int i = 0; i < 20; i++) {
                increment();
                Thread.yield();
            }
        });
        System.out.println(count);
        count = 0;
        many(VirtualMonitors::nested);
        System.out.println(count);
    }

    // The holder sleeps without a carrier; those that want the lock must not keep all carriers.
    static void held() throws InterruptedException {
        Thread holder = start(() -> {
            synchronized (LOCK) {
                Thread.sleep(50);
            }
        });
        await(holder, Thread.State.TIMED_WAITING);
        Thread[] blocked = new Thread[10];
        for (int i = 0; i < blocked.length; i++) {
            blocked[i] = start(() -> {
                synchronized (LOCK) {
                    count++;
                }
            });
        }
        for (Thread t : blocked) {
            t.join();
        }
        holder.join();
        System.out.println(count);
        Thread b;
        synchronized (LOCK) {
            b = start(() -> {
                synchronized (LOCK) {
                    System.out.println("entered");
                }
            });
            await(b, Thread.State.BLOCKED);
            show(b);
        }
        b.join();
    }

    static void waiting() throws InterruptedException {
        AtomicInteger woken = new AtomicInteger();
        boolean[] go = new boolean[1];
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            long time = i % 3 * 1_000_000;
            all.add(start(() -> {
                synchronized (LOCK) {
                    while (!go[0]) {
                        LOCK.wait(time);
                    }
                    woken.incrementAndGet();
                }
            }));
        }
        for (Thread t : all) {
            while (t.getState() != Thread.State.WAITING && t.getState() != Thread.State.TIMED_WAITING) {
                Thread.sleep(1);
            }
        }
        synchronized (LOCK) {
            go[0] = true;
            LOCK.notifyAll();
        }
        for (Thread t : all) {
            t.join();
        }
        System.out.println(woken);
        many(() -> {
            synchronized (LOCK) {
                synchronized (LOCK) {
                    LOCK.wait(10);
                    count++;
                }
            }
        });
        System.out.println(count);
        try {
            LOCK.wait();
        } catch (IllegalMonitorStateException e) {
            System.out.println(e.getMessage());
        }
    }

    static void interrupted() throws InterruptedException {
        Thread t = start(() -> {
            synchronized (LOCK) {
                try {
                    LOCK.wait();
                } catch (InterruptedException e) {
                    e.printStackTrace(System.out);
                }
                LOCK.wait();
            }
        });
        await(t, Thread.State.WAITING);
        show(t);
        t.interrupt();
        Thread.sleep(20);
        await(t, Thread.State.WAITING);
        t.interrupt();
        t.join();
        Thread early = start(() -> {
            Thread.currentThread().interrupt();
            synchronized (LOCK) {
                LOCK.wait(1000);
            }
        });
        early.join();
    }

    static void taking(int[] turn, int me) throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            synchronized (turn) {
                while (turn[0] % 3 != me) {
                    turn.wait();
                }
                turn[0]++;
                turn.notifyAll();
            }
        }
    }

    static void turns() throws InterruptedException {
        int[] turn = new int[1];
        Thread a = start(() -> taking(turn, 0)), b = start(() -> taking(turn, 1));
        taking(turn, 2);
        a.join();
        b.join();
        System.out.println(turn[0]);
    }

    public static void main(String[] args) throws InterruptedException {
        contending();
        held();
        waiting();
        interrupted();
        turns();
    }
}
