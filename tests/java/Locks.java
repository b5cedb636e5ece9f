// java.util.concurrent locks and synchronizers: reentrant, read-write, stamped, conditions, semaphore,
// phaser, exchanger, park.
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

public class Locks {
    static int counter;

    interface Body {
        void run() throws Exception;
    }

    static Thread thread(Body body) {
        Thread t = new Thread(() -> {
            try {
                body.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        t.start();
        return t;
    }

    public static void main(String[] args) throws Exception {
        ReentrantLock lock = new ReentrantLock(true);
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = thread(() -> {
                for (int k = 0; k < 500; k++) {
                    lock.lock();
                    try {
                        counter++;
                    } finally {
                        lock.unlock();
                    }
                }
            });
        }
        for (Thread t : threads) {
            t.join();
        }
        System.out.println(counter + " " + lock.isLocked() + " " + lock.isFair());
        lock.lock();
        lock.lock();
        System.out.println(lock.getHoldCount() + " " + lock.isHeldByCurrentThread());
        boolean[] got = new boolean[1];
        thread(() -> got[0] = lock.tryLock(5, TimeUnit.MILLISECONDS)).join();
        System.out.println(got[0]);
        lock.unlock();
        lock.unlock();
        try {
            lock.unlock();
        } catch (IllegalMonitorStateException e) {
            System.out.println("not owner " + e.getMessage());
        }
        Condition ready = lock.newCondition();
        int[] box = new int[1];
        Thread waiter = thread(() -> {
            lock.lock();
            try {
                while (box[0] == 0) {
                    ready.await();
                }
                box[0] *= 2;
            } finally {
                lock.unlock();
            }
        });
        lock.lock();
        box[0] = 21;
        ready.signalAll();
        System.out.println(ready.await(1, TimeUnit.MILLISECONDS) + " ");
        lock.unlock();
        waiter.join();
        System.out.println(box[0]);
        Thread interruptible = thread(() -> {
            try {
                lock.lockInterruptibly();
                lock.lockInterruptibly();
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                System.out.println("interrupted " + lock.getHoldCount());
            }
        });
        while (interruptible.getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
        interruptible.interrupt();
        interruptible.join();
        ReentrantReadWriteLock rw = new ReentrantReadWriteLock();
        rw.readLock().lock();
        rw.readLock().lock();
        thread(() -> System.out.println(rw.readLock().tryLock() + " " + rw.writeLock().tryLock())).join();
        System.out.println(rw.getReadLockCount() + " " + rw.getReadHoldCount());
        rw.readLock().unlock();
        rw.readLock().unlock();
        StampedLock stamped = new StampedLock();
        long stamp = stamped.tryOptimisticRead();
        System.out.println(stamped.validate(stamp));
        long write = stamped.writeLock();
        System.out.println(stamped.validate(stamp) + " " + stamped.isWriteLocked());
        stamped.unlockWrite(write);
        Semaphore semaphore = new Semaphore(2);
        semaphore.acquire();
        System.out.println(semaphore.tryAcquire(2) + " " + semaphore.tryAcquire() + " "
            + semaphore.availablePermits());
        semaphore.release(5);
        System.out.println(semaphore.drainPermits());
        Phaser phaser = new Phaser(3);
        StringBuffer log = new StringBuffer();
        Thread[] parties = new Thread[2];
        for (int i = 0; i < 2; i++) {
            parties[i] = thread(() -> {
                for (int p = 0; p < 3; p++) {
                    log.append(p);
                    phaser.arriveAndAwaitAdvance();
                }
            });
        }
        for (int p = 0; p < 3; p++) {
            phaser.arriveAndAwaitAdvance();
        }
        for (Thread t : parties) {
            t.join();
        }
        System.out.println(log + " " + phaser.getPhase());
        Exchanger<String> exchanger = new Exchanger<>();
        String[] other = new String[1];
        Thread partner = thread(() -> other[0] = exchanger.exchange("from thread"));
        System.out.println(exchanger.exchange("from main"));
        partner.join();
        System.out.println(other[0]);
        Thread main = Thread.currentThread();
        LockSupport.unpark(main);
        LockSupport.park();
        LockSupport.parkNanos(1_000_000);
        thread(() -> LockSupport.unpark(main));
        LockSupport.parkNanos(10_000_000_000L);
        main.interrupt();
        LockSupport.park();
        System.out.println("unparked " + Thread.interrupted());
    }
}
