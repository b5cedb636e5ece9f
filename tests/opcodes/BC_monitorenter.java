// monitorenter: recursion, several objects, exclusion between threads, null, arrays and classes as locks,
// many locks.
public class BC_monitorenter {
    static int counter;

    static int deep(Object lock, int n) {
        synchronized (lock) {
            return n == 0 ? (Thread.holdsLock(lock) ? 1 : 0) : 1 + deep(lock, n - 1);
        }
    }

    static void work(Object lock, int rounds) {
        for (int i = 0; i < rounds; i++) {
            synchronized (lock) {
                int seen = counter;
                if (i % 100 == 0) {
                    Thread.yield();
                }
                counter = seen + 1;
            }
        }
    }

    static boolean held(Object a, Object b, Object c) {
        synchronized (a) {
            synchronized (b) {
                synchronized (c) {
                    return Thread.holdsLock(a) && Thread.holdsLock(b) && Thread.holdsLock(c);
                }
            }
        }
    }

    public static void main(String[] args) throws Exception {
        Object lock = new Object();
        System.out.println(deep(lock, 0) + " " + deep(lock, 300) + " " + Thread.holdsLock(lock));
        System.out.println(held(lock, new int[1], BC_monitorenter.class) + " " + held(lock, lock, lock));
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> work(lock, 2000));
            threads[i].start();
        }
        for (Thread t : threads) {
            t.join();
        }
        System.out.println(counter);
        for (int n = 0; n < 2; n++) {
            try {
                deep(null, 1);
            } catch (NullPointerException e) {
                System.out.println(e.getMessage());
            }
        }
        int hash = lock.hashCode();
        synchronized (lock) {
            System.out.println((hash == lock.hashCode()) + " " + (hash == System.identityHashCode(lock)));
        }
        Object[] locks = new Object[2000];
        for (int i = 0; i < locks.length; i++) {
            locks[i] = new Object();
            deep(locks[i], i % 5);
        }
        System.out.println(Thread.holdsLock(locks[1999]));
    }
}
