// Threads that load the same classes, or a circle of classes: who is asked, and that none waits for ever
// Later HotSpots let two threads wait for each other in loaders that are not parallel capable.
// until: 17
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

public class ParallelLoading {
    interface Body {
        void run() throws Exception;
    }

    /** Notes who is asked for what; something can be arranged to happen at the first request for a class. */
    abstract static class Scripted extends ClassLoader {
        final Map<String, byte[]> files = new HashMap<>();
        final Map<String, Body> hooks = Collections.synchronizedMap(new HashMap<>());
        final List<String> asked = Collections.synchronizedList(new ArrayList<>());

        static {
            registerAsParallelCapable();    // a subclass can be so only if this one is
        }

        Scripted() {
            super(ParallelLoading.class.getClassLoader());
        }

        Scripted add(String name, String superName, String... interfaces) {
            int flags = ClassWriterLite.PUBLIC;
            files.put(name, new ClassWriterLite(52, flags, name, superName, interfaces).bytes());
            return this;
        }

        Scripted addInterface(String name) {
            int flags = ClassWriterLite.PUBLIC | ClassWriterLite.INTERFACE | ClassWriterLite.ABSTRACT;
            files.put(name, new ClassWriterLite(52, flags, name, "java/lang/Object").bytes());
            return this;
        }

        abstract Object lockOf(String name);

        @Override
        public Class<?> loadClass(String name) throws ClassNotFoundException {
            byte[] file = files.get(name);
            if (file == null) {
                return super.loadClass(name, false);
            }
            asked.add(Thread.currentThread().getName() + " " + name);
            Body hook = hooks.remove(name);
            try {
                if (hook != null) {
                    hook.run();
                }
            } catch (ClassNotFoundException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            synchronized (lockOf(name)) {
                Class<?> c = findLoadedClass(name);
                return c != null ? c : defineClass(name, file, 0, file.length);
            }
        }
    }

    /** The VM takes its monitor for each request. */
    static class Serial extends Scripted {
        @Override
        Object lockOf(String name) {
            return this;
        }
    }

    static class Parallel extends Scripted {
        static {
            registerAsParallelCapable();
        }

        @Override
        Object lockOf(String name) {
            return getClassLoadingLock(name);
        }
    }

    static String request(Scripted loader, String name) {
        try {
            return "got " + Class.forName(name, false, loader).getName();
        } catch (Throwable e) {
            return e + (e.getCause() == null ? "" : ", cause " + e.getCause());
        }
    }

    static final class Requester extends Thread {
        final Scripted loader;
        final String wanted;
        String result;

        Requester(String name, Scripted loader, String wanted) {
            super(name);
            this.loader = loader;
            this.wanted = wanted;
            start();
        }

        @Override
        public void run() {
            result = request(loader, wanted);
        }

        String result() throws InterruptedException {
            join();
            return getName() + " wanted " + wanted + ": " + result;
        }
    }

    static void report(String title, Scripted loader, Requester... threads) throws Exception {
        System.out.println(title + ", " + loader.getClass().getSimpleName());
        for (Requester thread : threads) {
            System.out.println("  " + thread.result());
        }
        System.out.println("  " + loader.asked);
    }

    /** The same class asked for again by the thread that loads it. */
    static void recursion(Scripted loader) throws Exception {
        loader.add("X", "java/lang/Object");
        loader.hooks.put("X", () -> System.out.println("  inner: " + request(loader, "X")));
        System.out.println("recursion, " + loader.getClass().getSimpleName());
        System.out.println("  " + request(loader, "X") + ", then " + request(loader, "X"));
        System.out.println("  " + loader.asked);
    }

    static void recursionFromJava(Scripted loader) throws Exception {
        loader.add("X", "java/lang/Object");
        loader.hooks.put("X", () -> System.out.println("  inner: " + request(loader, "X")));
        System.out.println("recursion from Java, " + loader.getClass().getSimpleName());
        synchronized (loader) {
            System.out.println("  " + loader.loadClass("X"));
        }
        System.out.println("  " + loader.asked);
    }

    static void circle(Scripted loader) throws Exception {
        loader.add("A", "B").add("B", "C").add("C", "A");
        System.out.println("a circle, " + loader.getClass().getSimpleName());
        for (String name : List.of("A", "B", "A")) {
            System.out.println("  " + request(loader, name));
        }
        System.out.println("  " + loader.asked);
    }

    /** Lets T1 wait in the loader's monitor, which gives it up, at its first request for the name. */
    static CountDownLatch waitAt(Serial loader, String name, Body afterwards) {
        CountDownLatch waits = new CountDownLatch(1);
        loader.hooks.put(name, () -> {
            waits.countDown();
            loader.wait();    // the VM wakes it up
            afterwards.run();
        });
        return waits;
    }

    /** T1 loads `first` and waits at `gap`; T2 then wants `second`. */
    static void givesUpMonitor(String title, Serial loader, String first, String gap, String second,
                               Body after) throws Exception {
        CountDownLatch waits = waitAt(loader, gap, after);
        Requester one = new Requester("T1", loader, first);
        waits.await();
        Requester two = new Requester("T2", loader, second);
        report(title, loader, one, two);
    }

