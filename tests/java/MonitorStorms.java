// Storms of synchronized, wait, notify and interrupt; exceptions through synchronized frames leave monitors
import java.util.concurrent.atomic.AtomicInteger;

public class MonitorStorms {
    static int counter;
    static final Object lock = new Object();

    static synchronized void fail(int n) {
        if (n == 0) throw new IllegalStateException("deep");
        fail(n - 1);
    }
    synchronized void instance(Object a, int n) throws Exception {
        synchronized (a) {
            if (n == 0) throw new Exception("x");
            instance(a, n - 1);
        }
    }
    static synchronized void viaReflection(int n) throws Throwable {
        if (n == 0) throw new Error("r");
        try {
            MonitorStorms.class.getDeclaredMethod("viaReflection", int.class).invoke(null, n - 1);
        } catch (java.lang.reflect.InvocationTargetException e) { throw e.getCause(); }
    }

    static final class Ping {
        boolean turn;
        int count;
        synchronized void go(boolean me, int n) throws InterruptedException {
            for (int i = 0; i < n; i++) {
                while (turn != me) wait();
                count++; turn = !me;
                notifyAll();
            }
        }
    }

    public static void main(String[] args) throws Exception {
        Thread[] ts = new Thread[8];
        for (int i = 0; i < 8; i++) {
            ts[i] = new Thread(() -> {
                for (int k = 0; k < 20000; k++) synchronized (lock) { counter++; }
                for (int k = 0; k < 200; k++) { try { fail(k % 20); } catch (IllegalStateException e) { } }
            });
            ts[i].start();
        }
        for (Thread t : ts) t.join();
        System.out.println("counter " + counter);
        System.out.println("holds " + Thread.holdsLock(MonitorStorms.class));
        MonitorStorms m = new MonitorStorms();
        Object a = new Object();
        for (int i = 0; i < 100; i++) { try { m.instance(a, i); } catch (Exception e) { } }
        System.out.println("holds " + Thread.holdsLock(m) + Thread.holdsLock(a));
        try { viaReflection(30); } catch (Throwable t) {
            System.out.println(t + " " + Thread.holdsLock(MonitorStorms.class)); }
        Ping[] ps = new Ping[5];
        Thread[] us = new Thread[10];
        for (int i = 0; i < 5; i++) {
            Ping p = ps[i] = new Ping();
            for (int j = 0; j < 2; j++) {
                boolean me = j == 1;
                us[2 * i + j] = new Thread(() -> { try { p.go(me, 1000);
                    } catch (InterruptedException e) { System.out.println(e); } });
                us[2 * i + j].start();
            }
        }
        for (Thread t : us) t.join();
        for (Ping p : ps) System.out.print(p.count + " ");
        System.out.println();
        // interrupts
        AtomicInteger interrupts = new AtomicInteger(), wakes = new AtomicInteger();
        boolean[] done = new boolean[1];
        Thread[] ws = new Thread[6];
        for (int i = 0; i < 6; i++) {
            int kind = i;
            ws[i] = new Thread(() -> {
                while (true) {
                    synchronized (done) { if (done[0]) return; }
                    try {
                        switch (kind % 3) {
                            case 0: synchronized (done) { if (!done[0]) done.wait(); } break;
                            case 1: Thread.sleep(1); break;
                            default: java.util.concurrent.locks.LockSupport.parkNanos(1000000);
                                if (Thread.interrupted()) throw new InterruptedException();
                        }
                        wakes.incrementAndGet();
                    } catch (InterruptedException e) { interrupts.incrementAndGet(); }
                }
            });
            ws[i].start();
        }
        for (int i = 0; i < 3000; i++) { ws[i % 6].interrupt(); if (i % 50 == 0) Thread.sleep(1);
            synchronized (done) { done.notify(); } }
        synchronized (done) { done[0] = true; done.notifyAll(); }
        for (Thread t : ws) t.join();
        System.out.println("interrupted some " + (interrupts.get() > 0) + " woke " + (wakes.get() > 0));
        try { a.notify(); } catch (IllegalMonitorStateException e) { System.out.println(e.getMessage()); }
        try { a.wait(1); } catch (IllegalMonitorStateException e) { System.out.println(e.getMessage()); }
        synchronized (a) {
            Thread.currentThread().interrupt();
            try { a.wait(); } catch (InterruptedException e) {
                System.out.println("ie " + e.getMessage() + Thread.interrupted()); }
            try { a.wait(-1); } catch (IllegalArgumentException e) { System.out.println(e.getMessage()); }
            long t0 = System.nanoTime(); a.wait(5, 1);
                System.out.println(System.nanoTime() - t0 >= 5_000_000);
        }
        // wait with deep recursion count restores it
        synchronized (a) { synchronized (a) { synchronized (a) { a.wait(2);
            } System.out.println(Thread.holdsLock(a)); } System.out.println(Thread.holdsLock(a)); }
        System.out.println(Thread.holdsLock(a));
    }
}
