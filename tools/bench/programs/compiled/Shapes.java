/** Interface calls on one, two, three and many classes, with default methods. */
public class Shapes {
    interface Shape {
        int area();

        default int twice() {
            return 2 * area();
        }
    }

    interface Visitor {
        void square(Square s);

        void other(Shape s);
    }

    record Square(int side) implements Shape {
        public int area() {
            return side * side;
        }
    }

    record Box(int width, int height) implements Shape {
        public int area() {
            return width * height;
        }

        public int twice() {
            return area() << 1;
        }
    }

    record Triangle(int base, int height) implements Shape {
        public int area() {
            return base * height / 2;
        }
    }

    record Pair(Shape first, Shape second) implements Shape {
        public int area() {
            return first.area() + second.area();
        }
    }

    record Hole(Shape around, int missing) implements Shape {
        public int area() {
            return around.area() - missing;
        }
    }

    static final class Counter implements Visitor {
        int squares;
        int others;

        public void square(Square s) {
            squares += s.side();
        }

        public void other(Shape s) {
            others += s.area() & 7;
        }
    }

    static Shape make(int kind, int i) {
        switch (kind) {
            case 0: return new Square(i);
            case 1: return new Box(i, i + 1);
            case 2: return new Triangle(i, 4);
            case 3: return new Pair(new Square(i), new Box(1, i));
            default: return new Hole(new Square(i + 3), i);
        }
    }

    static Shape[] shapes(int kinds) {
        Shape[] all = new Shape[500];
        for (int i = 0; i < all.length; i++) {
            all[i] = make(i * 7 % kinds, i);
        }
        return all;
    }

    static int one(Shape[] all) {
        int sum = 0;
        for (Shape s : all) {
            sum += s.area();
        }
        return sum;
    }

    static int two(Shape[] all) {
        int sum = 0;
        for (Shape s : all) {
            sum += s.area() ^ s.twice();
        }
        return sum;
    }

    static int many(Shape[] all) {
        int sum = 0;
        for (Shape s : all) {
            sum += s.twice() - s.area();
        }
        return sum;
    }

    static void visit(Shape[] all, Visitor visitor) {
        for (Shape s : all) {
            if (s instanceof Square square) {
                visitor.square(square);
            } else {
                visitor.other(s);
            }
        }
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        Shape[] single = shapes(1);
        Shape[] couple = shapes(2);
        Shape[] all = shapes(5);
        Counter counter = new Counter();
        int check = 0;
        for (int round = 0; round < size; round++) {
            check = check * 31 + one(single) + two(couple) + many(all);
            visit(all, counter);
        }
        System.out.println("shapes " + check + " " + counter.squares + " " + counter.others);
    }
}
