// StackOverflowError in reflection, handles, lambdas, comparators, concatenation, monitors and proxies
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntSupplier;

public class StackOverflowPlaces {
    interface Body { void run() throws Throwable; }

    static int depth;
    static final Method REFLECT;
    static final MethodHandle HANDLE;
    static {
        try {
            REFLECT = StackOverflowPlaces.class.getDeclaredMethod("reflect");
            HANDLE = MethodHandles.lookup().findStatic(StackOverflowPlaces.class, "handle",
                MethodType.methodType(void.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    static void reflect() throws Throwable {
        depth++;
        try {
            REFLECT.invoke(null);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    static void handle() throws Throwable {
        depth++;
        HANDLE.invokeExact();
    }

    static int lambda(IntSupplier s) {
        depth++;
        IntSupplier next = () -> lambda(s) + s.getAsInt();
        return next.getAsInt();
    }

    static void sort() {
        depth++;
        List<Integer> list = new ArrayList<>(List.of(3, 1, 2));
        Collections.sort(list, (a, b) -> { sort(); return a - b; });
    }

    static class Text {
        @Override public String toString() { depth++; return "x" + this + depth; }
    }

    static class Hash {
        @Override public int hashCode() { depth++; return java.util.Arrays.asList(this, this).hashCode(); }
    }

    interface Loop { int go(int n); }

    static synchronized void sync() { depth++; sync(); }

    static void blocks(Object lock) {
        depth++;
        synchronized (lock) { blocks(lock); }
    }

    static void finals() {
        depth++;
        try { finals(); } finally { depth--; }
    }

    static void stream(int n) {
        depth++;
        List.of(1, 2).stream().map(x -> { stream(n + 1); return x; }).forEach(x -> { });
    }

    static void longs(long a, double b, long c, double d, int e) { depth++; longs(b > 0 ? c : a, d, a, b,
        e + 1); }

    static void newInstance() throws Throwable {
        depth++;
        try {
            Maker.class.getDeclaredConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
    static class Maker { Maker() throws Throwable { newInstance(); } }

    static void overflow(String name, Body body) {
        for (int i = 0; i < 3; i++) {
            depth = 0;
            try {
                body.run();
                System.out.println(name + ": no overflow");
            } catch (StackOverflowError e) {
                System.out.println(name + ": " + e.getClass().getName() + " message " + e.getMessage()
                    + " trace " + (e.getStackTrace().length > 100) );
            } catch (Throwable t) {
                System.out.println(name + ": " + t + " cause " + t.getCause());
            }
        }
    }

    static void all() {
        Object lock = new Object();
        overflow("reflect", StackOverflowPlaces::reflect);
        overflow("handle", StackOverflowPlaces::handle);
        overflow("lambda", () -> lambda(() -> 1));
        overflow("sort", StackOverflowPlaces::sort);
        overflow("concat", () -> new Text().toString());
        overflow("hash", () -> new Hash().hashCode());
        overflow("sync", StackOverflowPlaces::sync);
        overflow("blocks", () -> blocks(lock));
        System.out.println("holds " + Thread.holdsLock(lock) + " " +
            Thread.holdsLock(StackOverflowPlaces.class));
        overflow("finals", StackOverflowPlaces::finals);
        overflow("stream", () -> stream(0));
        overflow("longs", () -> longs(1, 2, 3, 4, 5));
        overflow("newInstance", StackOverflowPlaces::newInstance);
        Loop[] p = new Loop[1];
        InvocationHandler h = (proxy, m, args) -> { depth++; return p[0].go((Integer) args[0] + 1); };
        p[0] = (Loop) Proxy.newProxyInstance(StackOverflowPlaces.class.getClassLoader(),
            new Class<?>[] {Loop.class}, h);
        overflow("proxy", () -> {
            try { p[0].go(1); }
            catch (java.lang.reflect.UndeclaredThrowableException e) { throw e.getCause(); }
        });
    }

    public static void main(String[] args) throws Exception {
        all();
        for (long size : new long[] {0, 1, 300_000, 1_000_000, 4_000_000}) {
            Thread t = new Thread(null, StackOverflowPlaces::all, "t", size);
            t.start();
            t.join();
        }
        Thread[] many = new Thread[4];
        java.util.concurrent.atomic.AtomicInteger caught = new java.util.concurrent.atomic.AtomicInteger();
        for (int i = 0; i < many.length; i++) {
            many[i] = new Thread(null, () -> {
                for (int k = 0; k < 50; k++) {
                    try { rec(0); } catch (StackOverflowError e) { caught.incrementAndGet(); }
                }
            }, "m" + i, 200_000);
            many[i].start();
        }
        for (Thread t : many) t.join();
        System.out.println("caught " + caught);
    }

    static int rec(int n) { return rec(n + 1) + 1; }
}
