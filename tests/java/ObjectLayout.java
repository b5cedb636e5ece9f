// Where fields stand: each in its own aligned place, in its class and below it; what is stored there arrives.
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import sun.misc.Unsafe;

public class ObjectLayout {
    static final Unsafe UNSAFE = unsafe();

    static class Empty { }

    static class Bytes extends Empty {
        byte a = 1;
        boolean b = true;
        byte c = 3;
        static byte one = 4;
    }

    static class Gap extends Bytes {
        long wide = 0x0102030405060708L;
        short half = 9;
        int word = 10;
        Object reference = "in the gap's class";
        static double shared = 2.5;
        static Object kept = "static";
    }

    static class Again extends Gap {
        byte a = 11; // as in Bytes, but another field
        char unit = 'u';
        float single = 1.5f;
        double twice = -2.5;
        int[] array = {12};
        Object none;
        static int count = 13;
        static long ticks = -14;
    }

    static class Many extends Again {
        Object r0 = 0, r1 = 1, r2 = 2;
        byte b0 = 0, b1 = 1, b2 = 2, b3 = 3, b4 = 4;
        Object r3 = 3;
        long l0 = 40, l1 = 41;
        short s0 = 50, s1 = 51, s2 = 52;
        boolean z0, z1 = true;
    }

    static Unsafe unsafe() {
        try {
            Field f = Unsafe.class.getDeclaredField("theUnsafe");
            f.setAccessible(true);
            return (Unsafe) f.get(null);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    static int size(Class<?> type) {
        return type == long.class || type == double.class ? 8
            : type == int.class || type == float.class ? 4
            : type == short.class || type == char.class ? 2
            : type == byte.class || type == boolean.class ? 1 : UNSAFE.arrayIndexScale(Object[].class);
    }

    static Object load(Class<?> type, Object base, long at) {
        return type == long.class ? (Object) UNSAFE.getLong(base, at)
            : type == double.class ? (Object) UNSAFE.getDouble(base, at)
            : type == int.class ? (Object) UNSAFE.getInt(base, at)
            : type == float.class ? (Object) UNSAFE.getFloat(base, at)
            : type == short.class ? (Object) UNSAFE.getShort(base, at)
            : type == char.class ? (Object) UNSAFE.getChar(base, at)
            : type == byte.class ? (Object) UNSAFE.getByte(base, at)
            : type == boolean.class ? (Object) UNSAFE.getBoolean(base, at) : UNSAFE.getObject(base, at);
    }

    static List<Field> fields(Class<?> c, boolean statics) {
        List<Field> found = new ArrayList<>();
        for (; c != Object.class; c = c.getSuperclass()) {
            for (Field f : c.getDeclaredFields()) {
                if (Modifier.isStatic(f.getModifiers()) == statics) {
                    found.add(f);
                }
            }
        }
        return found;
    }

    /** Whether a field lies alone and aligned, and holds what reflection reads. */
    static boolean isInPlace(Field f, Object base, long at, BitSet taken) throws Exception {
        int size = size(f.getType());
        boolean alone = taken.get((int) at, (int) at + size).isEmpty();
        taken.set((int) at, (int) at + size);
        f.setAccessible(true);
        Object wanted = f.get(base), loaded = load(f.getType(), base, at);
        boolean same = f.getType().isPrimitive() ? wanted.equals(loaded) : wanted == loaded;
        return alone && at % size == 0 && at >= 8 && same;
    }

    static void check(Object o) throws Exception {
        BitSet taken = new BitSet();
        for (Field f : fields(o.getClass(), false)) {
            boolean good = isInPlace(f, o, UNSAFE.objectFieldOffset(f), taken);
            System.out.println(f.getDeclaringClass().getSimpleName() + "." + f.getName() + " " + good);
        }
        for (Class<?> c = o.getClass(); c != Object.class; c = c.getSuperclass()) {
            BitSet ofClass = new BitSet();
            for (Field f : fields(c, true)) {
                if (f.getDeclaringClass() == c) {
                    long at = UNSAFE.staticFieldOffset(f);
                    boolean good = isInPlace(f, UNSAFE.staticFieldBase(f), at, ofClass);
                    System.out.println("static " + f.getName() + " " + good);
                }
            }
        }
    }

    /** A field that a superclass declares stands where it stands in that class. */
    static boolean isInherited(Field f, Object below) throws Exception {
        f.setAccessible(true);
        return load(f.getType(), below, UNSAFE.objectFieldOffset(f)).equals(f.get(below));
    }

    /** Writes every field and sees that no other has changed, in many objects while the collector runs. */
    static boolean storesStayApart() {
        Many[] all = new Many[2000];
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < all.length; i++) {
                Many m = all[i] = new Many();
                m.b0 = m.b1 = m.b2 = m.b3 = m.b4 = (byte) -1;
                m.r1 = "r" + i;
                m.none = new int[] {i};
                m.wide = -1L;
                m.word = i;
            }
            System.gc();
            for (int i = 0; i < all.length; i++) {
                Many m = all[i];
                if (!m.r1.equals("r" + i) || ((int[]) m.none)[0] != i || m.word != i || m.half != 9
                        || m.l0 != 40 || m.l1 != 41 || m.s0 != 50 || m.s2 != 52 || m.z0 || !m.z1
                        || m.array[0] != 12
                        || m.unit != 'u' || m.twice != -2.5 || ((Bytes) m).a != 1 || m.a != 11) {
                    return false;
                }
            }
        }
        return true;
    }

    public static void main(String[] args) throws Exception {
        check(new Empty());
        check(new Bytes());
        check(new Gap());
        check(new Again());
        Many many = new Many();
        check(many);
        for (Field f : fields(Gap.class, false)) {
            System.out.println("inherited " + f.getName() + " " + isInherited(f, many));
        }
        System.out.println(storesStayApart());
    }
}
