// Class loaders and hidden classes go when nothing refers to them, and stay as long as anything does
// args: 40
import java.io.InputStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;

public class ClassUnloading {
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Mark {
        int value();
    }

    public static class Base {
        public int field = 3;
    }

    /** Loaded by loaders of its own; everything that metadata can hold. */
    @Mark(7)
    public static class Payload extends Base implements IntSupplier, Runnable {
        static int runs;
        static Object held = new int[] {1, 2, 3};
        static final String TEXT = "payload";
        public int plain = 5;

        public int getAsInt() {
            IntSupplier lambda = () -> runs + TEXT.length() + ((int[]) held)[1];
            return lambda.getAsInt() + ("x" + runs + plain + field).length();
        }

        /** After the pause nothing of the class is left but this frame. */
        public void run() {
            runs = TEXT.length();
            ClassUnloading.pause();
            ClassUnloading.result = runs + ((int[]) held)[2];
        }

        public static int twice(int k) {
            return 2 * k;
        }
    }

    /** Also defined as a hidden class: it does not name itself. */
    public static class Small implements IntSupplier {
        public int getAsInt() {
            return 11;
        }
    }

    static final class Own extends ClassLoader {
        Own() {
            super(null);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] file = OWN.get(name);
            if (file == null) {
                return ClassUnloading.class.getClassLoader().loadClass(name);
            }
            return defineClass(name, file, 0, file.length);
        }
    }

    static final Map<String, byte[]> OWN = new HashMap<>();
    static final ClassLoadingMXBean LOADING = ManagementFactory.getClassLoadingMXBean();
    static volatile boolean paused, go;

    public static volatile int result;

    public static void pause() {
        paused = true;
        while (!go) {
            Thread.onSpinWait();
        }
    }

    static Class<?> load() throws Exception {
        return new Own().loadClass("ClassUnloading$Payload");
    }

    /** A thread that has ended may take a while to be forgotten. */
    static boolean dies(WeakReference<?> weak) throws InterruptedException {
        for (int i = 0; i < 100 && weak.get() != null; i++) {
            System.gc();
            if (i > 2 && weak.get() != null) {
                Thread.sleep(i);
            }
        }
        return weak.get() == null;
    }

    /** What keeps a loader: makes something of the class that alone refers to it. */
    interface Keeper {
        Object keep(Class<?> c) throws Throwable;
    }

    static void kept(String what, Keeper keeper) throws Throwable {
        Class<?> c = load();
        WeakReference<ClassLoader> loader = new WeakReference<>(c.getClassLoader());
        Object[] keeps = {keeper.keep(c)};
        c = null;
        System.gc();
        System.gc();
        String while_ = loader.get() != null ? "stays" : "is gone";
        if (keeps[0] instanceof IntSupplier) {
            while_ += " " + ((IntSupplier) keeps[0]).getAsInt();
        }
        keeps[0] = null;
        System.out.println(what + ": " + while_ + ", then " + (dies(loader) ? "goes" : "stays"));
    }

    static void keepers() throws Throwable {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        kept("nothing", c -> "");
        kept("the class", c -> c);
        kept("the loader", c -> c.getClassLoader());
        kept("an instance", c -> c.getConstructor().newInstance());
        kept("an array", c -> Array.newInstance(c, 3));
        kept("an array class", c -> c.arrayType().arrayType());
        kept("a method", c -> c.getMethod("getAsInt"));
        kept("a field", c -> c.getField("plain"));
        kept("a constructor", c -> c.getConstructor());
        kept("a method handle", c -> lookup.findStatic(c, "twice",
            MethodType.methodType(int.class, int.class)));
        kept("a bound handle", c -> lookup.bind(c.getConstructor().newInstance(), "getAsInt",
            MethodType.methodType(int.class)));
        kept("a method type", c -> MethodType.methodType(c, c));
        kept("a var handle", c -> lookup.findVarHandle(c, "plain", int.class));
        kept("its annotations", c -> List.of(c.getAnnotations()));
        kept("a lambda", c -> {
            IntSupplier instance = (IntSupplier) c.getConstructor().newInstance();
            return (IntSupplier) instance::getAsInt;
        });
        kept("an exception", c -> {
            try {
                c.getMethod("twice", int.class).invoke(null, "wrong");
                return null;
            } catch (IllegalArgumentException e) {
                return new Object[] {e, c.getConstructor().newInstance()};
            }
        });
    }

    static void contextLoader() throws Exception {
        Class<?> c = load();
        WeakReference<ClassLoader> loader = new WeakReference<>(c.getClassLoader());
        Object lock = new Object();
        boolean[] done = new boolean[1];
        Thread t = new Thread(() -> {
            synchronized (lock) {
                while (!done[0]) {
                    try {
                        lock.wait();
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            }
        });
        t.setContextClassLoader(c.getClassLoader());
        c = null;
        t.start();
        System.gc();
        boolean stays = loader.get() != null;
        synchronized (lock) {
            done[0] = true;
            lock.notifyAll();
        }
        t.join();
        t = null;
        System.out.println("context loader: " + (stays ? "stays" : "is gone") + ", then "
            + (dies(loader) ? "goes" : "stays"));
    }

    static void runningFrame() throws Exception {
        Class<?> c = load();
        WeakReference<ClassLoader> loader = new WeakReference<>(c.getClassLoader());
        Runnable[] box = {(Runnable) c.getConstructor().newInstance()};
        c = null;
        Thread t = new Thread(() -> {
            Runnable run = box[0];
            box[0] = null;
            run.run();
        });
        t.start();
        while (!paused) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        boolean stays = loader.get() != null;
        go = true;
        t.join();
        t = null;
        System.out.println("running frame: " + (stays ? "stays" : "is gone") + " " + result + ", then "
            + (dies(loader) ? "goes" : "stays"));
    }

    static void hidden() throws Throwable {
        byte[] file = OWN.get("ClassUnloading$Small");
        Class<?> c = MethodHandles.lookup().defineHiddenClass(file, true).lookupClass();
        WeakReference<Class<?>> weak = new WeakReference<>(c);
        Object[] instance = {c.getConstructor().newInstance()};
        c = null;
        System.gc();
        boolean stays = weak.get() != null;
        instance[0] = null;
        System.out.println("hidden class: " + (stays ? "stays" : "is gone") + ", then "
            + (dies(weak) ? "goes" : "stays"));
        Class<?> strong = MethodHandles.lookup().defineHiddenClass(file, true,
            MethodHandles.Lookup.ClassOption.STRONG).lookupClass();
        weak = new WeakReference<>(strong);
        strong = null;
        System.gc();
        System.out.println("strong hidden class: " + (weak.get() != null ? "stays" : "is gone"));
    }

    static long metadataUsed() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(p -> p.getName().contains("Meta"))
            .mapToLong(p -> p.getUsage().getUsed()).sum();
    }

    /** Called through one call site with receivers of ever new classes. */
    static int call(IntSupplier supplier) {
        return supplier.getAsInt();
    }

    static void churn(int rounds) throws Throwable {
        byte[] file = OWN.get("ClassUnloading$Small");
        ReferenceQueue<ClassLoader> queue = new ReferenceQueue<>();
        List<PhantomReference<ClassLoader>> phantoms = new ArrayList<>();
        long unloaded = LOADING.getUnloadedClassCount(), used = 0, sum = 0;
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < 10; i++) {
                Class<?> c = load();
                phantoms.add(new PhantomReference<>(c.getClassLoader(), queue));
                sum += call((IntSupplier) c.getConstructor().newInstance());
                Class<?> hidden = MethodHandles.lookup().defineHiddenClass(file, true).lookupClass();
                sum += call((IntSupplier) hidden.getConstructor().newInstance());
            }
            System.gc();
            if (round == rounds / 2) {
                used = metadataUsed();
            }
        }
        boolean bounded = metadataUsed() < used + (4 << 20);
        int enqueued = 0;
        Map<Object, Integer> seen = new TreeMap<>();
        for (int idle = 0; idle < 5 && enqueued < phantoms.size(); idle++) {
            System.gc();
            for (Object r = queue.remove(200); r != null; r = queue.remove(20)) {
                enqueued++;
                seen.merge(phantoms.indexOf(r), 1, Integer::sum);
            }
        }
        /* Each loader has the class and its lambda. */
        long gone = LOADING.getUnloadedClassCount() - unloaded;
        System.out.println("churn: sum " + sum + ", metadata " + (bounded ? "bounded" : "grows") + ", "
            + (gone >= rounds * 30 ? "all unloaded" : gone + " unloaded") + ", enqueued once: "
            + (enqueued == rounds * 10 && seen.size() == enqueued));
    }

    public static void main(String[] args) throws Throwable {
        for (String name : new String[] {"ClassUnloading$Payload", "ClassUnloading$Small"}) {
            try (InputStream in = ClassUnloading.class.getResourceAsStream(name + ".class")) {
                OWN.put(name, in.readAllBytes());
            }
        }
        keepers();
        contextLoader();
        runningFrame();
        hidden();
        churn(args.length > 0 ? Integer.parseInt(args[0]) : 10);
    }
}
