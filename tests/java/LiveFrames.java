// The extended StackWalker's frames: locals, operands and monitors of methods in the middle of a call.
// vmargs: -Xint --add-opens java.base/java.lang=ALL-UNNAMED
import java.lang.ref.Reference;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

public class LiveFrames {
    /** Cells that hold a value on every VM; the first halves of longs and dead locals may hold anything. */
    static final List<String> UNDEFINED = List.of(
        "work.getLocals.5", "work.getLocals.7", "work.getLocals.15", "sync.getLocals.2",
        "sync.getStack.1", "doubles.getLocals.0", "doubles.getLocals.2", "doubles.getStack.0",
        "handler.getLocals.2", "handler.getLocals.3", "work.getLocals.1", "work.getLocals.2",
        "work.getLocals.14", "work.getLocals.16", "work.getLocals.17", "work.getLocals.18",
        "work.getStack.0", "handler.getLocals.4");

    static Method method(String name) throws Exception {
        Method m = Class.forName("java.lang.LiveStackFrame").getDeclaredMethod(name);
        m.setAccessible(true);
        return m;
    }

    static String show(Object o) {
        String name = o == null ? "null" : o.getClass().getSimpleName();
        return name.startsWith("PrimitiveSlot") ? name.substring(13) + ":" + o : name;
    }

    static void print(StackWalker.StackFrame frame, Method getter) throws Exception {
        Object[] cells = (Object[]) getter.invoke(frame);
        StringBuilder text = new StringBuilder("  " + getter.getName());
        for (int i = 0; i < cells.length; i++) {
            String cell = frame.getMethodName() + "." + getter.getName() + "." + i;
            text.append(' ').append(UNDEFINED.contains(cell) ? "?" : show(cells[i]));
        }
        System.out.println(text);
    }

    @SuppressWarnings("unchecked")
    static void dump() {
        try {
            Method maker = Class.forName("java.lang.LiveStackFrame").getMethod("getStackWalker", Set.class);
            maker.setAccessible(true);
            StackWalker walker = (StackWalker) maker.invoke(null, EnumSet.noneOf(StackWalker.Option.class));
            List<StackWalker.StackFrame> frames = walker.walk(s -> s.toList());
            for (StackWalker.StackFrame frame : frames) {
                if (frame.getClassName().equals("LiveFrames") && !frame.getMethodName().equals("dump")) {
                    System.out.println(frame.getMethodName() + " at " + frame.getByteCodeIndex());
                    print(frame, method("getLocals"));
                    print(frame, method("getStack"));
                    print(frame, method("getMonitors"));
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Locals that are used once more hold their values, on every VM and whenever it collects. */
    static void use(Object... values) {
        for (Object value : values) {
            Reference.reachabilityFence(value);
        }
    }

    static int id(int x) {
        dump();
        return x;
    }

    int work(int a, long b, String s, double d, float f) {
        int dead;
        Object o = new ArrayList<>();
        boolean z = true;
        byte by = -1;
        synchronized (s) {
            synchronized (o) {
                Object none = null;
                long r = b + id(a) * 2L + (z ? by : 0);
                use(this, s, o);
                return (int) r;
            }
        }
    }

    synchronized int sync(int k, long j) {
        k = "abc".length() + k + (int) (j + work(k, 1L << 40, "s", 2.5, 1.5f));
        use(this);
        return k;
    }

    static void handler(int q) {
        try {
            int t = 9;
            long dead = 77;
            throw new IllegalStateException();
        } catch (IllegalStateException e) {
            id(q);
            use(e);
        } finally {
            q++;
        }
    }

    static double doubles(double a, long b, Object o, int i) {
        return a + b + id(i);
    }

    public static void main(String[] args) {
        new LiveFrames().sync(3, -1L);
        handler(4);
        System.out.println(doubles(1.0, 2L, null, 3));
        use((Object) args);
    }
}
