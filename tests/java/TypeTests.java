import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;

/** instanceof, casts and stores into arrays that hold and that do not, against classes of every kind, often
 * enough to be compiled: interfaces, classes below many others, arrays of all these, classes loaded late. */
public class TypeTests {
    interface Shape { }

    interface Round extends Shape { }

    interface Unused { }

    interface Never { }

    static class Circle implements Round { }

    static class Disc extends Circle implements Comparable<Disc>, Cloneable, Serializable, Runnable {
        public int compareTo(Disc other) {
            return 0;
        }

        public void run() { }
    }

    static class Plain { }

    static class Bare implements Unused { }

    enum Colour implements Shape {
        RED, GREEN { }
    }

    record Pair(int a, Object b) implements Round { }

    static class C1 { }

    static class C2 extends C1 { }

    static class C3 extends C2 { }

    static class C4 extends C3 { }

    static class C5 extends C4 { }

    static class C6 extends C5 implements Shape { }

    static class C7 extends C6 { }

    static class C8 extends C7 { }

    static class C9 extends C8 implements Runnable {
        public void run() { }
    }

    static class C10 extends C9 { }

    static class Other8 extends C7 { }

    static class Other9 extends Other8 { }

    static final int ROUNDS = 3000;
    static final String[] NAMES = {"Object", "Shape", "Round", "Unused", "Never", "Circle", "Disc",
        "Plain", "Comparable", "Cloneable", "Serializable", "Runnable", "Colour", "Pair", "C6", "C7",
        "C8", "C9", "C10", "Other8", "String", "CharSequence", "Number", "Object[]", "Object[][]",
        "Shape[]", "Round[]", "Never[]", "Circle[]", "C8[]", "C9[][]", "Runnable[][]", "Cloneable[]",
        "Serializable[][]", "int[]", "int[][]", "byte[]", "String[]", "Comparable[]", "Class", "List"};

    /** One bit for each name. */
    static long instances(Object o) {
        long bits = 0;
        int at = 0;
        bits |= (o instanceof Object ? 1L : 0) << at++;
        bits |= (o instanceof Shape ? 1L : 0) << at++;
        bits |= (o instanceof Round ? 1L : 0) << at++;
        bits |= (o instanceof Unused ? 1L : 0) << at++;
        bits |= (o instanceof Never ? 1L : 0) << at++;
        bits |= (o instanceof Circle ? 1L : 0) << at++;
        bits |= (o instanceof Disc ? 1L : 0) << at++;
        bits |= (o instanceof Plain ? 1L : 0) << at++;
        bits |= (o instanceof Comparable ? 1L : 0) << at++;
        bits |= (o instanceof Cloneable ? 1L : 0) << at++;
        bits |= (o instanceof Serializable ? 1L : 0) << at++;
        bits |= (o instanceof Runnable ? 1L : 0) << at++;
        bits |= (o instanceof Colour ? 1L : 0) << at++;
        bits |= (o instanceof Pair ? 1L : 0) << at++;
        bits |= (o instanceof C6 ? 1L : 0) << at++;
        bits |= (o instanceof C7 ? 1L : 0) << at++;
        bits |= (o instanceof C8 ? 1L : 0) << at++;
        bits |= (o instanceof C9 ? 1L : 0) << at++;
        bits |= (o instanceof C10 ? 1L : 0) << at++;
        bits |= (o instanceof Other8 ? 1L : 0) << at++;
        return bits | libraryInstances(o, at);
    }

    static long libraryInstances(Object o, int at) {
        long bits = 0;
        bits |= (o instanceof String ? 1L : 0) << at++;
        bits |= (o instanceof CharSequence ? 1L : 0) << at++;
        bits |= (o instanceof Number ? 1L : 0) << at++;
        bits |= (o instanceof Object[] ? 1L : 0) << at++;
        bits |= (o instanceof Object[][] ? 1L : 0) << at++;
        bits |= (o instanceof Shape[] ? 1L : 0) << at++;
        bits |= (o instanceof Round[] ? 1L : 0) << at++;
        bits |= (o instanceof Never[] ? 1L : 0) << at++;
        bits |= (o instanceof Circle[] ? 1L : 0) << at++;
        bits |= (o instanceof C8[] ? 1L : 0) << at++;
        bits |= (o instanceof C9[][] ? 1L : 0) << at++;
        bits |= (o instanceof Runnable[][] ? 1L : 0) << at++;
        bits |= (o instanceof Cloneable[] ? 1L : 0) << at++;
        bits |= (o instanceof Serializable[][] ? 1L : 0) << at++;
        bits |= (o instanceof int[] ? 1L : 0) << at++;
        bits |= (o instanceof int[][] ? 1L : 0) << at++;
        bits |= (o instanceof byte[] ? 1L : 0) << at++;
        bits |= (o instanceof String[] ? 1L : 0) << at++;
        bits |= (o instanceof Comparable[] ? 1L : 0) << at++;
        bits |= (o instanceof Class ? 1L : 0) << at++;
        bits |= (o instanceof List ? 1L : 0) << at++;
        return bits;
    }

