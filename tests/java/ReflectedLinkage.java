// Calls through reflection and handles: which classes they initialize and when, what they throw for methods
// whose defaults conflict, and that MethodHandle.invoke is none of them.
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

public class ReflectedLinkage {
    interface Body {
        Object run() throws Throwable;
    }

    static final ClassWriterLite.Loader LOADER = new ClassWriterLite.Loader();

    static void attempt(String what, Body body) {
        try {
            System.out.println(what + ": " + body.run());
        } catch (InvocationTargetException e) {
            System.out.println(what + ": target " + e.getTargetException());
        } catch (Throwable t) {
            System.out.println(what + ": " + t);
        }
    }

    static int tell(String name) {
        System.out.println("    initializes " + name);
        return 1;
    }

    interface Abstract {
        int TOLD = tell("Abstract");

        void m();
    }

    static class Implements implements Abstract {
        static final int TOLD = tell("Implements");

        public void m() {
        }
    }

    interface Unused {
        int TOLD = tell("Unused");

        void m();
    }

    static class Instance {
        static final int TOLD = tell("Instance");

        void m() {
        }
    }

    static class Static {
        static final int TOLD = tell("Static");
        static int field = 3;

        static void m(int i) {
        }
    }

    static class Made {
        static final int TOLD = tell("Made");
    }

    static class Handled {
        static final int TOLD = tell("Handled");

        static int get() {
            return 1;
        }

        void m() {
        }
    }

    static void initialization() throws Exception {
        attempt("an interface's method", () -> Abstract.class.getMethod("m").invoke(new Implements()));
        attempt("no receiver", () -> Instance.class.getDeclaredMethod("m").invoke(null));
        attempt("wrong receiver", () -> Unused.class.getMethod("m").invoke("x"));
        attempt("wrong arguments", () -> Static.class.getDeclaredMethod("m", int.class).invoke(null, "x"));
        attempt("static field", () -> Static.class.getDeclaredField("field").get(null));
        attempt("constructor", () -> Made.class.getDeclaredConstructor().newInstance(1));
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        MethodHandle m = lookup.findVirtual(Handled.class, "m", MethodType.methodType(void.class));
        MethodHandle get = lookup.findStatic(Handled.class, "get", MethodType.methodType(int.class));
        attempt("virtual handle", () -> m.type());
        attempt("static handle", () -> (int) get.invokeExact());
    }

    static ClassWriterLite type(int flags, String name, String... interfaces) {
        return new ClassWriterLite(55, ClassWriterLite.PUBLIC | flags, name, "java/lang/Object", interfaces);
    }

    static ClassWriterLite face(String name) {
        ClassWriterLite c = type(ClassWriterLite.INTERFACE | ClassWriterLite.ABSTRACT, name);
        c.method(ClassWriterLite.PUBLIC, "m", "()I").op("iconst_1 ireturn");
        return c;
    }

    static void conflicts() throws Exception {
        LOADER.put(face("p/One"));
        LOADER.put(face("p/Two"));
        LOADER.put(type(ClassWriterLite.SUPER, "p/Both", "p/One", "p/Two").constructor());
        Object both = LOADER.load("p.Both").getConstructor().newInstance();
        Method m = LOADER.load("p.One").getMethod("m");
        attempt("One.m", () -> m.invoke(both));
        for (int i = 0; i < 20; i++) {
            try {
                m.invoke(both);
            } catch (InvocationTargetException e) {
                continue;
            }
        }
        attempt("One.m by generated code", () -> m.invoke(both));
        attempt("Both.m", () -> LOADER.load("p.Both").getMethod("m").invoke(both));
        attempt("Two.m", () -> LOADER.load("p.Two").getMethod("m").invoke(both));
        MethodHandle handle = MethodHandles.publicLookup().unreflect(m);
        attempt("handle", () -> handle.invoke(both));
    }

    static void polymorphic() throws Exception {
        MethodHandle handle = MethodHandles.constant(int.class, 1);
        for (String name : new String[] {"invoke", "invokeExact"}) {
            Method m = MethodHandle.class.getMethod(name, Object[].class);
            attempt(name, () -> m.invoke(handle, (Object) new Object[0]));
            attempt("null " + name, () -> m.invoke(null, (Object) new Object[0]));
            attempt("unreflected " + name, () -> MethodHandles.lookup().unreflect(m).type());
            attempt("called by handle " + name,
                () -> MethodHandles.lookup().unreflect(m).invoke(handle, new Object[0]));
        }
    }

    public static void main(String[] args) throws Exception {
        initialization();
        conflicts();
        polymorphic();
    }
}
