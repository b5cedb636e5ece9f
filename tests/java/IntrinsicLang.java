// vmargs: -XX:CompileThreshold=200
// Methods of java.lang that a compiler has templates for: classes, threads, hashes, clocks, indices; what
// they throw, with texts and frames.
import java.util.Objects;
import java.util.function.Supplier;

public class IntrinsicLang {
    interface Shape {
    }

    static final Object[] OBJECTS = {"text", 1, new int[0], new String[0][], new Shape() {
    }, Thread.State.NEW};
    static final Class<?>[] CLASSES = {int.class, void.class, String.class, Shape.class, int[].class,
        Shape[].class, Override.class,
        Thread.State.class};

    static String caught(Supplier<?> body) {
        try {
            return "" + body.get();
        } catch (RuntimeException e) {
            StringBuilder out = new StringBuilder(e.toString());
            StackTraceElement[] frames = e.getStackTrace();
            for (int i = 0; i < 5; i++) {
                out.append("\n    ").append(frames[i].getClassName()).append('.')
                    .append(frames[i].getMethodName());
                if (frames[i].getClassName().startsWith("Intrinsic")) {
                    out.append(':').append(frames[i].getLineNumber());
                }
            }
            return out.toString().replaceAll("Lambda\\$\\S*", "Lambda");
        }
    }

    static int classes(Object[] objects) {
        int sum = 0;
        for (Object o : objects) {
            sum = sum * 3 + (o.getClass() == String.class ? 1 : 0) + o.getClass().getName().length();
        }
        return sum;
    }

    static int kinds(Class<?>[] all) {
        int sum = 0;
        for (Class<?> c : all) {
            sum = sum * 2 + (c.isArray() ? 1 : 0);
            sum = sum * 2 + (c.isPrimitive() ? 1 : 0);
            sum = sum * 2 + (c.isInterface() ? 1 : 0);
        }
        return sum;
    }

    static boolean isArray(Class<?> c) {
        return c.isArray();
    }

    static boolean isInterface(Class<?> c) {
        return c.isInterface();
    }

    static Class<?> classOf(Object o) {
        return o.getClass();
    }

    static int hashes(Object a, Object b) {
        return (System.identityHashCode(a) == System.identityHashCode(a) ? 1 : 0)
            + (System.identityHashCode(null) == 0 ? 2 : 0)
            + (System.identityHashCode(a) == a.hashCode() ? 4 : 0)
            + (System.identityHashCode(b) == b.hashCode() ? 8 : 0);
    }

    static int threads() {
        Thread current = Thread.currentThread();
        return current.getName().length() + (current == Thread.currentThread() ? 1 : 0);
    }

    static int clocks() {
        long nanos = System.nanoTime(), millis = System.currentTimeMillis();
        return (System.nanoTime() >= nanos ? 1 : 0) + (System.currentTimeMillis() >= millis ? 2 : 0)
            + (millis > 1600000000000L ? 4 : 0);
    }

    static int index(int i, int length) {
        return Objects.checkIndex(i, length) * 3;
    }

    static long longIndex(long i, long length) {
        return 5 + Objects.checkIndex(i, length);
    }

    static int indices() {
        int[] values = {0, 1, 5, -1, Integer.MAX_VALUE, Integer.MIN_VALUE};
        int refused = 0;
        for (int i : values) {
            for (int length : values) {
                try {
                    refused += index(i, length);
                } catch (IndexOutOfBoundsException e) {
                    refused += e.getMessage().length();
                }
                try {
                    refused += longIndex(i, length);
                } catch (IndexOutOfBoundsException e) {
                    refused += e.getMessage().length();
                }
            }
        }
        return refused;
    }

    static void print() {
        System.out.println(classes(OBJECTS) + " " + kinds(CLASSES) + " " + hashes(new Object(), "x")
            + " " + threads() + " " + clocks()
            + " " + indices());
        System.out.println(caught(() -> classOf(null)));
        System.out.println(caught(() -> isArray(null)));
        System.out.println(caught(() -> isInterface(null)));
        System.out.println(caught(() -> index(5, 5)));
        System.out.println(caught(() -> index(0, -1)));
        System.out.println(caught(() -> longIndex(-1, 1L << 40)));
    }

    public static void main(String[] args) {
        print();
        int sum = 0;
        for (int i = 0; i < 300; i++) {
            sum += classes(OBJECTS) + kinds(CLASSES) + hashes(OBJECTS, "y") + threads() + clocks() + indices()
                + index(3, 7) + (int) longIndex(4, 8) + classOf("a").hashCode() % 1
                + (isArray(int[].class) ? 1 : 0)
                + (isInterface(Shape.class) ? 1 : 0);
        }
        System.out.println(sum);
        print();
    }
}
