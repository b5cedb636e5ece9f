import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.invoke.SwitchPoint;
import java.lang.invoke.VarHandle;
import java.lang.invoke.VolatileCallSite;
import java.lang.invoke.WrongMethodTypeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Method handles that are constants of hot code, and others; what happens when they, or call sites, fail. */
public class CompiledHandles {
    interface Shape {
        int area(int x);

        default int twice(int x) {
            return area(x) * 2;
        }
    }

    static class Square implements Shape {
        int side;

        Square(int side) {
            this.side = side;
        }

        public int area(int x) {
            return side * side + x;
        }

        private int secret(long a, double b) {
            return (int) (side + a + b);
        }
    }

    static final class Odd extends Square {
        Odd(int side) {
            super(side | 1);
        }

        @Override
        public int area(int x) {
            return -super.area(x);
        }

        static MethodHandle special() throws ReflectiveOperationException {
            return MethodHandles.lookup().findSpecial(Square.class, "area", INT_INT, Odd.class);
        }
    }

    static int add(int a, int b) {
        return a + b;
    }

    static int fail(int a) {
        if (a % 3 == 0)
            throw new IllegalStateException("fail " + a);
        return a;
    }

    static int recover(IllegalStateException e, int a) {
        return -a - e.getMessage().length();
    }

    static int cleanup(Throwable t, int result, int a) {
        return t != null ? -1 : result + 1;
    }

    static boolean isSmall(int a) {
        return a < 5;
    }

    static int sum(int[] numbers) {
        int sum = 0;
        for (int n : numbers)
            sum += n;
        return sum;
    }

    static int sumOf(Object... numbers) {
        int sum = 0;
        for (Object n : numbers)
            sum = sum * 3 + (Integer) n;
        return sum;
    }

    static int step(int value, int i, int n) {
        return value + i * n;
    }

    static byte narrow(long a) {
        return (byte) a;
    }

    static final MethodType INT_INT = MethodType.methodType(int.class, int.class);
    static final MethodHandle ADD, AREA, TWICE, SPECIAL, SECRET, NEW, GET_SIDE, SET_SIDE, BOUND,
        COLLECTED, SPREAD,
        GUARDED, CAUGHT, FINALLY, LOOP, FILTERED, FOLDED, PERMUTED, BOXED, NARROWED, CONSTANT,
            ELEMENT, IDENTITY;
    static final MutableCallSite MUTABLE = new MutableCallSite(INT_INT);
    static final VolatileCallSite VOLATILE = new VolatileCallSite(INT_INT);
    static final CallSite FIXED;
    static final MethodHandle MUTABLE_INVOKER, VOLATILE_INVOKER, FIXED_INVOKER, SWITCHED;
    static final SwitchPoint SWITCH = new SwitchPoint();
    static final VarHandle SIDE;
    static final Square SQUARE = new Square(3);

