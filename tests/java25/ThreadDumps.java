// Thread dumps that Java writes from snapshots of threads: what a thread waits for, which monitors it owns.
import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

public class ThreadDumps {
    static Thread start(String name, Thread.State state, Runnable task) throws InterruptedException {
        Thread t = Thread.ofPlatform().daemon().name(name).start(task);
        while (t.getState() != state) {
            Thread.sleep(1);
        }
        return t;
    }

    static void waitIn(Object monitor) {
        synchronized (monitor) {
            try {
                monitor.wait();
            } catch (InterruptedException e) {
                System.out.println(e);
            }
        }
    }

    /** Of each of our threads its part of the dump, without ids and times. */
    static void show(String dump, String start, String... ends) {
        for (String name : new String[] {"waiter", "parked", "blocked"}) {
            int at = dump.indexOf(start + "\"" + name + "\"");
            int last = dump.length();
            for (String end : ends) {
                int found = dump.indexOf(end, at);
                last = found < 0 ? last : Math.min(last, found);
            }
            String part = dump.substring(at, last).replaceAll("@[0-9a-f]+", "");
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
        Object monitor = new Object();
        StringBuilder owned = new StringBuilder();
        start("waiter", Thread.State.WAITING, () -> {
            synchronized (owned) {
                waitIn(monitor);
            }
        });
        start("parked", Thread.State.WAITING, () -> LockSupport.park(monitor));
        Thread blocked = start("blocked", Thread.State.BLOCKED, () -> {
            synchronized (owned) { owned.length(); }
        });
        for (StackTraceElement e : blocked.getStackTrace()) {
            System.out.println(e);
        }
        Path file = Path.of("dump").toAbsolutePath();
        show(dump(file, ThreadDumpFormat.JSON), "\"name\": ", "\"tid\"", "\"threadCount\"");
        show(dump(file, ThreadDumpFormat.TEXT_PLAIN), "", "\n\n");
    }
}
