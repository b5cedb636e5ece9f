// Virtual threads as a program sees them: what they are called, their states, sleep, join, interrupt,
// monitors, park, thread locals, exceptions, executors.
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

public class VirtualThreads {
    static final Object MONITOR = new Object();
    static int counter;

    static void await(Thread t, Thread.State state) throws InterruptedException {
        while (t.getState() != state) {
            Thread.sleep(1);
        }
        System.out.println(state);
    }

    static void identity() throws InterruptedException {
        Thread t = Thread.ofVirtual().name("named").unstarted(() -> {
            Thread me = Thread.currentThread();
            System.out.println(me.isVirtual() + " " + me.isDaemon() + " " + me.getName() + " "
                + me.getPriority() + " " + me.getThreadGroup().getName());
        });
        System.out.println(t.getState() + " " + t.isAlive());
        t.start();
        t.join();
        System.out.println(t.getState() + " " + t.isAlive() + " " + t.getThreadGroup());
        try {
            t.setDaemon(false);
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
    }

    static void states() throws Exception {
        Thread sleeper = Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(1_000_000);
            } catch (InterruptedException e) {
                System.out.println("interrupted " + Thread.currentThread().isInterrupted());
            }
        });
        await(sleeper, Thread.State.TIMED_WAITING);
        sleeper.interrupt();
        sleeper.join();
        Thread parked = Thread.startVirtualThread(LockSupport::park);
        await(parked, Thread.State.WAITING);
        LockSupport.unpark(parked);
        parked.join();
        Thread blocked;
        synchronized (MONITOR) {
            blocked = Thread.startVirtualThread(() -> {
                synchronized (MONITOR) {
                    System.out.println("entered");
                }
            });
            await(blocked, Thread.State.BLOCKED);
        }
        blocked.join();
        Thread waiter = Thread.startVirtualThread(() -> {
            synchronized (MONITOR) {
                try {
                    MONITOR.wait();
                } catch (InterruptedException e) {
                    System.out.println("no");
                }
                System.out.println("notified");
            }
        });
        await(waiter, Thread.State.WAITING);
        synchronized (MONITOR) {
            MONITOR.notify();
        }
        waiter.join();
    }

    static void counting() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        Semaphore few = new Semaphore(3);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> results = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int number = i;
                results.add(executor.submit(() -> {
                    few.acquire();
                    lock.lock();
                    try {
                        counter++;
                    } finally {
                        lock.unlock();
                        few.release();
                    }
                    synchronized (MONITOR) {
                        counter++;
                    }
                    Thread.sleep(1);
                    return number;
                }));
            }
            int sum = 0;
            for (Future<Integer> result : results) {
                sum += result.get();
            }
            System.out.println(sum + " " + (counter > 200));
        }
    }

    static void locals() throws InterruptedException {
        ThreadLocal<String> local = ThreadLocal.withInitial(() -> "initial");
        InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();
        inherited.set("main's");
        Thread a = Thread.ofVirtual().start(() -> System.out.println(local.get() + " " + inherited.get()));
        a.join();
        Thread b = Thread.ofVirtual().inheritInheritableThreadLocals(false)
            .start(() -> System.out.println(local.get() + " " + inherited.get()));
        b.join();
    }

    static void uncaught() throws InterruptedException {
        Thread t = Thread.ofVirtual()
            .uncaughtExceptionHandler((thread, e) -> System.out.println("handler " + e))
            .start(() -> {
                throw new IllegalStateException("thrown");
            });
        t.join();
        CountDownLatch latch = new CountDownLatch(1);
        Thread trace = Thread.startVirtualThread(() -> {
            try {
                latch.await();
            } catch (InterruptedException e) {
                System.out.println(e);
            }
        });
        await(trace, Thread.State.WAITING);
        boolean found = false;
        for (StackTraceElement e : trace.getStackTrace()) {
            found |= e.getMethodName().equals("await");
        }
        System.out.println(found);
        latch.countDown();
        trace.join();
    }

    public static void main(String[] args) throws Exception {
        identity();
        states();
        counting();
        locals();
        uncaught();
    }
}
