// Thread: start, join, names, states, priorities, groups, daemon, interrupt, yield, sleep, locals, own
// subclasses.
import java.util.ArrayList;
import java.util.List;

public class Threads {
    static class Own extends Thread {
        int ran;

        Own(String name) {
            super(name);
        }

        @Override
        public void run() {
            ran++;
            System.out.println(getName() + " " + isAlive() + " " + (Thread.currentThread() == this));
        }
    }

    static volatile boolean stop;

    static void await(Thread t, Thread.State state) throws InterruptedException {
        while (t.getState() != state) {
            Thread.sleep(1);
        }
    }

    public static void main(String[] args) throws Exception {
        Thread main = Thread.currentThread();
        System.out.println(main + " " + main.getName() + " " + main.getPriority() + " " + main.isDaemon()
            + " " + main.isAlive() + " "
            + main.getThreadGroup().getName() + " " + main.getThreadGroup().getParent().getName() + " "
            + main.getState());
        Own own = new Own("own thread");
        System.out.println(own.getState() + " " + own.isAlive());
        own.start();
        own.join();
        System.out.println(own.getState() + " " + own.ran + " " + own.isAlive());
        try {
            own.start();
        } catch (IllegalThreadStateException e) {
            System.out.println("started twice " + e.getMessage());
        }
        own.run();
        Object lock = new Object();
        Thread waiter = new Thread(() -> {
            synchronized (lock) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    System.out.println("interrupted in wait " + Thread.currentThread().isInterrupted());
                }
            }
        });
        waiter.start();
        await(waiter, Thread.State.WAITING);
        waiter.interrupt();
        waiter.join();
        Thread sleeper = new Thread(() -> {
            try {
                Thread.sleep(100_000);
            } catch (InterruptedException e) {
                System.out.println(e.getMessage());
            }
        });
        sleeper.start();
        await(sleeper, Thread.State.TIMED_WAITING);
        sleeper.interrupt();
        sleeper.join();
        Thread blocked = new Thread(() -> {
            synchronized (lock) {
                System.out.println("got the lock");
            }
        });
        synchronized (lock) {
            blocked.start();
            await(blocked, Thread.State.BLOCKED);
            System.out.println("blocked");
        }
        blocked.join();
        Thread spinner = new Thread(() -> {
            while (!stop) {
                Thread.onSpinWait();
            }
        });
        spinner.setDaemon(true);
        spinner.setPriority(Thread.MIN_PRIORITY);
        spinner.start();
        await(spinner, Thread.State.RUNNABLE);
        spinner.join(5);
        System.out.println(spinner.isAlive() + " " + spinner.isDaemon() + " " + spinner.getPriority());
        stop = true;
        spinner.join();
        main.interrupt();
        System.out.println(main.isInterrupted() + " " + Thread.interrupted() + " " + Thread.interrupted());
        main.interrupt();
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            System.out.println("main " + e.getMessage() + " " + main.isInterrupted());
        }
        ThreadGroup group = new ThreadGroup("group");
        List<Thread> many = new ArrayList<>();
        int[] counts = new int[50];
        for (int i = 0; i < counts.length; i++) {
            int n = i;
            Thread t = new Thread(group, () -> counts[n] = n * n, "t" + i);
            many.add(t);
            t.start();
        }
        long sum = 0;
        for (Thread t : many) {
            t.join();
        }
        for (int c : counts) {
            sum += c;
        }
        System.out.println(sum + " " + group.getName() + " " + group.getMaxPriority() + " " + many.get(3)
            .getThreadGroup());
        for (Runnable r : new Runnable[] {() -> main.setPriority(11), () -> new Thread((Runnable) null,
            (String) null),
            () -> main.setDaemon(true), () -> lock.notify(), () -> main.setName(null)}) {
            try {
                r.run();
            } catch (RuntimeException e) {
                System.out.println(e);
            }
        }
        try {
            Thread.sleep(-1);
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(Thread.activeCount() + " " + new Thread(() -> { }, "named").getName() + " "
            + Thread.holdsLock(lock) + " " + (Thread.currentThread().getContextClassLoader() != null));
    }
}
