import java.io.*;
import java.lang.ref.*;
import java.nio.ByteBuffer;
import java.nio.channels.*;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.util.zip.*;

/**
 * Soak SECONDS [LIMIT_MB]: everything that a heap has to bear, at once and for long: arrays of 16 bytes to
 * 64 MB, graphs, soft, weak, phantom and final references, class loaders made and dropped, threads in native
 * calls, locks and short-lived threads, in eight threads that check what they hold. Each reference must come
 * out of its queue exactly once, nothing may be found changed, and the process must stay below its limit by
 * /proc/self/status. The last line is "soak: ok", and the exit code 0; the counts before it go to standard
 * error.
 */
public class Soak {
    static final int LARGEST = 64 << 20;
    static volatile boolean done;
    static volatile Throwable failure;
    static final AtomicLong[] counts = new AtomicLong[Work.values().length];

    enum Work { ARRAYS, GRAPHS, REFERENCES, FINALIZERS, LOADERS, NATIVES, LOCKS, MIXTURE }

    static void fail(String message) {
        throw new AssertionError(message);
    }

    static void work(Work kind) {
        Random random = new Random(kind.ordinal());
        try {
            Runnable step = switch (kind) {
                case ARRAYS -> new Arrays0(random);
                case GRAPHS -> new Graphs(random);
                case REFERENCES -> new References(random);
                case FINALIZERS -> new Finalizers(random);
                case LOADERS -> new Loaders();
                case NATIVES -> new Natives(random);
                case LOCKS -> new Locks(random);
                case MIXTURE -> new Mixture(random);
            };
            while (!done && failure == null) {
                step.run();
                counts[kind.ordinal()].incrementAndGet();
            }
        } catch (Throwable e) {
            failure = e;
        }
    }

    // -- arrays of all sizes, most of them small; a bounded number of bytes is kept, and checked when it goes

    static class Arrays0 implements Runnable {
        final Random random;
        final ArrayDeque<long[]> kept = new ArrayDeque<>();
        long bytes;

        Arrays0(Random random) { this.random = random; }

        public void run() {
            int bits = random.nextInt(100) < 98 ? random.nextInt(11) : 11 + random.nextInt(13);
            if (bits > 19 && random.nextInt(20) != 0) bits = 12;
            int length = (1 << bits) / 8 * 8 / 8 + random.nextInt(3);
            length = Math.min(length + (bits == 23 ? LARGEST / 8 - (1 << 20) : 0), LARGEST / 8);
            long[] array = new long[length];
            for (int i = 0; i < length; i += 511)
                if (array[i] != 0) fail("a new array is not zero");
            if (length > 0) array[0] = array[length - 1] = length * 31L;
            if (length > 600) array[600] = ~length;
            kept.add(array);
            bytes += length * 8L;
            while (bytes > 96L << 20 || kept.size() > 20_000) {
                long[] old = kept.remove();
                bytes -= old.length * 8L;
                if (old.length > 0 && (old[0] != old.length * 31L || old[old.length - 1] != old.length * 31L))
                    fail("an array has changed");
                if (old.length > 601 && old[600] != ~old.length) fail("an array has changed in the middle");
            }
        }
    }

    // -- graphs: maps, lists and trees whose nodes know what they must hold

    static class Graphs implements Runnable {
        static class Node {
            Node left, right, parent;
            final int key;
            Object load;
            Node(int key, Node parent) { this.key = key; this.parent = parent; load = new int[] {key, ~key}; }
        }
        final Random random;
        final Map<Integer, String> map = new HashMap<>();
        Node root = new Node(1 << 15, null);
        int size = 1;

        Graphs(Random random) { this.random = random; }

        void insert(int key) {
            Node at = root;
            while (at.key != key) {
                Node next = key < at.key ? at.left : at.right;
                if (next == null) {
                    next = new Node(key, at);
                    if (key < at.key) at.left = next; else at.right = next;
                    size++;
                }
                at = next;
            }
        }

        void check(int key) {
            for (Node at = root; at != null; at = key < at.key ? at.left : at.right) {
                int[] load = (int[]) at.load;
                if (load[0] != at.key || load[1] != ~at.key) fail("a node has changed");
                if (at.parent != null && at.parent.left != at && at.parent.right != at)
                    fail("a link has changed");
                if (at.key == key) return;
            }
        }

