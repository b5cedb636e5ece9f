// Thread.stop, suspend and resume: threads that run, sleep, wait, are parked, not started or ended.
// Later releases have no Thread.stop, suspend and resume.
// until: 17
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

@SuppressWarnings({"deprecation", "removal"})
public class ThreadControl {
    static volatile long counter;
    static volatile boolean done;
    static final Object LOCK = new Object();

    interface Body {
        void run() throws Exception;
    }

    static Thread start(String name, Body body) {
        CountDownLatch begun = new CountDownLatch(1);
        Thread t = new Thread(() -> {
            try {
                begun.countDown();
                body.run();
                System.out.println(name + " returned");
            } catch (ThreadDeath d) {
                System.out.println(name + " died, interrupted: " + Thread.interrupted());
                throw d;
            } catch (Throwable e) {
                System.out.println(name + " threw " + e);
            } finally {
                System.out.println(name + " holds " + Thread.holdsLock(LOCK));
            }
        }, name);
        t.start();
        try {
            begun.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return t;
    }

    static void await(Thread t, Thread.State state) throws InterruptedException {
        while (t.getState() != state) {
            Thread.sleep(1);
        }
    }

    static void stop(Thread t, Thread.State state) throws InterruptedException {
        await(t, state);
        t.stop();
        t.join();
        System.out.println(t.getName() + " is " + t.getState());
    }

    static int spin() {
        while (!done) {
            counter++;
        }
        return 0;
    }

    static int recurse(int n) {
        return n == 0 ? 0 : recurse(n - 1) + 1;
    }

    static void stops() throws Exception {
        stop(start("spinning", () -> spin()), Thread.State.RUNNABLE);
        stop(start("recursing", () -> {
            while (true) {
                recurse(50);
            }
        }), Thread.State.RUNNABLE);
        stop(start("sleeping", () -> Thread.sleep(1_000_000)), Thread.State.TIMED_WAITING);
        stop(start("parked", () -> {
            while (true) {
                LockSupport.park();
            }
        }), Thread.State.WAITING);
        stop(start("waiting", () -> {
            synchronized (LOCK) {
                LOCK.wait();
            }
        }), Thread.State.WAITING);
        stop(start("locked", () -> {
            synchronized (LOCK) {
                spin();
            }
        }), Thread.State.RUNNABLE);
        synchronized (LOCK) {
            System.out.println("the lock is free");
        }
        Thread blocked;
        synchronized (LOCK) {
            blocked = start("blocked", () -> {
                synchronized (LOCK) {
                    System.out.println("got the lock");
                }
                spin();
            });
            await(blocked, Thread.State.BLOCKED);
            blocked.stop();
        }
        blocked.join();
        System.out.println("blocked is " + blocked.getState());
    }

    static void edges() throws Exception {
        Thread never = new Thread(() -> System.out.println("must not run"));
        never.stop();
        never.start();
        never.join();
        System.out.println("stopped before start: " + never.getState());
        never.stop();
        never.suspend();
        never.resume();
        try {
            Thread.currentThread().stop();
        } catch (ThreadDeath d) {
            System.out.println("own death, message " + d.getMessage() + ", from "
                + d.getStackTrace()[0].getMethodName());
        }
        long before = counter;
        Thread t = start("caught", () -> {
            for (int i = 0; i < 3; i++) {
                try {
                    spin();
                } catch (ThreadDeath d) {
                    System.out.println("caught once, at " + d.getStackTrace()[0].getMethodName());
                    return;
                }
            }
        });
        while (counter == before) {
            Thread.sleep(1);
        }
        stop(t, Thread.State.RUNNABLE);
    }

    /** Does the counter stand still? */
    static boolean stands() throws InterruptedException {
        long before = counter;
        Thread.sleep(30);
        return before == counter;
    }

    static void suspends() throws Exception {
        done = false;
        Thread t = start("suspended", () -> spin());
        while (counter == 0 || stands()) {
            Thread.sleep(1);
        }
        for (int i = 0; i < 3; i++) {
            t.suspend();
            t.suspend();
            System.out.println("stands: " + stands() + " " + t.getState() + " alive " + t.isAlive());
            System.gc();
            t.resume();
            while (stands()) {
                Thread.sleep(1);
            }
            System.out.println("runs");
        }
        t.suspend();
        t.stop();
        t.join();
        System.out.println("stopped while suspended: " + t.getState());
        Thread sleeper = start("sleeper", () -> {
            Thread.sleep(20);
            done = true;
        });
        sleeper.suspend();
        Thread.sleep(100);
        System.out.println("asleep and suspended, done: " + done);
        sleeper.resume();
        sleeper.join();
        System.out.println("resumed, done: " + done);
        Thread self = start("self", () -> {
            Thread.currentThread().suspend();
            System.out.println("goes on");
        });
        Thread.sleep(50);
        while (self.isAlive()) {
            self.resume();
            Thread.sleep(5);
        }
    }

    public static void main(String[] args) throws Exception {
        stops();
        edges();
        suspends();
    }
}
