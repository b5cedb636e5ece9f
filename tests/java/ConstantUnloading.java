import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Compiled code names handles and objects of classes that are unloaded: it dies with them, keeping none. */
public class ConstantUnloading {
    public static class Hot implements IntUnaryOperator {
        static final MethodHandle ADD;
        static final VarHandle COUNT;
        static final Object TOKEN = new Object();
        static final String[] NAMES = {"a", "b"};
        int count;

        static {
            try {
                MethodHandles.Lookup l = MethodHandles.lookup();
                MethodHandle add = l.findStatic(Hot.class, "add",
                    MethodType.methodType(int.class, int.class, int.class));
                ADD = MethodHandles.insertArguments(add, 0, 3);
                COUNT = l.findVarHandle(Hot.class, "count", int.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        static int add(int a, int b) {
            return a + b + NAMES.length + (TOKEN == null ? 1 : 0);
        }

        public int applyAsInt(int n) {
            int sum = 0;
            IntUnaryOperator twice = x -> x * 2 + TOKEN.getClass().getName().length();
            try {
                for (int i = 0; i < n; i++) {
                    sum += (int) ADD.invokeExact(i) + twice.applyAsInt(i) + ("n" + i + sum).length();
                    COUNT.set(this, (int) COUNT.get(this) + 1);
                }
            } catch (Throwable t) {
                throw new AssertionError(t);
            }
            return sum + count;
        }
    }

    static final class Loader extends ClassLoader {
        Loader() {
            super(ConstantUnloading.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Hot.class.getName()))
                return super.loadClass(name, resolve);
            String file = name + ".class";
            try (InputStream in = ConstantUnloading.class.getResourceAsStream(file)) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (java.io.IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    static int run(List<WeakReference<ClassLoader>> loaders, int n) throws Exception {
        ClassLoader loader = new Loader();
        loaders.add(new WeakReference<>(loader));
        Class<?> c = loader.loadClass(Hot.class.getName());
        return ((IntUnaryOperator) c.getDeclaredConstructor().newInstance()).applyAsInt(n);
    }

    static long live(List<WeakReference<ClassLoader>> loaders) {
        return loaders.stream().filter(r -> r.get() != null).count();
    }

    public static void main(String[] args) throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        int sum = 0;
        for (int i = 0; i < 12; i++)
            sum += run(loaders, 20000);
        System.out.println(sum);
        for (int i = 0; i < 20 && live(loaders) > 2; i++) {
            System.gc();
            Thread.sleep(10);
        }
        System.out.println(live(loaders) <= 2);
        System.out.println(new Hot().applyAsInt(100) + " " + run(loaders, 100));
    }
}
