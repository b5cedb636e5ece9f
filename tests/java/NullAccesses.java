import java.util.function.ToLongFunction;

/** Every kind of access of a null reference throws where it stands, the hundredth time as the first. */
public class NullAccesses {
    int field;
    long wide;
    double real;
    boolean flag;
    Object object;
    volatile int guarded;
    NullAccesses next;

    /** A field past the lowest page of an object. */
    static class Large {
        long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9;
        int last;
    }

    interface Shape {
        int area();
    }

    static final class Square implements Shape {
        int side = 3;

        public int area() {
            return side * side;
        }
    }

    int getField() {
        return field;
    }

    final int sum(int other) {
        return field + other;
    }

    static int staticGetter(NullAccesses of) {
        return of.field;
    }

    static Object staticGetterOfObject(NullAccesses of) {
        return of.object;
    }

    static int inlinedTwice(NullAccesses of) {
        return staticGetter(of) + of.getField();
    }

    static long readArray(Object array, int kind, int index) {
        switch (kind) {
            case 0: return ((int[]) array)[index];
            case 1: return ((long[]) array)[index];
            case 2: return ((byte[]) array)[index];
            case 3: return ((char[]) array)[index];
            case 4: return (long) ((double[]) array)[index];
            case 5: return (long) ((float[]) array)[index];
            case 6: return ((Object[]) array)[index] == null ? 1 : 2;
            default: return ((int[]) array).length;
        }
    }

    static void writeArray(Object array, int kind, int index) {
        switch (kind) {
            case 0: ((int[]) array)[index] = 1; break;
            case 1: ((long[]) array)[index] = 1; break;
            case 2: ((byte[]) array)[index] = 1; break;
            case 3: ((char[]) array)[index] = 1; break;
            case 4: ((double[]) array)[index] = 1; break;
            case 5: ((float[]) array)[index] = 1; break;
            default: ((Object[]) array)[index] = "x"; break;
        }
    }

    /** In a loop, with values in registers that the handler reads. */
    static long keepsLocals(NullAccesses[] all) {
        long sum = 0;
        int good = 0, bad = 0;
        for (int i = 0; i < all.length; i++) {
            try {
                sum += all[i].field;
                good++;
                sum += all[i].next.field;
            } catch (NullPointerException e) {
                bad++;
                sum += 1000L * i;
            }
        }
        return sum * 10000 + good * 100 + bad;
    }

    static String run(ToLongFunction<NullAccesses> access, NullAccesses with, int kind) {
        try {
            return "" + access.applyAsLong(with);
        } catch (NullPointerException e) {
            StackTraceElement top = e.getStackTrace()[0];
            return e.getMessage() + " at " + top.getMethodName();
        }
    }

    static void check(String name, ToLongFunction<NullAccesses> access) {
        NullAccesses some = new NullAccesses();
        some.next = new NullAccesses();
        String good = null, bad = null;
        for (int i = 0; i < 200; i++) {
            String now = run(access, some, i);
            if (good != null && !good.equals(now))
                throw new AssertionError(name + ": " + good + ", then " + now);
            good = now;
            if (i % 4 == 3) {
                now = run(access, null, i);
                if (bad != null && !bad.equals(now))
                    throw new AssertionError(name + ": " + bad + ", then " + now);
                bad = now;
            }
        }
        System.out.println(name + ": " + good + "; " + bad);
    }

    static int throwing(RuntimeException e) {
        throw e;
    }

    static int area(Shape shape) {
        return shape.area();
    }

    static int last(Large large) {
        return large.last;
    }

    public static void main(String[] args) {
        check("int", n -> n.field);
        check("long", n -> n.wide);
        check("double", n -> (long) n.real);
        check("boolean", n -> n.flag ? 1 : 0);
        check("object", n -> n.object == null ? 0 : 1);
        check("volatile", n -> n.guarded);
        check("put int", n -> n.field = 0);
        check("put long", n -> n.wide = 2);
        check("put double", n -> (long) (n.real = 3));
        check("put boolean", n -> (n.flag = false) ? 1 : 0);
        check("put object", n -> (n.object = null) == null ? 0 : 1);
        check("put volatile", n -> n.guarded = 4);
        check("call", n -> n.getField());
        check("final call", n -> n.sum(5));
        check("static getter", n -> staticGetter(n));
        check("static getter of an object", n -> staticGetterOfObject(n) == null ? 0 : 1);
        check("inlined", n -> inlinedTwice(n));
        check("chain", n -> n.next.field);
        check("deeper", n -> n.next.next == null ? 1 : n.next.next.field);
        check("Object's", n -> n.getClass() == NullAccesses.class ? 1 : 0);
        check("lock", n -> {
            synchronized (n) {
                return 6;
            }
        });
        check("interface", n -> area(n == null ? null : new Square()));
        check("throw", n -> n == null ? throwing(null) : 7);
        check("subclass field", n -> last(n == null ? null : new Large()));
        Object[] arrays = {new int[1], new long[1], new byte[1], new char[1], new double[1], new float[1],
                           new Object[1], new int[9]};
        for (int kind = 0; kind < arrays.length; kind++) {
            int which = kind;
            check("read " + kind, n -> readArray(n == null ? null : arrays[which], which, 0));
            check("write " + kind, n -> {
                writeArray(n == null ? null : which < 7 ? arrays[which] : arrays[6], which, 0);
                return 8;
            });
        }
        NullAccesses[] all = new NullAccesses[40];
        for (int i = 0; i < all.length; i++) {
            all[i] = i % 3 == 0 ? null : new NullAccesses();
            if (i % 3 == 1)
                all[i].next = all[i];
        }
        long first = keepsLocals(all);
        for (int i = 0; i < 100; i++)
            if (keepsLocals(all) != first)
                throw new AssertionError();
        System.out.println("locals " + first);
    }
}