    static void serial() throws Exception {
        Body nothing = () -> { };
        Supplier<Serial> plain = () -> (Serial) new Serial().add("A", "B").add("B", "java/lang/Object");
        Supplier<Serial> circle = () -> (Serial) new Serial().add("A", "B").add("B", "A");
        givesUpMonitor("the same class", plain.get(), "B", "B", "B", nothing);
        givesUpMonitor("the same class, not found by the first", plain.get(), "B", "B", "B", () -> {
            throw new ClassNotFoundException("not now");
        });
        givesUpMonitor("its superclass", plain.get(), "A", "B", "B", nothing);
        givesUpMonitor("its subclass", plain.get(), "B", "B", "A", nothing);
        givesUpMonitor("the same, waiting at the superclass", plain.get(), "A", "B", "A", nothing);
        givesUpMonitor("a circle", circle.get(), "A", "B", "A", nothing);
        givesUpMonitor("a circle, from both ends", circle.get(), "A", "B", "B", nothing);
        givesUpMonitor("a circle, before it is known", circle.get(), "B", "B", "A", nothing);
        Serial interfaces = (Serial) new Serial().add("A", "java/lang/Object", "I").addInterface("I");
        givesUpMonitor("waiting at an interface", interfaces, "A", "I", "A", nothing);
    }

    /** T1 has the lock for A when it waits until T2 has asked for `awaited`, too, and can go no further. */
    static void asksForSuper(String title, Scripted loader, String awaited, String second) throws Exception {
        CountDownLatch waits = new CountDownLatch(1), isAsked = new CountDownLatch(1);
        AtomicReference<Thread> other = new AtomicReference<>();
        loader.hooks.put(awaited, () -> {
            loader.hooks.put(awaited, () -> {
                other.set(Thread.currentThread());
                isAsked.countDown();
            });
            waits.countDown();
            isAsked.await();
            while (!Set.of(Thread.State.BLOCKED, Thread.State.TERMINATED).contains(other.get().getState())) {
                Thread.sleep(1);
            }
        });
        Requester one = new Requester("T1", loader, "A");
        waits.await();
        Requester two = new Requester("T2", loader, second);
        report(title, loader, one, two);
    }

    static void parallel() throws Exception {
        Supplier<Scripted> plain = () -> new Parallel().add("A", "B").add("B", "java/lang/Object");
        Supplier<Scripted> circle = () -> new Parallel().add("A", "B").add("B", "A");
        Scripted three = new Parallel().add("A", "B").add("B", "C").add("C", "A");
        asksForSuper("the same class", plain.get(), "B", "A");
        asksForSuper("its superclass", plain.get(), "B", "B");
        asksForSuper("a circle", circle.get(), "B", "A");
        asksForSuper("a circle, from both ends", circle.get(), "B", "B");
        asksForSuper("a circle of three", three, "B", "C");
        Scripted interfaces = new Parallel().add("A", "java/lang/Object", "I").addInterface("I");
        asksForSuper("an interface", interfaces, "I", "A");
    }

    /** Many threads want classes of a chain and of a tree; all must get the same ones. */
    static void crowd(Scripted loader) throws Exception {
        int length = 40;
        for (int i = 0; i < length; i++) {
            loader.addInterface("I" + i).addInterface("J" + i / 2);
            loader.add("K" + i, i == 0 ? "java/lang/Object" : "K" + (i - 1), "I" + i, "J" + i / 2);
        }
        List<Requester> threads = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            threads.add(new Requester("T" + i, loader, "K" + (length - 1 - i % 4)));
        }
        Set<String> results = new HashSet<>();
        for (Requester thread : threads) {
            results.add(thread.result().substring(thread.getName().length()));
        }
        List<String> sorted = new ArrayList<>(results);
        Collections.sort(sorted);
        System.out.println("crowd, " + loader.getClass().getSimpleName() + ": " + sorted);
    }

    /** Each sees the error; none waits for another one that waits for it. */
    static void crowdInCircle(Scripted loader) throws Exception {
        int length = 9;
        for (int i = 0; i < length; i++) {
            loader.add("K" + i, "K" + (i + 1) % length);
        }
        List<Requester> threads = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            threads.add(new Requester("T" + i, loader, "K" + i));
        }
        int circular = 0;
        for (Requester thread : threads) {
            circular += thread.result().contains("java.lang.ClassCircularityError: K") ? 1 : 0;
        }
        System.out.println("crowd in a circle, " + loader.getClass().getSimpleName() + ": " + circular);
    }

    public static void main(String[] args) throws Exception {
        for (Supplier<Scripted> maker : List.<Supplier<Scripted>>of(Serial::new, Parallel::new)) {
            recursion(maker.get());
            recursionFromJava(maker.get());
            circle(maker.get());
            crowd(maker.get());
            crowdInCircle(maker.get());
        }
        serial();
        parallel();
    }
}
