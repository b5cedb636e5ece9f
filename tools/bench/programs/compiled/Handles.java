import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Reflective calls, fields, constructors and arrays; a proxy; constant and variable handles. */
public class Handles {
    public interface Adder {
        int add(int a, int b);
    }

    public int value;
    volatile long counter;

    public Handles() {
    }

    public int plus(int x) {
        return value + x;
    }

    public static String text(String s, int n) {
        return n % 3 == 0 ? s : "other";
    }

    static final MethodHandle PLUS;
    static final MethodHandle BOUND;
    static final VarHandle COUNTER;
    static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            PLUS = lookup.findVirtual(Handles.class, "plus", MethodType.methodType(int.class, int.class));
            BOUND = MethodHandles.filterArguments(MethodHandles.insertArguments(PLUS, 0, new Handles()), 0,
                lookup.findStatic(Math.class, "abs", MethodType.methodType(int.class, int.class)));
            COUNTER = lookup.findVarHandle(Handles.class, "counter", long.class);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    public static void main(String[] args) throws Throwable {
        int size = Integer.parseInt(args[0]);
        Method plus = Handles.class.getMethod("plus", int.class);
        Method text = Handles.class.getMethod("text", String.class, int.class);
        Field value = Handles.class.getField("value");
        Constructor<Handles> constructor = Handles.class.getConstructor();
        InvocationHandler sum = (proxy, method, a) -> (Integer) a[0] + (Integer) a[1];
        Adder adder = (Adder) Proxy.newProxyInstance(Handles.class.getClassLoader(),
            new Class<?>[] {Adder.class}, sum);
        MethodHandle[] handles = {PLUS, PLUS.asType(PLUS.type()), MethodHandles.lookup().unreflect(plus)};
        int[] ints = new int[16];
        Handles object = new Handles();
        int check = 0;
        for (int i = 0; i < size; i++) {
            check += (Integer) plus.invoke(object, i) + ((String) text.invoke(null, "word", i)).length();
            value.setInt(object, value.getInt(object) + 1);
            check += constructor.newInstance().value + adder.add(i, 7);
            check += (int) PLUS.invokeExact(object, i) + (int) BOUND.invokeExact(-i);
            check ^= (int) handles[i % 3].invokeExact(object, 3);
            COUNTER.setVolatile(object, (long) COUNTER.getVolatile(object) + 1);
            if (COUNTER.compareAndSet(object, (long) i + 1, (long) i + 1)) {
                check++;
            }
            INTS.set(ints, i & 15, (int) INTS.get(ints, (i + 1) & 15) + i);
            check += Array.getInt(ints, i & 15) + Array.getLength(ints);
        }
        System.out.println("handles " + check + " " + object.counter);
    }
}
