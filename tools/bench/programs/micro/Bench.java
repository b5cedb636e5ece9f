import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Times a body: the best of five runs of n operations after three short ones, by the clock and by this
 * thread's time on the processor, which other programs on the machine disturb less.
 */
final class Bench {
    interface Body {
        /** Does n operations and returns a checksum of them. */
        long run(int n);
    }

    private static final int SHORT = 2_000_000;
    private static final int RUNS = 5;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private final String wanted;

    /** Only benchmarks whose name matches, when a pattern is given. */
    Bench(String[] args) {
        wanted = args.length > 0 ? args[0] : ".*";
    }

    /** For operations of a nanosecond or so. */
    void fast(String name, Body body) {
        time(name, body, 10 * SHORT);
    }

    /** For operations of ten or a hundred. */
    void slow(String name, Body body) {
        time(name, body, SHORT);
    }

    /** For operations of a microsecond. */
    void few(String name, Body body) {
        time(name, body, SHORT / 40);
    }

    private void time(String name, Body body, int n) {
        if (!name.matches(wanted)) {
            return;
        }
        for (int i = 0; i < 3; i++) {
            body.run(n / 10);
        }
        long clock = Long.MAX_VALUE;
        long processor = Long.MAX_VALUE;
        long check = 0;
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            long began = THREADS.getCurrentThreadCpuTime();
            check = check * 31 + body.run(n);
            processor = Math.min(processor, THREADS.getCurrentThreadCpuTime() - began);
            clock = Math.min(clock, System.nanoTime() - start);
        }
        System.out.println(name + " " + each(clock, n) + " " + each(processor, n) + " " + check);
    }

    private static double each(long nanoseconds, int n) {
        return nanoseconds * 100 / n / 100.0;
    }
}
