// What Unsafe refuses: offsets and bases of fields of the other kind, instances of what has none; a boolean
// in memory that is neither 0 nor 1 is true.
import java.lang.reflect.Field;
import sun.misc.Unsafe;

public class UnsafeRefusals {
    interface Body {
        Object run() throws Throwable;
    }

    interface Constant {
        int VALUE = 5;
    }

    abstract static class Unfinished {
    }

    static class Initialized {
        static {
            System.out.println("initialized");
        }

        int value = 3;
    }

    static class Failing {
        static final int VALUE = Integer.parseInt("x");
    }

    enum Kind {
        ONE
    }

    static Object shared = "static";
    Object own = "mine";
    boolean flag;

    static void attempt(String what, Body body) {
        try {
            System.out.println(what + ": " + body.run());
        } catch (Throwable t) {
            System.out.println(what + ": " + t);
        }
    }

    static Field field(Class<?> c, String name) throws NoSuchFieldException {
        return c.getDeclaredField(name);
    }

    static void fields(Unsafe u) {
        attempt("offset of a static", () -> u.objectFieldOffset(field(UnsafeRefusals.class, "shared")));
        attempt("offset of a constant", () -> u.objectFieldOffset(field(Constant.class, "VALUE")));
        attempt("static offset", () -> u.staticFieldOffset(field(UnsafeRefusals.class, "own")));
        attempt("static base", () -> u.staticFieldBase(field(UnsafeRefusals.class, "own")));
        attempt("right", () -> u.getObject(u.staticFieldBase(field(UnsafeRefusals.class, "shared")),
            u.staticFieldOffset(field(UnsafeRefusals.class, "shared"))));
        attempt("right", () -> u.getObject(new UnsafeRefusals(),
            u.objectFieldOffset(field(UnsafeRefusals.class, "own"))));
    }

    static void booleans(Unsafe u) throws Exception {
        UnsafeRefusals object = new UnsafeRefusals();
        Field flag = field(UnsafeRefusals.class, "flag");
        long offset = u.objectFieldOffset(flag);
        for (byte value : new byte[] {0, 1, 2, 127, -128, -1}) {
            u.putByte(object, offset, value);
            System.out.println(value + ": " + u.getBoolean(object, offset) + " "
                + u.getBooleanVolatile(object, offset) + " " + flag.getBoolean(object) + " "
                + u.getByte(object, offset));
        }
    }

    static void instances(Unsafe u) {
        for (Class<?> c : new Class<?>[] {int.class, void.class, int[].class, String[][].class, Class.class,
            Constant.class, Unfinished.class, Override.class, Failing.class}) {
            attempt(c.getName(), () -> u.allocateInstance(c));
        }
        attempt("class", () -> ((Initialized) u.allocateInstance(Initialized.class)).value);
        attempt("enum", () -> ((Kind) u.allocateInstance(Kind.class)).ordinal());
    }

    public static void main(String[] args) throws Exception {
        Field f = Unsafe.class.getDeclaredField("theUnsafe");
        f.setAccessible(true);
        Unsafe u = (Unsafe) f.get(null);
        fields(u);
        booleans(u);
        instances(u);
    }
}
