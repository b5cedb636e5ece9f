// Objects made without a constructor are handed to natives: strings without a value, threads, class loaders.
// Later HotSpots crash on a String without a value.
// until: 17
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import sun.misc.Unsafe;

public class UninitializedObjects {
    interface Body {
        Object run() throws Throwable;
    }

    static void attempt(String what, Body body) {
        try {
            System.out.println(what + ": " + body.run());
        } catch (Throwable t) {
            System.out.println(what + ": " + t.getClass().getName());
        }
    }

    public static void main(String[] args) throws Exception {
        Field f = Unsafe.class.getDeclaredField("theUnsafe");
        f.setAccessible(true);
        Unsafe unsafe = (Unsafe) f.get(null);
        String empty = (String) unsafe.allocateInstance(String.class);
        attempt("length", () -> empty.length());
        attempt("intern", () -> empty.intern() == "");
        attempt("Class.forName", () -> Class.forName(empty));
        attempt("Class.forName without initialization", () -> Class.forName(empty, false, null));
        attempt("StringBuilder", () -> new StringBuilder(empty));
        attempt("string switch", () -> {
            switch (empty) {
                case "x":
                    return "x";
                default:
                    return "default";
            }
        });
        attempt("FileInputStream", () -> new java.io.FileInputStream(empty));
        attempt("getenv", () -> System.getenv(empty));
        attempt("message", () -> new IllegalStateException(empty).getMessage() == empty);
        Thread thread = (Thread) unsafe.allocateInstance(Thread.class);
        attempt("Thread.isAlive", thread::isAlive);
        attempt("Thread.getState", thread::getState);
        attempt("Thread.getStackTrace", () -> thread.getStackTrace().length);
        attempt("Thread.holdsLock", () -> Thread.holdsLock(thread));
        Object array = Array.newInstance(String.class, 1);
        Array.set(array, 0, empty);
        System.gc();
        attempt("array", () -> Array.get(array, 0) == empty);
        ClassLoader loader = (ClassLoader) unsafe.allocateInstance(new ClassLoader() { }.getClass());
        attempt("ClassLoader.getName", loader::getName);
        attempt("ClassLoader.loadClass", () -> loader.loadClass("java.lang.Object"));
        Throwable bare = (Throwable) unsafe.allocateInstance(IllegalStateException.class);
        attempt("Throwable.getStackTrace", () -> bare.getStackTrace().length);
        attempt("Throwable.getMessage", bare::getMessage);
        attempt("Throwable.fillInStackTrace", () -> bare.fillInStackTrace() == bare);
        attempt("throw", () -> {
            throw bare;
        });
        Class<?>[] types = {java.lang.reflect.Method.class, java.lang.reflect.Field.class,
            java.lang.reflect.Constructor.class};
        java.lang.reflect.Method method = (java.lang.reflect.Method) unsafe.allocateInstance(types[0]);
        attempt("Method.invoke", () -> method.invoke(null));
        Field field = (Field) unsafe.allocateInstance(types[1]);
        attempt("Field.get", () -> field.get(null));
        attempt("Constructor.newInstance",
            () -> ((java.lang.reflect.Constructor<?>) unsafe.allocateInstance(types[2])).newInstance());
    }
}