    /** The same by a cast each, which returns what it got. */
    static Object cast(int to, Object o) {
        switch (to) {
            case 0: return (Object) o;
            case 1: return (Shape) o;
            case 2: return (Round) o;
            case 3: return (Unused) o;
            case 4: return (Never) o;
            case 5: return (Circle) o;
            case 6: return (Disc) o;
            case 7: return (Plain) o;
            case 8: return (Comparable<?>) o;
            case 9: return (Cloneable) o;
            case 10: return (Serializable) o;
            case 11: return (Runnable) o;
            case 12: return (Colour) o;
            case 13: return (Pair) o;
            case 14: return (C6) o;
            case 15: return (C7) o;
            case 16: return (C8) o;
            case 17: return (C9) o;
            case 18: return (C10) o;
            case 19: return (Other8) o;
            default: return castToLibrary(to, o);
        }
    }

    static Object castToLibrary(int to, Object o) {
        switch (to) {
            case 20: return (String) o;
            case 21: return (CharSequence) o;
            case 22: return (Number) o;
            case 23: return (Object[]) o;
            case 24: return (Object[][]) o;
            case 25: return (Shape[]) o;
            case 26: return (Round[]) o;
            case 27: return (Never[]) o;
            case 28: return (Circle[]) o;
            case 29: return (C8[]) o;
            case 30: return (C9[][]) o;
            case 31: return (Runnable[][]) o;
            case 32: return (Cloneable[]) o;
            case 33: return (Serializable[][]) o;
            case 34: return (int[]) o;
            case 35: return (int[][]) o;
            case 36: return (byte[]) o;
            case 37: return (String[]) o;
            case 38: return (Comparable<?>[]) o;
            case 39: return (Class<?>) o;
            default: return (List<?>) o;
        }
    }

    static final Object[] OBJECTS = {null, new Object(), new Circle(), new Disc(), new Plain(), new Bare(),
        Colour.RED, Colour.GREEN, new Pair(1, 2), new C1(), new C6(), new C7(), new C8(), new C9(), new C10(),
        new Other8(), new Other9(), "text", 5, 'c', new ArrayList<Object>(), int.class,
        (Runnable & Serializable) () -> { }, new int[1], new int[1][1], new byte[1], new Object[1],
        new Object[1][1], new Object[1][1][1], new Shape[1], new Round[1][1], new Circle[1], new Disc[1],
        new Disc[1][1], new Never[1], new C9[1], new C10[1][1], new Runnable[1][1], new Cloneable[1],
        new Serializable[1], new String[1], new String[1][1], new Colour[1], new Pair[1], new Integer[1][1]};

