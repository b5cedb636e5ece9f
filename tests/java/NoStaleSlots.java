// The last reference goes, then System.gc(): the WeakReference is cleared each time, at any depth
// args: 40
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

public class NoStaleSlots {
    static Object field;
    static Object[] array = new Object[4];
    Object own;
    static volatile int sink;

    /** Makes an object that only the WeakReference refers to in the end. */
    interface Way {
        WeakReference<Object> drop(int seed);
    }

    // These two are for one thread at a time: the WeakReference must not get what another one has stored.
    static synchronized WeakReference<Object> inField(int seed) {
        field = new Object();
        WeakReference<Object> weak = new WeakReference<>(field);
        field = null;
        return weak;
    }

    static synchronized WeakReference<Object> inArray(int seed) {
        array[seed & 3] = new int[seed % 50];
        WeakReference<Object> weak = new WeakReference<>(array[seed & 3]);
        array[seed & 3] = null;
        return weak;
    }

    static WeakReference<Object> inInstance(int seed) {
        NoStaleSlots holder = new NoStaleSlots();
        holder.own = new StringBuilder().append(seed);
        WeakReference<Object> weak = new WeakReference<>(holder.own);
        holder.own = null;
        return weak;
    }

    static int use(Object o, long wide, Object other) {
        return o.hashCode() + (int) wide + other.hashCode();
    }

    static WeakReference<Object> asOperand(int seed) {
        Object[] made = {new Object()};
        WeakReference<Object> weak = new WeakReference<>(made[0]);
        sink = seed + use(made[0], 1L << seed, new ArrayList<>(List.of(made[0])));
        made[0] = null;
        return weak;
    }

    static Object deep(Object o, int depth) {
        return depth == 0 ? o : deep(o, depth - 1);
    }

    static WeakReference<Object> throughCalls(int seed) {
        return new WeakReference<>(deep(new Object(), seed % 60));
    }

    static WeakReference<Object> inException(int seed) {
        try {
            throw new IllegalStateException("seed " + seed);
        } catch (IllegalStateException e) {
            return new WeakReference<>(e);
        }
    }

    static WeakReference<Object> inLock(int seed) {
        Object lock = new Object();
        synchronized (lock) {
            sink += seed;
        }
        return new WeakReference<>(lock);
    }

    static WeakReference<Object> inLambda(int seed) {
        Object captured = new Object();
        Supplier<Object> supplier = () -> captured;
        return new WeakReference<>(supplier.get());
    }

    static WeakReference<Object> overwritten(int seed) {
        Object local = new Object();
        WeakReference<Object> weak = new WeakReference<>(local);
        local = weak;
        return local == weak ? weak : null;
    }

    static WeakReference<Object> reflective(int seed) {
        try {
            Object made = Object.class.getConstructor().newInstance();
            return new WeakReference<>(made);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** Too large for a thread's free lists: each is asked for by itself. */
    static WeakReference<Object> inLarge(int seed) {
        Object large = seed % 2 == 0 ? new long[70 + seed % 600] : new Object[70 + seed % 300];
        return new WeakReference<>(large);
    }

    static final Way[] WAYS = {
        NoStaleSlots::inField, NoStaleSlots::inArray, NoStaleSlots::inInstance, NoStaleSlots::asOperand,
        NoStaleSlots::throughCalls, NoStaleSlots::inException, NoStaleSlots::inLock, NoStaleSlots::inLambda,
        NoStaleSlots::overwritten, NoStaleSlots::reflective, NoStaleSlots::inLarge
    };

    /** At the bottom of a recursion whose frames have references of their own. */
    static boolean collectAt(int depth, Way way, int seed, Object above) {
        if (depth > 0) {
            Object mine = new int[] {depth};
            boolean cleared = collectAt(depth - 1, way, seed, mine);
            return ((int[]) mine)[0] == depth && cleared;
        }
        WeakReference<Object> weak = way.drop(seed);
        System.gc();
        return weak.get() == null;
    }

    /** In its own frame: in a scope whose slot is written again, and on the operand stack. */
    static boolean collectHere(int seed) {
        WeakReference<Object> weak;
        {
            Object scoped = new Object();
            weak = new WeakReference<>(scoped);
        }
        int again = seed;
        String text = "seed " + again + weak.getClass().getSimpleName();
        System.gc();
        return weak.get() == null && text.length() > again % 5;
    }

    static int failures(int runs, int salt) {
        int failures = 0;
        for (int run = 0; run < runs; run++) {
            int seed = run * 7 + salt;
            int depth = seed * 13 % 301;
            if (!collectAt(depth, WAYS[run % WAYS.length], seed, null)) {
                failures++;
            }
            if (run % 5 == 0 && !collectHere(seed)) {
                failures++;
            }
        }
        return failures;
    }

    public static void main(String[] args) throws InterruptedException {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        System.out.println("main: " + failures(runs, 0) + " kept");
        int[] results = new int[args.length > 1 ? Integer.parseInt(args[1]) : 3];
        Thread[] threads = new Thread[results.length];
        for (int i = 0; i < threads.length; i++) {
            int at = i;
            threads[i] = new Thread(() -> results[at] = failures(runs / 2, at + 1));
            threads[i].start();
        }
        for (int i = 0; i < threads.length; i++) {
            threads[i].join();
            System.out.println("thread " + i + ": " + results[i] + " kept");
        }
    }
}
