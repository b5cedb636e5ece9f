// vmargs: -XX:CompileThreshold=200
// Methods of java.lang that a compiler has templates for: classes, threads, hashes, clocks, indices; what
// they throw, with texts and frames.
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.util.Arrays;
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
            for (int i = 0; i < 5 && i < frames.length; i++) {
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

    static int subtypes(Object[] objects, Class<?>[] all) {
        int sum = 0;
        for (Class<?> c : all) {
            for (Object o : objects) {
                sum = sum * 3 + (c.isInstance(o) ? 1 : 0) + (c.isInstance(null) ? 5 : 0);
                sum = sum * 3 + (c.isAssignableFrom(o.getClass()) ? 1 : 0);
            }
            for (Class<?> other : all) {
                sum = sum * 3 + (c.isAssignableFrom(other) ? 1 : 0);
            }
            Class<?> above = c.getSuperclass();
            sum = sum * 31 + (above == null ? 0 : above.getName().length());
        }
        return sum;
    }

    static int knownClasses(Object o) {
        int sum = (String.class.isInstance(o) ? 1 : 0) + (Shape.class.isInstance(o) ? 2 : 0)
            + (int.class.isInstance(o) ? 4 : 0) + (Object[].class.isInstance(o) ? 8 : 0)
            + (Comparable.class.isInstance(o) ? 16 : 0);
        return sum + (Object.class.cast(o) == o ? 32 : 0) + (o instanceof Comparable ? asComparable(o) : 0);
    }

    static int asComparable(Object o) {
        return Comparable.class.cast(o) == o ? 64 : 0;
    }

    static Object cast(Class<?> c, Object o) {
        return c.cast(o);
    }

    static Integer toInteger(Object o) {
        return Integer.class.cast(o);
    }

    static Object newArray(Class<?> component, int length) {
        return Array.newInstance(component, length);
    }

    static int length(Object array) {
        return Array.getLength(array);
    }

    static int arrays() {
        int sum = 0;
        for (Class<?> c : new Class<?>[] {int.class, boolean.class, String.class, Shape[].class,
            double[].class}) {
            for (int i = 0; i < 4; i++) {
                Object array = newArray(c, i * 3);
                sum = sum * 31 + length(array) + array.getClass().getName().length();
            }
        }
        return sum + Arrays.copyOf(new Shape[4], 7).length;
    }

    static boolean refers(Reference<Object> reference, Object object) {
        return reference.refersTo(object);
    }

    static int references() {
        Object a = "a";
        Reference<Object> weak = new WeakReference<>(a), phantom = new PhantomReference<>(a,
            new ReferenceQueue<>());
        Reference<Object> soft = new SoftReference<>(a);
        int sum = (refers(weak, a) ? 1 : 0) + (refers(phantom, a) ? 2 : 0) + (refers(soft, "b") ? 4 : 0);
        weak.clear();
        return sum + (refers(weak, null) ? 8 : 0) + (refers(soft, null) ? 16 : 0) + (soft.get() == a ? 32 : 0)
            + (weak.get() == null ? 64 : 0);
    }

    // Sites that meet one class, and then another.

    static class Hashed {
        public int hashCode() {
            return 77;
        }
    }

    static int hashOf(Object o) {
        return o.hashCode();
    }

    static char first(CharSequence s) {
        return s.charAt(0);
    }

    static boolean same(Object a, Object b) {
        return a.equals(b);
    }

    static int virtual(Object plain, CharSequence text, int k) {
        return (hashOf(plain) == System.identityHashCode(plain) ? 1 : 0) + first(text)
            + (same(text, "xyz") ? 2 : 0)
            + (k % 50 == 0 ? hashOf(new Hashed()) + first(new StringBuilder("q")) + (same(k,
            50) ? 1 : 0) : 0);
    }

    static void print() {
        System.out.println(classes(OBJECTS) + " " + kinds(CLASSES) + " " + hashes(new Object(), "x")
            + " " + threads() + " " + clocks()
            + " " + indices());
        System.out.println(subtypes(OBJECTS, CLASSES) + " " + arrays() + " " + references() + " "
            + virtual(new Object(), "xyz", 50));
        System.out.println(caught(() -> String.class.isAssignableFrom(null)));
        System.out.println(caught(() -> ((Class<?>) null).isInstance("")));
        System.out.println(caught(() -> cast(String.class, 5)));
        System.out.println(caught(() -> cast(null, 5)));
        System.out.println(caught(() -> toInteger("text")));
        System.out.println(caught(() -> newArray(null, 1)));
        System.out.println(caught(() -> newArray(int.class, -1)));
        System.out.println(caught(() -> newArray(void.class, 1)));
        System.out.println(caught(() -> length(null)));
        System.out.println(caught(() -> length("text")));
        System.out.println(caught(() -> hashOf(null)));
        System.out.println(caught(() -> first(null)));
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
            for (Object o : OBJECTS) {
                sum = sum * 3 + knownClasses(o) + (cast(Object.class, o) == o ? 1 : 0) + toInteger(i)
                    + (toInteger(null) == null ? 7 : 0);
            }
            sum += knownClasses(null) + subtypes(OBJECTS, CLASSES) + arrays() + references()
                + virtual(OBJECTS, "xyz", i);
            sum += classes(OBJECTS) + kinds(CLASSES) + hashes(OBJECTS, "y") + threads() + clocks() + indices()
                + index(3, 7) + (int) longIndex(4, 8) + classOf("a").hashCode() % 1
                + (isArray(int[].class) ? 1 : 0)
                + (isInterface(Shape.class) ? 1 : 0);
        }
        System.out.println(sum);
        print();
    }
}