        public void run() {
            int key = random.nextInt(1 << 16);
            insert(key);
            check(random.nextInt(1 << 16));
            String old = map.put(key & 0xFFF, "value " + key);
            if (old != null && !old.startsWith("value ")) fail("a map has changed");
            if (size > 20_000) { root = new Node(1 << 15, null); size = 1; }
        }
    }

    // -- references: each comes out of its queue exactly once

    static final ReferenceQueue<Object> queue = new ReferenceQueue<>();
    static final Set<Object> outstanding = ConcurrentHashMap.newKeySet();
    static final AtomicLong made = new AtomicLong(), enqueued = new AtomicLong();

    interface Once { AtomicInteger times(); }
    static class Weak extends WeakReference<Object> implements Once {
        final AtomicInteger times = new AtomicInteger();
        Weak(Object o) { super(o, queue); }
        public AtomicInteger times() { return times; }
    }
    static class Soft extends SoftReference<Object> implements Once {
        final AtomicInteger times = new AtomicInteger();
        Soft(Object o) { super(o, queue); }
        public AtomicInteger times() { return times; }
    }
    static class Phantom extends PhantomReference<Object> implements Once {
        final AtomicInteger times = new AtomicInteger();
        Phantom(Object o) { super(o, queue); }
        public AtomicInteger times() { return times; }
    }

    static void drain() {
        for (Reference<?> r; (r = queue.poll()) != null; ) {
            if (((Once) r).times().incrementAndGet() != 1) fail("enqueued twice: " + r.getClass());
            if (r.get() != null) fail("enqueued with its referent: " + r.getClass());
            if (!outstanding.remove(r)) fail("enqueued, but not known: " + r.getClass());
            enqueued.incrementAndGet();
        }
    }

    static class References implements Runnable {
        final Random random;
        final Object[] targets = new Object[500];

        References(Random random) { this.random = random; }

        void refer(Reference<?> reference) {
            outstanding.add(reference);
            made.incrementAndGet();
        }

        public void run() {
            int at = random.nextInt(targets.length);
            Object target = random.nextInt(30) == 0 ? new byte[random.nextInt(1 << 18)] : new int[] {at};
            targets[at] = target;
            int kinds = random.nextInt(8);
            if ((kinds & 1) != 0) refer(new Weak(target));
            if ((kinds & 2) != 0) refer(new Phantom(target));
            if ((kinds & 4) != 0 && random.nextInt(4) == 0) refer(new Soft(target));
            drain();
            if (outstanding.size() > 100_000) System.gc();
        }
    }

    // -- finalizers: once each, and what comes back to life is whole

    static final AtomicLong finalizable = new AtomicLong(), finalized = new AtomicLong();
    static final Queue<Object> revived = new ConcurrentLinkedQueue<>();

    static class Finalizable {
        final String name;
        final int[] data;
        boolean was;
        Finalizable(int n) {
            name = "object " + n;
            data = new int[] {n, n ^ 77};
            finalizable.incrementAndGet();
        }
        boolean isWhole() { return name.startsWith("object ") && (data[0] ^ data[1]) == 77; }
        @Override protected void finalize() {
            if (was) failure = new AssertionError("finalized twice");
            was = true;
            if (!isWhole()) failure = new AssertionError("finalized with changed fields");
            finalized.incrementAndGet();
            if (data[0] % 5 == 0) revived.add(this);
        }
    }

    static class Finalizers implements Runnable {
        final Random random;
        Finalizers(Random random) { this.random = random; }

        public void run() {
            for (int i = 0; i < 20; i++) new Finalizable(random.nextInt(1000));
            for (Object o; (o = revived.poll()) != null; )
                if (!((Finalizable) o).isWhole()) fail("revived with changed fields");
            if (finalizable.get() - finalized.get() > 20_000) System.gc();
            pause(1);
        }
    }

    // -- class loaders, each with a class of its own and its statics

    public static class Loaded implements Callable<Integer> {
        static final List<Integer> state = new ArrayList<>(List.of(1, 2, 3));
        public Integer call() {
            Callable<Integer> lambda = () -> state.size() + "text".length();
            state.add(4);
            try { return lambda.call(); } catch (Exception e) { throw new AssertionError(e); }
        }
    }

