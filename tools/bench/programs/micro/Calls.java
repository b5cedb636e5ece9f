import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.function.IntUnaryOperator;

/** Calls of every kind. */
public class Calls {
    interface Shape {
        int area(int x);
    }

    abstract static class Base implements Shape {
    }

    static class A extends Base {
        public int area(int x) {
            return x + 1;
        }
    }

    static class B extends Base {
        public int area(int x) {
            return x + 2;
        }
    }

    static class C extends Base {
        public int area(int x) {
            return x + 3;
        }
    }

    static class D extends Base {
        public int area(int x) {
            return x + 4;
        }
    }

    static class E extends Base {
        public int area(int x) {
            return x + 5;
        }
    }

    static final MethodHandle HANDLE;
    static final Method METHOD;

    static {
        try {
            HANDLE = MethodHandles.lookup()
                .findStatic(Calls.class, "small", MethodType.methodType(int.class, int.class));
            METHOD = Calls.class.getDeclaredMethod("small", int.class);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** Of the first `kinds` classes in turn. */
    static <T> T[] receivers(T[] all, int kinds) {
        Base[] some = {new A(), new B(), new C(), new D(), new E()};
        for (int i = 0; i < all.length; i++) {
            @SuppressWarnings("unchecked")
            T receiver = (T) some[i % kinds];
            all[i] = receiver;
        }
        return all;
    }

    static int small(int x) {
        return x + 3;
    }

    /** Too large to be inlined. */
    static int large(int x) {
        int y = x;
        y += x << 1;
        y ^= x >>> 3;
        y += x * 3;
        y ^= y << 5;
        y += 7;
        y ^= y >>> 11;
        y += x;
        y ^= x << 2;
        y += x * 5;
        y ^= y >>> 7;
        y += 3;
        y ^= x << 1;
        y += 11;
        y ^= y >>> 3;
        y += x * 9;
        return y;
    }

    static int fibonacci(int n) {
        return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
    }

    static long staticSmall(int n) {
        int x = 0;
        for (int i = 0; i < n; i++) {
            x = small(x);
        }
        return x;
    }

    static long staticLarge(int n) {
        int x = 0;
        for (int i = 0; i < n; i++) {
            x = large(x);
        }
        return x;
    }

    /** Some 2.7 million calls for each two million asked for. */
    static long recursive(int n) {
        long sum = 0;
        for (int i = 0; i < n; i += 20_000) {
            sum += fibonacci(20);
        }
        return sum;
    }

    static long virtual1(int n) {
        Base[] receivers = receivers(new Base[64], 1);
        int x = 0;
        for (int i = 0; i < n; i++) {
            x = receivers[i & 63].area(x);
        }
        return x;
    }

    static long virtual2(int n) {
        Base[] receivers = receivers(new Base[64], 2);
        int x = 0;
        for (int i = 0; i < n; i++) {
            x = receivers[i & 63].area(x);
        }
        return x;
    }

    static long virtual3(int n) {
        Base[] receivers = receivers(new Base[64], 3);
        int x = 0;
        for (int i = 0; i < n; i++) {
            x = receivers[i & 63].area(x);
        }
        return x;
    }

    static long virtual5(int n) {
        Base[] receivers = receivers(new Base[64], 5);
        int x = 0;
        for (int i = 0; i < n; i++) {
            x = receivers[i & 63].area(x);
        }
        return x;
    }

    static long interface1(int n) {
        Shape[] receivers = receivers(new Shape[64], 1);
        int x = 0;
        for (int i = 0; i < n; i++) {
            x = receivers[i & 63].area(x);
        }
        return x;
    }

    static long interface2(int n) {
        Shape[] receivers = receivers(new Shape[64], 2);
        int x = 0;
        for (int i = 0; i < n; i++) {
            x = receivers[i & 63].area(x);
        }
        return x;
    }

    static long interface3(int n) {
        Shape[] receivers = receivers(new Shape[64], 3);
        int x = 0;
        for (int i = 0; i < n; i++) {
            x = receivers[i & 63].area(x);
        }
        return x;
    }

    static long interface5(int n) {
        Shape[] receivers = receivers(new Shape[64], 5);
        int x = 0;
        for (int i = 0; i < n; i++) {
            x = receivers[i & 63].area(x);
        }
        return x;
    }

    static long lambda(int n) {
        IntUnaryOperator f = v -> v + 1;
        int x = 0;
        for (int i = 0; i < n; i++) {
            x = f.applyAsInt(x);
        }
        return x;
    }

    static long lambdaCapturing(int n) {
        int x = 0;
        for (int i = 0; i < n; i++) {
            int k = i;
            IntUnaryOperator f = v -> v + k;
            x = f.applyAsInt(x);
        }
        return x;
    }

    static long handle(int n) {
        int x = 0;
        try {
            for (int i = 0; i < n; i++) {
                x = (int) HANDLE.invokeExact(x);
            }
        } catch (Throwable t) {
            throw new AssertionError(t);
        }
        return x;
    }

    static long reflective(int n) {
        int x = 0;
        try {
            for (int i = 0; i < n; i++) {
                x = (Integer) METHOD.invoke(null, x & 1023);
            }
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
        return x;
    }

    /** A native method that is found by its name in a library and does next to nothing. */
    static long jni(int n) {
        double x = 1e-300;
        for (int i = 0; i < n; i++) {
            x = StrictMath.sin(x);
        }
        return (long) (x * 1e300);
    }

    public static void main(String[] args) {
        Bench bench = new Bench(args);
        bench.fast("static", Calls::staticSmall);
        bench.fast("static_large", Calls::staticLarge);
        bench.slow("recursive", Calls::recursive);
        bench.fast("virtual1", Calls::virtual1);
        bench.fast("virtual2", Calls::virtual2);
        bench.fast("virtual3", Calls::virtual3);
        bench.fast("virtual5", Calls::virtual5);
        bench.fast("interface1", Calls::interface1);
        bench.fast("interface2", Calls::interface2);
        bench.fast("interface3", Calls::interface3);
        bench.fast("interface5", Calls::interface5);
        bench.fast("lambda", Calls::lambda);
        bench.slow("lambda_capturing", Calls::lambdaCapturing);
        bench.slow("handle", Calls::handle);
        bench.slow("reflective", Calls::reflective);
        bench.slow("jni", Calls::jni);
    }
}