    static {
        try {
            MethodHandles.Lookup l = MethodHandles.lookup();
            Class<?> c = CompiledHandles.class;
            MethodType two = MethodType.methodType(int.class, int.class, int.class);
            ADD = l.findStatic(c, "add", two);
            AREA = l.findVirtual(Square.class, "area", INT_INT);
            TWICE = l.findVirtual(Shape.class, "twice", INT_INT);
            SPECIAL = Odd.special();
            SECRET = l.findVirtual(Square.class, "secret",
                MethodType.methodType(int.class, long.class, double.class));
            NEW = l.findConstructor(Odd.class, MethodType.methodType(void.class, int.class));
            GET_SIDE = l.findGetter(Square.class, "side", int.class);
            SET_SIDE = l.findSetter(Square.class, "side", int.class);
            BOUND = MethodHandles.insertArguments(ADD, 0, 100);
            MethodHandle sum = l.findStatic(c, "sum", MethodType.methodType(int.class, int[].class));
            COLLECTED = sum.asCollector(int[].class, 3);
            SPREAD = ADD.asSpreader(int[].class, 2);
            MethodHandle fail = l.findStatic(c, "fail", INT_INT);
            MethodHandle small = l.findStatic(c, "isSmall", MethodType.methodType(boolean.class, int.class));
            GUARDED = MethodHandles.guardWithTest(small, BOUND, fail);
            CAUGHT = MethodHandles.catchException(fail, IllegalStateException.class, l.findStatic(c,
                "recover",
                MethodType.methodType(int.class, IllegalStateException.class, int.class)));
            FINALLY = MethodHandles.tryFinally(CAUGHT, l.findStatic(c, "cleanup",
                MethodType.methodType(int.class, Throwable.class, int.class, int.class)));
            LOOP = MethodHandles.countedLoop(MethodHandles.identity(int.class),
                MethodHandles.dropArguments(MethodHandles.constant(int.class, 7), 0, int.class),
                l.findStatic(c, "step", MethodType.methodType(int.class, int.class, int.class, int.class)));
            FILTERED = MethodHandles.filterArguments(ADD, 0, BOUND, fail);
            FOLDED = MethodHandles.foldArguments(ADD, BOUND);
            PERMUTED = MethodHandles.permuteArguments(ADD, MethodType.methodType(int.class, int.class), 0, 0);
            BOXED = ADD.asType(MethodType.methodType(Object.class, Object.class, Integer.class));
            NARROWED = l.findStatic(c, "narrow", MethodType.methodType(byte.class, long.class));
            CONSTANT = MethodHandles.constant(String.class, "constant");
            ELEMENT = MethodHandles.arrayElementGetter(int[].class);
            IDENTITY = MethodHandles.identity(Object.class);
            FIXED = new ConstantCallSite(BOUND);
            MUTABLE.setTarget(BOUND);
            VOLATILE.setTarget(BOUND);
            MUTABLE_INVOKER = MUTABLE.dynamicInvoker();
            VOLATILE_INVOKER = VOLATILE.dynamicInvoker();
            FIXED_INVOKER = FIXED.dynamicInvoker();
            SWITCHED = SWITCH.guardWithTest(BOUND, MethodHandles.insertArguments(ADD, 0, -7));
            SIDE = l.findVarHandle(Square.class, "side", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    static long constants(int i, Square s, Shape shape) throws Throwable {
        long r = (int) ADD.invokeExact(i, 3) + (int) AREA.invokeExact(s, i) * 3L;
        r += (int) TWICE.invokeExact(shape, i);
        r = r * 31 + (int) SECRET.invokeExact(s, (long) i, 2.5) + ((Odd) NEW.invokeExact(i)).side;
        SET_SIDE.invokeExact(s, (int) GET_SIDE.invokeExact(s) + 1);
        r = r * 31 + (int) BOUND.invokeExact(i) + (int) COLLECTED.invokeExact(i, 2, 3);
        r = r * 31 + (int) SPREAD.invokeExact(new int[] {i, 5}) + (int) CAUGHT.invokeExact(i);
        r = r * 31 + (int) FINALLY.invokeExact(i) + (int) LOOP.invokeExact(i & 3);
        r = r * 31 + (int) FOLDED.invokeExact(i) + (int) PERMUTED.invokeExact(i);
        r = r * 31 + (Integer) BOXED.invoke(i, 4) + (byte) NARROWED.invokeExact((long) i);
        r = r * 31 + (byte) NARROWED.invoke(i) + ((String) CONSTANT.invokeExact()).length();
        r = r * 31 + (int) ELEMENT.invokeExact(new int[] {i, 1}, i & 1) + (int) FIXED_INVOKER.invokeExact(i);
        r = r * 31 + (int) (Integer) (Object) IDENTITY.invokeExact((Object) i);
        r = r * 31 + (int) ADD.invoke((short) i, (byte) 3);
        r = r * 31 + (int) SWITCHED.invokeExact(i) + (int) AREA.invoke((Square) new Odd(i), 1);
        try {
            r += (int) GUARDED.invokeExact(i) + (int) FILTERED.invokeExact(1, i);
        } catch (IllegalStateException e) {
            r += e.getMessage().length();
        }
        return r;
    }

    static int through(MethodHandle h, int i) throws Throwable {
        return (int) h.invokeExact(i);
    }

    static int sites(int i) throws Throwable {
        return (int) MUTABLE_INVOKER.invokeExact(i) * 1000 + (int) VOLATILE_INVOKER.invokeExact(i);
    }

    static String attempt(Throwing body) {
        try {
            return "fine: " + body.run();
        } catch (Throwable t) {
            String hidden = "", first = "";
            for (StackTraceElement e : t.getStackTrace()) {
                if (e.getClassName().contains("LambdaForm"))
                    hidden = " (hidden frames)";
                if (first.isEmpty() && e.getClassName().equals("CompiledHandles"))
                    first = e.getMethodName();
            }
            return t + " at " + first + hidden;
        }
    }

    interface Throwing {
        Object run() throws Throwable;
    }

    static void failures(String title) {
        List<String> lines = new ArrayList<>();
        lines.add(attempt(() -> (int) AREA.invokeExact((Square) null, 1)));
        lines.add(attempt(() -> (int) TWICE.invokeExact((Shape) null, 1)));
        lines.add(attempt(() -> (int) SPECIAL.invokeExact((Odd) null, 1)));
        lines.add(attempt(() -> (int) SECRET.invokeExact((Square) null, 1L, 1.0)));
        lines.add(attempt(() -> (int) GET_SIDE.invokeExact((Square) null)));
        lines.add(attempt(() -> (int) SIDE.get((Square) null)));
        lines.add(attempt(() -> (int) SPREAD.invokeExact(new int[3])));
        lines.add(attempt(() -> (int) SPREAD.invokeExact((int[]) null)));
        lines.add(attempt(() -> (long) ADD.invokeExact(1, 2)));
        lines.add(attempt(() -> ADD.invoke("one", 2)));
        lines.add(attempt(() -> (int) AREA.invoke((Object) "no square", 2)));
        lines.add(attempt(() -> (int) BOXED.invoke((Object) null, 2)));
        lines.add(attempt(() -> (String) SIDE.get(SQUARE)));
        lines.add(attempt(() -> (int) SIDE.get("no square")));
        lines.add(attempt(() -> (int) ELEMENT.invokeExact(new int[2], 2)));
        lines.add(attempt(() -> (int) GUARDED.invokeExact(9)));
        lines.add(attempt(() -> ((MethodHandle) null).invoke()));
        System.out.println(title);
        lines.forEach(System.out::println);
    }

    static int depth(int i) throws Throwable {
        return i == 0 ? (int) FILTERED.invokeExact(1, 3) : (int) DEPTH.invokeExact(i - 1);
    }

    static final MethodHandle DEPTH;

    static {
        try {
            DEPTH = MethodHandles.lookup().findStatic(CompiledHandles.class, "depth", INT_INT);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    static void trace() {
        try {
            depth(3);
        } catch (Throwable t) {
            System.out.println(t);
            for (StackTraceElement e : t.getStackTrace())
                System.out.println("  " + e);
        }
    }

    static String lambdas(int i) {
        int k = i * 2;
        Supplier<String> s = () -> "k" + k + 'c' + (long) i + (i & 1) + null + (char) ('a' + i % 26) + 1.5f;
        return s.get() + i;
    }

    public static void main(String[] args) throws Throwable {
        long sum = 0;
        failures("cold");
        Square square = new Square(2);
        MethodHandle other = MethodHandles.insertArguments(ADD, 1, 5);
        for (int i = 0; i < 20000; i++) {
            Shape shape = (i & 1) == 0 ? square : new Odd(i);
            sum = sum * 7 + constants(i, shape instanceof Odd ? (Odd) shape : square, shape);
            sum = sum * 7 + through((i & 3) == 0 ? BOUND : (i & 3) == 1 ? other : SWITCHED, i) + sites(i);
            sum = sum * 7 + (int) SPECIAL.invokeExact(new Odd(i), 2) + lambdas(i).hashCode();
        }
        System.out.println(sum);
        System.out.println(sites(1));
        MUTABLE.setTarget(other);
        System.out.println(sites(1));
        VOLATILE.setTarget(other);
        System.out.println(sites(1));
        System.out.println((int) SWITCHED.invokeExact(1) + " " + constants(1, square, square));
        SwitchPoint.invalidateAll(new SwitchPoint[] {SWITCH});
        System.out.println((int) SWITCHED.invokeExact(1) + " " + constants(1, square, square));
        for (int i = 0; i < 20000; i++)
            sum = sum * 7 + sites(i) + constants(i, square, square);
        System.out.println(sum);
        for (int i = 0; i < 3000; i++)
            attempt(() -> (int) AREA.invokeExact((Square) null, 1));
        failures("hot");
        trace();
    }
}
