// compile-with: --enable-preview --release 17
// vmargs: --enable-preview
// Pattern switches, a preview feature of 17: type patterns, guards, null, dominance by order, sealed
// completeness.
import java.util.List;

public class PatternSwitch {
    sealed interface Shape permits Circle, Square { }

    record Circle(int r) implements Shape { }

    record Square(int s) implements Shape { }

    static String describe(Object o) {
        return switch (o) {
            case null -> "null";
            case Integer i && i > 100 -> "large " + i;
            case Integer i -> "int " + i;
            case String s -> "string " + s.length();
            case int[] a -> "ints " + a.length;
            case List<?> l && l.isEmpty() -> "empty list";
            case List<?> l -> "list of " + l.get(0);
            case Enum<?> e -> "enum " + e.ordinal();
            default -> "other " + o.getClass().getSimpleName();
        };
    }

    static int area(Shape s) {
        return switch (s) {
            case Circle c -> 3 * c.r() * c.r();
            case Square q -> q.s() * q.s();
        };
    }

    public static void main(String[] args) {
        for (Object o : new Object[] {null, 5, 500, "abc", new int[2], List.of(), List.of("x"),
            Thread.State.BLOCKED, 2.5}) {
            System.out.println(describe(o));
        }
        System.out.println(area(new Circle(2)) + area(new Square(3)));
        try {
            area(null);
        } catch (NullPointerException e) {
            System.out.println("null shape");
        }
    }
}
