// StackWalker as later releases have it: classes alone, hidden frames, deep stacks in batches, method types.
import java.lang.StackWalker.Option;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

public class WalkerOptions {
    static void deep(int n, Runnable action) {
        if (n == 0) {
            action.run();
        } else {
            deep(n - 1, action);
        }
    }

    static String name(StackWalker.StackFrame f) {
        return f.getClassName().replaceAll("/0x[0-9a-f]+", "");
    }

    static Class<?> caller() {
        return StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE).getCallerClass();
    }

    public static void main(String[] args) throws Exception {
        deep(3, () -> StackWalker.getInstance().forEach(f ->
            System.out.println(f.getMethodName() + " " + f.getLineNumber() + " " + f.getByteCodeIndex())));
        StackWalker classes =
            StackWalker.getInstance(Set.of(Option.DROP_METHOD_INFO, Option.RETAIN_CLASS_REFERENCE));
        List<Class<?>> seen = classes.walk(s -> s.map(StackWalker.StackFrame::getDeclaringClass)
            .collect(Collectors.toList()));
        System.out.println(seen);
        try {
            classes.walk(s -> s.findFirst().get().getMethodName());
        } catch (UnsupportedOperationException e) {
            System.out.println(e);
        }
        for (int depth : new int[] {0, 6, 7, 8, 31, 40, 300}) {
            deep(depth, () -> {
                long count = StackWalker.getInstance().walk(s -> s.count());
                System.out.println(count);
            });
        }
        Runnable hidden = () -> StackWalker.getInstance(Option.SHOW_HIDDEN_FRAMES).forEach(f ->
            System.out.println(name(f) + "." + f.getMethodName()));
        hidden.run();
        StackWalker reflective = StackWalker.getInstance(Option.SHOW_REFLECT_FRAMES);
        java.util.concurrent.Callable<List<String>> names = () -> reflective.walk(s ->
            s.map(StackWalker.StackFrame::getMethodName).collect(Collectors.toList()));
        System.out.println(java.util.concurrent.Callable.class.getMethod("call").invoke(names));
        StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE).forEach(f ->
            System.out.println(f.getMethodType() + " " + f.getDescriptor() + " " + f.isNativeMethod()
                + " " + f.toStackTraceElement()));
        System.out.println(caller() + " " + WalkerOptions.class.getDeclaredMethod("caller").invoke(null));
    }
}
