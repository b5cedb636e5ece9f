// vmargs: --add-exports java.base/jdk.internal.reflect=ALL-UNNAMED
// compile-with: --add-exports java.base/jdk.internal.reflect=ALL-UNNAMED
// Reflection.getCallerClass answers only methods that are marked @CallerSensitive, and the mark counts only
// in classes of the boot and the platform loader: others get an InternalError, as by reflection and handles.
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import jdk.internal.reflect.CallerSensitive;
import jdk.internal.reflect.Reflection;

public class CallerClass {
    interface Body {
        Object run() throws Throwable;
    }

    static Object plain() {
        return Reflection.getCallerClass();
    }

    @CallerSensitive
    static Object marked() {
        return Reflection.getCallerClass();
    }

    static void show(String what, Body body) {
        try {
            System.out.println(what + ": " + body.run());
        } catch (Throwable t) {
            System.out.println(what + ": " + t + ", " + t.getCause());
            for (StackTraceElement e : t.getStackTrace()) {
                System.out.println("    " + e);
            }
        }
    }

    public static void main(String[] args) throws Throwable {
        show("plain", CallerClass::plain);
        show("marked", CallerClass::marked);
        show("reflected", () -> Reflection.class.getMethod("getCallerClass").invoke(null));
        MethodHandle handle = MethodHandles.lookup().findStatic(Reflection.class, "getCallerClass",
            MethodType.methodType(Class.class));
        show("handle", () -> (Class<?>) handle.invokeExact());
        show("by the library", () -> MethodHandles.lookup().lookupClass());
        show("by a reflected call", () -> ((MethodHandles.Lookup) MethodHandles.class.getMethod("lookup")
            .invoke(null)).lookupClass());
    }
}
