import java.lang.management.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.locks.*;

/** ThreadMXBean: states, stacks, locks held and waited for, deadlocks, processor time. */
public class ManagementThreads {
    static final Object A = new Object(), B = new Object();
    static final ReentrantLock LOCK = new ReentrantLock();
    static final ThreadMXBean BEAN = ManagementFactory.getThreadMXBean();
    static final Map<Integer, String> NAMES = new HashMap<>();

    static Thread start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    static void await(Thread thread, Thread.State state) throws Exception {
        while (thread.getState() != state)
            Thread.sleep(1);
        Thread.sleep(20);
    }

    static String name(LockInfo lock) {
        if (lock == null)
            return "nothing";
        return NAMES.getOrDefault(lock.getIdentityHashCode(), lock.getClassName());
    }

    static void print(ThreadInfo info) {
        System.out.printf("%s %s daemon=%b priority=%d blocked=%d waited=%d on %s of %s%n",
                          info.getThreadName(), info.getThreadState(), info.isDaemon(), info.getPriority(),
                          info.getBlockedCount(), info.getWaitedCount(), name(info.getLockInfo()),
                          info.getLockOwnerName());
        StackTraceElement[] stack = info.getStackTrace();
        for (int i = 0; i < stack.length; i++) {
            String method = stack[i].getClassName() + "." + stack[i].getMethodName();
            System.out.println("  at " + method.replaceAll("Lambda(\\$\\d+)?/0x[0-9a-f]+", "Lambda"));
            for (MonitorInfo monitor : info.getLockedMonitors())
                if (monitor.getLockedStackDepth() == i)
                    System.out.println("     locked " + name(monitor));
        }
        for (LockInfo lock : info.getLockedSynchronizers())
            System.out.println("  holds " + name(lock));
    }

    static void waiting() {
        synchronized (A) {
            synchronized (B) {
                LOCK.lock();
                List.of(1).forEach(x -> {
                    try {
                        A.wait();
                    } catch (InterruptedException e) {
                        System.out.println("interrupted");
                    }
                });
                LOCK.unlock();
            }
        }
    }

    static void deadlocks() throws Exception {
        CyclicBarrier all = new CyclicBarrier(4);
        ReentrantLock p = new ReentrantLock(), q = new ReentrantLock();
        Object x = new Object(), y = new Object();
        List<Thread> threads = new ArrayList<>();
        for (boolean first : new boolean[] {true, false}) {
            threads.add(start("monitor " + first, () -> {
                synchronized (first ? x : y) {
                    meet(all);
                    synchronized (first ? y : x) {
                        System.out.println("never");
                    }
                }
            }));
            threads.add(start("lock " + first, () -> {
                (first ? p : q).lock();
                meet(all);
                (first ? q : p).lock();
            }));
        }
        for (int i = 0; i < 4; i++)
            await(threads.get(i), i % 2 == 0 ? Thread.State.BLOCKED : Thread.State.WAITING);
        start("outside", () -> { synchronized (x) { } });
        for (long[] ids : new long[][] {BEAN.findMonitorDeadlockedThreads(), BEAN.findDeadlockedThreads()}) {
            Set<String> found = new TreeSet<>();
            for (ThreadInfo info : BEAN.getThreadInfo(ids))
                found.add(info.getThreadName() + " -> " + info.getLockOwnerName());
            System.out.println(found);
        }
    }

    static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static void times(long other) {
        long sum = 0, own = BEAN.getCurrentThreadCpuTime();
        for (int i = 0; i < 1_000_000; i++)
            sum += i * (long) i;
        System.out.println(sum);
        System.out.println(BEAN.isThreadCpuTimeSupported() && BEAN.isCurrentThreadCpuTimeSupported());
        System.out.println(BEAN.getCurrentThreadCpuTime() > own);
        System.out.println(BEAN.getCurrentThreadUserTime() >= 0);
        System.out.println(BEAN.getThreadCpuTime(other) > 0 && BEAN.getThreadUserTime(other) >= 0);
        long nobody = Long.MAX_VALUE;
        System.out.println(BEAN.getThreadCpuTime(nobody) + " " + BEAN.getThreadUserTime(nobody));
        var more = (com.sun.management.ThreadMXBean) BEAN;
        long before = more.getThreadAllocatedBytes(Thread.currentThread().getId());
        byte[][] garbage = new byte[50][];
        for (int i = 0; i < garbage.length; i++)
            garbage[i] = new byte[100_000];
        long allocated = more.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        System.out.println(allocated >= 5_000_000 && allocated < 8_000_000);
    }

    static void refused(Callable<?> call) {
        try {
            System.out.println(call.call());
        } catch (Exception e) {
            System.out.println(e);
        }
    }

    public static void main(String[] args) throws Exception {
        NAMES.put(System.identityHashCode(A), "A");
        NAMES.put(System.identityHashCode(B), "B");
        System.out.println(Arrays.toString(BEAN.findDeadlockedThreads()));
        Thread waiter = start("waiter", ManagementThreads::waiting);
        await(waiter, Thread.State.WAITING);
        Thread parker = start("parker", LOCK::lock);
        Thread blocked = start("blocked", () -> { synchronized (B) { } });
        await(parker, Thread.State.WAITING);
        await(blocked, Thread.State.BLOCKED);
        long[] ids = {waiter.getId(), 12345678, parker.getId(), blocked.getId()};
        for (ThreadInfo info : BEAN.getThreadInfo(ids, true, true))
            if (info != null)
                print(info);
        System.out.println(BEAN.getThreadInfo(ids)[1]);
        print(BEAN.getThreadInfo(waiter.getId()));
        print(BEAN.getThreadInfo(waiter.getId(), 3));
        print(BEAN.getThreadInfo(new long[] {waiter.getId()}, true, false, 4)[0]);
        Set<String> all = new TreeSet<>();
        for (ThreadInfo info : BEAN.dumpAllThreads(false, false))
            all.add(info.getThreadName());
        System.out.println(all.containsAll(List.of("main", "waiter", "parker", "blocked", "Finalizer")));
        System.out.println(BEAN.getThreadCount() == BEAN.getAllThreadIds().length);
        System.out.println(BEAN.getPeakThreadCount() >= BEAN.getThreadCount());
        times(waiter.getId());
        deadlocks();
        refused(() -> BEAN.getThreadInfo(-1));
        refused(() -> BEAN.getThreadInfo(1, -1));
        refused(() -> BEAN.getThreadInfo(new long[] {0}));
        refused(() -> BEAN.getThreadCpuTime(0));
    }
}
