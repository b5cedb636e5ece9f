import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Fields, arrays, allocation, locks, type checks. */
public class Objects {
    static class Base {
    }

    interface Marked {
    }

    static class A extends Base implements Marked {
    }

    static class B extends Base implements Marked {
    }

    static class C extends Base implements Marked {
    }

    static final class Pair {
        int a;
        int b;

        Pair(int a, int b) {
            this.a = a;
            this.b = b;
        }
    }

    static final class Six {
        long a, b, c, d, e, f;
    }

    static final VarHandle HANDLE;

    static {
        try {
            HANDLE = MethodHandles.lookup().findVarHandle(Objects.class, "number", int.class);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    int number;
    double real;
    Object reference;
    volatile int shared;
    static int common;
    static Object sink;

    static Object[] mixed() {
        Object[] all = new Object[64];
        for (int i = 0; i < all.length; i++) {
            all[i] = i % 3 == 0 ? new A() : i % 3 == 1 ? new B() : new C();
        }
        return all;
    }

    static long fieldInt(int n) {
        Objects o = new Objects();
        for (int i = 0; i < n; i++) {
            o.number += i;
        }
        return o.number;
    }

    static long fieldDouble(int n) {
        Objects o = new Objects();
        for (int i = 0; i < n; i++) {
            o.real += i;
        }
        return (long) o.real;
    }

    static long fieldReference(int n) {
        Objects o = new Objects();
        Object value = new Pair(1, 2);
        for (int i = 0; i < n; i++) {
            o.reference = value;
        }
        return o.reference == value ? 1 : 0;
    }

    static long fieldVolatile(int n) {
        Objects o = new Objects();
        for (int i = 0; i < n; i++) {
            o.shared = i;
        }
        return o.shared;
    }

    static long fieldStatic(int n) {
        common = 0;
        for (int i = 0; i < n; i++) {
            common += i;
        }
        return common;
    }

    static long arrayInt(int n) {
        int[] a = new int[1024];
        int sum = 0;
        for (int i = 0; i < n; i++) {
            a[i & 1023] = i;
            sum += a[(i * 7) & 1023];
        }
        return sum;
    }

    static long arraySum(int n) {
        int[] a = new int[1024];
        a[5] = n;
        int sum = 0;
        for (int k = 0; k < n / 1024; k++) {
            for (int i = 0; i < a.length; i++) {
                sum += a[i];
            }
        }
        return sum;
    }

    static long arrayReference(int n) {
        Object[] a = new Object[1024];
        Object value = new Pair(1, 2);
        for (int i = 0; i < n; i++) {
            a[i & 1023] = value;
        }
        return a.length;
    }

    static long allocate16(int n) {
        for (int i = 0; i < n; i++) {
            sink = new Object();
        }
        return 0;
    }

    static long allocate24(int n) {
        for (int i = 0; i < n; i++) {
            sink = new Pair(i, i);
        }
        return ((Pair) sink).a;
    }

    static long allocate64(int n) {
        for (int i = 0; i < n; i++) {
            sink = new Six();
        }
        return ((Six) sink).c;
    }

    static long allocateArray(int n) {
        for (int i = 0; i < n; i++) {
            sink = new int[8];
        }
        return ((int[]) sink).length;
    }

    static long lock(int n) {
        Object o = new Object();
        int x = 0;
        for (int i = 0; i < n; i++) {
            synchronized (o) {
                x += i;
            }
        }
        return x;
    }

    synchronized int locked(int x) {
        return x + number;
    }

    static long lockMethod(int n) {
        Objects o = new Objects();
        int x = 0;
        for (int i = 0; i < n; i++) {
            x = o.locked(x) + i;
        }
        return x;
    }

    static long castClass(int n) {
        Object[] all = mixed();
        int x = 0;
        for (int i = 0; i < n; i++) {
            Base b = (Base) all[i & 63];
            if (b != null) {
                x++;
            }
        }
        return x;
    }

    static long castInterface(int n) {
        Object[] all = mixed();
        int x = 0;
        for (int i = 0; i < n; i++) {
            Marked m = (Marked) all[i & 63];
            if (m != null) {
                x++;
            }
        }
        return x;
    }

    static long instanceOf(int n) {
        Object[] all = mixed();
        int x = 0;
        for (int i = 0; i < n; i++) {
            if (all[i & 63] instanceof B) {
                x++;
            }
        }
        return x;
    }

    static long varHandle(int n) {
        Objects o = new Objects();
        for (int i = 0; i < n; i++) {
            HANDLE.set(o, (int) HANDLE.get(o) + i);
        }
        return o.number;
    }

    static long compareAndSet(int n) {
        Objects o = new Objects();
        for (int i = 0; i < n; i++) {
            HANDLE.compareAndSet(o, i, i + 1);
        }
        return o.number;
    }

    public static void main(String[] args) {
        Bench bench = new Bench(args);
        bench.fast("field_int", Objects::fieldInt);
        bench.fast("field_double", Objects::fieldDouble);
        bench.fast("field_reference", Objects::fieldReference);
        bench.fast("field_volatile", Objects::fieldVolatile);
        bench.fast("field_static", Objects::fieldStatic);
        bench.fast("array_int", Objects::arrayInt);
        bench.fast("array_sum", Objects::arraySum);
        bench.fast("array_reference", Objects::arrayReference);
        bench.fast("allocate_16", Objects::allocate16);
        bench.fast("allocate_24", Objects::allocate24);
        bench.fast("allocate_64", Objects::allocate64);
        bench.fast("allocate_array", Objects::allocateArray);
        bench.fast("lock", Objects::lock);
        bench.fast("lock_method", Objects::lockMethod);
        bench.fast("cast_class", Objects::castClass);
        bench.fast("cast_interface", Objects::castInterface);
        bench.fast("instanceof", Objects::instanceOf);
        bench.slow("var_handle", Objects::varHandle);
        bench.slow("compare_and_set", Objects::compareAndSet);
    }
}
