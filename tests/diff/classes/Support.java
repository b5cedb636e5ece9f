import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;

/** What generated code calls, and the values that it is called with. */
public class Support {
    /** How an expression is named depends on the paths to it, of which odd code has too many to tell. */
    static boolean withNullTexts = true;
    public static int intField;
    public static long longField;
    public static float floatField;
    public static double doubleField;
    public static Object referenceField;
    public static volatile int volatileInt;
    public static volatile long volatileLong;

    public static final MethodHandle MAX;
    public static final MethodHandle CONCAT;
    public static final MethodHandle ADJUSTED;
    public static final MethodHandle GETTER;
    public static final VarHandle INT;
    public static final VarHandle LONG;
    public static final VarHandle REFERENCE;
    public static final VarHandle ELEMENTS = MethodHandles.arrayElementVarHandle(int[].class);
    public static final VarHandle OBJECTS = MethodHandles.arrayElementVarHandle(Object[].class);
    public static final IntUnaryOperator NEXT = i -> i + 1;
    public static final LongBinaryOperator SUM = Long::sum;
    public static final Function<Object, Object> TEXT =
        o -> "text " + (o instanceof Integer || o == null ? o : "?");

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MAX =
                lookup.findStatic(Math.class, "max", MethodType.methodType(int.class, int.class, int.class));
            CONCAT =
                lookup.findVirtual(String.class, "concat", MethodType.methodType(String.class, String.class));
            MethodHandle five = lookup.findStatic(Support.class, "five",
                MethodType.methodType(
                    long.class, Object.class, long.class, int.class, double.class, float.class));
            ADJUSTED = MethodHandles.permuteArguments(
                MethodHandles.insertArguments(MethodHandles.insertArguments(five, 4, 1.5f), 0, "bound"),
                MethodType.methodType(long.class, int.class, long.class, double.class), 1, 0, 2);
            GETTER = lookup.findGetter(Support.class, "d", double.class);
            INT = lookup.findVarHandle(Support.class, "i", int.class);
            LONG = lookup.findVarHandle(Support.class, "vj", long.class);
            REFERENCE = lookup.findVarHandle(Support.class, "a", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    public boolean z;
    public byte b;
    public char c;
    public short s;
    public int i;
    public long j;
    public float f;
    public double d;
    public Object a;
    public volatile int vi;
    public volatile long vj;
    public volatile Object va;

    public Support() {
    }

    public Support(int i, long j) {
        this.i = i;
        this.j = j;
    }

    /** Not inlined, since it has a loop; leaves nothing in registers. */
    public static void nothing() {
        for (int k = 0; k < 1; k++) {
            intField += 0;
        }
    }

    public static int same(int x) {
        return x;
    }

    public static long same(long x) {
        return x;
    }

    public static float same(float x) {
        return x;
    }

    public static double same(double x) {
        return x;
    }

    public static Object same(Object x) {
        return x;
    }

    public static int farSame(int x) {
        nothing();
        return x;
    }

    public static long farSame(long x) {
        nothing();
        return x;
    }

    public static float farSame(float x) {
        nothing();
        return x;
    }

    public static double farSame(double x) {
        nothing();
        return x;
    }

    public static Object farSame(Object x) {
        nothing();
        return x;
    }

    public static long five(Object a, long b, int c, double d, float e) {
        nothing();
        return hash(a) + b * 3 + c * 5 + number(d) * 7 + number(e) * 11;
    }

    /** What was thrown, and in which methods. */
    public static long trace(Throwable t) {
        long h = hash(t);
        for (StackTraceElement e : t.getStackTrace()) {
            if (e.getClassName().startsWith("Odd")) {
                h = fold(h, e.getMethodName().hashCode());
            }
        }
        return h;
    }

    /** A number that tells objects apart by what they contain. */
    public static int hash(Object o) {
        if (o == null) {
            return 7;
        }
        int h = o.getClass().getName().hashCode();
        if (o.getClass().isArray()) {
            int n = java.lang.reflect.Array.getLength(o);
            h += n;
            for (int k = 0; k < n; k++) {
                h = h * 31 + hash(java.lang.reflect.Array.get(o, k));
            }
        } else if (h == "java.lang.StringBuilder".hashCode()
            || o.getClass().getName().startsWith("java.util.conc")) {
            h = h * 31 + o.toString().replaceAll("@.*", "").hashCode();
        } else if (o instanceof String || o instanceof Number || o instanceof Character
            || o instanceof Boolean) {
            h = h * 31 + o.hashCode();
        } else if (o instanceof ByteBuffer b) {
            h = h * 31 + b.hashCode();
        } else if (o instanceof NullPointerException && !withNullTexts) {
            h = h * 31;
        } else if (o instanceof Throwable t) {
            h = h * 31 + hash(t.getMessage());
        } else if (o instanceof Support x) {
            h = h * 31 + (x.z ? 1 : 2) + x.b * 3 + x.c * 5 + x.s * 7 + x.i * 11 + hash(x.j) * 13
                + hash(x.f) * 17 + hash(x.d) * 19 + hash(x.a) * 23 + x.vi * 29 + hash(x.vj) * 37
                + hash(x.va) * 41;
        }
        return h;
    }

    public static long fold(long h, long x) {
        return (h ^ x) * 0x9E3779B97F4A7C15L ^ h >>> 29;
    }

    public static long number(int x) {
        return x;
    }

    public static long number(long x) {
        return x;
    }

    public static long number(float x) {
        return Float.floatToIntBits(x);
    }

    public static long number(double x) {
        return Double.doubleToLongBits(x);
    }

    public static long number(Object x) {
        return hash(x);
    }

    static final int[] INTS = {0, 1, -1, 2, 3, 5, 7, 8, 10, 15, 16, 31, 32, 33, 63, 64, 100, 127, 128, -128,
        -129, 255, 256, 1000, 32767, 32768, -32768, -32769, 65535, 65536, 0x7fffffff, 0x80000000, 0x80000001,
        0x55555555, 0xaaaaaaaa, 1000000007};
    static final long[] LONGS = {0, 1, -1, 2, 3, 7, 10, 31, 32, 63, 64, 127, 128, -128, 255, 65536,
        0x7fffffffL, 0x80000000L, 0xffffffffL, 0x100000000L, -0x80000000L, -0x80000001L, Long.MAX_VALUE,
        Long.MIN_VALUE, Long.MIN_VALUE + 1, 0x5555555555555555L, 1000000007L, -1000000000000L};
    static final float[] FLOATS = {0f, -0f, 1f, -1f, 0.5f, 1.5f, 2.5f, -2.5f, 0.49999997f, 1e-45f,
        1.17549435e-38f, 3.4028235e38f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY,
        2147483648f, -2147483648f, 2147483520f, 9.223372e18f, 8388609f, 16777217f, 0.1f, 1e10f};
    static final double[] DOUBLES = {0d, -0d, 1d, -1d, 0.5, 1.5, 2.5, -2.5, 0.49999999999999994, 4.9e-324,
        2.2250738585072014e-308, 1.7976931348623157e308, Double.NaN, Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY, 2147483647d, 2147483648d, -2147483648d, -2147483649d, 2147483647.5,
        9.223372036854775807e18, -9.223372036854775808e18, 4503599627370497.5, 0.1, 1e100};
    static final String[] STRINGS = {"", "a", "abc", "abd", "abcd", "\u00e9t\u00e9", "\u4e2d\u6587",
        "a\u4e2d", null, "a longer text with several words in it", "a longer text with several words in It"};
}
