// Stack traces without a limit and with hidden frames.
// vmargs: -XX:+UnlockDiagnosticVMOptions -XX:+ShowHiddenFrames -XX:MaxJavaStackTraceDepth=0
public class StackTraceFlags {
    static void recurse(int n) {
        if (n == 0) {
            throw new IllegalStateException("deep");
        }
        recurse(n - 1);
    }

    static void print(Throwable t) {
        for (StackTraceElement e : t.getStackTrace()) {
            String name = e.getClassName();
            String shown = name.contains("$$Lambda") ? "a lambda" : name.replaceAll("/0x.*", "");
            System.out.println("  " + shown + "." + e.getMethodName());
        }
    }

    public static void main(String[] args) throws Throwable {
        try {
            recurse(3000);
        } catch (IllegalStateException e) {
            System.out.println(e.getStackTrace().length);
        }
        Runnable lambda = () -> recurse(0);
        try {
            lambda.run();
        } catch (IllegalStateException e) {
            print(e);
        }
        try {
            StackTraceFlags.class.getDeclaredMethod("recurse", int.class).invoke(null, 1);
        } catch (java.lang.reflect.InvocationTargetException e) {
            print(e.getCause());
        }
    }
}
