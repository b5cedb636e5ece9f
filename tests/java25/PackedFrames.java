// Values of all sizes in frames that wait without a carrier: they come back as they were, are found by
// collections meanwhile, and their frames are seen.
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

public class PackedFrames {
    static final long[] LONGS = {0, 1, -1, 255, 65535, 65536, Integer.MAX_VALUE, Integer.MIN_VALUE,
        0xFFFFFFFFL, 1L << 32, (1L << 47) - 1, 1L << 47, (1L << 48) - 1, 1L << 48, Long.MAX_VALUE,
        Long.MIN_VALUE};
    static final double[] DOUBLES = {0.0, -0.0, 1.5, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY};

    static volatile boolean open;

    static void waitHere() {
        while (!open)
            LockSupport.park();
    }

    /* Locals of every kind live across the wait. */
    static String one(int i, long l, double d, float f, Object o, Object none, byte b, char c, boolean z) {
        int twice = i * 2;
        long other = ~l;
        Object made = new int[] {i, i + 1};
        waitHere();
        return i + " " + l + " " + d + " " + f + " " + o + " " + none + " " + b + " " + (int) c + " "
            + z + " " + twice + " " + other + " " + ((int[]) made)[1];
    }

    static long deep(int n, long l, Object kept) {
        if (n == 0) {
            waitHere();
            return kept.hashCode() == kept.hashCode() ? l : -7;
        }
        long below = deep(n - 1, l ^ n, new long[] {n, l});
        return below + (kept instanceof long[] a ? a[0] + a[1] : 1);
    }

    static int locked(Object a, Object b, int n) {
        synchronized (a) {
            synchronized (b) {
                if (n > 0)
                    return locked(b, a, n - 1) + 1;
                waitHere();
                return Thread.holdsLock(a) && Thread.holdsLock(b) ? 100 : 0;
            }
        }
    }

    static String thrown(int n) {
        try {
            waitHere();
            throw new IllegalStateException("after " + n);
        } catch (IllegalStateException e) {
            return e.getMessage() + " " + e.getStackTrace()[0].getMethodName();
        }
    }

    static void run(List<Runnable> bodies) throws InterruptedException {
        open = false;
        CountDownLatch begun = new CountDownLatch(bodies.size());
        List<Thread> threads = new ArrayList<>();
        for (Runnable body : bodies)
            threads.add(Thread.ofVirtual().start(() -> {
                begun.countDown();
                body.run();
            }));
        begun.await();
        for (Thread thread : threads)
            while (thread.getState() != Thread.State.WAITING)
                Thread.sleep(1);
        for (int i = 0; i < 3; i++)
            System.gc();
        for (Thread thread : threads) {
            List<String> names = new ArrayList<>();
            for (StackTraceElement frame : thread.getStackTrace())
                if (frame.getClassName().equals("PackedFrames")
                    && !frame.getMethodName().startsWith("lambda"))
                    names.add(frame.getMethodName());
            if (!names.get(0).equals("waitHere") || names.size() < 2)
                System.out.println("frames " + names);
        }
        open = true;
        for (Thread thread : threads)
            LockSupport.unpark(thread);
        for (Thread thread : threads)
            thread.join();
    }

    public static void main(String[] args) throws Exception {
        String[] results = new String[64];
        List<Runnable> bodies = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            int n = i;
            bodies.add(() -> results[n] = one(n - 3, LONGS[n % LONGS.length], DOUBLES[n % DOUBLES.length],
                n / 3f, "o" + n, null, (byte) (n - 100), (char) (n * 999), n % 2 == 0));
        }
        for (int round = 0; round < 3; round++) {
            run(bodies);
            int hash = 0;
            for (String result : results)
                hash = hash * 31 + result.hashCode();
            System.out.println("values " + results[15] + " " + hash);
        }
        long[] sums = new long[6];
        String[] texts = new String[2];
        Object a = new Object(), b = new Object();
        bodies = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int n = i;
            bodies.add(() -> sums[n] = deep(1 + 150 * n, LONGS[n * 4 + 2], "deep"));
        }
        bodies.add(() -> sums[4] = locked(a, b, 5));
        bodies.add(() -> texts[0] = thrown(1));
        run(bodies);
        for (long sum : sums)
            System.out.println("sum " + sum);
        System.out.println("thrown " + texts[0]);
        System.out.println("kept " + released());
    }

    /* What only a frame in a chunk refers to lives as long as the frame. */
    static String released() throws InterruptedException {
        open = false;
        List<WeakReference<Object>> seen = new ArrayList<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            Object only = new Object();
            seen.add(new WeakReference<>(only));
            waitHere();
            if (only.hashCode() != only.hashCode())
                System.out.println("another");
        });
        while (thread.getState() != Thread.State.WAITING)
            Thread.sleep(1);
        System.gc();
        boolean during = seen.get(0).get() != null;
        open = true;
        LockSupport.unpark(thread);
        thread.join();
        for (int i = 0; i < 50 && seen.get(0).get() != null; i++)
            System.gc();
        return during + " " + (seen.get(0).get() != null);
    }
}
