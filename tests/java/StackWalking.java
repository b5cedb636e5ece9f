// StackWalker: frames, caller class, options, hidden and reflection frames, limits; Thread and Throwable
// traces.
import java.util.List;
import java.util.stream.Collectors;

public class StackWalking {
    static List<String> names(StackWalker walker) {
        return walker.walk(s -> s.map(f -> f.getMethodName() + ":" + f.getLineNumber())
            .collect(Collectors.toList()));
    }

    static Class<?> caller() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).getCallerClass();
    }

    static class Other {
        static Class<?> call() {
            return caller();
        }
    }

    static int depth(int n) {
        if (n > 0) {
            return depth(n - 1);
        }
        return (int) StackWalker.getInstance().walk(s -> s.filter(f -> f.getMethodName().equals("depth"))
            .count()).longValue();
    }

    interface Step {
        List<String> run();
    }

    public static void main(String[] args) throws Exception {
        System.out.println(names(StackWalker.getInstance()));
        Step lambda = () -> names(StackWalker.getInstance());
        System.out.println(lambda.run());
        System.out.println(caller() + " " + Other.call());
        System.out.println(depth(0) + " " + depth(10) + " " + depth(500));
        Object viaReflection = StackWalking.class.getDeclaredMethod("names", StackWalker.class).invoke(null,
            StackWalker.getInstance());
        System.out.println(viaReflection);
        List<?> shown = (List<?>) StackWalking.class.getDeclaredMethod("names", StackWalker.class)
            .invoke(null,
            StackWalker.getInstance(StackWalker.Option.SHOW_REFLECT_FRAMES));
        System.out.println(shown.size() > 2);
        StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
            .forEach(f -> System.out.println(f.getDeclaringClass() + " "
            + f.getClassName() + " " + f.getFileName() + " " + f.getDescriptor() + " " + f.getMethodType()
            + " " + f.isNativeMethod()
            + " " + f.toStackTraceElement()));
        try {
            StackWalker.getInstance().getCallerClass();
        } catch (UnsupportedOperationException e) {
            System.out.println(e.getMessage());
        }
        try {
            StackWalker.getInstance().walk(s -> s).count();
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
        StackTraceElement[] own = Thread.currentThread().getStackTrace();
        System.out.println(own[0].getMethodName() + " " + own[1].getMethodName() + " " + own.length);
        Thread sleeping = new Thread(() -> {
            try {
                Thread.sleep(100_000);
            } catch (InterruptedException e) {
                return;
            }
        }, "sleeping");
        sleeping.start();
        while (sleeping.getState() != Thread.State.TIMED_WAITING) {
            Thread.sleep(1);
        }
        StackTraceElement[] theirs = sleeping.getStackTrace();
        System.out.println(theirs[0].getMethodName() + " " + theirs[theirs.length - 1].getMethodName() + " "
            + Thread.getAllStackTraces().containsKey(sleeping));
        sleeping.interrupt();
        sleeping.join();
        System.out.println(sleeping.getStackTrace().length);
    }
}
