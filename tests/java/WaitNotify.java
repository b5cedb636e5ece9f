// wait and notify: a bounded buffer, turn taking, notifyAll, timeouts, nested monitors released fully.
public class WaitNotify {
    static class Buffer {
        private final int[] cells = new int[4];
        private int used;
        private int head;

        synchronized void put(int v) throws InterruptedException {
            while (used == cells.length) {
                wait();
            }
            cells[(head + used++) % cells.length] = v;
            notifyAll();
        }

        synchronized int take() throws InterruptedException {
            while (used == 0) {
                wait();
            }
            int v = cells[head];
            head = (head + 1) % cells.length;
            used--;
            notifyAll();
            return v;
        }
    }

    static int turn;
    static final StringBuilder LOG = new StringBuilder();

    static Thread turns(Object lock, int mine, int of) {
        Thread t = new Thread(() -> {
            for (int i = 0; i < 5; i++) {
                synchronized (lock) {
                    while (turn % of != mine) {
                        try {
                            lock.wait();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                    LOG.append((char) ('a' + mine));
                    turn++;
                    lock.notifyAll();
                }
            }
        });
        t.start();
        return t;
    }

    static int depth(Object lock, int n) throws InterruptedException {
        synchronized (lock) {
            if (n > 0) {
                return depth(lock, n - 1) + 1;
            }
            LOG.append("waiting ");
            lock.notifyAll();
            lock.wait();
            return Thread.holdsLock(lock) ? 100 : 0;
        }
    }

    public static void main(String[] args) throws Exception {
        Buffer buffer = new Buffer();
        long[] sums = new long[2];
        Thread[] threads = new Thread[4];
        for (int i = 0; i < 4; i++) {
            int n = i;
            threads[i] = new Thread(() -> {
                try {
                    for (int k = 0; k < 500; k++) {
                        if (n < 2) {
                            buffer.put(k * (n + 1));
                        } else {
                            int v = buffer.take();
                            synchronized (sums) {
                                sums[0] += v;
                                sums[1]++;
                            }
                        }
                    }
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            threads[i].start();
        }
        for (Thread t : threads) {
            t.join();
        }
        System.out.println(sums[0] + " " + sums[1]);
        Object lock = new Object();
        Thread[] takers = {turns(lock, 0, 3), turns(lock, 1, 3), turns(lock, 2, 3)};
        for (Thread t : takers) {
            t.join();
        }
        System.out.println(LOG);
        LOG.setLength(0);
        Object deep = new Object();
        int[] result = new int[1];
        Thread waiter = new Thread(() -> {
            try {
                result[0] = depth(deep, 10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        synchronized (deep) {
            waiter.start();
            while (LOG.length() == 0) {
                deep.wait();
            }
            LOG.append("owner ");
            deep.notify();
        }
        waiter.join();
        System.out.println(LOG + " " + result[0]);
        synchronized (lock) {
            long start = System.nanoTime();
            lock.wait(20);
            System.out.println(System.nanoTime() - start > 10_000_000L);
            Thread.currentThread().interrupt();
            try {
                lock.wait(1000);
            } catch (InterruptedException e) {
                System.out.println("interrupted " + Thread.holdsLock(lock));
            }
            for (Runnable r : new Runnable[] {() -> waitOn(lock, -1), () -> waitOn(new Object(), 1)}) {
                try {
                    r.run();
                } catch (RuntimeException e) {
                    System.out.println(e);
                }
            }
        }
    }

    static void waitOn(Object lock, long millis) {
        try {
            lock.wait(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
