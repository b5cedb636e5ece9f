import java.lang.management.*;
import java.util.concurrent.locks.LockSupport;

/** ThreadMXBean's contention monitoring: how long threads were blocked, waited, were parked, slept. */
public class ManagementContention {
    static final ThreadMXBean BEAN = ManagementFactory.getThreadMXBean();
    static final Object LOCK = new Object();
    static volatile boolean go, over;

    static void pause(long millis) {
        try { Thread.sleep(millis); } catch (InterruptedException e) { throw new Error(e); }
    }

    static void await(Thread t, Thread.State state) {
        while (t.getState() != state) Thread.onSpinWait();
    }

    static String near(long millis, long least) {
        if (millis == -1) return "none";
        return millis >= least && millis < least + 5000 ? "about " + least : millis + " ms";
    }

    static void hold() {
        over = true;
        while (!go) Thread.onSpinWait();
    }

    static void show(String what, Thread t, long blocked, long waited) throws Exception {
        while (!over) Thread.onSpinWait();
        ThreadInfo info = BEAN.getThreadInfo(t.getId());
        System.out.println(what + ": blocked " + (info.getBlockedCount() > 0) + " "
            + near(info.getBlockedTime(), blocked) + ", waited " + (info.getWaitedCount() > 0) + " "
            + near(info.getWaitedTime(), waited));
        go = true;
        t.join();
        go = over = false;
    }

    static void blocked(String what) throws Exception {
        Thread t = new Thread(() -> { synchronized (LOCK) { } hold(); });
        synchronized (LOCK) {
            t.start();
            await(t, Thread.State.BLOCKED);
            pause(60);
        }
        show(what, t, 55, 0);
    }

    static void waited(String what, Runnable wait) throws Exception {
        Thread t = new Thread(() -> { wait.run(); hold(); });
        t.start();
        show(what, t, 0, 55);
    }

    public static void main(String[] args) throws Exception {
        System.out.println(BEAN.isThreadContentionMonitoringSupported() + " "
            + BEAN.isThreadContentionMonitoringEnabled());
        blocked("a monitor");
        BEAN.setThreadContentionMonitoringEnabled(true);
        System.out.println(BEAN.isThreadContentionMonitoringEnabled());
        blocked("a monitor, timed");
        waited("sleep", () -> pause(60));
        waited("park", () -> {
            long end = System.nanoTime() + 60_000_000;
            while (System.nanoTime() < end) LockSupport.parkNanos(end - System.nanoTime());
        });
        waited("wait", () -> {
            Object o = new Object();
            synchronized (o) {
                try { o.wait(60); } catch (InterruptedException e) { throw new Error(e); }
            }
        });
        BEAN.setThreadContentionMonitoringEnabled(false);
        System.out.println(BEAN.isThreadContentionMonitoringEnabled());
        blocked("a monitor, not timed");
    }
}
