// A class that overrides what compiled frames call arrives while they run: several frames deep, in several
// threads, by a new loader each round; then the frames meet its objects.
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;

public class LateClasses {
    static final int THREADS = 4, ROUNDS = 8, DEPTH = 12;

    /** Until the first subclass comes, every call of these can only mean this class's methods. */
    public static class Base {
        public int step(int n) {
            return n + 1;
        }

        public final int twice(int n) {
            return step(step(n));
        }

        public String name() {
            return "base";
        }
    }

    public static class Late extends Base {
        @Override
        public int step(int n) {
            return n * 3;
        }

        @Override
        public String name() {
            return "late";
        }
    }

    interface Source {
        Base next();
    }

    /** Defines Late anew, as a subclass of the one Base. */
    static class Loader extends ClassLoader {
        Loader() {
            super(LateClasses.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals("LateClasses$Late")) {
                return super.loadClass(name, resolve);
            }
            Class<?> found = findLoadedClass(name);
            try (InputStream in = LateClasses.class.getResourceAsStream("LateClasses$Late.class")) {
                byte[] bytes = in.readAllBytes();
                return found != null ? found : defineClass(name, bytes, 0, bytes.length);
            } catch (java.io.IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    /** What each frame holds is its caller's; the innermost brings the class. */
    static int deep(Base base, int depth, Source source, StringBuilder seen) {
        int before = base.twice(depth);
        Base met = depth == 0 ? source.next() : base;
        int inner = depth == 0 ? met.step(7) : deep(base, depth - 1, source, seen);
        Base after = depth % 3 == 0 ? source.next() : met;
        int sum = before + inner + after.step(depth) + after.twice(depth) + looped(after, depth);
        if (depth % 4 == 0) {
            seen.append(after.name()).append(' ');
        }
        return sum;
    }

    static int looped(Base base, int n) {
        int sum = 0;
        for (int i = 0; i < 20; i++) {
            sum += base.step(i) ^ n;
        }
        return sum;
    }

    static Base late() {
        try {
            return (Base) new Loader().loadClass("LateClasses$Late").getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    static void warm() {
        Base base = new Base();
        StringBuilder seen = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            deep(base, DEPTH, () -> base, seen);
        }
        System.out.println(seen.length() + " " + deep(base, DEPTH, () -> base, new StringBuilder()));
    }

    static final String[] results = new String[THREADS];

    /** In each round all are deep in their calls when one of them brings the class to all. */
    static void rounds(int number, CyclicBarrier deepest, Base[] brought) {
        StringBuilder text = new StringBuilder();
        for (int round = 0; round < ROUNDS; round++) {
            int bringer = round % THREADS;
            boolean[] met = {false};
            Source source = () -> {
                try {
                    if (!met[0]) {
                        met[0] = true;
                        deepest.await();
                        if (number == bringer) {
                            brought[0] = late();
                        }
                        deepest.await();
                    }
                    return brought[0];
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            };
            StringBuilder seen = new StringBuilder();
            text.append(deep(new Base(), DEPTH + round, source, seen)).append(' ').append(seen);
        }
        results[number] = text.toString();
    }

    public static void main(String[] args) throws Exception {
        warm();
        CyclicBarrier deepest = new CyclicBarrier(THREADS);
        Base[] brought = new Base[1];
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            Thread thread = new Thread(() -> rounds(number, deepest, brought));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (String each : results) {
            System.out.println(each);
        }
        warm();
    }
}
