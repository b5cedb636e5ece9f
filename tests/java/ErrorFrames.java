// Whose frames stand in the trace of an error that a call throws: a native method that is not found has its
// own; methods without implementation, private ones, classes that fail to initialize are their caller's.
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

public class ErrorFrames {
    interface Body {
        void run() throws Throwable;
    }

    static final ClassWriterLite.Loader LOADER = new ClassWriterLite.Loader();
    static final Object LOCK = new Object();

    static native void missing();

    static synchronized native void missingSynchronized();

    native long missingWithArguments(long l, Object o, double d);

    static class Failing {
        static final int VALUE = Integer.parseInt("x");

        static void call() {
        }
    }

    static void show(String what, Body body) {
        try {
            body.run();
            System.out.println(what + ": nothing was thrown");
        } catch (Throwable t) {
            for (Throwable cause = t; cause != null; cause = cause.getCause()) {
                System.out.println(what + ": " + cause);
                for (StackTraceElement e : cause.getStackTrace()) {
                    System.out.println("    " + e);
                }
            }
        }
    }

    static void natives() throws Throwable {
        show("static", ErrorFrames::missing);
        show("again", ErrorFrames::missing);
        show("instance", () -> new ErrorFrames().missingWithArguments(1, "", 2));
        show("synchronized", ErrorFrames::missingSynchronized);
        System.out.println("still locked: " + Thread.holdsLock(ErrorFrames.class));
        MethodHandle handle = MethodHandles.lookup().findStatic(ErrorFrames.class, "missing",
            MethodType.methodType(void.class));
        show("handle", () -> handle.invokeExact());
        show("reflected", () -> ErrorFrames.class.getDeclaredMethod("missing").invoke(null));
    }

    static ClassWriterLite type(int flags, String name, String superName, String... interfaces) {
        return new ClassWriterLite(55, ClassWriterLite.PUBLIC | flags, name, superName, interfaces);
    }

    static void define() {
        int open = ClassWriterLite.PUBLIC | ClassWriterLite.ABSTRACT;
        int face = ClassWriterLite.INTERFACE | ClassWriterLite.ABSTRACT;
        ClassWriterLite base = type(ClassWriterLite.SUPER | ClassWriterLite.ABSTRACT, "p/Base",
            "java/lang/Object").constructor().bodiless(open, "m", "()V");
        ClassWriterLite one = type(face, "p/One", "java/lang/Object");
        one.method(ClassWriterLite.PUBLIC, "twice", "()V").op("return");
        ClassWriterLite two = type(face, "p/Two", "java/lang/Object");
        two.method(ClassWriterLite.PUBLIC, "twice", "()V").op("return");
        ClassWriterLite sub = type(ClassWriterLite.SUPER, "p/Sub", "p/Base", "p/One", "p/Two").constructor();
        sub.method(ClassWriterLite.PUBLIC, "up", "()V").op("aload_0")
            .call("invokespecial", "p/Base", "m", "()V").op("return");
        ClassWriterLite calls = type(ClassWriterLite.SUPER, "p/Calls", "java/lang/Object");
        String take = "(Lp/Sub;)V";
        calls.method("virtual", take).op("aload_0").call("invokevirtual", "p/Sub", "m", "()V").op("return");
        calls.method("conflict", take).op("aload_0")
            .callInterface("invokeinterface", "p/One", "twice", "()V", 1).op("return");
        calls.method("up", take).op("aload_0").call("invokevirtual", "p/Sub", "up", "()V").op("return");
        calls.method("gone", take).op("aload_0").call("invokevirtual", "p/Sub", "gone", "()V").op("return");
        for (ClassWriterLite c : new ClassWriterLite[] {base, one, two, sub, calls}) {
            LOADER.put(c);
        }
    }

    static void calls() throws Throwable {
        define();
        Class<?> sub = LOADER.load("p.Sub");
        Object receiver = sub.getConstructor().newInstance();
        for (String name : new String[] {"virtual", "conflict", "up", "gone"}) {
            MethodHandle handle = MethodHandles.publicLookup().findStatic(LOADER.load("p.Calls"), name,
                MethodType.methodType(void.class, sub));
            show(name, () -> handle.invoke(receiver));
        }
        show("initialization", Failing::call);
        show("initialization again", Failing::call);
    }

    public static void main(String[] args) throws Throwable {
        natives();
        calls();
    }
}
