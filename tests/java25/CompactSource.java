// A compact source file: an instance main without a class, java.base's packages imported (JEP 512).
record Point(int x, Object label) { }

sealed interface Shape permits Circle, Square { }
record Circle(double radius) implements Shape { }
record Square(double side) implements Shape { }

int calls;

double area(Shape shape) {
    calls++;
    return switch (shape) {
        case Circle(double radius) -> 3 * radius * radius;
        case Square(var side) when side > 10 -> -1;
        case Square(var side) -> side * side;
    };
}

String describe(Object o) {
    return switch (o) {
        case null -> "null";
        case Point(int x, String s) when x > 1 -> "named " + s + x;
        case Point(int x, Point(int y, _)) -> "nested " + x + y;
        case Point p -> "point " + p;
        case int[] a when a.length == 0 -> "empty";
        case List<?> list -> "list of " + list.size();
        default -> o.getClass().getName();
    };
}

void main() {
    IO.println(area(new Circle(2)) + " " + area(new Square(3)) + " " + area(new Square(11)) + " " + calls);
    Point nested = new Point(1, new Point(2, null));
    Stream.of(new Point(2, "p"), new Point(1, "q"), nested, new int[0], List.of(1, 2), 'c')
        .map(this::describe).forEach(IO::println);
    IO.println(describe(null));
    IO.println(List.of(1, 2, 3).reversed() + " " + new LinkedHashMap<>(Map.of(1, 2)).firstEntry());
    IO.println(Stream.of(1, 2, 3, 4, 5).gather(Gatherers.windowSliding(3)).toList());
    try {
        area(null);
    } catch (NullPointerException e) {
        IO.println("no shape");
    }
}
