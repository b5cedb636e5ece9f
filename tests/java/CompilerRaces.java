import java.util.concurrent.*;

/** Threads load copies of classes, make their methods hot, drop them; others collect and look at stacks. */
public class CompilerRaces {
    public interface Shape {
        int area(int scale);
    }

    public static class Square implements Shape {
        static final int SIDE = Integer.parseInt("3");
        int side = SIDE;

        public int area(int scale) {
            return side * side * scale;
        }
    }

    public static class Slab extends Square {
        static int made;
        int depth = ++made > 0 ? 2 : 0;

        public int area(int scale) {
            return super.area(scale) + depth;
        }
    }

    public static class Work implements Callable<Long> {
        static long total;

        static long sum(Shape shape, int count) {
            long sum = 0;
            for (int i = 0; i < count; i++)
                sum += shape.area(i & 7) + text(i).length();
            return sum;
        }

        static String text(int i) {
            return i % 100 == 0 ? "n" + i : "";
        }

        public Long call() {
            for (int round = 0; round < 20; round++) {
                total += sum(new Square(), 300);
                total += sum(round % 2 == 0 ? new Slab() : new Square(), 300);
            }
            return total;
        }
    }

    static class Copies extends ClassLoader {
        Copies() {
            super(CompilerRaces.class.getClassLoader());
        }

        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("CompilerRaces$S") && !name.endsWith("$Work") || name.endsWith("Shape"))
                return super.loadClass(name, resolve);
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (var in = getParent().getResourceAsStream(name + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (java.io.IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    static final int THREADS = 6, ROUNDS = Integer.getInteger("rounds", 12);
    static volatile boolean done;

    static long rounds() throws Exception {
        long sum = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Class<?> copy = new Copies().loadClass("CompilerRaces$Work");
            var work = (Callable<?>) copy.getConstructor().newInstance();
            for (int again = 0; again < 2; again++)
                sum += (Long) work.call();
        }
        return sum;
    }

    static void disturb() throws Exception {
        for (int i = 0; !done; i++) {
            Thread.sleep(5);
            if (i % 4 == 0)
                System.gc();
            else
                Thread.getAllStackTraces();
        }
    }

    public static void main(String[] args) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS + 2);
        var sums = new java.util.ArrayList<Future<Long>>();
        var others = new java.util.ArrayList<Future<?>>();
        for (int i = 0; i < THREADS; i++)
            sums.add(pool.submit(CompilerRaces::rounds));
        for (int i = 0; i < 2; i++)
            others.add(pool.submit(() -> {
                disturb();
                return null;
            }));
        try {
            for (Future<Long> sum : sums)
                System.out.println(sum.get());
        } finally {
            done = true;
            pool.shutdown();
        }
        for (Future<?> other : others)
            other.get();
    }
}