    static void instancesAndCasts() {
        long[] bits = new long[OBJECTS.length];
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < OBJECTS.length; i++) {
                long now = instances(OBJECTS[i]);
                if (round == 0)
                    bits[i] = now;
                else if (bits[i] != now)
                    throw new AssertionError(i + " in round " + round + ": " + bits[i] + " " + now);
            }
        }
        for (int i = 0; i < OBJECTS.length; i++) {
            StringBuilder line = new StringBuilder();
            for (int k = 0; k < NAMES.length; k++)
                if ((bits[i] >> k & 1) != 0)
                    line.append(' ').append(NAMES[k]);
            Object o = OBJECTS[i];
            String type = o == null || i == 22 ? "" : o.getClass().getTypeName();
            System.out.println(i + " " + type + ":" + line);
        }
        int refused = 0;
        for (int round = 0; round < 40; round++) {
            for (int i = 0; i < OBJECTS.length; i++) {
                for (int k = 0; k < NAMES.length; k++) {
                    boolean fits = OBJECTS[i] == null || (bits[i] >> k & 1) != 0;
                    try {
                        if (cast(k, OBJECTS[i]) != OBJECTS[i] || !fits)
                            throw new AssertionError(i + " cast to " + NAMES[k]);
                    } catch (ClassCastException e) {
                        if (fits)
                            throw new AssertionError(i + " refused by " + NAMES[k]);
                        refused++;
                        if (round == 39 && i > 0 && i != 22 && (i + k) % 7 == 0)
                            System.out.println(e.getMessage());
                    }
                }
            }
        }
        System.out.println(refused + " casts refused");
    }

    static final Object[][] ARRAYS = {new Object[1], new Shape[1], new Round[1], new Never[1], new Circle[1],
        new Runnable[1], new Cloneable[1], new Serializable[1], new Comparable[1], new C6[1], new C7[1],
        new C8[1], new C9[1], new C10[1], new Other8[1], new Object[1][1], new Shape[1][1],
        new Runnable[1][1][1], new Cloneable[1][1], new int[1][1], new byte[1][1][1], new String[1],
        new String[1][1], new Number[1], new Integer[1]};

    static void store(Object[] array, int index, Object value) {
        array[index] = value;
    }

    /** Inlined with a handler below: the code finds it itself. */
    static boolean tryStore(Object[] array, Object value) {
        try {
            array[0] = value;
            return array[0] == value;
        } catch (ArrayStoreException e) {
            return false;
        }
    }

    static void stores() {
        int refused = 0, quietly = 0;
        for (int round = 0; round < 60; round++) {
            for (int a = 0; a < ARRAYS.length; a++) {
                for (int i = 0; i < OBJECTS.length; i++) {
                    ARRAYS[a][0] = null;
                    boolean fits = OBJECTS[i] == null ||
                        ARRAYS[a].getClass().getComponentType().isInstance(OBJECTS[i]);
                    boolean fitted = true;
                    try {
                        store(ARRAYS[a], 0, OBJECTS[i]);
                    } catch (ArrayStoreException e) {
                        fitted = false;
                        refused++;
                        if (round == 59 && (a + i) % 9 == 0 && i != 22)
                            System.out.println(a + ": " + e.getMessage());
                    }
                    if (fits != fitted || (ARRAYS[a][0] != (fits ? OBJECTS[i] : null)))
                        throw new AssertionError(a + " " + i + " in round " + round);
                    ARRAYS[a][0] = null;
                    if (!tryStore(ARRAYS[a], OBJECTS[i]))
                        quietly++;
                }
            }
        }
        System.out.println(refused + " stores refused, " + quietly);
    }

    /** Values in many registers, and on both sides of the test. */
    static double around(Object[] objects, int n) {
        long a = 1, b = 2, c = 3, d = 4, e = 5, f = 6;
        double x = 0.5, y = 1.5, z = 2.5;
        for (int i = 0; i < n; i++) {
            Object o = objects[i % objects.length];
            if (o instanceof Never)
                a ^= b;
            if (o instanceof Round)
                b += a + i;
            c += o instanceof Runnable ? d : e;
            d = d * 31 + (o instanceof C9 ? 7 : f);
            x += o instanceof Cloneable[] ? y : z;
            y = z * 0.5 + (o instanceof Shape[] ? 1 : x * 1e-9);
            e += c ^ d;
            f -= e >>> 3;
        }
        return a + b + c + d + e + f + x + y + z;
    }

    /** One class, two interfaces in turns, so that what was found last is never what is asked next. */
    static int alternating(Object o, int n) {
        int found = 0;
        for (int i = 0; i < n; i++) {
            if (o instanceof Round)
                found++;
            if (o instanceof Never)
                found += 1000;
            if (o instanceof Runnable)
                found++;
            if (((Shape) o) != null && ((Comparable<?>) o) != null)
                found++;
        }
        return found;
    }

    /** Classes that the code below names before they are loaded; the last loads them. */
    static class Late {
        interface Face { }

        static class Faced implements Face { }

        static int ask(Object o) {
            return (o instanceof Face ? 1 : 0) + (o instanceof Faced ? 2 : 0) +
                (o instanceof Face[] ? 4 : 0) + (o instanceof Faced[][] ? 8 : 0);
        }

        static Object make(int which) {
            switch (which) {
                case 0: return new Faced();
                case 1: return new Faced[1];
                default: return new Faced[1][1];
            }
        }
    }

    static void late() {
        int sum = 0;
        for (int i = 0; i < ROUNDS * 2; i++)
            sum += Late.ask(null);
        for (int i = 0; i < ROUNDS * 2; i++)
            sum += Late.ask("text") + Late.ask(OBJECTS[i % OBJECTS.length]);
        System.out.println("not yet: " + sum);
        for (int which = 0; which < 3; which++) {
            Object o = Late.make(which);
            for (int i = 0; i < ROUNDS; i++)
                sum += Late.ask(o);
            System.out.println("late: " + Late.ask(o) + " " + sum);
        }
    }

    static void hidden() throws Exception {
        ClassWriterLite w = new ClassWriterLite(55, ClassWriterLite.PUBLIC | ClassWriterLite.SUPER,
            "HiddenRunner", "java/lang/Object", "java/lang/Cloneable", "java/lang/Runnable");
        w.constructor();
        w.method(ClassWriterLite.PUBLIC, "run", "()V").op("return");
        Class<?> c = MethodHandles.lookup().defineHiddenClass(w.bytes(), true).lookupClass();
        Object one = c.getDeclaredConstructor().newInstance();
        Object some = java.lang.reflect.Array.newInstance(c, 2);
        long both = instances(one);
        for (int i = 0; i < ROUNDS; i++)
            if (instances(one) != both || alternatingHidden(one, c) != 3 || !(some instanceof Runnable[]))
                throw new AssertionError(i);
        System.out.println("hidden: " + Long.toHexString(both) + " " + Long.toHexString(instances(some)));
        try {
            store((Object[]) some, 1, "text");
        } catch (ArrayStoreException e) {
            System.out.println(e.getMessage());
        }
    }

    static int alternatingHidden(Object o, Class<?> c) {
        return (c.isInstance(o) ? 1 : 0) + (c.isInstance("text") ? 10 : 0) + (c.cast(o) == o ? 2 : 0);
    }

    public static void main(String[] args) throws Exception {
        instancesAndCasts();
        stores();
        System.out.println(around(OBJECTS, 40000));
        System.out.println(alternating(new Disc(), 30000));
        late();
        hidden();
    }
}
