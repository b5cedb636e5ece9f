/** What the teaching views are tried on: one site with two classes, a loop, a try, a switch, wide values. */
public class Shapes {
    interface Shape {
        int area();
    }

    record Square(int side) implements Shape {
        public int area() {
            return side * side;
        }
    }

    record Box(int w, int h) implements Shape {
        public int area() {
            return w * h;
        }
    }

    static int total(Shape[] shapes) {
        int sum = 0;
        for (Shape s : shapes)
            sum += s.area();
        return sum;
    }

    static double mix(long a, double d, String s) {
        try {
            return a / (long) d;
        } catch (ArithmeticException e) {
            return s.length();
        }
    }

    static String name(int key) {
        switch (key) {
        case 1: return "one";
        case 50: return "fifty";
        default: return null;
        }
    }

    static native void outside();

    public static void main(String[] args) {
        Shape[] shapes = {new Square(3), new Square(2), new Box(2, 5)};
        System.out.println(total(shapes));
        System.out.println(mix(7, 2.5, "text") + mix(7, 0, "text"));
        System.out.println(name(50));
    }
}