    static class Loader extends ClassLoader {
        static final byte[] bytes = bytes();
        static byte[] bytes() {
            try (InputStream in = Soak.class.getResourceAsStream("Soak$Loaded.class")) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        Loader() { super(Soak.class.getClassLoader()); }
        Class<?> define() { return defineClass("Soak$Loaded", bytes, 0, bytes.length); }
    }

    static final AtomicLong loaders = new AtomicLong(), unloaded = new AtomicLong();
    static final ReferenceQueue<Object> deadLoaders = new ReferenceQueue<>();
    static final Set<Object> loaderReferences = new HashSet<>();

    static void drainLoaders() {
        for (Object r; (r = deadLoaders.poll()) != null; ) {
            if (!loaderReferences.remove(r)) fail("a loader died twice");
            unloaded.incrementAndGet();
        }
    }

    static class Loaders implements Runnable {
        final ArrayDeque<Object> kept = new ArrayDeque<>();

        @SuppressWarnings("unchecked")
        public void run() {
            try {
                Loader loader = new Loader();
                loaders.incrementAndGet();
                loaderReferences.add(new WeakReference<>(loader, deadLoaders));
                Class<?> c = loader.define();
                Callable<Integer> object = (Callable<Integer>) c.getDeclaredConstructor().newInstance();
                kept.add(object);
                if (object.call() != 8) fail("a class's statics are another's");
                if (kept.size() > 10) {
                    Callable<Integer> old = (Callable<Integer>) kept.remove();
                    if (old.call() != 9 || old.getClass() == Loaded.class) fail("a class has changed");
                }
                drainLoaders();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            pause(40);
        }
    }

    // -- native calls that take their time, and such as work on arrays in place

    static void pause(long millis) {
        try { Thread.sleep(millis); } catch (InterruptedException e) { throw new AssertionError(e); }
    }

    static class Natives implements Runnable {
        final Random random;
        final Pipe pipe;
        Natives(Random random) throws IOException { this.random = random; pipe = Pipe.open(); }

        void squeeze() throws DataFormatException {
            byte[] data = new byte[1000 + random.nextInt(50_000)];
            byte[] packed = new byte[60_000], back = new byte[60_000];
            for (int i = 0; i < data.length; i++) data[i] = (byte) (i / 7);
            Deflater deflater = new Deflater();
            deflater.setInput(data);
            deflater.finish();
            int size = deflater.deflate(packed);
            deflater.end();
            Inflater inflater = new Inflater();
            inflater.setInput(packed, 0, size);
            int length = inflater.inflate(back);
            inflater.end();
            if (length != data.length || !Arrays.equals(data, 0, length, back, 0, length)) fail("zlib");
            CRC32 crc = new CRC32();
            crc.update(data);
            crc.update(ByteBuffer.allocateDirect(100));
        }

        void throughThePipe() throws Exception {
            ByteBuffer in = ByteBuffer.allocate(100);
            Thread writer = new Thread(() -> {
                try { pause(random.nextInt(5)); pipe.sink().write(ByteBuffer.wrap(new byte[] {1, 2, 3})); }
                catch (IOException e) { failure = e; }
            });
            writer.start();
            while (in.position() < 3) pipe.source().read(in);    // blocks while others collect
            writer.join();
            if (in.get(2) != 3) fail("a pipe");
        }

