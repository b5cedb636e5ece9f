// -XX:MaxMetaspaceSize: classes of loaders that are dropped make room; those that are kept end in an
// OutOfMemoryError, after which there is room for the handler and, once they are dropped, for new classes
// vmargs: -XX:MaxMetaspaceSize=32m -Xmx256m
import java.util.*;
import java.util.function.*;

public class MetaspaceLimit {
    public static class Payload {
        int a, b, c;
        static int x;
        String text(String s) { return s + x + a; }
        int pick(int i) {
            switch (i) {
                case 1: return 3;
                case 5: return 6;
                default: return i * 2;
            }
        }
        Runnable later() { return () -> System.out.println(a); }
    }

    static class Loader extends ClassLoader {
        Class<?> define(byte[] bytes) { return defineClass(null, bytes, 0, bytes.length); }
    }

    static Object load(byte[] bytes) throws Exception {
        return new Loader().define(bytes).getDeclaredConstructor().newInstance();
    }

    static String exhaust(byte[] bytes) throws Exception {
        List<Object> kept = new ArrayList<>();
        try {
            while (true)
                kept.add(load(bytes));
        } catch (OutOfMemoryError e) {
            boolean many = kept.size() > 500;
            kept.clear();
            Supplier<String> made = () -> e.getMessage() + (many ? ", many" : ", few");
            return made.get();
        }
    }

    public static void main(String[] args) throws Exception {
        byte[] bytes = Payload.class.getResourceAsStream("MetaspaceLimit$Payload.class").readAllBytes();
        for (int i = 0; i < 3; i++)
            System.out.println(exhaust(bytes));
        for (int i = 0; i < 10_000; i++)
            load(bytes);
        System.out.println("dropped as many as one likes");
    }
}
