// Sealed interfaces and classes, matched with instanceof patterns; permitted subclasses through reflection.
import java.util.List;

public class Sealed {
    sealed interface Shape permits Circle, Square, Polygon { }

    record Circle(double radius) implements Shape { }

    record Square(double side) implements Shape { }

    static non-sealed class Polygon implements Shape {
        final double[] sides;

        Polygon(double... sides) {
            this.sides = sides;
        }
    }

    static final class Triangle extends Polygon {
        Triangle(double a, double b, double c) {
            super(a, b, c);
        }
    }

    sealed static abstract class Animal {
        abstract String sound();
    }

    static final class Dog extends Animal {
        String sound() {
            return "woof";
        }
    }

    static final class Cat extends Animal {
        String sound() {
            return "meow";
        }
    }

    static double size(Shape s) {
        if (s instanceof Circle c) {
            return Math.PI * c.radius() * c.radius();
        } else if (s instanceof Square q && q.side() > 0) {
            return q.side() * q.side();
        } else if (s instanceof Polygon p) {
            double sum = 0;
            for (double side : p.sides) {
                sum += side;
            }
            return sum;
        }
        return -1;
    }

    public static void main(String[] args) {
        List<Shape> shapes = List.of(new Circle(1), new Square(2), new Square(-2), new Polygon(1, 2, 3, 4),
            new Triangle(3, 4, 5));
        for (Shape s : shapes) {
            System.out.println(s.getClass().getSimpleName() + " " + size(s));
        }
        for (Animal a : List.of(new Dog(), new Cat())) {
            System.out.println(a.sound());
        }
        System.out.println(Shape.class.isSealed() + " " + Polygon.class.isSealed() + " "
            + Animal.class.isSealed());
        for (Class<?> c : Shape.class.getPermittedSubclasses()) {
            System.out.println(c.getName());
        }
        System.out.println(Animal.class.getPermittedSubclasses().length + " "
            + Dog.class.getPermittedSubclasses());
    }
}