        public void run() {
            try {
                pause(random.nextInt(4));
                String status = Files.readString(Path.of("/proc/self/status"));
                if (!status.startsWith("Name:")) fail("a file");
                try (FileInputStream file = new FileInputStream("/proc/self/maps")) {
                    byte[] buffer = new byte[8192];
                    while (file.read(buffer) > 0) { }
                }
                squeeze();
                throughThePipe();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    // -- locks, waits, exceptions, short-lived threads

    static class Locks implements Runnable {
        final Random random;
        final ReentrantLock lock = new ReentrantLock();
        int shared;
        Locks(Random random) { this.random = random; }

        int thrown(int depth) {
            if (depth == 0) throw new IllegalStateException("depth", new Exception("cause"));
            return thrown(depth - 1) + 1;
        }

        public void run() {
            Object monitor = new Object();
            Thread[] threads = new Thread[3];
            for (int i = 0; i < threads.length; i++) {
                threads[i] = new Thread(() -> {
                    for (int n = 0; n < 200; n++) {
                        synchronized (monitor) { shared++; monitor.notifyAll(); }
                        lock.lock();
                        try { new Object().hashCode(); } finally { lock.unlock(); }
                        Object[] garbage = new Object[random.nextInt(50)];
                        Arrays.fill(garbage, monitor);
                    }
                });
                threads[i].start();
            }
            try {
                synchronized (monitor) { monitor.wait(1); }
                for (Thread t : threads) t.join();
            } catch (InterruptedException e) { throw new AssertionError(e); }
            if (shared != 600) fail("lost updates: " + shared);
            shared = 0;
            try { thrown(200); fail("not thrown"); }
            catch (IllegalStateException e) { if (e.getStackTrace().length < 200) fail("a short trace"); }
        }
    }

    // -- a mixture: streams, strings, interning, clones, copies

    static class Mixture implements Runnable {
        final Random random;
        Object[] window = new Object[1000];
        Mixture(Random random) { this.random = random; }

        public void run() {
            int n = random.nextInt(300);
            String text = String.join(",", Collections.nCopies(n, "x" + n));
            if (n > 0 && text.split(",").length != n) fail("strings");
            if (("interned " + n).intern() != ("interned " + n).intern()) fail("interning");
            window[n] = text;
            window[999 - n] = window.clone();
            System.arraycopy(window, 0, window, 1, 998);
            if (random.nextInt(50) == 0) window = new Object[1000];
            ByteBuffer.allocateDirect(4 + random.nextInt(4096)).putInt(0, n);
            List<Integer> sorted = random.ints(200, 0, 1000).boxed().sorted().toList();
            for (int i = 1; i < sorted.size(); i++) if (sorted.get(i - 1) > sorted.get(i)) fail("sorting");
        }
    }

    // -- watching

    static long megabytes(String key) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status")))
            if (line.startsWith(key + ":")) return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
        throw new IOException("no " + key);
    }

    static void report(long seconds, long resident) {
        System.err.printf("%4d s %5d MB, %d of %d references, %d of %d finalized, %d of %d loaders, %s%n",
            seconds, resident, enqueued.get(), made.get(), finalized.get(), finalizable.get(), unloaded.get(),
            loaders.get(), Arrays.toString(counts));
    }

    static long watch(long seconds, long limit) throws Exception {
        long highest = 0, start = System.nanoTime();
        for (long second = 1; second <= seconds && failure == null; second++) {
            pause(Math.max(0, second * 1000 - (System.nanoTime() - start) / 1_000_000));
            long resident = megabytes("VmRSS");
            highest = Math.max(highest, resident);
            if (resident > limit) failure = new AssertionError(resident + " MB are more than " + limit);
            if (second % 10 == 0) report(second, resident);
            if (second % 7 == 0) System.gc();
        }
        return highest;
    }

    /** Nothing but soft references refers to a target any more: without them, all others must come, and the
     *  loaders that were dropped must be gone. */
    static int left() {
        for (Object r : outstanding)
            if (r instanceof Soft soft && soft.get() != null) { soft.clear(); outstanding.remove(soft); }
        for (int round = 0; round < 40 && outstanding.size() + loaderReferences.size() > 0; round++) {
            System.gc();
            pause(20);
            drain();
            drainLoaders();
        }
        if (!loaderReferences.isEmpty()) fail(loaderReferences.size() + " loaders are still there");
        return outstanding.size();
    }

    public static void main(String[] args) throws Exception {
        long seconds = Long.parseLong(args[0]), limit = args.length > 1 ? Long.parseLong(args[1]) : 700;
        Thread[] threads = new Thread[Work.values().length];
        for (Work kind : Work.values()) {
            counts[kind.ordinal()] = new AtomicLong();
            threads[kind.ordinal()] = new Thread(() -> work(kind), kind.toString());
            threads[kind.ordinal()].start();
        }
        long highest = watch(seconds, limit);
        done = true;
        for (Thread t : threads) t.join();
        int left = left();
        report(seconds, highest);
        if (failure != null) throw new AssertionError(failure);
        for (Work kind : Work.values()) if (counts[kind.ordinal()].get() == 0) fail(kind + " did nothing");
        if (left > 0) fail(left + " references were never enqueued");
        if (finalized.get() == 0 || enqueued.get() == 0) fail("nothing was enqueued");
        System.out.println("soak: ok");
    }
}
