// What release 25 only has as a preview: primitive types in patterns, structured concurrency, stable values.
// vmargs: --enable-preview
// compile-with: --enable-preview --release 25
import java.util.concurrent.StructuredTaskScope;

public class PreviewFeatures {
    static String kind(Object o) {
        return switch (o) {
            case byte b -> "byte " + b;
            case int i when i > 100 -> "large " + i;
            case int i -> "int " + i;
            case double d -> "double " + d;
            default -> "other";
        };
    }

    static String exact(long l) {
        return l instanceof byte b ? "byte " + b : l instanceof int i ? "int " + i : "long " + l;
    }

    public static void main(String[] args) throws Exception {
        System.out.println(kind(3) + ", " + kind(300) + ", " + kind((byte) 3) + ", " + kind(1.5));
        System.out.println(kind("s"));
        System.out.println(exact(5) + ", " + exact(500) + ", " + exact(1L << 40));
        try (var scope = StructuredTaskScope.open()) {
            var number = scope.fork(() -> 42);
            var text = scope.fork(() -> "text");
            scope.join();
            System.out.println(number.get() + text.get());
        }
        try (var scope = StructuredTaskScope.open()) {
            scope.fork(() -> {
                throw new IllegalStateException("failed");
            });
            scope.fork(() -> {
                Thread.sleep(1_000_000);
                return null;
            });
            scope.join();
        } catch (StructuredTaskScope.FailedException e) {
            System.out.println(e.getCause());
        }
        StableValue<String> stable = StableValue.of();
        System.out.println(stable.orElseSet(() -> "set") + stable.orElseSet(() -> "again"));
    }
}
