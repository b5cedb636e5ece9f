// Full stack traces as printed: line numbers, constructors, initialisers, lambdas, inner classes, causes,
// suppressed.
public class StackTraces {
    static class Inner {
        Inner(int depth) {
            if (depth > 0) {
                new Inner(depth - 1);
            } else {
                fail();
            }
        }

        private void fail() {
            throw new IllegalStateException("made\nof two lines");
        }
    }

    static class Init {
        static int value = compute();

        static int compute() {
            return Integer.MAX_VALUE / zero();
        }
    }

    static int zero() {
        return 0;
    }

    static void recurse(int n) {
        if (n == 0) {
            throw new UnsupportedOperationException();
        }
        recurse(n - 1);
    }

    static void wrap() {
        try {
            recurse(3);
        } catch (RuntimeException e) {
            throw new RuntimeException("wrapped", e);
        }
    }

    interface Action {
        default void twice() {
            run();
            run();
        }

        void run();
    }

    public static void main(String[] args) {
        try {
            new Inner(2);
        } catch (IllegalStateException e) {
            e.printStackTrace();
        }
        try {
            System.out.println(Init.value);
        } catch (ExceptionInInitializerError e) {
            e.printStackTrace();
        }
        try {
            wrap();
        } catch (RuntimeException e) {
            RuntimeException outer = new RuntimeException(
                "outer",
                e);
            outer.addSuppressed(new Exception("suppressed", new Error("cause of suppressed")));
            outer.printStackTrace(System.out);
        }
        Action action = () -> {
            int[] none = {};
            none[1] = 2;
        };
        try {
            action.twice();
        } catch (ArrayIndexOutOfBoundsException e) {
            e.printStackTrace();
        }
        try {
            new Action() {
                @Override
                public void run() {
                    Object o = this;
                    ((String) o).length();
                }
            }.twice();
        } catch (ClassCastException e) {
            System.out.println(e.getStackTrace().length + " " + e.getStackTrace()[0]);
        }
        Throwable circular = new Exception("circular");
        Throwable other = new Exception("other", circular);
        circular.initCause(other);
        circular.printStackTrace();
        StackTraceElement[] trace = new Throwable().getStackTrace();
        StackTraceElement top = trace[0];
        System.out.println(trace.length + " " + top.getClassName() + " " + top.getMethodName() + " "
            + top.getFileName() + " " + top.getLineNumber() + " " + top.getClassLoaderName() + " "
            + top.getModuleName() + " " + top.isNativeMethod());
        Throwable t = new Throwable("set");
        t.setStackTrace(new StackTraceElement[] {new StackTraceElement("a.B", "c", "D.java", 12),
            new StackTraceElement("a.B", "native", null, -2), new StackTraceElement("a.B", "unknown", null,
            -1)});
        t.printStackTrace();
        recurse(1);
    }
}
