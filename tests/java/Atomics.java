// Atomic classes: all operations, contention, field updaters, arrays, adders, stamped and markable
// references.
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.atomic.AtomicStampedReference;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.atomic.LongAdder;

public class Atomics {
    volatile int i = 1;
    volatile long l = 2;
    volatile String s = "a";

    public static void main(String[] args) throws Exception {
        AtomicInteger a = new AtomicInteger(5);
        System.out.println(a.getAndIncrement() + " " + a.incrementAndGet() + " " + a.getAndAdd(-10) + " "
            + a.compareAndSet(-3, 9)
            + " " + a.compareAndSet(0, 1) + " " + a.updateAndGet(x -> x * x) + " "
            + a.getAndSet(Integer.MAX_VALUE) + " "
            + a.incrementAndGet() + " " + a.accumulateAndGet(3, Math::max) + " " + a.compareAndExchange(3, 4)
            + a);
        AtomicLong b = new AtomicLong();
        System.out.println(b.decrementAndGet() + " " + b.addAndGet(1L << 40) + " "
            + b.weakCompareAndSetVolatile(0, 1) + " "
            + b.getAndUpdate(x -> 0) + " " + b.getPlain() + b.getAcquire() + b.getOpaque() + " "
            + b.intValue());
        AtomicBoolean z = new AtomicBoolean();
        AtomicReference<String> r = new AtomicReference<>("x");
        System.out.println(z.compareAndSet(false, true) + " " + z.getAndSet(false) + " "
            + r.getAndUpdate(x -> x + x) + " "
            + r.accumulateAndGet("y", String::concat) + " " + r.compareAndSet("z", "w"));
        AtomicIntegerArray ints = new AtomicIntegerArray(new int[] {1, 2, 3});
        AtomicLongArray longs = new AtomicLongArray(3);
        AtomicReferenceArray<String> refs = new AtomicReferenceArray<>(2);
        System.out.println(ints.addAndGet(1, 40) + " " + ints.getAndDecrement(2) + ints + " "
            + longs.incrementAndGet(2) + longs + " "
            + refs.compareAndSet(0, null, "set") + refs);
        try {
            ints.get(3);
        } catch (IndexOutOfBoundsException e) {
            System.out.println(e.getMessage());
        }
        Atomics o = new Atomics();
        AtomicIntegerFieldUpdater<Atomics> fi = AtomicIntegerFieldUpdater.newUpdater(Atomics.class, "i");
        AtomicLongFieldUpdater<Atomics> fl = AtomicLongFieldUpdater.newUpdater(Atomics.class, "l");
        AtomicReferenceFieldUpdater<Atomics,
            String> fs = AtomicReferenceFieldUpdater.newUpdater(Atomics.class, String.class, "s");
        System.out.println(fi.addAndGet(o, 5) + " " + fl.compareAndSet(o, 2, 1L << 33) + " "
            + fs.getAndSet(o, "b") + o.i + o.l + o.s);
        AtomicStampedReference<String> stamped = new AtomicStampedReference<>("v", 1);
        int[] stamp = new int[1];
        System.out.println(stamped.compareAndSet("v", "w", 0, 2) + " " + stamped.compareAndSet("v", "w", 1,
            2) + " "
            + stamped.get(stamp) + stamp[0] + new AtomicMarkableReference<>("m", true).isMarked());
        LongAdder adder = new LongAdder();
        DoubleAccumulator most = new DoubleAccumulator(Math::max, Double.NEGATIVE_INFINITY);
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            int n = t;
            threads[t] = new Thread(() -> {
                for (int k = 0; k < 5000; k++) {
                    a.incrementAndGet();
                    adder.add(2);
                    ints.incrementAndGet(k % 3);
                    fl.incrementAndGet(o);
                    r.updateAndGet(x -> x.length() > 20 ? "" : x + "q");
                    most.accumulate(k * (n + 1) % 4999);
                }
            });
            threads[t].start();
        }
        for (Thread t : threads) {
            t.join();
        }
        System.out.println(a + " " + adder.sum() + " " + ints + " " + o.l + " " + most.get() + " "
            + (r.get().length() <= 21));
        System.out.println(adder.sumThenReset() + " " + adder + " " + adder.longValue());
    }
}
