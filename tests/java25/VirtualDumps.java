// Dumps that Java writes of virtual threads, and their stack traces: parked, blocked, waiting, pinned,
// running, with and without a carrier.
// vmargs: -Djdk.virtualThreadScheduler.parallelism=4
// vmargs: -Djdk.virtualThreadScheduler.maxPoolSize=4
// compare: hotspot
import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

public class VirtualDumps {
    static final String[] NAMES = {"parked", "timed", "blocked", "waiter", "waiter for long", "sleeper",
        "holder", "pinned", "pinned and blocked", "pinned and waiting", "runner"};
    static final List<Thread> THREADS = new ArrayList<>();
    static final Object MONITOR = new Object();
    static final StringBuilder OWNED = new StringBuilder();
    static volatile boolean ends;
    static volatile int spins;

    /** Its initializer is a frame of the VM's, so what it waits for keeps the carrier. */
    static class Pinned {
        static {
            LockSupport.park(OWNED);
        }

        static void use() {}
    }

    static class PinnedAndBlocked {
        static {
            enter();
        }

        static void use() {}
    }

    static class PinnedAndWaiting {
        static {
            waitIn(MONITOR, 0);
        }

        static void use() {}
    }

    static Thread start(String name, Thread.State state, Runnable task) throws InterruptedException {
        Thread t = Thread.ofVirtual().name(name).start(task);
        THREADS.add(t);
        while (t.getState() != state || t.getStackTrace().length < 2) {
            Thread.sleep(1);
        }
        Thread.sleep(20);
        return t;
    }

    static void waitIn(Object monitor, long millis) {
        synchronized (monitor) {
            try {
                monitor.wait(millis);
            } catch (InterruptedException e) {
                throw new RuntimeException(e);
            }
        }
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new RuntimeException(e);
        }
    }

    static void enter() {
        synchronized (OWNED) { OWNED.length(); } // one line: HotSpot shows the next one
    }

    static void spin() {
        while (!ends) {
            spins++;
        }
    }

    static void startAll() throws InterruptedException {
        Thread.State waiting = Thread.State.WAITING, timed = Thread.State.TIMED_WAITING;
        start("parked", waiting, () -> LockSupport.park(MONITOR));
        start("timed", timed, () -> LockSupport.parkNanos(MONITOR, Long.MAX_VALUE));
        start("holder", waiting, () -> {
            synchronized (OWNED) {
                synchronized (OWNED) {
                    synchronized (THREADS) {
                        LockSupport.park();
                    }
                }
            }
        });
        start("blocked", Thread.State.BLOCKED, VirtualDumps::enter);
        start("waiter", waiting, () -> {
            Object own = new int[1];
            synchronized (own) {
                waitIn(MONITOR, 0);
            }
        });
        start("waiter for long", timed, () -> waitIn(MONITOR, 1_000_000_000));
        start("sleeper", timed, () -> sleep(1_000_000_000));
        start("pinned", waiting, Pinned::use);
        start("pinned and blocked", Thread.State.BLOCKED, PinnedAndBlocked::use);
        start("pinned and waiting", waiting, PinnedAndWaiting::use);
        start("runner", Thread.State.RUNNABLE, VirtualDumps::spin);
    }

    /** Of each of our threads its part of the dump, without ids and times. */
    static void show(String dump, String start, String... ends) {
        for (String name : NAMES) {
            int at = dump.indexOf(start + "\"" + name + "\"");
            int last = dump.length();
            for (String end : ends) {
                int found = dump.indexOf(end, at);
                last = found < 0 ? last : Math.min(last, found);
            }
            String part = dump.substring(at, last).replaceAll("@[0-9a-f]+", "");
            part = part.replaceAll("\"carrier\": .*", "carried").replaceAll("\\.spin\\(.*\\)", ".spin()");
            System.out.println(part.replaceAll(" 2\\d\\d\\d-.*", "").replaceAll("[\\s\\]},{]+$", ""));
        }
    }

    static String dump(Path file, ThreadDumpFormat format) throws Exception {
        Files.deleteIfExists(file);
        var bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        bean.dumpThreads(file.toString(), format);
        return Files.readString(file);
    }

    public static void main(String[] args) throws Exception {
        startAll();
        for (Thread t : THREADS) {
            System.out.println(t.getName() + " " + t.getState());
            for (StackTraceElement e : t.getStackTrace()) {
                System.out.println("  " + e.toString().replaceAll("spin\\(.*\\)", "spin()"));
            }
        }
        Map<Thread, StackTraceElement[]> all = Thread.getAllStackTraces();
        System.out.println(all.keySet().stream().anyMatch(Thread::isVirtual));
        Path file = Path.of("dump").toAbsolutePath();
        show(dump(file, ThreadDumpFormat.JSON), "\"name\": ", "\"tid\"", "\"threadCount\"");
        show(dump(file, ThreadDumpFormat.TEXT_PLAIN), "", "\n\n");
        System.exit(0);
    }
}
